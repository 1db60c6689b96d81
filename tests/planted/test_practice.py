"""Failings planted at the front door, in child protection and in the registers: found again, all of them and no others."""

from typing import Any

import polars as pl
import pytest

from tests.planted.conftest import Read

LATE = ("met late", "overdue")
Items = set[tuple[str, str]]


def _planted(read: Read, kind: str) -> dict[str, Any]:
    return next(told for told in read.planted["practice"] if told["kind"] == kind)


def _items(told: dict[str, Any]) -> Items:
    return {(person, on) for person, on in told["items"]}


def _found(read: Read, told: dict[str, Any], day: str, where: pl.Expr, *duties: str) -> Items:
    """What the engine found in the months and the area of a plant."""
    on = pl.col(day).cast(pl.String)
    mine = read.owed(*duties).filter(where & on.is_between(pl.lit(told["first"]), pl.lit(told["last"])))
    if told["area"]:
        mine = mine.filter(pl.col("area_id") == told["area"])
    return set(mine.select("person_id", on).rows())


@pytest.mark.parametrize(
    ("kind", "at_least"),
    [
        ("strategy discussions late", 200),
        ("children seen late in assessments", 1500),
        ("initial conferences late", 150),
        ("disputes of reviewing officers unanswered", 10),
        ("audit actions never finished", 80),
        ("private fostering visits missed", 4),
        ("homeless young people not assessed", 10),
        ("first decisions on allegations late", 50),
        ("foster carers' reviews late", 15),
        ("concerns about carers open too long", 10),
        ("supervision of workers late or missing", 1000),
        ("children not talked about in supervision", 4000),
        ("training on radicalisation not done when due", 100),
        ("adopters' stage one late", 15),
        ("complaints answered late", 40),
        ("managers' decisions late or missing", 1000),
        ("actions about allegations not followed through", 20),
        ("conference reports shared late", 200),
        ("adults of private fostering households checked late or never", 8),
    ],
)
def test_what_was_late_is_found_late_and_nothing_else(read: Read, kind: str, at_least: int) -> None:
    told = _planted(read, kind)
    found = _found(read, told, "trigger", pl.col("state").is_in(LATE), told["duty"])
    assert found == _items(told)
    assert len(found) > at_least


def test_core_groups_of_which_only_the_dates_were_filled_in(read: Read) -> None:
    told = _planted(read, "core groups with dates only")
    blank = pl.col("substance") == "dates only"
    found = _found(read, told, "met_on", blank, "core_group_first", "core_group_repeat")
    assert found == _items(told)
    assert len(found) > 500
    everywhere = read.owed("core_group_first", "core_group_repeat").filter(blank)
    assert set(everywhere.select("person_id", pl.col("met_on").cast(pl.String)).rows()) == found


@pytest.mark.parametrize(
    ("kind", "at_least"),
    [("case supervision with dates only", 2000), ("managers' decisions with dates only", 800)],
)
def test_what_was_written_down_without_content_is_found(read: Read, kind: str, at_least: int) -> None:
    told = _planted(read, kind)
    blank = pl.col("substance") == "dates only"
    found = _found(read, told, "met_on", blank, told["duty"])
    assert found == _items(told)
    assert len(found) > at_least
    everywhere = read.owed(told["duty"]).filter(blank)
    assert set(everywhere.select("person_id", pl.col("met_on").cast(pl.String)).rows()) == found


def test_strategy_discussions_are_counted_area_by_area_as_they_were_planted(read: Read) -> None:
    told = next(late for late in read.planted["late_areas"] if late["counted_by"] == "concern")
    on = pl.col("trigger").cast(pl.String)
    owed = read.owed("strategy_discussion").filter(
        on.is_between(pl.lit(told["first"]), pl.lit(told["last"]))
        & pl.col("state").is_in(["met", "met late", "overdue"])
    )
    counts = owed.group_by("area_id").agg((pl.col("state") == "met").sum().alias("met"), pl.len())
    assert {area: [met, of] for area, met, of in counts.iter_rows()} == told["on_time_of_all_by_area"]
