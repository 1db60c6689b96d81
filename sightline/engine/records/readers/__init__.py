"""Readers: one module a format. They turn what an authority sends into canonical tables and placed problems."""

from collections.abc import Sequence

from sightline.engine.records.problems import Problem
from sightline.engine.records.reading import File, Reader, Reading
from sightline.engine.records.readers import register_files, ssd, ssda903
from sightline.engine.records.readers.container import kind_of
from sightline.engine.records.readers.findings import Findings

READERS: tuple[Reader, ...] = (ssd.READER, register_files.READER, ssda903.READER)
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


def _unknown(file: File) -> Problem:
    findings = Findings(file.name)
    findings.whole(
        "unknown_format",
        kind_of(file.content).words,
        "; ".join(reader.title for reader in READERS),
        "Check the file's name and its first line",
    )
    return findings.problems[0]
