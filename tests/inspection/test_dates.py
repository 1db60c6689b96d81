"""Dates of an inspection in the forms in which they are printed."""

from datetime import date

import pytest

from sightline.engine.inspection.dates import period


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("13 to 24 March 2023", (2023, 3, 13), (2023, 3, 24)),
        ("11 – 22 July 2022", (2022, 7, 11), (2022, 7, 22)),
        ("25 February to 8 March 2019", (2019, 2, 25), (2019, 3, 8)),
        ("26 October – 19 November 2015", (2015, 10, 26), (2015, 11, 19)),
        ("16 September 2014 – 8 October 2014", (2014, 9, 16), (2014, 10, 8)),
        ("8 July 2019 to 12 July 2019 and 7 August 2019 to 8 August 2019", (2019, 7, 8), (2019, 8, 8)),
        ("28 November 2022 to 2 December 2022 and 9 to 13 January 2023", (2022, 11, 28), (2023, 1, 13)),
        ("17 December to 11 January 2019", (2018, 12, 17), (2019, 1, 11)),
        ("Monday 3rd to Friday 14th of June 2024", (2024, 6, 3), (2024, 6, 14)),
        ("20 June 2018", (2018, 6, 20), (2018, 6, 20)),
        ("03/06/2024 to 14/06/2024", (2024, 6, 3), (2024, 6, 14)),
        ("3.6.24 - 14.6.24", (2024, 6, 3), (2024, 6, 14)),
        ("2024-06-03 to 2024-06-14", (2024, 6, 3), (2024, 6, 14)),
        ("5 Sept – 23 Sept 2016", (2016, 9, 5), (2016, 9, 23)),
    ],
)
def test_a_period_is_read(printed: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert period(printed) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "printed",
    ["", "to be confirmed", "31 February 2020", "3 to 14 June", "May 2015", "2 June 2010 to 4 July 2019"],
)
def test_what_makes_no_sense_is_left_unread(printed: str) -> None:
    assert period(printed) is None
