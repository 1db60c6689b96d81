"""Many days at once: days as whole numbers since 1970, working days as places in one long list."""

import hashlib
from datetime import date, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from sightline.engine.synthetic.days import is_working

Numbers = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_EPOCH = date(1970, 1, 1)
_FIRST, _LAST = date(2008, 1, 1), date(2027, 12, 31)


def number(day: date) -> int:
    """A day as a number."""
    return (day - _EPOCH).days


def day_of(n: int) -> date:
    """The day of a number."""
    return _EPOCH + timedelta(int(n))


def stream(seed: int, *about: object) -> np.random.Generator:
    """A stream of chance of its own for each subject, for whole columns at once."""
    text = "/".join(map(str, (seed, "columns", *about)))
    return np.random.default_rng(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))


@cache
def _working() -> Numbers:
    days = (_FIRST + timedelta(n) for n in range((_LAST - _FIRST).days))
    return np.array([number(day) for day in days if is_working(day)], dtype=np.int64)


def add_working(days: Numbers, n: Numbers | int) -> Numbers:
    """The n-th working day after each day; the day itself is not counted."""
    return at_place(place_of(days) + n)


def next_working(days: Numbers) -> Numbers:
    """Each day itself when it is a working day, else the next that is."""
    return at_place(np.searchsorted(_working(), days, side="left"))


def years_after(days: Numbers, years: int) -> Numbers:
    """The same date so many years on (29 February: 1 March in other years)."""
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    within = days - months.astype("datetime64[D]").astype(np.int64)
    return (months + 12 * years).astype("datetime64[D]").astype(np.int64) + within


def dates(days: Numbers, known: Flags | None = None) -> pl.Series:
    """Numbers as a column of dates; blank where a day is not known."""
    found = pl.Series(days.astype(np.int32)).cast(pl.Date)
    return found if known is None else found.set(pl.Series(~known), None)


def texts(choices: tuple[str | None, ...], places: Numbers) -> pl.Series:
    """Some of a few texts, by their places."""
    return pl.Series(list(choices), dtype=pl.String)[places.astype(np.uint32)]


def numbered(prefix: str, n: int, width: int = 6) -> pl.Series:
    """Identifiers in order: a prefix and a number."""
    return prefix + pl.Series(range(1, n + 1)).cast(pl.String).str.zfill(width)


def chain(starts: Numbers, gaps: Numbers, owner: Numbers) -> Numbers:
    """Running places: for rows sorted by owner, each owner's start plus the gaps up to and with the row."""
    total = np.cumsum(gaps)
    first = np.searchsorted(owner, np.arange(len(starts)))
    before = np.concatenate(([0], total))[first]
    return starts[owner] + total - before[owner]


def place_of(days: Numbers) -> Numbers:
    """The place of each day (or the working day before it) in the list of working days."""
    return np.searchsorted(_working(), days, side="right") - 1


def at_place(places: Numbers) -> Numbers:
    """The working days at some places of the list; its last day beyond its end."""
    return _working()[np.minimum(places, len(_working()) - 1)]
