"""The same children told by the dataset, the SSDA903 and Annex A together: each event once, nothing owed anew."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from sightline.authorities import load_authority
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.obligations import evaluate
from sightline.engine.records.columns import SOURCES
from sightline.engine.records.evidence import EvidenceStore, Loaded
from sightline.engine.records.problems import Severity
from sightline.engine.records.record import Record
from sightline.engine.synthetic import write_county
from tests.planted.conftest import END, batches

PLANTED = ("initial_health_assessment", "return_home_interview", "care_plan_current")
ONCE = (
    "ssd_person",
    "ssd_cla_episodes",
    "ssd_cla_placement",
    "ssd_legal_status",
    "ssd_cla_reviews",
    "ssd_cla_visits",
    "ssd_cla_care_plan",
    "ssd_missing",
    "ssd_permanence",
    "ssd_professionals",
    "ssd_department",
    "ssd_disability",
    "ssd_immigration_status",
)
"""Tables of which the two returns tell nothing that the dataset does not hold."""

AUTHORITY = load_authority()


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    write_county(folder, AUTHORITY, scale=0.1, months=1)
    return folder


def _returns(store: EvidenceStore, county: Path) -> Iterator[Loaded]:
    for name in ("ssda903", "annex_a"):
        yield store.load(sorted((county / "returns" / name).iterdir()), received=datetime(2019, 10, 1, 9))


@pytest.fixture(scope="module")
def alone(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Record:
    store = EvidenceStore(tmp_path_factory.mktemp("alone"), AUTHORITY.id)
    snapshot = store.load_many(batches(county))[-1].snapshot
    assert snapshot
    return store.record(snapshot)


@pytest.fixture(scope="module")
def loads(county: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[EvidenceStore, list[Loaded]]:
    store = EvidenceStore(tmp_path_factory.mktemp("together"), AUTHORITY.id)
    store.load_many(batches(county))
    return store, list(_returns(store, county))


@pytest.fixture(scope="module")
def together(loads: tuple[EvidenceStore, list[Loaded]]) -> Record:
    store, loaded = loads
    assert loaded[-1].snapshot
    return store.record(loaded[-1].snapshot)


@pytest.mark.parametrize("table", ONCE)
def test_each_event_is_one_row_that_keeps_every_source(table: str, alone: Record, together: Record) -> None:
    assert together.frame(table).height == alone.frame(table).height
    assert together.frame(table)[SOURCES].list.len().max() or 0 >= 2


@pytest.mark.parametrize("duty", PLANTED)
def test_nothing_more_is_owed(duty: str, alone: Record, together: Record) -> None:
    told = []
    for record in (alone, together):
        owed = evaluate(record, END, AUTHORITY, [DUTIES[duty]])
        plain = [name for name, kind in owed.schema.items() if kind != pl.List(pl.String)]
        told.append(set(owed.select(plain).rows()))
    assert told[0]
    assert told[0] == told[1]


def test_no_source_is_said_to_disagree(loads: tuple[EvidenceStore, list[Loaded]]) -> None:
    """They were drawn from one ledger."""
    problems = [problem for load in loads[1] for problem in load.problems]
    assert {problem.severity for problem in problems} == {Severity.NOTE}
    assert "sources_disagree" not in {problem.code for problem in problems}


def test_the_order_of_arrival_changes_nothing(
    county: Path, together: Record, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = EvidenceStore(tmp_path_factory.mktemp("other"), AUTHORITY.id)
    list(_returns(store, county))
    snapshot = store.load_many(batches(county))[-1].snapshot
    assert snapshot
    record = store.record(snapshot)
    assert set(record.tables) == set(together.tables)
    for name in together.tables:
        assert record.frame(name).equals(together.frame(name)), name


def test_workers_of_the_workbook_are_those_of_the_system(together: Record) -> None:
    staff = together.frame("ssd_professionals")
    assert staff.filter(pl.col(SOURCES).list.contains("annex_a"))[
        SOURCES
    ].list.first().unique().to_list() == ["ssd"]
    held = together.frame("ssd_involvements").filter(pl.col(SOURCES).list.contains("annex_a"))
    assert set(held["invo_professional_id"].drop_nulls()) <= set(staff["prof_professional_id"])
    assert date(2013, 1, 1) < held["invo_involvement_start_date"].drop_nulls().max()
