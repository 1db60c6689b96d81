"""The same children in the three other national formats, each read in a home of its own, tell the same story."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.obligations import evaluate
from sightline.engine.records.evidence import EvidenceStore
from sightline.engine.records.people import people
from sightline.engine.records.problems import Severity
from sightline.engine.records.record import Record
from tests.planted.conftest import END, Read

MARCH = date(2019, 3, 31)
NOTED = {"absent_elements", "past_code", "other_spelling", "child_without_episodes", "absent_list"}
"""Codes of the time that ended since, 1 and 2 for the sexes, and care leavers, who have no episodes."""


def _loaded(read: Read, name: str, home: Path, folder: str = "") -> Record:
    store = EvidenceStore(home, read.authority.id)
    load = store.load(
        sorted((read.folder / "returns" / (folder or name)).iterdir()), received=datetime(2019, 10, 1, 9)
    )
    assert load.snapshot
    assert [told.source for told in load.submissions] == [name]
    assert {problem.severity for problem in load.problems} <= {Severity.NOTE}
    assert {problem.code for problem in load.problems} <= NOTED
    return store.record(load.snapshot)


@pytest.fixture(scope="module")
def annex_a(read: Read, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The workbook of the last day."""
    return _loaded(read, "annex_a", tmp_path_factory.mktemp("annex_a"))


@pytest.fixture(scope="module")
def ssda903(read: Read, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Two years of the return, drawn on 30 June."""
    return _loaded(read, "ssda903", tmp_path_factory.mktemp("ssda903"))


def _known_in_june(read: Read) -> Record:
    return dict(read.records)[date(2019, 6, 30)]


def _in_care(record: Record, day: date, read: Read) -> set[tuple[str, ...]]:
    told = people(record, day, read.authority).filter("in_care")
    return set(told.select("person_id", "sex", "dob", "entered_on", "placement_type", "legal_status").rows())


def test_annex_a_holds_the_same_children_in_care(read: Read, annex_a: Record) -> None:
    found = _in_care(annex_a, END, read)
    assert found == _in_care(read.results.record, END, read)
    assert len(found) > 700


@pytest.mark.parametrize(
    ("table", "person", "day"),
    [
        ("ssd_cla_reviews", "clar_cla_person_id", "clar_cla_review_date"),
        ("ssd_cla_visits", "clav_person_id", "clav_cla_visit_date"),
    ],
)
def test_annex_a_holds_the_latest_dates(
    read: Read, annex_a: Record, table: str, person: str, day: str
) -> None:
    latest = [
        dict(record.frame(table).group_by(person).agg(pl.col(day).max()).iter_rows())
        for record in (annex_a, read.results.record)
    ]
    assert latest[0]
    assert latest[0].items() <= latest[1].items()


def test_the_return_holds_the_same_children_in_care(read: Read, ssda903: Record) -> None:
    """Entry is not told of those who came in before the first year's episodes: they are left out of it here."""
    ids = [{row[0] for row in _in_care(record, MARCH, read)} for record in (ssda903, _known_in_june(read))]
    assert ids[0] == ids[1]
    assert len(ids[0]) > 690


def test_the_return_tells_first_reviews_as_the_dataset_does(read: Read, ssda903: Record) -> None:
    """Of every child who started to be looked after in the return's last year."""
    states = []
    for record in (ssda903, _known_in_june(read)):
        owed = evaluate(record, MARCH, read.authority, [DUTIES["review_first"]])
        mine = owed.filter(pl.col("trigger").is_between(date(2018, 4, 1), MARCH))
        states.append(set(mine.select("person_id", "occasion", "due", "met_on", "state").rows()))
    assert states[0] == states[1]
    assert len(states[0]) > 340


def _cases(record: Record) -> set[tuple[str, date]]:
    """Referrals open at any time in the year to 31 March 2019."""
    closed = pl.col("cine_close_date")
    told = record.frame("ssd_cin_episodes").filter(
        (pl.col("cine_referral_date") <= MARCH) & (closed.is_null() | (closed >= date(2018, 4, 1)))
    )
    return set(told.select("cine_person_id", "cine_referral_date").rows())


def test_the_census_holds_the_same_cases(read: Read, tmp_path: Path) -> None:
    """Of children in need, with the same plans of protection on its day."""
    census, june = _loaded(read, "cin_census", tmp_path / "cin"), _known_in_june(read)
    assert _cases(census) == _cases(june)
    assert len(_cases(census)) > 12000
    plans = []
    for record in (census, june):
        ends = pl.col("cppl_cp_plan_end_date")
        running = (pl.col("cppl_cp_plan_start_date") <= MARCH) & (ends.is_null() | (ends > MARCH))
        told = record.frame("ssd_cp_plans").filter(running)
        plans.append(set(told.select("cppl_person_id", "cppl_cp_plan_start_date").rows()))
    assert plans[0] == plans[1]
    assert len(plans[0]) == pytest.approx(621, rel=0.1)


def test_the_return_as_xml_says_what_its_csv_files_say(read: Read, ssda903: Record, tmp_path: Path) -> None:
    told = _loaded(read, "ssda903", tmp_path / "xml", "ssda903_xml")
    for table in ("ssd_cla_episodes", "ssd_cla_reviews", "ssd_missing", "ssd_sdq_scores"):
        days = [name for name in told.frame(table).columns if not name.startswith("_") and "_id" not in name]
        both = [set(record.frame(table).select(days).rows()) for record in (told, ssda903)]
        assert both[0] == both[1], table
        assert both[0], table
