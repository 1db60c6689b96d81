"""Failings planted in the steps of practice: before birth, before court, at home, at school, at the front door.

Each is found again by the duty that it breaks: all of them and no others.
"""

from typing import Any

import polars as pl
import pytest

from tests.planted.conftest import Read

LATE = ("met late", "overdue")
KINDS = {
    "unborn babies allocated late": 60,
    "babies born before they were assessed": 10,
    "pre-proceedings that drift": 20,
    "placements with parents not approved beforehand": 5,
    "life-story work begun late": 60,
    "later-life letters late": 10,
    "families educating at home not spoken with": 50,
    "children missing education not placed": 30,
    "early help allocated late": 300,
    "contacts decided late": 2000,
    "children in need not reviewed": 600,
}


def _planted(read: Read, kind: str) -> dict[str, Any]:
    return next(told for told in read.planted["practice"] if told["kind"] == kind)


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_found_by_its_duty_all_of_them_and_no_others(read: Read, kind: str) -> None:
    told = _planted(read, kind)
    on = pl.col("trigger").cast(pl.String)
    inside = on.is_between(pl.lit(told["first"]), pl.lit(told["last"]))
    late = read.owed(told["duty"]).filter(pl.col("state").is_in(LATE) & inside)
    assert set(late.select("person_id", on).rows()) == {tuple(item) for item in told["items"]}
    assert len(told["items"]) > KINDS[kind]
    assert told["of"] > len(told["items"])


def test_nothing_planted_is_beyond_what_the_registers_can_tell(read: Read) -> None:
    for kind in KINDS:
        told = _planted(read, kind)
        on = pl.col("trigger").cast(pl.String).is_between(pl.lit(told["first"]), pl.lit(told["last"]))
        unsure = read.owed(told["duty"]).filter(on & (pl.col("state") == "cannot tell"))
        assert unsure.is_empty(), kind


def test_placements_with_parents_of_which_no_criminal_record_check_is_told(read: Read) -> None:
    """No duty counts the checks: the register of placements and that of checks say it, and agree."""
    told = _planted(read, "placements with parents without criminal record checks")
    record = read.results.record
    placed = record.frame("placement_with_parents").select(
        "child_id", "placed_on", "criminal_checks_on", day=pl.col("placed_on").cast(pl.String)
    )
    checks = record.frame("household_check").filter(pl.col("check") == "criminal record")
    unchecked = placed.join(checks, on=["child_id", "placed_on"], how="anti")
    assert unchecked["criminal_checks_on"].is_null().all()
    assert set(unchecked.select("child_id", "day").rows()) == {tuple(item) for item in told["items"]}
    assert told["items"]


def test_contacts_screened_twice_are_told_apart(read: Read) -> None:
    """Paragraph 4: delay through duplication in screening."""
    screened = read.results.record.frame("early_help_screening").group_by("child_id", "contact_on").len()
    twice = screened.filter(pl.col("len") > 1).height
    assert 0.05 < twice / screened.height < 0.2
