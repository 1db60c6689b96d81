"""What every command shares: where data lies, whose rules hold, how it speaks, and how it ends."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from sightline.authorities import AuthorityFileError, load_authority
from sightline.engine.authority import Authority
from sightline.engine.records.evidence import EvidenceStore, Snapshot
from sightline.engine.results import Results

SPEAK = Console(stderr=True, highlight=False)
"""Progress and messages go to standard error, so that standard output holds the answer alone."""

SHOW = Console(highlight=False)


class Exit(IntEnum):
    """How a command ends."""

    OK = 0
    BAD_INPUT = 10  # a file, option or authority's file that cannot be read
    NOTHING_LOADED = 11  # nothing in force yet, or not at that date
    NOT_FOUND = 12  # no such child, submission or measure
    NOTHING_READ = 13  # files were kept, and nothing in them could be read
    NOT_INSTALLED = 14  # a part that this command needs is not there
    NOT_SOUND = 15  # the doctor found something wrong


def nothing_to_show(seen: "View", why: Iterable[str]) -> None:
    """Whose answer it is, and why it is empty: standard output says the one, standard error the other."""
    SHOW.print(seen.heading, markup=False, soft_wrap=True)
    for sentence in why:
        SPEAK.print(sentence, markup=False, soft_wrap=True)


def fail(code: Exit, message: str) -> NoReturn:
    """Say what was found and what to do, and end."""
    SPEAK.print(message, style="bold", markup=False, soft_wrap=True)
    raise typer.Exit(code)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"found {text}, expected a date such as 2019-09-30") from None


def day_option(help: str) -> Any:
    """An option that takes a date."""
    return typer.Option(parser=_day, metavar="DATE", help=help)


AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
AsAt = Annotated[
    date | None,
    typer.Option(parser=_day, metavar="DATE", help="What had happened by this date."),
]
KnownOn = Annotated[
    date | None,
    typer.Option(parser=_day, metavar="DATE", help="What the records then said, at the end of this date."),
]
Drawn = Annotated[
    date | None,
    typer.Option(parser=_day, metavar="DATE", help="The day the files were drawn, where they do not say."),
]
Whose = Annotated[
    str, typer.Option("--authority", envvar="SIGHTLINE_AUTHORITY", help="A name, or a path to a TOML file.")
]


def home() -> Path:
    """Where data lies: SIGHTLINE_HOME, else ``var`` here."""
    return Path(os.environ.get("SIGHTLINE_HOME") or "var")


def emit(value: Any) -> None:
    """The answer as one JSON document on standard output."""
    typer.echo(json.dumps(value, indent=1, ensure_ascii=False, default=_plain))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def day_in_words(day: date) -> str:
    """Such as 30 September 2019."""
    return f"{day:%-d %B %Y}"


@dataclass(frozen=True)
class View:
    """One authority's evidence, seen as at a date and as known on a date."""

    authority: Authority
    store: EvidenceStore
    snapshot: Snapshot
    as_at: date

    @property
    def results(self) -> Results:
        """What the engine says of it."""
        return Results(self.store, self.snapshot, self.as_at, self.authority)

    @property
    def told(self) -> dict[str, Any]:
        """Whose answer this is, as at when, and of which snapshot: the head of every JSON document."""
        return {"authority": self.authority.id, "as_at": self.as_at, "snapshot": self.snapshot.number}

    @property
    def heading(self) -> str:
        """The same in words."""
        synthetic = " (synthetic children)" if self.authority.synthetic else ""
        day = day_in_words(self.as_at)
        return f"{self.authority.name}{synthetic}, as at {day}, snapshot {self.snapshot.number}"


def open_store(whose: str) -> tuple[Authority, EvidenceStore]:
    """An authority and its evidence; ends the command where its file cannot be read."""
    try:
        authority = load_authority(whose)
    except AuthorityFileError as error:
        fail(Exit.BAD_INPUT, str(error))
    return authority, EvidenceStore(home(), authority.id)


def view(whose: str, as_at: date | None, known_on: date | None) -> View:
    """The snapshot asked for; ends the command where none was in force."""
    authority, store = open_store(whose)
    snapshot = store.in_force(known_on)
    if snapshot is None:
        when = f" by {known_on:%d %B %Y}" if known_on else " yet"
        fail(
            Exit.NOTHING_LOADED,
            f"Nothing was loaded{when} in {home()}. Load files with: sightline load PATHS",
        )
    day = as_at or known_on or authority.demo_as_at or snapshot.in_force_from.date()
    return View(authority, store, snapshot, day)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error, moved by (what, done, of)."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=SPEAK, transient=True) as bar:
        task = bar.add_task("Starting", total=1)

        def tell(what: str, done: int, of: int) -> None:
            bar.update(task, description=what, completed=done, total=of or None)
            if of == 0:
                SPEAK.print(what)

        yield tell


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """A moving bar on standard error while something of unknown length runs."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=SPEAK, transient=True) as bar:
        bar.add_task(what, total=None)
        yield
