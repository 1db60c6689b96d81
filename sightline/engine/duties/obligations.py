"""Evaluate duties over a record as at a date."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import assign
from sightline.engine.duties.allocation import held_on
from sightline.engine.duties.duty import Duty
from sightline.engine.duties.judge import judge
from sightline.engine.duties.obligation import OBLIGATION_SCHEMA
from sightline.engine.records.record import Record


def evaluate(
    record: Record,
    as_at: date,
    authority: Authority,
    duties: Iterable[Duty] | None = None,
    contradictions: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Every obligation that had arisen by a date, in the state in which it then stood.

    Returns OBLIGATION_SCHEMA sorted by key. Events and endings after ``as_at`` are not seen. Duties apply to
    triggers between their valid_from and valid_to. ``contradictions`` (a column ``key``) names fulfilments that
    a check or an audit found untrue: their substance becomes "contradicted".
    """
    if duties is None:
        from sightline.engine.duties.catalogue import DUTIES

        duties = DUTIES.values()
    parts = [_evaluate_one(duty, record, as_at, authority) for duty in duties]
    frame = pl.concat(parts) if parts else pl.DataFrame(schema=OBLIGATION_SCHEMA)
    frame = frame.with_columns(_counted_on=pl.min_horizontal("due", "ended_on", pl.lit(as_at)))
    frame = held_on(frame.drop("worker_id", "team_id", "area_id"), "_counted_on", record, authority)
    if contradictions is not None:
        untrue = pl.col("key").is_in(contradictions["key"].implode()) & pl.col("met_on").is_not_null()
        frame = frame.with_columns(
            substance=pl.when(untrue).then(pl.lit("contradicted")).otherwise("substance")
        )
    return frame.select(*OBLIGATION_SCHEMA).sort("key")


def with_local_limit(duty: Duty, authority: Authority) -> Duty:
    """The duty under this authority's own number, where it set one for a local standard.

    Raises ValueError where the authority's file sets a limit that is not the authority's to set.
    """
    n = authority.local_limits.get(duty.id)
    if n is None:
        return duty
    if any(basis.kind != "local standard" for basis in duty.basis):
        raise ValueError(f"{authority.name}: the limit of {duty.id} is set by {duty.basis[0]}, not locally")
    every = replace(duty.every, n=n) if duty.every else None
    return replace(duty, within=replace(duty.within, n=n), every=every)


def _evaluate_one(duty: Duty, record: Record, as_at: date, authority: Authority) -> pl.DataFrame:
    duty = with_local_limit(duty, authority)
    occasions = assign.known_occasions(duty.owed_to(record, authority), as_at)
    events = duty.met_by(record, authority).filter(pl.col("on").is_null() | (pl.col("on") <= as_at))
    found = assign.fall_to(duty, occasions, events)
    build = assign.chain if duty.every else assign.single
    links = build(duty, occasions, found, authority)
    if duty.valid_from:
        links = links.filter(pl.col("trigger").is_null() | (pl.col("trigger") >= duty.valid_from))
    if duty.valid_to:
        links = links.filter(pl.col("trigger").is_null() | (pl.col("trigger") <= duty.valid_to))
    judged = judge(duty, links, _marks(occasions, events, found), record, as_at)
    return _finished(duty, judged, authority)


def _marks(occasions: pl.DataFrame, events: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """The last refusal of each occasion, and whether a fulfilment without a date could belong to it."""
    refusals = found.filter(pl.col("outcome") == "refused").unique(
        ("person_id", "occasion"), keep="last", maintain_order=True
    )
    refusals = refusals.select("person_id", "occasion", refused_on="on", refused_rows="rows")
    undated = events.filter(pl.col("on").is_null() & (pl.col("outcome") == "met"))
    named = undated.filter(pl.col("occasion").is_not_null()).select("person_id", "occasion")
    loose = undated.filter(pl.col("occasion").is_null()).select("person_id").unique()
    loose = occasions.select("person_id", "occasion").join(loose, on="person_id", how="semi")
    marked = pl.concat([named, loose]).unique().with_columns(undated=pl.lit(value=True))
    keys = occasions.select("person_id", "occasion")
    keys = keys.join(refusals, on=["person_id", "occasion"], how="left", maintain_order="left")
    return keys.join(marked, on=["person_id", "occasion"], how="left", maintain_order="left")


def _finished(duty: Duty, judged: pl.DataFrame, authority: Authority) -> pl.DataFrame:
    key = pl.format(
        "{}/{}/{}/{}/{}", pl.lit(authority.id), "person_id", pl.lit(duty.id), "occasion", "sequence"
    )
    frame = judged.with_columns(key=key, duty=pl.lit(duty.id))
    missing = [
        pl.lit(None, kind).alias(name)
        for name, kind in OBLIGATION_SCHEMA.items()
        if name not in frame.columns
    ]
    return frame.with_columns(missing).select(
        pl.col(name).cast(kind) for name, kind in OBLIGATION_SCHEMA.items()
    )
