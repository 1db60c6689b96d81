"""How the county keeps its registers: since when, how rows are told, how what was planted is said."""

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Protocol

import polars as pl

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import next_working

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


def planted(kind: str, duty: str, words: str, answers: str, found: Found) -> Planted:
    """What was planted in a register, everywhere and since it is kept."""
    items, of = found
    return {
        "kind": kind, "duty": duty, "words": words, "answers": answers, "first": BEGAN, "last": story.END,
        "area": None, "of": of, "items": sorted(items),
    }  # fmt: skip


def some_day(rng: Random, first: date, last: date) -> date:
    """A working day between two days, or just after."""
    return next_working(first + timedelta(rng.randint(0, max((last - first).days, 0))))


def until_now(day: date | None) -> date | None:
    """A day, unless it lies ahead."""
    return day if day is not None and day <= story.END else None
