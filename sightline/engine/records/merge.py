"""Several sources' tellings of one table, merged into one row for each event."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import polars as pl

from sightline.engine.records.columns import ROW, ROWS, SOURCES, Kind, Table, Type, record_schema
from sightline.engine.records.events import INDEX, INTO, RANK, SOURCE, SUMMARIES, joined
from sightline.engine.records.problems import Problem, Severity

EVENT, JOINS = "_event", "_joins"
_ALSO_COMPARED = frozenset({"pers_dob", "pers_sex", "pers_upn", "pers_ethnicity", "disa_disability_code"})
_NOT_COMPARED = frozenset(
    {
        "clae_cla_last_iro_contact_date",  # of a period in one source, of an episode in another
        "clai_immunisations_status_date",  # the last day of a year in the return
    }
)
_LONG = 31
"""Days between two extracts after which what stood on the one may have changed by the other."""

_FOLDED = {"RETURN1M": "RETURN", "RETURN6M": "RETURN", "RETURNEV": "RETURN"}
"""Flags of the dataset of which a return has one for all."""

_BY_ITSELF = ("csv", "parquet")
"""Places that are a whole file."""

NameOf = Callable[[str], str]


def merge(
    table: Table,
    told: Sequence[tuple[str, pl.DataFrame]],
    name_of: NameOf = str,
    drawn: Mapping[str, date] | None = None,
) -> tuple[pl.DataFrame, list[Problem]]:
    """One frame of ``record_schema(table)``, sorted by key, and where the tellings disagree.

    ``told``: (source, frame of ``reading_schema(table)``) in order of precedence. Of several rows with one
    key the first stands, its nulls filled from the others; so do rows that ``events`` declares to be one.
    Rows without a start are otherwise never merged.
    ``name_of`` gives the name of the file of a row's address, for the problems. ``drawn``: the day on which
    each source was last drawn; how things stood on different days is no disagreement.
    """
    tagged = [
        frame.with_columns(pl.lit(source).alias(SOURCE), pl.lit(rank, dtype=pl.Int32).alias(RANK))
        for rank, (source, frame) in enumerate(told)
    ]
    if not tagged:
        return pl.DataFrame(schema=record_schema(table)), []
    rows = _with_shared_hours(table, pl.concat(tagged)).with_row_index(INDEX)
    joins = None
    if len(tagged) > 1:
        if summary := SUMMARIES.get(table.name):
            rows = summary.cut(rows)
        joins = joined(table.name, rows)
    single, several = _told_apart(table, rows, joins)
    if several.is_empty():
        return single.sort(table.key, nulls_last=True, maintain_order=True), []
    merged = pl.concat([single, _grouped(table, several)])
    return (
        merged.sort(table.key, nulls_last=True, maintain_order=True),
        _disagreements(table, _of_one_time(table, several, drawn or {}), name_of),
    )


def _told_apart(
    table: Table, rows: pl.DataFrame, joins: pl.DataFrame | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of events told once, as they will stand; and those told more than once, with the event of each."""
    dated = pl.lit(value=True) if table.starts is None else pl.col(table.starts).is_not_null()
    twice = pl.struct(table.key).is_duplicated() & dated
    if joins is not None and joins.height:
        touched = pl.concat([joins[INDEX], joins[INTO]]).unique()
        twice = twice | pl.col(INDEX).is_in(touched.implode())
    marked = rows.with_columns(twice.alias("_twice"))
    single = marked.filter(~pl.col("_twice")).select(
        *table.schema, pl.concat_list(ROW).alias(ROWS), pl.concat_list(SOURCE).alias(SOURCES)
    )
    several = marked.filter("_twice").drop("_twice")
    own = pl.when(dated).then(pl.col(INDEX).min().over(table.key)).otherwise(INDEX)
    several = several.with_columns(own.alias(EVENT), pl.lit(value=False).alias(JOINS))
    if joins is not None and joins.height:
        events = several.select(pl.col(INDEX).alias(INTO), pl.col(EVENT).alias("_event_of"))
        moved = joins.join(events, on=INTO, how="inner").select(INDEX, "_event_of")
        several = several.join(moved, on=INDEX, how="left", maintain_order="left")
        several = several.with_columns(
            pl.coalesce("_event_of", EVENT).alias(EVENT), pl.col("_event_of").is_not_null().alias(JOINS)
        ).drop("_event_of")
    return single, several


