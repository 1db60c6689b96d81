"""The fast pass: one strict reading of each column, null for whatever it does not take at once."""

import re

import polars as pl

from sightline.engine.records.columns import Type
from sightline.engine.records.readers.fields import Field
from sightline.engine.records.readers.values import EARLIEST, LATEST

_NOT_PLAIN = r"^\s|\s$|^$|^NULL$|^[=+@#]|^-\D"
_PROBED = 50
_FORMATS: tuple[tuple[str, str], ...] = (
    (r"^\d{4}-\d\d?-\d\d?$", "%Y-%m-%d"),
    (r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", "%Y-%m-%d %H:%M:%S"),
    (r"^\d{4}-\d\d-\d\d \d\d:\d\d$", "%Y-%m-%d %H:%M"),
    (r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$", "%Y-%m-%dT%H:%M:%S"),
    (r"^\d\d?/\d\d?/\d{4} \d\d:\d\d:\d\d$", "%d/%m/%Y %H:%M:%S"),
    (r"^\d\d?/\d\d?/\d{4} \d\d:\d\d$", "%d/%m/%Y %H:%M"),
)
_USUAL = "%d/%m/%Y"
_YES, _NO = ("true", "1", "Y"), ("false", "0", "N")


def fast(item: Field, column: pl.Series) -> pl.Expr:
    """An expression that reads a whole column of text strictly; ``column`` is looked at for its format."""
    cell = pl.col(item.name)
    if item.codes is not None:
        return pl.when(cell.is_in(item.codes.allowed)).then(cell).cast(item.type.polars).alias(item.name)
    if item.type is Type.TEXT:
        return pl.when(cell.str.contains(item.pattern)).then(cell).alias(item.name) if item.pattern else cell
    if item.type is Type.FLAG:
        told = pl.when(cell.is_in(_YES)).then(True).when(cell.is_in(_NO)).then(False)
        return told.alias(item.name)
    if item.type in (Type.DATE, Type.DATETIME):
        return _moment(cell, item.type, column).alias(item.name)
    return cell.cast(item.type.polars, strict=False).alias(item.name)


def _moment(cell: pl.Expr, kind: Type, column: pl.Series) -> pl.Expr:
    probe = next((value for value in column.head(_PROBED) if value), "")
    style = next((style for pattern, style in _FORMATS if re.match(pattern, probe)), _USUAL)
    if "%H" in style:
        read = cell.str.to_datetime(style, strict=False, time_unit="us")
        value = read.dt.date() if kind is Type.DATE else read
    else:
        value = cell.str.to_date(style, strict=False)
    return pl.when(value.dt.year().is_between(EARLIEST, LATEST)).then(value).cast(kind.polars)


def needs_patience(item: Field) -> pl.Expr:
    """Whether a column of free text holds more than plain text: blanks around it, formulas, error marks."""
    if item.type is not Type.TEXT or item.codes is not None or item.pattern:
        return pl.lit(False).alias(item.name)
    return pl.col(item.name).str.contains(_NOT_PLAIN).any().alias(item.name)
