"""How the county keeps its registers: since when, how rows are told, how what was planted is said."""

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Protocol

import polars as pl

from sightline.engine.records.record import ALL_TABLES
from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import next_working
from sightline.engine.synthetic.ledger import SINCE, UNTIL

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

BEGAN = date(2018, 4, 1)
"""The county has kept its registers since its restructure."""

Rows = list[dict[str, Any]]
Planted = dict[str, Any]
Found = tuple[list[list[Any]], int]
"""The planted occasions, [subject, day] each, and of how many."""


class Keeper(Protocol):
    """A module that keeps some registers."""

    @property
    def TABLES(self) -> tuple[str, ...]:  # noqa: N802  the name of a module's constant
        """The registers that it keeps since ``BEGAN``."""

    def keep(self, county: "County", rng: Random) -> list[Planted]:
        """Tell the registers; give what was planted in them."""


def tell(county: "County", table: str, rows: Rows) -> None:
    """Tell the rows of a register, if there are any."""
    if rows:
        county.ledger.tell_frame(table, pl.DataFrame(rows, infer_schema_length=None))


def planted(kind: str, duty: str, words: str, answers: str, found: Found, *, first: date = BEGAN) -> Planted:
    """What was planted in a register, everywhere and since it is kept, or since ``first``."""
    items, of = found
    return {
        "kind": kind, "duty": duty, "words": words, "answers": answers, "first": first, "last": story.END,
        "area": None, "of": of, "items": sorted(items),
    }  # fmt: skip


def renumber(county: "County", tables: tuple[str, ...], changes: Rows) -> None:
    """Give the rows about children whose number was changed their earlier number, until that day.

    ``changes``: person_id, earlier_id, changed_on.
    """
    for table in tables:
        person = ALL_TABLES[table].person
        frames = county.ledger.columns.get(table)
        if person is None or not frames:
            continue
        for child in changes:
            mine = (pl.col(person) == child["person_id"]) & (pl.col(SINCE) < child["changed_on"])
            before = [frame.filter(mine) for frame in frames]
            until = pl.min_horizontal(UNTIL, pl.lit(child["changed_on"]))
            old = [
                frame.with_columns(pl.lit(child["earlier_id"]).alias(person), until.alias(UNTIL))
                for frame in before
                if not frame.is_empty()
            ]
            since = pl.when(mine.fill_null(value=False)).then(pl.lit(child["changed_on"])).otherwise(SINCE)
            frames[:] = [*(frame.with_columns(since.alias(SINCE)) for frame in frames), *old]


def some_day(rng: Random, first: date, last: date) -> date:
    """A working day between two days, or just after."""
    return next_working(first + timedelta(rng.randint(0, max((last - first).days, 0))))


def until_now(day: date | None) -> date | None:
    """A day, unless it lies ahead."""
    return day if day is not None and day <= story.END else None


def was_late(due: date, done: date | None, ended: date | None = None) -> bool:
    """Whether something was done late, or was still not done when its day had passed and it went on.

    What was done once it had ``ended`` was no longer waited for, and counts for nothing.
    """
    last = story.END if ended is None else min(ended, story.END)
    return (done if done is not None and done <= last else last) > due