def _with_shared_hours(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Where one source knows the hour and another only the day, the event is one: the hour is taken."""
    start = table.starts
    if start is None or table[start].type is not Type.DATETIME or rows[RANK].n_unique() < 2:
        return rows
    others = [name for name in table.key if name != start]
    hourless = pl.col(start).dt.time() == pl.time(0)
    timed = (
        rows.filter(~hourless)
        .sort(RANK, start, maintain_order=True)
        .with_columns(pl.col(start).dt.date().alias("_day"))
        .unique([*others, "_day"], keep="first", maintain_order=True)
        .select(*others, "_day", pl.col(start).alias("_hour"), pl.col(RANK).alias("_of"))
    )
    found = rows.with_columns(pl.col(start).dt.date().alias("_day")).join(
        timed, on=[*others, "_day"], how="left", maintain_order="left"
    )
    borrow = hourless & (pl.col("_of") != pl.col(RANK))
    return found.with_columns(pl.when(borrow).then("_hour").otherwise(start).alias(start)).drop(
        "_day", "_hour", "_of"
    )


def _grouped(table: Table, several: pl.DataFrame) -> pl.DataFrame:
    """One row an event. A row that joins another's event never gives it its key."""
    own = pl.struct(JOINS, RANK)
    grouped = (
        several.sort(RANK, maintain_order=True)
        .group_by(EVENT, maintain_order=True)
        .agg(
            *(
                (pl.col(name).sort_by(own) if name in table.key else pl.col(name)).drop_nulls().first()
                for name in table.schema
            ),
            pl.col(ROW).unique(maintain_order=True).alias(ROWS),
            pl.col(SOURCE).unique(maintain_order=True).alias(SOURCES),
        )
    )
    return grouped.select(*record_schema(table))


def _of_one_time(table: Table, several: pl.DataFrame, drawn: Mapping[str, date]) -> pl.DataFrame:
    """Rows to be compared: of a table of how things stand, no more of a row than who it is about where its
    source was drawn long before another.
    """
    newest = max(drawn.values(), default=None)
    if table.starts is not None or newest is None:
        return several
    old = [source for source, day in drawn.items() if (newest - day).days > _LONG]
    states = [name for name in _compared(table) if name not in _ALSO_COMPARED]
    kept = [pl.when(~pl.col(SOURCE).is_in(old)).then(name).alias(name) for name in states]
    return several.with_columns(kept) if old else several


def _compared(table: Table) -> list[str]:
    return [
        column.name
        for column in table
        if column.name in _ALSO_COMPARED
        or (
            column.name not in _NOT_COMPARED
            and (column.name not in table.key and column.kind is not Kind.IDENTITY)
        )
    ]


def _disagreements(table: Table, several: pl.DataFrame, name_of: NameOf) -> list[Problem]:
    """One problem for each column on which tellings of one event differ, with the first two places."""
    problems = []
    ordered = several.sort(RANK, maintain_order=True)
    for name in _compared(table):
        told = ordered.filter(pl.col(name).is_not_null())
        differing = (
            told.group_by(EVENT, maintain_order=True)
            .agg(pl.col(name).n_unique().alias("_kinds"), pl.struct(name, ROW).alias("_told"))
            .filter(pl.col("_kinds") > 1)
        )
        unlike = [found for cells in differing["_told"] if (found := _unlike(name, cells.to_list()))]
        if not unlike:
            continue
        first, other = unlike[0]
        where, row = _place(first[ROW])
        _, other_row = _place(other[ROW])
        problems.append(
            Problem(
                "sources_disagree",
                Severity.NOTE,
                name_of(first[ROW]),
                table.title if where in _BY_ITSELF else f"{table.title} ({where})",
                row,
                name,
                "another value than the one that stands",
                f"the same in {name_of(other[ROW])}, row {other_row}",
                "The first named stands; put right whichever is wrong",
                len(unlike),
                title=table[name].title,
            )
        )
    return problems


def _unlike(name: str, cells: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The first telling and one that contradicts it; None where they only say more or less of one thing."""
    first = cells[0]
    agree = _flags_agree if name.endswith("_json") else _agree
    other = next((cell for cell in cells if not agree(first[name], cell[name])), None)
    return None if other is None else (first, other)


def _agree(one: Any, other: Any) -> bool:
    """Whether two values are the same; a day without its hour is the same as one with it."""
    if isinstance(one, datetime) and isinstance(other, datetime) and time(0) in (one.time(), other.time()):
        return one.date() == other.date()
    return bool(one == other)


def _folded(flags: dict[str, Any]) -> dict[str, Any]:
    """Flags with those of one family as one, which is up where any of them is."""
    folded: dict[str, Any] = {}
    for name, value in flags.items():
        family = _FOLDED.get(name, name)
        folded[family] = "Y" if "Y" in (value, folded.get(family)) else value
    return folded


def _flags_agree(one: str, other: str) -> bool:
    """Whether two sets of flags, or lists of codes, say the same of whatever both speak of."""
    try:
        mine, theirs = json.loads(one), json.loads(other)
    except (ValueError, RecursionError):
        return one == other
    if isinstance(mine, dict) and isinstance(theirs, dict):
        mine, theirs = _folded(mine), _folded(theirs)
        return all(mine[key] == theirs[key] for key in mine.keys() & theirs.keys())
    if isinstance(mine, list) and isinstance(theirs, list):
        return sorted(map(str, mine)) == sorted(map(str, theirs))
    return bool(mine == theirs)


def _place(address: str) -> tuple[str, int]:
    _, place, row = address.split("/")
    return place, int(row)
