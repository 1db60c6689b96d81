"""Suspensions, exclusions and long absences from school since April 2018 (inspection of 2019, paragraph 26).

About one in nine children in care is suspended in a year. What is planted: children in care without other
education on the day after, and excluded children of other homes without it by the sixth school day.
"""

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sightline.engine.authority import Term
from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_working_days, next_working
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

TABLES = ("school_exclusion", "long_absence")
SUSPENDED, EXCLUDED, ABSENT = 320, 56, 160
"""Children of the front door suspended, excluded for good, and absent for ten school days on end."""

_SUSPENDED_IN_CARE, _LONG_IN_CARE = 0.15, 0.07
_WHAT = ("Online lessons at home.", "Pupil referral unit.", "Tutor, 15 hours a week.", "Another school.")
_DID = ("Letters and two home visits.", "Home visit with the police.", "Attendance meeting held.")


def school_day(terms: tuple[Term, ...], day: date) -> date:
    """The day itself when school is open, else the next that is (after the last term every day is)."""
    while day <= terms[-1].end and not any(
        term.start <= day <= term.end and next_working(day) == day for term in terms
    ):
        day += timedelta(1)
    return day


def add_school_days(terms: tuple[Term, ...], day: date, n: int) -> date:
    """The n-th school day after a day."""
    for _ in range(n):
        day = school_day(terms, day + timedelta(1))
    return day


def _excluded(
    rng: Random, terms: tuple[Term, ...], child: str, on: date, days: int, *, permanent: bool, wait: int
) -> dict[str, Any]:
    """One exclusion; ``wait``: school days until other education began (0: none was ever made)."""
    began = until_now(add_school_days(terms, on, wait)) if wait else None
    return {
        "child_id": child, "exclusion": "permanent" if permanent else "suspension", "excluded_from": on,
        "school_days_out": days, "other_education_from": began, "rescinded_on": None,
        "other_education": rng.choice(_WHAT) if began else None, SINCE: on,
    }  # fmt: skip


def _in_care(county: "County", rng: Random, terms: tuple[Term, ...]) -> tuple[Rows, list[list[Any]], int]:
    """Suspensions of children in care; of the long ones, those without other education on the next day."""
    rows: Rows = []
    late, of = [], 0
    for child in county.children:
        period = next((each for each in reversed(child.cared_for()) if each.until() > BEGAN), None)
        if child.id in county.taken or period is None or not 7 <= child.age(story.END) <= 16:
            continue
        for _ in range(rng.choice((1, 1, 2, 3)) if rng.random() < _SUSPENDED_IN_CARE else 0):
            first, last = max(period.entered, BEGAN), period.until() - timedelta(20)
            if first >= last:
                continue
            on = school_day(terms, some_day(rng, first, last))
            long = rng.random() < _LONG_IN_CARE * 2
            if on >= last or any(row["child_id"] == child.id and row["excluded_from"] == on for row in rows):
                continue
            permanent = long and rng.random() < 0.15
            wait = (1 if rng.random() < 0.6 else rng.randint(3, 12)) if long else 0
            days = rng.randint(6, 15) if long else rng.randint(1, 5)
            rows.append(_excluded(rng, terms, child.id, on, days, permanent=permanent, wait=wait))
            of += long
            if long and was_late(add_school_days(terms, on, 1), rows[-1]["other_education_from"]):
                late.append([child.id, on])
    return rows, late, of


def _at_home(county: "County", rng: Random, terms: tuple[Term, ...]) -> tuple[Rows, list[list[Any]], int]:
    """Exclusions of other children; of those for good, those without education from the sixth day."""
    rows: Rows = []
    late = []
    gone = of_ages(county, rng, (8, 16), few(EXCLUDED, county.scale))
    apart = {child for child, _ in gone}
    for child, _ in gone:
        on = school_day(terms, some_day(rng, BEGAN, story.END - timedelta(20)))
        wait = rng.randint(2, 5) if rng.random() < 0.64 else rng.randint(8, 30)
        rows.append(_excluded(rng, terms, child, on, 30, permanent=True, wait=wait))
        if was_late(add_school_days(terms, on, 5), rows[-1]["other_education_from"]):
            late.append([child, on])
    for child, _ in of_ages(county, rng, (7, 16), few(SUSPENDED, county.scale), apart=apart):
        on = school_day(terms, some_day(rng, BEGAN, story.END - timedelta(20)))
        rows.append(_excluded(rng, terms, child, on, rng.randint(1, 5), permanent=False, wait=0))
    return rows, late, len(gone)


def _absent(county: "County", rng: Random, terms: tuple[Term, ...]) -> Rows:
    rows: Rows = []
    for child, _ in of_ages(county, rng, (7, 16), few(ABSENT, county.scale)):
        on = school_day(terms, some_day(rng, BEGAN, story.END - timedelta(20)))
        wait = rng.randint(0, 1) if rng.random() < 0.7 else rng.randint(3, 20)
        told = add_working_days(on, wait) if rng.random() < 0.92 else None
        back = until_now(add_school_days(terms, on, rng.randint(1, 40)))
        rows.append(
            {
                "child_id": child, "tenth_day_on": on, "authority_told_on": until_now(told),
                "absence_ended_on": back, "what_school_did": rng.choice(_DID), SINCE: on,
            }
        )  # fmt: skip
    return rows


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the registers; give the children who were left without other education."""
    terms = county.authority.terms
    if not terms:
        return []
    care, care_late, care_of = _in_care(county, rng, terms)
    others, late, of = _at_home(county, rng, terms)
    tell(county, "school_exclusion", [*care, *others])
    tell(county, "long_absence", _absent(county, rng, terms))
    return [
        planted(
            "excluded children in care without other education", "education_when_excluded_in_care",
            "children in care out of school for more than five days, without other education the day after",
            "¶26", (care_late, care_of),
        ),
        planted(
            "excluded children without education from the sixth day", "education_from_sixth_day",
            "children excluded for good without full-time education from the sixth school day", "¶15",
            (late, of),
        ),
    ]  # fmt: skip
