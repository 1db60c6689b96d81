"""An authority's own names, teams, areas, local limits and bodies, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Area:
    """A part of the authority that leaders compare."""

    id: str
    name: str


@dataclass(frozen=True)
class Team:
    """A team, for as long as it existed. ``parent`` is the team or service above it."""

    id: str
    name: str
    area: str | None = None
    parent: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Term:
    """A school term, both days included."""

    name: str
    start: date
    end: date


@dataclass(frozen=True)
class Seat:
    """A kind of seat on a body. ``must_include`` says what the constitution asks of its holders."""

    id: str
    title: str
    count: int = 1
    kind: str = "member"
    must_include: tuple[str, ...] = ()


@dataclass(frozen=True)
class TermOfReference:
    """One numbered term of reference, in our own words."""

    number: int
    text: str
    every_months: int | None = None


@dataclass(frozen=True)
class Body:
    """A committee, panel or board with its constitution as rules that can be checked.

    ``meets_in_public``: its minutes may be published, but for what is exempt. Not unless the file says so.
    """

    id: str
    name: str
    quorum: int
    seats: tuple[Seat, ...] = ()
    terms: tuple[TermOfReference, ...] = ()
    source: str = ""
    reply_working_days: int = 10
    meets_in_public: bool = False


@dataclass(frozen=True)
class Authority:
    """Everything that is this authority's own, read from one readable file.

    ``local_limits`` maps a duty's id to a number in that duty's own unit; it can only tighten or
    set a local standard, never a limit of law.
    """

    id: str
    name: str
    dfe_code: str
    ons_code: str
    demo_as_at: date | None = None
    synthetic: bool = False
    areas: tuple[Area, ...] = ()
    teams: tuple[Team, ...] = ()
    terms: tuple[Term, ...] = ()
    local_limits: Mapping[str, int] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    bodies: tuple[Body, ...] = ()

    def team(self, team_id: str) -> Team | None:
        """The team with this id, if the authority has or had one."""
        return next((team for team in self.teams if team.id == team_id), None)

    def area_of(self, team_id: str) -> str | None:
        """The area that a team serves, looking up through its parents."""
        team = self.team(team_id)
        while team is not None and team.area is None and team.parent:
            team = self.team(team.parent)
        return team.area if team else None
