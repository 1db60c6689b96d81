"""What many populations need: work done once for a record, and rows that know their neighbours.

``over`` a text column groups by it each time; where the rows of a person stand together, looking at the row
beside tells the same at a fraction of the cost.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from operator import is_
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import ref

import polars as pl

from sightline.engine.records.record import Record

Made = TypeVar("Made")
Beside = ParamSpec("Beside")


def once_a_record(
    work: Callable[Concatenate[Record, Beside], Made],
) -> Callable[Concatenate[Record, Beside], Made]:
    """Keep what a function made of the last record given to it: many duties ask for the same periods.

    What else it is given must be the same object to count as the same question.
    """
    last: list[tuple[ref[Record], tuple[Any, ...], Made]] = []

    def forget(gone: ref[Record]) -> None:
        if last and last[0][0] is gone:
            last.clear()

    @wraps(work)
    def kept(record: Record, /, *beside: Beside.args, **named: Beside.kwargs) -> Made:
        asked = (*beside, *named.values())
        for of, answered, known in tuple(last):
            if of() is record and _same(asked, answered):
                return known
        made = work(record, *beside, **named)
        last[:] = [(ref(record, forget), asked, made)]
        return made

    return kept


def _same(asked: tuple[Any, ...], answered: tuple[Any, ...]) -> bool:
    return len(asked) == len(answered) and all(map(is_, asked, answered))


def with_schema(frame: pl.DataFrame, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """A frame with exactly the columns of a schema, those it lacks null."""
    has = frame.schema
    return frame.select(
        pl.lit(None, kind).alias(name)
        if name not in has
        else pl.col(name)
        if has[name] == kind
        else pl.col(name).cast(kind)
        for name, kind in schema.items()
    )


def follows(*group: str) -> pl.Expr:
    """Whether the row before is of the same group. The rows of a group must stand together."""
    same = [pl.col(name).eq_missing(pl.col(name).shift(1)) for name in group]
    return pl.all_horizontal(same) & (pl.int_range(pl.len()) > 0)


def following(column: str, *group: str) -> pl.Expr:
    """The value in the next row of the same group, null in its last. Its rows must stand together."""
    return pl.when(follows(*group).shift(-1, fill_value=False)).then(pl.col(column).shift(-1))


def place_in(*group: str) -> pl.Expr:
    """0 for the first row of a group, 1 for the second. The rows of a group must stand together."""
    row = pl.int_range(pl.len())
    return row - pl.when(~follows(*group)).then(row).forward_fill()
