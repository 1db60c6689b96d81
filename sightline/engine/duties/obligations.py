"""Evaluate duties over a record as at a date."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import assign
from sightline.engine.duties.allocation import held_on
from sightline.engine.duties.batch import DUTY, OCCASION, Batch, gathered
from sightline.engine.duties.dues import with_dues
from sightline.engine.duties.duty import Duty, Substance
from sightline.engine.duties.judge import judge
from sightline.engine.duties.obligation import OBLIGATION_SCHEMA
from sightline.engine.records.record import Record

WHICH = ("person_id", "duty", "occasion", "sequence")
"""What tells one obligation of an authority from another."""


def evaluate(
    record: Record,
    as_at: date,
    authority: Authority,
    duties: Iterable[Duty] | None = None,
    contradictions: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Every obligation that had arisen by a date, in the state in which it then stood.

    Returns OBLIGATION_SCHEMA sorted by key. Events and endings after ``as_at`` are not seen. Duties apply to
    triggers between their valid_from and valid_to: the law of one year never judges another. The rules by
    which events fall to obligations stand in ``assign``, the states in ``judge``. ``contradictions``
    (person_id, duty, occasion, sequence) names fulfilments that a check or an audit found untrue: their
    substance becomes "contradicted". Raises ValueError where the authority's file sets a limit of law.
    """
    if duties is None:
        from sightline.engine.duties.catalogue import DUTIES

        duties = DUTIES.values()
    own = [with_local_limit(duty, authority) for duty in duties]
    batch = gathered(own, record, as_at, authority)
    if batch is None:
        return pl.DataFrame(schema=OBLIGATION_SCHEMA)
    frame = _finished(batch, _judged(batch, record, as_at, authority), authority)
    frame = frame.with_columns(_counted_on=pl.min_horizontal("due", "ended_on", pl.lit(as_at)))
    frame = held_on(frame, "_counted_on", record, authority)
    if contradictions is not None:
        frame = _contradicted(frame, contradictions)
    frame = frame.select(pl.col(name).cast(kind) for name, kind in OBLIGATION_SCHEMA.items())
    return frame.sort("key") if batch.slashed else frame


def _contradicted(frame: pl.DataFrame, contradictions: pl.DataFrame) -> pl.DataFrame:
    """Fulfilments that were found untrue keep their dates and lose their substance."""
    untrue = contradictions.select(*WHICH).unique().with_columns(_untrue=pl.lit(value=True))
    frame = frame.join(untrue, on=WHICH, how="left", maintain_order="left")
    believed = pl.col("_untrue").is_null() | pl.col("met_on").is_null()
    contradicted = pl.lit(Substance.CONTRADICTED.value)
    return frame.with_columns(substance=pl.when(believed).then("substance").otherwise(contradicted))


def with_local_limit(duty: Duty, authority: Authority) -> Duty:
    """The duty under this authority's own number, where it set one for a local standard.

    The number is that of the first limit, and of those that follow where they are the same: an interval of
    its own (first after six weeks, then every three months) stays.
    Raises ValueError where the authority's file sets a limit that is not the authority's to set.
    """
    n = authority.local_limits.get(duty.id)
    if n is None:
        return duty
    if any(basis.kind != "local standard" for basis in duty.basis):
        raise ValueError(f"{authority.name}: the limit of {duty.id} is set by {duty.basis[0]}, not locally")
    within = replace(duty.within, n=n)
    return replace(duty, within=within, every=within if duty.every == duty.within else duty.every)


def _judged(batch: Batch, record: Record, as_at: date, authority: Authority) -> pl.DataFrame:
    """Every obligation of a batch, judged; texts of its occasion and events still to be fetched."""
    found = assign.fall_to(batch)
    days = assign.one_a_day(found, batch.told)
    alone, chained = assign.single(batch, found, days), assign.chain(batch, days)
    links = pl.concat([alone, chained.select(alone.columns)])
    links = with_dues(links, batch.duties, record, authority)
    links = links.filter(_in_force(batch.duties) & ~_over())
    because = batch.occasions["ended_because"].gather(links[OCCASION])
    met_at = pl.when(pl.col("met_on").is_not_null()).then(batch.told["at"].gather(links["_met_by"]))
    links = links.with_columns(because, met_at=met_at)
    return judge(batch.duties, links, assign.undated(batch), record, as_at)


def _in_force(duties: Sequence[Duty]) -> pl.Expr:
    """Whether the law that was broken or kept was in force when the clock started."""
    trigger = pl.col("trigger")
    since = pl.lit(pl.Series([duty.valid_from for duty in duties], dtype=pl.Date)).gather(pl.col(DUTY))
    until = pl.lit(pl.Series([duty.valid_to for duty in duties], dtype=pl.Date)).gather(pl.col(DUTY))
    return trigger.is_null() | (
        (trigger >= since).fill_null(value=True) & (trigger <= until).fill_null(value=True)
    )


def _over() -> pl.Expr:
    """A chain whose last event fell on the very day the duty ended owes nothing more."""
    return (pl.col("trigger") == pl.col("ends")).fill_null(value=False) & (pl.col("sequence") > 0)


def _by_key(batch: Batch, links: pl.DataFrame) -> pl.Series:
    """The rows in the order of their keys, by one number for each: texts are dear to sort."""
    duties = [f"{duty.id}/" for duty in batch.duties]
    numbers = [str(number) for number in range(1 + (links.select(pl.col("sequence").max()).item() or 0))]
    place = pl.col("person_id").to_physical().cast(pl.Int64)
    place = place * len(duties) + _places(duties).gather(pl.col(DUTY))
    place = place * len(batch.names.categories) + pl.col("occasion").to_physical()
    place = place * len(numbers) + _places(numbers).gather(pl.col("sequence"))
    return links.select(place.arg_sort()).to_series()


def _places(texts: list[str]) -> pl.Expr:
    return pl.lit(pl.Series(texts).rank("ordinal").cast(pl.Int64) - 1)


def _finished(batch: Batch, judged: pl.DataFrame, authority: Authority) -> pl.DataFrame:
    """The columns of OBLIGATION_SCHEMA but for the holders, by key: the texts are fetched here."""
    fetched = batch.occasions.select("person_id", "occasion", "entered_on", "rows")
    names = judged.select(DUTY, "sequence").hstack(fetched.select("person_id", "occasion")[judged[OCCASION]])
    judged = judged[_by_key(batch, names)]
    duties = pl.Series([duty.id for duty in batch.duties], dtype=pl.String)
    subjects = pl.Series([duty.subject.value for duty in batch.duties], dtype=pl.String)
    told = batch.told
    frame = judged.hstack(fetched[judged[OCCASION]]).with_columns(
        pl.col("person_id", "occasion").cast(pl.String),
        duty=pl.lit(duties).gather(pl.col(DUTY)),
        subject=pl.lit(subjects).gather(pl.col(DUTY)),
        ended_on="ends",
        substance=pl.when(pl.col("met_on").is_not_null()).then(told["substance"].gather(judged["_met_by"])),
        met_rows=told["rows"].gather(judged["_met_by"]),
        trigger_rows=pl.when(pl.col("_started_by").is_null())
        .then("rows")
        .otherwise(told["rows"].gather(judged["_started_by"])),
    )
    parts = ("person_id", "duty", "occasion", "sequence")
    return frame.with_columns(key=pl.format("{}/{}/{}/{}/{}", pl.lit(authority.id), *parts))
