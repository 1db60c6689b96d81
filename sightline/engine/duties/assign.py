"""Which events fall to which occasion, and the obligations that follow: the arithmetic before any judgement.

One-off duty: the first event from the trigger on (or within the lookback before it) meets the occasion, until
the child's next occasion begins or this one ends. Repeating duty: a chain, in which each fulfilment, and each
refusal, closes one obligation and starts the next; events of one day are one, a fulfilment before a refusal;
the last obligation of a chain is open unless the duty ended that very day.
"""

from datetime import date, timedelta

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties.clock import due_at_expr, due_before_expr, due_expr
from sightline.engine.duties.duty import Duty, Substance, Unit

OCCASION = ("person_id", "occasion")
_FOUND = (*OCCASION, "trigger", "ends", "on", "at", "outcome", "substance", "rows")


def first_row() -> pl.Expr:
    """What settles a tie, so that the same files always give the same answer."""
    return pl.col("rows").list.first()


def known_occasions(occasions: pl.LazyFrame, as_at: date, notice_days: int = 0) -> pl.LazyFrame:
    """Occasions as they stood on a day: later ones unseen (but for those within notice), later endings not
    known yet."""
    last = as_at + timedelta(notice_days)
    seen = occasions.filter(pl.col("trigger").is_null() | (pl.col("trigger") <= last))
    ended = pl.col("ends") <= as_at
    return seen.with_columns(
        ends=pl.when(ended).then("ends"), ended_because=pl.when(ended).then("ended_because")
    ).sort("person_id", "trigger", "occasion", nulls_last=True)


def fall_to(duty: Duty, occasions: pl.LazyFrame, events: pl.LazyFrame) -> pl.LazyFrame:
    """Events joined to the occasions whose time they fall in (an event may name its occasion itself).

    Columns: person_id, occasion and those of the event; sorted by time within the occasion.
    """
    following = pl.col("trigger").shift(-1).over("person_id")
    spans = occasions.filter(pl.col("trigger").is_not_null()).with_columns(following=following)
    spans = spans.select(*OCCASION, "trigger", "ends", "following")
    dated = events.filter(pl.col("on").is_not_null())
    named = dated.filter(pl.col("occasion").is_not_null()).join(spans, on=OCCASION, how="inner")
    loose = (
        dated.filter(pl.col("occasion").is_null()).drop("occasion").join(spans, on="person_id", how="inner")
    )
    loose = loose.filter(pl.col("following").is_null() | (pl.col("on") < pl.col("following")))
    both = pl.concat([named.select(_FOUND), loose.select(_FOUND)])
    since = pl.col("trigger") - pl.duration(days=duty.reach_back - int(duty.after_trigger))
    inside = (pl.col("on") >= since) & (pl.col("ends").is_null() | (pl.col("on") <= pl.col("ends")))
    return both.filter(inside).sort(*OCCASION, "on", "at", first_row(), nulls_last=True)


def _one_a_day(found: pl.LazyFrame) -> pl.LazyFrame:
    """Of the events of one day the one that tells most: a fulfilment, the earliest hour, content seen."""
    order = {
        "on": pl.col("on"),
        "refused": pl.col("outcome") != "met",
        "at": pl.col("at"),
        "blank": (pl.col("substance") != Substance.CONTENT_SEEN.value).fill_null(value=True),
        "row": first_row(),
        "substance": pl.col("substance"),
    }
    ordered = found.sort(*OCCASION, *order.values(), nulls_last=True)
    return ordered.unique((*OCCASION, "on"), keep="first", maintain_order=True)


