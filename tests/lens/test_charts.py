"""The geometry of charts: gaps where there are no cases, bands where bounds are known, chance around areas."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.measure import RESULT_SCHEMA, Better, Counting, Measure
from sightline.office.lens.charts import ALONE, BOTTOM, HEIGHT, PAIR, TOP, Bar, areas, period_words, trend

SHARE = next(one for one in MEASURES.values() if one.counting is Counting.TIMELINESS)
DAYS = next(one for one in MEASURES.values() if one.counting is Counting.MEDIAN_DAYS_LATE)


def row(month: int, recorded: int | None, of: int, **more: Any) -> dict[str, Any]:
    first = date(2019, month, 1)
    last = date(2019, month + 1, 1) - timedelta(1)
    told = {"period_from": first, "period_to": last, "denominator": of, "recorded": recorded}
    return dict.fromkeys(RESULT_SCHEMA) | told | more


def test_a_month_without_cases_breaks_the_line_and_is_never_nought() -> None:
    chart = trend([row(1, 5, 10), row(2, 6, 10), row(3, 0, 0), row(4, 7, 10)], SHARE)
    assert [len(line.split()) for line in chart.lines] == [2, 1]
    assert chart.points[2].y is None and chart.points[2].recorded == "no cases"
    assert "1 period of 4 had no cases" in chart.summary


def test_nought_and_all_lie_on_the_edges() -> None:
    chart = trend([row(1, 0, 8), row(2, 8, 8)], SHARE)
    assert [point.y for point in chart.points] == [HEIGHT - BOTTOM, TOP]


def test_a_band_is_drawn_only_where_both_bounds_are_known() -> None:
    bounded = {"floor": 3, "ceiling": 8}
    chart = trend([row(1, 5, 10), row(2, 5, 10, **bounded), row(3, 5, 10, **bounded)], SHARE)
    assert [len(band.split()) for band in chart.bands] == [4]


@pytest.mark.parametrize(("days", "highest"), [(3.0, 4), (53.0, 80), (9_000.0, 12_000)])
def test_days_have_a_round_scale_that_holds_them(days: float, highest: float) -> None:
    chart = trend([row(1, None, 9, value=days)], DAYS)
    assert float(chart.y_ticks[-1].label) == highest
    assert chart.points[0].y is not None and chart.points[0].y >= TOP


def test_no_more_labels_than_can_be_read_and_the_latest_among_them() -> None:
    chart = trend([row(month, 1, 2) for month in range(1, 12)], SHARE)
    assert len(chart.x_ticks) <= 7
    assert chart.x_ticks[-1].at == chart.points[-1].x and not chart.x_ticks[-1].minor


@pytest.mark.parametrize(
    "measure", [SHARE, Measure("late", "Late", "", "", Counting.OPEN_OVERDUE, better=Better.LOWER)]
)
def test_an_area_beyond_chance_is_better_or_worse_as_the_measure_improves(measure: Measure) -> None:
    figures = pl.DataFrame(
        [
            row(1, part, 200, dimension="area_id", group=group, measure=measure.id)
            for group, part in (("north", 190), ("south", 100), ("west", 100))
        ],
        schema=RESULT_SCHEMA,
    )
    found = {bar.name: bar.verdict for bar in areas(figures, measure, {"north": "The north"}).bars}
    assert found["The north"] == ("better" if measure is SHARE else "worse")


def by_area(**counts: tuple[int, int]) -> dict[str, Bar]:
    told = [row(1, *pair, dimension="area_id", group=group) for group, pair in counts.items()]
    return {bar.name: bar for bar in areas(pl.DataFrame(told, schema=RESULT_SCHEMA), SHARE, {}).bars}


def test_an_area_with_no_other_beside_it_is_not_said_to_be_within_chance() -> None:
    """The whole width would be shaded, and read as if any share were what chance makes of it."""
    (alone,) = by_area(coast=(3, 100)).values()
    assert (alone.low, alone.high, alone.verdict, alone.chance) == (None, None, "", ALONE)


def test_of_two_areas_that_differ_both_are_said_to() -> None:
    two = by_area(coast=(90, 100), north=(50, 100))
    assert {name: bar.verdict for name, bar in two.items()} == {"coast": "better", "north": "worse"}
    assert all(bar.chance.endswith(PAIR) for bar in two.values())
    assert [two[name].low is None for name in ("coast", "north")] == [False, True]


def test_no_period_at_all_is_said() -> None:
    assert trend([], SHARE).summary == "There are no periods to show."


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2019, 9, 1), date(2019, 9, 30), "September 2019"),
        (date(2019, 7, 1), date(2019, 9, 30), "July to September 2019"),
        (date(2018, 4, 1), date(2019, 3, 31), "Year to 31 March 2019"),
    ],
)
def test_periods_are_named_as_people_name_them(first: date, last: date, words: str) -> None:
    assert period_words(first, last) == words


def test_a_period_of_which_nothing_can_be_told_has_no_point() -> None:
    chart = trend([row(1, 4, 31), row(2, 0, 29, ceiling=29), row(3, 0, 29, ceiling=0)], SHARE)
    assert [point.y is None for point in chart.points] == [False, True, False]
