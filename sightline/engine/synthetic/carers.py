"""The county's own foster carers: approvals, yearly reviews, visits, decisions after the panel, concerns.

Numbers and rates are invented; most of West Sussex's fostered children live with carers of its own.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_months, add_working_days, next_working
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, some_day, tell, until_now
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.people import pick
from sightline.engine.synthetic.plants import few

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("foster_carer", "foster_carer_visit", "fostering_decision", "standards_of_care")

LONG_APPROVED, NEWLY_APPROVED, CONCERNS = 270, 52, 84
"""Carers approved before the register began and since, and concerns about them, at West Sussex's size."""

_KINDS = {"mainstream": 70, "connected": 18, "short break": 6, "parent and child": 3, "early permanence": 3}
_AGES = ("0-4", "0-10", "5-12", "8-16", "11-17", "0-17")
_TALKED = (
    "The child's health and school; sleep is better.",
    "Contact with brothers and sisters; respite asked for.",
    "Carer's training plan and the diary of the last weeks.",
    "How the move to secondary school went.",
)
_WHY_LEFT = ("retired", "moved agency", "personal", "adopted", "moved agency", "retired", "deregistered")
_REVIEWED_IN_TIME = ((date(2018, 4, 1), 0.74), (date(2018, 9, 1), 0.6), (date(2019, 4, 1), 0.8))


@dataclass(frozen=True)
class Carer:
    """A fostering household of the county's own."""

    id: str
    approved: date
    left: date | None
    kind: str
    places: int
    used: int
    worker: str

    def until(self) -> date:
        """The last day on which the household fostered, so far."""
        return self.left or story.END

    def row(self) -> dict[str, Any]:
        """What every line of the list says of the household."""
        return {
            "carer_id": self.id, "approved_on": self.approved, "left_on": self.left, "kind": self.kind,
            "places": self.places, "places_used": self.used, "supervising_worker_id": self.worker,
            "left_reason": _WHY_LEFT[int(self.id[2:]) % len(_WHY_LEFT)] if self.left else None,
        }  # fmt: skip


def households(county: "County", rng: Random) -> list[Carer]:
    """The households, those approved first first."""
    approved = [
        next_working(date(2008, 4, 1) + timedelta(rng.randrange(3600)))
        for _ in range(few(LONG_APPROVED, county.scale))
    ]
    new = range(few(NEWLY_APPROVED, county.scale))
    approved += [some_day(rng, BEGAN + timedelta(10), story.END - timedelta(30)) for _ in new]
    workers = sorted(county.office.managers.values())
    found = []
    for number, day in enumerate(sorted(approved)):
        leaves = rng.random() < 0.15
        left = some_day(rng, max(BEGAN, day + timedelta(90)), story.END + timedelta(20)) if leaves else None
        places = rng.choices((1, 2, 3), (45, 42, 13))[0]
        used = rng.randint(1, places) if rng.random() < 0.88 else 0
        found.append(
            Carer(
                f"FC{number + 1:04d}", day, until_now(left), pick(rng, _KINDS), places, used,
                rng.choice(workers),
            )
        )  # fmt: skip
    return found


def _in_time(rng: Random, day: date) -> bool:
    return rng.random() < next(share for since, share in reversed(_REVIEWED_IN_TIME) if since <= day)


def _reviews(rng: Random, carer: Carer) -> list[tuple[date, date, date | None]]:
    """Each review as (the day it is counted from, due, done), from the register's first day on."""
    counted = carer.approved
    if counted < date(2017, 4, 2):
        counted = next_working(date(2017, 4, 2) + timedelta(rng.randrange(362)))
    found: list[tuple[date, date, date | None]] = []
    while True:
        due = add_months(counted, 12)
        on = due - timedelta(rng.randint(3, 30))
        if not _in_time(rng, max(due, BEGAN)):
            on = due + timedelta(rng.randint(8, 130))
        on = next_working(max(on, BEGAN))
        done = on if on <= carer.until() else None
        found.append((counted, due, done))
        if done is None:
            return found
        counted = done


def _review_rows(rng: Random, carer: Carer, reviews: list[tuple[date, date, date | None]]) -> Rows:
    outcomes = {"approval continues": 88, "terms changed": 8, "to panel": 4}
    return [
        {
            **carer.row(), "ages": _AGES[int(carer.id[2:]) % len(_AGES)], "review_due_on": due,
            "review_done_on": done, "review_outcome": pick(rng, outcomes) if done else None,
            SINCE: max(counted, BEGAN),
        }
        for counted, due, done in reviews
    ]  # fmt: skip


def _late(carer: Carer, reviews: list[tuple[date, date, date | None]]) -> list[list[Any]]:
    """The reviews that were late, of those counted from a day that the register tells."""
    return [
        [carer.id, counted]
        for counted, due, done in reviews
        if counted >= BEGAN and (done or carer.until()) > due
    ]


