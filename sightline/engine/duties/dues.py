"""By when each obligation was due, and whether the sources cover the time until then: duty by duty."""

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties.batch import DUTY
from sightline.engine.duties.clock import due_at_expr, due_before_expr, due_expr
from sightline.engine.duties.coverage import best_shown, covered, reached, spans
from sightline.engine.duties.duty import Duty, Unit
from sightline.engine.records.record import Record


def with_dues(
    links: pl.DataFrame, duties: tuple[Duty, ...], record: Record, authority: Authority
) -> pl.DataFrame:
    """Add due, due_at, earliest, ``_to_due`` (whether one source covers trigger to due) and ``_reached``
    (whether one was drawn on or after it). In a chain the trigger becomes the event that started the link.

    ``links``: as ``assign`` gives them, the rows of each duty together.
    """
    lengths = links[DUTY].rle()
    parts, start = [], 0
    for length, number in lengths.struct.unnest().iter_rows():
        parts.append(_of_one(duties[number], links.slice(start, length), record, authority))
        start += length
    return pl.concat(parts)


def _of_one(duty: Duty, links: pl.DataFrame, record: Record, authority: Authority) -> pl.DataFrame:
    first = pl.col("sequence") == 0
    at = pl.lit(None, pl.Datetime("us")) if duty.before else due_at_expr(pl.col("trigger_at"), duty.within)
    varies = links["limit_n"].null_count() < links.height
    due = _due(duty, authority, pl.col("limit_n") if varies else None)
    if duty.within.unit is Unit.HOURS:
        due = pl.coalesce(at.dt.date(), due)
    earliest = pl.lit(None, pl.Date)
    if duty.earliest is not None:
        earliest = due_expr(pl.col("trigger"), duty.earliest, duty.counts_from)
    begun = {} if duty.every is None else {
        "trigger": pl.when(first).then("trigger").otherwise("previous"),
        "trigger_at": pl.when(first).then("trigger_at"),
    }  # fmt: skip
    links = links.with_columns(due=due, due_at=pl.when(first).then(at), earliest=earliest, **begun)
    level = best_shown(duty, record)
    told = [spans(duty, record, level, tables) for tables in duty.must_tell]
    owed_from = pl.col("trigger") - pl.duration(days=duty.notice_days)
    return links.with_columns(
        _to_due=pl.all_horizontal(covered(each, owed_from, pl.col("due")) for each in told),
        _reached=pl.all_horizontal(reached(each, pl.col("due")) for each in told),
    )


def _due(duty: Duty, authority: Authority, n: pl.Expr | None) -> pl.Expr:
    trigger, terms = pl.col("trigger"), authority.terms
    if duty.before:
        return due_before_expr(trigger, duty.within)
    opened = due_expr(trigger, duty.within, duty.counts_from, terms, n)
    if duty.every is None:
        return opened
    first = pl.col("sequence") == 0
    due = pl.when(first).then(opened).otherwise(
        due_expr(pl.col("previous"), duty.every, duty.counts_from, terms)
    )  # fmt: skip
    if duty.then_every is None:
        return due
    # ``then_every`` takes over where the ordinary due date would reach the day of the switch.
    started = pl.when(first).then("trigger").otherwise("previous")
    later = due_expr(started, duty.then_every, duty.counts_from, terms)
    return pl.when((due >= pl.col("switches")).fill_null(value=False)).then(later).otherwise(due)