def single(duty: Duty, occasions: pl.LazyFrame, found: pl.LazyFrame, authority: Authority) -> pl.LazyFrame:
    """One obligation for each occasion: the first event that met it, the last refusal since its trigger."""
    days = _one_a_day(found)
    met = days.filter(pl.col("outcome") == "met").unique(OCCASION, keep="first", maintain_order=True)
    met = met.select(*OCCASION, "substance", met_on="on", met_at="at", met_rows="rows")
    owed_from = pl.col("trigger") - pl.duration(days=duty.notice_days)
    refused = found.filter((pl.col("outcome") == "refused") & (pl.col("on") >= owed_from))
    refused = refused.unique(OCCASION, keep="last", maintain_order=True)
    refused = refused.select(*OCCASION, refused_on="on", refused_rows="rows")
    joined = occasions.join(met, on=OCCASION, how="left", maintain_order="left")
    joined = joined.join(refused, on=OCCASION, how="left", maintain_order="left")
    joined = joined.with_columns(sequence=pl.lit(0, pl.Int32), trigger_rows="rows")
    if duty.before:
        return _with_due(duty, joined, due_before_expr(pl.col("trigger"), duty.within))
    due = due_expr(pl.col("trigger"), duty.within, duty.counts_from, authority.terms, pl.col("limit_n"))
    return _with_due(duty, joined, due)


def chain(duty: Duty, occasions: pl.LazyFrame, found: pl.LazyFrame, authority: Authority) -> pl.LazyFrame:
    """The chain of obligations of each occasion: closed ones in order, then the open one."""
    days = _one_a_day(found).select(*OCCASION, "outcome", "at", "substance", closed="on", closed_rows="rows")
    opening = occasions.select(*OCCASION)
    links = pl.concat([days, opening], how="diagonal").sort(*OCCASION, "closed", nulls_last=True)
    links = links.with_columns(
        sequence=(pl.col("occasion").cum_count().over(OCCASION) - 1).cast(pl.Int32),
        previous=pl.col("closed").shift(1).over(OCCASION),
        previous_rows=pl.col("closed_rows").shift(1).over(OCCASION),
    )
    joined = links.join(occasions, on=OCCASION, how="left", maintain_order="left")
    first = pl.col("sequence") == 0
    opened = due_expr(pl.col("trigger"), duty.within, duty.counts_from, authority.terms, pl.col("limit_n"))
    due = pl.when(first).then(opened).otherwise(_after(duty, "previous", authority))
    joined = joined.with_columns(started=pl.when(first).then("trigger").otherwise("previous"))
    joined = _with_due(duty, joined, _switched(duty, due, authority))
    met, refused = pl.col("outcome") == "met", pl.col("outcome") == "refused"
    joined = joined.with_columns(
        due_at=pl.when(first).then("due_at"),
        trigger=pl.col("started"),
        trigger_at=pl.when(first).then("trigger_at"),
        trigger_rows=pl.when(first).then("rows").otherwise("previous_rows"),
        met_on=pl.when(met).then("closed"),
        met_at=pl.when(met).then("at"),
        met_rows=pl.when(met).then("closed_rows"),
        refused_on=pl.when(refused).then("closed"),
        refused_rows=pl.when(refused).then("closed_rows"),
    )
    # A chain whose last event fell on the very day the duty ended owes nothing more.
    over = (pl.col("trigger") == pl.col("ends")).fill_null(value=False) & (pl.col("sequence") > 0)
    return joined.filter(~over)


def _after(duty: Duty, column: str, authority: Authority) -> pl.Expr:
    return due_expr(pl.col(column), duty.every or duty.within, duty.counts_from, authority.terms)


def _switched(duty: Duty, due: pl.Expr, authority: Authority) -> pl.Expr:
    """``then_every`` takes over where the ordinary due date would reach the day of the switch."""
    if duty.then_every is None:
        return due
    later = due_expr(pl.col("started"), duty.then_every, duty.counts_from, authority.terms)
    return pl.when((due >= pl.col("switches")).fill_null(value=False)).then(later).otherwise(due)


def _with_due(duty: Duty, frame: pl.LazyFrame, due: pl.Expr) -> pl.LazyFrame:
    at = pl.lit(None, pl.Datetime("us")) if duty.before else due_at_expr(pl.col("trigger_at"), duty.within)
    frame = frame.with_columns(due=due, due_at=at)
    earliest = pl.lit(None, pl.Date)
    if duty.earliest is not None:
        earliest = due_expr(pl.col("trigger"), duty.earliest, duty.counts_from)
    if duty.within.unit is not Unit.HOURS:
        return frame.with_columns(earliest=earliest)
    return frame.with_columns(due=pl.coalesce(pl.col("due_at").dt.date(), "due"), earliest=earliest)
