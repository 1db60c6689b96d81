"""Posts and who filled them since April 2018, and the courses that those workers owed.

Turnover is that of the story: worst after the restructure. Many had not been on the course on radicalisation
when it was due (inspection of 2019, paragraph 17).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import polars as pl

from sightline.engine.synthetic import caseworkers, story
from sightline.engine.synthetic.days import add_months, next_working
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, some_day, tell, until_now
from sightline.engine.synthetic.ledger import SINCE

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("workforce_post", "workforce_training")

COURSES = {"neglect": "mandatory", "recording": "mandatory", "care plans": "role"}
_HELD_OPEN = 0.06
_ALL_STAFF_BY = date(2018, 12, 14)
"""By when all who were there in the summer of 2018 were to have been on the course on radicalisation."""


@dataclass(frozen=True)
class Held:
    """A post from a day on until another (None: still), and who held it (blank: vacant)."""

    post: str
    team: str
    worker: str
    start: date
    end: date | None

    def until(self) -> date:
        """The last day so far."""
        return self.end or story.END


def _front(county: "County") -> Iterator[Held]:
    for held in caseworkers.tenures(county.seed, county.scale, county.authority):
        yield Held(*held)


def _office(county: "County") -> Iterator[Held]:
    for key, posts in county.office.posts.items():
        for number, tenures in enumerate(posts):
            for tenure in tenures:
                worker = "" if tenure.manager else tenure.worker
                team = str(county.office.workers[tenure.worker]["prof_professional_department"])
                end = until_now(tenure.end)
                yield Held(f"{key[:14]}-{number + 1:03d}", team, worker, tenure.start, end)


def posts(county: "County", rng: Random) -> list[Held]:
    """Every post's holders since the register began; a few posts more that were held open."""
    found = [
        held
        for held in (*_office(county), *_front(county))
        if held.until() >= BEGAN and held.start <= story.END
    ]
    teams = sorted({held.team for held in found})
    size: dict[str, int] = defaultdict(int)
    for held in found:
        size[held.team] += held.end is None
    for team in teams:
        for number in range(round(size[team] * _HELD_OPEN)):
            start = some_day(rng, story.RESTRUCTURE, date(2019, 2, 1))
            end = until_now(some_day(rng, start + timedelta(120), start + timedelta(500)))
            found.append(Held(f"{team[:14]}-V{number + 1:02d}", team, "", start, end))
    return found


def _post_row(held: Held, agency: set[str]) -> dict[str, Any]:
    holder = "vacant" if not held.worker else "agency" if held.worker in agency else "permanent"
    return {
        "post_id": held.post, "team": held.team, "role": "5", "fte": 1.0, "from": held.start, "to": held.end,
        "worker_id": held.worker or None, "holder": holder, SINCE: max(held.start, BEGAN),
    }  # fmt: skip


def _course(worker: str, course: str, kind: str, due: date, done: date | None) -> dict[str, Any]:
    return {
        "worker_id": worker, "course": course, "kind": kind, "due_on": due, "done_on": done,
        "effect": "Talked through in supervision." if done and done.day % 3 else None,
        SINCE: max(BEGAN, add_months(due, -4)),
    }  # fmt: skip


def _done(rng: Random, held: Held, due: date, in_time: float, late: float) -> date | None:
    """When a course was done, if it was: while in post, in time, late, or never."""
    roll = rng.random()
    if roll > in_time + late:
        return None
    day = due - timedelta(rng.randint(2, 50)) if roll < in_time else due + timedelta(rng.randint(5, 120))
    day = next_working(max(day, held.start + timedelta(3)))
    if roll < in_time and day > due:
        day = due
    return day if BEGAN <= day <= held.until() else None


def _courses(rng: Random, held: Held) -> Rows:
    """What one worker owed: induction when new, and the courses of all staff."""
    rows: Rows = []
    if held.start >= BEGAN:
        due = add_months(held.start, 3)
        rows.append(_course(held.worker, "induction", "mandatory", due, _done(rng, held, due, 0.74, 0.18)))
    due = max(_ALL_STAFF_BY, next_working(add_months(held.start, 6)))
    rows.append(_course(held.worker, "Prevent", "role", due, _done(rng, held, due, 0.42, 0.3)))
    for course, kind in COURSES.items():
        due = max(some_day(rng, date(2018, 7, 2), date(2019, 6, 28)), next_working(add_months(held.start, 5)))
        rows.append(_course(held.worker, course, kind, due, _done(rng, held, due, 0.72, 0.18)))
    # Of those who have left before a course was due, or never came to it, the list says nothing any more.
    return [row for row in rows if (row["done_on"] or held.end is None) and row[SINCE] <= story.END]


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the posts and the courses: many had not been on the course on radicalisation when it was due."""
    flagged = county.ledger.told("ssd_professionals").filter(pl.col("prof_agency_worker_flag") == "1")
    agency = set(flagged["prof_professional_id"].to_list())
    held = posts(county, rng)
    tell(county, "workforce_post", [_post_row(each, agency) for each in held])
    latest = {each.worker: each for each in sorted(held, key=lambda each: each.start) if each.worker}
    courses = [row for worker in sorted(latest) for row in _courses(rng, latest[worker])]
    tell(county, "workforce_training", courses)
    prevent = [row for row in courses if row["course"] == "Prevent"]
    late = [
        [row["worker_id"], row["due_on"]] for row in prevent if (row["done_on"] or story.END) > row["due_on"]
    ]
    return [
        planted(
            "training on radicalisation not done when due", "training_prevent",
            "workers who had not been on the course on radicalisation by the day it was due", "¶17",
            (late, len(prevent)),
        )
    ]  # fmt: skip
