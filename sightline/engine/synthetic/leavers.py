"""Care leavers: who is entitled to what, and the latest contact and pathway plan as the record then stood."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_months, birthday, next_working
from sightline.engine.synthetic.ledger import Row
from sightline.engine.synthetic.people import Child, pick
from sightline.engine.synthetic.staff import ADVISER, Office, Tenure
from sightline.engine.synthetic.tables import weeks_in_care_since

QUALIFYING_WEEKS = 13
_ON_THEIR_OWN = 0.62
"""Of those of 22 and over, how many no longer ask for support."""

_LOST_AFTER = timedelta(330)
"""When those who are out of touch were last heard of, after leaving care."""

ACTIVITIES = {"F2": 34, "P2": 5, "F1": 3, "F5": 18, "P5": 6, "G4": 9, "G5": 15, "G6": 3}
HOMES = {"U": 33, "D": 22, "Z": 16, "B": 14, "E": 6, "K": 3, "X": 3, "T": 2, "S": 1}


def eligible_from(child: Child, day: date) -> date | None:
    """The day from which a young person is owed leaving-care support, if it has come by a given day."""
    if not child.cared_for() or day < birthday(child.dob, 16):
        return None
    if weeks_in_care_since(child, 14, day) < QUALIFYING_WEEKS:
        return None
    low, high = birthday(child.dob, 16), day
    while low < high:
        middle = low + (high - low) // 2
        enough = weeks_in_care_since(child, 14, middle) >= QUALIFYING_WEEKS
        low, high = (low, middle) if enough else (middle + timedelta(1), high)
    return low


def plans(rng: Random, start: date, day: date) -> list[date]:
    """The pathway plan and its reviews up to a day: mostly every six months, sometimes late."""
    found: list[date] = []
    due = add_months(start, 3)
    while True:
        on = due - timedelta(rng.randint(3, 40))
        if rng.random() < 0.14:
            on = due + timedelta(rng.randint(5, 80))
        on = next_working(on)
        if on > day:
            return found
        found.append(on)
        due = add_months(on, 6)


def _contacts(rng: Random, start: date) -> list[date]:
    """The contacts after care: every five to eight weeks, at times less often."""
    found: list[date] = []
    on = start + timedelta(rng.randint(3, 40))
    while on <= story.END:
        found.append(on)
        on = next_working(on + timedelta(rng.randint(34, 54) if rng.random() < 0.9 else rng.randint(60, 110)))
    return found


@dataclass(frozen=True)
class Leaving:
    """What is settled of one young person once: until when the list names them, and the days of plans and
    contacts."""

    start: date
    left: date
    until: date
    alone_from: date | None
    reviews: list[date]
    contacts: list[date]


def leaving(seed: int, child: Child, start: date) -> Leaving:
    """The leaving-care life of a young person who is owed support from a day on."""
    rng = story.stream(seed, "contacts after care", child.id)
    left = max(start, child.cared_for()[-1].left or start)
    alone = birthday(child.dob, 22) if rng.random() < _ON_THEIR_OWN else None
    reviews = plans(story.stream(seed, "leaver", child.id), start, story.END)
    return Leaving(start, left, birthday(child.dob, 25), alone, reviews, _contacts(rng, left))


def adviser_on(office: Office, child: Child, day: date) -> Tenure | None:
    """The personal adviser who held a young person's post on a day."""
    posts = office.posts[ADVISER]
    tenures = posts[child.number % len(posts)]
    return next(
        (item for item in tenures if item.start <= day and (item.end is None or day < item.end)), None
    )


def _latest(days: list[date], day: date) -> date | None:
    place = bisect_right(days, day)
    return days[place - 1] if place else None


def leaver_row(seed: int, office: Office, child: Child, life: Leaving, day: date) -> Row | None:
    """One young person as the leaving-care record stood on a day, until the age of twenty-five."""
    if day >= life.until or life.start > day:
        return None
    inside = any(period.holds(day) for period in child.cared_for())
    adult = day >= child.eighteen
    rng = story.stream(seed, "leaver", child.id, bisect_right(life.reviews, day))
    in_touch = pick(rng, {"YES": 94, "NO": 2, "REFU": 2, "NREQ": 1, "RHOM": 1})
    lives = pick(rng, HOMES)
    doing = pick(rng, ACTIVITIES)
    adviser = adviser_on(office, child, day)
    status = "Former Relevant" if adult else "Eligible" if inside else "Relevant"
    if life.alone_from and life.alone_from <= day:
        in_touch = "NREQ"
    touched = in_touch == "YES" and not inside
    known_until = day if in_touch == "YES" else min(day, life.left + _LOST_AFTER)
    return {
        "clea_table_id": f"K{child.number:07d}",
        "clea_person_id": child.id,
        "clea_care_leaver_eligibility": status,
        "clea_care_leaver_in_touch": "" if inside else in_touch,
        "clea_care_leaver_latest_contact": None if inside else _latest(life.contacts, known_until),
        "clea_care_leaver_accommodation": lives if touched else "",
        "clea_care_leaver_accom_suitable": ("2" if lives in "XS" else "1") if touched else "",
        "clea_care_leaver_activity": doing if touched else "",
        "clea_pathway_plan_review_date": _latest(life.reviews, day),
        "clea_care_leaver_personal_advisor": adviser.worker if adviser else "",
        "clea_care_leaver_allocated_team": "LC",
        "clea_care_leaver_worker_id": adviser.worker if adviser else "",
    }
