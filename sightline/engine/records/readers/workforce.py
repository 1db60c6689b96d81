"""The children's social work workforce census as XML: workers, their roles and caseloads on 30 September."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from sightline.engine.records.codes import MEANINGS, ORG_ROLES
from sightline.engine.records.columns import ROW
from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.readers.canonical import shaped
from sightline.engine.records.readers.census_header import about
from sightline.engine.records.readers.cin_census import newest_first
from sightline.engine.records.readers.container import kind_of
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.nested import ABOVE, read_harvest
from sightline.engine.records.readers.nested_notes import Frames, Told, in_order, note
from sightline.engine.records.readers.nested_xml import harvest_xml
from sightline.engine.records.readers.sheet import NUMBER
from sightline.engine.records.readers.workforce_fields import BRANCHES, LEAVING, WORKER
from sightline.engine.records.readers.xml_stream import first_elements, may_be_opened
from sightline.engine.records.reading import File, Reader, Reading, Window
from sightline.engine.records.record import ALL_TABLES

_YEAR_ENDS = (9, 30)
_MARKS = frozenset({"LALevelVacancies", "LALevel", "CSWWWorkers", WORKER})
_NEAR = 40
_MANY_CASES = 50
"""Children held by one worker above which a number is more likely a slip; the average is below 20."""

_INSTITUTIONS_UNTIL = 2024
WHOLE = "Whole authority"
"""What stands for the team where the census speaks of the authority as one."""

_UNPLACED = ("PersonBirthDate", "StartOrigin", "LeaverDestination", "WorkingDaysLost", "BaseSalary")
"""Columns that show whether a census holds what the record has no place for."""


def _recognises(files: Sequence[File]) -> bool:
    return any(_is_census(file) for file in files)


def _is_census(file: File) -> bool:
    if kind_of(file.content).name != "xml":
        return False
    near = [name for name, _ in zip(first_elements(file.content), range(_NEAR), strict=False)]
    return not _MARKS.isdisjoint(near)


def _read_file(file: File) -> tuple[dict[str, pl.DataFrame], date | None, list[Problem]]:
    whole = [Findings(file.name)]
    if not may_be_opened(file, whole[0], "an XML document of the social work workforce census"):
        return {}, None, whole[0].problems
    harvest = harvest_xml(file, BRANCHES, WORKER, whole[0])
    frames, findings = read_harvest(file, harvest, WORKER, whole)
    if WORKER not in frames:
        whole[0].whole("no_workers", f"no {WORKER} elements", f"Message, Header, {WORKER}")
        return {}, None, [*whole[0].problems, *findings[WORKER].problems]
    told = about(frames.get("Header"), file.name, _YEAR_ENDS, findings["Header"])
    _add_notes(frames, findings, told.reference)
    problems = [problem for each in (*whole, *findings.values()) for problem in each.problems]
    return _canonical(frames, told.reference), told.reference, problems


def _canonical(frames: Frames, day: date | None) -> dict[str, pl.DataFrame]:
    workers = frames[WORKER]
    there = workers.filter(pl.col("RoleEndDate").is_null())
    roles = pl.col("OrgRole").replace_strict(MEANINGS[ORG_ROLES], default=None, return_dtype=pl.String)
    number = pl.col("SWENo")
    found = {
        "ssd_professionals": {
            "prof_professional_id": number,
            "prof_social_worker_registration_no": number,
            "prof_agency_worker_flag": pl.col("AgencyWorker"),
            "prof_professional_job_title": roles,
            "prof_professional_caseload": pl.col("Cases30"),
            "prof_full_time_equivalency": pl.col("FTE"),
        }
    }
    tables = {name: shaped(workers, ALL_TABLES[name], columns) for name, columns in found.items()}
    if day is None:
        return tables
    caseload = {
        "month_end": pl.lit(day),
        "worker_id": number,
        "role": pl.col("OrgRole"),
        "fte": pl.col("FTE"),
        "children": pl.col("Cases30"),
    }
    held = there.filter(pl.col("Cases30").is_not_null())
    tables["caseload"] = shaped(held, ALL_TABLES["caseload"], caseload)
    if (change := _change(frames, there, day)) is not None:
        tables["workforce_change"] = change
    return tables


def _change(frames: Frames, there: pl.DataFrame, day: date) -> pl.DataFrame | None:
    """The authority's vacancies and agency cover on the day, as one row."""
    told = [frames[path] for path in ("LALevelVacancies", "LALevel") if path in frames]
    if not told:
        return None
    shared = ["NumberOfVacancies", "NoAgencyFTE", ROW]
    rows = pl.concat([frame.select(shared) for frame in told])
    row = rows.filter(pl.col("NumberOfVacancies").is_not_null() | pl.col("NoAgencyFTE").is_not_null()).head(1)
    in_post = there.filter(pl.col("AgencyWorker") == "0")["FTE"].sum()
    columns = {
        "month_end": pl.lit(day),
        "team": pl.lit(WHOLE),
        "in_post_fte": pl.lit(round(float(in_post), 6)),
        "vacancy_fte": pl.col("NumberOfVacancies"),
        "agency_fte": pl.col("NoAgencyFTE"),
    }
    return shaped(row, ALL_TABLES["workforce_change"], columns)


