"""Who held the case: the allocated worker, team and area of each obligation on the day that counts."""

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.records.record import Record

ALLOCATED = ("allocated social worker", "social worker", "personal adviser")
"""Roles that hold a child's case, as files name them (case and capitals aside)."""

HOLDER = ("worker_id", "team_id", "area_id")
"""The columns that say who held a case."""


def allocations(record: Record, authority: Authority) -> pl.DataFrame:
    """Every time that somebody held a child's case: person_id, since, until, worker_id, team_id, area_id."""
    held = record.frame("ssd_involvements").filter(
        pl.col("invo_professional_role_id").str.to_lowercase().is_in(ALLOCATED)
        & pl.col("invo_involvement_start_date").is_not_null()
    )
    frame = held.select(
        person_id="invo_person_id",
        since="invo_involvement_start_date",
        until="invo_involvement_end_date",
        worker_id="invo_professional_id",
        team_id="invo_professional_team",
    )
    areas = {team.id: authority.area_of(team.id) for team in authority.teams}
    return frame.with_columns(
        area_id=pl.col("team_id").replace_strict(areas, default=None, return_dtype=pl.String)
    ).sort("person_id", "since", "until", "worker_id", "team_id", nulls_last=True)


def held_on(frame: pl.DataFrame, day: str, record: Record, authority: Authority) -> pl.DataFrame:
    """Add worker_id, team_id and area_id as they were on the day in column ``day`` (null: nobody)."""
    held = allocations(record, authority)
    held = held.unique(("person_id", "since"), keep="last", maintain_order=True).sort("since")
    ordered = frame.with_row_index("_order").sort(day, nulls_last=True)
    dated = ordered.filter(pl.col(day).is_not_null()).join_asof(
        held, left_on=day, right_on="since", by="person_id", strategy="backward", check_sortedness=False
    )
    over = (pl.col("until") < pl.col(day)).fill_null(value=False)
    dated = dated.with_columns(pl.when(~over).then(pl.col(name)).alias(name) for name in HOLDER)
    undated = ordered.filter(pl.col(day).is_null()).with_columns(
        pl.lit(None, pl.String).alias(name) for name in HOLDER
    )
    joined = pl.concat([dated.drop("since", "until"), undated])
    return joined.sort("_order").drop("_order")
