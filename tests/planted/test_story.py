"""The story that leaders must see: December 2018, the late areas, what drifts."""

from datetime import date

import polars as pl

from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.drift import drifts
from sightline.engine.measures.evaluate import all_results, cases, results
from sightline.engine.measures.presentation import share
from sightline.engine.measures.variation import area_differences
from sightline.engine.results import Results
from tests.planted.conftest import END, Read

DECEMBER = date(2018, 12, 1)
BY_ENTRY = MEASURES["initial_health_assessment_by_entry"]
UP_TO_DATE = MEASURES["care_plan_up_to_date"]
DUTIES = {
    "initial health assessment": "initial_health_assessment",
    "strategy discussion": "strategy_discussion",
    "visits": ("visit_six_weekly", "visit_first_week", "visit_interim_order_or_temporary_carer"),
    "dental check": "dental_check",
}


def _december(read: Read, seen: Results) -> str:
    rows = results(BY_ENTRY, seen.obligations, seen.people, seen.as_at, first=DECEMBER, last=DECEMBER)
    row = rows.row(0, named=True)
    return share(row["recorded"], row["denominator"])


def test_december_2018_is_thirteen_percent(read: Read) -> None:
    """Paragraph 20: four of thirty-one, the very children."""
    assert _december(read, read.results) == "13% (4 of 31)"
    behind = cases(BY_ENTRY, read.results.obligations, read.results.people, END, period_from=DECEMBER).filter(
        pl.col("counted") == 1
    )
    found = {(row["person_id"], bool(row["recorded"])) for row in behind.iter_rows(named=True)}
    true = read.planted["december_2018"]["children"]
    assert found == {(row["person_id"], row["on_time"]) for row in true}


def test_a_quarter_of_care_plans_are_out_of_date(read: Read) -> None:
    """Paragraph 19: a quarter of the children in care, the very children, on the demonstration's day."""
    seen = read.results
    row = results(UP_TO_DATE, seen.obligations, seen.people, END).row(0, named=True)
    planted = read.planted["care_plans_out_of_date"]
    stale = row["denominator"] - row["recorded"]
    assert (stale, row["denominator"]) == (planted["out_of_date"], planted["owed"])
    assert share(stale, row["denominator"]).startswith("25%")
    behind = cases(UP_TO_DATE, seen.obligations, seen.people, END).filter(
        (pl.col("counted") == 1) & (pl.col("recorded") == 0)
    )
    assert set(behind["person_id"]) == {child["person_id"] for child in planted["children"]}
    late = read.owed("care_plan_current").filter(
        (pl.col("state") == "overdue") & pl.col("ended_on").is_null()
    )
    found = set(late.select("person_id", pl.col("trigger").cast(pl.String)).rows())
    assert found == {(child["person_id"], child["reviewed"]) for child in planted["children"]}


def test_the_inspectors_could_have_counted_the_same(read: Read) -> None:
    """As known on the last day of the inspection, from what had been submitted by then."""
    snapshot = read.store.in_force(date(2019, 3, 8))
    assert snapshot is not None
    assert (
        _december(read, Results(read.store, snapshot, date(2019, 2, 28), read.authority)) == "13% (4 of 31)"
    )


def test_late_areas_are_told_apart_and_no_others(read: Read) -> None:
    """Over the year before the clock stands, as the director's summary asks."""
    year = date(2018, 9, 30)
    figures = all_results(
        MEASURES.values(),
        read.results.obligations,
        read.results.people,
        END,
        dimensions=("area_id",),
        first=year,
    )
    areas = {area.id for area in read.authority.areas}  # a case closed before its due date lay in none
    found = {
        (MEASURES[each.measure].duty, each.group)
        for each in area_differences(figures, MEASURES)
        if each.group in areas
    }
    true = set()
    for late in read.planted["late_areas"]:
        duties = DUTIES[late["duty"]]
        true |= {(duty, late["area"]) for duty in ((duties,) if isinstance(duties, str) else duties)}
    assert found == true


def test_late_assessments_are_counted_as_they_were_planted(read: Read) -> None:
    late = next(item for item in read.planted["late_areas"] if item["counted_by"] == "entered")
    entered = pl.col("occasion").is_between(pl.lit(late["first"]), pl.lit(late["last"]))
    owed = read.owed("initial_health_assessment").filter(
        entered
        & ~pl.col("occasion").str.starts_with("2018-12")
        & pl.col("state").is_in(["met", "met late", "overdue"])
    )
    counts = owed.group_by("area_id").agg((pl.col("state") == "met").sum().alias("met"), pl.len())
    found = {area: [met, of] for area, met, of in counts.iter_rows()}
    assert found == late["on_time_of_all_by_area"]
    assert found[late["area"]][0] == 0


def test_what_gets_worse_is_told_and_nothing_else(read: Read) -> None:
    figures = all_results(
        MEASURES.values(), read.results.obligations, read.results.people, END, first=date(2016, 9, 1)
    )
    worse = [
        (MEASURES[drift.measure].duty, drift.since) for drift in drifts(figures, MEASURES) if drift.worse
    ]
    true = [
        (DUTIES[drift["duty"]], date.fromisoformat(drift["worse_since"])) for drift in read.planted["drift"]
    ]
    assert worse == true


def test_children_held_in_a_managers_name(read: Read) -> None:
    staff = read.results.record.frame("ssd_professionals")
    managers = staff.filter(pl.col("prof_professional_job_title") == "Team manager")["prof_professional_id"]
    held = read.results.people.filter(pl.col("worker_id").is_in(managers.to_list()))
    found = {(team, person) for team, person in held.select("team_id", "person_id").iter_rows()}
    true = {
        (team, person) for team, children in read.planted["in_a_managers_name"].items() for person in children
    }
    assert found == true
    assert true
