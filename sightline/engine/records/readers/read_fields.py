"""A sheet's cells read by a format's fields: a fast pass over all, and patience for what it leaves over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from sightline.engine.records.columns import Type
from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.fields import Field
from sightline.engine.records.readers.findings import Findings, in_words
from sightline.engine.records.readers.headings import plain, positions
from sightline.engine.records.readers.leftovers import read_leftovers
from sightline.engine.records.readers.quick import fast, needs_patience
from sightline.engine.records.readers.sheet import NUMBER, Sheet

_NAMED = 4
"""So many absent columns are named."""


@dataclass(frozen=True)
class Rows:
    """A sheet read by its fields: one typed column a field, ROW and NUMBER; absent columns are null.

    ``present`` names the fields whose headings the sheet has.
    """

    frame: pl.DataFrame
    present: frozenset[str]


def read_fields(
    sheet: Sheet,
    fields: Sequence[Field],
    findings: Findings,
    *,
    ignored: Iterable[str] = (),
    tell_aliases: bool = False,
) -> Rows | None:
    """Read a sheet's cells by its fields, adding to ``findings`` whatever was not understood.

    None where a required heading is absent: without it no row says whom it is about. ``ignored`` names
    further headings that the format has and we do not use. ``tell_aliases``: say which columns stood
    under another heading than the format's own.
    """
    findings.titles = {item.name: item.title for item in fields if item.title}
    found = positions(sheet.headings, {item.name: item.aliases for item in fields})
    at = found.at
    absent = [item.called for item in fields if item.required and item.name not in at]
    if absent:
        findings.whole(
            "missing_heading",
            f"{len(at)} of {len(fields)} headings of the format",
            f"a heading {', '.join(absent)}",
            "Check the first line",
        )
        return None
    _tell_headings(sheet, fields, at, findings, ignored)
    _tell_repeated(sheet, at, findings)
    if tell_aliases:
        _tell_others(found.by_alias, "other_heading", findings)
    _tell_others(found.by_slip, "misspelt_heading", findings)
    findings.headings = {name: sheet.headings[index] for name, index in at.items()}
    present = [item for item in fields if item.name in at]
    columns, lost = _columns(sheet.cells, present, at, findings)
    height = sheet.cells.height
    for item in fields:
        if item.name not in at:
            columns[item.name] = pl.Series(item.name, [], dtype=item.type.polars).extend_constant(
                None, height
            )
    read = pl.DataFrame([columns[item.name] for item in fields]).with_columns(sheet.cells[NUMBER])
    if lost is not None:
        read = read.filter(~lost)
    return Rows(read.with_columns(sheet.row_addresses), frozenset(at))


def _columns(
    cells: pl.DataFrame, fields: Sequence[Field], at: Mapping[str, int], findings: Findings
) -> tuple[dict[str, pl.Series], pl.Series | None]:
    """Each field's values, and which rows lack what they must have."""
    raw = cells.select(pl.col(f"c{at[item.name]}").alias(item.name) for item in fields)
    quick = raw.select(fast(item, raw[item.name]) for item in fields)
    odd = raw.select(needs_patience(item) for item in fields).row(0, named=True)
    columns: dict[str, pl.Series] = {}
    lost: pl.Series | None = None
    for item in fields:
        before, after = raw[item.name], quick[item.name]
        if odd[item.name] or after.null_count() > before.null_count():
            after = read_leftovers(before, after, cells[NUMBER], item, findings)
        columns[item.name] = after
        if item.required and after.null_count():
            missing = after.is_null()
            _tell_unidentified(before, missing, cells[NUMBER], item, findings)
            lost = missing if lost is None else lost | missing
    return columns, lost


def _tell_unidentified(
    before: pl.Series, missing: pl.Series, numbers: pl.Series, item: Field, findings: Findings
) -> None:
    blank = missing & (before.is_null() | before.str.strip_chars().is_in(["", "NULL"]))
    findings.add(
        "row_without_identity",
        Severity.ROW,
        rows=numbers.filter(blank),
        column=item.name,
        found="blank",
        expected=item.wants if item.type is not Type.TEXT else "who or what the row is about",
        advice="These rows are set aside",
    )


def _tell_others(others: Mapping[str, str], code: str, findings: Findings) -> None:
    for name, heading in others.items():
        findings.add(
            code,
            Severity.NOTE,
            column=name,
            found=f'heading "{heading}"',
            expected=f'heading "{name}"',
            advice="Read as that column",
        )


def _tell_repeated(sheet: Sheet, at: Mapping[str, int], findings: Findings) -> None:
    """Columns of which the sheet has two: the second one's cells are not read."""
    plains = [plain(heading) for heading in sheet.headings]
    for name, index in at.items():
        if plains.count(plains[index]) > 1:
            findings.add(
                "repeated_heading",
                Severity.NOTE,
                column=name,
                found=f'heading "{sheet.headings[index]}" {plains.count(plains[index])} times',
                expected="each heading once",
                advice="The first of them is read",
            )


def _tell_headings(
    sheet: Sheet, fields: Sequence[Field], at: dict[str, int], findings: Findings, ignored: Iterable[str]
) -> None:
    known = {sheet.headings[index] for index in at.values()}
    passed = {plain(name) for name in ignored} | {plain(name) for name in known}
    strange = [heading for heading in sheet.headings if heading and plain(heading) not in passed]
    if strange:
        findings.add(
            "unknown_heading",
            Severity.NOTE,
            found=in_words(strange, 2),
            expected="headings of the format",
            advice=f"Not read: {len(strange)} of {len(sheet.headings)} columns",
        )
    lacking = [item.called for item in fields if item.name not in at and item.expected_heading]
    more = len(lacking) - _NAMED
    if lacking:
        findings.add(
            "absent_heading",
            Severity.NOTE,
            found=f"{len(at)} of {len(fields)} columns",
            expected=", ".join(lacking[:_NAMED]) + (f" and {more} more" if more > 0 else ""),
            advice="What the absent columns would say is not known",
        )
