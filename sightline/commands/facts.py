"""Loading files, and asking what they say."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import polars as pl
import typer
from rich.table import Table

from sightline.commands.shell import (
    SHOW,
    SPEAK,
    AsAt,
    AsJson,
    Drawn,
    Exit,
    KnownOn,
    View,
    Whose,
    emit,
    fail,
    open_store,
    progress,
    view,
)
from sightline.engine.records.evidence import Loaded, MissingFileError

_SHOWN = 20


def load(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders of files, received together.")],
    extract_date: Drawn = None,
    whose: Whose = "west-sussex",
    as_json: AsJson = False,
) -> None:
    """Keep files as they are, read them, and put a new snapshot in force."""
    _, store = open_store(whose)
    try:
        with progress() as tell:
            loaded = store.load(
                paths,
                received=datetime.now(ZoneInfo("Europe/London")),
                extract_date=extract_date,
                progress=tell,
            )
    except MissingFileError as error:
        fail(Exit.BAD_INPUT, str(error))
    if as_json:
        emit(_loaded(loaded))
    else:
        _say_loaded(loaded)
    if not loaded.submissions:
        raise typer.Exit(Exit.NOTHING_READ)


def _loaded(loaded: Loaded) -> dict[str, Any]:
    return {
        "submissions": [told.as_dict() for told in loaded.submissions],
        "snapshot": loaded.snapshot.as_dict() if loaded.snapshot else None,
        "repeat": loaded.repeat,
        "problems": [problem.as_dict() for problem in loaded.problems],
    }


def _say_loaded(loaded: Loaded) -> None:
    for problem in loaded.problems[:_SHOWN]:
        SPEAK.print(f"{problem.severity}: {problem.sentence()}", markup=False, soft_wrap=True)
    if (more := len(loaded.problems) - _SHOWN) > 0:
        SPEAK.print(f"and {more:,} more: sightline problems")
    for told in loaded.submissions:
        rows = sum(told.rows.values())
        SHOW.print(
            f"{told.id}  {told.source}  {rows:,} rows in {len(told.rows)} tables, drawn {told.extract_date}"
        )
    if loaded.repeat:
        SHOW.print("These very files were loaded before: nothing was changed")
    elif loaded.snapshot:
        SHOW.print(f"Snapshot {loaded.snapshot.number} is in force")
    else:
        SHOW.print("The bytes are kept; nothing in them could be read, so no snapshot was made")


def snapshots(whose: Whose = "west-sussex", as_json: AsJson = False) -> None:
    """Every snapshot, and from when it was in force."""
    _, store = open_store(whose)
    found = store.snapshots()
    if as_json:
        emit([snapshot.as_dict() for snapshot in found])
        return
    if not found:
        fail(Exit.NOTHING_LOADED, "Nothing was loaded yet. Load files with: sightline load PATHS")
    table = Table("Snapshot", "In force from", "Submissions", "Newest")
    for snapshot in found:
        ids = snapshot.submissions
        table.add_row(str(snapshot.number), f"{snapshot.in_force_from}", str(len(ids)), ids[-1])
    SHOW.print(table)


def problems(
    submission: Annotated[str | None, typer.Argument(help="One submission, such as S0001.")] = None,
    whose: Whose = "west-sussex",
    as_json: AsJson = False,
) -> None:
    """What could not be read, where, what was found and what was expected; and where sources disagree."""
    _, store = open_store(whose)
    try:
        found = store.problems(submission)
    except KeyError as error:
        fail(Exit.NOT_FOUND, str(error.args[0]))
    if as_json:
        emit([problem.as_dict() for problem in found])
        return
    for problem in found:
        SHOW.print(f"{problem.severity}: {problem.sentence()}", markup=False, soft_wrap=True)
    SPEAK.print(f"{len(found):,} problems")


def child(
    person_id: Annotated[str, typer.Argument(metavar="ID", help="The child's identifier in the files.")],
    as_at: AsAt = None,
    known_on: KnownOn = None,
    whose: Whose = "west-sussex",
    as_json: AsJson = False,
) -> None:
    """What one child is owed and has had, in order of due date."""
    seen = view(whose, as_at, known_on)
    results = seen.results
    person = results.people.filter(pl.col("person_id") == person_id)
    sealed = results.sealed.filter(pl.col("person_id") == person_id).height
    if person.is_empty() or sealed:
        fail(Exit.NOT_FOUND, f"No child {person_id} that may be shown in snapshot {seen.snapshot.number}")
    owed = results.obligations.filter(pl.col("person_id") == person_id)
    owed = owed.sort("due", "trigger", "duty", "sequence", nulls_last=True)
    if as_json:
        emit({**_said(seen), "person": person.row(0, named=True), "obligations": owed.to_dicts()})
        return
    row = person.row(0, named=True)
    care = f"looked after since {row['entered_on']}" if row["in_care"] else "not looked after"
    SHOW.print(f"{person_id}, aged {row['age']}, {care}, as at {seen.as_at}")
    table = Table("Due", "Duty", "State", "Met on", "Days late", "Substance", "Reason")
    columns = ("due", "duty", "state", "met_on", "days_late", "substance", "reason")
    for cells in owed.select(columns).iter_rows():
        table.add_row(*("" if cell is None else str(cell) for cell in cells))
    SHOW.print(table)


def duties(as_json: AsJson = False) -> None:
    """Every duty with its law, its limit and what each source can show of it."""
    from sightline.engine.duties.catalogue import DUTIES

    if as_json:
        emit(
            [
                {
                    "id": duty.id,
                    "title": duty.title,
                    "area": duty.area,
                    "within": str(duty.within),
                    "every": str(duty.every) if duty.every else None,
                    "basis": [
                        {"source": str(basis), "kind": basis.kind, "verified": basis.verified}
                        for basis in duty.basis
                    ],
                    "valid_from": duty.valid_from,
                    "valid_to": duty.valid_to,
                    "excludes": list(duty.excludes),
                    "shows": {source: str(shown) for source, shown in duty.shows.items()},
                    "answers": list(duty.answers),
                }
                for duty in DUTIES.values()
            ]
        )
        return
    table = Table("Duty", "Within", "Then every", "Law", show_lines=True)
    for duty in DUTIES.values():
        law = "\n".join(f"{basis}{'' if basis.verified else ' (not verified)'}" for basis in duty.basis)
        table.add_row(duty.title, str(duty.within), str(duty.every or ""), law)
    SHOW.print(table)


def measures(
    as_at: AsAt = None, known_on: KnownOn = None, whose: Whose = "west-sussex", as_json: AsJson = False
) -> None:
    """The latest full month of every measure: as recorded, floor, ceiling, and how far to rely on it."""
    from sightline.engine.measures.catalogue import MEASURES
    from sightline.engine.measures.evaluate import all_results
    from sightline.engine.measures.presentation import as_text, ceiling_text, floor_text

    seen = view(whose, as_at, known_on)
    results = seen.results
    figures = all_results(
        MEASURES.values(),
        results.obligations,
        results.people,
        seen.as_at,
        first=_year_before(seen.as_at),
    )
    latest = figures.group_by("measure", maintain_order=True).last().sort("measure")
    if as_json:
        emit({**_said(seen), "measures": latest.select(figures.columns).to_dicts()})
        return
    table = Table("Measure", "Recorded", "Floor", "Ceiling", "Assurance", "Why")
    for row in latest.iter_rows(named=True):
        title = MEASURES[row["measure"]].title
        figure = (as_text(row), floor_text(row), ceiling_text(row))
        table.add_row(title, *figure, row["assurance"] or "", row["reason"] or "")
    SHOW.print(table)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=1)


def _said(seen: View) -> dict[str, Any]:
    return {"authority": seen.authority.id, "as_at": seen.as_at, "snapshot": seen.snapshot.number}
