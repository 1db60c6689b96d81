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
    child, worker = (pl.col("subject") == each.value for each in (Subject.CHILD, Subject.WORKER))
    asked = frame.select("person_id", "subject", day=pl.col(day)).with_row_index("_row")
    workers = asked.filter(worker)
    held = pl.concat(
        [
            _held_on(asked.filter(child), allocations(record, authority)),
            # A worker whom no row places in a team is known all the same.
            _held_on(workers, worked_in(record, authority)).with_columns(
                worker_id=pl.coalesce("worker_id", workers["person_id"])
            ),
            asked.filter(~(child | worker)).select("_row", **dict.fromkeys(HOLDER, pl.lit(None, pl.String))),
        ]
    )
    return frame.hstack(held.sort("_row").select(HOLDER))


def _held_on(asked: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """``_row`` of those asked about, in their order, and who held each.

    Person and day are one number here, so that the last time that began by the day is found in one pass.
    """
    people = pl.Enum(held["person_id"].drop_nulls().unique())
    held = held.drop_nulls("person_id").unique(("person_id", "since"), keep="last", maintain_order=True)
    held = held.select("until", *HOLDER, _since=_place(people, "since"), _person=_number(people)).sort(
        "_since"
    )
    asked = asked.select("_row", "day", _at=_place(people, "day"), _asked=_number(people))
    known = asked.filter(pl.col("_at").is_not_null()).sort("_at")
    known = known.join_asof(held, left_on="_at", right_on="_since", strategy="backward")
    holds = (pl.col("_person") == pl.col("_asked")) & ~(pl.col("until") < pl.col("day")).fill_null(
        value=False
    )
    known = known.select("_row", *(pl.when(holds).then(pl.col(name)).alias(name) for name in HOLDER))
    return asked.select("_row").join(known, on="_row", how="left", maintain_order="left")


def _number(people: pl.Enum) -> pl.Expr:
    return pl.col("person_id").cast(people, strict=False).to_physical().cast(pl.Int64)


def _place(people: pl.Enum, day: str) -> pl.Expr:
    return _number(people) * (1 << 32) + pl.col(day).to_physical()
