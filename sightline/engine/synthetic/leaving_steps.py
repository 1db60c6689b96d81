"""The steps by which young people leave care since 2013: assessed, planned for, told where they will live.

What is planted: eligible young people whose needs were assessed late or never (inspection of 2019, paragraphs
30 and 31).
"""

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import (
    add_months,
    add_working_days,
    birthday,
    next_working,
    previous_working,
)
from sightline.engine.synthetic.keeping import Planted, Rows, planted, tell, until_now, was_late
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.people import Child, Period

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("leaving_care_step",)
KEPT_FROM = story.START
_IN_TIME = ((date(2000, 1, 1), 0.74), (date(2018, 4, 1), 0.54), (date(2019, 4, 1), 0.68))
_THIRTEEN_WEEKS = 91
_VIEWS = ("Wants to stay near college.", "Wants a flat with a friend.", "Not sure yet.", "Wants to stay put.")
_AGREED = {
    "needs assessment": "Money, cooking and health looked at.",
    "pathway plan": "Home, work and people agreed.",
    "staying put": "Stays with the carers until 21.",
    "housing plan": "Supported lodgings applied for.",
    "support from 21": "Help with the course.",
    "personal adviser": "Adviser met; how to be in touch.",
}


def _step(
    rng: Random, child: Child, step: str, asked: date, done: date | None, *, declined: bool = False
) -> dict[str, Any]:
    done = until_now(done)
    return {
        "child_id": child.id, "step": step, "asked_on": min(asked, done or asked),
        "done_on": None if declined else done, "declined_on": done if declined else None,
        "young_person_view": rng.choice(_VIEWS) if done and rng.random() < 0.85 else None,
        "agreed": _AGREED[step] if done and not declined and rng.random() < 0.85 else None,
        SINCE: max(min(asked, done or asked), KEPT_FROM),
    }  # fmt: skip


def _assessed(rng: Random, start: date) -> date | None:
    """When the needs were assessed: by three months after becoming eligible, later, or never."""
    roll, share = rng.random(), next(share for since, share in reversed(_IN_TIME) if since <= start)
    due = add_months(start, 3)
    if roll < share:
        return previous_working(due - timedelta(rng.randint(2, 60)))
    return next_working(due + timedelta(rng.randint(4, 120))) if roll < 0.95 else None


def _became_eligible(child: Child) -> tuple[date, Period] | None:
    """The first day in care at 16 or over, with thirteen weeks in all since 14, and that time in care."""
    before, fourteen = 0, birthday(child.dob, 14)
    for period in sorted(child.cared_for(), key=lambda each: each.entered):
        since = max(period.entered, fourteen)
        if period.left is not None and period.left <= since:
            continue
        start = max(since + timedelta(max(_THIRTEEN_WEEKS - before, 0)), birthday(child.dob, 16))
        if period.left is None or start < period.left:
            return start, period
        before += (period.left - since).days
    return None


def _prepared(rng: Random, child: Child, start: date, period: Period) -> Rows:
    """What was agreed with one young person: an adviser, the plan, staying put, where to live."""
    rows: Rows = []
    last = min(period.until(), child.eighteen)
    begun = max(start, KEPT_FROM + timedelta(rng.randint(5, 60)))
    wait = rng.randint(5, 80) if rng.random() < 0.8 else rng.randint(95, 200)
    named = next_working(start + timedelta(wait))
    if named >= KEPT_FROM:
        rows.append(_step(rng, child, "personal adviser", start, named))
    plan = next_working(add_months(begun, 3) + timedelta(rng.randint(-60, 60)))
    if plan >= last:  # hurried, as the day of leaving came near
        plan = previous_working(last - timedelta(rng.randint(1, 12)))
    if rng.random() < 0.93 and plan > begun:
        rows.append(_step(rng, child, "pathway plan", begun, plan))
    if period.left is not None and period.left < child.eighteen:
        return rows
    fostered = period.placements[-1].kind.startswith("U")
    stay = previous_working(child.eighteen - timedelta(rng.randint(-20, 150)))
    if fostered and rng.random() < 0.94 and stay > max(start, KEPT_FROM):
        declined = rng.random() < 0.25
        rows.append(_step(rng, child, "staying put", stay - timedelta(20), stay, declined=declined))
    return rows


def _housing(rng: Random, child: Child) -> dict[str, Any] | None:
    """The plan where to live from 18: six months before for most."""
    half = add_months(child.eighteen, -6)
    roll = rng.random()
    day = previous_working(half - timedelta(rng.randint(3, 60)))
    if roll > 0.62:
        day = next_working(half + timedelta(rng.randint(5, 170)))
    if roll > 0.97 or day <= KEPT_FROM or day > story.END:
        return None
    return _step(rng, child, "housing plan", day - timedelta(14), day)


def _later(rng: Random, child: Child) -> dict[str, Any] | None:
    """Some who are 21 or over ask for support."""
    grown = birthday(child.dob, 21)
    asked = next_working(grown + timedelta(rng.randint(10, 900)))
    if asked > story.END - timedelta(5) or asked < KEPT_FROM or rng.random() > 0.35:
        return None
    wait = rng.randint(0, 10) if rng.random() < 0.7 else rng.randint(12, 45)
    return _step(rng, child, "support from 21", asked, add_working_days(asked, wait))


def _needs(rng: Random, child: Child, start: date, period: Period) -> dict[str, Any] | None:
    """The assessment of needs, if the register can tell it: in care, or soon after leaving it."""
    assessed = _assessed(rng, max(start, KEPT_FROM))
    if period.left is not None and assessed is not None and assessed >= period.left:
        wait = rng.randint(20, 85) if rng.random() < 0.7 else rng.randint(95, 160)
        assessed = next_working(period.left + timedelta(wait))
        if assessed >= child.eighteen:
            return None
    if assessed is None and period.left is not None:
        return None
    return _step(rng, child, "needs assessment", start, assessed)


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the register; give the young people whose needs were assessed late or never."""
    rows: Rows = []
    late, of = [], 0
    for child in county.children:
        became = _became_eligible(child)
        if became is None or became[0] > story.END or became[1].until() < KEPT_FROM:
            continue
        start, period = became
        needs = _needs(rng, child, start, period)
        rows += [needs] if needs else []
        if start >= KEPT_FROM + timedelta(20):
            of += 1
            done = needs["done_on"] if needs else None
            in_care = done if done and done <= period.until() else None
            if was_late(add_months(start, 3), in_care, period.left):
                late.append([child.id, start])
        rows += _prepared(rng, child, start, period)
        rows += filter(None, (_housing(rng, child) if period.until() >= child.eighteen else None,))
    young = (child for child in county.children if child.id in county.eligible_from)
    rows += filter(None, (_later(rng, child) for child in young))
    tell(county, "leaving_care_step", rows)
    return [
        planted(
            "needs of eligible young people assessed late", "needs_assessment_eligible",
            "young people whose needs were not assessed three months after they became eligible", "¶31",
            (late, of), first=KEPT_FROM + timedelta(20),
        )
    ]  # fmt: skip
