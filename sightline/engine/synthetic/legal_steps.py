"""Legal planning and pre-proceedings since April 2018 (inspection of 2019, paragraph 10).

Of the children whose protection plan has gone on for months, some come to a legal gateway meeting. What is
planted: pre-proceedings that drift beyond sixteen weeks. Some lead to court, and its orders follow.
"""

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_working_days, next_working
from sightline.engine.synthetic.grid import day_of, number
from sightline.engine.synthetic.keeping import (
    BEGAN,
    Planted,
    Rows,
    planted,
    some_day,
    tell,
    until_now,
    was_late,
)
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.referrals import CONFERENCE

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("legal_planning", "legal_planning_meeting", "court_step")
_SHARE = 0.22
_LONGEST = timedelta(weeks=16)
_TRIGGERS = ("neglect", "neglect", "neglect;substance", "domestic abuse", "injury", "sexual abuse", "unborn")
_REASONS = (
    "Parents keep to the agreement; review in six weeks.",
    "No change for the children: the threshold is met.",
    "Drug tests clear three times running.",
    "Assessment of the aunt still to come.",
)
_CONFERENCES = ("offered and held", "offered and declined", "not offered")
_WORK = ("parenting", "psychological", "drug and alcohol test", "sibling", "parenting;cognitive")


def _plans(county: "County") -> list[tuple[str, date, date | None]]:
    """The children under protection plans since the register began: (child, from, until)."""
    front = county.front
    if front is None:
        return []
    cases = front.cases
    mine = cases.on(CONFERENCE) & (cases.conference <= number(story.END) - 40)
    mine &= (cases.plan_until >= number(BEGAN) + 60) & (cases.dob[cases.child] <= cases.conference)
    return [
        (
            front.people[place],
            day_of(cases.conference[place]),
            until_now(day_of(cases.plan_until[place])),
        )
        for place in map(int, np.flatnonzero(mine))
    ]


def _stages(rng: Random, gateway: date, end: date | None) -> dict[str, Any]:
    """The stages of one child's pre-proceedings; those that drift last half a year and more."""
    letter = add_working_days(gateway, rng.randint(1, 5) if rng.random() < 0.8 else rng.randint(6, 15))
    first = add_working_days(letter, rng.randint(4, 10) if rng.random() < 0.8 else rng.randint(11, 22))
    drifts = rng.random() < (0.45 if gateway < date(2019, 3, 1) else 0.25)
    lasts = rng.randint(118, 280) if drifts else rng.randint(56, 111)
    over = next_working(gateway + timedelta(lasts))
    if not drifts and over > gateway + _LONGEST:
        over = gateway + _LONGEST
    if end is not None and over > end:
        over = max(end, add_working_days(first, 1))
    to_court = end is None and rng.random() < 0.4
    return {"letter_on": letter, "first_meeting_on": first, "ended_on": over, "to_court": to_court}


def _gateway(rng: Random, place: int, child: str, gateway: date, end: date | None) -> dict[str, Any]:
    """A gateway meeting and what followed, as it stands in the end."""
    outcome = rng.choices("ABC", (30, 62, 8))[0]
    row: dict[str, Any] = {
        "child_id": child, "family_id": f"FA{place:05d}", "gateway_on": gateway,
        "trigger": rng.choice(_TRIGGERS), "outcome": outcome, "decided_by": "head of service", SINCE: gateway,
    }  # fmt: skip
    if outcome == "A":
        return row
    wait = rng.randint(2, 5) if rng.random() < 0.7 else rng.randint(6, 20)
    issued: date | None = add_working_days(gateway, wait)
    if outcome == "B":
        stages = _stages(rng, gateway, end)
        to_court = stages.pop("to_court")
        issued = stages["ended_on"] if to_court else None
        row |= {"pre_proceedings_from": gateway, **stages, "end_outcome": "A" if to_court else "B"}
        row |= {"family_group_conference": rng.choice(_CONFERENCES)}
        row |= {"assessment_commissioned": rng.choice(_WORK)}
    if issued is not None:
        row |= {"issued_on": issued, "court_reference": f"CR{place:05d}"}
        row |= {"order_on": issued + timedelta(rng.randint(130, 250)), "order": rng.choice(("none", "C2"))}
    return row


def _meetings(rng: Random, row: dict[str, Any]) -> Rows:
    """Reviews of pre-proceedings, the first by their midpoint for two in three."""
    found: Rows = []
    due = row["first_meeting_on"] + timedelta(weeks=6)
    stop = min(row["ended_on"], story.END)
    for _ in range(8):
        held = (
            due - timedelta(rng.randint(0, 6)) if rng.random() < 0.66 else due + timedelta(rng.randint(4, 25))
        )
        if held >= stop:
            break
        found.append(
            {
                "child_id": row["child_id"], "gateway_on": row["gateway_on"], "due_on": due, "held_on": held,
                "decision": "continue", "reasons": rng.choice(_REASONS), SINCE: held,
            }
        )  # fmt: skip
        due = held + timedelta(weeks=6)
    return found


def _hearing(rng: Random, row: dict[str, Any]) -> dict[str, Any]:
    """The case management hearing: between day 12 and day 18 for most, the day of issue being day 1."""
    issued = row["issued_on"]
    wait = rng.randint(11, 15) if rng.random() < 0.8 else rng.randint(20, 34)
    held = until_now(next_working(issued + timedelta(wait)))
    return {
        "child_id": row["child_id"], "court_reference": row["court_reference"],
        "step": "case management hearing", "ordered_on": issued, "court_date": issued + timedelta(15),
        "held_or_filed_on": held, "direction": "Evidence to be filed in four weeks." if held else None,
        SINCE: issued,
    }  # fmt: skip


def _known(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what lies ahead."""
    row = {
        name: None if isinstance(value, date) and value > story.END else value for name, value in row.items()
    }
    if row.get("ended_on") is None:
        row["end_outcome"] = None
    if row.get("order_on") is None:
        row["order"] = None
    if row.get("issued_on") is None:
        row["court_reference"] = None
    return row


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the registers; give whose pre-proceedings went on for more than sixteen weeks."""
    rows: Rows = []
    meetings: Rows = []
    steps: Rows = []
    drifted, begun, seen = [], 0, set()
    for place, (child, began, end) in enumerate(_plans(county)):
        first = max(began + timedelta(60), BEGAN)
        last = min((end or story.END) - timedelta(20), story.END - timedelta(12))
        if rng.random() >= _SHARE or first >= last or child in seen:
            continue
        seen.add(child)
        row = _gateway(rng, place, child, some_day(rng, first, last), end)
        if row.get("pre_proceedings_from"):
            begun += 1
            meetings += _meetings(rng, row)
            if was_late(row["gateway_on"] + _LONGEST, row["ended_on"]):
                drifted.append([child, row["gateway_on"]])
        rows.append(_known(row))
        if rows[-1].get("issued_on"):
            steps.append(_hearing(rng, row))
    tell(county, "legal_planning", rows)
    tell(county, "legal_planning_meeting", meetings)
    tell(county, "court_step", steps)
    return [
        planted(
            "pre-proceedings that drift", "plo_duration",
            "pre-proceedings not concluded in sixteen weeks", "¶10", (drifted, begun),
        )
    ]  # fmt: skip
