"""Nothing that leaves the service gives a small number away: an attacker tries every way the counts could
be."""

from datetime import date
from itertools import combinations, product

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.engine.measures.disclosure import PROTECTED_SCHEMA, protect
from sightline.engine.measures.measure import Counting, Measure
from sightline.engine.measures.publication import public_figures, shortest_public_period

from .builders import AS_AT, figures, measure, obligations, people

OCTOBER = [date(2018, 10, 1), date(2018, 11, 1), date(2018, 12, 1)]
YEAR = date(2018, 4, 1)

Leaf = tuple[date, str]
Place = tuple[date, str, str]


def leaves_of(place: Place, leaves: list[Leaf]) -> list[int]:
    """Which months and areas a published figure adds up. Every year here has cases in these months alone."""
    start, period, group = place
    inside = {"month": 1, "quarter": 3, "year": 12}[period]
    first = start.year * 12 + start.month
    return [
        n
        for n, (month, area) in enumerate(leaves)
        if 0 <= month.year * 12 + month.month - first < inside and group in ("", area)
    ]


def table(
    truth: dict[Leaf, tuple[int, int]], periods: tuple[str, ...], areas: bool
) -> dict[Place, tuple[int, int]]:
    """Every figure that these periods, with or without areas, would publish."""
    leaves = list(truth)
    names = ["", *sorted({area for _, area in leaves})] if areas else [""]
    starts = {"month": sorted({m for m, _ in leaves}), "year": [YEAR]}
    starts["quarter"] = sorted({date(m.year, m.month - (m.month - 1) % 3, 1) for m, _ in leaves})
    cells = {}
    for period in periods:
        for start, group in product(starts[period], names):
            added = [truth[leaves[n]] for n in leaves_of((start, period, group), leaves)]
            cells[(start, period, group)] = (sum(n for n, _ in added), sum(d for _, d in added))
    return cells


def attack(
    cells: dict[Place, tuple[int, int]], shown: set[Place], truth: dict[Leaf, tuple[int, int]], reach: int
):
    """For each hidden place, the numerators and the remainders that agree with everything shown.

    Tries every change of every month's and area's count by up to ``reach``: no algebra, so no blind spot.
    """
    leaves = list(truth)
    moves = np.array(list(product(range(-reach, reach + 1), repeat=len(leaves))), dtype=np.int16)
    sides = []
    for true in ([n for n, _ in truth.values()], [d - n for n, d in truth.values()]):
        worlds = moves + np.array(true, dtype=np.int16)
        worlds = worlds[(worlds >= 0).all(axis=1)]
        for place in shown:
            inside = leaves_of(place, leaves)
            worlds = worlds[worlds[:, inside].sum(axis=1) == sum(true[n] for n in inside)]
        sides.append(
            {p: set(worlds[:, leaves_of(p, leaves)].sum(axis=1).tolist()) for p in cells if p not in shown}
        )
    return sides


def shown_places(cells: dict[Place, tuple[int, int]], protected: pl.DataFrame) -> set[Place]:
    """Which figures were shown; each must show the truth, whole."""
    assert dict(protected.schema) == PROTECTED_SCHEMA
    months = {0: "month", 1: "month", 3: "quarter", 12: "year"}
    shown = set()
    for row in protected.iter_rows(named=True):
        length = round((row["period_to"] - row["period_from"]).days / 30.4)
        place = (row["period_from"], months[length], row["group"])
        if row["percent"] == "c":
            assert (row["numerator"], row["denominator"], row["assurance"]) == ("c", "c", "")
        else:
            assert (int(row["numerator"]), int(row["denominator"])) == cells[place]
            shown.add(place)
    return shown


def safe(cells, protected, truth, reach):
    """No small figure, no 0 of N and no N of N is shown or can be worked out."""
    shown = shown_places(cells, protected)
    done, rest = attack(cells, shown, truth, reach)
    for place, (part, whole) in cells.items():
        if whole and min(part, whole - part) <= 5:
            assert place not in shown
            assert len(done[place]) >= 2, place
            assert len(rest[place]) >= 2, place
    return shown


DECEMBER = {
    (OCTOBER[0], "coast"): (9, 17), (OCTOBER[0], "north"): (7, 15),
    (OCTOBER[1], "coast"): (6, 14), (OCTOBER[1], "north"): (8, 16),
    (OCTOBER[2], "coast"): (1, 14), (OCTOBER[2], "north"): (3, 17),
    (date(2019, 1, 1), "coast"): (8, 16), (date(2019, 1, 1), "north"): (7, 14),
    (date(2019, 2, 1), "coast"): (6, 13), (date(2019, 2, 1), "north"): (9, 17),
}  # fmt: skip
PERIODS = ("month", "quarter", "year")
CHOICES = [
    (periods, areas)
    for size in (1, 2, 3)
    for periods in combinations(PERIODS, size)
    for areas in (False, True)
]


