"""Whose figures a reader may open: a team's or a worker's may stand on a single child."""

from django.http import Http404

from sightline.office.access.permissions import Scope
from sightline.office.lens.lens import Lens
from sightline.office.lens.ours import teams_of

TEAM, WORKER = "team_id", "worker_id"


def groups_in_reach(lens: Lens, dimension: str) -> frozenset[str] | None:
    """The teams or workers whose figures this person may open; None where all of them.

    The whole service sees all; a team itself, those below it, and whoever works there; a worker themself and
    the teams that hold their children. Protected figures are told by team, never by worker.
    """
    if dimension not in (TEAM, WORKER) or lens.scope is Scope.SERVICE:
        return None
    if lens.protected:
        return None if dimension == TEAM else frozenset()
    held = frozenset(lens.people()[dimension].drop_nulls())
    own = str(getattr(lens.user, dimension, ""))
    if lens.scope is not Scope.TEAM:
        return (frozenset({own}) if dimension == WORKER else held | {own}) - {""}
    team = str(getattr(lens.user, TEAM, ""))
    teams = frozenset(teams_of(lens.authority, team, lens.today) if team else ())
    if dimension == TEAM:
        return teams
    staff = lens.staff()
    return held | frozenset(staff.filter(staff[TEAM].is_in(list(teams)))[WORKER])


def must_reach(lens: Lens, dimension: str, group: str) -> None:
    """Raises Http404 where the figures of a group are out of reach: the page is as if it were not there."""
    reach = groups_in_reach(lens, dimension)
    if reach is not None and group not in reach:
        raise Http404("There is no such figure, or your role does not reach it")
