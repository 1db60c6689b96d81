"""Which workers are newly qualified, and how often they are seen in their first six months.

Who held how many children at the end of each month is counted from the involvements.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_months, month_end, month_starts, next_working
from sightline.engine.synthetic.grid import day_of, number
from sightline.engine.synthetic.keeping import BEGAN
from sightline.engine.synthetic.staff import SOCIAL_WORKER

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

_NEWLY_QUALIFIED = 0.3
_TWO_WEEKS, _FOUR_WEEKS = 14, 28


@dataclass(frozen=True)
class NewlyQualified:
    """A worker in the first year after qualifying: the first day of the first month, and the last month's
    end."""

    worker: str
    first: date
    last: date


def holdings(county: "County") -> pl.DataFrame:
    """How many children each worker held at the end of each month: month_end, worker, team, children."""
    until = pl.col("invo_involvement_end_date")
    told = county.ledger.standing("ssd_involvements").filter(
        (pl.col("invo_professional_role_id") == SOCIAL_WORKER) & (until.is_null() | (until >= BEGAN))
    )
    held = told.select(
        worker="invo_professional_id", team="invo_professional_team", child="invo_person_id",
        start="invo_involvement_start_date", end=until,
    )  # fmt: skip
    months = []
    for first in month_starts(BEGAN, story.END):
        day = month_end(first)
        open_then = (pl.col("start") <= day) & (pl.col("end").is_null() | (pl.col("end") > day))
        counted = held.filter(open_then).group_by("worker").agg(
            pl.col("team").sort().last(), children=pl.col("child").n_unique().cast(pl.Int64)
        )  # fmt: skip
        months.append(counted.with_columns(month_end=pl.lit(day)))
    return pl.concat(months).sort("month_end", "worker")


def newly_qualified(county: "County", held: pl.DataFrame) -> list[NewlyQualified]:
    """Workers who first held a case well after the register began and still hold some at the end."""
    managers = set(county.office.managers.values())
    spans = held.group_by("worker").agg(
        first=pl.col("month_end").min(), last=pl.col("month_end").max(), months=pl.len()
    )
    found = []
    for worker, first, last, months in spans.sort("worker").rows():
        whole = months == (last.year - first.year) * 12 + last.month - first.month + 1
        able = first > month_end(BEGAN) and last == story.END and whole and months > 2
        rng = story.stream(county.seed, "newly qualified", worker)
        if able and worker not in managers and rng.random() < _NEWLY_QUALIFIED:
            year = month_end(add_months(first.replace(day=1), 11))
            found.append(NewlyQualified(worker, first.replace(day=1), min(year, story.END)))
    return found


def sessions(county: "County", new: list[NewlyQualified]) -> list[tuple[str, date]]:
    """Sessions beyond the monthly ones: every two weeks for six months, some of them late (worker, day)."""
    found = []
    for each in new:
        rng = story.stream(county.seed, "supervision of the new", each.worker)
        day, stop = each.first, min(add_months(each.first, 6), story.END)
        while True:
            wait = rng.randint(9, 13) if rng.random() < 0.76 else rng.randint(17, 27)
            day = next_working(day + timedelta(wait))
            if day > stop:
                break
            found.append((each.worker, day))
    return found


def further(
    county: "County", new: list[NewlyQualified], monthly: pl.DataFrame, holders: pl.DataFrame
) -> pl.DataFrame:
    """Those sessions in the form of the monthly ones (worker, team, held, due), on days that have none."""
    told = [(worker, number(day)) for worker, day in sessions(county, new)]
    more = pl.DataFrame(told, {"worker": pl.String, "held": pl.Int64}, orient="row")
    teams = holders.group_by("worker", maintain_order=True).agg(pl.col("team").last())
    more = more.join(teams, on="worker", how="inner", maintain_order="left").with_columns(due="held")
    return more.join(monthly, on=["worker", "held"], how="anti").select(monthly.columns)


def late(new: list[NewlyQualified], held: pl.DataFrame) -> tuple[list[list[Any]], int]:
    """Waits for supervision that ran out: two weeks, and four once two would end after six months.

    ``held``: subject (the worker) and the number of the day. Gives [worker, the day from which it ran].
    """
    days: dict[str, list[date]] = defaultdict(list)
    workers = [each.worker for each in new]
    mine = held.select("subject", "held").filter(pl.col("subject").is_in(workers))
    for worker, on in mine.unique().sort("held").rows():
        days[worker].append(day_of(on))
    found, of = [], 0
    for each in new:
        switch = add_months(each.first, 6)
        stop = each.last
        inside = [day for day in days[each.worker] if each.first <= day <= stop]
        for since, following in zip([each.first, *inside], [*inside, None], strict=True):
            if since == following:
                continue
            of += 1
            due = since + timedelta(_TWO_WEEKS)
            due = due if due < switch else since + timedelta(_FOUR_WEEKS)
            if (following or stop) > due:
                found.append([each.worker, since])
    return found, of
