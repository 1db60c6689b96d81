"""Text to values, a column at a time: strict formats first, a closer look only at what they leave over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from sightline.engine.records.columns import Type

ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
"""What a spreadsheet writes where it could not calculate."""

FORMULA = r"^[=+@]|^-\D"
"""How text begins that a spreadsheet would calculate."""

BLANKS = ("", "NULL")
"""What stands for nothing."""

_TIME = r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = rf"^(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}$"
_DAY_FIRST = rf"^(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}){_TIME}$"
_SERIAL = r"^(\d{5}(?:\.\d+)?)$"
_THOUSANDS = r"^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$"
_EXPONENT = r"[eE]"
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
EARLIEST, LATEST = 1900, 2064
"""Years outside which a date is a slip of the pen: the last is that of the last number read as a date."""

_FIRST_SERIAL, _LAST_SERIAL = 20_000, 60_000  # 1954 and 2064

_SYNONYMS: Mapping[str, Mapping[str, str]] = {
    "Y": {"yes": "Y", "true": "Y", "1": "Y", "1.0": "Y"},
    "N": {"no": "N", "false": "N", "0": "N", "0.0": "N"},
    "1": {"1.0": "1", "yes": "1", "y": "1", "true": "1"},
    "0": {"0.0": "0", "no": "0", "n": "0", "false": "0"},
    "2": {"2.0": "2"},
}


@dataclass(frozen=True)
class Codes:
    """The codes that a column may hold, and other spellings of them that real files carry.

    ``also`` maps a spelling (any case) to its code. ``past`` maps a code no longer in use to the year
    in which it was last valid: it is kept, and said. ``labelled``: values come as ``a) Male``,
    ``N1 - Abuse or neglect`` or ``f) U6: Foster placement``, and the code is found inside.
    """

    allowed: tuple[str, ...]
    also: Mapping[str, str] = field(default_factory=dict)
    past: Mapping[str, int] = field(default_factory=dict)
    labelled: bool = False

    def __post_init__(self) -> None:
        table: dict[str, str] = {}
        for code in self.allowed:
            table.update(_SYNONYMS.get(code, {}))
        table.update({code.casefold(): code for code in self.past})
        table.update({spelling.casefold(): code for spelling, code in self.also.items()})
        table.update({code.casefold(): code for code in self.allowed})
        object.__setattr__(self, "_table", table)

    def resolve(self, value: str) -> str | None:
        """The code that a value stands for, or None."""
        table: Mapping[str, str] = self._table  # type: ignore[attr-defined]
        folded = value.strip().casefold()
        if folded in table or not self.labelled:
            return table.get(folded)
        bare = re.sub(r"^[a-z]{1,2}\d?\)\s*", "", folded).strip()
        if bare in table:
            return table[bare]
        head = re.split(r"[:\s–—-]", bare, maxsplit=1)[0].rstrip(".")
        return table.get(head) or table.get(folded.rstrip(")"))


@dataclass(frozen=True)
class Parsed:
    """A column's values, and which of its cells held something that was not understood."""

    values: pl.Series
    bad: pl.Series | None = None

    @property
    def sound(self) -> bool:
        """Whether every cell was understood."""
        return self.bad is None


def _judge(text: pl.Series, values: pl.Series) -> Parsed:
    if values.null_count() == text.null_count():
        return Parsed(values)
    bad = text.is_not_null() & values.is_null()
    return Parsed(values, bad if bad.any() else None)


def clean(text: pl.Series) -> pl.Series:
    """Text without blanks around it; blank and NULL as null."""
    stripped = text.str.strip_chars()
    return stripped.zip_with(~stripped.is_in(list(BLANKS)), pl.Series([None], dtype=pl.String))


def dates(text: pl.Series) -> Parsed:
    """Days: 31/03/2019, 2019-03-31, 31 March 2019, with or without a time, and spreadsheet day numbers."""
    probe = next((value for value in text.head(50) if value is not None), "")
    order = ("%d/%m/%Y", "%Y-%m-%d")
    values = _strict_dates(text, order if "/" in probe else order[::-1])
    if values.null_count() > text.null_count():
        rest = _patient(text.zip_with(values.is_null(), pl.Series([None], dtype=pl.String)))
        values = values.zip_with(values.is_not_null(), rest.dt.date())
    return _judge(text, values.alias(text.name))


def _strict_dates(text: pl.Series, formats: tuple[str, ...]) -> pl.Series:
    day = text.str.to_date(formats[0], strict=False)
    if day.null_count() > text.null_count():
        day = pl.select(pl.coalesce(day, text.str.to_date(formats[1], strict=False))).to_series()
    plausible = day.dt.year().is_between(EARLIEST, LATEST)
    if plausible.all():
        return day
    return day.zip_with(plausible.fill_null(False), pl.Series([None], dtype=pl.Date))


def moments(text: pl.Series) -> Parsed:
    """Days with their hour where the file has one; a day alone is its midnight."""
    values = text.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")
    if values.null_count() > text.null_count():
        rest = text.zip_with(values.is_null(), pl.Series([None], dtype=pl.String))
        values = values.zip_with(values.is_not_null(), _patient(rest))
    plausible = values.dt.year().is_between(EARLIEST, LATEST).fill_null(False)
    values = values.zip_with(plausible, pl.Series([None], dtype=pl.Datetime("us")))
    return _judge(text, values.alias(text.name))


