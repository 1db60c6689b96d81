"""How far one person sees: the snapshot and days that they read, and the children within their scope."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

import polars as pl
from django.conf import settings
from django.http import Http404

from sightline.engine.authority import Authority
from sightline.engine.duties.catalogue import TARGETS
from sightline.engine.records.evidence import EvidenceStore, Snapshot
from sightline.engine.records.people import PEOPLE_SCHEMA
from sightline.office.access.permissions import Scope
from sightline.office.access.roles import role_of, scope_of
from sightline.office.lens.days import month_end, today
from sightline.office.lens.ours import teams_of, with_below
from sightline.office.lens.sight import Sight, sight
from sightline.office.lens.standing import standing

AIMED = pl.col("duty").is_in(sorted(TARGETS))
"""Targets of a whole cohort: in figures only, never in a list of who missed one."""

Held = TypeVar("Held")


class Reach:
    """The snapshot in force as known on a date, as at a date, narrowed to what this person may see.

    ``as_at``: what had happened by then. ``known_on``: what the records said by then; None: what they say
    now. ``snapshot`` is None where nothing had been loaded. Neither day lies after today. A reader of
    protected figures reads as at, and as known on, the end of a whole month, so that two days side by side
    cannot give a child away. ``acts_day``: the last day whose acts are read. An act tells no figure of a
    child, so it is the day that was asked for, of whoever reads.
    """

    def __init__(
        self, user: object, authority: Authority, as_at: date | None = None, known_on: date | None = None
    ) -> None:
        self.user = user
        self.authority = authority
        self.scope = scope_of(user)
        self.today = today(authority)
        self.acts_day = min(as_at or self.today, known_on or self.today, self.today)
        self.known_on = known_on and self._readable(known_on)
        self.as_at = self._readable(min(as_at or self.today, known_on or self.today))
        self.store = EvidenceStore(Path(settings.SIGHTLINE_HOME), authority.id)
        self.snapshot: Snapshot | None = standing(self.store, self.known_on)

    @property
    def sees_children(self) -> bool:
        """Whether this person may see any child's record."""
        return self.scope.sees_children

    @property
    def protected(self) -> bool:
        """Whether figures come protected: small numbers hidden."""
        return not self.sees_children

    @property
    def travels(self) -> bool:
        """Whether the page is read as at, or as known on, another day than today."""
        return self.known_on is not None or self.acts_day != self.today

    def people(self) -> pl.DataFrame:
        """PEOPLE_SCHEMA: the children whose records this person may see."""
        return self._people

    def people_of(self, team: str) -> pl.DataFrame:
        """PEOPLE_SCHEMA: the children in reach for whom a team, or one below it, answers."""
        if self.snapshot is None:
            return nothing(PEOPLE_SCHEMA)
        teams = with_below(self.authority, team)
        return self.once(("people of", team), lambda: self._answered_by(self._people, teams))

    def answering(self) -> pl.DataFrame:
        """``person_id`` and ``team``: which team answers for each child in reach, null where none does."""
        if self.snapshot is None:
            return nothing({"person_id": pl.String(), "team": pl.String()})
        return self._sight.answering.join(
            self._people.select("person_id"), on="person_id", how="semi", maintain_order="left"
        )

    def kept(self, key: tuple[Hashable, ...], make: Callable[[], Held]) -> Held:
        """What is worked out once for everyone of this role and reach, of this snapshot and day.

        ``key``: what it is. It has a ``size`` in characters. Neither a name of the reader nor an act may lie
        in it, unless ``key`` says which.
        """
        if self.snapshot is None:
            return make()
        return cast(Held, self._sight.kept.get((*self._reach_key, *key), make))

    def once(self, key: tuple[Hashable, ...], make: Callable[[], Held]) -> Held:
        """The same for a small plain value, such as a list of keys."""
        if self.snapshot is None:
            return make()
        return cast(Held, self._sight.small.get((*self._reach_key, *key), make))

    @cached_property
    def _sight(self) -> Sight:
        if self.snapshot is None:
            raise Http404("Nothing had been loaded by then")
        return sight(self.store, self.snapshot, self.as_at, self.authority)

    @cached_property
    def _people(self) -> pl.DataFrame:
        if self.snapshot is None:
            return nothing(PEOPLE_SCHEMA)
        return self.once(("people",), lambda: self._narrow(self._sight.people))

    @cached_property
    def _reach(self) -> frozenset[str]:
        return self.once(("reach",), lambda: frozenset(self._people["person_id"]))

    @cached_property
    def _reach_key(self) -> tuple[Hashable, ...]:
        """Whoever has the same sees the same children and figures, and may do the same."""
        role = role_of(self.user)
        own = str(getattr(self.user, "worker_id", "")) if self.scope is Scope.OWN else ""
        team = str(getattr(self.user, "team_id", "")) if self.scope is Scope.TEAM else ""
        teams = tuple(teams_of(self.authority, team, self.today)) if team else ()
        return role.id if role else "", self.scope.value, own, team, teams

    @property
    def _reads_of_adults(self) -> bool:
        """Whether this person may read of allegations against adults: a director, and nobody else."""
        role = role_of(self.user)
        return role is not None and role.id == "director" and self.scope is Scope.SERVICE

    def _readable(self, day: date) -> date:
        day = min(day, self.today)
        return day if self.scope.sees_children else month_end(day)

    def _narrow(self, people: pl.DataFrame) -> pl.DataFrame:
        if self.scope is Scope.SERVICE:
            return people
        if self.scope is Scope.OWN and (worker := getattr(self.user, "worker_id", "")):
            return people.filter(pl.col("worker_id") == worker)
        if self.scope is Scope.TEAM and (team := getattr(self.user, "team_id", "")):
            return self._answered_by(people, teams_of(self.authority, team, self.today))
        return people.clear()

    def _answered_by(self, people: pl.DataFrame, teams: list[str]) -> pl.DataFrame:
        """Those for whom any of these teams answers, be it that it held them last and nobody does now."""
        theirs = self._sight.answering.filter(pl.col("team").is_in(teams))
        return people.join(theirs, on="person_id", how="semi", maintain_order="left")


def nothing(schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """No rows, of a schema."""
    return pl.DataFrame(schema=schema)
