"""Registers of practice hang together with the record that they are about, but where a failing is planted."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import polars as pl

from sightline.engine.synthetic import exclusions, story
from sightline.engine.synthetic.county import County
from sightline.engine.synthetic.known_children import open_cases
from sightline.engine.synthetic.newly_qualified import holdings


def _rows(county: County, table: str) -> list[dict[str, Any]]:
    told = county.ledger.standing(table).to_dicts()
    assert told
    return told


def test_a_chronology_is_kept_while_the_case_is_open(small: County) -> None:
    told = small.ledger.standing("chronology").select(
        subject="child_id", held=pl.col("updated_on").dt.epoch("d").cast(pl.Int64)
    )
    inside = told.join(open_cases(small), on="subject", how="inner").filter(
        (pl.col("held") >= pl.col("start")) & (pl.col("held") <= pl.col("end"))
    )
    assert inside.unique(["subject", "held"]).height == told.height > 0


def test_the_panel_meets_between_one_screening_and_the_next(small: County) -> None:
    told = small.ledger.standing("exploitation").sort("child_id", "screened_on").to_dicts()
    assert told
    for one, other in pairwise(told):
        if one["child_id"] == other["child_id"]:
            last = one["closed_on"] or one["panel_on"]
            assert last is not None and one["screened_on"] < last <= other["screened_on"]
    for row in told:
        assert row["panel_on"] is None or row["panel_on"] > row["screened_on"]
        assert (row["risk_at_close"] is None) == (row["closed_on"] is None)


def test_no_more_actions_have_a_name_or_a_date_than_there_are(small: County) -> None:
    for row in _rows(small, "plan_quality"):
        assert max(row["actions_with_owner"], row["actions_with_date"]) <= row["actions"]
        assert row["family_copy_on"] is None or row["family_copy_on"] >= row["version_on"]


def test_a_visit_is_entered_no_sooner_than_it_is_made(small: County) -> None:
    made = {row["clav_cla_visit_id"]: row for row in _rows(small, "ssd_cla_visits")}
    for row in _rows(small, "record_quality"):
        assert made[row["record_id"]]["clav_cla_visit_date"] == row["event_on"] <= row["recorded_on"].date()
        assert row["mandatory_blank"] <= row["mandatory_fields"]


def test_a_child_has_one_named_worker_at_a_time_and_hears_goodbye_from_one_who_leaves(small: County) -> None:
    told = small.ledger.standing("allocation").sort("child_id", "from", "to", nulls_last=True).to_dicts()
    for one, other in pairwise(told):
        if one["child_id"] == other["child_id"]:
            assert one["to"] is not None and one["to"] <= other["from"]
    for row in told:
        assert row["to"] is None or row["to"] >= row["from"]
        if row["goodbye_visit_on"]:
            assert row["change_reason"] and row["goodbye_visit_on"] >= row["to"] - timedelta(28)
    for row in _rows(small, "transfer_point"):
        assert row["requested_on"] < row["accepted_on"] and row["from_team"] != row["to_team"]


def test_caseloads_are_those_of_the_involvements_and_smaller_for_the_newly_qualified(small: County) -> None:
    held = holdings(small).select("month_end", "worker", "children").rows()
    told = _rows(small, "caseload")
    assert {(row["month_end"], row["worker_id"], row["children"]) for row in told} == set(held)
    limits = {
        fresh: [r["limit"] / r["fte"] for r in told if r["newly_qualified"] == fresh] for fresh in (0, 1)
    }
    assert max(limits[1]) < min(limits[0])


def test_a_home_was_looked_for_before_the_child_lived_there(small: County) -> None:
    starts = {
        (child.id, place.start)
        for child in small.children
        for period in child.cared_for()
        for place in period.placements
    }
    renumbered = {row["link_identifier_value"] for row in small.ledger.rows["ssd_linked_identifiers"]}
    for row in _rows(small, "placement_search"):
        assert row["requested_on"].date() <= row["placed_on"]
        assert row["child_id"] in renumbered or (row["child_id"], row["placed_on"]) in starts
        assert (row["match_quality"] == "only choice") == (row["offers"] == 1)


def test_a_panel_decides_on_a_carer_while_the_child_lives_there(small: County) -> None:
    ends = {
        (child.id, place.start): place.end
        for child in small.children
        for period in child.cared_for()
        for place in period.placements
    }
    for row in _rows(small, "connected_carer"):
        ended = ends.get((row["child_id"], row["placed_on"]))
        if row["panel_on"]:
            assert row["temporary_approval_on"] < row["full_assessment_on"] < row["panel_on"]
            assert ended is None or row["panel_on"] < ended


def test_nobody_is_excluded_when_school_is_shut(small: County) -> None:
    terms = small.authority.terms
    for row in _rows(small, "school_exclusion"):
        assert exclusions.school_day(terms, row["excluded_from"]) == row["excluded_from"]
        assert row["other_education_from"] is None or row["other_education_from"] > row["excluded_from"]
    for row in _rows(small, "long_absence"):
        assert row["absence_ended_on"] is None or row["absence_ended_on"] > row["tenth_day_on"]


def test_steps_of_leaving_care_are_taken_from_sixteen_on(small: County) -> None:
    born = {child.id: child.dob for child in small.children}
    for row in _rows(small, "leaving_care_step"):
        dob: date = born.get(row["child_id"], date.min)
        assert (row["asked_on"] - dob).days > 15.4 * 365
        assert row["done_on"] is None or row["done_on"] >= row["asked_on"]
        assert row["done_on"] is None or row["declined_on"] is None


def test_a_private_arrangement_is_visited_until_it_ends(small: County) -> None:
    arrangements = {row["child_id"]: row for row in _rows(small, "private_fostering")}
    for row in arrangements.values():
        assert row["arrangement_to"] is None or row["arrangement_to"] > row["arrangement_from"]
        assert (row["ended_reason"] is None) == (row["arrangement_to"] is None)
    for visit in _rows(small, "private_fostering_visit"):
        about = arrangements[visit["child_id"]]
        assert visit["visited_on"] <= (about["arrangement_to"] or story.END)
