"""Areas and months told apart from chance: against worked examples and against counting every possibility."""

from datetime import date
from fractions import Fraction
from itertools import product
from math import comb

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.engine.measures.chance import differs, limits
from sightline.engine.measures.drift import chart, drifts
from sightline.engine.measures.groups import NOT_KNOWN
from sightline.engine.measures.measure import Better, Counting, Measure
from sightline.engine.measures.variation import area_differences, funnel

from .builders import figures, measure

MEASURES = {"m": measure(Counting.TIMELINESS)}


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_the_chance_of_a_difference_is_that_of_every_possible_deal(done, missed, other_done, other_missed):
    """Deal the marked cases to the groups in every way, and count the ways as unlikely or more."""
    of, other_of = done + missed, other_done + other_missed
    marked, total = done + other_done, of + other_of
    ways = {k: comb(marked, k) * comb(total - marked, of - k) for k in range(of + 1) if k <= marked}
    expected = Fraction(sum(n for n in ways.values() if n <= ways[done]), comb(total, of))
    found = differs(done, of, other_done, other_of)
    assert found == pytest.approx(float(expected) if of and other_of else 1.0, abs=1e-6)


def test_a_tea_taster_who_gets_all_eight_right():
    """Fisher's own example: 4 of 4 against 0 of 4 comes by chance in 2 of 70 deals."""
    assert differs(4, 4, 0, 4) == pytest.approx(2 / 70)


COUNTS = st.tuples(st.integers(0, 40), st.integers(0, 40))


@given(COUNTS, COUNTS, st.integers(2, 60))
def test_limits_lie_where_a_difference_begins(here, elsewhere, one_in):
    """Move what was done between the group and the others: inside the limits nothing differs, outside all does."""
    (done, missed), (other_done, other_missed) = here, elsewhere
    of, other_of, marked = done + missed, other_done + other_missed, done + other_done
    low, high = limits(of, other_done, other_of, done, one_in)
    for k in range(max(0, of - missed - other_missed), min(of, marked) + 1):
        rare = differs(k, of, marked - k, other_of) * one_in < 1
        assert rare is not (low <= k <= high)


@given(st.dictionaries(st.sampled_from("abcde"), COUNTS, min_size=1), st.integers(2, 60))
def test_the_funnel_and_the_list_of_differences_never_disagree(groups, one_in):
    frame = areas(**{name: (done, done + missed) for name, (done, missed) in groups.items()})
    listed = {each.group for each in area_differences(frame, MEASURES, one_in=one_in)}
    rows = list(funnel(frame, one_in).iter_rows(named=True))
    assert {row["group"] for row in rows if row["outside"]} == listed
    for row in rows:
        judged = row["low"] is not None
        beside = [each for each in rows if each is not row and each["denominator"] and not each["outside"]]
        assert judged is (row["denominator"] >= 5 and bool(beside))
        assert row["outside"] is (judged and not row["low"] <= row["recorded"] <= row["high"])


def test_a_group_that_stands_alone_is_not_judged():
    """Chance says nothing of it: to call it within chance, nought to all of it, would be a claim."""
    (row,) = funnel(areas(coast=(3, 100))).iter_rows(named=True)
    assert (row["low"], row["high"], row["outside"], row["pair"]) == (None, None, False, None)
    beside = funnel(areas(coast=(3, 100), north=(0, 0)))
    assert beside["low"].null_count() == 2 and not beside["outside"].any()


def test_the_last_two_that_differ_are_told_of_each_other():
    """Whether coast is unlike north or north unlike coast, no third tells; west had been told before."""
    rows = {
        row["group"]: row for row in funnel(areas(coast=(90, 100), north=(50, 100))).iter_rows(named=True)
    }
    assert (rows["coast"]["pair"], rows["north"]["pair"]) == ("north", "coast")
    assert [rows[name]["low"] is None for name in ("coast", "north")] == [False, True]
    three = funnel(areas(coast=(90, 100), north=(60, 100), west=(0, 200)))
    pairs = dict(three.select("group", "pair").iter_rows())
    assert pairs == {"coast": "north", "north": "coast", "west": None}


