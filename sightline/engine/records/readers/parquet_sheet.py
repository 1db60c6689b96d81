"""A Parquet file into a sheet of text, so that its cells are judged like those of any other file."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import polars as pl

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.findings import Findings, in_words
from sightline.engine.records.readers.sheet import NUMBER, Sheet
from sightline.engine.records.reading import File

MAX_CELLS = 200_000_000
"""Rows times columns above which a file is not opened: a few bytes can stand for any number of equal rows."""

_DAY, _MOMENT = "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"
_PLACE = "parquet"


def columns(content: bytes) -> tuple[str, ...]:
    """The names of a file's columns, from its footer; none where it cannot be read."""
    schema = _tried(lambda: pl.read_parquet_schema(BytesIO(content)))
    return tuple(schema) if schema is not None else ()


def read_parquet(file: File, place: str = "") -> tuple[Sheet | None, Findings]:
    """The cells of a Parquet file as text, rows counted from 1, and what was wrong with it.

    None where nothing could be read. Columns of lists and records are told and left out.
    """
    findings = Findings(file.name, place)
    height = _tried(lambda: pl.scan_parquet(BytesIO(file.content)).select(pl.len()).collect().item())
    names = columns(file.content)
    if height is None or not names:
        findings.whole("damaged_parquet", "a Parquet file that is cut short or damaged", "a whole file")
        return None, findings
    if height * len(names) > MAX_CELLS:
        findings.whole(
            "too_large",
            f"{height:,} rows of {len(names):,} columns",
            f"at most {MAX_CELLS:,} cells",
            "Not opened. Send it in parts",
        )
        return None, findings
    frame = _tried(lambda: pl.read_parquet(BytesIO(file.content)))
    if frame is None:
        findings.whole("damaged_parquet", "a Parquet file that is cut short or damaged", "a whole file")
        return None, findings
    cells = _as_text(frame, findings).with_columns(pl.int_range(1, frame.height + 1).alias(NUMBER))
    if cells.is_empty():
        findings.add("no_rows", Severity.NOTE, found="columns only", expected="at least one row")
    headings = tuple(frame.columns)
    return Sheet(file, place, _PLACE, headings, cells), findings


def _tried(work: Callable[[], Any]) -> Any:
    """What a parser gives; None where the bytes were too much for it: it raises, or its own code gives up."""
    try:
        return work()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError, OverflowError):
        return None


def _as_text(frame: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """Each column as the text that a CSV file would hold."""
    nested = [name for name, kind in frame.schema.items() if kind.is_nested() or kind in (pl.Object, pl.Null)]
    told = [name for name in nested if frame.schema[name] != pl.Null]
    if told:
        findings.add(
            "nested_column",
            Severity.VALUE,
            found=f"lists or records in {in_words(told, 2)}",
            expected="a plain value in each cell",
            advice="These columns are left out",
        )
    texts = []
    for index, (name, kind) in enumerate(frame.schema.items()):
        column = pl.lit(None, pl.String) if name in nested else _text(pl.col(name), kind)
        texts.append(column.alias(f"c{index}"))
    if frame.is_empty():
        return pl.DataFrame(schema={f"c{index}": pl.String() for index in range(frame.width)})
    return frame.select(texts)


def _text(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    if kind == pl.Date:
        return column.dt.strftime(_DAY)
    if kind == pl.Datetime:
        return column.dt.replace_time_zone(None).dt.strftime(_MOMENT)
    if kind == pl.Boolean:
        return pl.when(column).then(pl.lit("true")).when(~column).then(pl.lit("false"))
    return column.cast(pl.String, strict=False)


def row_as_told(file: File, number: int) -> dict[str, str]:
    """The cells of a row. Raises KeyError where the file has no such row."""
    sheet, _ = read_parquet(file)
    if sheet is None or not 0 < number <= sheet.cells.height:
        raise KeyError(f"{file.name} has no row {number}")
    cells = sheet.cells.row(number - 1)
    return {name: str(cell or "") for name, cell in zip(sheet.headings, cells, strict=False)}
