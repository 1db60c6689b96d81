"""What the county's own system held, row by row, and from when to when it held it so.

A row that was corrected is two rows here: as it was, until the day it was put right, and as it is. A
spell that has ended shows its end only from the day on which the end was known. So the record *as it
stood* on any day can be written out.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from sightline.engine.records.columns import Table, Type
from sightline.engine.records.record import ALL_TABLES
from sightline.engine.synthetic.stages import CONTENT_AFTER, MORE_AFTER, STAGED, WITH_END

SINCE = "_since"
UNTIL = "_until"
END_SINCE = "_end_since"
NEW = "_new"

Row = dict[str, Any]


@dataclass
class Ledger:
    """Rows by table, as they are told."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    columns: dict[str, list[pl.DataFrame]] = field(default_factory=lambda: defaultdict(list))
    frames: dict[str, pl.DataFrame] = field(default_factory=dict)

    def tell(self, table: str, since: date, **values: Any) -> Row:
        """Add a row that the system held from a day on, and give it back."""
        row: Row = {**values, SINCE: since, UNTIL: None, END_SINCE: None}
        self.rows[table].append(row)
        return row

    def tell_frame(self, table: str, frame: pl.DataFrame) -> None:
        """Add many rows at once: some of the table's columns, and ``SINCE`` (``UNTIL`` where it is known)."""
        self.columns[table].append(_shaped(table, frame))

    def told(self, table: str) -> pl.DataFrame:
        """Every row of a table so far, those that were put right or withdrawn too."""
        rows = self.rows.get(table, [])
        schema = _schema(table)
        alone = pl.DataFrame({key: [row.get(key) for row in rows] for key in schema}, schema=schema)
        return pl.concat([alone, *self.columns.get(table, [])])

    def standing(self, table: str) -> pl.DataFrame:
        """The rows of a table so far that were neither put right nor withdrawn."""
        return self.told(table).filter(pl.col(UNTIL).is_null())

    def withdraw(self, row: Row, on: date) -> None:
        """Take a row out of the system on a day."""
        row[UNTIL] = on

    def correct(self, table: str, row: Row, on: date, **values: Any) -> Row:
        """Put a row right on a day: the row as it was ends, the row as it is begins."""
        right = {**row, **values, SINCE: on, UNTIL: None}
        row[UNTIL] = on
        self.rows[table].append(right)
        return right

    def freeze(self) -> None:
        """Turn the rows into frames, once nothing more will be told."""
        for name in [*self.rows, *(name for name in self.columns if name not in self.rows)]:
            self.frames[name] = self.told(name).sort(ALL_TABLES[name].key, maintain_order=True)
        self.columns.clear()

    def keeps(self, name: str) -> bool:
        """Whether the system tells a table at all."""
        return name in self.frames

    def as_held(self, name: str, day: date, *, before: date | None = None) -> pl.DataFrame:
        """A table as the system held it at the end of a day, sorted by its natural key.

        ``before``: an earlier day; a further column ``NEW`` says which rows were entered or filled in since.
        """
        table = ALL_TABLES[name]
        more = {} if before is None else {NEW: pl.Boolean()}
        frame = self.frames.get(name)
        if frame is None:
            return pl.DataFrame(schema={**table.schema, **more})
        until = pl.col(UNTIL)
        held = frame.filter((pl.col(SINCE) <= day) & (until.is_null() | (until > day)))
        if before is not None:
            held = held.with_columns(_new(name, before, day).alias(NEW))
        held = _hide_ends(held, name, day) if name in WITH_END else held
        held = _hide_stages(held, name, day) if name in STAGED else held
        blank = pl.col(pl.String())
        held = held.with_columns(pl.when(blank != "").then(blank).name.keep())
        return held.select([*table.schema, *more])


def _schema(name: str) -> dict[str, pl.DataType]:
    return {**ALL_TABLES[name].schema, SINCE: pl.Date(), UNTIL: pl.Date(), END_SINCE: pl.Date()}


def _shaped(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """All columns of a table, in order; those that were not given are blank."""
    schema = _schema(name)
    if strange := set(frame.columns) - set(schema):
        raise ValueError(f"{name}: found columns that it does not declare: {sorted(strange)}")
    return frame.select(
        (pl.col(key) if key in frame.columns else pl.lit(None)).cast(kind).alias(key)
        for key, kind in schema.items()
    )


def _day(table: Table, column: str) -> pl.Expr:
    expression = pl.col(column)
    return expression.dt.date() if table[column].type is Type.DATETIME else expression


def _new(name: str, before: date, day: date) -> pl.Expr:
    """Whether a row was entered since an earlier day, or one of its dates came about since.

    A row whose *key* changed with a date that came about is another row: it is told inside its window only.
    """
    table = ALL_TABLES[name]
    ends = WITH_END[name][:1] if name in WITH_END else ()
    since = {column: _day(table, column) for column in (*STAGED.get(name, ()), *ends)}
    if ends:
        since[END_SINCE] = pl.col(END_SINCE)
    came = {column: ((on > before) & (on <= day)).fill_null(value=False) for column, on in since.items()}
    entered = pl.col(SINCE) > before
    if not came:
        return entered
    renamed = pl.any_horizontal(pl.lit(value=False), *(came[key] for key in table.key if key in came))
    return entered | (pl.any_horizontal(*came.values()) & ~renamed)


def _hide_ends(frame: pl.DataFrame, name: str, day: date) -> pl.DataFrame:
    end, others = WITH_END[name]
    known = (pl.coalesce(pl.col(END_SINCE), _day(ALL_TABLES[name], end)) <= day) & (
        _day(ALL_TABLES[name], end) <= day
    )
    known = known.fill_null(value=False)
    return frame.with_columns(pl.when(known).then(pl.col(column)).alias(column) for column in (end, *others))


def _hide_stages(frame: pl.DataFrame, name: str, day: date) -> pl.DataFrame:
    table = ALL_TABLES[name]
    for gate, content in MORE_AFTER.get(name, ()):
        known = (_day(table, gate) <= day).fill_null(value=True)
        frame = frame.with_columns(pl.when(known).then(pl.col(column)).alias(column) for column in content)
    gate, content, until_then = CONTENT_AFTER[name]
    early = (_day(table, gate) > day).fill_null(value=False)
    hidden = frame.with_columns(
        [pl.when(~early).then(pl.col(column)).alias(column) for column in content]
        + [pl.when(early).then(pl.lit(said)).otherwise(pl.col(column)).alias(column)
           for column, said in until_then.items()]
    )  # fmt: skip
    return hidden.with_columns(
        pl.when(_day(table, column) <= day).then(pl.col(column)).alias(column) for column in STAGED[name]
    )
