"""Allegations against adults who work with children since April 2018: what the designated officer keeps.

Two in five first decisions are late, and actions that were agreed are not followed through (inspection of
2019, paragraph 16).
"""

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_months, add_working_days, next_working, previous_working
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, some_day, tell, until_now
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.people import pick
from sightline.engine.synthetic.plants import few

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("designated_officer", "allegation_meeting")

COUNT = 260
"""Allegations since the register began, at West Sussex's size."""

_SECTORS = {"education": 42, "early years": 12, "foster care": 14, "residential": 12, "health": 6,
            "voluntary and sport": 14}  # fmt: skip
_KINDS = {"physical": 46, "emotional": 18, "neglect": 14, "sexual": 14, "conduct outside work": 8}
_THRESHOLD = {"no, advice only": 50, "yes": 38, "no, standards of care": 12}
_OVER = {"substantiated": 42, "unsubstantiated": 34, "unfounded": 16, "false": 8}
_UNDER = {"unsubstantiated": 45, "unfounded": 40, "false": 15}
_EMPLOYER = {"dismissed": 34, "resigned": 20, "warning": 30, "returned": 16}
_ACTIONS = ("Employer to report on its enquiry.", "Police to share their outcome.", "Training before return.")


def _heard(rng: Random, told: date) -> date:
    """When the employer learned of it: the day itself or the one before, or some days earlier."""
    back = rng.randint(0, 1) if rng.random() < 0.74 else rng.randint(2, 8)
    day = told
    for _ in range(back):
        day = previous_working(day - timedelta(1))
    return day


def _action(rng: Random, told: date) -> dict[str, Any]:
    due, roll = told + timedelta(rng.randint(14, 28)), rng.random()
    done = due - timedelta(rng.randint(0, 9)) if roll < 0.56 else due + timedelta(rng.randint(4, 60))
    done = next_working(done) if roll >= 0.56 else previous_working(done)
    return {
        "action_text": rng.choice(_ACTIONS), "action_due": due,
        "action_done": until_now(done) if roll < 0.82 else None,
    }  # fmt: skip


def _barred(rng: Random, row: dict[str, Any]) -> date | None:
    """When the employer's dismissal was passed on, if it was."""
    closed: date | None = row["closed_on"]
    if closed is None or row["employer_outcome"] not in ("dismissed", "resigned") or rng.random() < 0.2:
        return None
    return until_now(next_working(closed + timedelta(rng.randint(3, 45))))


def _allegation(rng: Random, number: int) -> dict[str, Any]:
    told = some_day(rng, BEGAN, story.END - timedelta(20))
    threshold = pick(rng, _THRESHOLD)
    over = threshold == "yes"
    closed = until_now(add_working_days(told, rng.randint(25, 130) if over else rng.randint(9, 60)))
    outcome = pick(rng, _OVER if over else _UNDER) if closed else None
    row = {
        "allegation_id": f"LA{number:05d}", "subject_key": f"AD{number:05d}", "referred_on": told,
        "employer_told_on": _heard(rng, told), "subject_sector": pick(rng, _SECTORS),
        "category": pick(rng, _KINDS), "threshold_met": threshold, "closed_on": closed, "outcome": outcome,
        "employer_outcome": pick(rng, _EMPLOYER) if outcome == "substantiated" else None,
        "action_text": None, "action_due": None, "action_done": None, SINCE: told,
    }  # fmt: skip
    if over:
        row |= _action(rng, told)
    return {**row, "dbs_referral_on": _barred(rng, row)}


def _meeting(row: dict[str, Any], kind: str, due: date, held: date, decision: str) -> dict[str, Any]:
    return {
        "allegation_id": row["allegation_id"], "subject_key": row["subject_key"], "kind": kind,
        "due_on": due, "held_on": held, "decision": decision, SINCE: held,
    }  # fmt: skip


def _meetings(rng: Random, row: dict[str, Any]) -> Rows:
    """The initial evaluation; over the threshold the meeting that follows it, and the monthly reviews."""
    told: date = row["referred_on"]
    stop: date = row["closed_on"] or story.END
    held = add_working_days(told, rng.randint(2, 8) if rng.random() < 0.4 else rng.randint(0, 1))
    due = add_working_days(told, 1)
    rows = [_meeting(row, "initial evaluation", due, held, "Advice to the employer.")]
    if row["threshold_met"] != "yes":
        return rows
    day = add_working_days(held, rng.randint(1, 3) if rng.random() < 0.8 else rng.randint(5, 9))
    kind, due = "strategy meeting", add_working_days(told, 5)
    while day < stop:
        rows.append(_meeting(row, kind, due, day, "Enquiries go on; actions reviewed."))
        kind, due = "review", add_months(day, 1)
        late = rng.random() >= 0.7
        day = next_working(due + timedelta(rng.randint(5, 30))) if late else previous_working(due)
    return rows


def _late(day: date | None, due: date) -> bool:
    return (day or story.END) > due


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the allegations and the meetings about them."""
    rows = [_allegation(rng, number + 1) for number in range(few(COUNT, county.scale))]
    meetings = [meeting for row in rows for meeting in _meetings(rng, row)]
    tell(county, "designated_officer", rows)
    tell(county, "allegation_meeting", meetings)
    told = {row["subject_key"]: row["referred_on"] for row in rows}
    first = [
        [each["subject_key"], told[each["subject_key"]]]
        for each in meetings
        if each["kind"] == "initial evaluation" and _late(each["held_on"], each["due_on"])
    ]
    agreed = [row for row in rows if row["action_due"]]
    undone = [
        [row["subject_key"], row["referred_on"]]
        for row in agreed
        if _late(row["action_done"], row["action_due"])
    ]
    return [
        planted(
            "first decisions on allegations late", "lado_initial_decision",
            "first decisions of the designated officer after more than one working day", "¶16",
            (first, len(rows)),
        ),
        planted(
            "actions about allegations not followed through", "lado_actions",
            "actions agreed about an allegation, not done by the day agreed", "¶16", (undone, len(agreed)),
        ),
    ]  # fmt: skip
