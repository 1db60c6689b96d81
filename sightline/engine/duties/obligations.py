"""Evaluate duties over a record as at a date."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import assign
from sightline.engine.duties.allocation import held_on
from sightline.engine.duties.batch import DUTY, OCCASION, ROW, Batch, gathered
from sightline.engine.duties.dues import with_dues
from sightline.engine.duties.duty import Duty, Substance
from sightline.engine.duties.judge import judge
from sightline.engine.duties.obligation import OBLIGATION_SCHEMA
from sightline.engine.duties.sharing import side_by_side
from sightline.engine.records.record import Record

_JUDGED = (
    *(DUTY, ROW, "person_id", "occasion", "sequence", "trigger", "trigger_at", "earliest", "due", "due_at"),
    *("met_on", "met_at", "ends", "state", "days_late", "reason", "_met_by", "_started_by"),
)

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
    half = partial(_judged, record=record, as_at=as_at, authority=authority)
    judged = pl.concat(side_by_side(half, batch.halves()))
    judged = judged[_by_key(batch, judged)]

    def described() -> pl.DataFrame:
        return _finished(batch, judged, authority)

    def held() -> pl.DataFrame:
        return held_on(_counting(batch, judged, as_at), "day", record, authority)

    frame = pl.concat(side_by_side(_done, (described, held)), how="horizontal")
    if contradictions is not None:
        frame = _contradicted(frame, contradictions)
    frame = frame.select(pl.col(name).cast(kind) for name, kind in OBLIGATION_SCHEMA.items())
    return frame.sort("key") if batch.slashed else frame


def _done(work: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    return work()


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


def _judged(half: Batch, record: Record, as_at: date, authority: Authority) -> pl.DataFrame:
    """Every obligation of half a batch, judged, with person_id and occasion as categories; its other texts
    are still to be fetched."""
    links = with_dues(assign.links(half), half.duties, record, authority)
    links = links.filter(_in_force(half.duties) & ~_over())
    links = links.hstack(half.occasions.select(ROW, "person_id", "occasion")[links[OCCASION]])
    because = half.owed["ended_because"].gather(links[ROW])
    met_at = half.told["at"].gather(links["_met_by"])
    links = links.with_columns(
        ended_because=pl.when(pl.col("ends").is_not_null()).then(because),
        met_at=pl.when(pl.col("met_on").is_not_null()).then(met_at),
    )
    return judge(half.duties, links, assign.undated(half), record, as_at).select(_JUDGED)


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


def _by_key(batch: Batch, judged: pl.DataFrame) -> pl.Series:
    """The rows in the order of their keys, by one number for each: texts are dear to sort."""
    duties = [f"{duty.id}/" for duty in batch.duties]
    numbers = [str(number) for number in range(1 + (judged.select(pl.col("sequence").max()).item() or 0))]
    place = pl.col("person_id").to_physical().cast(pl.Int64)
    place = place * len(duties) + _places(duties).gather(pl.col(DUTY))
    place = place * len(batch.names.categories) + pl.col("occasion").to_physical()
    place = place * len(numbers) + _places(numbers).gather(pl.col("sequence"))
    return judged.select(place.arg_sort()).to_series()


def _places(texts: list[str]) -> pl.Expr:
    return pl.lit(pl.Series(texts).rank("ordinal").cast(pl.Int64) - 1)


def _counting(batch: Batch, judged: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Whom each obligation is owed to, and the ``day`` on which it counts."""
    return judged.select(
        "person_id", subject=_subject(batch), day=pl.min_horizontal("due", "ends", pl.lit(as_at))
    )


def _subject(batch: Batch) -> pl.Expr:
    subjects = pl.Series([duty.subject.value for duty in batch.duties], dtype=pl.String)
    return pl.lit(subjects).gather(pl.col(DUTY))


def _finished(batch: Batch, judged: pl.DataFrame, authority: Authority) -> pl.DataFrame:
    """The columns of OBLIGATION_SCHEMA but for the holders: the texts are fetched here."""
    told, owed = batch.told, batch.owed
    duties = pl.Series([duty.id for duty in batch.duties], dtype=pl.String)
    rows = pl.concat([owed["rows"], told["rows"]], rechunk=True)
    met_by, met = judged["_met_by"], pl.col("met_on").is_not_null()
    fetched = judged.with_columns(
        pl.col("person_id", "occasion").cast(pl.String),
        duty=pl.lit(duties).gather(pl.col(DUTY)),
        subject=_subject(batch),
        ended_on="ends",
        entered_on=pl.lit(owed["entered_on"]).gather(ROW),
        substance=pl.when(met).then(told["substance"].gather(met_by)),
        met_rows=told["rows"].gather(met_by),
        trigger_rows=pl.lit(rows).gather(pl.coalesce(pl.col("_started_by") + owed.height, ROW)),
    )
    parts = ("person_id", "duty", "occasion", "sequence")
    return fetched.select(
        *(name for name in OBLIGATION_SCHEMA if name in fetched.columns),
        key=pl.format("{}/{}/{}/{}/{}", pl.lit(authority.id), *parts),
    )
