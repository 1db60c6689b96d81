"""Children from the command line: who waits for what, and one child's whole timeline."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

import polars as pl
import typer
from rich.table import Table
from rich.text import Text

from sightline.commands.choosing import OfDuty, OfTeam, chosen_duties, names_of, team_and_below
from sightline.commands.nothing import DOCTOR, no_children, no_such_child
from sightline.commands.shell import (
    SHOW,
    SPEAK,
    AsAt,
    AsJson,
    Exit,
    KnownOn,
    View,
    Whose,
    emit,
    fail,
    nothing_to_show,
    view,
    waiting,
)
from sightline.commands.timeline import about_adults_left_out, show_timeline, timeline_of
from sightline.commands.traces import saw
from sightline.engine.duties.catalogue import DUTIES, TARGETS
from sightline.engine.duties.obligation import State
from sightline.engine.records.columns import Subject

_ON_SCREEN = 50
_TITLES = 3
_OWED_NOW = (State.OVERDUE.value, State.RUNNING.value)

Late = Annotated[bool, typer.Option("--late", help="Only children for whom something is overdue now.")]
Limit = Annotated[
    int | None, typer.Option(min=1, help="At most so many (on a screen 50 unless said, in JSON all).")
]


def children(
    late: Late = False,
    team: OfTeam = None,
    duty: OfDuty = None,
    limit: Limit = None,
    as_at: AsAt = None,
    known_on: KnownOn = None,
    whose: Whose = "west-sussex",
    as_json: AsJson = False,
) -> None:
    """Children looked after, or owed anything now: worker, team, and what is late; the latest first."""
    seen = view(whose, as_at, known_on)
    named = {one.id for one in chosen_duties(None, duty)} if duty else None
    teams = team_and_below(seen.authority, team) if team else None
    with waiting("Working out what each child is owed"):
        found = _listed(seen, late, teams, named)
        names = worker_names(seen)
    limit = limit or (None if as_json else _ON_SCREEN)
    told = [_told(seen, row, names) for row in found.head(limit or found.height).iter_rows(named=True)]
    saw(seen, f"listed {len(told)} children", late=late, team=team or "", duty=duty or "")
    if as_json:
        emit({**seen.told, "count": found.height, "children": told})
        return
    if not told:
        options = {"--late": late, f"--team {team}": team, f"--duty {duty}": duty}
        asked = " ".join(words for words, given in options.items() if given)
        nothing_to_show(seen, no_children(seen, asked))
        return
    _show(seen, told)
    more = f", {len(told):,} of them shown (--limit shows more)" if len(told) < found.height else ""
    SPEAK.print(f"{found.height:,} children{more}")


def open_to_see(seen: View, frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with ``person_id`` without the identities that are sealed, whatever the date."""
    return frame.join(seen.results.sealed, on="person_id", how="anti", maintain_order="left")


def worker_names(seen: View) -> dict[str, str]:
    """Each worker's name by identifier, as the record tells it."""
    frame = seen.results.record.frame("ssd_professionals")
    told = frame.select("prof_professional_id", "prof_professional_name").drop_nulls()
    return dict(told.iter_rows())


def _listed(seen: View, late: bool, teams: set[str] | None, duties: set[str] | None) -> pl.DataFrame:
    """People with ``late``, a list of what is overdue now; the longest overdue at the head."""
    results = seen.results
    owed = results.obligations.filter(
        (pl.col("subject") == Subject.CHILD.value)
        & pl.col("state").is_in(_OWED_NOW)
        & pl.col("ended_on").is_null()
        & pl.col("met_on").is_null()
        & ~pl.col("duty").is_in(sorted(TARGETS))
    )
    if duties is not None:
        owed = owed.filter(pl.col("duty").is_in(sorted(duties)))
    overdue = owed.filter(pl.col("state") == State.OVERDUE.value).sort(
        "days_late", "duty", descending=[True, False]
    )
    waits = overdue.group_by("person_id", maintain_order=True).agg(
        late=pl.struct("duty", "due", "days_late"), longest=pl.col("days_late").max()
    )
    people = open_to_see(seen, results.people).join(waits, on="person_id", how="left", maintain_order="left")
    owed_now = pl.col("person_id").is_in(owed["person_id"].unique().implode())
    found = people.filter(owed_now if duties is not None else pl.col("in_care") | owed_now)
    if late:
        found = found.filter(pl.col("longest").is_not_null())
    if teams is not None:
        found = found.filter(pl.col("team_id").is_in(sorted(teams)))
    return found.sort("longest", "person_id", descending=[True, False], nulls_last=True)


