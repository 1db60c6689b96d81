"""Caseloads at the end of each month since April 2018, and the vacancies, leavers and sickness of each team.

Everything is counted from who held which child and which post. Some workers are newly qualified: for a year
their caseload should be smaller, and for six months they are seen every two weeks.
"""

from collections import Counter, defaultdict
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import polars as pl

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import month_end, month_starts
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, tell
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.newly_qualified import NewlyQualified, holdings, newly_qualified
from sightline.engine.synthetic.people import pick

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("caseload", "workforce_change", "workforce_leaver")
LIMIT, LIMIT_NEW = 18, 13
"""The county's own limits: children held by one full-time worker, and by one newly qualified."""

_WHY = {"1": 62, "5": 10, "7": 14, "8": 10, "9": 4}
_SICK_IN_TWO = 2.4 / 100 * 21
"""Days lost in a month for each post filled: 2.4% of about 21 (workforce census, September 2019)."""


def _caseloads(county: "County", held: pl.DataFrame, new: list[NewlyQualified]) -> Rows:
    staff = county.ledger.told("ssd_professionals").unique("prof_professional_id", keep="first")
    fte = dict(staff.select("prof_professional_id", "prof_full_time_equivalency").rows())
    managers = set(county.office.managers.values())
    years = {each.worker: each for each in new}
    rows: Rows = []
    for worker, team, children, month in held.select("worker", "team", "children", "month_end").rows():
        year = years.get(worker)
        fresh = year is not None and year.first <= month <= year.last
        part = fte.get(worker) or 1.0
        rows.append(
            {
                "month_end": month, "worker_id": worker, "team": team, "fte": part, "children": children,
                "role": "3" if worker in managers else "5", "newly_qualified": fresh,
                "limit": round((LIMIT_NEW if fresh else LIMIT) * part), SINCE: month,
            }
        )  # fmt: skip
    return rows


def _teams(county: "County", rng: Random) -> tuple[Rows, Rows]:
    """Posts filled, vacant, covered and left in each team and month, and why workers left."""
    flagged = county.ledger.told("ssd_professionals").filter(pl.col("prof_agency_worker_flag") == "1")
    agency = set(flagged["prof_professional_id"].to_list())
    by_team: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in county.ledger.standing("workforce_post").rows(named=True):
        by_team[row["team"]].append(row)
    changes: Rows = []
    leavers: Rows = []
    for team, posts in sorted(by_team.items()):
        for first in month_starts(BEGAN, story.END):
            row, left = _month(rng, posts, agency, first)
            changes.append({"team": team, **row})
            why = Counter(pick(rng, _WHY) for _ in range(left))
            leavers += [
                {"month_end": row["month_end"], "team": team, "reason": reason,
                 "leavers_fte": float(n), SINCE: row["month_end"]}
                for reason, n in sorted(why.items())
            ]  # fmt: skip
    return changes, leavers


def _month(rng: Random, posts: Rows, agency: set[str], first: date) -> tuple[dict[str, Any], int]:
    last = month_end(first)
    now = [post for post in posts if post["from"] <= last and (post["to"] is None or post["to"] > last)]
    filled = [post for post in now if post["worker_id"]]
    left = [post for post in posts if post["worker_id"] and post["to"] and first <= post["to"] <= last]
    came = [post for post in posts if post["worker_id"] and first <= post["from"] <= last]
    sick = max(rng.gauss(_SICK_IN_TWO * len(filled), 3.0), 0.0)
    row = {
        "month_end": last, "posts_fte": float(len(now)), "in_post_fte": float(len(filled)),
        "vacancy_fte": float(len(now) - len(filled)),
        "agency_fte": float(sum(post["worker_id"] in agency for post in filled)),
        "leavers_fte": float(len(left)), "starters_fte": float(len(came)), "sick_days": round(sick, 1),
        "manager_change": int(rng.random() < (0.08 if last >= story.RESTRUCTURE else 0.03)), SINCE: last,
    }  # fmt: skip
    return row, len(left)


def overloaded(rows: Rows) -> list[list[Any]]:
    """Workers who held more children at the end of a month than their limit: worker, month."""
    return [[row["worker_id"], row["month_end"]] for row in rows if row["children"] > row["limit"]]


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the registers; give the workers over their limit, and the children in a manager's name."""
    held = holdings(county)
    rows = _caseloads(county, held, newly_qualified(county, held))
    tell(county, "caseload", rows)
    changes, leavers = _teams(county, rng)
    tell(county, "workforce_change", changes)
    tell(county, "workforce_leaver", leavers)
    managers = [[row["worker_id"], row["month_end"]] for row in rows if row["role"] == "3"]
    return [
        planted(
            "workers over their limit", "caseload",
            "workers who held more children at the end of a month than their limit", "¶42",
            (overloaded(rows), len(rows)),
        ),
        planted(
            "cases held in a manager's name", "caseload",
            "managers who held children in their own name at the end of a month", "¶42",
            (managers, len(rows)),
        ),
    ]  # fmt: skip
