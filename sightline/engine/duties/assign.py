"""Which events fall to which occasion, and the obligations that follow: the arithmetic before any judgement.

One-off duty: the first event from the trigger on (or within the lookback before it) belongs to the occasion,
until the next occasion begins or this one ends. Repeating duty: a chain, in which each fulfilment starts the
next obligation; events on one day are one; the last obligation of a chain is open unless the duty ended.
"""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties.clock import due_at_expr, due_expr
from sightline.engine.duties.duty import Duty

_EVENT = ("on", "at", "substance", "rows")


def known_occasions(occasions: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Occasions as they stood on a day: later ones unseen, later endings not known yet."""
    seen = occasions.filter(pl.col("trigger").is_null() | (pl.col("trigger") <= as_at))
    ended = pl.col("ends") <= as_at
    return seen.with_columns(
        ends=pl.when(ended).then("ends"), ended_because=pl.when(ended).then("ended_because")
    ).sort("person_id", "trigger", "occasion", nulls_last=True)


def fall_to(duty: Duty, occasions: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Events joined to the occasions whose time they fall in (an event may name its occasion itself).

    Columns: person_id, occasion and those of the event; sorted by time within the occasion.
    """
    following = pl.col("trigger").shift(-1).over("person_id")
    spans = occasions.filter(pl.col("trigger").is_not_null()).with_columns(following=following)
    spans = spans.select("person_id", "occasion", "trigger", "ends", "following")
    dated = events.filter(pl.col("on").is_not_null())
    named = dated.filter(pl.col("occasion").is_not_null()).join(
        spans.drop("following"), on=["person_id", "occasion"], how="inner"
    )
    loose = (
        dated.filter(pl.col("occasion").is_null()).drop("occasion").join(spans, on="person_id", how="inner")
    )
    loose = loose.filter(pl.col("following").is_null() | (pl.col("on") < pl.col("following")))
    both = pl.concat([named.select(_FOUND), loose.select(_FOUND)])
    since = pl.col("trigger") - pl.duration(days=duty.lookback_days - int(duty.after_trigger))
    inside = (pl.col("on") >= since) & (pl.col("ends").is_null() | (pl.col("on") <= pl.col("ends")))
    return both.filter(inside).sort("person_id", "occasion", "on", "at", nulls_last=True)


_FOUND = ("person_id", "occasion", "trigger", "ends", "on", "at", "outcome", "substance", "rows")


def _first_of_day(met: pl.DataFrame) -> pl.DataFrame:
    best = met.with_columns(seen=(pl.col("substance") == "content seen").fill_null(value=False))
    best = best.sort(
        "person_id",
        "occasion",
        "on",
        "at",
        "seen",
        descending=[False, False, False, False, True],
        nulls_last=True,
    )
    return best.unique(("person_id", "occasion", "on"), keep="first", maintain_order=True)


def single(duty: Duty, occasions: pl.DataFrame, found: pl.DataFrame, authority: Authority) -> pl.DataFrame:
    """One obligation for each occasion, with the first event that met it."""
    met = _first_of_day(found.filter(pl.col("outcome") == "met"))
    met = met.unique(("person_id", "occasion"), keep="first", maintain_order=True)
    met = met.select(
        "person_id", "occasion", met_on="on", met_at="at", substance="substance", met_rows="rows"
    )
    joined = occasions.join(met, on=["person_id", "occasion"], how="left", maintain_order="left")
    joined = joined.with_columns(sequence=pl.lit(0, pl.Int32), trigger_rows="rows")
    trigger = pl.col("trigger")
    due = due_expr(trigger, duty.within, duty.counts_from, authority.terms, pl.col("limit_n"))
    return _with_due(duty, joined, due)


def chain(duty: Duty, occasions: pl.DataFrame, found: pl.DataFrame, authority: Authority) -> pl.DataFrame:
    """The chain of obligations of each occasion: met ones in order, then the open one."""
    met = _first_of_day(found.filter(pl.col("outcome") == "met")).select(
        "person_id", "occasion", met_on="on", met_at="at", substance="substance", met_rows="rows"
    )
    opening = occasions.select("person_id", "occasion").with_columns(
        met_on=pl.lit(None, pl.Date),
        met_at=pl.lit(None, pl.Datetime("us")),
        substance=pl.lit(None, pl.String),
        met_rows=pl.lit(None, pl.List(pl.String())),
    )
    links = pl.concat([met, opening]).sort("person_id", "occasion", "met_on", "met_at", nulls_last=True)
    over = ("person_id", "occasion")
    links = links.with_columns(
        sequence=(pl.col("occasion").cum_count().over(over) - 1).cast(pl.Int32),
        previous=pl.col("met_on").shift(1).over(over),
        previous_rows=pl.col("met_rows").shift(1).over(over),
    )
    joined = links.join(occasions, on=["person_id", "occasion"], how="left", maintain_order="left")
    first = pl.col("previous").is_null()
    opened = due_expr(pl.col("trigger"), duty.within, duty.counts_from, authority.terms, pl.col("limit_n"))
    due = pl.when(first).then(opened).otherwise(_repeat_due(duty, authority))
    joined = _with_due(duty, joined, due)
    joined = joined.with_columns(
        due_at=pl.when(first).then("due_at"),
        trigger=pl.when(first).then("trigger").otherwise("previous"),
        trigger_at=pl.when(first).then("trigger_at"),
        trigger_rows=pl.when(first).then("rows").otherwise("previous_rows"),
    )
    # The fulfilment on the very day the duty ended closes the chain: nothing more is owed.
    return joined.filter(
        ~(pl.col("trigger") == pl.col("ends")).fill_null(value=False) | (pl.col("sequence") == 0)
    )


def _repeat_due(duty: Duty, authority: Authority) -> pl.Expr:
    assert duty.every is not None
    every = due_expr(pl.col("previous"), duty.every, duty.counts_from, authority.terms)
    if duty.then_every is None:
        return every
    later = due_expr(pl.col("previous"), duty.then_every, duty.counts_from, authority.terms)
    return pl.when((every > pl.col("switches")).fill_null(value=False)).then(later).otherwise(every)


def _with_due(duty: Duty, frame: pl.DataFrame, due: pl.Expr) -> pl.DataFrame:
    at = due_at_expr(pl.col("trigger_at"), duty.within)
    frame = frame.with_columns(due=due, due_at=at)
    earliest = pl.lit(None, pl.Date)
    if duty.earliest is not None:
        earliest = due_expr(pl.col("trigger"), duty.earliest, duty.counts_from)
    return frame.with_columns(due=pl.coalesce(pl.col("due_at").dt.date(), "due"), earliest=earliest)