def _visits(rng: Random, carer: Carer) -> Rows:
    """Supervising social workers' visits about every six weeks, and one without notice each year."""
    rows: Rows = []
    day = max(carer.approved, BEGAN - timedelta(rng.randrange(42)))
    unannounced = max(carer.approved, BEGAN - timedelta(rng.randrange(200)))
    unannounced += timedelta(rng.randint(120, 350))
    while True:
        day = next_working(
            day + timedelta(rng.randint(26, 39) if rng.random() < 0.88 else rng.randint(46, 72))
        )
        if day > carer.until():
            return rows
        without = day >= unannounced
        if without:
            unannounced = day + timedelta(rng.randint(230, 330) if rng.random() < 0.84 else 420)
        if day >= BEGAN:
            rows.append(
                {
                    "carer_id": carer.id, "kind": "without notice" if without else "supervision",
                    "visited_on": day, "visited_by": carer.worker, "home_seen": True,
                    "matters": rng.choice(_TALKED), SINCE: day,
                }
            )  # fmt: skip


def _decision(rng: Random, carer: Carer, about: str, recommended: date) -> dict[str, Any]:
    waits = rng.randint(2, 7) if rng.random() < 0.86 else rng.randint(9, 18)
    decided = until_now(add_working_days(recommended, waits))
    return {
        "carer_id": carer.id, "panel_about": about, "recommended_on": recommended,
        "fostering_decided_on": decided, SINCE: recommended,
        "fostering_reasons": "The panel's reasons are accepted." if decided else None,
    }  # fmt: skip


def _decisions(rng: Random, carer: Carer, reviews: list[tuple[date, date, date | None]]) -> Rows:
    """The panel on the approval, and on the first review when that has been held."""
    rows: Rows = []
    if carer.approved >= BEGAN + timedelta(10):
        days = rng.randint(2, 9)
        row = _decision(rng, carer, "approval", next_working(carer.approved - timedelta(days)))
        rows.append({**row, "fostering_decided_on": carer.approved})
    counted, _, done = reviews[0]
    if done and counted == carer.approved:
        on = next_working(done + timedelta(rng.randint(0, 20)))
        rows += [_decision(rng, carer, "first review", on)] if on <= carer.until() else []
    return rows


def _fostered(county: "County") -> list[str]:
    """Children who live with carers of the county's own and are in no other plant."""
    return [
        child.id
        for child in county.children
        if child.id not in county.taken
        and child.periods[-1].left is None
        and child.periods[-1].entered < BEGAN
        and child.periods[-1].placements[-1].kind.startswith("U")
        and child.periods[-1].placements[-1].provider == "PR1"
    ]


def _concern(rng: Random, carer: Carer, child: str | None, raised: date) -> dict[str, Any]:
    kind = pick(rng, {"standard of care": 58, "allegation": 32, "complaint": 10})
    quick = rng.random() < 0.6
    days = rng.randint(8, 27) if quick else rng.randint(33, 95)
    concluded = until_now(next_working(raised + timedelta(days - 3 if quick else days)))
    panel = until_now(next_working(concluded + timedelta(rng.randint(10, 45)))) if concluded else None
    outcomes = {"substantiated": 24, "unsubstantiated": 50, "unfounded": 26}
    return {
        "carer_id": carer.id, "child_id": child, "raised_on": raised, "kind": kind,
        "investigator_id": "fostering reviewing officer", "independent_support_offered": rng.random() < 0.7,
        "concluded_on": concluded, "outcome": pick(rng, outcomes) if concluded else None,
        "review_to_panel_on": panel if kind == "allegation" else None,
        "approval_outcome": rng.choice(("no change", "terms changed")) if panel else None, SINCE: raised,
    }  # fmt: skip


def _concerns(county: "County", rng: Random, carers: list[Carer]) -> Rows:
    children = _fostered(county)
    rows: Rows = []
    able = [carer for carer in carers if carer.until() > max(carer.approved, BEGAN) + timedelta(60)]
    for carer in sorted(
        rng.sample(able, min(few(CONCERNS, county.scale), len(able))), key=lambda one: one.id
    ):
        first = max(carer.approved, BEGAN) + timedelta(20)
        raised = some_day(rng, first, min(carer.until(), story.END - timedelta(10)))
        child = rng.choice(children) if children and rng.random() < 0.8 else None
        rows.append(_concern(rng, carer, child, min(raised, story.END)))
    return rows


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the registers of foster carers: two in five reviews late, and concerns left open too long."""
    told: dict[str, Rows] = {table: [] for table in TABLES}
    late: list[list[Any]] = []
    for carer in (carers := households(county, rng)):
        if carer.until() < BEGAN:
            continue
        reviews = _reviews(rng, carer)
        late += _late(carer, reviews)
        told["foster_carer"] += _review_rows(rng, carer, reviews)
        told["foster_carer_visit"] += _visits(rng, carer)
        told["fostering_decision"] += _decisions(rng, carer, reviews)
    told["standards_of_care"] = _concerns(county, rng, carers)
    for table, rows in told.items():
        tell(county, table, rows)
    concerns = [row for row in told["standards_of_care"] if row["kind"] == "standard of care"]
    long = [
        [row["carer_id"], row["raised_on"]]
        for row in concerns
        if (row["concluded_on"] or story.END) > row["raised_on"] + timedelta(28)
    ]
    return [
        planted(
            "foster carers' reviews late", "foster_carer_review",
            "yearly reviews of foster carers later than twelve months after the one before", "¶27",
            (late, len(told["foster_carer"])),
        ),
        planted(
            "concerns about carers open too long", "standards_of_care",
            "concerns about a carer's standard of care not concluded in four weeks", "¶27",
            (long, len(concerns)),
        ),
    ]  # fmt: skip
