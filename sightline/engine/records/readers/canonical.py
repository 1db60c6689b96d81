"""From a format's own columns to a canonical table's: one place, so that no frame lacks a column."""

from collections.abc import Mapping

import polars as pl

from sightline.engine.records.columns import ROW, Table, reading_schema


def shaped(frame: pl.DataFrame, table: Table, columns: Mapping[str, pl.Expr]) -> pl.DataFrame:
    """A frame of ``reading_schema(table)``: the given expressions, ROW, and nulls for the rest."""
    unknown = set(columns) - set(table.schema)
    if unknown:
        raise KeyError(f"{table.name} has no columns {sorted(unknown)}")
    return frame.select(
        *(
            columns.get(name, pl.lit(None)).cast(kind).alias(name) if name != ROW else pl.col(ROW)
            for name, kind in reading_schema(table).items()
        )
    )


def period_id(person: pl.Expr, entered: pl.Expr) -> pl.Expr:
    """The key of a period of care where the format has none: the child and the day it began."""
    return pl.concat_str([person, pl.lit("/"), entered.cast(pl.String)])
