"""What many populations need: work done once for a record, and rows that know their neighbours.

``over`` a text column groups by it each time; where the rows of a person stand together, looking at the row
beside tells the same at a fraction of the cost.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial, wraps
from operator import is_
from threading import RLock
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import ref

import polars as pl

from sightline.engine.records.record import Record

Given = TypeVar("Given")
Item = TypeVar("Item")
Made = TypeVar("Made")
Beside = ParamSpec("Beside")
Work = Callable[Concatenate[Given, Beside], Made]

_KEEPING = RLock()
"""Held while what is kept is looked up or changed, and never while anything is worked out. One for all: what
goes may be forgotten at any moment, even while something else is looked up."""


def once_a_record(work: Work[Record, Beside, Made]) -> Work[Record, Beside, Made]:
    """Keep what a function made of the last two records given to it: many duties ask for the same periods,
    and two snapshots may be worked on at once.

    What else it is given must be the same object to count as the same question.
    """
    return _kept(work, 2)


def once_a_frame(work: Work[pl.DataFrame, Beside, Made]) -> Work[pl.DataFrame, Beside, Made]:
    """Keep what a function made of the last few frames given to it, for as long as the frames are in use."""
    return _kept(work, 4)


def _kept(work: Work[Given, Beside, Made], many: int) -> Work[Given, Beside, Made]:
    answers: list[tuple[ref[Given], tuple[Any, ...], Made]] = []
    turns: dict[int, tuple[ref[Given], RLock]] = {}
    keeping = _KEEPING

    def forget(number: int, gone: ref[Given]) -> None:
        with keeping:
            turns.pop(number, None)
            answers[:] = [each for each in answers if each[0] is not gone]

    def turn_of(given: Given) -> tuple[ref[Given], RLock]:
        with keeping:
            known = turns.get(id(given))
            if known is None or known[0]() is not given:
                known = turns[id(given)] = ref(given, partial(forget, id(given))), RLock()
            return known

    @wraps(work)
    def kept(given: Given, /, *beside: Beside.args, **named: Beside.kwargs) -> Made:
        asked, (of, working) = (*beside, *named.values()), turn_of(given)
        with working:  # who asks for the same meanwhile waits for it, and does not do it again
            with keeping:
                known = tuple(answers)
            for about, answered, made in known:
                if about is of and _same(asked, answered):
                    return made
            made = work(given, *beside, **named)
            with keeping:
                answers[:] = [(of, asked, made), *answers][:many]
            return made

    return kept


def side_by_side(work: Callable[[Item], Made], items: Sequence[Item]) -> list[Made]:
    """What a function makes of each item, in their order, on as many threads as frames are worked on with."""
    if len(items) < 2:
        return [work(item) for item in items]
    with ThreadPoolExecutor(min(len(items), pl.thread_pool_size())) as beside:
        return list(beside.map(work, items))


def _same(asked: tuple[Any, ...], answered: tuple[Any, ...]) -> bool:
    return len(asked) == len(answered) and all(map(is_, asked, answered))


def with_schema(frame: pl.DataFrame, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """A frame with exactly the columns of a schema, those it lacks null."""
    return frame.select(*_columns(tuple(schema.items()), frozenset(frame.columns)))


@lru_cache(maxsize=256)
def _columns(schema: tuple[tuple[str, pl.DataType], ...], held: frozenset[str]) -> tuple[pl.Expr, ...]:
    return tuple(
        pl.col(name).cast(kind) if name in held else pl.lit(None, kind).alias(name) for name, kind in schema
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
