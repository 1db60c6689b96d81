"""What a reader should say of a census of children in need whose rows are readable and yet cannot be right.

Nothing here changes a row: each rule adds notes, with their rows, to the findings of the kind concerned.
"""

from datetime import date

import polars as pl

from sightline.engine.records.readers.nested import ABOVE, inside
from sightline.engine.records.readers.nested_notes import Frames, Told, births, in_order, note, pupil_numbers
from sightline.engine.records.readers.sheet import NUMBER

_DETAILS = "Child/CINdetails"
_ASSESSMENTS, _ENQUIRIES, _PLANS, _PROTECTION = (
    f"{_DETAILS}/{kind}" for kind in ("Assessments", "Section47", "CINPlanDates", "ChildProtectionPlans")
)
_PRE = f"{_DETAILS}/PreProceedingsandFGDM"
_AHEAD = ("ExpectedPersonBirthDate", "InitialCPCtarget")
"""Dates that may well lie after the census day."""

_CHILDHOOD = 25
"""Years before the census day in which everything that it tells can have happened."""

_ORDERED = (
    (_DETAILS, "CINreferralDate", "CINclosureDate"),
    (_ASSESSMENTS, "AssessmentActualStartDate", "AssessmentAuthorisationDate"),
    (_PLANS, "CINPlanStartDate", "CINPlanEndDate"),
    (_ENQUIRIES, "S47ActualStartDate", "DateOfInitialCPC"),
    (_PROTECTION, "CPPstartDate", "CPPendDate"),
    (_PRE, "PPStartDate", "LBPSentDate"),
    (_PRE, "PPStartDate", "StepDecisionDate"),
    (_PRE, "StepDecisionDate", "CourtAppDate"),
    (_PRE, "CourtAppDate", "LetterInitCPDate"),
)
"""Two dates of one row, the second of which cannot be the earlier."""

_STARTS = (
    (_ASSESSMENTS, "AssessmentActualStartDate"),
    (_PLANS, "CINPlanStartDate"),
    (_ENQUIRIES, "S47ActualStartDate"),
    (_PROTECTION, "CPPstartDate"),
    (_PRE, "PPStartDate"),
)
_HOMELESS = ((_ASSESSMENTS, "AssessmentInternalReviewDate"), (_PROTECTION, "NumberOfPreviousCPP"))


def add_notes(frames: Frames, findings: Told, reference: date | None) -> None:
    """Add to each kind's findings what its rows, alone or beside one another, cannot well mean."""
    if "Child" not in frames:
        return
    pupil_numbers(frames["Child"], findings["Child"], "UPN", "UPNunknown", "LAchildID")
    births(frames["Child"], findings["Child"], "PersonBirthDate", "ExpectedPersonBirthDate")
    _deaths(frames, findings)
    _no_further_action(frames, findings)
    in_order(frames, findings, _ORDERED)
    _before_referral(frames, findings)
    _repeats(frames, findings)
    _homeless(frames, findings)
    if reference is not None:
        _outside(frames, findings, reference)


def _deaths(frames: Frames, findings: Told) -> None:
    note(
        findings["Child"],
        "ends_before_start",
        frames["Child"],
        pl.col("PersonDeathDate") < pl.col("PersonBirthDate"),
        column="PersonDeathDate",
        found="deaths before birth",
        expected="a date on or after the birth",
    )


def _no_further_action(frames: Frames, findings: Told) -> None:
    """A referral that came to nothing, with something inside it."""
    if _DETAILS not in frames:
        return
    details = frames[_DETAILS]
    busy = [
        frames[path][ABOVE]
        for path in (_ASSESSMENTS, _ENQUIRIES, _PLANS, _PROTECTION, _PRE)
        if path in frames
    ]
    inner = pl.concat(busy).unique() if busy else pl.Series([], dtype=pl.Int64)
    active = pl.col(NUMBER).is_in(inner.implode()) | pl.col("DateOfInitialCPC").is_not_null()
    note(
        findings[_DETAILS],
        "nfa_with_activity",
        details,
        pl.col("ReferralNFA").fill_null(value=False) & active,
        column="ReferralNFA",
        found="no further action, and a conference or more",
        expected="false, or a referral with nothing inside it",
        advice="Both are kept. Put right whichever is wrong",
    )


def _before_referral(frames: Frames, findings: Told) -> None:
    for path, start in _STARTS:
        dated = inside(frames, path, _DETAILS, {"_referred": "CINreferralDate"})
        if dated is not None:
            note(
                findings[path],
                "before_referral",
                dated,
                pl.col(start) < pl.col("_referred"),
                column=start,
                found="dates before the referral in which they stand",
                expected="a date on or after CINreferralDate",
            )


def _repeats(frames: Frames, findings: Told) -> None:
    children = frames["Child"]
    note(
        findings["Child"],
        "repeated_child",
        children,
        ~pl.col("LAchildID").is_first_distinct(),
        column="LAchildID",
        found="children who stand in the file already",
        expected="each child once",
        advice="Read, and joined under the one identifier",
    )
    for path, start in ((_DETAILS, "CINreferralDate"), *_STARTS):
        rows = inside(frames, path, "Child", {"_person": "LAchildID"})
        if rows is not None:
            again = ~pl.struct("_person", start).is_first_distinct() & pl.col(start).is_not_null()
            note(
                findings[path],
                "repeated_row",
                rows,
                again,
                column=start,
                found="a child's second row of one date",
                expected="each once",
                advice="Read as one; the first stands",
            )


def _homeless(frames: Frames, findings: Told) -> None:
    for path, column in _HOMELESS:
        if path in frames:
            note(
                findings[path],
                "not_placed",
                frames[path],
                pl.col(column).is_not_null(),
                column=column,
                found="values that the record has no place for",
                expected="a value that the dataset has a column for",
                advice="Checked, and not placed in the record",
            )


def _outside(frames: Frames, findings: Told, reference: date) -> None:
    """Dates after the census day, and dates before anyone whom it can be about was born."""
    first = date(reference.year - _CHILDHOOD, 4, 1)
    for path, frame in frames.items():
        for column, kind in frame.schema.items():
            if path == "Header" or kind != pl.Date() or column in _AHEAD:
                continue
            if not _strays(frame[column], first, reference):
                continue  # most columns have nothing to note
            note(
                findings[path],
                "after_year",
                frame,
                pl.col(column) > reference,
                column=column,
                found="dates after the census day",
                expected=f"a date up to {reference:%d/%m/%Y}",
            )
            note(
                findings[path],
                "long_ago",
                frame,
                pl.col(column) < first,
                column=column,
                found=f"dates {_CHILDHOOD} years or more before the census",
                expected=f"a date from {first:%d/%m/%Y}",
                advice="Read as told. Check the year",
            )


def _strays(days: pl.Series, first: date, last: date) -> bool:
    """Whether any of some days lies before the first or after the last that may be."""
    ends = (days.min(), days.max())
    return any(isinstance(day, date) and not first <= day <= last for day in ends)
