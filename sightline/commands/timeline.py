"""A child's timeline on a terminal: one line for each thing that happened or was owed, by date."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import polars as pl
from rich.table import Table
from rich.text import Text

from sightline.commands.shell import SHOW, View, day_in_words
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.obligation import State
from sightline.engine.records.about import PERSON, names_child, with_person
from sightline.engine.records.columns import Subject
from sightline.engine.records.identity import carries
from sightline.engine.records.record import ALL_TABLES, Record
from sightline.office.caseload.happenings import happened

COLOURS: Mapping[str, str] = {
    State.OVERDUE: "bold red",
    State.MET_LATE: "yellow",
    State.MET: "green",
    State.RUNNING: "cyan",
    State.CANNOT_TELL: "magenta",
}
"""The words say the same: a colour is never the only sign."""


@dataclass(frozen=True)
class Entry:
    """What happened (``duty`` is None) or was owed, on a day; ``where`` names rows of submitted files."""

    on: date | None
    title: str
    told: str
    state: str
    substance: str
    where: str
    duty: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return asdict(self)


def timeline_of(seen: View, person_id: str, owed: pl.DataFrame, workers: Mapping[str, str]) -> list[Entry]:
    """What the record holds of a child and what the child was owed, the oldest first, undated things last."""
    place = places(seen)
    judged = {
        ref: row["substance"]
        for row in owed.iter_rows(named=True)
        if row["substance"]
        for ref in row["met_rows"] or ()
    }
    tables = rows_of(seen.results.record, person_id, seen.results.sealed["person_id"])
    told = happened(tables, seen.as_at, judged, lambda worker: workers.get(worker, worker))
    entries = [
        Entry(one.on, one.title, _more(one.told, one.blank), "", one.substance or "", place(one.rows))
        for one in told
    ]
    entries += [_owed(row, place) for row in owed.iter_rows(named=True)]
    return sorted(
        entries, key=lambda one: (one.on is None, one.on or date.min, one.duty is not None, one.title)
    )


def rows_of(record: Record, person_id: str, sealed: Iterable[str]) -> dict[str, pl.DataFrame]:
    """Every row of the record that is about a child, by table; none of a table about adults, and none that
    names a sealed identity."""
    told = {name: rows for name, rows in _naming(record, person_id) if not _about_adults(name)}
    shown = ((name, rows.filter(~carries(name, sealed))) for name, rows in told.items())
    return {name: rows for name, rows in shown if rows.height}


def about_adults_left_out(record: Record, person_id: str) -> int:
    """How many rows that name a child are left out: those about adults who work with children."""
    return sum(rows.height for name, rows in _naming(record, person_id) if _about_adults(name))


def _about_adults(table: str) -> bool:
    """Whether only a director reads a table's rows, on a page that is told to nobody else."""
    return ALL_TABLES[table].subject is Subject.ADULT


def _naming(record: Record, person_id: str) -> Iterator[tuple[str, pl.DataFrame]]:
    for name in record.tables:
        if name in ALL_TABLES and names_child(name):
            mine = with_person(record, name).filter(pl.col(PERSON) == person_id)
            if mine.height:
                yield name, mine


def places(seen: View) -> Callable[[Iterable[str]], str]:
    """How rows are called: the file as it was named, the row as a person counts, and the submission."""
    names = {
        file.sha256[:12]: (file.name, told.id) for told in seen.store.submissions() for file in told.files
    }

    def called(refs: Iterable[str]) -> str:
        all_refs = list(refs)
        if not all_refs:
            return ""
        start, _, rest = all_refs[0].partition("/")
        inside, _, row = rest.rpartition("/")
        name, submission = names.get(start, (f"a file that begins {start}", "not in force"))
        stem, _, ending = name.casefold().rpartition(".")
        plain = inside.casefold() in ("", stem, ending)
        sheet = "" if plain else f", {inside}"
        more = f" and {len(all_refs) - 1} more" if len(all_refs) > 1 else ""
        return f"{name}{sheet}, row {row}, in {submission}{more}"

    return called


def _more(told: str, blank: str) -> str:
    return "; ".join(filter(None, (told, f"blank: {blank}" if blank else "")))


def _owed(row: Mapping[str, Any], place: Callable[[Iterable[str]], str]) -> Entry:
    duty, late = DUTIES[row["duty"]], row["days_late"]
    when = [f"due {day_in_words(row['due'])}" if row["due"] else "", row["reason"] or ""]
    state = f"{row['state']}, {late:,} {'day' if late == 1 else 'days'}" if late else row["state"]
    return Entry(
        on=row["met_on"] or row["due"] or row["trigger"] or row["ended_on"],
        title=duty.title,
        told="; ".join(filter(None, when)),
        state=state,
        substance=row["substance"] or "",
        where=place(row["met_rows"] or row["trigger_rows"] or ()),
        duty=duty.id,
    )


def show_timeline(seen: View, told: Mapping[str, Any], entries: list[Entry]) -> None:
    """The child in a line, then the years, the newest at the foot, where a terminal stops."""
    since = told["looked_after_since"]
    care = f"looked after since {day_in_words(since)}" if since else "not looked after"
    age = "age not known" if told["age"] is None else f"aged {told['age']}"
    held = f"worker {told['worker'] or 'nobody'}, team {told['team'] or 'none'}"
    SHOW.print(seen.heading, markup=False, soft_wrap=True)
    SHOW.print(f"{told['person_id']}, {age}, {care}; {held}", markup=False, soft_wrap=True)
    table = Table("Date", "What happened, or was owed", "State", "Substance", "Where it stands")
    year: int | None = None
    for entry in entries:
        if entry.on and entry.on.year != year:
            year = entry.on.year
            table.add_section()
        table.add_row(
            day_in_words(entry.on) if entry.on else "No date",
            _what(entry),
            Text(entry.state, style=COLOURS.get(entry.state.partition(",")[0], "")),
            Text(entry.substance),
            Text(entry.where),
        )
    SHOW.print(table)
    if not entries:
        SHOW.print("Nothing that is dated stands in the record, and nothing is owed")


def _what(entry: Entry) -> Text:
    text = Text(f"{'Owed: ' if entry.duty else ''}{entry.title}", style="bold" if entry.duty else "")
    return text.append(f"\n{entry.told}", style="not bold dim") if entry.told else text
