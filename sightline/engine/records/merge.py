"""Several sources' tellings of one table, merged on its natural key."""

from collections.abc import Callable, Sequence

import polars as pl

from sightline.engine.records.columns import ROW, ROWS, SOURCES, Kind, Table, Type, record_schema
from sightline.engine.records.problems import Problem, Severity

_SOURCE = "_source"
_RANK = "_rank"
_ALSO_COMPARED = frozenset({"pers_dob", "pers_sex", "pers_upn", "pers_ethnicity"})
NameOf = Callable[[str], str]


def merge(
    table: Table, told: Sequence[tuple[str, pl.DataFrame]], name_of: NameOf = str
) -> tuple[pl.DataFrame, list[Problem]]:
    """One frame of ``record_schema(table)``, sorted by key, and where the tellings disagree.

    ``told``: (source, frame of ``reading_schema(table)``) in order of precedence. Of several rows with one
    key the first stands, its nulls filled from the others; rows without a start are never merged.
    ``name_of`` gives the name of the file of a row's address, for the problems.
    """
    tagged = [
        frame.with_columns(pl.lit(source).alias(_SOURCE), pl.lit(rank, dtype=pl.Int32).alias(_RANK))
        for rank, (source, frame) in enumerate(told)
    ]
    if not tagged:
        return pl.DataFrame(schema=record_schema(table)), []
    rows = _with_shared_hours(table, pl.concat(tagged))
    twice = pl.struct(table.key).is_duplicated()
    if table.starts is not None:
        twice &= pl.col(table.starts).is_not_null()
    marked = rows.with_columns(twice.alias("_twice"))
    several = marked.filter("_twice").drop("_twice")
    single = marked.filter(~pl.col("_twice")).select(
        *table.schema, pl.concat_list(ROW).alias(ROWS), pl.concat_list(_SOURCE).alias(SOURCES)
    )
    if several.is_empty():
        return single.sort(table.key, nulls_last=True, maintain_order=True), []
    merged = pl.concat([single, _grouped(table, several)])
    return (
        merged.sort(table.key, nulls_last=True, maintain_order=True),
        _disagreements(table, several, name_of),
    )


def _with_shared_hours(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Where one source knows the hour and another only the day, the event is one: the hour is taken."""
    start = table.starts
    if start is None or table[start].type is not Type.DATETIME or rows[_RANK].n_unique() < 2:
        return rows
    others = [name for name in table.key if name != start]
    hourless = pl.col(start).dt.time() == pl.time(0)
    timed = (
        rows.filter(~hourless)
        .sort(_RANK, start, maintain_order=True)
        .with_columns(pl.col(start).dt.date().alias("_day"))
        .unique([*others, "_day"], keep="first", maintain_order=True)
        .select(*others, "_day", pl.col(start).alias("_hour"), pl.col(_RANK).alias("_of"))
    )
    found = rows.with_columns(pl.col(start).dt.date().alias("_day")).join(
        timed, on=[*others, "_day"], how="left", maintain_order="left"
    )
    borrow = hourless & (pl.col("_of") != pl.col(_RANK))
    return found.with_columns(pl.when(borrow).then("_hour").otherwise(start).alias(start)).drop(
        "_day", "_hour", "_of"
    )


def _grouped(table: Table, several: pl.DataFrame) -> pl.DataFrame:
    values = [name for name in table.schema if name not in table.key]
    grouped = (
        several.sort(_RANK, maintain_order=True)
        .group_by(table.key, maintain_order=True)
        .agg(
            *(pl.col(name).drop_nulls().first() for name in values),
            pl.col(ROW).unique(maintain_order=True).alias(ROWS),
            pl.col(_SOURCE).unique(maintain_order=True).alias(SOURCES),
        )
    )
    return grouped.select(*record_schema(table))


def _compared(table: Table) -> list[str]:
    return [
        column.name
        for column in table
        if column.name not in table.key
        and (column.kind is not Kind.IDENTITY or column.name in _ALSO_COMPARED)
    ]


def _disagreements(table: Table, several: pl.DataFrame, name_of: NameOf) -> list[Problem]:
    """One problem for each column on which tellings of one event differ, with the first two places."""
    problems = []
    ordered = several.sort(_RANK, maintain_order=True)
    for name in _compared(table):
        told = ordered.filter(pl.col(name).is_not_null())
        differing = (
            told.group_by(table.key, maintain_order=True)
            .agg(pl.col(name).n_unique().alias("_kinds"), pl.struct(name, ROW).alias("_told"))
            .filter(pl.col("_kinds") > 1)
        )
        if differing.is_empty():
            continue
        cells = differing["_told"][0].to_list()
        first = cells[0]
        other = next(cell for cell in cells if cell[name] != first[name])
        where, row = _place(first[ROW])
        _, other_row = _place(other[ROW])
        problems.append(
            Problem(
                "sources_disagree",
                Severity.NOTE,
                name_of(first[ROW]),
                f"{table.title} ({where})",
                row,
                name,
                "another value than the one that stands",
                f"the same in {name_of(other[ROW])}, row {other_row}",
                "The first named stands; put right whichever is wrong",
                differing.height,
            )
        )
    return problems


def _place(address: str) -> tuple[str, int]:
    _, place, row = address.split("/")
    return place, int(row)
