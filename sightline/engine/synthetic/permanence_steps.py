"""The permanence tracker and life-story work since 2013 (inspection of 2019, paragraphs 23 and 28).

Of every child who is in care for more than three months the tracker says what was decided and when. What is
planted: life-story work that begins late or never, and letters for later life that come late.
"""

from collections import defaultdict
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sightline.engine.synthetic import story
from sightline.engine.synthetic.care import permanence_plan
from sightline.engine.synthetic.days import add_months, add_working_days, next_working
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, tell, until_now, was_late
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.people import Child, Period

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("permanence_tracker", "life_story")
KEPT_FROM = story.START
EARLIER = timedelta(1096)
"""Life-story work begun so long before a decision, in an earlier period of care, counts for it too."""

_PLANS = {
    "ADOPTION": "adoption", "LTRELFR": "special guardianship", "SUPPLIV": "independence",
    "RETURN6M": "return home", "LTFOST18": "long-term foster", "RESPLMT": "residential",
}  # fmt: skip
_STORY_PLANS = {"adoption", "long-term foster", "special guardianship"}
_HELD_UP = ("none", "none", "assessment", "court", "family finding", "carer decision")
_STARTED_IN_TIME = ((date(2013, 1, 1), 0.62), (date(2018, 1, 1), 0.5), (date(2019, 4, 1), 0.6))


def _periods(county: "County") -> list[tuple[Child, Period]]:
    """Periods of care since the tracker began that went on for three months, in no other plant."""
    return [
        (child, period)
        for child in county.children
        if child.id not in county.taken
        for period in child.cared_for()
        if period.entered >= KEPT_FROM and (period.until() - period.entered).days > 100
    ]


def _decided(rng: Random, period: Period) -> date:
    """Most decisions are made by the second review; some months later."""
    share = 0.86
    days = rng.randint(70, 118) if rng.random() < share else rng.randint(125, 260)
    return next_working(period.entered + timedelta(days))


def _matched(rng: Random, period: Period, decided: date, plan: str) -> date | None:
    """When a long-term foster match was agreed, if it was."""
    if plan != "long-term foster":
        return None
    days = rng.randint(60, 178) if rng.random() < 0.64 else rng.randint(190, 330)
    return _while_in_care(next_working(decided + timedelta(days)), period)


def _while_in_care(day: date | None, period: Period) -> date | None:
    """A day, unless care had ended by then or it lies ahead."""
    return until_now(day) if day is None or day < period.until() or period.left is None else None


def _tracker(rng: Random, child: Child, period: Period, decided: date, plan: str) -> dict[str, Any]:
    matched = _matched(rng, period, decided, plan)
    placed = period.placed_for_adoption
    if plan == "adoption" and placed and placed <= story.END:
        matched = max(placed - timedelta(rng.randint(8, 21)), decided)
    order = period.left if period.reason in ("E11", "E12") or period.reason.startswith("E4") else None
    return {
        "child_id": child.id, "care_from": period.entered, "primary_plan": plan,
        "parallel_plan": "return home" if plan != "return home" and rng.random() < 0.3 else None,
        "decided_on": decided, "decided_at": "court" if plan == "adoption" else "review",
        "second_review_on": None, "matched_on": until_now(matched),
        "placed_on": until_now(placed) if plan == "adoption" else None,
        "order_on": order if plan in ("adoption", "special guardianship") else None,
        "blocked_by": rng.choice(_HELD_UP), SINCE: decided,
    }  # fmt: skip


def _share(day: date) -> float:
    return next(share for since, share in reversed(_STARTED_IN_TIME) if since <= day)


def _story(rng: Random, child: Child, period: Period, decided: date, plan: str) -> dict[str, Any]:
    """Life-story work: begun within three months of the decision, later, or not at all."""
    due = add_months(decided, 3)
    roll = rng.random()
    if roll < _share(decided):
        started: date | None = min(next_working(decided + timedelta(rng.randint(3, 84))), due)
    elif roll < 0.95:
        started = next_working(due + timedelta(rng.randint(10, 190)))
    else:
        started = None
    started = _while_in_care(started, period)
    done = (
        _while_in_care(next_working(started + timedelta(rng.randint(60, 220))), period) if started else None
    )
    return {
        "child_id": child.id, "plan": plan if plan in _STORY_PLANS else "other", "kind": "direct work",
        "due_on": due, "started_on": started, "done_on": done, "given_on": done,
        "quality": rng.choice(("good", "good", "needs work")) if started else None, SINCE: decided,
    }  # fmt: skip


def _adopted(county: "County") -> list[tuple[Child, date]]:
    """Children adopted from care since the register began: the identity before, and the day of the order."""
    return [
        (child, child.periods[-1].left)
        for child in county.children
        if child.periods[-1].reason in ("E11", "E12")
        and child.periods[-1].left
        and child.periods[-1].left >= KEPT_FROM
    ]


def _farewell(rng: Random, child: Child, order: date, kind: str, share: float) -> dict[str, Any]:
    """A letter or a book for the adopters: due within ten working days of the order."""
    due = add_working_days(order, 10)
    roll = rng.random()
    given: date | None = next_working(order - timedelta(rng.randint(-9, 20)))
    if roll > share:
        given = next_working(due + timedelta(rng.randint(4, 160))) if roll < 0.975 else None
    given = until_now(given)
    return {
        "child_id": child.id, "plan": "adoption", "kind": kind, "due_on": due,
        "started_on": order - timedelta(70), "done_on": given, "given_on": given,
        "quality": rng.choice(("good", "needs work")) if given else None,
        SINCE: max(order - timedelta(70), KEPT_FROM),
    }  # fmt: skip


def _farewells(county: "County", rng: Random) -> tuple[Rows, list[list[Any]], int]:
    """Books and letters for adopted children, and the letters that came late since the restructure."""
    rows: Rows = []
    late, of = [], 0
    for child, order in _adopted(county):
        rows.append(_farewell(rng, child, order, "life-story book", 0.7))
        letter = _farewell(rng, child, order, "later-life letter", 0.56)
        rows.append(letter)
        if order >= BEGAN:
            of += 1
            if was_late(letter["due_on"], letter["given_on"]):
                late.append([child.id, order])
    return rows, late, of


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the registers; give whose life-story work began late or never."""
    tracked: Rows = []
    stories: Rows = []
    waited, of = [], 0
    begun: dict[str, date] = defaultdict(lambda: date.min)
    for child, period in _periods(county):
        decided = _decided(rng, period)
        if decided > story.END or decided >= period.until():
            continue
        plan = _PLANS[permanence_plan(child, period, decided)]
        tracked.append(_tracker(rng, child, period, decided, plan))
        if plan == "return home":
            continue
        work = _story(rng, child, period, decided, plan)
        known = begun[child.id] >= decided - EARLIER
        begun[child.id] = work["started_on"] or begun[child.id]
        stories.append(work)
        if decided >= BEGAN:
            of += 1
            if not known and was_late(work["due_on"], work["started_on"], period.left):
                waited.append([child.id, decided])
    tell(county, "permanence_tracker", tracked)
    farewells, late_letters, letters = _farewells(county, rng)
    tell(county, "life_story", [*stories, *farewells])
    return [
        planted(
            "life-story work begun late", "life_story_work_started",
            "children whose life-story work had not begun three months after the decision on permanence",
            "¶23", (waited, of),
        ),
        planted(
            "later-life letters late", "later_life_letter",
            "letters not given to the adopters within ten working days of the order", "¶29",
            (late_letters, letters),
        ),
    ]  # fmt: skip
