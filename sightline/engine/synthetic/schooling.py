"""Home education and children not in full-time school since April 2018 (inspection of 2019, paragraph 15).

The numbers of children educated at home grow. What is planted: families not spoken with in ten working days,
and children missing education for whom nothing was found in time.
"""

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_months, add_working_days
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
from sightline.engine.synthetic.known_children import of_ages
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.plants import few

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("home_education", "not_full_time_education", "timetable_review")
AT_HOME, MISSING, PART_TIME = 420, 190, 80
"""New children educated at home, missing education and on part-time timetables, known to the front door."""

_REASONS = ("dissatisfied", "lifestyle", "mental health", "philosophical", "bullying", "SEND", "unknown")
_STATUS = ("none", "none", "none", "early help", "child in need", "child protection")
_VIEWS = ("suitable", "suitable", "suitable", "not known", "not suitable")
_EVIDENCE = ("Work seen at home.", "Plan of the week sent by the mother.", "Report of a tutor.")
_ENQUIRIES = (
    "Landlord and last school asked.",
    "Home visited twice.",
    "New authority has the child on roll.",
)
_ENDS = ("school", "school", "moved", "over age")
_OUT = ("moved in", "behaviour", "SEND", "other")


def _at_home(rng: Random, child: str) -> dict[str, Any]:
    """One child educated at home: told, spoken with, seen again each year, until it ended."""
    month = rng.choices(range(18), [10 + n for n in range(18)])[0]  # more of them as time goes on
    told = some_day(rng, add_months(BEGAN, month), add_months(BEGAN, month) + timedelta(25))
    told = min(told, story.END - timedelta(4))
    first = add_working_days(told, rng.randint(2, 10) if rng.random() < 0.8 else rng.randint(12, 45))
    ended = told + timedelta(rng.randint(60, 500)) if rng.random() < 0.3 else None
    if ended is not None and ended <= first:
        ended = None
    again = until_now(add_months(first, 11) - timedelta(rng.randint(0, 20)))
    if rng.random() < 0.25 or (again and ended and again >= ended):
        again = None
    done, over = until_now(first), until_now(ended)
    return {
        "child_id": child, "notified_on": told, "off_roll_on": told, "reason": rng.choice(_REASONS),
        "social_care_status_at_start": rng.choice(_STATUS), "ehc_plan": rng.random() < 0.07,
        "first_contact_on": done, "education_view": rng.choice(_VIEWS) if done else None,
        "last_seen_on": again or done, "attendance_order_stage": "none" if done else None,
        "ended_on": over, "ended_reason": rng.choice(_ENDS) if over else None,
        "evidence": rng.choice(_EVIDENCE) if done and rng.random() < 0.85 else None, SINCE: told,
    }  # fmt: skip


def _home_education(county: "County", rng: Random) -> tuple[list[str], Planted]:
    rows: Rows = []
    late, ids = [], []
    for child, _ in of_ages(county, rng, (6, 16), few(AT_HOME, county.scale)):
        row = _at_home(rng, child)
        ids.append(child)
        rows.append(row)
        if was_late(add_working_days(row["notified_on"], 10), row["first_contact_on"], row["ended_on"]):
            late.append([child, row["notified_on"]])
    tell(county, "home_education", rows)
    told = planted(
        "families educating at home not spoken with", "ehe_initial_contact",
        "families not spoken with in ten working days", "¶15", (late, len(rows)),
    )  # fmt: skip
    return ids, told


def _missing(rng: Random, child: str) -> dict[str, Any]:
    since = some_day(rng, BEGAN, story.END - timedelta(6))
    found = add_working_days(since, rng.randint(2, 10) if rng.random() < 0.7 else rng.randint(13, 60))
    found_now = until_now(found)
    return {
        "child_id": child, "kind": "missing education", "from": since, "to": found_now,
        "reason": rng.choice(_OUT), "provision_found_on": found_now, "complex_need": rng.random() < 0.2,
        "enquiries": rng.choice(_ENQUIRIES), SINCE: since,
    }  # fmt: skip


def _part_time(rng: Random, child: str) -> tuple[dict[str, Any], Rows]:
    """A part-time timetable and its reviews, six weeks apart for most."""
    since = some_day(rng, BEGAN, story.END - timedelta(30))
    until = since + timedelta(rng.randint(40, 200))
    row = {
        "child_id": child, "kind": "part-time timetable", "from": since, "to": until_now(until),
        "hours_per_week": rng.choice((7.5, 10.0, 12.5, 15.0)), "reason": rng.choice(_OUT),
        "complex_need": rng.random() < 0.4, SINCE: since,
    }  # fmt: skip
    reviews: Rows = []
    day = since
    while True:
        day += timedelta(rng.randint(30, 42) if rng.random() < 0.8 else rng.randint(46, 80))
        if day >= min(until, story.END):
            return row, reviews
        reviews.append(
            {
                "child_id": child, "timetable_reviewed_on": day,
                "hours_agreed": rng.choice((10.0, 12.5, 15.0)),
                "way_back": "An hour more each fortnight.", SINCE: day,
            }
        )  # fmt: skip


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the registers; give the families not spoken with, and the children nothing was found for."""
    taken, at_home = _home_education(county, rng)
    rows: Rows = []
    reviews: Rows = []
    late = []
    others = of_ages(county, rng, (6, 16), few(MISSING + PART_TIME, county.scale), apart=set(taken))
    count = round(len(others) * MISSING / (MISSING + PART_TIME))
    for child, _ in others[:count]:
        row = _missing(rng, child)
        rows.append(row)
        if was_late(add_working_days(row["from"], 10), row["provision_found_on"]):
            late.append([child, row["from"]])
    for child, _ in others[count:]:
        row, mine = _part_time(rng, child)
        rows.append(row)
        reviews += mine
    tell(county, "not_full_time_education", rows)
    tell(county, "timetable_review", reviews)
    missing = planted(
        "children missing education not placed", "missing_education_enquiries",
        "children missing education for whom nothing was found in ten working days", "¶15",
        (late, count),
    )  # fmt: skip
    return [at_home, missing]
