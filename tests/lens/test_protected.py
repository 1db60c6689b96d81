"""Figures for readers who may see no child: no small number comes through the lens, whatever is asked."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.groups import ALL
from sightline.engine.measures.publication import all_protected
from sightline.engine.measures.suppression import SMALL
from sightline.office.access.models import User
from sightline.office.lens import reach as module
from sightline.office.lens.lens import Lens
from sightline.office.lens.sight import Sight
from tests.measures import builders

MEASURE = "initial_health_assessment_by_entry"
AREAS = ("coast", "west", "crawley")


def owed(number: int, started: date, met: bool, area: str) -> dict[str, Any]:
    return {
        "person_id": f"P{number}",
        "duty": "initial_health_assessment",
        "occasion": started.isoformat(),
        "trigger": started,
        "due": started + timedelta(28),
        "met_on": started + timedelta(20 if met else 60),
        "state": "met" if met else "met late",
        "substance": "content seen",
        "entered_on": started,
        "trigger_rows": [],
        "met_rows": [],
        "area_id": area,
    }


def sight_of(cells: list[tuple[int, int]], *, before: bool = False) -> Sight:
    """Months and areas in turn, each with so many children in time and so many late. ``before``: protected
    figures of every measure had been worked out and kept."""
    rows: list[dict[str, Any]] = []
    for place, (good, late) in enumerate(cells):
        month, area = divmod(place, len(AREAS))
        year, index = divmod(2018 * 12 + month, 12)
        for one in range(good + late):
            rows.append(owed(len(rows), date(year, index + 1, 1 + one % 28), one < good, AREAS[area]))
    obligations = builders.obligations(rows)
    people = pl.DataFrame({"person_id": obligations["person_id"]}, schema={"person_id": pl.String})
    measures = [MEASURES[MEASURE]] if before else []
    found: Any = SimpleNamespace(
        as_at=builders.AS_AT,
        obligations=obligations,
        people=people,
        has_protected=before,
        protected=all_protected(measures, obligations, people, builders.AS_AT),
    )
    return Sight(found, frozenset())


def through(sight: Sight, role: str, monkeypatch: pytest.MonkeyPatch) -> Lens:
    monkeypatch.setattr(module, "sight", lambda *_: sight)
    return Lens.of(User(role=role))


CELLS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=3, max_size=54)


@given(
    cells=CELLS,
    period=st.sampled_from(["week", "month", "quarter", "year"]),
    areas=st.booleans(),
    before=st.booleans(),
)
def test_no_small_number_and_no_all_or_none_comes_through(
    cells: list[tuple[int, int]], period: str, areas: bool, before: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        lens = through(sight_of(cells, before=before), "councillor", patch)
        dimensions = (ALL, "area_id") if areas else (ALL,)
        for first in (None, date(2018, 2, 1)):
            shown = lens.results(MEASURE, dimensions=dimensions, period=period, first=first)
            for row in shown.iter_rows(named=True):
                whole, part = row["denominator"], row["recorded"]
                assert whole == 0 or (whole > SMALL and SMALL < part < whole - SMALL), row
            for hidden in ("floor", "ceiling", "excluded", "value"):
                assert shown[hidden].null_count() == shown.height


@pytest.mark.parametrize("before", [False, True])
def test_large_numbers_do_come_through(before: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    lens = through(sight_of([(20, 20)] * 63, before=before), "councillor", monkeypatch)
    shown = lens.results(MEASURE)
    assert {(row["recorded"], row["denominator"]) for row in shown.iter_rows(named=True)} == {
        (180, 360),
        (720, 1440),
    }


def test_whoever_sees_children_sees_every_number(monkeypatch: pytest.MonkeyPatch) -> None:
    lens = through(sight_of([(1, 2), (0, 0), (0, 0)] * 20), "director", monkeypatch)
    assert {row["denominator"] for row in lens.results(MEASURE).iter_rows(named=True)} >= {3}


@pytest.mark.parametrize("dimension", ["worker_id", "team_id", "sex", "age_band", "placement_type"])
def test_no_breakdown_but_by_area_is_shown_to_them(dimension: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lens = through(sight_of([(30, 30)] * 63), "clerk", monkeypatch)
    assert lens.results(MEASURE, dimensions=(dimension,)).is_empty()


def test_a_measure_that_is_not_there_has_no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    lens = through(sight_of([(30, 30)] * 3), "clerk", monkeypatch)
    assert lens.results("no_such_measure").is_empty()
    assert "no_such_measure" not in MEASURES