@pytest.mark.parametrize(("periods", "areas"), CHOICES)
def test_december_2018_cannot_be_worked_out(periods, areas):
    """4 of 31, by month of entry: whatever else is published, by month, quarter, year and area, the four stay
    hidden.
    """
    truth = DECEMBER
    if not areas:  # fewer unknowns, so a wider search
        truth = {}
        for (month, _), (n, d) in DECEMBER.items():
            before = truth.get((month, "coast"), (0, 0))
            truth[(month, "coast")] = (before[0] + n, before[1] + d)
    cells = table(truth, periods, areas)
    safe(cells, protect(figures(cells)), truth, 1 if areas else 4)
    december = (OCTOBER[2], "month", "")
    assert cells.get(december, (4, 31)) == (4, 31)
    if "month" in periods:
        shown = shown_places(cells, protect(figures(cells)))
        assert december not in shown
        assert shown, "something useful can still be published"


def counts():
    """A numerator and a denominator, small ones and noughts among them."""
    return st.integers(0, 14).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))


TABLES = st.tuples(
    st.sampled_from([OCTOBER, [*OCTOBER[1:], date(2019, 1, 1)]]),  # one quarter, or two
    st.tuples(*[counts() for _ in range(6)]),
    st.sampled_from([periods for periods, areas in CHOICES if areas]),
    st.integers(0, 12),  # which published figure is left out of the table, if there are so many
)


def check_table(months, values, periods, left_out):
    truth = dict(zip(product(months, ("coast", "north")), values, strict=True))
    cells = table(truth, periods, areas=True)
    asked = dict(cells)
    if left_out < len(asked):
        del asked[list(asked)[left_out]]
    shown = shown_places(cells, protect(figures(asked)))
    done, rest = attack(cells, shown, truth, 3)
    for place, (part, whole) in cells.items():
        if whole and min(part, whole - part) <= 5:
            assert place not in shown
            assert min(len(done[place]), len(rest[place])) >= 2, place


@given(TABLES)
def test_no_table_gives_a_small_number_away(drawn):
    """Three months and two areas, any counts, any mixture of periods, with a figure left out of the table or not."""
    check_table(*drawn)


@pytest.mark.faults
@given(TABLES)
def test_no_table_gives_a_small_number_away_long(drawn):
    """The same, a thousand times over."""
    check_table(*drawn)


@given(st.tuples(*[counts() for _ in range(6)]))
def test_a_year_published_earlier_is_not_undone_by_months(values):
    """What was shown before stays shown; what is added to it must not take it apart."""
    truth = dict(zip(product(OCTOBER, ("coast", "north")), values, strict=True))
    before = table(truth, ("year",), areas=True)
    first = protect(figures(before))
    old = shown_places(before, first)
    cells = table(truth, ("month", "year"), areas=True)
    earlier = figures({place: before[place] for place in old}) if old else None
    safe(cells, protect(figures(cells), earlier), truth, 3)


def test_a_total_of_may_is_not_undone_by_all_areas_but_one_in_june():
    """In May 20 of 46. In June all areas but the coast, 17 of 37: the coast's 3 of 9 would be what is left."""
    month = (OCTOBER[0], "month", "")
    north, west = (OCTOBER[0], "month", "north"), (OCTOBER[0], "month", "west")
    cells = {north: (8, 17), west: (9, 20)}
    may = figures({month: (20, 46)})
    assert shown_places(cells, protect(figures(cells))) == {north, west}, (
        "without the total, both may be shown"
    )
    assert shown_places(cells, protect(figures(cells), may)) < {north, west}


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ((20, 46), (20, 46)),
        ((21, 46), (20, 46)),  # one child was found to have been in time
        ((20, 47), (20, 46)),  # one more child
        ((26, 52), (26, 52)),  # six more: no child is told by the change
        ((26, 46), (26, 46)),
        ((4, 46), (20, 46)),  # too small to be shown at all
    ],
)
def test_a_figure_shown_before_moves_only_by_more_than_a_few(now, shown):
    """Two publications that differ by one child tell of that child."""
    place = (OCTOBER[0], "month", "")
    (row,) = protect(figures({place: now}), figures({place: (20, 46)})).to_dicts()
    assert (row["numerator"], row["denominator"]) == (str(shown[0]), str(shown[1]))


