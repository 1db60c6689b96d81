"""Which collection year (ending on 31 March) each file of a return belongs to, and what it so covers."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from sightline.engine.records.reading import Window

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")


def year_in_name(name: str) -> int | None:
    """The year that a file's name carries, be it the first or the last of the collection year."""
    found = _YEAR.search(name)
    return int(found.group(1)) if found else None


def year_end(episodes: pl.DataFrame) -> date | None:
    """The 31 March on or after the latest start of an episode: a return holds no later start."""
    latest = episodes["DECOM"].max()
    if not isinstance(latest, date):
        return None
    end = date(latest.year, 3, 31)
    return end if latest <= end else date(latest.year + 1, 3, 31)


def year_ends(
    episodes: Mapping[int | None, pl.DataFrame], named: Iterable[int | None]
) -> dict[int | None, date | None]:
    """For each year that file names carry (None: no year), the end of the collection year.

    The dates decide; the name only says whether they are plausible (the year of the name, or the next).
    A year without episodes follows the habit of the others.
    """
    ends: dict[int | None, date | None] = {}
    habits: list[int] = []
    for name in named:
        derived = year_end(episodes[name]) if name in episodes else None
        if derived is not None and name is not None and derived.year not in (name, name + 1):
            derived = None
        if derived is not None and name is not None:
            habits.append(derived.year - name)
        ends[name] = derived
    if habits and len(set(habits)) == 1:
        for name, end in ends.items():
            if end is None and name is not None:
                ends[name] = date(name + habits[0], 3, 31)
    return ends


def window(ends: Iterable[date | None]) -> Window | None:
    """The latest unbroken run of collection years, first day to last; None where no year is known."""
    years = sorted({end.year for end in ends if end is not None}, reverse=True)
    if not years:
        return None
    first = years[0]
    for year in years[1:]:
        if year != first - 1:
            break
        first = year
    return Window(date(first - 1, 4, 1), date(years[0], 3, 31))
