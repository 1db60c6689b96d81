"""Failings planted in caseloads, chronologies, plans, handovers, exploitation, placements, exclusions and leaving care.

Each is found again through the readers, by its duty or by the register itself: all of them and no others.
"""

from typing import Any

import polars as pl
import pytest

from tests.planted.conftest import Read

LATE = ("met late", "overdue")
KINDS = {
    "chronologies out of date": 1500,
    "newly qualified workers not seen every two weeks": 15,
    "exploitation risks left without the panel": 60,
    "children missing again and again whom nobody met about": 15,
    "outline plans sent out late": 200,
    "early help plans not reviewed": 300,
    "visits entered on the system late": 500,
    "workers who left without a goodbye": 200,
    "cases passed to another team without a handover": 20,
    "excluded children in care without other education": 2,
    "excluded children without education from the sixth day": 10,
    "early permanence not considered in time": 8,
    "needs of eligible young people assessed late": 60,
    "connected carers not decided on in sixteen weeks": 3,
    "extensions of connected carers that ran out": 0,
}
DATES_ONLY = {"chronologies with dates only": 1500, "visits of which the form was left blank": 500}


def _planted(read: Read, kind: str) -> dict[str, Any]:
    return next(told for told in read.planted["practice"] if told["kind"] == kind)


def _items(told: dict[str, Any]) -> set[tuple[str, str]]:
    return {(subject, on) for subject, on in told["items"]}


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_found_by_its_duty_all_of_them_and_no_others(read: Read, kind: str) -> None:
    told = _planted(read, kind)
    on = pl.col("trigger").cast(pl.String)
    inside = on.is_between(pl.lit(told["first"]), pl.lit(told["last"]))
    late = read.owed(told["duty"]).filter(pl.col("state").is_in(LATE) & inside)
    assert set(late.select("person_id", on).rows()) == _items(told)
    assert len(told["items"]) > KINDS[kind]
    assert told["of"] > len(told["items"])


@pytest.mark.parametrize("kind", DATES_ONLY)
def test_what_was_filled_in_with_its_date_alone_is_found(read: Read, kind: str) -> None:
    told = _planted(read, kind)
    on = pl.col("met_on").cast(pl.String)
    inside = on.is_between(pl.lit(told["first"]), pl.lit(told["last"]))
    blank = read.owed(told["duty"]).filter((pl.col("substance") == "dates only") & inside)
    assert set(blank.select("person_id", on).rows()) == _items(told)
    assert len(told["items"]) > DATES_ONLY[kind]


def _rows(read: Read, table: str, told: dict[str, Any], subject: str, day: str, where: pl.Expr) -> Any:
    frame = read.results.record.frame(table).with_columns(on=pl.col(day).cast(pl.String))
    inside = pl.col("on").is_between(pl.lit(told["first"]), pl.lit(told["last"]))
    return set(frame.filter(where & inside).select(subject, "on").rows())


IN_THE_REGISTER = {
    "workers over their limit": ("caseload", "worker_id", "month_end", pl.col("children") > pl.col("limit")),
    "cases held in a manager's name": ("caseload", "worker_id", "month_end", pl.col("role") == "3"),
    "homes that were the only choice": (
        "placement_search", "child_id", "placed_on", pl.col("match_quality") == "only choice",
    ),
    "permanence planning meetings not held": (
        "permanence_meeting", "child_id", "due_on", pl.col("held_on").is_null(),
    ),
    "child protection plans without dates": (
        "plan_quality", "child_id", "version_on", (pl.col("actions_with_date") == 0),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", IN_THE_REGISTER)
def test_what_no_duty_counts_stands_in_its_register(read: Read, kind: str) -> None:
    told = _planted(read, kind)
    table, subject, day, where = IN_THE_REGISTER[kind]
    assert told["duty"] == table
    assert _rows(read, table, told, subject, day, where) == _items(told)
    assert len(told["items"]) > 20
    assert told["of"] > len(told["items"])


def test_caseloads_are_of_the_size_that_was_published(read: Read) -> None:
    """16.8 cases a worker in September 2018 (workforce census); managers hold some in their own names."""
    loads = read.results.record.frame("caseload").filter(pl.col("role") == "5")
    mean = loads.group_by("month_end").agg(pl.col("children").sum() / pl.col("fte").sum())["children"]
    assert mean.min() > 12 and mean.max() < 22  # type: ignore[operator]


def test_vacancies_and_agency_cover_are_of_the_size_that_was_published(read: Read) -> None:
    """Vacancies 10% and agency cover 13% of posts in September 2019."""
    last = read.results.record.frame("workforce_change").filter(pl.col("month_end").dt.year() == 2019)
    posts, vacant, agency = (last[name].sum() for name in ("posts_fte", "vacancy_fte", "agency_fte"))
    assert 0.04 < vacant / posts < 0.2
    assert 0.06 < agency / posts < 0.2


def test_the_posts_of_each_month_are_those_of_the_register_of_posts(read: Read) -> None:
    record = read.results.record
    posts = record.frame("workforce_post")
    for month, team, told in record.frame("workforce_change").select("month_end", "team", "posts_fte").rows():
        here = posts.filter((pl.col("team") == team) & (pl.col("from") <= month))
        assert here.filter(pl.col("to").is_null() | (pl.col("to") > month)).height == told