@pytest.mark.parametrize(
    "groups",
    [{"coast": (50, 100), "north": (52, 100)}, {"coast": (100, 100), "few": (0, 4)}],
    ids=["alike", "one too small to judge"],
)
def test_two_that_do_not_differ_or_cannot_be_judged_are_no_pair(groups):
    assert funnel(areas(**groups))["pair"].null_count() == 2


@pytest.mark.parametrize("small", ["alpha", "omega"])
def test_of_two_groups_the_smaller_differs_from_the_larger(small):
    """Each is as far from the other: which is told must not hang on its name, nor on a machine's last digit."""
    frame = areas(**{small: (0, 80), "middle": (90, 160)})
    assert [each.group for each in area_differences(frame, MEASURES)] == [small]


def test_cases_of_no_known_area_are_neither_judged_nor_among_the_others():
    alone = funnel(areas(coast=(40, 100), north=(50, 100)))
    (unknown,) = (
        funnel(areas(coast=(40, 100), north=(50, 100), **{NOT_KNOWN: (0, 90)}))
        .filter(pl.col("group") == NOT_KNOWN)
        .iter_rows(named=True)
    )
    assert unknown["low"] is None and not unknown["outside"]
    with_it = funnel(areas(coast=(40, 100), north=(50, 100), **{NOT_KNOWN: (0, 90)}))
    assert with_it.filter(pl.col("group") != NOT_KNOWN).equals(alone)


def areas(**counts):
    start = date(2018, 9, 1)
    return figures({(start, "month", area): pair for area, pair in counts.items()})


def test_one_bad_area_does_not_make_the_others_look_good():
    """West differs; coast, north and crawley differ from the rest only because west is in it."""
    frame = areas(coast=(85, 100), crawley=(88, 100), north=(86, 100), west=(30, 100))
    found = area_differences(frame, MEASURES)
    assert [(each.group, each.lower) for each in found] == [("west", True)]
    assert str(found[0]) == "west: 30% (30 of 100); elsewhere 86% (259 of 300)"


def test_chance_and_small_areas_are_not_reported():
    """9 of 20 beside 150 of 240 is within chance; 0 of 4 is too few to judge."""
    assert area_differences(areas(coast=(9, 20), north=(150, 240), west=(0, 4)), MEASURES) == []


def test_child_days_are_not_weighed_as_separate_cases():
    """One child's hundred days are one story, not a hundred."""
    days = {"m": measure(Counting.CHILD_DAYS_COVERED)}
    assert area_differences(areas(coast=(100, 1000), north=(900, 1000)), days) == []


def test_the_funnel_is_wide_for_few_cases_and_marks_what_lies_outside():
    found = funnel(areas(coast=(4, 10), north=(250, 500), west=(20, 100)))
    rows = {row["group"]: row for row in found.iter_rows(named=True)}
    assert [name for name, row in rows.items() if row["outside"]] == ["west"]
    assert (rows["coast"]["high"] - rows["coast"]["low"]) / 10 > (
        rows["north"]["high"] - rows["north"]["low"]
    ) / 500


def test_xmr_limits_by_hand():
    """Ranges 2, 4, 2 and 8 have the mean 4: limits are 51.6 plus and minus 10.64."""
    drawn = chart([50, 52, 56, 54, 46])
    assert drawn is not None
    moving = Fraction(2 + 4 + 2 + 8, 4)
    assert drawn.mean == Fraction(258, 5)
    assert drawn.low == drawn.mean - Fraction(266, 100) * moving
    assert drawn.high == drawn.mean + Fraction(266, 100) * moving
    assert (drawn.outside, drawn.runs, drawn.trial) == ((), (), True)


def test_limits_stay_within_nought_and_a_hundred():
    drawn = chart([0, 100, 0, 100])
    assert drawn is not None
    assert (drawn.low, drawn.high) == (0, 100)


