"""The people of a record as at a date: one row a child, for breakdowns and headings."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.records.record import Record

_SHORT_BREAKS = ("V3", "V4")
_HOLDS = ("allocated social worker", "social worker", "personal adviser")
_CARE_GOES_ON = "X1"

PEOPLE_SCHEMA: dict[str, pl.DataType] = {
    "person_id": pl.String(),
    "forename": pl.String(),
    "surname": pl.String(),
    "sex": pl.String(),
    "ethnicity": pl.String(),
    "dob": pl.Date(),
    "age": pl.Int32(),  # whole years as at the date; null where the birth date is not known
    "entered_on": pl.Date(),  # the day on which the latest period of care began
    "in_care": pl.Boolean(),  # looked after at the end of the date, short breaks left out
    "worker_id": pl.String(),
    "team_id": pl.String(),
    "area_id": pl.String(),
    "disabled": pl.Boolean(),
    "uasc": pl.Boolean(),  # ever an unaccompanied asylum-seeking child
    "placement_type": pl.String(),
    "legal_status": pl.String(),
}
"""One row for each person, sorted by person_id."""


def people(record: Record, as_at: date, authority: Authority) -> pl.DataFrame:
    """PEOPLE_SCHEMA as at a date. Whoever only an episode names has a row with little in it."""
    told = record.frame("ssd_person").select(
        person_id="pers_person_id",
        forename="pers_forename",
        surname="pers_surname",
        sex="pers_sex",
        ethnicity="pers_ethnicity",
        dob="pers_dob",
    )
    only = record.frame("ssd_cla_episodes").select(person_id="clae_person_id").drop_nulls().unique()
    frame = pl.concat([told, only.join(told, on="person_id", how="anti")], how="diagonal")
    frame = frame.sort("person_id").unique("person_id", keep="first", maintain_order=True)
    parts = (
        _care(record, as_at),
        _allocated(record, as_at, authority),
        _flag(record, "ssd_disability", "disa_person_id", ~_is("disa_disability_code", "NONE"), "disabled"),
        _flag(
            record,
            "ssd_immigration_status",
            "immi_person_id",
            pl.col("immi_immigration_status").str.to_uppercase().str.contains("UASC|UNACCOMPANIED"),
            "uasc",
        ),
        _current(record, "ssd_cla_placement", "clap_cla_placement", "clap", as_at, "placement_type"),
        _current(record, "ssd_legal_status", "lega_legal_status", "lega", as_at, "legal_status"),
    )
    for part in parts:
        frame = frame.join(part, on="person_id", how="left", maintain_order="left")
    short_break = _is("legal_status", *_SHORT_BREAKS)
    return frame.with_columns(
        age=_age(as_at),
        in_care=(
            pl.col("in_care").fill_null(value=False) & ~short_break & (_age(as_at) < 18).fill_null(value=True)
        ),
        disabled=pl.col("disabled").fill_null(value=False),
        uasc=pl.col("uasc").fill_null(value=False),
    ).select(*PEOPLE_SCHEMA)


def _is(column: str, *codes: str) -> pl.Expr:
    return pl.col(column).is_in(codes).fill_null(value=False)


def _age(as_at: date) -> pl.Expr:
    dob = pl.col("dob")
    before = (dob.dt.month() > as_at.month) | ((dob.dt.month() == as_at.month) & (dob.dt.day() > as_at.day))
    return (as_at.year - dob.dt.year() - before.cast(pl.Int32)).cast(pl.Int32)


def _open_on(starts: str, ends: str, as_at: date) -> pl.Expr:
    return (pl.col(starts) <= as_at) & (pl.col(ends).is_null() | (pl.col(ends) > as_at))


def _care(record: Record, as_at: date) -> pl.DataFrame:
    start, end = "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"
    episodes = record.frame("ssd_cla_episodes").filter(pl.col(start) <= as_at).sort("clae_person_id", start)
    goes_on = _is("clae_cla_episode_ceased_reason", _CARE_GOES_ON) & (pl.col(end) > as_at)
    latest = episodes.group_by("clae_person_id", maintain_order=True).agg(
        pl.coalesce(
            pl.col("clae_entered_care_date").last(),
            pl.col(start).filter(_is("clae_cla_episode_start_reason", "S")).last(),
            pl.col(start).first(),
        ).alias("entered_on"),
        (_open_on(start, end, as_at) | goes_on).any().alias("in_care"),
    )
    return latest.rename({"clae_person_id": "person_id"})


def _allocated(record: Record, as_at: date, authority: Authority) -> pl.DataFrame:
    areas = {team.id: authority.area_of(team.id) for team in authority.teams}
    held = record.frame("ssd_involvements").filter(
        pl.col("invo_professional_role_id").str.to_lowercase().is_in(_HOLDS)
        & _open_on("invo_involvement_start_date", "invo_involvement_end_date", as_at)
    )
    latest = held.sort("invo_person_id", "invo_involvement_start_date").unique(
        "invo_person_id", keep="last", maintain_order=True
    )
    return latest.select(
        person_id="invo_person_id",
        worker_id="invo_professional_id",
        team_id="invo_professional_team",
        area_id=pl.col("invo_professional_team").replace_strict(areas, default=None, return_dtype=pl.String),
    )


def _flag(record: Record, table: str, person: str, said: pl.Expr, name: str) -> pl.DataFrame:
    found = record.frame(table).filter(said).select(person_id=person).drop_nulls().unique()
    return found.with_columns(pl.lit(value=True).alias(name))


def _current(record: Record, table: str, stem: str, prefix: str, as_at: date, name: str) -> pl.DataFrame:
    starts, ends = f"{stem}_start_date", f"{stem}_end_date"
    told = "clap_cla_placement_type" if prefix == "clap" else "lega_legal_status"
    person = f"{prefix}_person_id"
    standing = record.frame(table).filter(_open_on(starts, ends, as_at)).sort(person, starts)
    latest = standing.unique(person, keep="last", maintain_order=True)
    return latest.select(pl.col(person).alias("person_id"), pl.col(told).alias(name))
