"""Which events fall to which occasion, and the obligations that follow: the arithmetic before any judgement.

One-off duty: the first event from the trigger on (or within the lookback before it) meets the occasion, until
the child's next occasion begins or this one ends. Repeating duty: a chain, in which each fulfilment, and each
refusal, closes one obligation and starts the next; events of one day are one, a fulfilment before a refusal;
the last obligation of a chain is open unless the duty ended that very day.

Frames are of many duties at once (see ``batch``) and hold numbers and days: texts and lists are fetched at
the end.
"""

from datetime import date

import polars as pl

from sightline.engine.duties.batch import ASKED, DUTY, EVENT, OCCASION, OWED, Batch
from sightline.engine.duties.duty import Substance

_DAYS = 1 << 22
_EPOCH = 1 << 20
"""Room for every day from the year 1 to the year 9999, and how far before 1970 it begins."""

_FOUND = (OCCASION, EVENT, "on", "_met", "_refused")
CLOCK = (OCCASION, DUTY, "trigger", "trigger_at", "ends", "limit_n", "switches")
"""The columns of an occasion by which its obligations are counted."""

LINK = (*CLOCK, "sequence", "previous", "_started_by", "met_on", "_met_by", "refused_on", "_refused_by")
"""The columns of an obligation before it is judged."""


def first_row() -> pl.Expr:
    """What settles a tie, so that the same files always give the same answer."""
    return pl.col("rows").list.first()


def _place(number: str, day: str | pl.Expr) -> pl.Expr:
    """A number and a day as one number, by which both are sorted together and found."""
    on = pl.col(day) if isinstance(day, str) else day
    return pl.col(number).cast(pl.Int64) * _DAYS + on.to_physical() + _EPOCH


def fall_to(batch: Batch) -> pl.DataFrame:
    """Events joined to the occasions whose time they fall in (an event may name its occasion itself).

    Columns: _occasion, _event, on, _met, _refused and _place; sorted by occasion and day.
    """
    back = pl.Series([duty.reach_back - int(duty.after_trigger) for duty in batch.duties], dtype=pl.Int64)
    same = pl.col(OWED) == pl.col(OWED).shift(-1)
    spans = batch.occasions.select(
        OCCASION,
        ASKED,
        "occasion",
        since=pl.col("trigger") - pl.duration(days=pl.lit(back).gather(pl.col(DUTY))),
        until="ends",
        next=pl.when(same).then(pl.col("trigger").shift(-1)) - pl.duration(days=1),
    )
    spans = spans.filter(pl.col("since").is_not_null())
    dated = batch.events.filter(pl.col("on").is_not_null())
    named = dated.filter("_named").join(spans, on=[ASKED, "occasion"])
    over = (pl.col("on") > pl.col("until")).fill_null(value=False)
    inside = (pl.col("on") >= pl.col("since")) & ~over
    loose = _within(spans, dated.filter(~pl.col("_named")))
    found = pl.concat([named.filter(inside).select(_FOUND), loose.select(_FOUND)])
    return found.with_columns(_place=_place(OCCASION, "on")).sort("_place")


