"""The payload of the Department's children's social care API: one child or a list of them, as JSON."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.readers.cin_census import newest_first
from sightline.engine.records.readers.container import kind_of
from sightline.engine.records.readers.csc_api_fields import BRANCHES, CHILD, EPISODE
from sightline.engine.records.readers.csc_api_tables import canonical
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.nested import ABOVE, read_harvest
from sightline.engine.records.readers.nested_json import harvest_json
from sightline.engine.records.readers.nested_notes import Frames, Told, births, in_order, note, pupil_numbers
from sightline.engine.records.readers.sheet import NUMBER
from sightline.engine.records.reading import File, Reader, Reading

_DETAILS = "child/child_details"
_ENDED = (
    "child_in_need_plans",
    "section_47_assessments",
    "child_protection_plans",
    "child_looked_after_placements",
    "care_worker_details",
)
_ORDERED = (
    (EPISODE, "referral_date", "closure_date"),
    (f"{EPISODE}/child_and_family_assessments", "start_date", "authorisation_date"),
    *((f"{EPISODE}/{kind}", "start_date", "end_date") for kind in _ENDED),
)
_UPN_FORM = r"(?i)^[A-Z]\d{11}[\dA-Z]$"
_ENOUGH_DATES = 5
_PURGED = pl.col("purge").fill_null(value=False)


def _recognises(files: Sequence[File]) -> bool:
    return any(_is_payload(file) for file in files)


def _is_payload(file: File) -> bool:
    if kind_of(file.content).name != "text":
        return False
    head = file.content[:20_000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head[:1] in (b"{", b"[") and (b"la_child_id" in head or file.name.lower().endswith(".json"))


def _read_file(file: File) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    whole = [Findings(file.name)]
    harvest = harvest_json(file, BRANCHES, CHILD, whole[0])
    told, findings = read_harvest(file, harvest, CHILD, whole)
    if CHILD not in told or told[CHILD].is_empty():
        wanted = "an object with la_child_id, or a list of them"
        whole[0].whole("no_children", "no child in the document", wanted)
        return {}, [*whole[0].problems, *findings[CHILD].problems]
    frames = _without_purged(told, findings)
    _add_notes(frames, findings)
    problems = [problem for each in (*whole, *findings.values()) for problem in each.problems]
    return canonical(frames), problems


def _without_purged(frames: Frames, findings: Told) -> Frames:
    """Rows that the payload asks to have deleted, and all that stands in them, are not loaded."""
    kept: dict[str, pl.DataFrame] = {}
    for path, told in frames.items():
        above = path.rpartition("/")[0]
        frame = told
        if above in kept:
            upper = kept[above].select(pl.col(NUMBER).alias(ABOVE))
            frame = told.join(upper, on=ABOVE, how="semi", maintain_order="left")
        kept[path] = frame.filter(~_PURGED) if "purge" in frame.columns else frame
        if kept[path].height < frame.height:
            note(
                findings[path],
                "purged",
                frame,
                _PURGED,
                column="purge",
                found="rows to be deleted",
                expected="rows to be kept",
                advice="Not loaded. What was loaded of them before stays until it is purged here",
            )
    return kept


def _add_notes(frames: Frames, findings: Told) -> None:
    if _DETAILS in frames:
        _notes_on_children(frames, findings)
    in_order(frames, findings, _ORDERED)
    for path, frame in frames.items():
        key = next((name for name in frame.columns if name.endswith("_id") and name != "mis_child_id"), None)
        if key and key != "worker_id":
            note(
                findings[path],
                "repeated_id",
                frame,
                pl.col(key).is_not_null() & ~pl.col(key).is_first_distinct(),
                column=key,
                found="an identifier that stands in the file already",
                expected="one for each",
            )
    _tell_shared_ids(frames, findings)
    _tell_one_day(frames, findings)


def _notes_on_children(frames: Frames, findings: Told) -> None:
    details, told = frames[_DETAILS], findings[_DETAILS]
    upn = pl.col("unique_pupil_number")
    note(
        told,
        "upn_form",
        details,
        ~upn.str.contains(_UPN_FORM),
        column="unique_pupil_number",
        found="numbers not in the form of a UPN",
        expected="a letter and twelve digits",
        advice="Kept. Do not join by them",
    )
    formed = details.with_columns(pl.when(upn.str.contains(_UPN_FORM)).then(upn).alias("_upn"))
    named = formed.drop("unique_pupil_number").rename({"_upn": "unique_pupil_number"})
    reason = "unique_pupil_number_unknown_reason"
    pupil_numbers(named, told, "unique_pupil_number", reason, ABOVE)
    note(
        told,
        "upn_and_reason",
        details,
        ~upn.str.contains(_UPN_FORM) & pl.col(reason).is_not_null(),
        column=reason,
        found="a pupil number and a reason for having none",
        expected="one of the two",
        advice="Both are kept. Put right whichever is wrong",
    )
    births(details, told, "date_of_birth", "expected_date_of_birth")


def _tell_shared_ids(frames: Frames, findings: Told) -> None:
    """One identifier for things of several kinds: no key of theirs can be told from another's."""
    ids = {
        path: set(frame[name].drop_nulls())
        for path, frame in frames.items()
        for name in frame.columns
        if path.startswith(EPISODE) and name.endswith("_id") and name != "worker_id"
    }
    everywhere = [path for path, mine in ids.items() if any(mine & ids[o] for o in ids if o != path)]
    if everywhere:
        findings[everywhere[0]].add(
            "shared_id",
            Severity.NOTE,
            column="social_care_episode_id",
            found=f"identifiers shared by {len(everywhere)} kinds of object",
            expected="an identifier for each object",
            advice="Read as told",
        )


def _tell_one_day(frames: Frames, findings: Told) -> None:
    """A document in which everything happened on one day was filled in by a program."""
    days = [frame[name].drop_nulls() for frame in frames.values() for name in frame.columns
            if frame.schema[name] == pl.Date()]  # fmt: skip
    told = pl.concat(days) if days else pl.Series([], dtype=pl.Date)
    if len(told) >= _ENOUGH_DATES and told.n_unique() == 1:
        findings[CHILD].add(
            "one_day",
            Severity.NOTE,
            found=f"all {len(told):,} dates are {told[0]:%d/%m/%Y}",
            expected="dates that differ",
            advice="Read as told. Check that this is not a template",
        )


def _read(files: Sequence[File]) -> Reading:
    parts: list[tuple[dict[str, pl.DataFrame], date | None]] = []
    problems: list[Problem] = []
    for file in files:
        tables, told = _read_file(file)
        problems += told
        parts.append((tables, None))
    return Reading("csc_api", newest_first(parts), tuple(problems))


READER = Reader("csc_api", "Children's social care API payload (JSON)", 24, _recognises, _read)
"""Reads what is sent to the Department each day: the whole of each child, so far as the payload goes."""
