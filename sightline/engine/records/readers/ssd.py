"""The Standard Safeguarding Dataset: a folder of CSV or Parquet files, one a table, each named for it."""

import re
from collections.abc import Sequence

import polars as pl

from sightline.engine.records.columns import Table, reading_schema
from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.readers.container import kind_of
from sightline.engine.records.readers.csv_sheet import first_record, read_csv
from sightline.engine.records.readers.fields import from_column
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.headings import plain
from sightline.engine.records.readers.parquet_sheet import columns, read_parquet
from sightline.engine.records.readers.read_fields import read_fields
from sightline.engine.records.reading import File, Reader, Reading
from sightline.engine.records.tables import TABLES

_PRIVATE = frozenset({"pers_forename", "pers_surname", "prof_professional_name"})
_PAST = {"clea_care_leaver_activity": {"F3": 2021, "P3": 2021}}
_ENOUGH = 2
"""Headings of a table that a file must carry to be taken for it whatever its name."""

_TOLD_BY_HEADINGS = [
    (table, frozenset(plain(column.name) for column in table))
    for table in TABLES.values()
    if len({column.name.split("_")[0] for column in table}) == 1
]
"""Tables whose headings carry the dataset's own prefix; the others are known by the file's name alone."""

_BY_PLAIN = {plain(name): table for name, table in TABLES.items()}
_BY_PLAIN |= {plain(name.removeprefix("ssd_")): table for name, table in TABLES.items()}


def _stem(name: str) -> str:
    return re.sub(r"\.[a-z0-9]{2,4}$", "", name.lower())


def _named(name: str) -> Table | None:
    stem = plain(_stem(name))
    if stem in _BY_PLAIN:
        return _BY_PLAIN[stem]
    fitting = [key for key in _BY_PLAIN if key.startswith("ssd") and key in stem]
    return _BY_PLAIN[max(fitting, key=len)] if fitting else None


def _by_headings(headings: Sequence[str]) -> Table | None:
    known = {plain(heading) for heading in headings}
    best, names = max(_TOLD_BY_HEADINGS, key=lambda told: len(told[1] & known))
    return best if len(names & known) >= _ENOUGH else None


def _is_ssd(file: File) -> bool:
    if plain(file.name).startswith("ssd") and not plain(file.name).startswith("ssda903"):
        return True
    return bool(_by_headings(_headings(file))) or (_is_parquet(file) and _named(file.name) is not None)


def _is_parquet(file: File) -> bool:
    return kind_of(file.content).name == "parquet"


def _headings(file: File) -> tuple[str, ...]:
    """What stands at the head of a file of rows; nothing for any other kind of file."""
    if _is_parquet(file):
        return columns(file.content)
    return first_record(file.content) if kind_of(file.content).name == "text" else ()


def _recognises(files: Sequence[File]) -> bool:
    return any(_is_ssd(file) for file in files)


def _read_table(file: File) -> tuple[Table | None, pl.DataFrame | None, list[Problem]]:
    table = _by_headings(_headings(file)) or _named(file.name)
    if table is None:
        findings = Findings(file.name)
        findings.whole(
            "table_not_used",
            "a table of the dataset that Sightline does not use yet",
            ", ".join(sorted(TABLES))[:60] + " …",
        )
        return None, None, [_as_note(findings.problems[0])]
    sheet, findings = read_parquet(file, table.name) if _is_parquet(file) else read_csv(file, table.name)
    if sheet is None:
        return table, None, findings.problems
    fields = [
        from_column(column, private=column.name in _PRIVATE, past=_PAST.get(column.name)) for column in table
    ]
    read = read_fields(sheet, fields, findings)
    frame = None if read is None else read.frame.select(list(reading_schema(table)))
    return table, frame, findings.problems


def _as_note(problem: Problem) -> Problem:
    return Problem(problem.code, Severity.NOTE, problem.file, found=problem.found, expected=problem.expected)


def _read(files: Sequence[File]) -> Reading:
    frames: dict[str, list[pl.DataFrame]] = {}
    problems: list[Problem] = []
    for file in files:
        table, frame, told = _read_table(file)
        problems += told
        if table is not None and frame is not None:
            frames.setdefault(table.name, []).append(frame)
    return Reading("ssd", {name: pl.concat(parts) for name, parts in frames.items()}, tuple(problems))


READER = Reader(
    "ssd", "Standard Safeguarding Dataset (folder of CSV or Parquet files)", 10, _recognises, _read
)
"""Reads the canonical tables as they come: columns in the dataset's own names."""