def _within(spans: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Each span with each event of its person that falls in it, before the next span begins.

    In the order of person and day, a span's events stand together: its first and its last are looked up.
    """
    events = events.with_columns(_place=_place(ASKED, "on")).sort("_place")
    last = pl.min_horizontal("until", "next", pl.lit(date.max))
    bounds = spans.select(OCCASION, first=_place(ASKED, "since"), last=_place(ASKED, last))
    places = events["_place"]
    begins = places.search_sorted(bounds["first"], side="left")
    ends = places.search_sorted(bounds["last"], side="right")
    found = bounds.select(OCCASION, _row=pl.int_ranges(begins, ends)).explode("_row", empty_as_null=False)
    return found.select(OCCASION).hstack(events.drop(ASKED, "_place")[found["_row"]])


def one_a_day(found: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Of the events of one day the one that tells most: a fulfilment, the earliest hour, content seen."""
    place = pl.col("_place")
    alone = ((place != place.shift(1)) & (place != place.shift(-1))).fill_null(value=False)
    marked = found.with_columns(_alone=alone)
    several = marked.filter(~pl.col("_alone"))
    order = {
        "_place": pl.col("_place"),
        "no": ~pl.col("_met"),
        "at": pl.col("at"),
        "blank": (pl.col("substance") != Substance.CONTENT_SEEN.value).fill_null(value=True),
        "row": first_row(),
        "substance": pl.col("substance"),
    }
    several = several.hstack(told.select("at", "substance", "rows")[several[EVENT]])
    best = several.sort(*order.values(), nulls_last=True).unique("_place", keep="first", maintain_order=True)
    days = pl.concat([marked.filter("_alone").select(found.columns), best.select(found.columns)])
    return days.sort("_place")


def _first(found: pl.DataFrame) -> pl.DataFrame:
    """The first event of each occasion, of events in their order."""
    return found.filter(pl.col(OCCASION).ne_missing(pl.col(OCCASION).shift(1)))


def _first_refusal(found: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    """The first refusal of each occasion since it was owed: by it the obligation is judged, kept or late."""
    notice = pl.Series([duty.notice_days for duty in batch.duties], dtype=pl.Int64)
    refused = found.filter("_refused")
    refused = refused.hstack(batch.told.select("at", "rows")[refused[EVENT]])
    refused = refused.hstack(batch.occasions.select("trigger", DUTY)[refused[OCCASION]])
    since = pl.col("trigger") - pl.duration(days=pl.lit(notice).gather(pl.col(DUTY)))
    refused = refused.filter(pl.col("on") >= since).sort("_place", "at", first_row(), nulls_last=True)
    return _first(refused).select(OCCASION, refused_on="on", _refused_by=EVENT)


def links(batch: Batch) -> pl.DataFrame:
    """The obligations of half a batch: LINK, in the order of their occasions."""
    found = fall_to(batch)
    days = one_a_day(found, batch.told)
    return _chains(batch, days) if batch.repeats else _single(batch, found, days)


def _single(batch: Batch, found: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    """One obligation for each occasion of a one-off duty: the first event that met it, and the first
    refusal since its trigger."""
    met = _first(days.filter("_met")).select(OCCASION, met_on="on", _met_by=EVENT)
    joined = batch.occasions.select(CLOCK).join(met, on=OCCASION, how="left", maintain_order="left")
    joined = joined.join(_first_refusal(found, batch), on=OCCASION, how="left", maintain_order="left")
    return joined.with_columns(
        sequence=pl.lit(0, pl.Int32),
        previous=pl.lit(None, pl.Date),
        _started_by=pl.lit(None, pl.UInt32),
    ).select(LINK)


def _chains(batch: Batch, days: pl.DataFrame) -> pl.DataFrame:
    """The chain of obligations of each occasion of a repeating duty: closed ones in order, then the open
    one."""
    owed = batch.occasions.select(CLOCK)
    closed = days.rename({"on": "closed"})
    opening = owed.select(OCCASION, _place=(pl.col(OCCASION).cast(pl.Int64) + 1) * _DAYS - 1)
    chains = pl.concat([closed, opening], how="diagonal").sort("_place")
    follows = (pl.col(OCCASION) == pl.col(OCCASION).shift(1)).fill_null(value=False)
    number = pl.int_range(pl.len(), dtype=pl.Int32)
    chains = chains.select(
        OCCASION,
        sequence=number - pl.when(~follows).then(number).forward_fill(),
        previous=pl.when(follows).then(pl.col("closed").shift(1)),
        _started_by=pl.when(follows).then(pl.col(EVENT).shift(1)),
        met_on=pl.when("_met").then("closed"),
        _met_by=pl.when("_met").then(EVENT),
        refused_on=pl.when("_refused").then("closed"),
        _refused_by=pl.when("_refused").then(EVENT),
    )
    return chains.hstack(owed.drop(OCCASION)[chains[OCCASION]]).select(LINK)


def undated(batch: Batch) -> pl.DataFrame:
    """Occasions to which a fulfilment without its date could belong: the one it names, else all of the
    child's."""
    events = batch.events.filter(pl.col("on").is_null() & pl.col("_met"))
    owed = batch.occasions.select(OCCASION, ASKED, "occasion")
    named = owed.join(events, on=[ASKED, "occasion"], how="semi")
    loose = owed.join(events.filter(~pl.col("_named")), on=ASKED, how="semi")
    return pl.concat([named, loose]).select(OCCASION).unique()
