"""Unborn babies since April 2018: from the referral to the birth (inspection of 2019, paragraph 3).

Every child referred before birth is in the register. What is planted: cases not given to a social worker when
they were first referred, and assessments that were not finished when the baby was born.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_working_days, next_working, previous_working
from sightline.engine.synthetic.grid import day_of, number
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, tell, until_now, was_late
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.referrals import CONFERENCE, ENQUIRY, NOT_IN_NEED

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("pre_birth",)
PREGNANCY = 280
TELLABLE = BEGAN + timedelta(PREGNANCY)
"""A birth before this day had part of its pregnancy before the register began."""

_CONCERNS = ("3B", "3A;4B", "4B", "16A;17A", "2B", "5A;3B", "17A", "4B;5A")
_ANALYSES = (
    "Mother keeps every appointment; father not seen yet. Risk falls if the home is ready.",
    "Two earlier children in care; what has changed since is not shown.",
    "Support from the grandmother makes it safe to go home with a plan.",
    "Drug use goes on in the third trimester: conference before birth.",
)
_STEPS = ("home with plan", "home with plan", "family", "parent and child placement", "foster")
_SUDDEN = ("home no plan", "emergency order", "police protection", "parent and child placement")


@dataclass(frozen=True)
class Pregnancy:
    """A child referred before birth: the case of the front door, the days that are known of it."""

    child: str
    referred: date
    expected: date
    born: date | None
    path: int
    discussed: date
    conference: date


def _pregnancies(county: "County") -> list[Pregnancy]:
    front = county.front
    if front is None:
        return []
    cases = front.cases
    known = county.ledger.told("ssd_person").filter(pl.col("pers_expected_dob").is_not_null())
    expected = dict(known.select("pers_person_id", "pers_expected_dob").rows())
    mine = (cases.referred < cases.dob[cases.child]) & (cases.referred >= number(BEGAN))
    found = [
        Pregnancy(
            front.people[place],
            day_of(cases.referred[place]),
            expected[front.people[place]],
            until_now(day_of(cases.dob[cases.child[place]])),
            int(cases.path[place]),
            day_of(cases.discussed[place]),
            day_of(cases.conference[place]),
        )
        for place in map(int, np.flatnonzero(mine))
        if front.people[place] in expected
    ]
    return [case for case in found if case.expected > case.referred + timedelta(3)]


def _steps(rng: Random, case: Pregnancy) -> dict[str, date | None]:
    """The days of the work before birth: allocated, assessed, shared."""
    allocated = add_working_days(case.referred, rng.randint(0, 1))
    if rng.random() < (0.55 if case.referred < date(2019, 4, 1) else 0.2):
        allocated = add_working_days(case.referred, rng.randint(4, 30))
    latest = (case.born or case.expected) - timedelta(1)
    sixteen = case.expected - timedelta(24 * 7)
    asked = max(case.referred + timedelta(14), sixteen)
    began = max(next_working(asked - timedelta(rng.randint(0, 10))), allocated)
    if rng.random() < 0.25:
        began = add_working_days(max(asked, allocated), rng.randint(2, 12))
    ended = add_working_days(began, rng.randint(18, 44))
    if ended > latest and rng.random() < 0.4 and began < latest - timedelta(10):
        ended = previous_working(latest - timedelta(rng.randint(0, 3)))
    planned = previous_working(case.expected - timedelta(28 + rng.randint(0, 12)))
    if rng.random() < 0.3:
        planned = next_working(case.expected - timedelta(rng.randint(5, 26)))
    shared = planned if planned > ended and planned < (case.born or case.expected) else None
    return {"allocated": allocated, "began": began, "ended": ended, "shared": shared}


def _row(rng: Random, place: int, case: Pregnancy, days: dict[str, date | None]) -> dict[str, Any]:
    ended, born, discussed = until_now(days["ended"]), case.born, case.path in (ENQUIRY, CONFERENCE)
    ready = ended is not None and (born is None or ended < born)
    held = case.path == CONFERENCE and case.conference <= story.END
    return {
        "child_id": case.child, "mother_id": f"MO{place:05d}", "expected_birth": case.expected,
        "referred_on": case.referred, "concern": rng.choice(_CONCERNS),
        "parent_care_leaver": rng.random() < 0.12, "concern_about_capacity": case.path != NOT_IN_NEED,
        "allocated_on": until_now(days["allocated"]),
        "worker_id": f"SW{rng.randint(100, 480)}", "assessment_started_on": until_now(days["began"]),
        "assessment_ended_on": ended, "strategy_on": until_now(case.discussed) if discussed else None,
        "conference_on": case.conference if held else None,
        "birth_plan_shared_on": until_now(days["shared"]), "born_on": born,
        "pregnancy_end": "live birth" if born else None,
        "first_step_after_birth": rng.choice(_STEPS if ready else _SUDDEN) if born else None,
        "unplanned_step": not ready if born else None,
        "analysis": rng.choice(_ANALYSES) if ended else None, SINCE: case.referred,
    }  # fmt: skip


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the register; give who was allocated late, and who was not assessed before birth."""
    rows: Rows = []
    unallocated, unassessed, births = [], [], 0
    for place, case in enumerate(_pregnancies(county)):
        days = _steps(rng, case)
        if case.path == NOT_IN_NEED:
            days |= {"began": None, "ended": None, "shared": None}
        if case.born and days["began"] and days["began"] >= case.born:
            days |= {"began": None, "ended": None, "shared": None}
        rows.append(_row(rng, place, case, days))
        if was_late(add_working_days(case.referred, 1), days["allocated"], case.born):
            unallocated.append([case.child, case.referred])
        birth = case.born or case.expected
        if case.path == NOT_IN_NEED or not TELLABLE <= birth <= story.END:
            continue
        births += 1
        if was_late(birth - timedelta(1), days["ended"]):
            unassessed.append([case.child, birth])
    tell(county, "pre_birth", rows)
    return [
        planted(
            "unborn babies allocated late", "unborn_allocation",
            "unborn babies not given to a social worker by the next working day", "¶3",
            (unallocated, len(rows)),
        ),
        planted(
            "babies born before they were assessed", "prebirth_assessment_before_birth",
            "babies born whose assessment was not complete", "¶3", (unassessed, births), first=TELLABLE,
        ),
    ]  # fmt: skip
