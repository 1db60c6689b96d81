"""Where the marks of a chart go: figures in, coordinates and words out. The pages only draw.

Rows are mappings or frames of RESULT_SCHEMA. A period without cases is a gap in the line, never a nought.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

import polars as pl

from sightline.engine.measures.groups import NOT_KNOWN
from sightline.engine.measures.measure import Better, Measure
from sightline.engine.measures.presentation import NO_CASES, as_text, ceiling_text, floor_text, share
from sightline.engine.measures.variation import FEWEST, RULE, funnel

Row = Mapping[str, Any]
Address = Callable[[Row], str]

WIDTH, HEIGHT = 720, 340
LEFT, RIGHT, TOP, BOTTOM = 64, 44, 16, 44
"""Room for the labels, in the chart's own units."""

ALONE = "no other to weigh it against"
PAIR = "it and the one other left differ from each other"
"""What stands beside a group that is weighed against no other, and beside each of the last two."""

_MOST_LABELS = 7
_YEAR = 360


@dataclass(frozen=True)
class Tick:
    """A labelled place on an axis. ``minor``: left out where the page is narrow."""

    at: float
    label: str
    minor: bool = False


@dataclass(frozen=True)
class Point:
    """One period of a trend: its place (``y`` None: no cases), its words, and where they lead."""

    x: float
    y: float | None
    period: str
    recorded: str
    floor: str
    ceiling: str
    assurance: str
    cases: int
    href: str = ""


@dataclass(frozen=True)
class Trend:
    """A measure over its periods. ``lines`` and ``bands`` are the ``points`` of polylines and polygons."""

    title: str
    summary: str
    points: list[Point]
    lines: list[str]
    bands: list[str]
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    target: Tick | None
    has_bounds: bool
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT + 12
    base: int = HEIGHT - BOTTOM


@dataclass(frozen=True)
class Bar:
    """One area: its share, and where chance alone would put it beside the others, in hundredths of the width.
    ``low`` and ``high`` are None where it is not judged; ``chance`` then says why."""

    name: str
    figure: str
    chance: str
    width: float
    low: float | None
    high: float | None
    verdict: str  # "" within chance; else "better" or "worse" than chance explains
    href: str = ""


@dataclass(frozen=True)
class Areas:
    """Every area of a measure against the others. ``whole``: all together, in hundredths of the width.
    ``rule``: when areas are said to differ."""

    title: str
    figure: str
    whole: float
    bars: list[Bar]
    rule: str = RULE

    @property
    def any(self) -> bool:
        """Whether there is any case at all."""
        return self.figure != NO_CASES


def trend(
    rows: Sequence[Row], measure: Measure, *, target: float | None = None, address: Address | None = None
) -> Trend:
    """A measure's rows of one group, one for each period.

    ``target``: in percent, or in days where the measure counts days. ``address``: where a row's figure leads.
    """
    rows = sorted(rows, key=lambda row: row["period_to"])
    days = any(row["value"] is not None for row in rows)
    values = [_value(row, "recorded") for row in rows]
    steps = _steps([*values, target]) if days else [0, 25, 50, 75, 100]
    xs = _spread(len(rows))

    def y(value: float | None) -> float | None:
        return (
            None if value is None else _round(HEIGHT - BOTTOM - value / steps[-1] * (HEIGHT - TOP - BOTTOM))
        )

    points = [
        _point(row, x, y(value), address(row) if address else "")
        for row, x, value in zip(rows, xs, values, strict=True)
    ]
    floors, ceilings = ([y(_value(row, name)) for row in rows] for name in ("floor", "ceiling"))
    unit = "" if days else "%"
    return Trend(
        title=measure.title,
        summary=_summary(points),
        points=points,
        lines=[_path(run) for run in _runs(xs, [point.y for point in points])],
        bands=_bands(xs, floors, ceilings),
        x_ticks=_x_ticks(rows, xs),
        y_ticks=[Tick(y(step) or 0.0, f"{step:g}{unit}") for step in steps],
        target=None if target is None else Tick(y(target) or 0.0, f"Target {target:g}{unit or ' days'}"),
        has_bounds=any(point.floor or point.ceiling for point in points),
    )


def areas(
    figures: pl.DataFrame, measure: Measure, names: Mapping[str, str], *, address: Address | None = None
) -> Areas:
    """A measure's RESULT_SCHEMA rows of one dimension, added up over their periods, each told from the others
    by the one rule of ``measures.variation``. ``names``: what each group is called."""
    found = funnel(figures.filter(pl.col("recorded").is_not_null()))
    done, of = int(found["recorded"].sum()), int(found["denominator"].sum())
    rows = {row["group"]: row for row in found.iter_rows(named=True)}
    bars = [
        _bar(row, rows.get(row["pair"]), measure, names, address(row) if address else "")
        for row in rows.values()
    ]
    return Areas(
        measure.title, share(done, of), _hundredths(done, of), sorted(bars, key=lambda bar: bar.name)
    )


def period_words(first: date, last: date) -> str:
    """ "September 2019" for a month, "July to September 2019" for a quarter, "Year to 30 September 2019"."""
    if (last - first).days >= _YEAR:
        return f"Year to {last:%-d %B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{last:%B %Y}"
    return f"{first:%B}{f' {first:%Y}' if first.year != last.year else ''} to {last:%B %Y}"


