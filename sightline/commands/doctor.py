"""The doctor: is everything that Sightline stands on sound, and if not, what to do."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import typer
from rich.table import Table
from rich.text import Text

from sightline.authorities import AuthorityFileError, load_authority
from sightline.commands.checkup import authority as file
from sightline.commands.checkup import machine
from sightline.commands.checkup.evidence import Tell, evidence, results
from sightline.commands.checkup.finding import Finding, Level, note, wrong
from sightline.commands.checkup.sources import sources
from sightline.commands.shell import SHOW, SPEAK, AsJson, Exit, Whose, emit, home, progress
from sightline.engine.authority import Authority
from sightline.engine.records.evidence import EvidenceStore

_COLOURS = {Level.SOUND: "green", Level.NOTE: "yellow", Level.WRONG: "bold red"}


def doctor(whose: Whose = "west-sussex", as_json: AsJson = False) -> None:
    """Look at all that Sightline stands on, and say what to do. Exit code 15: something is wrong."""
    with progress() as tell:
        found = list(_looked(whose, tell))
    bad = [one for one in found if one.level is Level.WRONG]
    if as_json:
        emit({"sound": not bad, "findings": [one.as_dict() for one in found]})
    else:
        _show(found)
    if bad:
        raise typer.Exit(Exit.NOT_SOUND)


def _looked(whose: str, tell: Tell) -> Iterator[Finding]:
    yield from machine.environment()
    yield from machine.data_folder()
    try:
        told = load_authority(whose)
    except AuthorityFileError as error:
        yield wrong("authority's file", str(error), "Correct it, or name another with --authority")
        return
    yield from machine.database(whose)
    today = told.demo_as_at or datetime.now(ZoneInfo("Europe/London")).date()
    yield from file.authority(told, today)
    yield from file.calendar(today)
    yield from _facts(told, tell)


def _facts(told: Authority, tell: Tell) -> Iterator[Finding]:
    store = EvidenceStore(home(), told.id)
    found = list(evidence(store, tell))
    yield from found
    if any(one.level is Level.WRONG for one in found):
        return
    snapshot = store.in_force()
    if snapshot is None:
        yield note("evidence", "Nothing was loaded yet", "Load files with: sightline load PATHS")
        return
    tell("Asking what the sources can show", 0, 1)
    record = store.record(snapshot)
    yield from results(snapshot)
    yield from file.teams_in_files(told, record)
    yield from sources(record)


def _show(found: list[Finding]) -> None:
    table = Table("Part", "Finding", "What was found, and what to do")
    for one in found:
        text = Text(one.said)
        if one.do:
            text.append(f"\n{one.do}", style="bold")
        table.add_row(one.part, Text(one.level.value, style=_COLOURS[one.level]), text)
    SHOW.print(table)
    counts = {level: sum(one.level is level for one in found) for level in Level}
    SPEAK.print(", ".join(f"{count} {level.value}" for level, count in counts.items()))
