"""Figures published by others, set beside one of ours and never mixed with it."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.measures.comparators import (
    LICENCE,
    PUBLISHER,
    Comparator,
    for_measure,
    neighbours_middle,
    published,
)
from sightline.engine.measures.measure import Measure

YEARS = 5


@dataclass(frozen=True)
class Comparison:
    """A published measure: its areas (columns) and, the newest year first, what was published of each."""

    about: Comparator
    columns: list[str]
    rows: list[tuple[str, list[str]]]
    publisher: str = PUBLISHER
    licence: str = LICENCE


def comparison(authority: Authority, measure: Measure, as_at: date) -> Comparison | None:
    """The published measure nearest to ours over the last years that had ended by a day; None without any."""
    about = for_measure(measure.id)
    if about is None:
        return None
    told = published().filter(
        (pl.col("published") == about.published)
        & ((pl.col("kind") != "authority") | (pl.col("code") == authority.dfe_code))
        & (pl.col("kind") != "neighbour")
    )
    columns = told.select("kind", "area").unique(maintain_order=True).sort("kind")["area"].to_list()
    said = {(row["year"], row["area"]): row["as_published"] for row in told.iter_rows(named=True)}
    ended = [year for year in set(told["year"]) if date(year, 3, 31) <= as_at]
    years = sorted(ended, reverse=True)[:YEARS]
    rows = []
    for year in years:
        middle = neighbours_middle(about, year)
        cells = [said.get((year, column), "") for column in columns]
        rows.append((f"31 March {year}", [*cells, "" if middle is None else f"{middle:g}"]))
    if not rows:
        return None
    return Comparison(about, [*columns, "Statistical neighbours (median)"], rows)
