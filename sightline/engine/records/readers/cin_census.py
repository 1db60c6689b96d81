"""The census of children in need as XML: from the referral to the end of a child protection plan."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from sightline.engine.records.problems import Problem
from sightline.engine.records.readers.census_header import About, about
from sightline.engine.records.readers.cin_census_fields import BRANCHES
from sightline.engine.records.readers.cin_census_notes import add_notes
from sightline.engine.records.readers.cin_census_tables import canonical
from sightline.engine.records.readers.container import kind_of
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.nested import read_harvest
from sightline.engine.records.readers.nested_xml import harvest_xml
from sightline.engine.records.readers.ssda903_years import window
from sightline.engine.records.readers.xml_stream import first_elements, may_be_opened
from sightline.engine.records.reading import File, Reader, Reading
from sightline.engine.records.record import ALL_TABLES

_YEAR_ENDS = (3, 31)
_MARKS = frozenset({"ChildIdentifiers", "CINdetails"})
_NEAR = 40

Tables = Mapping[str, pl.DataFrame]


def _recognises(files: Sequence[File]) -> bool:
    return any(_is_census(file) for file in files)


def _is_census(file: File) -> bool:
    """By an element near its beginning that only this census has."""
    if kind_of(file.content).name != "xml":
        return False
    near = [name for name, _ in zip(first_elements(file.content), range(_NEAR), strict=False)]
    return near[:1] in (["Message"], ["Children"]) and not _MARKS.isdisjoint(near)


def read_file(file: File) -> tuple[Tables, About, list[Problem]]:
    """One census: its canonical tables, what it covers, and what was wrong with it."""
    whole = [Findings(file.name)]
    if not may_be_opened(file, whole[0], "an XML document of the census of children in need"):
        return {}, About(None, None), whole[0].problems
    harvest = harvest_xml(file, BRANCHES, "Child", whole[0])
    if not harvest.rows["Child"]:
        whole[0].whole("no_children", "no Child elements", "Message, Children, Child, ChildIdentifiers")
        return {}, About(None, None), whole[0].problems
    frames, findings = read_harvest(file, harvest, "Child", whole)
    told = about(frames.get("Header"), file.name, _YEAR_ENDS, findings["Header"])
    add_notes(frames, findings, told.reference)
    problems = [problem for each in (*whole, *findings.values()) for problem in each.problems]
    return canonical(frames), told, problems


def newest_first(parts: Sequence[tuple[Tables, date | None]]) -> dict[str, pl.DataFrame]:
    """The tables of several files, each key as the file with the latest day tells it."""
    ordered = sorted(parts, key=lambda part: part[1] or date.min, reverse=True)
    frames: dict[str, pl.DataFrame] = {}
    for tables, _ in ordered:
        for name, frame in tables.items():
            if name not in frames:
                frames[name] = frame
                continue
            known = frames[name].select(ALL_TABLES[name].key)
            new = frame.join(known, on=ALL_TABLES[name].key, how="anti", maintain_order="left")
            frames[name] = pl.concat([frames[name], new])
    return frames


def _read(files: Sequence[File]) -> Reading:
    parts: list[tuple[Tables, date | None]] = []
    ends: list[date | None] = []
    problems: list[Problem] = []
    for file in files:
        tables, told, found = read_file(file)
        problems += found
        parts.append((tables, told.reference))
        ends.append(told.end)
    frames = newest_first(parts)
    covered = window(ends) if all(ends) else None
    days = [day for _, day in parts if day is not None]
    return Reading(
        "cin_census",
        frames,
        tuple(problems),
        extract_date=max(days, default=None),
        windows=dict.fromkeys(frames, covered) if covered else {},
    )


READER = Reader("cin_census", "Children in need census (XML)", 22, _recognises, _read)
"""Reads the statutory census, one year or several."""
