"""How a measure is read: its periods, its groups over one window, and the addresses of its figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.urls import reverse

from sightline.engine.measures.flags import STOCK
from sightline.engine.measures.groups import NOT_KNOWN
from sightline.engine.measures.measure import Counting, Measure
from sightline.engine.measures.periods import Period, months_back
from sightline.engine.measures.presentation import as_text, cohort
from sightline.engine.measures.settling import settled
from sightline.office.caseload.lines import areas_of, teams_of
from sightline.office.lens import charts
from sightline.office.lens.figures import MONTHS_OF_AREAS, MONTHS_OF_DRIFT
from sightline.office.lens.lens import Lens

Row = Mapping[str, Any]

LOOK_BACK = 3
"""How many months back the newest settled figure is looked for."""

_PERIODS = {1: Period.MONTH, 3: Period.QUARTER, 12: Period.YEAR, 36: Period.THREE_YEARS}
_NEVER_WEIGHED = (Counting.CHILD_DAYS_COVERED, Counting.MEDIAN_DAYS_LATE, Counting.WORST_GAP)
"""What chance cannot be told of: a child's days hang together, and a median is no share."""


@dataclass(frozen=True)
class Series:
    """A measure over time: the chart (None where it stands on one day, or has no case), and each row with its
    period in words and the address at which its figure opens, the newest first."""

    told: list[dict[str, Any]]
    chart: charts.Trend | None

    @property
    def latest(self) -> dict[str, Any] | None:
        """The newest that is settled; the newest of all where none is."""
        return next((one for one in self.told if settled(one["row"])), next(iter(self.told), None))


@dataclass(frozen=True)
class Groups:
    """A measure's groups over one window of time: told from chance (``chart``), or only listed (``rows``)."""

    words: str
    added: bool
    dimension: str
    chart: charts.Areas | None
    rows: list[dict[str, Any]]


def period_of(row: Row) -> Period:
    """Over what kind of period a row counts."""
    start, end = row["period_from"], row["period_to"]
    return _PERIODS.get((end.year - start.year) * 12 + end.month - start.month + 1, Period.MONTH)


def period_in_words(row: Row) -> str:
    """The days that a row speaks of, and whether more is still to come."""
    if row["period_from"] == row["period_to"]:
        return f"{row['period_to']:%-d %B %Y}"
    words = charts.period_words(row["period_from"], row["period_to"])
    if not settled(row):
        return f"{words}, not settled: some are not due yet"
    return f"{words}, so far" if row["period_to"] >= row["as_at"] else words


def told_of(row: Row, measure: Measure) -> str:
    """What stands beside a figure wherever it is shown: over what time it counts, and of whom it speaks."""
    return f"{period_in_words(row)}: {cohort(measure)}"


def address_of(row: Row) -> str:
    """Where a figure opens: its definition, its parts and its sources."""
    told = [row["measure"], period_of(row), row["period_from"].isoformat(), row["dimension"]]
    return reverse("caseload:figure", args=[*told, row["group"]] if row["group"] else told)


def names_of(lens: Lens, dimension: str) -> dict[str, str]:
    """What the groups of a dimension are called."""
    names = {"area_id": areas_of(lens), "team_id": teams_of(lens)}.get(dimension, {})
    return names | {NOT_KNOWN: "Not known"}


def series_of(lens: Lens, measure: Measure) -> Series:
    """The last three years of a measure, for the whole service."""
    found = lens.results(measure.id, first=months_back(lens.as_at, MONTHS_OF_DRIFT - 1))
    rows: list[Row] = list(found.iter_rows(named=True))
    steady = [row for row in rows if settled(row)]
    counted = len(steady) > 1 and any(row["denominator"] for row in steady)
    drawn = charts.trend(steady, measure, address=address_of) if counted else None
    told = [{"row": row, "words": period_in_words(row), "href": address_of(row)} for row in reversed(rows)]
    return Series(told, drawn)