def _nothing_told(row: Row) -> bool:
    """Whether every case of a period cannot be told: none was seen done and all may have been. No point is
    drawn, for nought would be a claim."""
    return bool(row["recorded"] == 0 and row["ceiling"] == row["denominator"])


def _value(row: Row, name: str) -> float | None:
    if not row["denominator"] or _nothing_told(row):
        return None
    if row["recorded"] is None:
        return row["value"] if name == "recorded" else None
    return None if row[name] is None else 100 * row[name] / row["denominator"]


def _point(row: Row, x: float, y: float | None, href: str) -> Point:
    return Point(
        x=x,
        y=y,
        period=period_words(row["period_from"], row["period_to"]),
        recorded=as_text(row),
        floor=floor_text(row) if row["denominator"] else "",
        ceiling=ceiling_text(row) if row["denominator"] else "",
        assurance=str(row["assurance"] or ""),
        cases=int(row["denominator"] or 0),
        href=href,
    )


def _bar(row: Row, other: Row | None, measure: Measure, names: Mapping[str, str], href: str) -> Bar:
    of, low, high = row["denominator"], row["low"], row["high"]
    judged = low is not None
    chance = [f"{low:,} to {high:,} of {of:,}"] if judged else [] if other else [_not_judged(row)]
    return Bar(
        name=names.get(row["group"], row["group"]),
        figure=share(row["recorded"], of),
        chance="; ".join([*chance, PAIR] if other else chance),
        width=_hundredths(row["recorded"], of),
        low=_hundredths(low, of) if judged else None,
        high=_hundredths(high, of) if judged else None,
        verdict=_verdict(row, other, measure),
        href=href,
    )


def _verdict(row: Row, other: Row | None, measure: Measure) -> str:
    if other:
        above = row["recorded"] * other["denominator"] > other["recorded"] * row["denominator"]
    elif row["outside"]:
        above = row["recorded"] > row["high"]
    else:
        return ""
    return "better" if above == (measure.better is Better.HIGHER) else "worse"


def _not_judged(row: Row) -> str:
    if not row["denominator"]:
        return NO_CASES
    if row["group"] == NOT_KNOWN:
        return "not one of the groups"
    return f"fewer than {FEWEST} cases" if row["denominator"] < FEWEST else ALONE


def _hundredths(part: int, whole: int) -> float:
    return _round(100 * part / whole) if whole else 0.0


def _round(value: float) -> float:
    return round(value, 1)


def _spread(count: int) -> list[float]:
    """Places from left to right; a single one stands in the middle."""
    room = WIDTH - LEFT - RIGHT - 24
    if count == 1:
        return [_round(LEFT + 12 + room / 2)]
    return [_round(LEFT + 12 + room * place / (count - 1)) for place in range(count)]


def _steps(values: Sequence[float | None]) -> list[float]:
    """Five round numbers from nought to no less than the highest."""
    highest = max((value for value in values if value is not None), default=0.0) or 1.0
    for size in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500):
        if size * 4 >= highest:
            return [float(size * step) for step in range(5)]
    size = ceil(highest / 4000) * 1000
    return [float(size * step) for step in range(5)]


def _runs(xs: Sequence[float], ys: Sequence[float | None]) -> list[list[tuple[float, float]]]:
    """Unbroken stretches of places."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(xs, ys, strict=True):
        if y is None:
            runs.append([])
        else:
            runs[-1].append((x, y))
    return [run for run in runs if run]


def _bands(xs: Sequence[float], ones: Sequence[float | None], others: Sequence[float | None]) -> list[str]:
    """Polygons between two lines wherever both are known; a lone period is as wide as a stroke."""
    both = [None if one is None or other is None else one for one, other in zip(ones, others, strict=True)]
    far = {x: other for x, other in zip(xs, others, strict=True) if other is not None}
    bands = []
    for run in _runs(xs, both):
        there = run if len(run) > 1 else [(run[0][0] - 4, run[0][1]), (run[0][0] + 4, run[0][1])]
        back = [(x, far[x] if x in far else far[run[0][0]]) for x, _ in reversed(there)]
        bands.append(_path([*there, *back]))
    return bands


def _path(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in places)


def _x_ticks(rows: Sequence[Row], xs: Sequence[float]) -> list[Tick]:
    """No more labels than can be read, the latest always among them."""
    every = ceil(len(rows) / _MOST_LABELS) or 1
    kept = [place for place in range(len(rows)) if (len(rows) - 1 - place) % every == 0]
    return [
        Tick(xs[place], f"{rows[place]['period_to']:%b %Y}", minor=(len(kept) - 1 - order) % 2 != 0)
        for order, place in enumerate(kept)
    ]


def _summary(points: Sequence[Point]) -> str:
    """The chart in a sentence or two, for whoever cannot see it."""
    if not points:
        return "There are no periods to show."
    first, last = points[0], points[-1]
    gaps = sum(point.y is None for point in points)
    said = f"{first.period}: {first.recorded}. {last.period}: {last.recorded}."
    if gaps:
        said += f" {gaps} period{'s' if gaps != 1 else ''} of {len(points)} had no cases."
    return said