def _patient(text: pl.Series) -> pl.Series:
    """Every other way of writing a moment that we know; null where none fits."""
    upper = text.str.to_uppercase()
    tries = [_assembled(upper, _YEAR_FIRST, (1, 2, 3)), _assembled(upper, _DAY_FIRST, (3, 2, 1))]
    if upper.str.contains("[A-Z]{3}").any():
        numbered = upper
        for number, month in enumerate(_MONTHS, 1):
            numbered = numbered.str.replace(rf"[- /]{month}[A-Z]*[- /,]+", f"/{number}/")
        tries.append(_assembled(numbered, _DAY_FIRST, (3, 2, 1)))
    tries.append(_from_serial(upper))
    return pl.select(pl.coalesce(*tries)).to_series()


def _from_serial(text: pl.Series) -> pl.Series:
    """A spreadsheet's count of days since 30 December 1899, where it falls between 1954 and 2064."""
    days = text.str.extract(_SERIAL).cast(pl.Float64, strict=False)
    seconds = pl.when(days.is_between(_FIRST_SERIAL, _LAST_SERIAL)).then((days * 86_400).round())
    moment = pl.datetime(1899, 12, 30, time_unit="us") + pl.duration(seconds=seconds.cast(pl.Int64))
    return pl.select(moment.alias(text.name)).to_series()


def _assembled(text: pl.Series, pattern: str, order: tuple[int, int, int]) -> pl.Series:
    """A moment put together from the groups of a pattern, none where it is no day of the calendar."""

    def group(number: int) -> pl.Expr:
        return pl.col("text").str.extract(pattern, number)

    year, month, day = (group(number) for number in order)
    hour, minute, second = (group(number).fill_null("0").str.zfill(2) for number in (4, 5, 6))
    written = pl.concat_str(
        [
            year,
            pl.lit("-"),
            month.str.zfill(2),
            pl.lit("-"),
            day.str.zfill(2),
            pl.lit(" "),
            hour,
            pl.lit(":"),
            minute,
            pl.lit(":"),
            second,
        ]
    )
    moment = written.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")
    moment = _in_england(moment, group(7))
    plausible = moment.dt.year().is_between(EARLIEST, LATEST)
    return pl.DataFrame({"text": text}).select(pl.when(plausible).then(moment)).to_series()


def _in_england(moment: pl.Expr, offset: pl.Expr) -> pl.Expr:
    """A moment that is told with its distance from Greenwich, as the clocks in England showed it."""
    sign = pl.when(offset.str.starts_with("-")).then(-1).otherwise(1)
    hours, minutes = (offset.str.extract(r"^[+-](\d{2}):?(\d{2})$", n).cast(pl.Int64) for n in (1, 2))
    ahead = pl.duration(minutes=(sign * (hours * 60 + minutes)).fill_null(0))
    there = (moment - ahead).dt.replace_time_zone("UTC").dt.convert_time_zone("Europe/London")
    return pl.when(offset.is_null()).then(moment).otherwise(there.dt.replace_time_zone(None))


def _without_thousands(text: pl.Series) -> pl.Series:
    """Commas between thousands taken out; anywhere else they stay, and are not understood."""
    return pl.select(
        pl.when(text.str.contains(_THOUSANDS))
        .then(text.str.replace_all(",", "", literal=True))
        .otherwise(text)
    ).to_series()


def whole_numbers(text: pl.Series) -> Parsed:
    """Whole numbers; ``1.0`` is 1."""
    values = text.cast(pl.Int64, strict=False)
    if values.null_count() > text.null_count():
        plain = text.zip_with(~text.str.contains(_EXPONENT), pl.Series([None], dtype=pl.String))
        wide = _without_thousands(plain).cast(pl.Float64, strict=False)
        whole = (wide == wide.round()) & (wide.abs() < 2**53)
        narrowed = pl.select(pl.when(whole).then(wide.cast(pl.Int64, strict=False))).to_series()
        values = values.zip_with(values.is_not_null(), narrowed)
    return _judge(text, values.alias(text.name))


def numbers(text: pl.Series) -> Parsed:
    """Decimal numbers."""
    values = _without_thousands(text).cast(pl.Float64, strict=False)
    finite = values.is_finite().fill_null(False)
    return _judge(text, values.zip_with(finite, pl.Series([None], dtype=pl.Float64)).alias(text.name))


def flags(text: pl.Series) -> Parsed:
    """Yes and no."""
    words = {"y": True, "yes": True, "true": True, "1": True, "1.0": True}
    words |= {"n": False, "no": False, "false": False, "0": False, "0.0": False}
    values = text.str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.Boolean)
    return _judge(text, values.alias(text.name))


PARSERS = {
    Type.DATE: dates,
    Type.DATETIME: moments,
    Type.INTEGER: whole_numbers,
    Type.NUMBER: numbers,
    Type.FLAG: flags,
}
"""How a column of each type but text is read."""

EXPECTED: Mapping[Type, str] = {
    Type.TEXT: "text",
    Type.DATE: "a date such as 31/03/2019 or 2019-03-31",
    Type.DATETIME: "a date and time such as 31/03/2019 17:30",
    Type.INTEGER: "a whole number",
    Type.NUMBER: "a number",
    Type.FLAG: "yes or no",
}
"""What each type asks of a cell, in the words of a reading problem."""
