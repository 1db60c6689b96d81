"""Obligations as pages list them: a child's name, a duty's title, days in their own words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.obligation import State
from sightline.office.caseload.addresses import child_address, duty_address, proofs, reason_address
from sightline.office.lens.lens import Lens

_OPEN = (State.OVERDUE.value, State.RUNNING.value, State.CANNOT_TELL.value)


@dataclass(frozen=True)
class Line:
    """One obligation of one child, ready to be shown. ``ref`` is its name in addresses."""

    key: str
    ref: str
    person_id: str
    child: str
    handle: str
    duty: str
    title: str
    state: str
    trigger: date | None
    due: date | None
    met_on: date | None
    ended_on: date | None
    days_late: int | None
    substance: str | None
    reason: str
    worker: str
    team: str
    area: str
    rows: tuple[str, ...]

    @property
    def href(self) -> str:
        """The child's page."""
        return child_address(self.handle)

    @property
    def duty_href(self) -> str:
        """The duty's page."""
        return duty_address(self.duty)

    @property
    def reason_href(self) -> str:
        """Where something is said of it."""
        return reason_address(self.handle, self.ref)

    @property
    def proofs(self) -> list[tuple[str, str]]:
        """The rows that prove it."""
        return proofs(self.rows)

    @property
    def on(self) -> date | None:
        """The day under which it stands in a timeline."""
        return self.met_on or self.due or self.trigger or self.ended_on


def teams_of(lens: Lens) -> dict[str, str]:
    """Each team's name by its id."""
    return {team.id: team.name for team in lens.authority.teams}


def areas_of(lens: Lens) -> dict[str, str]:
    """Each area's name by its id."""
    return {area.id: area.name for area in lens.authority.areas}


def lines(lens: Lens, obligations: pl.DataFrame) -> list[Line]:
    """Obligations as lines, in their order. Only of children in reach: the lens gave them. What is still owed
    stands under whoever holds the child on the day; what is over, under whoever held the child then."""
    teams, areas, held = teams_of(lens), areas_of(lens), _held_now(lens, obligations)
    return [
        _line(lens, row | held.get(row["person_id"], {}) if _is_open(row) else row, teams, areas)
        for row in obligations.iter_rows(named=True)
    ]


def _held_now(lens: Lens, obligations: pl.DataFrame) -> dict[str, dict[str, str | None]]:
    """Worker and team of the children who are held by somebody, or should be: they are looked after."""
    mine = pl.col("person_id").is_in(obligations["person_id"].unique().implode())
    held = lens.people().filter(mine, pl.col("worker_id").is_not_null() | pl.col("in_care"))
    columns = held.select("person_id", "worker_id", "team_id")
    return {person: {"worker_id": worker, "team_id": team} for person, worker, team in columns.iter_rows()}


def _is_open(row: Mapping[str, Any]) -> bool:
    return row["ended_on"] is None and row["state"] in _OPEN


def _line(lens: Lens, row: Mapping[str, Any], teams: Mapping[str, str], areas: Mapping[str, str]) -> Line:
    duty = DUTIES.get(row["duty"])
    refs: Iterable[str] = [*(row["trigger_rows"] or []), *(row["met_rows"] or [])]
    return Line(
        key=row["key"],
        ref=lens.handle(row["key"]),
        person_id=row["person_id"],
        child=lens.name_of(row["person_id"]),
        handle=lens.handle(row["person_id"]),
        duty=row["duty"],
        title=duty.title if duty else row["duty"],
        state=str(row["state"]),
        trigger=row["trigger"],
        due=row["due"],
        met_on=row["met_on"],
        ended_on=row["ended_on"],
        days_late=row["days_late"],
        substance=row["substance"],
        reason=row["reason"] or "",
        worker=lens.worker(row["worker_id"])[0],
        team=teams.get(row["team_id"], row["team_id"] or ""),
        area=areas.get(row["area_id"], row["area_id"] or ""),
        rows=tuple(dict.fromkeys(refs)),
    )
