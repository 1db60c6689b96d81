"""Who held the case: the allocated worker, team and area of each obligation on the day that counts."""

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.records.columns import Subject
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
    return _with_areas(frame, authority)


def _with_areas(frame: pl.DataFrame, authority: Authority) -> pl.DataFrame:
    areas = {team.id: authority.area_of(team.id) for team in authority.teams}
    return frame.with_columns(
        area_id=pl.col("team_id").replace_strict(areas, default=None, return_dtype=pl.String)
    ).sort("person_id", "since", "until", "worker_id", "team_id", nulls_last=True)


def worked_in(record: Record, authority: Authority) -> pl.DataFrame:
    """Every time that a worker belonged to a team: person_id (the worker), since, until, worker_id, team_id,
    area_id. Posts tell it day by day; where there are none, the worker's own row tells it for all days."""
    posts = record.frame("workforce_post").filter(pl.col("worker_id").is_not_null())
    told = posts.select(
        person_id="worker_id", since="from", until="to", worker_id="worker_id", team_id="team"
    )
    told = told.drop_nulls("since")
    rows = record.frame("ssd_professionals").select(
        person_id="prof_professional_id",
        since=pl.date(1900, 1, 1),
        until=pl.lit(None, pl.Date),
        worker_id="prof_professional_id",
        team_id="prof_professional_department",
    )
    rows = rows.drop_nulls("person_id").join(told, on="person_id", how="anti")
    return _with_areas(pl.concat([told, rows]), authority)


def held_on(frame: pl.DataFrame, day: str, record: Record, authority: Authority) -> pl.DataFrame:
    """Add worker_id, team_id and area_id as they were on the day in column ``day`` (null: nobody).

    A child's are those of whoever held the case; a worker's, the worker's own. Nobody holds anything else: a
    worker and a child may bear one number, so each ``subject`` is looked up among its own.
    """
    own = [
        (pl.col("subject") == Subject.CHILD.value, allocations),
        (pl.col("subject") == Subject.WORKER.value, worked_in),
    ]
    ordered = frame.with_row_index("_row")
    parts = [_held_on(ordered.filter(fits), day, told(record, authority)) for fits, told in own]
    # A worker whom no row places in a team is known all the same.
    parts[1] = parts[1].with_columns(worker_id=pl.coalesce("worker_id", "person_id"))
    others = ordered.filter(~pl.any_horizontal([fits for fits, _ in own]))
    parts.append(others.with_columns(pl.lit(None, pl.String).alias(name) for name in HOLDER))
    return pl.concat(parts).sort("_row").drop("_row")


def _held_on(frame: pl.DataFrame, day: str, held: pl.DataFrame) -> pl.DataFrame:
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
