"""Chronologies and case summaries since April 2018: when each was brought up to date, and what it then said.

Every child whose case is open has one. What is planted: chronologies left for more than three months over the
winter of 2018, and others of which only the date was filled in (inspection of 2019, paragraph 36).
"""

from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from sightline.engine.synthetic import story
from sightline.engine.synthetic.grid import Flags, Numbers, Shares, dates, next_working, number, stream
from sightline.engine.synthetic.keeping import BEGAN, Planted, planted
from sightline.engine.synthetic.known_children import open_cases
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.owed import chain_late, within

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("chronology",)
LIMIT = "3mo"

_BEGAN, _END = number(BEGAN), number(story.END)
_WINTER = (number(story.WINTER[0]), number(story.WINTER[1]))
_TURNS = 9
_BLANK_IN_WINTER, _BLANK = 0.3, 0.06
_IN_TIME = ((number(BEGAN), 0.82), (number(story.WINTER[0]), 0.6), (number(story.WINTER[1]), 0.78))
_ADDED = ("Visit and contact.", "School meeting.", "Police notice.", "Health.", "Move.", "Court.")
_SUMMARIES = ("Settled.", "Risk has risen.", "Plan on course.", "Drift; review asked for.", "Change slow.")


def _share(day: Numbers) -> Shares:
    places = np.searchsorted(np.array([on for on, _ in _IN_TIME]), day, side="right") - 1
    return np.array([share for _, share in _IN_TIME])[np.maximum(places, 0)]


def _updated(draw: np.random.Generator, cases: pl.DataFrame) -> pl.DataFrame:
    """The days on which each case's chronology was brought up to date: (subject, held)."""
    start = cases["start"].to_numpy()
    last = np.minimum(cases["end"].to_numpy(), _END)
    n = cases.height
    day = np.where(start < _BEGAN, _BEGAN - draw.integers(0, 75, n), start)
    found = []
    for _ in range(_TURNS):
        late = draw.random(n) >= _share(day)
        gap = np.where(late, draw.integers(96, 170, n), draw.integers(48, 84, n))
        day = next_working(day + gap)
        found.append(
            cases.select("subject", held=pl.Series(day)).filter(pl.Series((day >= _BEGAN) & (day <= last)))
        )
    return pl.concat(found).sort("held", "subject")


def _rows(draw: np.random.Generator, updated: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The register's rows, and of those that hold only their date: subject, held."""
    n, held = updated.height, updated["held"].to_numpy()
    winter = (held >= _WINTER[0]) & (held <= _WINTER[1])
    blank: Flags = draw.random(n) < np.where(winter, _BLANK_IN_WINTER, _BLANK)
    said = pl.Series(~blank)
    rows = updated.select(
        child_id="subject", updated_on=dates(held),
        events_added=pl.when(said).then(pl.Series(list(_ADDED)).gather(draw.integers(0, len(_ADDED), n))),
        summary=pl.when(said).then(pl.Series(list(_SUMMARIES)).gather(draw.integers(0, len(_SUMMARIES), n))),
    ).with_columns(pl.col("updated_on").alias(SINCE))  # fmt: skip
    return rows, updated.filter(pl.Series(blank))


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the register; give the chronologies left too long, and those of which only the date is known."""
    draw = stream(county.seed, "chronologies")
    cases = open_cases(county)
    updated = _updated(draw, cases)
    rows, blank = _rows(draw, updated)
    county.ledger.tell_frame("chronology", rows)
    late = chain_late(cases, updated, LIMIT, *_WINTER)
    blank = within(cases, blank).filter(pl.col("held").is_between(*_WINTER)).select("subject", on="held")
    winter = {"first": story.WINTER[0], "last": story.WINTER[1]}
    return [
        planted(
            "chronologies out of date", "chronology_updated",
            "chronologies not brought up to date for more than three months", "¶36",
            (_items(late), updated.height),
        ) | winter,
        planted(
            "chronologies with dates only", "chronology_updated",
            "chronologies of which the record holds only the day", "¶36", (_items(blank), updated.height),
        ) | winter | {"substance": "dates only"},
    ]  # fmt: skip


def _items(found: pl.DataFrame) -> list[list[Any]]:
    return [list(row) for row in found.select("subject", dates(found["on"].to_numpy())).iter_rows()]
