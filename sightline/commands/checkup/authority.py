"""The authority's file: teams, areas, local limits, school terms; and the bank holidays of the clock."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

import polars as pl

from sightline.commands.checkup.finding import Finding, note, some, sound, wrong
from sightline.commands.shell import day_in_words
from sightline.engine.authority import Authority, Team
from sightline.engine.duties.allocation import ALLOCATED
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.clock import calendar_span, in_order
from sightline.engine.duties.duty import Unit
from sightline.engine.duties.obligations import with_local_limit
from sightline.engine.records.record import Record

_PART = "authority's file"
_SCHOOL = {Unit.TERMS, Unit.SCHOOL_DAYS}
_NEAR, _AHEAD = timedelta(days=92), timedelta(days=366)


def authority(told: Authority, today: date) -> Iterator[Finding]:
    """Whether the file makes sense; ``today`` is the day on which it must hold."""
    found = [*_teams(told), *_limits(told), *_terms(told, today), *_bodies(told)]
    yield from found
    if not found:
        counts = f"{len(told.areas)} areas, {len(told.teams)} teams, {len(told.terms)} school terms"
        yield sound(_PART, f"{told.name}: {counts}")


def _twice(ids: Iterable[str]) -> list[str]:
    return sorted(id for id, times in Counter(ids).items() if times > 1)


def _teams(told: Authority) -> Iterator[Finding]:
    areas, teams = {area.id for area in told.areas}, {team.id: team for team in told.teams}
    for kind, ids in (
        ("areas", [area.id for area in told.areas]),
        ("teams", [team.id for team in told.teams]),
    ):
        if twice := _twice(ids):
            yield wrong(_PART, f"{kind} with one id: {some(twice)}", "Give each an id of its own")
    if not told.areas:
        yield note(_PART, "No area is named: nothing can be compared by area", "Add [[areas]]")
    if not told.teams:
        yield note(_PART, "No team is named: nothing can be told by team", "Add [[teams]]")
    if lost := [
        f"{team.id} (under {team.parent})" for team in told.teams if team.parent and team.parent not in teams
    ]:
        yield wrong(
            _PART, f"Teams under a team that is not there: {some(lost)}", "Name the parent, or correct it"
        )
    if lost := [f"{team.id} ({team.area})" for team in told.teams if team.area and team.area not in areas]:
        yield wrong(
            _PART, f"Teams in an area that is not there: {some(lost)}", "Name the area, or correct it"
        )
    if rings := [team.id for team in told.teams if _in_a_ring(team, teams)]:
        yield wrong(_PART, f"Teams that stand above themselves: {some(rings)}", "Correct their parents")
    if back := [team.id for team in told.teams if team.since and team.until and team.until < team.since]:
        yield wrong(_PART, f"Teams that ended before they began: {some(back)}", "Correct since and until")


def _in_a_ring(team: Team, teams: dict[str, Team]) -> bool:
    seen: set[str] = set()
    above: Team | None = team
    while above is not None and above.id not in seen:
        seen.add(above.id)
        above = teams.get(above.parent) if above.parent else None
    return above is not None


def _limits(told: Authority) -> Iterator[Finding]:
    for id, number in told.local_limits.items():
        if id not in DUTIES:
            do = "Name a duty's id: sightline duties lists them"
            yield wrong(_PART, f"local_limits: there is no duty {id}", do)
        elif not isinstance(number, int) or isinstance(number, bool) or number < 0:
            yield wrong(_PART, f"local_limits, {id}: found {number!r}, expected a number", "Correct it")
        else:
            try:
                with_local_limit(DUTIES[id], told)
            except ValueError as error:
                yield wrong(_PART, f"local_limits: {error}", "Take it out: a limit of law is not set here")


def _terms(told: Authority, today: date) -> Iterator[Finding]:
    terms = in_order(told.terms)
    if back := [term.name for term in terms if term.end < term.start]:
        yield wrong(_PART, f"School terms that end before they start: {some(back)}", "Correct their dates")
    if over := [f"{a.name} and {b.name}" for a, b in pairwise(terms) if b.start <= a.end]:
        yield wrong(_PART, f"School terms that overlap: {some(over)}", "Correct their dates")
    last = terms[-1].end if terms else None
    if last is not None and last >= today:
        return
    hang = [
        duty.title for duty in DUTIES.values() if _SCHOOL & {duty.within.unit, duty.every and duty.every.unit}
    ]
    until = f"end on {day_in_words(last)}" if last else "are not given"
    said = f"School terms {until}: from then on {len(hang)} duties cannot be told ({some(hang, 3)})"
    yield wrong(_PART, said, f"Add [[terms]] up to at least {day_in_words(today)}")


def _bodies(told: Authority) -> Iterator[Finding]:
    for body in told.bodies:
        seats = sum(seat.count for seat in body.seats)
        if body.seats and body.quorum > seats:
            said = f"{body.name}: a quorum of {body.quorum} and only {seats} seats"
            yield wrong(_PART, said, "Correct the quorum or the seats")


def teams_in_files(told: Authority, record: Record) -> Iterator[Finding]:
    """Teams that hold children in the files and that the authority's file does not know."""
    known = {team.id for team in told.teams}
    column, role = "invo_professional_team", "invo_professional_role_id"
    held = record.frame("ssd_involvements").filter(
        pl.col(role).str.to_lowercase().is_in(ALLOCATED)
        & pl.col(column).is_not_null()
        & (pl.col(column) != "")
    )
    strange = sorted(set(held[column].unique()) - known)
    if strange:
        rows = held.filter(pl.col(column).is_in(strange)).height
        said = (
            f"{rows:,} involvements name {len(strange):,} teams that the file does not know: {some(strange)}"
        )
        yield note(_PART, said, "Add them as [[teams]], or their children have no area")


def calendar(today: date) -> Iterator[Finding]:
    """Whether bank holidays are known far enough ahead for every working day to be counted."""
    _, last = calendar_span()
    said = f"Bank holidays are known to {day_in_words(last)}"
    do = "Renew them with: python scripts/import_bank_holidays.py, or a newer Sightline"
    if last < today + _NEAR:
        yield wrong("calendar", f"{said}: limits in working days cannot be told beyond it", do)
    elif last < today + _AHEAD:
        yield note("calendar", said, do)
    else:
        yield sound("calendar", said)
