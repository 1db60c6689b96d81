"""What a person names in an option: a duty, an area of practice, a team; near misses are told."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Annotated

import typer

from sightline.commands.shell import Exit, fail
from sightline.engine.authority import Authority
from sightline.engine.duties.duty import Duty

OfArea = Annotated[
    str | None, typer.Option("--area", metavar="AREA", help="An area of practice, such as health.")
]
OfDuty = Annotated[
    str | None,
    typer.Option("--duty", metavar="DUTY", help="A duty's id, or words of its title."),
]
OfTeam = Annotated[
    str | None,
    typer.Option("--team", metavar="TEAM", help="A team's id or name; the teams below it count."),
]


def chosen_duties(area: str | None, duty: str | None) -> list[Duty]:
    """The duties of an area, or named so, or all. Ends the command at an unknown name."""
    from sightline.engine.duties.catalogue import DUTIES

    found = list(DUTIES.values())
    if area is not None:
        areas = {one.area.casefold() for one in found}
        if area.strip().casefold() not in areas:
            _unknown("area of practice", area, sorted(areas))
        found = [one for one in found if one.area.casefold() == area.strip().casefold()]
    return found if duty is None else _named(found, duty)


def _named(duties: list[Duty], name: str) -> list[Duty]:
    wanted = name.strip().casefold()
    exact = [duty for duty in duties if wanted in (duty.id.casefold(), duty.title.casefold())]
    if exact:
        return exact
    words = wanted.replace("_", " ").split()
    like = [duty for duty in duties if words and all(word in duty.title.casefold() for word in words)]
    return like or _unknown("duty", name, [duty.id for duty in duties])


def team_and_below(authority: Authority, name: str) -> set[str]:
    """The ids of a team and of every team below it. Ends the command at an unknown name."""
    wanted = name.strip().casefold()
    found = {team.id for team in authority.teams if wanted in (team.id.casefold(), team.name.casefold())}
    if not found:
        _unknown("team", name, [team.id for team in authority.teams])
    while below := {team.id for team in authority.teams if team.parent in found} - found:
        found |= below
    return found


def names_of(authority: Authority) -> Mapping[str, str]:
    """Each team's name by its id."""
    return {team.id: team.name for team in authority.teams}


def _unknown(kind: str, found: str, known: Iterable[str]) -> list[Duty]:
    known = list(known)
    near = get_close_matches(found.strip().casefold().replace(" ", "_"), known, 5, 0.4) or known[:12]
    fail(Exit.BAD_INPUT, f"Found no {kind} {found}; expected one such as {', '.join(near) or 'none yet'}")
