"""Plans and their quality since April 2018: versions, who has a copy, how well each says what to do.

What is planted: outline plans that reach the family late, early help plans not reviewed, and child protection
plans of one area whose actions have no dates (inspection of 2019, paragraphs 4 and 9).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

import polars as pl

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_months, add_working_days, next_working
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, tell, until_now, was_late
from sightline.engine.synthetic.ledger import SINCE

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("plan_quality",)
NO_DATES_AREA = 1
"""The area, by its place in the authority's list, whose plans have no dates in the planted months."""

NO_DATES = (date(2018, 9, 1), date(2019, 2, 28))
_NO_DATES_SHARE = 0.4
_GOOD = {"child protection": 0.7, "child in need": 0.55, "care": 0.62, "early help": 0.6}
_AGAIN = {"child protection": 3, "child in need": 3, "care": 6, "early help": 3}
"""Months after which a version should be brought up to date."""


def _version(rng: Random, child: str, kind: str, on: date, *, undated: bool = False) -> dict[str, Any]:
    """One version of a plan, and how well it says who does what by when."""
    actions, good = rng.randint(3, 10), rng.random() < _GOOD[kind]
    owned = actions if good else rng.randint(1, actions)
    dated = 0 if undated else rng.randint((actions + 1) // 2, actions) if good else (actions + 1) // 2
    return {
        "child_id": child, "plan_kind": kind, "version_on": on,
        "approved_on": until_now(next_working(on + timedelta(rng.randint(0, 6)))),
        "due_update_on": add_months(on, _AGAIN[kind]), "actions": actions, "actions_with_owner": owned,
        "actions_with_date": dated, "bottom_line": good and rng.random() < 0.8,
        "child_view": rng.random() < 0.66, SINCE: on,
    }  # fmt: skip


def _copied(rng: Random, on: date) -> date | None:
    """When the family was given its copy: by the next working day for most."""
    roll = rng.random()
    if roll > 0.97:
        return None
    since = date(2018, 10, 1) <= on <= date(2019, 3, 31)
    in_time = roll < (0.62 if since else 0.78)
    return until_now(add_working_days(on, rng.randint(0, 1) if in_time else rng.randint(2, 14)))


def _told(county: "County", table: str, person: str, since: str, until: str) -> list[tuple[str, date, date]]:
    """Plans of the record that began since the register did: child, first day, last day."""
    told = county.ledger.standing(table).select(person, since, until)
    told = told.filter(pl.col(since).is_between(BEGAN, story.END))
    return told.unique([person, since], keep="first", maintain_order=True).sort(person, since).rows()


def _protection(county: "County", rng: Random) -> tuple[Rows, list[Planted]]:
    """Outline plans of conferences, and the reviews' versions."""
    areas = [area.id for area in county.authority.areas]
    front = county.front
    place_of = dict(zip(front.ids, front.cases.area.tolist(), strict=True)) if front else {}
    rows: Rows = []
    late, undated, of = [], [], 0
    plans = _told(
        county, "ssd_cp_plans", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"
    )
    for child, began, ended in plans:
        inside = place_of.get(child) == NO_DATES_AREA and NO_DATES[0] <= began <= NO_DATES[1]
        bare = inside and rng.random() < _NO_DATES_SHARE
        row = _version(rng, child, "child protection", began, undated=bare)
        row["family_copy_on"] = _copied(rng, began)
        rows.append(row)
        if bare:
            undated.append([child, began])
        of += inside
        if was_late(add_working_days(began, 1), row["family_copy_on"], ended):
            late.append([child, began])
    told = planted(
        "outline plans sent out late", "cpc_plan_circulated",
        "outline plans that the family did not have by the working day after the conference", "¶9",
        (late, len(rows)),
    )  # fmt: skip
    bare_plans = planted(
        "child protection plans without dates", "plan_quality",
        "outline plans none of whose actions says by when", "¶9", (undated, of),
    )  # fmt: skip
    bare_plans |= {
        "first": NO_DATES[0],
        "last": NO_DATES[1],
        "area": areas[min(NO_DATES_AREA, len(areas) - 1)],
    }
    return rows, [told, bare_plans]


def _chain(rng: Random, began: date, until: date) -> Iterator[date]:
    """The days on which an early help plan was reviewed."""
    day, first = began, True
    while True:
        due = day + timedelta(42) if first else add_months(day, 3)
        late = rng.random() < 0.3
        day = next_working(due + timedelta(rng.randint(6, 50) if late else -rng.randint(3, 16)))
        first = False
        if day >= until or day > story.END:
            return
        yield day


def _early_help(county: "County", rng: Random) -> tuple[Rows, Planted]:
    """Early help plans and their reviews, a new version each."""
    told = county.ledger.standing("early_help_flow").filter(pl.col("plan_on").is_not_null())
    rows: Rows = []
    late, of = [], 0
    flows = told.select("child_id", "plan_on", "closed_on").sort("child_id", "plan_on").rows()
    following = {(a[0], a[1]): b[1] for a, b in pairwise(flows) if a[0] == b[0]}
    for child, began, closed in flows:
        rows.append(_version(rng, child, "early help", began))
        stop = min(closed or story.END + timedelta(1), following.get((child, began), date.max))
        since, reviewed = began, list(_chain(rng, began, stop))
        for held in [*reviewed, None]:
            due = began + timedelta(42) if since == began else add_months(since, 3)
            of += 1
            if was_late(due, held, closed):
                late.append([child, since])
            since = held or since
        rows += [_version(rng, child, "early help", on) for on in reviewed]
    return rows, planted(
        "early help plans not reviewed", "eh_plan_review",
        "early help plans without a review in time", "¶4", (late, of),
    )  # fmt: skip


def _others(county: "County", rng: Random) -> Rows:
    """Plans of children in need and in care, a version each."""
    need = _told(
        county, "ssd_cin_plans", "cinp_person_id", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date"
    )
    care = _told(
        county, "ssd_cla_care_plan", "lacp_person_id", "lacp_cla_care_plan_start_date",
        "lacp_cla_care_plan_end_date",
    )  # fmt: skip
    kinds = (("child in need", need), ("care", care))
    return [_version(rng, child, kind, on) for kind, plans in kinds for child, on, _ in plans]


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the register; give the plans sent out late, those without dates and those not reviewed."""
    protection, told = _protection(county, rng)
    early, unreviewed = _early_help(county, rng)
    rows = [*protection, *early, *_others(county, rng)]
    seen: set[tuple[Any, ...]] = set()
    once = []
    for row in rows:
        key = (row["child_id"], row["plan_kind"], row["version_on"])
        if key not in seen:
            seen.add(key)
            once.append(row)
    tell(county, "plan_quality", once)
    return [*told, unreviewed]
