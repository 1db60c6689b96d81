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
    )


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


def held_on(asked: pl.DataFrame, day: str, record: Record, authority: Authority) -> pl.DataFrame:
    """worker_id, team_id and area_id of each row of ``asked`` (subject, person_id and ``day``), as they were
    on that day (null: nobody).

    A child's are those of whoever held the case; a worker's, the worker's own. Nobody holds anything else: a
    worker and a child may bear one number, so each ``subject`` is looked up among its own.
    """
    child, worker = Subject.CHILD.value, Subject.WORKER.value
    held = pl.concat(
        [
            allocations(record, authority).with_columns(subject=pl.lit(child)),
            worked_in(record, authority).with_columns(subject=pl.lit(worker)),
        ]
    )
    people = pl.Enum(held["person_id"].drop_nulls().unique())
    held = held.select("since", "until", *HOLDER, _who=_who(people)).with_columns(_at=_at("since"))
    held = _one_at_a_time(held.drop_nulls("_at"))
    asked = asked.with_columns(_who=_who(people)).with_columns(_at=_at(day))
    # Person and day are one number here, so that the last time that began by the day is found in one pass.
    last = held["_at"].search_sorted(asked["_at"], side="right").cast(pl.Int64) - 1
    last = last.set(last < 0, None)
    until, holder = (held[name].gather(last) for name in ("until", "_who"))
    holds = (holder == pl.col("_who")) & ~(until < pl.col(day)).fill_null(value=False)
    place = asked.select(pl.when(holds).then(last)).to_series()
    those = asked.select("subject", "person_id", *(held[name].gather(place) for name in HOLDER))
    # A worker whom no row places in a team is known all the same.
    own = pl.coalesce("worker_id", pl.col("person_id").cast(pl.String))
    own = pl.when(pl.col("subject") == worker).then(own).otherwise("worker_id")
    return those.select(own.alias("worker_id"), "team_id", "area_id")


def _one_at_a_time(held: pl.DataFrame) -> pl.DataFrame:
    """In the order of ``_at``; of several of one day, the one that ended last."""
    several = pl.col("_at").is_duplicated()
    order = ("_at", "until", "worker_id", "team_id")
    last = held.filter(several).sort(order, nulls_last=True).unique("_at", keep="last")
    return pl.concat([held.filter(~several), last]).sort("_at")


def _who(people: pl.Enum) -> pl.Expr:
    """A child as a number, a worker as another; null for anything else and for whom ``people`` has not."""
    number = pl.col("person_id").cast(people, strict=False).to_physical().cast(pl.Int64)
    worker = pl.col("subject") == Subject.WORKER.value
    return pl.when(worker).then(number + len(people.categories)).when(
        pl.col("subject") == Subject.CHILD.value
    ).then(number)  # fmt: skip


def _at(day: str) -> pl.Expr:
    return pl.col("_who") * (1 << 32) + pl.col(day).to_physical()
