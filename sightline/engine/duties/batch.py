"""Many duties at once: the occasions of all of them in one frame, their events in another.

A county has some two hundred duties, and most of what each asks for is the same: a pass over them together
costs a fraction of as many passes. One-off duties come first, then those that repeat. Inside, whole numbers
stand for texts: ``_duty`` (the place in ``duties``), ``_owed`` (duty and person together), ``_occasion`` and
``_event`` (rows of the two frames).
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties.duty import Duty
from sightline.engine.duties.events import MET, REFUSED
from sightline.engine.records.record import Record

DUTY, OWED, OCCASION, EVENT = "_duty", "_owed", "_occasion", "_event"
_ROOM = 1 << 32


@dataclass(frozen=True)
class Batch:
    """``occasions``: OCCASION_SCHEMA with ``_duty``, ``_owed`` and ``_occasion``, sorted by duty, person,
    trigger and name. ``events``: ``_owed``, ``_event``, occasion, ``_named`` (whether it names one), on,
    ``_met`` and ``_refused`` (bool), of people to whom something is owed. ``told``: EVENT_SCHEMA, the row of
    each ``_event``. ``people`` and ``names``: those of ``person_id`` and ``occasion``, which are categories
    here, in the order that they have in keys."""

    duties: tuple[Duty, ...]
    occasions: pl.DataFrame
    events: pl.DataFrame
    told: pl.DataFrame
    people: pl.Enum
    names: pl.Enum

    @property
    def one_off(self) -> int:
        """How many of the duties are owed once; they stand first."""
        return sum(duty.every is None for duty in self.duties)

    @property
    def slashed(self) -> bool:
        """Whether a name holds a slash, by which the parts of a key are told apart: its rows may then stand
        elsewhere than their parts do."""
        used = (self.people.categories, self.names.categories)
        return any(names.str.contains("/", literal=True).any() for names in used)


def gathered(duties: Iterable[Duty], record: Record, as_at: date, authority: Authority) -> Batch | None:
    """All that is owed as it stood on a day, and all that had happened by it; None where nothing is owed.

    Later occasions are unseen (but for those within a duty's notice), later endings not known yet.
    """
    ordered = sorted(duties, key=lambda duty: duty.every is not None)
    with ThreadPoolExecutor(pl.thread_pool_size()) as beside:
        asked = beside.map(partial(_asked, record=record, authority=authority), ordered)
        found = [(duty, *frames) for duty, frames in zip(ordered, asked, strict=True) if frames]
    if not found:
        return None
    kept, owed, done = zip(*found, strict=True)
    notice = pl.Series([duty.notice_days for duty in kept], dtype=pl.Int64)
    last = pl.lit(as_at) + pl.duration(days=pl.lit(notice).gather(pl.col(DUTY)))
    occasions = _together(owed)
    begun = occasions.select((pl.col("trigger") <= last).fill_null(value=True)).to_series()
    if not begun.all():
        occasions = occasions.filter(begun)
    if occasions.is_empty():
        return None
    people, names = _names(occasions["person_id"]), _names(occasions["occasion"])
    occasions = occasions.with_columns(pl.col("person_id").cast(people), pl.col("occasion").cast(names))
    told = _together(done)
    happened = _happened(told, people, names, as_at)
    return Batch(kept, _ordered(occasions, as_at), happened, told, people, names)


def _asked(duty: Duty, record: Record, authority: Authority) -> tuple[pl.DataFrame, pl.DataFrame] | None:
    """Occasions and events of a duty; None where it is owed to nobody."""
    occasions = duty.owed_to(record, authority)
    return None if occasions.is_empty() else (occasions, duty.met_by(record, authority))


def _together(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The frames of all duties, each row with the place of its duty."""
    heights = pl.Series([frame.height for frame in frames], dtype=pl.UInt32)
    places = pl.int_range(len(frames), dtype=pl.UInt32, eager=True)
    numbers = pl.select(pl.lit(places).repeat_by(pl.lit(heights)).explode(empty_as_null=False).alias(DUTY))
    return pl.concat(frames, rechunk=True).hstack(numbers)


def _names(texts: pl.Series) -> pl.Enum:
    """The names in a column as categories, in the order that they have in keys: before a slash."""
    names = texts.drop_nulls().unique().to_frame("name")
    return pl.Enum(names.select(pl.col("name").sort_by(pl.col("name") + "/")).to_series())


def _owed() -> pl.Expr:
    person = pl.col("person_id").to_physical().cast(pl.Int64)
    return (pl.col(DUTY).cast(pl.Int64) * _ROOM + person).alias(OWED)


def _ordered(occasions: pl.DataFrame, as_at: date) -> pl.DataFrame:
    ended = pl.col("ends") <= as_at
    known = occasions.with_columns(
        _owed(),
        ends=pl.when(ended).then("ends"),
        ended_because=pl.when(ended).then("ended_because"),
    )
    return known.sort(OWED, "trigger", "occasion", nulls_last=True).with_row_index(OCCASION)


def _happened(told: pl.DataFrame, people: pl.Enum, names: pl.Enum, as_at: date) -> pl.DataFrame:
    events = (
        told.lazy()
        .with_row_index(EVENT)
        .select(
            EVENT,
            DUTY,
            "on",
            pl.col("person_id").cast(people, strict=False),
            pl.col("occasion").cast(names, strict=False),
            _named=pl.col("occasion").is_not_null(),
            _met=(pl.col("outcome") == MET).fill_null(value=False),
            _refused=(pl.col("outcome") == REFUSED).fill_null(value=False),
        )
    )
    seen = pl.col("on").is_null() | (pl.col("on") <= as_at)
    events = events.filter(seen & pl.col("person_id").is_not_null())
    return events.select(_owed(), EVENT, "occasion", "_named", "on", "_met", "_refused").collect()
