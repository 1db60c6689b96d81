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
    waiting,
)
from sightline.commands.traces import leave
from sightline.engine.authority import Authority
from sightline.engine.records.evidence import EvidenceStore, Loaded, MissingFileError, Snapshot
from sightline.office.access.sign_ins import kept
from sightline.office.evidence.quoting import quotable

_SHOWN = 20
_WAITS = "Files that were kept are loaded by the next load, before its own"


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
        fail(Exit.BAD_INPUT, f"The load stopped. {where}{error.strerror}. Nothing is half in force. {_WAITS}")
    told = {
        "submissions": [one.id for one in loaded.submissions],
        "snapshot": loaded.snapshot.number if loaded.snapshot else None,
    }
    leave(authority.id, "loaded files", about=f"load:{loaded.load[:12]}", details=told)
    loaded = replace(loaded, problems=tuple(quotable(store, loaded.problems)))
    if as_json:
        emit(_loaded(loaded))
    else:
        _say_loaded(loaded)
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
    if loaded.stood_over:
        SHOW.print(f"{loaded.stood_over} The day is told by --extract-date.", soft_wrap=True)


def snapshots(whose: Whose = "west-sussex", as_json: AsJson = False) -> None:
    """Every snapshot, and from when it was in force."""
    _, store = open_store(whose)
    found = store.snapshots()
    _say_unfinished(store)
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


def problems(
    submission: Annotated[str | None, typer.Argument(help="One submission, such as S0001.")] = None,
    whose: Whose = "west-sussex",
    as_json: AsJson = False,
) -> None:
    """What could not be read, where, what was found and what was expected; and where sources disagree."""
    authority, store = open_store(whose)
    try:
        with waiting("Gathering problems"):
            found = quotable(store, store.problems(submission), submission)
    except KeyError as error:
        fail(Exit.NOT_FOUND, str(error.args[0]))
    if found:  # their words may quote an identifier
        about = f"submission:{submission}" if submission else ""
        leave(authority.id, f"listed {len(found)} problems", about=about, details={}, changes=False)
    if submission is None:
        _say_unfinished(store)
    if as_json:
        emit([problem.as_dict() for problem in found])
        return
    for problem in found:
        SHOW.print(f"{problem.severity}: {problem.sentence()}", markup=False, soft_wrap=True)
    SPEAK.print(f"{len(found):,} problems")


def _say_unfinished(store: EvidenceStore) -> None:
    """Loads of which nothing is in force, on standard error."""
    for one in store.unfinished():
        more = f" and {len(one.files) - 1} more" if len(one.files) > 1 else ""
        reason = f" ({one.reason})" if one.reason else ""
        if one.set_aside:
            what = f"was set aside{reason}. The files are kept; load them again"
        else:
            what = f"was interrupted{reason}. {_WAITS}"
        named = f"{one.files[0] if one.files else 'files'}{more}"
        SPEAK.print(f"A load of {named}, received {one.received:%d %B %Y}, {what}", markup=False)
