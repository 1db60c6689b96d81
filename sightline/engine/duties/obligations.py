"""Evaluate duties over a record as at a date."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import assign
from sightline.engine.duties.allocation import HOLDER, held_on
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
    plans = [plan for duty in duties if (plan := _evaluate_one(duty, record, as_at, authority)) is not None]
    # In memory: the streaming engine keeps no order, and the order of events is what chains are made of.
    parts = pl.collect_all(plans, engine="in-memory")
    frame = pl.concat(parts) if parts else pl.DataFrame(schema=OBLIGATION_SCHEMA)
    frame = frame.with_columns(_counted_on=pl.min_horizontal("due", "ended_on", pl.lit(as_at)))
    frame = held_on(frame.drop(HOLDER), "_counted_on", record, authority)
    if contradictions is not None:
        frame = _contradicted(frame, contradictions)
    return frame.select(*OBLIGATION_SCHEMA).sort("key")


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


def _evaluate_one(duty: Duty, record: Record, as_at: date, authority: Authority) -> pl.LazyFrame | None:
    """The plan for one duty; None where nobody was ever owed it."""
    duty = with_local_limit(duty, authority)
    owed = duty.owed_to(record, authority)
    if owed.is_empty():
        return None
    occasions = assign.known_occasions(owed.lazy(), as_at, duty.notice_days)
    events = duty.met_by(record, authority).lazy().filter(pl.col("on").is_null() | (pl.col("on") <= as_at))
    found = assign.fall_to(duty, occasions, events)
    build = assign.chain if duty.every else assign.single
    links = build(duty, occasions, found, authority)
    if duty.valid_from:
        links = links.filter(pl.col("trigger").is_null() | (pl.col("trigger") >= duty.valid_from))
    if duty.valid_to:
        links = links.filter(pl.col("trigger").is_null() | (pl.col("trigger") <= duty.valid_to))
    judged = judge(duty, links, _undated(occasions, events), record, as_at)
    return _finished(duty, judged, authority)


def _undated(occasions: pl.LazyFrame, events: pl.LazyFrame) -> pl.LazyFrame:
    """Where a fulfilment without its date could belong: the occasion it names, else all of the child's."""
    undated = events.filter(pl.col("on").is_null() & (pl.col("outcome") == "met"))
    named = undated.filter(pl.col("occasion").is_not_null()).select("person_id", "occasion")
    loose = undated.filter(pl.col("occasion").is_null()).select("person_id").unique()
    return pl.concat(
        [named, occasions.select("person_id", "occasion").join(loose, on="person_id", how="semi")]
    )


def _finished(duty: Duty, judged: pl.LazyFrame, authority: Authority) -> pl.LazyFrame:
    key = pl.format(
        "{}/{}/{}/{}/{}", pl.lit(authority.id), "person_id", pl.lit(duty.id), "occasion", "sequence"
    )
    nobody = {name: pl.lit(None, pl.String) for name in HOLDER}
    told = {"key": key, "subject": pl.lit(duty.subject.value), "duty": pl.lit(duty.id)}
    named = judged.with_columns(**told, **nobody)
    return named.select(pl.col(name).cast(kind) for name, kind in OBLIGATION_SCHEMA.items())
