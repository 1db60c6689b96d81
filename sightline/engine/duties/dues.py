"""By when each obligation was due, and whether the sources cover the time until then.

A county has hundreds of duties and few ways in which to count days: the obligations of all duties that count
in one way are counted together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from sightline.engine.authority import Authority, Term
from sightline.engine.duties.batch import DUTY
from sightline.engine.duties.clock import due_at_expr, due_before_expr, due_expr
from sightline.engine.duties.coverage import best_shown, spans
from sightline.engine.duties.duty import CountFrom, Duty, Limit, Unit
from sightline.engine.records.record import Record

_FIRST = pl.col("sequence") == 0
_NEVER = (date.max, date.min)
"""A stretch of days that covers nothing."""


def with_dues(
    links: pl.DataFrame, duties: tuple[Duty, ...], record: Record, authority: Authority
) -> pl.DataFrame:
    """Add due, due_at, earliest, ``_to_due`` (whether one source covers trigger to due) and ``_reached``
    (whether one was drawn on or after it). In a chain the trigger becomes the event that started the link.

    ``links``: as ``assign`` gives them.
    """
    earliest = [_counting(duty, duty.earliest) for duty in duties]
    asked = links.select(start="trigger", limit=DUTY, n=pl.lit(None, pl.Int32))
    links = links.with_columns(
        _dues(links, duties, authority.terms).alias("due"),
        _moments(links, duties).alias("due_at"),
        _counted(asked, earliest, authority.terms).alias("earliest"),
        trigger=pl.when(_FIRST).then("trigger").otherwise("previous"),
        trigger_at=pl.when(_FIRST).then("trigger_at"),
    )
    links = links.with_columns(due=pl.coalesce(pl.col("due_at").dt.date(), "due"))
    return links.with_columns(**_shown(duties, record))


@dataclass(frozen=True)
class _Way:
    """A way to count days. ``before``: back from a day, each limit by itself."""

    unit: Unit
    counts_from: CountFrom = CountFrom.NEXT_DAY
    before: Limit | None = None

    def due(self, terms: tuple[Term, ...]) -> pl.Expr:
        """The due date, of rows with ``start`` and ``n``."""
        if self.before is not None:
            return due_before_expr(pl.col("start"), self.before)
        return due_expr(pl.col("start"), Limit(0, self.unit), self.counts_from, terms, pl.col("n"))


_Counting = tuple[_Way, int] | None
"""How a limit is counted, and its number; None where there is no limit."""


def _counting(duty: Duty, limit: Limit | None) -> _Counting:
    return None if limit is None else (_Way(limit.unit, duty.counts_from), limit.n)


def _first_limit(duty: Duty) -> _Counting:
    if duty.before:
        return _Way(duty.within.unit, before=duty.within), duty.within.n
    return _counting(duty, duty.within)


def _dues(links: pl.DataFrame, duties: Sequence[Duty], terms: tuple[Term, ...]) -> pl.Series:
    """The first link of a chain is due under ``within``, the others under ``every``, until ``then_every``
    takes over: where the due date would reach the day of the switch.
    """
    many = len(duties)
    limits = [_first_limit(duty) for duty in duties] + [_counting(duty, duty.every) for duty in duties]
    asked = links.select(
        DUTY,
        "switches",
        start=pl.when(_FIRST).then("trigger").otherwise("previous"),
        limit=pl.when(_FIRST).then(DUTY).otherwise(pl.col(DUTY) + many),
        n=pl.when(_FIRST).then("limit_n"),
    )
    asked = asked.with_columns(due=_counted(asked, limits, terms))
    switching = pl.Series([duty.then_every is not None for duty in duties], dtype=pl.Boolean)
    switched = asked.select(
        (pl.lit(switching).gather(DUTY) & (pl.col("due") >= pl.col("switches"))).fill_null(value=False)
    ).to_series()
    rows = switched.arg_true()
    later = asked[rows].select("start", limit=DUTY, n=pl.lit(None, pl.Int32))
    then = [_counting(duty, duty.then_every) for duty in duties]
    return asked["due"].scatter(rows, _counted(later, then, terms))


def _counted(asked: pl.DataFrame, limits: Sequence[_Counting], terms: tuple[Term, ...]) -> pl.Series:
    """Due dates of rows with ``start``, ``limit`` (a place in ``limits``) and ``n`` (null: the limit's own
    number)."""
    ways = list(dict.fromkeys(limit[0] for limit in limits if limit))
    way = pl.Series([ways.index(limit[0]) if limit else None for limit in limits], dtype=pl.Int32)
    number = pl.Series([limit[1] if limit else None for limit in limits], dtype=pl.Int32)
    rows = asked.select(
        "start",
        _way=pl.lit(way).gather("limit"),
        n=pl.coalesce("n", pl.lit(number).gather("limit")),
        _row=pl.int_range(pl.len(), dtype=pl.UInt32),
    )
    dues = pl.repeat(None, asked.height, dtype=pl.Date, eager=True)
    for place, each in enumerate(ways):
        found = rows.filter(pl.col("_way") == place).select("_row", due=each.due(terms))
        dues = dues.scatter(found["_row"], found["due"])
    return dues


def _moments(links: pl.DataFrame, duties: Sequence[Duty]) -> pl.Series:
    """When limits in hours run out, where the hour of the trigger is known."""
    limits = [duty.within if duty.within.unit is Unit.HOURS and not duty.before else None for duty in duties]
    different = list(dict.fromkeys(filter(None, limits)))
    places = pl.Series([different.index(limit) if limit else None for limit in limits], dtype=pl.Int32)
    rows = links.select("trigger_at", _FIRST, _limit=_of_duty(places)).with_row_index("_row")
    rows = rows.filter(pl.col("sequence") & pl.col("_limit").is_not_null())
    moments = pl.repeat(None, links.height, dtype=pl.Datetime("us"), eager=True)
    for place, limit in enumerate(different):
        found = rows.filter(pl.col("_limit") == place)
        found = found.select("_row", at=due_at_expr(pl.col("trigger_at"), limit))
        moments = moments.scatter(found["_row"], found["at"])
    return moments


def _shown(duties: Sequence[Duty], record: Record) -> dict[str, pl.Expr]:
    """Whether the sources cover the time until the due date, and reach it. A duty's tables are told in
    stretches of days; where another duty has more of them, this one has some that cover nothing.
    """
    told = [
        [spans(duty, record, best_shown(duty, record), tables) for tables in duty.must_tell]
        for duty in duties
    ]
    groups = max(map(len, told))
    many = max(len(stretches) for duty in told for stretches in duty)
    notice = pl.Series([duty.notice_days for duty in duties], dtype=pl.Int64)
    owed_from = pl.col("trigger") - pl.duration(days=_of_duty(notice))
    covered, reached = [], []
    for group in range(groups):
        own = [duty[min(group, len(duty) - 1)] for duty in told]
        inside = []
        for n in range(many):
            first, last = zip(*(each[n] if n < len(each) else _NEVER for each in own), strict=True)
            inside.append(
                (owed_from >= _of_duty(pl.Series(first))) & (pl.col("due") <= _of_duty(pl.Series(last)))
            )
        covered.append(pl.any_horizontal(inside) if inside else pl.lit(value=False))
        ends = pl.Series([each[-1][1] if each else date.min for each in own])
        reached.append(pl.col("due") <= _of_duty(ends))
    return {"_to_due": pl.all_horizontal(covered), "_reached": pl.all_horizontal(reached)}


def _of_duty(values: pl.Series) -> pl.Expr:
    return pl.lit(values).gather(pl.col(DUTY))
