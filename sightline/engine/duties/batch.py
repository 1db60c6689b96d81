"""Many duties at once: the occasions of all of them in one frame, their events in another.

A county has some two hundred duties, and most of what each asks for is the same: a pass over them together
costs a fraction of as many passes. One-off duties come first, then those that repeat. Inside, whole numbers
stand for texts: ``_duty`` (the place in ``duties``), ``_owed`` (duty and person together), ``_occasion`` and
``_event`` (rows of the two frames).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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
    trigger and name. ``events``: EVENT_SCHEMA with ``_owed``, ``_event``, ``_met``, ``_refused`` (bool)."""

    duties: tuple[Duty, ...]
    occasions: pl.DataFrame
    events: pl.DataFrame

    @property
    def one_off(self) -> int:
        """How many of the duties are owed once; they stand first."""
        return sum(duty.every is None for duty in self.duties)


def gathered(duties: Iterable[Duty], record: Record, as_at: date, authority: Authority) -> Batch | None:
    """All that is owed as it stood on a day, and all that had happened by it; None where nothing is owed.

    Later occasions are unseen (but for those within a duty's notice), later endings not known yet.
    """
    kept: list[Duty] = []
    owed: list[pl.DataFrame] = []
    done: list[pl.DataFrame] = []
    for duty in sorted(duties, key=lambda duty: duty.every is not None):
        occasions = duty.owed_to(record, authority)
        if not occasions.is_empty():
            owed.append(occasions)
            done.append(duty.met_by(record, authority))
            kept.append(duty)
    if not kept:
        return None
    notice = pl.Series([duty.notice_days for duty in kept], dtype=pl.Int64)
    last = pl.lit(as_at) + pl.duration(days=pl.lit(notice).gather(pl.col(DUTY)))
    occasions = _together(owed).filter(pl.col("trigger").is_null() | (pl.col("trigger") <= last))
    if occasions.is_empty():
        return None
    people = pl.Enum(occasions["person_id"].drop_nulls().unique())
    return Batch(tuple(kept), _ordered(occasions, people, as_at), _happened(_together(done), people, as_at))


def _together(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """The frames of all duties, each row with the place of its duty."""
    heights = pl.Series([frame.height for frame in frames], dtype=pl.UInt32)
    places = pl.int_range(len(frames), dtype=pl.UInt32, eager=True)
    numbers = pl.select(pl.lit(places).repeat_by(pl.lit(heights)).explode(empty_as_null=False).alias(DUTY))
    return pl.concat(frames).hstack(numbers)


def _owed(people: pl.Enum) -> pl.Expr:
    person = pl.col("person_id").cast(people, strict=False).to_physical().cast(pl.Int64)
    return (pl.col(DUTY).cast(pl.Int64) * _ROOM + person).alias(OWED)


def _ordered(occasions: pl.DataFrame, people: pl.Enum, as_at: date) -> pl.DataFrame:
    ended = pl.col("ends") <= as_at
    known = occasions.with_columns(
        _owed(people),
        ends=pl.when(ended).then("ends"),
        ended_because=pl.when(ended).then("ended_because"),
    )
    return known.sort(OWED, "trigger", "occasion", nulls_last=True).with_row_index(OCCASION)


def _happened(events: pl.DataFrame, people: pl.Enum, as_at: date) -> pl.DataFrame:
    events = events.filter(pl.col("on").is_null() | (pl.col("on") <= as_at))
    return events.with_columns(
        _owed(people),
        _met=(pl.col("outcome") == MET).fill_null(value=False),
        _refused=(pl.col("outcome") == REFUSED).fill_null(value=False),
    ).with_row_index(EVENT)
