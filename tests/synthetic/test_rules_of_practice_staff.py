"""Registers of workers and carers hang together: nothing happens before it can, nobody acts after they left."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import polars as pl
import pytest

from sightline.engine.synthetic import handovers, story
from sightline.engine.synthetic.connected import approval
from sightline.engine.synthetic.county import County
from sightline.engine.synthetic.keeping import BEGAN
from sightline.engine.synthetic.ledger import SINCE, UNTIL
from sightline.engine.synthetic.oversight import KEY
from sightline.engine.synthetic.people import Placement
from sightline.engine.synthetic.staff import SOCIAL_WORKER

FOREVER = date(2100, 1, 1)


def _standing(county: County, table: str) -> pl.DataFrame:
    """The rows that stand at the end; there are some, and none tells what lies ahead of its own day."""
    told = county.ledger.told(table).filter(pl.col(UNTIL).is_null())
    assert told.height, table
    assert told[SINCE].is_between(BEGAN, story.END).all(), table
    return told


def _rows(county: County, table: str) -> list[dict[str, Any]]:
    return _standing(county, table).rows(named=True)


def _in_order(row: dict[str, Any], *steps: str) -> None:
    days = [row[step] for step in steps if row[step] is not None]
    assert days == sorted(days), row
    assert all(day <= story.END for day in days), row


def test_a_worker_is_supervised_about_children_whom_they_hold(small: County) -> None:
    """A manager stands in where a session is put off."""
    talks = _standing(small, "supervision").filter(pl.col("kind") == "case")
    managers = list(small.office.managers.values())
    stood_in = talks.filter(pl.col("worker_id").is_in(managers))
    assert stood_in.height * 3 < talks.height
    talks = talks.filter(~pl.col("worker_id").is_in(managers))
    held = _standing_involvements(small)
    both = talks.join(held, left_on=["worker_id", "child_id"], right_on=["worker", "child"], how="left")
    inside = both.filter(
        (pl.col("start") < pl.col("held_on")) & (pl.col("end").fill_null(FOREVER) > pl.col("held_on"))
    )
    keys = ["worker_id", "child_id", "held_on"]
    assert inside.unique(keys).height == talks.unique(keys).height == talks.height


def _standing_involvements(county: County) -> pl.DataFrame:
    told = county.ledger.told("ssd_involvements").filter(
        pl.col(UNTIL).is_null() & (pl.col("invo_professional_role_id") == SOCIAL_WORKER)
    )
    return told.select(
        worker="invo_professional_id", child="invo_person_id", start="invo_involvement_start_date",
        end="invo_involvement_end_date",
    )  # fmt: skip


def test_no_worker_has_two_sessions_on_one_day_and_a_cancelled_one_was_not_held(small: County) -> None:
    sessions = _standing(small, "supervision").filter(pl.col("kind") == "personal")
    held = sessions.drop_nulls("held_on")
    assert held.select("worker_id", "held_on").is_unique().all()
    assert (held["due_on"] <= held["held_on"]).all()
    cancelled = sessions.filter(pl.col("held_on").is_null())
    assert cancelled["cancelled_reason"].null_count() == 0
    assert held["cancelled_reason"].null_count() == held.height


def test_only_the_winter_has_supervision_without_content(small: County) -> None:
    talks = _standing(small, "supervision").filter(pl.col("kind") == "case")
    blank = talks.filter(pl.col("discussion").is_null())
    assert blank.height
    assert blank["held_on"].is_between(*story.WINTER).all()


def test_nobody_is_in_two_workers_posts_and_a_vacant_post_has_no_worker(small: County) -> None:
    posts = _rows(small, "workforce_post")
    assert all((post["worker_id"] is None) == (post["holder"] == "vacant") for post in posts)
    for field in ("post_id", "worker_id"):
        named = sorted(
            (post[field], post["from"], post["to"] or FOREVER) for post in posts if post[field] is not None
        )
        for (one, _, end), (other, start, _) in pairwise(named):
            assert one != other or end <= start, (field, one)


def test_courses_are_done_while_in_post(small: County) -> None:
    posts = _standing(small, "workforce_post").drop_nulls("worker_id")
    spans = posts.group_by("worker_id").agg(pl.col("from").min(), pl.col("to").fill_null(FOREVER).max())
    first = {worker: (start, end) for worker, start, end in spans.iter_rows()}
    for row in _rows(small, "workforce_training"):
        start, end = first[row["worker_id"]]
        assert start < row["due_on"]
        assert row["done_on"] is None or max(start, BEGAN) <= row["done_on"] <= min(end, story.END)


def test_carers_are_reviewed_and_visited_from_their_approval_until_they_leave(small: County) -> None:
    carers = _rows(small, "foster_carer")
    spans = {row["carer_id"]: (row["approved_on"], row["left_on"] or story.END) for row in carers}
    for row in carers:
        assert row["approved_on"] < row["review_due_on"]
        assert row["places_used"] <= row["places"]
        if row["review_done_on"]:
            assert row["approved_on"] < row["review_done_on"] <= spans[row["carer_id"]][1]
    for visit in _rows(small, "foster_carer_visit"):
        start, end = spans[visit["carer_id"]]
        assert start <= visit["visited_on"] <= end
    for concern in _rows(small, "standards_of_care"):
        assert concern["raised_on"] >= spans[concern["carer_id"]][0]
        _in_order(concern, "raised_on", "concluded_on", "review_to_panel_on")
    for decision in _rows(small, "fostering_decision"):
        _in_order(decision, "recommended_on", "fostering_decided_on")
        first = decision["panel_about"] == "first review"
        assert not first or decision["recommended_on"] > spans[decision["carer_id"]][0] + timedelta(180)


def test_adopters_go_through_the_stages_in_order(small: County) -> None:
    for row in small.ledger.told("adopter").rows(named=True):
        steps = ("registered_on", "stage_one_ended_on", "stage_two_asked_on", "stage_two_decided_on")
        _in_order(row, *steps, "matched_with_child_on")
        assert (row["stage_two_outcome"] is None) == (row["stage_two_decided_on"] is None)
        assert row["matched_with_child_on"] is None or row["stage_two_outcome"] == "approved"
        assert row["adopter_left_on"] is None or row["stage_two_asked_on"] is None


def test_complaints_go_on_to_a_stage_after_the_answer_before_it(small: County) -> None:
    rows = sorted(_rows(small, "complaint"), key=lambda row: (row["complaint_id"], row["stage"]))
    for row in rows:
        _in_order(row, "received_on", "panel_met_on", "panel_reported_on", "responded_on")
    for one, other in pairwise(rows):
        if one["complaint_id"] == other["complaint_id"]:
            assert one["outcome"] not in (None, "withdrawn")
            assert one["responded_on"] < other["received_on"]


def test_allegations_are_met_about_until_they_are_closed(small: County) -> None:
    allegations = {row["allegation_id"]: row for row in _rows(small, "designated_officer")}
    for row in allegations.values():
        assert row["employer_told_on"] <= row["referred_on"].date()
        assert row["closed_on"] is None or row["closed_on"] > row["referred_on"].date()
        _in_order(row, "closed_on", "dbs_referral_on")
        assert (row["outcome"] is None) == (row["closed_on"] is None)
        assert row["dbs_referral_on"] is None or row["employer_outcome"] in ("dismissed", "resigned")
    for meeting in _rows(small, "allegation_meeting"):
        about = allegations[meeting["allegation_id"]]
        last = about["closed_on"] or story.END
        assert about["referred_on"].date() <= meeting["held_on"] <= last


def test_managers_decide_on_what_has_happened(small: County) -> None:
    decisions = _standing(small, "management_oversight").select(
        "decision_point", person="child_id", on=pl.col("decision_on").dt.date()
    )
    for point, (table, person, day) in KEY.items():
        began = small.ledger.told(table).group_by(pl.col(person).alias("person")).agg(pl.col(day).min())
        mine = decisions.filter(pl.col("decision_point") == point).join(began, on="person", how="left")
        assert mine.height
        assert (mine["on"] >= mine[day]).all()
    assert decisions["on"].is_between(BEGAN, story.END).all()


def test_how_carers_were_approved_follows_from_the_county_s_seed() -> None:
    places = [Placement(f"P{n}", "U1", "PR0", BEGAN + timedelta(n), None, None, "", "") for n in range(20)]
    told = [[approval(seed, place) for place in places] for seed in (2019, 2019, 7)]
    assert None not in told[0]
    assert told[0] == told[1] != told[2]


def test_who_held_a_child_is_in_one_order_however_it_was_told(
    small: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers of a day, and one worker of two teams: only the days would leave their order to chance."""
    child = next(one.id for one in small.children if one.cared_for() and one.id not in small.taken)
    told = pl.DataFrame(
        [(child, worker, team, SOCIAL_WORKER, BEGAN, None)
         for worker in ("W2", "W1", "W3") for team in ("T2", "T1")],
        schema={
            "invo_person_id": pl.String, "invo_professional_id": pl.String, "invo_professional_team": pl.String,
            "invo_professional_role_id": pl.String, "invo_involvement_start_date": pl.Date,
            "invo_involvement_end_date": pl.Date,
        },
        orient="row",
    )  # fmt: skip
    found = []
    for frame in (told, told.reverse()):
        monkeypatch.setattr(small.ledger, "standing", lambda _, frame=frame: frame)
        found.append([(one.worker, one.team) for one in handovers._held(small)[child]])
    assert found[0] == found[1] == sorted(found[0])