def _told(seen: View, row: dict[str, Any], workers: dict[str, str]) -> dict[str, Any]:
    """One child in plain values. Names of children are for pages that keep a trail, not for a terminal."""
    worker, team = row["worker_id"], row["team_id"]
    return {
        "person_id": row["person_id"],
        "age": row["age"],
        "looked_after": row["in_care"],
        "looked_after_since": row["entered_on"] if row["in_care"] else None,
        "worker_id": worker,
        "worker": workers.get(worker, worker),
        "team_id": team,
        "team": names_of(seen.authority).get(team, team),
        "area_id": row["area_id"],
        "late": [{**one, "title": DUTIES[one["duty"]].title} for one in row["late"] or ()],
    }


def _show(seen: View, told: Iterable[dict[str, Any]]) -> None:
    SHOW.print(seen.heading, markup=False, soft_wrap=True)
    table = Table("Child", "Age", "Looked after", "Worker", "Team", "Late now")
    for row in told:
        titles = [f"{one['title']} ({one['days_late']:,} days)" for one in row["late"][:_TITLES]]
        if (more := len(row["late"]) - _TITLES) > 0:
            titles.append(f"and {more} more")
        age = "" if row["age"] is None else "unborn" if row["age"] < 0 else str(row["age"])
        care = "yes" if row["looked_after"] else "no"
        cells = (row["person_id"], age, care, row["worker"] or "nobody", row["team"] or "", "\n".join(titles))
        table.add_row(*(Text(cell) for cell in cells))
    SHOW.print(table)


def child(
    person_id: Annotated[str, typer.Argument(metavar="ID", help="The child's identifier in the files.")],
    since: Annotated[
        str | None, typer.Option(metavar="YEAR", help="Show only this year and those after it.")
    ] = None,
    as_at: AsAt = None,
    known_on: KnownOn = None,
    whose: Whose = "west-sussex",
    as_json: AsJson = False,
) -> None:
    """One child's timeline: what happened, what was owed, how far to believe it, and where it stands."""
    seen = view(whose, as_at, known_on)
    first = _year(since)
    with waiting("Working out what this child is owed"):
        results = seen.results
        person = open_to_see(seen, results.people).filter(pl.col("person_id") == person_id)
        if person.is_empty():
            fail(Exit.NOT_FOUND, ". ".join(no_such_child(seen, person_id)))
        owed = results.obligations.filter(
            pl.col("person_id") == person_id,
            pl.col("subject") == Subject.CHILD.value,
            ~pl.col("duty").is_in(sorted(TARGETS)),
        ).sort("due", "trigger", "duty", "sequence", nulls_last=True)
        workers = worker_names(seen)
        entries = timeline_of(seen, person_id, owed, workers)
        left_out = about_adults_left_out(results.record, person_id)
    row = person.row(0, named=True)
    entries = [one for one in entries if first is None or one.on is None or one.on >= first]
    saw(seen, "opened a child's record", person_id=person_id)
    if as_json:
        happened = [one.as_dict() for one in entries if one.duty is None]
        told = {"person": row, "obligations": owed.to_dicts(), "happened": happened}
        emit({**seen.told, **told, "rows_about_adults_left_out": left_out})
        return
    show_timeline(seen, _told(seen, {**row, "late": None}, workers), entries)
    if not entries:
        since_then = f"--since {since} left out what is older" if first else "No loaded file tells of more"
        SPEAK.print(f"{since_then}. {DOCTOR}", markup=False, soft_wrap=True)
    if left_out:
        rows = "1 row is" if left_out == 1 else f"{left_out:,} rows are"
        SPEAK.print(f"{rows} left out: about adults who work with children, for a director to read")


def _year(text: str | None) -> date | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        fail(Exit.BAD_INPUT, f"--since: found {text}, expected a year such as 2019")
    return date(int(text), 1, 1)