def slow_runs(values, mean):
    """The last point of every eight in a row on one side, by looking back eight each time."""
    ends = []
    for n in range(7, len(values)):
        last = values[n - 7 : n + 1]
        if all(v > mean for v in last) or all(v < mean for v in last):
            ends.append(n)
    return tuple(ends)


@given(st.lists(st.integers(40, 60), min_size=2, max_size=40), st.integers(2, 40))
def test_runs_equal_a_slow_look_back(values, baseline):
    """And every point outside the limits is found."""
    drawn = chart(values, baseline)
    assert drawn is not None
    assert drawn.runs == slow_runs(values, drawn.mean)
    assert drawn.outside == tuple(n for n, v in enumerate(values) if v < drawn.low or v > drawn.high)


def monthly(parts, whole=50):
    months = [date(2017 + n // 12, n % 12 + 1, 1) for n in range(len(parts))]
    return figures({(month, "month", ""): (part, whole) for month, part in zip(months, parts, strict=True)})


STEADY = [40, 41, 39, 40, 42, 38, 40, 41, 39, 40, 41, 39, 40, 40]


@pytest.mark.parametrize(("better", "worse"), [(Better.HIGHER, True), (Better.LOWER, False)])
def test_a_fall_that_lasts_eight_months_is_a_drift(better, worse):
    """From 80% to 60%, held: worse where high is good, better where low is."""
    frame = monthly(STEADY + [30] * 8)
    (found,) = drifts(frame, {"m": measure(Counting.TIMELINESS, better)})
    assert (found.since, found.now, found.worse) == (date(2018, 3, 1), (240, 400), worse)
    assert found.change == Fraction(100 * 240, 400) - Fraction(100 * 560, 700)
    assert str(found).startswith(
        f"{'worse' if worse else 'better'} since March 2018: 60% (240 of 400), from 80%"
    )


@pytest.mark.parametrize("tail", [[30] * 7 + [41], [39, 38, 39, 38, 39, 39, 38, 39], [30] * 4], ids=str)
def test_what_has_ended_or_could_be_chance_or_is_too_short_is_no_drift(tail):
    """A fall that is over; a run of a point or so; four months."""
    assert drifts(monthly(STEADY + tail), MEASURES) == []


def test_too_few_points_fix_no_limits():
    assert drifts(monthly([40] * 5 + [10] * 8), MEASURES) == []


def test_chance_alone_raises_few_alarms():
    """Two hundred measures that never change: at most one is said to have drifted."""
    import random

    draw = random.Random(7)
    alarms = 0
    for _ in range(200):
        parts = [sum(draw.random() < 0.8 for _ in range(30)) for _ in range(36)]
        alarms += len(drifts(monthly(parts, 30), MEASURES))
    assert alarms <= 1


def test_drifts_come_worst_first():
    """The larger fall leads, improvements close the list."""
    names = {"down": 20, "far_down": 10, "up": 49}
    frames, known = [], {}
    for name, level in names.items():
        known[name] = Measure(name, name, "?", "visit", Counting.TIMELINESS)
        frames.append(monthly(STEADY + [level] * 8).with_columns(measure=pl.lit(name)))
    assert [each.measure for each in drifts(pl.concat(frames), known)] == ["far_down", "down", "up"]


def test_the_product_of_areas_and_months_adds_up_before_it_is_judged():
    """Seven months of 3 of 4 against 1 of 4: no month could be judged, all together can."""
    months = [date(2018, n, 1) for n in range(1, 10)]
    cells = {
        (month, "month", area): pair
        for month, (area, pair) in product(months, {"coast": (1, 4), "north": (3, 4)}.items())
    }
    (found,) = area_differences(figures(cells), MEASURES)
    assert {(found.recorded, found.denominator), (found.others_recorded, found.others_denominator)} == {
        (9, 36),
        (27, 36),
    }
