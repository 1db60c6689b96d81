"""What is said of a figure: its text, its level and reason, its definition, the published ones beside it."""

import csv
from datetime import date

import polars as pl
import pytest

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.measures import comparators
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.evaluate import results
from sightline.engine.measures.groups import DIMENSIONS
from sightline.engine.measures.measure import Assurance, Counting
from sightline.engine.measures.periods import MONTHS, Period, between, start_of
from sightline.engine.measures.presentation import (
    as_text,
    assurance_text,
    ceiling_text,
    cohort,
    floor_text,
    what_is_counted,
)

from .builders import AS_AT, measure, obligations, people


@pytest.mark.parametrize(
    ("recorded", "denominator", "text"),
    [
        (4, 31, "13% (4 of 31)"),
        (0, 0, "no cases"),
        (0, 31, "0% (0 of 31)"),
        (31, 31, "100% (31 of 31)"),
        (1, 1000, "under 1% (1 of 1,000)"),
        (999, 1000, "over 99% (999 of 1,000)"),
        (1, 8, "13% (1 of 8)"),
        (1, 200, "1% (1 of 200)"),
        (None, 31, "not assessable"),
    ],
)
def test_a_figure_always_shows_its_counts(recorded, denominator, text):
    """No percentage without its counts, no 0% where there is one, no 100% where one is wanting."""
    row = {"recorded": 1, "floor": recorded, "ceiling": 1, "denominator": denominator, "value": None}
    assert floor_text(row) == text
    if recorded is not None:
        assert as_text(row | {"recorded": recorded}) == text


@pytest.mark.parametrize(
    ("value", "text"), [(12.0, "12 days"), (12.5, "12.5 days"), (1.0, "1 day"), (1166.0, "1,166 days")]
)
def test_a_median_is_in_days_and_has_no_bounds(value, text):
    row = {"recorded": None, "floor": None, "ceiling": None, "denominator": 3, "value": value}
    assert (as_text(row), floor_text(row), ceiling_text(row)) == (text, "", "")


def level(*cases, late=False):
    """Assurance and reason of one month in which these (state, substance, how many) fell due."""
    rows = []
    for state, substance, count in cases:
        for _ in range(count):
            met = {"met_on": date(2019, 5, 1)} if substance else {}
            rows.append(
                {
                    "state": state,
                    "substance": substance,
                    "due": date(2019, 5, 3),
                    "person_id": f"c{len(rows)}",
                }
                | met
            )
    frame = obligations(rows).with_columns(entered_late=pl.lit(late))
    row = results(measure(Counting.TIMELINESS), frame, people(frame), AS_AT, last=date(2019, 5, 31)).row(
        0, named=True
    )
    return row["assurance"], row["reason"]


def test_the_level_is_that_of_the_worst_weakness_and_says_which():
    """From sound to useless, each with its reason in a sentence that holds the counts."""
    sound = ("met", "content seen", 40)
    assert level(sound)[0] == "substantial"
    assert level(sound, ("met", "dates only", 4)) == (
        "reasonable",
        "4 of the 44 that were done (late ones included) came with a date and nothing of what was done.",
    )
    assert level(sound, ("met", "dates only", 20)) == (
        "limited",
        "20 of the 60 that were done (late ones included) came with a date and nothing of what was done.",
    )
    assert level(sound, ("met", "contradicted", 1))[0] == "reasonable"
    assert level(sound, ("cannot tell", None, 2)) == (
        "reasonable",
        "2 of the 42 counted left too little in the record to be told.",
    )
    assert level(sound, ("cannot tell", None, 20), ("met", "dates only", 4)) == (
        "none",
        "20 of the 64 counted left too little in the record to be told.",
    )
    assert level(sound, late=True) == (
        "limited",
        "40 of the 40 that were done (late ones included) were entered long after the day.",
    )


def test_at_most_limited_while_content_is_not_visible():
    """However good the dates: a floor that cannot be worked out is no ground for assurance."""
    assert level(("met", "content seen", 99), ("met", "not visible", 1)) == (
        "limited",
        "1 of the 100 that were done (late ones included) came from a source that does not show what was done.",
    )


