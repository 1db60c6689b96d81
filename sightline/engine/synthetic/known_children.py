"""The children whom the front door knows: some of an age, and when each child's case was open."""

from collections.abc import Set
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import polars as pl

from sightline.engine.synthetic import story
from sightline.engine.synthetic.grid import dates, day_of, number
from sightline.engine.synthetic.keeping import BEGAN
from sightline.engine.synthetic.owed import merged

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County


def of_ages(
    county: "County",
    rng: Random,
    ages: tuple[float, float],
    count: int,
    *,
    apart: Set[str] = frozenset(),
) -> list[tuple[str, date]]:
    """Some children of the front door of an age on the last day: (id, birth date), each once."""
    oldest, youngest = (story.END - timedelta(int(age * 365.25)) for age in (ages[1], ages[0]))
    able = [(id, born) for id, born in _known(county) if oldest <= born <= youngest and id not in apart]
    return rng.sample(able, min(count, len(able)))


def _known(county: "County") -> list[tuple[str, date]]:
    """Every child of the front door once, with the birth date; worked out when first asked for."""
    if county.front is not None and not county.known:
        born = dict(zip(county.front.ids, map(day_of, county.front.cases.dob), strict=True))
        county.known = [(id, born[id]) for id in county.front.people.unique(maintain_order=True).to_list()]
    return county.known


_LONG_AGO = number(BEGAN) - 120
"""Cases closed before this day no longer matter to the registers."""


def open_cases(county: "County") -> pl.DataFrame:
    """When each child's case was open: subject, start, end (numbers of days; no end is a day far ahead)."""
    told = county.ledger.standing("ssd_cin_episodes").select(
        subject="cine_person_id", start="cine_referral_date", end="cine_close_date"
    )
    cared = [
        (child.id, period.entered, period.left) for child in county.children for period in child.cared_for()
    ]
    care = pl.DataFrame(cared, schema=told.schema, orient="row")
    both = pl.concat([told, care]).with_columns(pl.col("start", "end").dt.epoch("d").cast(pl.Int64))
    return merged(both.filter(pl.col("end").is_null() | (pl.col("end") >= _LONG_AGO)), 0)


def closings(county: "County") -> pl.DataFrame:
    """The days on which cases were closed: subject, closed; in the order of the days."""
    ended = open_cases(county).filter(pl.col("end") <= number(story.END))
    return ended.select("subject", closed=dates(ended["end"].to_numpy())).sort("closed", "subject")


def until_closed(county: "County", asked: pl.DataFrame, child: str, day: str) -> pl.DataFrame:
    """Rows about a child and a day (in their order) with the day on which the case was then ``closed``."""
    rows = asked.with_row_index("_row").sort(day)
    joined = rows.join_asof(
        closings(county), left_on=day, right_on="closed", by_left=child, by_right="subject",
        strategy="forward", coalesce=False, check_sortedness=False,
    )  # fmt: skip
    return joined.sort("_row").drop("_row", "subject", strict=False)
