"""Readers, one module a format: what an authority sends, as canonical tables and placed problems."""

from collections.abc import Sequence

from sightline.engine.records.problems import Problem
from sightline.engine.records.readers import (
    annex_a,
    cin_census,
    csc_api,
    register_files,
    ssd,
    ssda903,
    workforce,
)
from sightline.engine.records.readers.container import kind_of
from sightline.engine.records.readers.csv_sheet import first_record
from sightline.engine.records.readers.findings import Findings, in_words
from sightline.engine.records.readers.workbook import sheet_names
from sightline.engine.records.readers.xml_stream import first_elements
from sightline.engine.records.reading import File, Reader, Reading

READERS: tuple[Reader, ...] = (
    csc_api.READER,
    ssd.READER,
    register_files.READER,
    ssda903.READER,
    cin_census.READER,
    workforce.READER,
    annex_a.READER,
)
"""Every reader, in the order in which they are asked whether a file is theirs."""


def read(files: Sequence[File]) -> tuple[list[Reading], list[Problem]]:
    """Read files of any formats: one Reading for each format found, and a problem for each file of none.

    Never raises on what a file holds. Problems inside a file stand in its Reading; the second list holds
    only files that no reader knows.
    """
    mine: dict[str, list[File]] = {}
    problems: list[Problem] = []
    for file in files:
        reader = next((reader for reader in READERS if reader.recognises([file])), None)
        if reader is None:
            problems.append(_unknown(file))
        else:
            mine.setdefault(reader.source, []).append(file)
    readings = [reader.read(mine[reader.source]) for reader in READERS if reader.source in mine]
    return readings, problems


def _described(file: File) -> str:
    """What the file turned out to be, as far as a glance tells."""
    kind = kind_of(file.content)
    if kind.name == "xml":
        root = next(first_elements(file.content), "")
        return f"{kind.words} whose first element is {root[:30]}" if root else f"{kind.words} that is damaged"
    if kind.name == "zip":
        names = sheet_names(file.content)
        return (
            f"a workbook with sheets {in_words(names, 2)}" if names else "a ZIP archive that is no workbook"
        )
    if kind.name == "text":
        return f"text that begins {in_words(first_record(file.content), 2)}"
    return kind.words


def _unknown(file: File) -> Problem:
    findings = Findings(file.name)
    findings.whole(
        "unknown_format",
        _described(file),
        "; ".join(reader.title for reader in READERS),
        "Check the file's name and its first line",
    )
    return findings.problems[0]