def _add_notes(frames: Frames, findings: Told, day: date | None) -> None:
    workers, told = frames[WORKER], findings[WORKER]
    most = max((cases for cases in workers["Cases30"] if cases is not None), default=0)
    left = pl.any_horizontal(pl.col(name).is_not_null() for name in LEAVING)
    note(
        told,
        "many_cases",
        workers,
        pl.col("Cases30") > _MANY_CASES,
        column="Cases30",
        found=f"more than {_MANY_CASES} cases, {most} at most",
        expected="the cases that one worker holds",
        advice="Read as told. Check that these are not a team's",
    )
    note(
        told,
        "agency_left",
        workers,
        (pl.col("AgencyWorker") == "1") & left,
        column="RoleEndDate",
        found="agency workers with leaving data",
        expected="leaving data of the authority's own workers",
    )
    note(
        told,
        "left_with_cases",
        workers,
        pl.col("RoleEndDate").is_not_null() & (pl.col("Cases30") > 0),
        column="Cases30",
        found="cases of workers who have left",
        expected="no cases after leaving",
        advice="Read; not counted among caseloads",
    )
    note(
        told,
        "repeated_row",
        workers,
        ~pl.col("SWENo").str.to_uppercase().is_first_distinct(),
        column="SWENo",
        found="workers who stand in the file already",
        expected="each worker once",
        advice="Read as one; the first stands",
    )
    in_order(frames, findings, ((WORKER, "RoleStartDate", "RoleEndDate"),))
    _tell_institutions(frames, told, day)
    _tell_unplaced(workers, told)
    if day is not None:
        for column in ("RoleStartDate", "RoleEndDate"):
            note(
                told,
                "after_year",
                workers,
                pl.col(column) > day,
                column=column,
                found="dates after the census day",
                expected=f"a date up to {day:%d/%m/%Y}",
            )


def _tell_institutions(frames: Frames, told: Findings, day: date | None) -> None:
    """Workers without the institution at which they qualified, while the census asked for it."""
    path = f"{WORKER}/QualInst"
    known = frames[path][ABOVE].unique() if path in frames else pl.Series([], dtype=pl.Int64)
    if day is None or day.year <= _INSTITUTIONS_UNTIL:
        note(
            told,
            "blank_value",
            frames[WORKER],
            ~pl.col(NUMBER).is_in(known.implode()),
            column="QualInst",
            found="no qualifying institution",
            expected="one for each worker, until 2024",
        )


def _tell_unplaced(workers: pl.DataFrame, told: Findings) -> None:
    held = [name for name in _UNPLACED if workers[name].null_count() < workers.height]
    if held:
        told.add(
            "not_placed",
            Severity.NOTE,
            found=f"{workers.height:,} workers with {', '.join(held)}",
            expected="values that the record has a column for",
            advice="Checked, and not placed in the record",
        )


def _read(files: Sequence[File]) -> Reading:
    parts: list[tuple[dict[str, pl.DataFrame], date | None]] = []
    problems: list[Problem] = []
    for file in files:
        tables, day, told = _read_file(file)
        problems += told
        parts.append((tables, day))
    days = [day for _, day in parts if day is not None]
    frames = newest_first(parts)
    windows = {name: Window(min(days), max(days)) for name in frames} if len(days) == 1 else {}
    return Reading("workforce", frames, tuple(problems), max(days, default=None), windows)


READER = Reader("workforce", "Social work workforce census (XML)", 26, _recognises, _read)
"""Reads the census of social workers in children's services."""