def latest_of_all(lens: Lens) -> dict[str, dict[str, Any]]:
    """Each measure's newest settled row, by its id."""
    rows: dict[str, dict[str, Any]] = {}
    first = None if lens.protected else months_back(lens.as_at, LOOK_BACK)
    for row in lens.all_results(first=first).iter_rows(named=True):
        if row["measure"] not in rows or settled(row):
            rows[row["measure"]] = row
    return rows


def window_rows(lens: Lens, measure: Measure, dimension: str) -> pl.DataFrame:
    """RESULT_SCHEMA rows of a dimension over the window on which its groups are judged.

    Shares are added up over twelve months; a median over the financial year; a stock stands on its day. For
    a reader of protected figures: the latest period that can be shown.
    """
    if lens.protected:
        shown = lens.results(measure.id, dimensions=(dimension,))
        return shown.filter(pl.col("period_from") == pl.col("period_from").max())
    if measure.counting is Counting.MEDIAN_DAYS_LATE:
        return lens.results(
            measure.id, dimensions=(dimension,), period=Period.YEAR, first=lens.as_at, last=lens.as_at
        )
    first = None if measure.counting in STOCK else months_back(lens.as_at, MONTHS_OF_AREAS - 1)
    return lens.results(measure.id, dimensions=(dimension,), first=first)


def window_cases(lens: Lens, measure: Measure, dimension: str, group: str) -> tuple[pl.DataFrame, int]:
    """The cases behind one group over its window, of children in reach; and how many more there are."""
    if measure.counting is Counting.MEDIAN_DAYS_LATE:
        return lens.cases(
            measure.id, period=Period.YEAR, period_from=lens.as_at, dimension=dimension, group=group
        )
    return lens.cases(measure.id, dimension=dimension, group=group, since=window_start(lens, measure))


def window_start(lens: Lens, measure: Measure) -> date | None:
    """The first day of the window; None for what stands on one day."""
    return None if measure.counting in STOCK else months_back(lens.as_at, MONTHS_OF_AREAS - 1)


def window_words(rows: pl.DataFrame) -> str:
    """The window in words."""
    if rows.is_empty():
        return ""
    row = rows.row(0, named=True)
    first, last = rows["period_from"].min(), rows["period_to"].max()
    if first == last:
        return f"On {row['as_at']:%-d %B %Y}"
    return charts.period_words(first, last)  # type: ignore[arg-type]


def added_up(rows: pl.DataFrame) -> dict[str, Any] | None:
    """One row made of a group's rows over its window; counts are added, never shares."""
    if rows.is_empty():
        return None
    if rows.height == 1:
        return rows.row(0, named=True)
    counts = ("denominator", "recorded", "ceiling", "excluded", "floor")
    added: dict[str, Any] = {name: rows[name].sum() for name in counts}
    if rows.filter(pl.col("denominator") > 0)["floor"].null_count():
        added["floor"] = None
    last = rows.filter(pl.col("denominator") > 0).tail(1)
    row = (last if last.height else rows.tail(1)).row(0, named=True)
    return row | added | {"period_from": rows["period_from"].min(), "period_to": rows["period_to"].max()}


def groups_of(lens: Lens, measure: Measure, dimension: str) -> Groups:
    """A measure's areas or teams, told from chance where chance can be told."""
    rows = window_rows(lens, measure, dimension)
    names = names_of(lens, dimension)
    page = "caseload:area" if dimension == "area_id" else "caseload:team"

    def address(row: Row) -> str:
        return reverse(page, args=[measure.id, row["group"]]) if row["group"] != NOT_KNOWN else ""

    if not lens.protected and measure.counting not in _NEVER_WEIGHED and rows.height:
        return Groups(
            window_words(rows),
            rows["period_from"].n_unique() > 1,
            dimension,
            charts.areas(rows, measure, names, address=address),
            [],
        )
    listed = []
    for (group,), mine in rows.group_by("group", maintain_order=True):
        row = added_up(mine)
        if row is not None:
            listed.append({"name": names.get(str(group), group), "href": address(row), "text": as_text(row)})
    return Groups(
        window_words(rows),
        rows["period_from"].n_unique() > 1,
        dimension,
        None,
        sorted(listed, key=lambda one: str(one["name"])),
    )
