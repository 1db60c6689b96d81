"""The cells of a column that the fast pass did not take: read with patience, or told as problems."""

import re
from dataclasses import dataclass

import polars as pl

from sightline.engine.records.columns import Type
from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.fields import Field
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.values import (
    BLANKS,
    ERRORS,
    FORMULA,
    PARSERS,
    Codes,
    Parsed,
    clean,
)

_LETTERED = re.compile(r"^\s*[a-z]{1,2}\d?\)", re.IGNORECASE)
_NAME_LIKE = re.compile(r"^[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)*$")
_DISTINCT_TOLD = 3


@dataclass(frozen=True)
class Leftovers:
    """Cells that were left over, cleaned, with the numbers of their rows."""

    item: Field
    cells: pl.Series
    numbers: pl.Series
    findings: Findings

    def tell(
        self, code: str, severity: Severity, where: pl.Series, *, found: str = "", expected: str, advice: str
    ) -> None:
        """Add one problem for the rows of ``where``, quoting what stands there unless ``found`` says it."""
        self.findings.add(
            code,
            severity,
            rows=self.numbers.filter(where),
            column=self.item.name,
            values=None if found else _without_names(self.cells.filter(where)),
            found=found,
            expected=expected,
            advice=advice,
        )


def _without_names(values: pl.Series) -> pl.Series:
    """Values as they may travel: what looks like a person's name is not repeated."""
    distinct = values.unique(maintain_order=True)
    named = {value: f"a word of {len(value)} letters" for value in distinct if _NAME_LIKE.match(value or "")}
    return values.replace(named) if named else values


def read_leftovers(
    before: pl.Series, after: pl.Series, numbers: pl.Series, item: Field, findings: Findings
) -> pl.Series:
    """``after`` (the fast pass over ``before``) completed by a patient reading of what it left null."""
    if item.codes is not None:
        left = before.is_not_null() & after.is_null()
        sub = Leftovers(item, before.filter(left), numbers.filter(left), findings)
        return after.scatter(left.arg_true(), _read_codes(sub, item.codes).cast(item.type.polars))
    if item.type is Type.TEXT and not item.pattern:
        left = before.is_not_null()
    else:
        left = before.is_not_null() & after.is_null()
    sub = _without_errors(Leftovers(item, clean(before.filter(left)), numbers.filter(left), findings))
    parsed = _text(sub) if item.type is Type.TEXT else PARSERS[item.type](sub.cells)
    if parsed.bad is not None:
        _tell_bad(sub, parsed.bad)
    return after.scatter(left.arg_true(), parsed.values)


def _read_codes(sub: Leftovers, codes: Codes) -> pl.Series:
    """Codes in other spellings: each distinct value is judged once."""
    meant: dict[str, str | None] = {}
    strange: list[str] = []
    broken: list[str] = []
    for value in sub.cells.unique(maintain_order=True):
        meant[value] = codes.resolve(value)
        if meant[value] is None and value.strip() not in BLANKS:
            (broken if value.strip() in ERRORS else strange).append(value)
    told = {value: code for value, code in meant.items() if code is not None}
    _tell_spellings(sub, codes, told)
    if broken:
        _tell_error(sub, sub.cells.is_in(broken))
    if strange:
        _tell_bad(sub, sub.cells.is_in(strange))
    return sub.cells.replace_strict(meant, return_dtype=pl.String)


def _without_errors(sub: Leftovers) -> Leftovers:
    broken = sub.cells.is_in(list(ERRORS)).fill_null(False)
    if not broken.any():
        return sub
    _tell_error(sub, broken)
    sound = sub.cells.zip_with(~broken, pl.Series([None], dtype=pl.String))
    return Leftovers(sub.item, sound, sub.numbers, sub.findings)


def _tell_error(sub: Leftovers, broken: pl.Series) -> None:
    sub.tell(
        "error_value",
        Severity.VALUE,
        broken,
        expected=sub.item.wants,
        advice="Read as blank: the spreadsheet could not calculate these cells",
    )


def _text(sub: Leftovers) -> Parsed:
    odd = sub.cells.str.contains(FORMULA).fill_null(False)
    if odd.any():
        sub.tell(
            "formula_text",
            Severity.NOTE,
            odd,
            found="text that begins like a formula",
            expected="plain text",
            advice="Read as text and never calculated",
        )
    if not sub.item.pattern:
        return Parsed(sub.cells)
    bad = ~sub.cells.str.contains(sub.item.pattern).fill_null(True)
    return Parsed(sub.cells.zip_with(~bad, pl.Series([None], dtype=pl.String)), bad if bad.any() else None)


def _tell_spellings(sub: Leftovers, codes: Codes, told: dict[str, str]) -> None:
    if codes.labelled:
        _tell_unlettered(sub, [value for value in told if not _LETTERED.match(value)], len(told))
    past = {value: code for value, code in told.items() if code in codes.past}
    other = {
        value: code
        for value, code in told.items()
        if value not in past and not codes.labelled and value.strip().casefold() != code.casefold()
    }
    if past:
        years = ", ".join(f"{code} ended in {codes.past[code]}" for code in sorted(set(past.values())))
        where = sub.cells.is_in(list(past))
        sub.tell("past_code", Severity.NOTE, where, expected="a code still in use", advice=f"Kept: {years}")
    if other:
        read_as = ", ".join(f"{value} as {code}" for value, code in list(other.items())[:_DISTINCT_TOLD])
        where = sub.cells.is_in(list(other))
        sub.tell("other_spelling", Severity.NOTE, where, expected=sub.item.wants, advice=f"Read {read_as}")


def _tell_unlettered(sub: Leftovers, without: list[str], known: int) -> None:
    """One column that writes its codes in two ways: with the template's letter and without."""
    if without and len(without) < known:
        where = sub.cells.is_in(without)
        sub.findings.add(
            "mixed_spelling",
            Severity.NOTE,
            rows=sub.numbers.filter(where),
            column=sub.item.name,
            values=sub.cells.filter(where),
            expected=sub.item.wants,
            advice="Written both with the template's letter and without",
        )


def _tell_bad(sub: Leftovers, bad: pl.Series) -> None:
    dropped = sub.item.required
    sub.tell(
        "not_understood",
        Severity.ROW if dropped else Severity.VALUE,
        bad,
        found="a value that is not repeated here" if sub.item.private else "",
        expected=sub.item.wants,
        advice="These rows are set aside" if dropped else "Read as blank; the rest of each row is read",
    )
