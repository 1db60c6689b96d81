"""Fields: what a format's columns are called and may hold; and a sheet's cells read by them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from sightline.engine.records.columns import ROW, Column, Type
from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.findings import Findings, in_words
from sightline.engine.records.readers.headings import plain, positions
from sightline.engine.records.readers.sheet import NUMBER, Sheet
from sightline.engine.records.readers.values import ERRORS, EXPECTED, PARSERS, Codes, Parsed, clean, coded

_FORMULA = r"^[=+@]|^-\D"
_LETTERED = r"(?i)^[a-z]{1,2}\d?\)"
_LISTED = 8
_DISTINCT_TOLD = 3


@dataclass(frozen=True)
class Field:
    """A column of a format.

    ``required``: a row without it is set aside. ``pattern`` is what text must look like, and
    ``expected`` that pattern in words. ``private``: what stands in the cell is never repeated in a
    message. ``expected_heading``: say so when the column is absent.
    """

    name: str
    type: Type = Type.TEXT
    required: bool = False
    codes: Codes | None = None
    aliases: tuple[str, ...] = ()
    pattern: str = ""
    expected: str = ""
    private: bool = False
    upper: bool = False
    expected_heading: bool = True

    @property
    def wants(self) -> str:
        """What a cell should hold, in words."""
        if self.expected:
            return self.expected
        if self.codes is not None:
            listed = ", ".join(self.codes.allowed[:_LISTED])
            return f"one of {listed}" + (" …" if len(self.codes.allowed) > _LISTED else "")
        return EXPECTED[self.type]


def from_column(column: Column, *, private: bool = False, past: Mapping[str, int] | None = None) -> Field:
    """The field that a column of a canonical table or register asks for."""
    codes = Codes(column.codes, past=past or {}) if column.codes else None
    title = (column.title,) if column.title else ()
    return Field(
        column.name,
        column.type,
        required=column.required,
        codes=codes,
        aliases=(*title, *column.aliases),
        private=private,
    )


@dataclass(frozen=True)
class Table:
    """A sheet read by its fields: one column a field, typed, with ROW and NUMBER; absent columns are null."""

    frame: pl.DataFrame
    present: frozenset[str] = field(default_factory=frozenset)


def read_fields(
    sheet: Sheet,
    fields: Sequence[Field],
    findings: Findings,
    *,
    ignored: Iterable[str] = (),
    tell_aliases: bool = False,
) -> Table | None:
    """Read a sheet's cells by its fields, adding to ``findings`` whatever was not understood.

    None where a required heading is absent: without it no row says whom it is about. ``ignored`` names
    further headings that the format has and we do not use. ``tell_aliases``: say which columns stood
    under another heading than the format's own.
    """
    at, by_alias = positions(sheet.headings, {item.name: item.aliases for item in fields})
    absent = [item.name for item in fields if item.required and item.name not in at]
    if absent:
        shown = ", ".join(heading for heading in sheet.headings[:6] if heading)
        findings.whole(
            "missing_heading",
            f"headings {shown}"[:80],
            f"a heading {', '.join(absent)}",
            "Check the first line",
        )
        return None
    _tell_headings(sheet, fields, at, findings, ignored)
    for name, heading in by_alias.items() if tell_aliases else ():
        findings.add(
            "other_heading",
            Severity.NOTE,
            column=name,
            found=f'heading "{heading}"',
            expected=f'heading "{name}"',
            advice="Read as that column",
        )
    text = sheet.cells.select(
        *(clean(pl.col(f"c{at[item.name]}")).alias(item.name) for item in fields if item.name in at),
        sheet.row_addresses,
        pl.col(NUMBER),
    )
    text = _only_identified(text, fields, findings)
    columns = [
        _read_column(text, item, findings)
        if item.name in at
        else pl.Series(item.name, [], dtype=item.type.polars).extend_constant(None, text.height)
        for item in fields
    ]
    read = pl.DataFrame([*columns, text[ROW], text[NUMBER]])
    for item in fields:
        if item.required and item.type is not Type.TEXT:
            read = read.filter(pl.col(item.name).is_not_null())
    return Table(read, frozenset(at))


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
    lacking = [item.name for item in fields if item.name not in at and item.expected_heading]
    if lacking:
        findings.add(
            "absent_heading",
            Severity.NOTE,
            found=f"{len(at)} of {len(fields)} columns",
            expected=in_words(lacking, 4),
            advice="What the absent columns would say is not known",
        )


def _only_identified(text: pl.DataFrame, fields: Sequence[Field], findings: Findings) -> pl.DataFrame:
    for item in fields:
        if not item.required or not text[item.name].null_count():
            continue
        lost = text.filter(pl.col(item.name).is_null())
        findings.add(
            "row_without_identity",
            Severity.ROW,
            rows=lost[NUMBER],
            column=item.name,
            found="blank",
            expected=item.wants if item.type is not Type.TEXT else "who or what the row is about",
            advice="These rows are set aside",
        )
        text = text.filter(pl.col(item.name).is_not_null())
    return text


def _read_column(text: pl.DataFrame, item: Field, findings: Findings) -> pl.Series:
    cells = _without_errors(text, item, findings)
    if item.codes is not None:
        parsed, told = coded(cells.str.to_uppercase() if item.upper else cells, item.codes)
        _tell_spellings(text, item, item.codes, told, findings)
    elif item.type is Type.TEXT:
        parsed = _text(text, cells, item, findings)
    else:
        parsed = PARSERS[item.type](cells)
    _tell_bad(text, cells, parsed, item, findings)
    values = parsed.values
    return (values if values.dtype == item.type.polars else values.cast(item.type.polars)).alias(item.name)


def _without_errors(text: pl.DataFrame, item: Field, findings: Findings) -> pl.Series:
    cells = text[item.name]
    if not (cells.str.starts_with("#").any()):
        return cells
    broken = cells.is_in(list(ERRORS)).fill_null(False)
    if not broken.any():
        return cells
    findings.add(
        "error_value",
        Severity.VALUE,
        rows=text[NUMBER].filter(broken),
        column=item.name,
        values=cells.filter(broken),
        expected=item.wants,
        advice="Read as blank: the spreadsheet could not calculate these cells",
    )
    return cells.zip_with(~broken, pl.Series([None], dtype=pl.String))


def _text(text: pl.DataFrame, cells: pl.Series, item: Field, findings: Findings) -> Parsed:
    odd = cells.str.contains(_FORMULA).fill_null(False)
    if odd.any():
        findings.add(
            "formula_text",
            Severity.NOTE,
            rows=text[NUMBER].filter(odd),
            column=item.name,
            found="text that begins like a formula",
            expected="plain text",
            advice="Read as text and never calculated",
        )
    if not item.pattern:
        return Parsed(cells)
    fits = cells.str.contains(item.pattern)
    if fits.all():
        return Parsed(cells)
    bad = ~fits.fill_null(True)
    return Parsed(cells.zip_with(~bad, pl.Series([None], dtype=pl.String)), bad)


def _tell_spellings(
    text: pl.DataFrame, item: Field, codes: Codes, told: dict[str, str], findings: Findings
) -> None:
    if codes.labelled:
        _tell_unlettered(text, item, findings)
    past = {value: code for value, code in told.items() if code in codes.past}
    other = {
        value: code
        for value, code in told.items()
        if value not in past and not codes.labelled and value.casefold() != code.casefold()
    }
    for group, code, wants in (
        (past, "past_code", "a code still in use"),
        (other, "other_spelling", item.wants),
    ):
        if not group:
            continue
        rows = text.filter(pl.col(item.name).is_in(list(group)))
        read_as = ", ".join(f"{value} as {meant}" for value, meant in list(group.items())[:_DISTINCT_TOLD])
        years = ", ".join(f"{meant} ended in {codes.past[meant]}" for meant in sorted(set(past.values())))
        findings.add(
            code,
            Severity.NOTE,
            rows=rows[NUMBER],
            column=item.name,
            values=rows[item.name],
            expected=wants,
            advice=f"Kept: {years}" if group is past else f"Read {read_as}",
        )


def _tell_unlettered(text: pl.DataFrame, item: Field, findings: Findings) -> None:
    """One column that writes its codes in two ways: with the template's letter and without."""
    cells = text[item.name]
    lettered = cells.str.contains(_LETTERED)
    if not lettered.any() or lettered.all():
        return
    without = ~lettered.fill_null(True)
    findings.add(
        "mixed_spelling",
        Severity.NOTE,
        rows=text[NUMBER].filter(without),
        column=item.name,
        values=cells.filter(without),
        expected=item.wants,
        advice="Written both with the template's letter and without",
    )


def _tell_bad(text: pl.DataFrame, cells: pl.Series, parsed: Parsed, item: Field, findings: Findings) -> None:
    if parsed.bad is None:
        return
    dropped = item.required and item.type is not Type.TEXT
    findings.add(
        "not_understood",
        Severity.ROW if dropped else Severity.VALUE,
        rows=text[NUMBER].filter(parsed.bad),
        column=item.name,
        values=None if item.private else cells.filter(parsed.bad),
        found="a value that is not repeated here" if item.private else "",
        expected=item.wants,
        advice="These rows are set aside" if dropped else "Read as blank; the rest of each row is read",
    )
