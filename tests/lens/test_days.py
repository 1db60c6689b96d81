"""As at and as known on: which snapshot is read, and how near to today."""

from datetime import date

import pytest

from sightline.office.lens.lens import Lens
from tests.lens.conftest import Look

DEMO = date(2019, 9, 30)


@pytest.mark.parametrize(
    ("as_at", "known_on", "reads", "number"),
    [
        (None, None, DEMO, 2),
        (date(2019, 6, 1), None, date(2019, 6, 1), 2),
        (None, date(2019, 6, 15), date(2019, 6, 15), 1),
        (date(2019, 6, 1), date(2019, 8, 1), date(2019, 6, 1), 2),
        (date(2019, 6, 1), date(2019, 7, 31), date(2019, 6, 1), 1),
        (date(2019, 8, 1), date(2019, 7, 31), date(2019, 7, 31), 1),
        (None, date(2019, 4, 30), date(2019, 4, 30), None),
        (date(2030, 1, 1), None, DEMO, 2),
        (None, date(2030, 1, 1), DEMO, 2),
    ],
)
def test_the_snapshot_in_force_then_is_read_as_at_that_day(
    look: Look, as_at: date | None, known_on: date | None, reads: date, number: int | None
) -> None:
    lens = look("director", as_at=as_at, known_on=known_on)
    assert lens.as_at == reads
    assert (lens.snapshot.number if lens.snapshot else None) == number


def test_what_was_not_yet_known_is_not_read(look: Look) -> None:
    then = look("director", as_at=date(2019, 7, 15), known_on=date(2019, 7, 31))
    now = look("director", as_at=date(2019, 7, 15))
    holder = {
        name: dict(lens.people().select("person_id", "worker_id").iter_rows())
        for name, lens in {"then": then, "now": now}.items()
    }
    assert holder["then"]["A1"] == "W1" and holder["now"]["A1"] == "W2"


def test_before_anything_came_there_is_nothing(look: Look) -> None:
    lens = look("director", known_on=date(2019, 4, 1))
    assert lens.snapshot is None
    assert lens.people().is_empty() and lens.obligations().is_empty() and lens.staff().is_empty()
    assert lens.results("initial_health_assessment_by_entry").is_empty()


@pytest.mark.parametrize("role", ["councillor", "clerk", "improvement_lead", ""])
@pytest.mark.parametrize(
    ("asked", "read"),
    [
        (None, DEMO),
        (date(2019, 9, 29), date(2019, 8, 31)),
        (date(2019, 8, 31), date(2019, 8, 31)),
        (date(2019, 3, 1), date(2019, 2, 28)),
        (date(2016, 3, 15), date(2016, 2, 29)),
    ],
)
def test_readers_of_protected_figures_read_the_ends_of_months(
    look: Look, role: str, asked: date | None, read: date
) -> None:
    assert look(role, as_at=asked).as_at == read
    if asked:
        assert look(role, known_on=asked).known_on == read


def test_an_earlier_day_of_the_same_records(look: Look) -> None:
    lens: Lens = look("director", known_on=date(2019, 7, 31)).earlier(date(2019, 6, 1))
    assert (lens.as_at, lens.known_on, lens.snapshot.number if lens.snapshot else 0) == (
        date(2019, 6, 1),
        date(2019, 7, 31),
        1,
    )
