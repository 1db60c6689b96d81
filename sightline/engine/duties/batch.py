"""Many duties at once: the occasions of all of them in one frame, their events in another.

A county has some two hundred duties, and most of what each asks for is the same: a pass over them together
costs a fraction of as many passes. One-off duties come first, then those that repeat. Inside, whole numbers
stand for texts: ``_duty`` (the place in ``duties``), ``_owed`` (duty and person together), ``_asked`` (events
and person together: many duties ask for the same events, which are held once), ``_occasion`` and ``_event``
(rows of the two frames).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties.duty import Duty
from sightline.engine.duties.events import MET, REFUSED
from sightline.engine.duties.sharing import side_by_side
from sightline.engine.records.record import Record

DUTY, OWED, ASKED, OCCASION, EVENT, ROW = "_duty", "_owed", "_asked", "_occasion", "_event", "_row"
_TELLING = "_telling"


@dataclass(frozen=True)
class Batch:
    """``owed`` and ``told``: OCCASION_SCHEMA and EVENT_SCHEMA, as they were given.

    ``occasions``: ``_row`` (in ``owed``), ``_duty``, ``_owed``, ``_asked``, person_id,
    occasion and what counts of its clock (trigger, trigger_at, ends, limit_n, switches), sorted by duty,
    person, trigger and name. ``events``: ``_event`` (the row in ``told``), ``_asked``, occasion, ``_named``
    (whether it names one), on, ``_met`` and ``_refused`` (bool), of people to whom something is owed.
    ``people`` and ``names``: those of ``person_id`` and ``occasion``, which are categories here, in the order
    that they have in keys.
    """

    duties: tuple[Duty, ...]
    owed: pl.DataFrame
    told: pl.DataFrame
    occasions: pl.DataFrame
    events: pl.DataFrame
    people: pl.Enum
    names: pl.Enum

    @property
    def repeats(self) -> bool:
        """Whether the duties of its occasions are owed again and again; those that are owed once stand first.
        Ask only of half a batch."""
        return self.duties[self.occasions[DUTY][0]].every is not None

    def halves(self) -> "list[Batch]":
        """The occasions of duties that are owed once, and of those that repeat; ``_occasion`` numbers each
        half of its own. A half without any is left out."""
        once = sum(duty.every is None for duty in self.duties)
        many = int((self.occasions[DUTY] < once).sum())
        parts = (self.occasions.slice(0, many), self.occasions.slice(many))
        return [replace(self, occasions=part.with_row_index(OCCASION)) for part in parts if part.height]

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
    asked = side_by_side(partial(_asked, record=record, authority=authority), ordered)
    found = [(duty, *frames) for duty, frames in zip(ordered, asked, strict=True) if frames]
    if not found:
        return None
    kept, owed, done = zip(*found, strict=True)
    different = {id(frame): frame for frame in done}
    place = {name: n for n, name in enumerate(different)}
    owed_to, told = _together(owed, DUTY), _together(tuple(different.values()), _TELLING)
    people, names = _names(owed_to["person_id"]), _names(owed_to["occasion"])
    occasions = _begun(owed_to, kept, people, names, as_at)
    if occasions.is_empty():
        return None
    telling = pl.Series([place[id(frame)] for frame in done], dtype=pl.Int64)
    asked_of = _of_person(pl.lit(telling).gather(pl.col(DUTY)), people).alias(ASKED)
    happened = _happened(told, people, names, as_at)
    return Batch(kept, owed_to, told, occasions.with_columns(asked_of), happened, people, names)


def _asked(duty: Duty, record: Record, authority: Authority) -> tuple[pl.DataFrame, pl.DataFrame] | None:
    """Occasions and events of a duty; None where it is owed to nobody."""
    occasions = duty.owed_to(record, authority)
    return None if occasions.is_empty() else (occasions, duty.met_by(record, authority))


def _together(frames: Sequence[pl.DataFrame], place: str) -> pl.DataFrame:
    """The rows of all frames, each with the place of its own."""
    heights = pl.Series([frame.height for frame in frames], dtype=pl.UInt32)
    places = pl.int_range(len(frames), dtype=pl.UInt32, eager=True)
    numbers = pl.select(pl.lit(places).repeat_by(pl.lit(heights)).explode(empty_as_null=False).alias(place))
    return pl.concat(frames, rechunk=True).hstack(numbers)


def _names(texts: pl.Series) -> pl.Enum:
    """The names in a column as categories, in the order that they have in keys: before a slash."""
    names = texts.drop_nulls().unique().to_frame("name")
    return pl.Enum(names.select(pl.col("name").sort_by(pl.col("name") + "/")).to_series())


def _of_person(place: pl.Expr, people: pl.Enum) -> pl.Expr:
    """A place and a person as one number."""
    return place.cast(pl.Int64) * len(people.categories) + pl.col("person_id").to_physical().cast(pl.Int64)


def _begun(
    owed: pl.DataFrame, duties: Sequence[Duty], people: pl.Enum, names: pl.Enum, as_at: date
) -> pl.DataFrame:
    """The occasions that had begun by a day, in order, as they stood then."""
    notice = pl.Series([duty.notice_days for duty in duties], dtype=pl.Int64)
    last = pl.lit(as_at) + pl.duration(days=pl.lit(notice).gather(pl.col(DUTY)))
    numbered = owed.with_row_index(ROW).select(
        ROW,
        DUTY,
        pl.col("person_id").cast(people),
        pl.col("occasion").cast(names),
        *("trigger", "trigger_at", "limit_n", "switches"),
        ends=pl.when(pl.col("ends") <= as_at).then("ends"),
    )
    begun = numbered.filter((pl.col("trigger") <= last).fill_null(value=True))
    begun = begun.with_columns(_of_person(pl.col(DUTY), people).alias(OWED))
    return begun.sort(OWED, "trigger", "occasion", nulls_last=True)


def _happened(told: pl.DataFrame, people: pl.Enum, names: pl.Enum, as_at: date) -> pl.DataFrame:
    events = (
        told.lazy()
        .with_row_index(EVENT)
        .select(
            EVENT,
            _TELLING,
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
    asked = _of_person(pl.col(_TELLING), people).alias(ASKED)
    return events.select(asked, EVENT, "occasion", "_named", "on", "_met", "_refused").collect()