def test_it_is_held_against_every_earlier_publication_and_the_areas_move_with_the_total():
    """20, then 27, then 21: one more than in the first. And a total that moved by 7, of which 6 in one area."""
    place, north, west = ((OCTOBER[0], "month", group) for group in ("", "north", "west"))
    before = pl.concat([figures({place: (20, 60)}), figures({place: (27, 60)})])
    assert protect(figures({place: (21, 60)}), before)["numerator"].to_list() == ["27"]
    may = figures({place: (20, 60), north: (10, 30), west: (10, 30)})
    june = figures({place: (27, 67), north: (16, 36), west: (11, 31)})
    assert protect(june, may)["numerator"].to_list() == ["20", "10", "10"]


def test_an_area_left_out_of_the_table_is_not_left_over():
    """Publishing the total and all areas but one would publish that one."""
    truth = {(OCTOBER[0], "coast"): (3, 9), (OCTOBER[0], "north"): (8, 17), (OCTOBER[0], "west"): (9, 20)}
    cells = table(truth, ("month",), areas=True)
    cells = {place: value for place, value in cells.items() if place[2] != "coast"}
    shown = shown_places(cells, protect(figures(cells)))
    assert (
        not {(OCTOBER[0], "month", ""), (OCTOBER[0], "month", "north"), (OCTOBER[0], "month", "west")}
        <= shown
    )


def test_all_or_none_of_a_group_is_hidden_and_no_cases_is_shown():
    """0 of 26 and 26 of 26 say something of each child; a month without children says nothing of any."""
    cells = {
        (date(2018, 4, 1), "month", ""): (0, 26),
        (date(2018, 5, 1), "month", ""): (26, 26),
        (date(2018, 6, 1), "month", ""): (0, 0),
        (date(2018, 7, 1), "month", ""): (13, 26),
    }
    protected = protect(figures(cells))
    assert protected["percent"].to_list() == ["c", "c", "no cases", "50%"]
    assert protected["denominator"].to_list() == ["c", "c", "0", "26"]


def test_a_figure_made_of_few_children_is_hidden():
    """Twenty missed visits to two children are two children, whatever the count says."""
    cells = {(date(2018, 4, 1), "month", ""): (80, 100), (date(2018, 5, 1), "month", ""): (80, 100)}
    marked = figures(cells).with_columns(few_children=pl.Series([True, False]))
    assert protect(marked)["percent"].to_list() == ["c", "80%"]


def test_a_median_is_not_published():
    frame = figures({(date(2018, 4, 1), "month", ""): (80, 100)}).with_columns(recorded=None)
    with pytest.raises(ValueError, match="not published"):
        protect(frame)


def cohort() -> pl.DataFrame:
    """Thirty-one children enter care a month for three years, 13 assessed on time; in December 2018, four."""
    rows = []
    for year, month in product(range(2015, 2020), range(1, 13)):
        entered = date(year, month, 3)
        if entered > date(2019, 7, 31):
            continue
        on_time = 4 if (year, month) == (2018, 12) else 13
        for n in range(31):
            met = {"state": "met", "met_on": entered, "substance": "content seen"}
            late = {
                "state": "met late",
                "met_on": date(2019, 8, 1),
                "substance": "content seen",
                "days_late": 9,
            }
            rows.append(
                {"person_id": f"{entered}-{n}", "entered_on": entered, "due": entered, "area_id": "ab"[n % 2]}
                | (met if n < on_time else late)
            )
    return obligations(rows)


def test_the_public_measure_uses_the_shortest_period_that_survives():
    """By month December's four would show; by quarter every figure stands; with less to hide among, it takes
    longer.
    """
    frame = cohort()
    asked = measure(Counting.TIMELINESS_BY_ENTRY)
    period, shown = public_figures(asked, frame, people(frame), AS_AT, dimensions=("all", "area_id"))
    assert period == "quarter"
    assert shown.filter((pl.col("dimension") == "all") & (pl.col("percent") == "c")).is_empty()
    assert shown["period_to"].max() <= AS_AT
    december = frame.filter(pl.col("entered_on") == date(2018, 12, 3))
    sparse = pl.concat([december, frame.filter(pl.col("entered_on").dt.year() < 2018)])
    assert shortest_public_period(asked, sparse, people(sparse), AS_AT) == "three years"
    assert shortest_public_period(asked, december, people(december), AS_AT) is None


def test_a_measure_that_is_never_published_stays_so():
    frame = cohort()
    private = Measure("m", "M", "?", "visit", Counting.TIMELINESS_BY_ENTRY, public=None)
    period, shown = public_figures(private, frame, people(frame), AS_AT)
    assert (period, shown.height) == (None, 0)
