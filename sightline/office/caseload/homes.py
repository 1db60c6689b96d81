"""What a social worker and a team manager open first: what is late, what is next, what is only a date."""

from datetime import timedelta
from functools import partial
from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse

from sightline.engine.duties.judge import NO_SOURCE
from sightline.engine.duties.obligation import State
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission, Scope
from sightline.office.caseload.children import child_row
from sightline.office.caseload.lines import lines, teams_of
from sightline.office.caseload.listing import needs_facts, saw_list
from sightline.office.caseload.notes import notes_of, signature
from sightline.office.caseload.workload import by_team, by_worker, children_address
from sightline.office.lens.kept import kept
from sightline.office.lens.lens import Lens
from sightline.office.lens.ours import with_below

SOON_DAYS = 14
RECENT_DAYS = 365
SHOWN, FEW = 30, 10
"""Of each list so many are shown; and where a page stands for a whole service."""

_OVERDUE = pl.col("state") == State.OVERDUE.value


@allowed(Permission.SEE_CHILDREN)
@needs_facts("My children")
def home(request: HttpRequest) -> HttpResponse:
    """One's own children; for a manager the team's work by worker; for the whole service by team."""
    lens = Lens.for_request(request)
    team = _team(lens, request.GET.get("team", ""))
    notes = notes_of(lens, lens.once(("home", team), partial(_late_keys, lens, team)))
    key = (team, signature(notes))
    page = kept(request, "caseload/home.jinja", key, lambda: _home(lens, team) | {"notes": notes})
    saw_list(request, "saw what children are owed", page.told["children"])
    return page.answer(request)


def _team(lens: Lens, wanted: str) -> str:
    """The team that a reader of the whole service asks for; "" where there is none such."""
    return wanted if lens.scope is Scope.SERVICE and wanted in teams_of(lens) else ""


def _people(lens: Lens, team: str) -> pl.DataFrame:
    return lens.people_of(team) if team else lens.people()


def _of(frame: pl.DataFrame, lens: Lens, team: str) -> pl.DataFrame:
    """What of a frame is about the children of a team; all of it where none is asked for."""
    return frame.join(_people(lens, team), on="person_id", how="semi") if team else frame


def _late(lens: Lens, team: str) -> pl.DataFrame:
    found = _of(lens.owed().filter(_OVERDUE), lens, team)
    return found.sort("days_late", "key", descending=[True, False])


def _shown(lens: Lens, team: str) -> int:
    return FEW if lens.scope is Scope.SERVICE and not team else SHOWN


def _late_keys(lens: Lens, team: str) -> list[str]:
    return _late(lens, team).head(_shown(lens, team))["key"].to_list()


def _home(lens: Lens, team: str) -> dict[str, Any]:
    owed, late, people = _of(lens.owed(), lens, team), _late(lens, team), _people(lens, team)
    until = lens.as_at + timedelta(SOON_DAYS)
    soon = owed.filter((pl.col("state") == State.RUNNING.value) & (pl.col("due") <= until)).sort("due", "key")
    seen = (pl.col("reason") != NO_SOURCE).fill_null(value=True)
    untold = owed.filter((pl.col("state") == State.CANNOT_TELL.value) & seen).sort("trigger", "key")
    dates = _of(_dates_only(lens), lens, team)
    own = lens.scope is Scope.OWN
    context: dict[str, Any] = {
        "soon_days": SOON_DAYS,
        "recent_days": RECENT_DAYS,
        "own": own,
        "team": team,
        "every_child": children_address(team=team),
        "every_late_child": children_address(late="on", team=team),
        "heading": _heading(lens, team),
        "looked_after": people.filter("in_care").height,
    }
    for name, frame in (("late", late), ("soon", soon), ("untold", untold), ("dates", dates)):
        context[name] = lines(lens, frame.head(_shown(lens, team)))
        context[f"{name}_count"] = frame.height
    if not own:
        whole = lens.scope is Scope.SERVICE and not team
        shared = by_team(lens, people, late, soon) if whole else by_worker(lens, people, late, soon, team)
        context |= {"shared": shared, "by": "team" if whole else "worker"}
        context |= _allocation(lens, people, team)
    shown = {line.person_id for name in ("late", "soon", "untold", "dates") for line in context[name]}
    shown |= {row["person_id"] for row in context.get("nobody", ())}
    shown |= {row["person_id"] for one in context.get("in_name", ()) for row in one["rows"]}
    return context | {"told": {"children": len(shown)}}


def _heading(lens: Lens, team: str) -> str:
    if team:
        above = len(with_below(lens.authority, team)) > 1
        return teams_of(lens)[team] + (", and the teams below it" if above else "")
    return {Scope.OWN: "My children", Scope.SERVICE: "Every team"}.get(lens.scope, "The team’s children")


def _dates_only(lens: Lens) -> pl.DataFrame:
    """Latest fulfilments of children looked after that are only a date, and not too old to be put right."""
    since = lens.as_at - timedelta(RECENT_DAYS)
    care = lens.people().filter("in_care").select("person_id")
    found = lens.dates_only().filter(pl.col("met_on") >= since)
    return found.join(care, on="person_id", how="semi").sort("met_on", "key", descending=[True, False])


def _allocation(lens: Lens, people: pl.DataFrame, team: str) -> dict[str, Any]:
    """Children whom nobody holds, and those held in a manager's own name, by manager."""
    nobody = people.filter(pl.col("in_care") & pl.col("worker_id").is_null())
    held = people.filter(pl.col("in_care") & pl.col("worker_id").is_not_null())
    managers = [
        worker for worker in held["worker_id"].unique() if "manager" in lens.worker(worker)[1].lower()
    ]
    names = [_in_name(lens, worker, held.filter(pl.col("worker_id") == worker), team) for worker in managers]
    return {
        "nobody": [child_row(lens, row) for row in nobody.head(SHOWN).iter_rows(named=True)],
        "nobody_count": nobody.height,
        "in_name": sorted(names, key=lambda one: (one["worker"], one["worker_id"])),
    }


def _in_name(lens: Lens, worker: str, held: pl.DataFrame, team: str) -> dict[str, Any]:
    """One manager: how many children are held in that name, the first of them, and where all are listed."""
    first = held.sort("person_id").head(_shown(lens, team))
    return {
        "worker_id": worker,
        "worker": lens.worker(worker)[0],
        "count": held.height,
        "rows": [child_row(lens, row) for row in first.iter_rows(named=True)],
        "every_child": children_address(worker=worker, team=team),
    }
