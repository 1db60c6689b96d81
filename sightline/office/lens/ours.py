"""The authority whose office this is, and which teams stand below another."""

from datetime import date
from functools import lru_cache

from sightline.authorities import load_authority
from sightline.engine.authority import Authority


@lru_cache(maxsize=4)
def our_authority(name: str) -> Authority:
    """The authority whose office this is."""
    return load_authority(name)


def teams_of(authority: Authority, team_id: str, today: date) -> list[str]:
    """A team and those below it, for whoever manages it; none once the team itself has ended."""
    team = authority.team(team_id)
    if team is not None and not (team.since or today) <= today <= (team.until or today):
        return []
    return with_below(authority, team_id)


def with_below(authority: Authority, team_id: str) -> list[str]:
    """A team and those below it, at whatever time they stood.

    A child belongs to the team that held them on the day that is read: whoever stands above a team that
    ended still answers for what it did.
    """
    found = [team_id]
    for above in found:
        found += [one.id for one in authority.teams if one.parent == above and one.id not in found]
    return found
