"""Purging a file under the retention schedule, from the command line."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import polars as pl
import typer

from sightline.commands.shell import (
    SHOW,
    SPEAK,
    AsJson,
    Exit,
    Whose,
    day_in_words,
    day_option,
    emit,
    fail,
    open_store,
    waiting,
)
from sightline.commands.traces import leave
from sightline.engine.records.columns import ROW
from sightline.engine.records.evidence import EvidenceStore, Submission, SubmittedFile

_ENOUGH = 12

File = Annotated[
    str, typer.Argument(metavar="FILE", help="The SHA-256 of the file, or its first 12 signs; or its name.")
]
Reason = Annotated[str, typer.Option(help="Why, by the retention schedule. It stays, so name no child.")]
On = Annotated[date | None, day_option("The day of the purge, where it is not today.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


@dataclass(frozen=True)
class Chosen:
    """A file, the submissions that hold it, and how many rows of theirs it told."""

    file: SubmittedFile
    submissions: tuple[Submission, ...]
    rows: int

    @property
    def where(self) -> str:
        """The submissions, by name."""
        return ", ".join(one.id for one in self.submissions)

    @property
    def sentence(self) -> str:
        """What is to go."""
        return f"{self.file.name} (SHA-256 {self.file.sha256}), in {self.where}: {self.rows:,} rows"


def purge(
    file: File,
    reason: Reason,
    on: On = None,
    yes: Yes = False,
    whose: Whose = "west-sussex",
    as_json: AsJson = False,
) -> None:
    """Remove a file for good: its bytes, and its rows from every snapshot. A tombstone says why and when."""
    authority, store = open_store(whose)
    today = datetime.now(ZoneInfo("Europe/London")).date()
    if not reason.strip():
        fail(Exit.BAD_INPUT, "--reason: found nothing, expected why the file goes. Nothing was purged")
    if on is not None and on > today:
        fail(Exit.BAD_INPUT, f"--on: found {on}, expected no day after today. Nothing was purged")
    chosen = _chosen(store, file.strip())
    if not yes:
        _ask(chosen)
    day = on or today
    told = {
        "sha256": chosen.file.sha256,
        "submissions": [one.id for one in chosen.submissions],
        "rows": chosen.rows,
        "on": day,
    }
    what = f"purged a file ({chosen.rows} rows)"
    leave(authority.id, what, about=f"file:{chosen.file.sha256[:_ENOUGH]}", why=reason.strip(), details=told)
    with waiting("Purging"):
        try:
            store.purge(chosen.file.sha256, reason.strip(), day)
        except OSError as error:
            fail(Exit.BAD_INPUT, f"The purge is not done: {error.strerror}. The next load finishes it")
    if as_json:
        emit({"file": chosen.file.name, "reason": reason.strip(), **told})
    else:
        SHOW.print(f"Purged on {day_in_words(day)}: {chosen.sentence}", markup=False, soft_wrap=True)


def _chosen(store: EvidenceStore, text: str) -> Chosen:
    """The one file that is meant; ends the command where there is none, several, or none any more."""
    sha, held = text.casefold(), store.submissions()
    found = {
        file.sha256: file
        for one in held
        for file in one.files
        if file.name == text or (len(sha) >= _ENOUGH and file.sha256.startswith(sha))
    }
    if not found:
        fail(Exit.NOT_FOUND, f"Found no submitted file {text}: sightline snapshots --json tells submissions")
    kept = [file for file in found.values() if (store.home / "files" / file.sha256).exists()]
    if not kept:
        stone = store.tombstone(next(iter(found))[:_ENOUGH])
        when = f" on {day_in_words(stone.on)}: {stone.reason}" if stone else ""
        fail(Exit.NOT_FOUND, f"{text} was purged already{when}")
    if len(kept) > 1:
        listed = "\n".join(_told(store, held, file).sentence for file in kept)
        fail(Exit.BAD_INPUT, f"{len(kept)} files are called {text}; name one by its SHA-256:\n{listed}")
    return _told(store, held, kept[0])


def _told(store: EvidenceStore, held: list[Submission], file: SubmittedFile) -> Chosen:
    mine = tuple(one for one in held if any(other.sha256 == file.sha256 for other in one.files))
    its = pl.col(ROW).str.starts_with(f"{file.sha256[:_ENOUGH]}/").sum()
    rows = 0
    for one in mine:
        for table in one.rows:
            path = store.home / "submissions" / one.id / f"{table}.parquet"
            rows += int(pl.read_parquet(path, columns=[ROW]).select(its).item() or 0)
    return Chosen(file, mine, rows)


def _ask(chosen: Chosen) -> None:
    SPEAK.print(f"To be removed for good: {chosen.sentence}", markup=False, soft_wrap=True)
    try:
        sure = typer.confirm("Its bytes and its rows cannot be got back. Purge it?", err=True)
    except typer.Abort:
        sure = False
    if not sure:
        fail(Exit.BAD_INPUT, "Nothing was purged. Answer y, or say --yes")
