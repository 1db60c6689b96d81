"""Who was named for each child in care since April 2018, and how cases passed on, between teams too.

The register tells of the looked-after service alone. What is planted: children whose worker left without a
goodbye visit, and cases that passed to another team without a handover (inspection of 2019, paragraph 41).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

import polars as pl

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_working_days, previous_working
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, tell, until_now, was_late
from sightline.engine.synthetic.known_children import closings
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.staff import SOCIAL_WORKER

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("allocation", "transfer_point")
BREAK = 28
_GOODBYES = ((date(2018, 1, 1), 0.62), (date(2018, 10, 1), 0.48), (date(2019, 4, 1), 0.7))
_REASONS = ("LEFTRL", "LEFTRL", "LEFTRL", "MANAGE", "ABSENC", "TSPROC", "CHCHAN")
_TOLD = (
    "Chronology, plan and family talked through.",
    "Child's worries about the move of school.",
    "Contact arrangements and what they are for.",
)
_AGREED = ("Joint visit first.", "Plan updated before transfer.", "Court date kept by the old worker.")


@dataclass
class Held:
    """A child held by somebody, from a day to a day (None: still)."""

    child: str
    worker: str
    team: str
    start: date
    end: date | None


def _held(county: "County") -> dict[str, list[Held]]:
    """Who held each child in care since the register began, in order."""
    cared = {child.id for child in county.children if child.cared_for()} - county.taken
    told = county.ledger.standing("ssd_involvements").filter(
        (pl.col("invo_professional_role_id") == SOCIAL_WORKER) & pl.col("invo_person_id").is_in(sorted(cared))
    )
    until = pl.col("invo_involvement_end_date")
    told = told.filter(until.is_null() | (until >= BEGAN)).select(
        "invo_person_id", "invo_professional_id", "invo_professional_team", "invo_involvement_start_date",
        "invo_involvement_end_date",
    )  # fmt: skip
    found: dict[str, list[Held]] = defaultdict(list)
    child, worker, team, *days = told.columns
    for row in told.unique().sort(child, *days, worker, team).rows():
        found[row[0]].append(Held(*row))
    return found


def _goodbye(rng: Random, last: date, *, over: bool) -> date | None:
    """When the worker who left said goodbye: before the last day, some weeks after it, or never: of a child
    whose care is over nothing is waited for (``over``)."""
    roll, share = rng.random(), next(share for since, share in reversed(_GOODBYES) if since <= last)
    if roll < share:
        return previous_working(last - timedelta(rng.randint(1, 20)))
    if roll < 0.93 or over:
        return until_now(add_working_days(last, rng.randint(12, 45)))
    return None


def _kind(county: "County", held: Held, agency: set[str]) -> str:
    if held.worker in county.office.managers.values():
        return "manager"
    return "agency" if held.worker in agency else "social worker"


def _transfer(rng: Random, one: Held, other: Held) -> dict[str, Any]:
    asked = previous_working(other.start - timedelta(rng.randint(4, 40)))
    reason = "restructure" if other.start == story.RESTRUCTURE else rng.choice(("court", "geography", "age"))
    return {
        "child_id": one.child, "from_team": one.team, "to_team": other.team, "requested_on": asked,
        "accepted_on": other.start, "reason": reason, "agreed": rng.choice(_AGREED), SINCE: asked,
    }  # fmt: skip


def _first_from(day: date, closed: list[date]) -> date | None:
    return next((each for each in closed if each >= day), None)


def _passed_on(
    rng: Random, held: list[Held], rows: Rows, closed: list[date]
) -> tuple[Rows, list[Any], list[Any]]:
    """Goodbyes and handovers of one child, written into ``rows``; the transfers, and what was left out while
    the case was open. ``closed``: the days on which cases of the child were closed, in order."""
    transfers: Rows = []
    no_goodbye, no_handover = [], []
    over = held[-1].end is not None
    for (one, row), (other, _) in pairwise(zip(held, rows, strict=True)):
        if one.end is None or one.worker == other.worker or (other.start - one.end).days > BREAK:
            continue
        said = _goodbye(rng, one.end, over=over)
        row |= {"goodbye_visit_on": said, "change_reason": rng.choice(_REASONS)}
        row |= {"handed_over": rng.choice(_TOLD) if said and rng.random() < 0.8 else None}
        if was_late(add_working_days(one.end, 10), said, _first_from(one.end, closed)):
            no_goodbye.append([one.child, one.end])
        if one.team == other.team or other.start < BEGAN + timedelta(14):
            continue
        transfers.append(_transfer(rng, one, other))
        roll = rng.random()
        met = roll < 0.92 or over
        early = previous_working(other.start - timedelta(rng.randint(0, 9)))
        behind = until_now(add_working_days(other.start, rng.randint(12, 35)))
        row["handover_on"] = (early if roll < 0.68 else behind) if met else None
        if met and row["handed_over"] is None:
            row["handed_over"] = rng.choice(_TOLD)
        until = _first_from(other.start, closed)
        if was_late(add_working_days(other.start, 10), row["handover_on"], until):
            no_handover.append([one.child, other.start])
    return transfers, no_goodbye, no_handover


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the registers; give the changes of worker without a goodbye, and of team without a handover."""
    flagged = county.ledger.told("ssd_professionals").filter(pl.col("prof_agency_worker_flag") == "1")
    agency = set(flagged["prof_professional_id"].to_list())
    rows: Rows = []
    transfers: Rows = []
    no_goodbye: list[list[Any]] = []
    no_handover: list[list[Any]] = []
    closed: dict[str, list[date]] = defaultdict(list)
    for child, on in closings(county).iter_rows():
        closed[child].append(on)
    for child, held in sorted(_held(county).items()):
        mine = [
            {
                "child_id": each.child, "worker_id": each.worker, "from": each.start, "to": each.end,
                "holder_kind": _kind(county, each, agency), "team": each.team, "goodbye_visit_on": None,
                "handover_on": None, "handed_over": None, "change_reason": None,
                SINCE: max(each.start, BEGAN),
            }
            for each in held
        ]  # fmt: skip
        moved, unsaid, alone = _passed_on(rng, held, mine, closed[child])
        rows += mine
        transfers += moved
        no_goodbye += unsaid
        no_handover += alone
    tell(county, "allocation", rows)
    tell(county, "transfer_point", transfers)
    changes = sum(row["change_reason"] is not None for row in rows)
    return [
        planted(
            "workers who left without a goodbye", "sw_change_goodbye",
            "changes of a child's worker without a goodbye visit within ten working days", "¶41",
            (no_goodbye, changes),
        ),
        planted(
            "cases passed to another team without a handover", "case_transfer_handover",
            "cases that passed to another team without a joint handover in ten working days", "¶41",
            (no_handover, len(transfers)),
        ),
    ]  # fmt: skip
