"""Notes that the nested formats share: what a child's own values cannot mean beside one another."""

from collections.abc import Iterable, Mapping

import polars as pl

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.sheet import NUMBER
from sightline.engine.records.readers.ssda903_notes_children import check_letter

Frames = Mapping[str, pl.DataFrame]
Told = Mapping[str, Findings]


def note(
    findings: Findings,
    code: str,
    frame: pl.DataFrame,
    where: pl.Expr,
    *,
    column: str,
    found: str,
    expected: str,
    advice: str = "Read as told",
) -> None:
    """Add a note for those of a kind's rows of which ``where`` holds."""
    rows = frame.filter(where)[NUMBER]
    findings.add(code, Severity.NOTE, rows=rows, column=column, found=found, expected=expected, advice=advice)


def pupil_numbers(children: pl.DataFrame, told: Findings, number: str, reason: str, child: str) -> None:
    """Pupil numbers beside a reason for having none, with a wrong check letter, or on several children."""
    upn = pl.col(number).str.to_uppercase()
    note(
        told,
        "upn_and_reason",
        children,
        pl.col(number).is_not_null() & pl.col(reason).is_not_null(),
        column=reason,
        found="a pupil number and a reason for having none",
        expected="one of the two",
        advice="Both are kept. Put right whichever is wrong",
    )
    note(
        told,
        "upn_check_letter",
        children,
        upn.is_not_null() & upn.str.slice(0, 1).ne_missing(check_letter(upn)),
        column=number,
        found="UPNs with a wrong check letter",
        expected="the letter that follows from the digits",
        advice="Kept. Do not join by them",
    )
    shared = children.filter(pl.col(number).is_not_null() & upn.is_duplicated())
    note(
        told,
        "upn_shared",
        shared,
        pl.col(child).n_unique().over(number) > 1,
        column=number,
        found="one pupil number on several children",
        expected="a number for each child",
        advice="Kept, and nothing was joined",
    )


def births(children: pl.DataFrame, told: Findings, born: str, expected: str) -> None:
    """A birth date and an expected one, or neither."""
    note(
        told,
        "birth_dates",
        children,
        pl.col(born).is_not_null() & pl.col(expected).is_not_null(),
        column=expected,
        found="a birth date and an expected one",
        expected="one of the two",
        advice="Both are kept: the child is taken to be born",
    )
    note(
        told,
        "blank_birth_date",
        children,
        pl.col(born).is_null() & pl.col(expected).is_null(),
        column=born,
        found="blank",
        expected="a date, or the expected date of an unborn child",
    )


def in_order(frames: Frames, findings: Told, pairs: Iterable[tuple[str, str, str]]) -> None:
    """Two dates of one row (path, first, second) of which the second is the earlier."""
    for path, first, then in pairs:
        if path in frames:
            note(
                findings[path],
                "ends_before_start",
                frames[path],
                pl.col(then) < pl.col(first),
                column=then,
                found=f"dates before {first}",
                expected="a date on or after it",
            )