def test_every_measure_of_the_catalogue_is_whole():
    """Each names a duty that exists, can be asked, defined and split, and says how long its public period is."""
    counted = {(each.duty, each.counting) for each in MEASURES.values()}
    assert len(counted) == len(MEASURES)
    for each in MEASURES.values():
        assert each.duty in DUTIES
        assert each.question.endswith("?")
        assert each.definition.endswith(".")
        assert set(each.breakdowns) <= set(DIMENSIONS)
        assert each.public is None or Period(each.public) in MONTHS
        assert all(what_is_counted(each)) and cohort(each)
    for duty in DUTIES.values():
        assert (duty.id, Counting.TIMELINESS) in counted
        # A target of a cohort lists nobody, so nothing of it is ever "overdue now".
        assert ((duty.id, Counting.OPEN_OVERDUE) in counted) is not duty.target_only
        assert ((duty.id, Counting.WORST_GAP) in counted) == (duty.every is not None)
    assert MEASURES["initial_health_assessment_by_entry"].counting is Counting.TIMELINESS_BY_ENTRY


def test_periods_nest_and_years_are_financial():
    assert start_of(date(2019, 3, 31), Period.YEAR) == date(2018, 4, 1)
    assert start_of(date(2019, 3, 31), Period.QUARTER) == date(2019, 1, 1)
    assert start_of(date(2019, 3, 31), Period.THREE_YEARS) == date(2016, 4, 1)
    assert between(date(2018, 12, 31), date(2019, 2, 1), Period.MONTH) == [
        date(2018, 12, 1),
        date(2019, 1, 1),
        date(2019, 2, 1),
    ]
    assert between(date(2019, 2, 2), date(2019, 2, 1), Period.YEAR) == []


def test_published_figures_are_quoted_with_publisher_date_and_licence():
    """West Sussex in March 2019, as the DfE published it; marks stay marks."""
    frame = comparators.published()
    assert dict(frame.schema) == comparators.COMPARATOR_SCHEMA
    words = comparators.source()
    assert comparators.PUBLISHER in words
    assert comparators.LICENCE in words
    assert "last updated by the publisher" in words
    chosen = comparators.for_measure("dental_check_currency")
    assert chosen is not None
    rows = frame.filter((pl.col("published") == chosen.published) & (pl.col("year") == 2019))
    told = {(row["kind"], row["area"]): row["value"] for row in rows.iter_rows(named=True)}
    assert told["authority", "West Sussex"] == 90
    assert told["region", "South East"] == 87
    assert told["country", "England"] == 86
    assert sum(kind == "neighbour" for kind, _ in told) == 10
    marks = frame.filter(pl.col("value").is_null())["as_published"].unique().to_list()
    assert set(marks) <= {"c", "-", "x", "z", "k"}
    assert all(each.duty in DUTIES for each in comparators.COMPARATORS)
    assert all(each.measure in MEASURES for each in comparators.COMPARATORS if each.measure)


def test_the_neighbours_middle_is_a_published_value_or_between_two():
    chosen = comparators.for_duty("dental_check")[0]
    middle = comparators.neighbours_middle(chosen, 2019)
    assert middle is not None
    assert 70 <= middle <= 100
    assert comparators.neighbours_middle(chosen, 1999) is None


def test_packaged_comparators_are_the_publishers(shared):
    """Every packaged value is the one in the publisher's file."""
    with (shared / "stats/01_lait/lait_csc_long.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {(row["measure"], row["period"], row["la3"]): row["value"] for row in csv.DictReader(file)}
    for row in comparators.published().iter_rows(named=True):
        assert told[row["published"], str(row["year"]), row["code"]] == row["as_published"]


def test_levels_of_assurance_in_words() -> None:
    assert assurance_text("none") == "no assurance"
    assert assurance_text("limited", "none") == "limited, no assurance"
    assert assurance_text(Assurance.SUBSTANTIAL) == "substantial assurance"
