"""A life in care hangs together: nobody is in two places, nothing happens before it can."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sightline.engine.synthetic import story
from sightline.engine.synthetic.county import County
from sightline.engine.synthetic.days import birthday
from sightline.engine.synthetic.ledger import SINCE, UNTIL
from sightline.engine.synthetic.people import Child, Period
from sightline.engine.synthetic.tables import episodes

GUARDIANSHIP_OLD = {"E43", "E44"}
GUARDIANSHIP_NEW = {"E45", "E46", "E47", "E48"}
ADOPTED = {"E11", "E12"}


def _periods(county: County) -> list[tuple[Child, Period]]:
    return [(child, period) for child in county.children for period in child.periods]


def _told(county: County, table: str, person: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a table that stand at the end, by child."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in county.ledger.rows[table]:
        if row[UNTIL] is None:
            rows[row[person]].append(row)
    return rows


def _ends(spans: list[Any], period: Period) -> None:
    """Spans that cover every day of a period once, in order."""
    assert spans[0].start == period.entered
    assert spans[-1].end == period.left
    for one, other in pairwise(spans):
        assert one.end == other.start
        assert one.start < other.start


def test_periods_of_care_follow_one_another(small: County) -> None:
    for child in small.children:
        for one, other in pairwise(child.periods):
            assert one.left is not None
            assert one.left < other.entered
        for period in child.periods:
            assert period.left is None or period.entered < period.left <= story.END


def test_placements_and_legal_statuses_cover_every_day_once(small: County) -> None:
    for _, period in _periods(small):
        _ends(period.placements, period)
        _ends(period.legal, period)


def test_episodes_cover_every_day_once_and_change_for_a_reason(small: County) -> None:
    for _, period in _periods(small):
        told = episodes(period)
        assert (told[0][0], told[0][1], told[-1][4]) == (period.entered, "S", period.left)
        for (_, _, legal, place, end), (start, reason, then, there, _) in pairwise(told):
            assert end == start
            assert (
                reason
                == {(True, False): "L", (False, True): "P", (True, True): "B"}[
                    (legal is not then, place is not there)
                ]
            )


def test_nobody_is_looked_after_before_birth_or_from_eighteen(small: County) -> None:
    for child, period in _periods(small):
        assert child.dob <= period.entered
        assert period.until() <= birthday(child.dob, 18)


def test_reasons_for_leaving_fit_the_child_and_the_day(small: County) -> None:
    for child, period in _periods(small):
        if period.left is None:
            assert not period.reason
            continue
        assert period.reason
        if period.reason in ADOPTED:
            assert period.order_on and period.placed_for_adoption
            assert period.entered < period.order_on < period.placed_for_adoption < period.left
            assert period is child.periods[-1]
        if period.reason in GUARDIANSHIP_OLD | GUARDIANSHIP_NEW:
            assert (period.reason in GUARDIANSHIP_NEW) == (period.left >= date(2018, 4, 1))
        if period.reason == "E15":
            assert child.uasc
        if period.reason == "E5":
            assert child.age(period.left) >= 16


def _holding(child: Child, day: date) -> Period | None:
    return next((period for period in child.cared_for() if period.entered <= day <= period.until()), None)


def test_what_is_done_for_a_child_in_care_is_done_in_care(small: County) -> None:
    whose = {child.id: child for child in small.children}
    for table, person, on in (
        ("ssd_cla_reviews", "clar_cla_person_id", "clar_cla_review_date"),
        ("ssd_cla_visits", "clav_person_id", "clav_cla_visit_date"),
        ("ssd_cla_care_plan", "lacp_person_id", "lacp_cla_care_plan_start_date"),
        ("ssd_cla_health", "clah_person_id", "clah_health_check_date"),
    ):
        told = _told(small, table, person)
        assert told
        for id, rows in told.items():
            if id not in whose:
                continue  # a second number of a child who is there
            for row in rows:
                assert _holding(whose[id], row[on]), (table, id, row[on])
                assert row[on] <= story.END


def test_no_two_reviews_or_visits_on_one_day(small: County) -> None:
    for table, person, on in (
        ("ssd_cla_reviews", "clar_cla_person_id", "clar_cla_review_date"),
        ("ssd_cla_visits", "clav_person_id", "clav_cla_visit_date"),
    ):
        for id, rows in _told(small, table, person).items():
            days = [row[on] for row in rows]
            assert len(days) == len(set(days)), (table, id)


def test_an_assessment_takes_its_steps_in_order(small: County) -> None:
    steps = ("consent_on", "referred_to_health_on", "seen_on", "report_received_on", "plan_updated_on")
    for rows in _told(small, "health_assessment", "child_id").values():
        for row in rows:
            days = [row[name] for name in steps if row.get(name)]
            assert days == sorted(days), row
            assert row["care_from"] <= days[0]
            if row["status"] == "completed":
                assert row["assessed_by"] in ("doctor", "nurse")
                assert row["kind"] != "initial" or row["assessed_by"] == "doctor"


def test_missing_episodes_never_overlap_and_their_interviews_follow(small: County) -> None:
    for rows in _told(small, "ssd_missing", "miss_person_id").values():
        spans = sorted(
            (row["miss_missing_episode_start_date"], row.get("miss_missing_episode_end_date")) for row in rows
        )
        for (_, back), (gone, _) in pairwise(spans):
            assert back is not None
            assert back < gone
    for rows in _told(small, "return_home_interview", "child_id").values():
        for row in rows:
            assert row["missing_from"] < row["missing_to"]
            if row.get("held_on"):
                assert row["missing_to"] < row["offered_on"] <= row["held_on"]


def test_every_child_in_care_has_one_worker_at_a_time(small: County) -> None:
    whose = {child.id: child for child in small.children}
    told = _told(small, "ssd_involvements", "invo_person_id")
    for id, rows in told.items():
        for role in {row["invo_professional_role_id"] for row in rows}:
            spans = sorted(
                (row["invo_involvement_start_date"], row["invo_involvement_end_date"] or date.max)
                for row in rows
                if row["invo_professional_role_id"] == role
            )
            for (_, end), (start, _) in pairwise(spans):
                assert end <= start, (id, role)
    for id, child in whose.items():
        held = _holding(child, story.END)
        if held and held.left is None:
            assert any(row["invo_involvement_end_date"] is None for row in told[id])


def test_two_identities_of_an_adopted_child_share_nothing_but_the_birth(small: County) -> None:
    assert small.plan.adopted is not None
    before, after = small.plan.adopted
    assert (before.dob, before.sex) == (after.dob, after.sex)
    assert before.id != after.id
    assert before.surname != after.surname
    assert not before.upn or before.upn != after.upn
    assert after.periods[0].entered > before.periods[-1].until() + timedelta(365)


def test_a_row_is_known_before_it_is_put_right(small: County) -> None:
    for name, rows in small.ledger.rows.items():
        for row in rows:
            assert row[SINCE] <= story.END, name
            assert row[UNTIL] is None or row[SINCE] < row[UNTIL] <= story.END, name
