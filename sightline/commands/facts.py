"""Loading files, and asking what they say."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from sightline.authorities import file_of
from sightline.commands.shell import (
    SHOW,
    SPEAK,
    AsJson,
    Drawn,
    Exit,
    Whose,
    day_in_words,
    emit,
    fail,
    home,
    open_store,
    progress,
)
from sightline.commands.traces import leave
from sightline.commands.unfinished import WAITS, say_unfinished
from sightline.engine.authority import Authority
from sightline.engine.records.evidence import (
    EvidenceStore,
    Loaded,
    MissingFileError,
    Snapshot,
    Submission,
)
from sightline.engine.records.readers import READERS
from sightline.engine.records.record import ALL_TABLES
from sightline.engine.records.strangers import Strangers, strangers
from sightline.office.access.sign_ins import kept
from sightline.office.evidence.quoting import quotable

_SHOWN = 20


def load(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders of files, received together.")],
    extract_date: Drawn = None,
    whose: Whose = "west-sussex",
    as_json: AsJson = False,
) -> None:
    """Keep files as they are, read them, and put a new snapshot in force."""
    authority, store = open_store(whose)
    _say_whose(authority)
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
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        fail(Exit.BAD_INPUT, f"The load stopped. {where}{error.strerror}. Nothing is half in force. {WAITS}")
    told = {
        "submissions": [one.id for one in loaded.submissions],
        "snapshot": loaded.snapshot.number if loaded.snapshot else None,
    }
    leave(authority.id, "loaded files", about=f"load:{loaded.load[:12]}", details=told)
    loaded = replace(loaded, problems=tuple(quotable(store, loaded.problems)))
    unlisted = strangers_of(store, loaded)
    if as_json:
        emit({**_loaded(loaded), "children_not_listed": [one.as_dict() for one in unlisted]})
    else:
        _say_loaded(loaded)
        _say_unlisted(unlisted)
    if not loaded.submissions:
        raise typer.Exit(Exit.NOTHING_READ)


def _say_whose(authority: Authority) -> None:
    """Files that come in as those of the demonstration's county, where it was never made: say how to tell."""
    if not authority.synthetic or kept(home()):
        return
    clock = f" and its clock stands at {day_in_words(authority.demo_as_at)}" if authority.demo_as_at else ""
    SPEAK.print(
        f"note: these are taken for files of {authority.name}, the demonstration: its children are marked "
        f"synthetic{clock}. For your own authority copy {file_of(authority.id)}, change it, name the copy: "
        "--authority my-council.toml (for the server: SIGHTLINE_AUTHORITY)",
        markup=False,
        soft_wrap=True,
    )


def _loaded(loaded: Loaded) -> dict[str, Any]:
    return {
        "submissions": [told.as_dict() for told in loaded.submissions],
        "snapshot": loaded.snapshot.as_dict() if loaded.snapshot else None,
        "repeat": loaded.repeat,
        "stood_over_by": loaded.over.id if loaded.over else None,
        "problems": [problem.as_dict() for problem in loaded.problems],
    }


def _say_loaded(loaded: Loaded) -> None:
    for problem in loaded.problems[:_SHOWN]:
        SPEAK.print(f"{problem.severity.words}: {problem.sentence()}", markup=False, soft_wrap=True)
    if (more := len(loaded.problems) - _SHOWN) > 0:
        SPEAK.print(f"and {more:,} more: sightline problems")
    titles = {reader.source: reader.title for reader in READERS}
    for told in loaded.submissions:
        rows = sum(told.rows.values())
        counted = "1 row" if rows == 1 else f"{rows:,} rows"
        SHOW.print(
            f"{told.id}  {titles.get(told.source, told.source)}: {counted} in {_tables(told)}, "
            f"drawn {day_in_words(told.extract_date)}",
            markup=False,
            soft_wrap=True,
        )
        if not rows:
            SHOW.print(f"{told.id} tells nothing: it had no row, or every row was set aside", style="yellow")
    if loaded.repeat:
        SHOW.print("These very files were loaded before: nothing was changed")
    elif loaded.snapshot:
        SHOW.print(f"Snapshot {loaded.snapshot.number} is in force")
    else:
        SHOW.print("The bytes are kept; nothing in them could be read, so no snapshot was made")
    if loaded.stood_over:
        SHOW.print(f"{loaded.stood_over} The day is told by --extract-date.", soft_wrap=True)


def _tables(told: Submission) -> str:
    if len(told.rows) == 1:
        return ALL_TABLES[next(iter(told.rows))].title.lower()
    return f"{len(told.rows)} tables"


def strangers_of(store: EvidenceStore, loaded: Loaded) -> list[Strangers]:
    """Rows of what a load brought into force that name children whom no file lists."""
    if loaded.snapshot is None:
        return []
    tables = {name for told in loaded.submissions for name in told.rows}
    return strangers(store.record(loaded.snapshot), tables, store.sealed()["person_id"])


def _say_unlisted(unlisted: Sequence[Strangers]) -> None:
    """That rows came whose children are on no page, and what would bring them."""
    for one in unlisted:
        said = f"{ALL_TABLES[one.table].title}: {one.found}. {one.advice}"
        SHOW.print(said, style="yellow", markup=False, soft_wrap=True)


def snapshots(whose: Whose = "west-sussex", as_json: AsJson = False) -> None:
    """Every snapshot, and from when it was in force."""
    _, store = open_store(whose)
    found = store.snapshots()
    say_unfinished(store)
    if as_json:
        emit(_with_tombstones(store, found))
        return
    if not found:
        fail(Exit.NOTHING_LOADED, "Nothing was loaded yet. Load files with: sightline load PATHS")
    table = Table("Snapshot", "In force from", "Submissions", "Newest")
    for snapshot in found:
        ids = snapshot.submissions
        table.add_row(str(snapshot.number), f"{snapshot.in_force_from}", str(len(ids)), ids[-1])
    SHOW.print(table)


def _with_tombstones(store: EvidenceStore, found: Sequence[Snapshot]) -> list[dict[str, Any]]:
    """Snapshots, each with what stays of the files of its submissions that were purged."""
    marked = {path.name.partition(".")[0] for path in (store.home / "files").glob("*.purged.json")}
    stones: dict[str, list[dict[str, Any]]] = {}
    for one in store.submissions() if marked else ():
        for file in one.files:
            if file.sha256 in marked and (stone := store.tombstone(file.sha256)):
                told = {"submission": one.id, "file": file.name, **vars(stone)}
                stones.setdefault(one.id, []).append(told)
    return [
        {**one.as_dict(), "purged": [stone for id in one.submissions for stone in stones.get(id, ())]}
        for one in found
    ]
