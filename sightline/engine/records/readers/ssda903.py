"""The SSDA903 return: a set of CSV files, of one year or several, or the XML document."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import polars as pl

from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.readers import ssda903_episodes as episodes_of
from sightline.engine.records.readers import ssda903_tables as tables_of
from sightline.engine.records.readers.container import kind_of
from sightline.engine.records.readers.csv_sheet import first_record, read_csv
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.headings import plain
from sightline.engine.records.readers.read_fields import read_fields
from sightline.engine.records.readers.sheet import NUMBER, Sheet
from sightline.engine.records.readers.ssda903_fields import TABLES_903, ReturnTable
from sightline.engine.records.readers.ssda903_notes import add_notes
from sightline.engine.records.readers.ssda903_part import KEYS, ORDER, Part, last_of_each
from sightline.engine.records.readers.ssda903_xml import holds_children, read_xml
from sightline.engine.records.readers.ssda903_years import window, year_ends, year_in_name
from sightline.engine.records.reading import File, Reader, Reading

_HEADINGS_IGNORED = ("UASC",)
"""The flag that XML and some systems' headers carry; the UASC table says the same."""


def _marked(headings: Sequence[str]) -> ReturnTable | None:
    known = {plain(heading) for heading in headings}
    if "child" not in known and "childid" not in known:
        return None
    marked = [table for table in TABLES_903.values() if plain(table.mark) in known]
    return max(
        marked, key=lambda table: sum(plain(field.name) in known for field in table.fields), default=None
    )


def table_of(headings: Sequence[str], name: str) -> ReturnTable | None:
    """The table that a CSV file holds: by the column that only it has, else by the file's name."""
    if marked := _marked(headings):
        return marked
    stem = plain(name.rsplit(".", 1)[0])
    stems = [(found, table) for table in TABLES_903.values() for found in table.stems if found in stem]
    return max(stems, key=lambda pair: len(pair[0]))[1] if stems else None


def _is_903(file: File) -> bool:
    kind = kind_of(file.content).name
    if kind == "xml":
        return holds_children(file.content)
    headings = first_record(file.content) if kind == "text" else ()
    if file.name.lower().endswith((".csv", ".txt")):
        return table_of(headings, file.name) is not None
    return _marked(headings) is not None


def _recognises(files: Sequence[File]) -> bool:
    return any(_is_903(file) for file in files)


def _sheets(file: File) -> tuple[list[tuple[ReturnTable, Sheet, Findings]], list[Problem]]:
    if kind_of(file.content).name == "xml" or file.name.lower().endswith(".xml"):
        sheets, findings = read_xml(file)
        return [
            (table, sheet, Findings(file.name, sheet.place)) for table, sheet in sheets
        ], findings.problems
    table = table_of(first_record(file.content), file.name)
    sheet, findings = read_csv(file, table.name if table else "")
    if sheet is None or table is None:
        return [], findings.problems
    return [(table, sheet, findings)], []


def _parts(files: Sequence[File]) -> tuple[list[Part], list[Problem]]:
    parts: list[Part] = []
    problems: list[Problem] = []
    for order, file in enumerate(files):
        sheets, told = _sheets(file)
        problems += told
        for table, sheet, findings in sheets:
            read = read_fields(sheet, table.fields, findings, ignored=_HEADINGS_IGNORED)
            if read is None:
                problems += findings.problems
                continue
            if not table.has_home:
                _tell_homeless(table, read.frame, findings)
            parts.append(Part(table, read.frame, findings, year_in_name(file.name), order))
    return parts, problems


def _tell_homeless(table: ReturnTable, frame: pl.DataFrame, findings: Findings) -> None:
    findings.add(
        "table_not_used",
        Severity.NOTE,
        found=f"{frame.height:,} rows of {table.title}",
        expected="a table that the record has a place for",
        advice="Checked, and not placed in the record",
    )


def _ends(parts: Sequence[Part]) -> dict[int | None, date | None]:
    episodes = {
        year: pl.concat(
            [part.frame for part in parts if part.table.name == "Episodes" and part.name_year == year]
        )
        for year in {part.name_year for part in parts if part.table.name == "Episodes"}
    }
    return year_ends(episodes, sorted({part.name_year for part in parts}, key=lambda year: year or 0))


def _newest(table: str, parts: Sequence[Part], ends: Mapping[int | None, date | None]) -> pl.DataFrame | None:
    """All rows of a table; of several that tell one event, the one of the latest year, then the last."""
    frames = [
        part.frame.with_columns(
            pl.lit(ends.get(part.name_year), dtype=pl.Date).alias("_year_end"),
            pl.lit(part.order, dtype=pl.Int64).alias(ORDER),
        )
        for part in parts
        if part.table.name == table
    ]
    if not frames:
        return None
    rows = pl.concat(frames)
    if table not in KEYS:
        return rows
    return last_of_each(
        rows.sort("_year_end", ORDER, NUMBER, nulls_last=False, maintain_order=True), KEYS[table]
    )


def _canonical(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    frames: dict[str, pl.DataFrame] = {}
    if "Episodes" in tables:
        chain = episodes_of.chained(tables["Episodes"])
        frames["ssd_cla_episodes"] = episodes_of.cla_episodes(chain)
        frames["ssd_cla_placement"] = episodes_of.placements(chain)
        frames["ssd_legal_status"] = episodes_of.legal_statuses(chain)
    for source, name, build in _BUILDS:
        if source in tables:
            frames[name] = build(tables[source])
    if (permanence := tables_of.permanence(tables)) is not None:
        frames["ssd_permanence"] = permanence
    return frames


_BUILDS: tuple[tuple[str, str, Callable[[pl.DataFrame], pl.DataFrame]], ...] = (
    ("Header", "ssd_person", tables_of.person),
    ("Reviews", "ssd_cla_reviews", tables_of.reviews),
    ("UASC", "ssd_immigration_status", tables_of.immigration),
    ("OC2", "ssd_sdq_scores", tables_of.sdq),
    ("OC2", "ssd_cla_immunisations", tables_of.immunisations),
    ("OC3", "ssd_care_leavers", tables_of.care_leavers),
    ("Missing", "ssd_missing", tables_of.missing),
    ("SWEpisodes", "ssd_involvements", tables_of.involvements),
    ("SWEpisodes", "ssd_professionals", tables_of.professionals),
)


def _read(files: Sequence[File]) -> Reading:
    parts, problems = _parts(files)
    ends = _ends(parts)
    tables = {name: rows for name in TABLES_903 if (rows := _newest(name, parts, ends)) is not None}
    frames = _canonical(tables)
    add_notes(parts, ends)
    for part in parts:
        problems += part.findings.problems
    covered = window(ends.values())
    return Reading(
        "ssda903",
        frames,
        tuple(problems),
        extract_date=covered.end if covered else None,
        windows=dict.fromkeys(frames, covered) if covered else {},
    )


READER = Reader("ssda903", "SSDA903 return (CSV files or XML)", 20, _recognises, _read)
"""Reads the statutory return of children looked after."""
