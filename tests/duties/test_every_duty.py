"""Every duty of the catalogue, newcomers too, on a small synthetic county: the engine equals the oracle."""

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from duties import oracle
from duties.oracle import Event, Occasion, Window
from duties.records import AUTHORITY
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.duty import EVENT_SCHEMA, OCCASION_SCHEMA
from sightline.engine.duties.obligations import evaluate
from sightline.engine.records.columns import ROW, ROWS, SOURCES
from sightline.engine.records.readers import read
from sightline.engine.records.reading import File
from sightline.engine.records.record import ALL_TABLES, COVERAGE_SCHEMA, Record
from sightline.engine.synthetic.writing import write_county

COMPARED = ("person_id", "occasion", "sequence", "trigger", "due", "due_at", "met_on", "met_at", "ended_on",
            "state", "days_late", "substance")  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some 130 synthetic children, written out, with the answers that were worked out beside them."""
    home = tmp_path_factory.mktemp("county")
    write_county(home, AUTHORITY, scale=0.05, months=1)
    return home


@pytest.fixture(scope="module")
def county(folder: Path) -> Record:
    """The same children as the readers tell them."""
    month = folder / "2019-09"
    sent = json.loads((month / "submission.json").read_text(encoding="utf-8"))
    tables, coverage = {}, []
    readings, problems = read(
        [_file(path) for path in sorted(month.rglob("*.*")) if path.name != "submission.json"]
    )
    assert problems == []
    for reading in readings:
        for name, frame in reading.tables.items():
            told = frame.with_columns(
                pl.concat_list(ROW).alias(ROWS), pl.lit([reading.source]).alias(SOURCES)
            )
            tables[name] = told.drop(ROW)
    for part in sent["sets"]:
        for table, (first, last) in part["windows"].items():
            window = {"from": date.fromisoformat(first), "to": date.fromisoformat(last)}
            coverage.append({"table": table, "source": part["source"], **window})
    return Record(AUTHORITY.id, tables, pl.DataFrame(coverage, schema=COVERAGE_SCHEMA))


def _file(path: Path) -> File:
    content = path.read_bytes()
    return File(path.name, content, hashlib.sha256(content).hexdigest())


class Told:
    """What the engine and the populations say of one record, worked out once for the tests of all duties."""

    def __init__(self, given: Record) -> None:
        self.record = given
        self.windows = [Window(*row) for row in given.coverage.select(*COVERAGE_SCHEMA).iter_rows()]
        self._found: dict[date, dict[str, list[dict[str, Any]]]] = {}
        self._told: dict[str, tuple[list[Occasion], list[Event]]] = {}

    def found(self, duty: str, as_at: date) -> list[dict[str, Any]]:
        """The engine's obligations of one duty: COMPARED, out of one evaluation of all of them."""
        if as_at not in self._found:
            frame = evaluate(self.record, as_at, AUTHORITY).sort("person_id", "occasion", "sequence")
            parts = frame.select("duty", *COMPARED).partition_by("duty", as_dict=True, include_key=False)
            self._found[as_at] = {str(name): part.to_dicts() for (name,), part in parts.items()}
        return self._found[as_at].get(duty, [])

    def given(self, duty: str) -> tuple[list[Occasion], list[Event]]:
        """Who is owed it and what happened, as the oracle takes them."""
        if duty not in self._told:
            owed = DUTIES[duty].owed_to(self.record, AUTHORITY)
            done = DUTIES[duty].met_by(self.record, AUTHORITY)
            schemas = (pl.Schema(OCCASION_SCHEMA), pl.Schema(EVENT_SCHEMA))
            assert (owed.schema, done.schema) == schemas
            people = owed["person_id"].unique().implode()
            self._told[duty] = (
                [Occasion(**row) for row in owed.select(*Occasion.__dataclass_fields__).to_dicts()],
                [
                    Event(**row)
                    for row in done.filter(pl.col("person_id").is_in(people))
                    .with_columns(row=pl.col("rows").list.first())
                    .select(*Event.__dataclass_fields__)
                    .to_dicts()
                ],
            )
        return self._told[duty]

    def check(self, duty: str, as_at: date, windows: list[Window]) -> None:
        """The engine says what the oracle says."""
        slow = oracle.obligations(DUTIES[duty], *self.given(duty), windows, AUTHORITY.terms, as_at)
        assert self.found(duty, as_at) == [{name: getattr(each, name) for name in COMPARED} for each in slow]


@pytest.fixture(scope="module")
def told(county: Record) -> Told:
    return Told(county)


@pytest.mark.parametrize("as_at", [date(2017, 2, 28), date(2019, 9, 30)])
@pytest.mark.parametrize("duty", DUTIES)
def test_every_duty_equals_the_oracle(told: Told, duty: str, as_at: date) -> None:
    declared, needs = DUTIES[duty], DUTIES[duty].needs
    # Whoever is owed something by then must be found, where the county writes the tables that tell of it.
    first, last = declared.valid_from or date.min, as_at + timedelta(declared.notice_days)
    owed = [each for each in told.given(duty)[0] if each.trigger is None or first <= each.trigger <= last]
    assert told.found(duty, as_at) or not owed or not all(told.record.tells(table) for table in needs)
    told.check(duty, as_at, told.windows + _without_windows(told.record, needs))


def _without_windows(county: Record, needs: tuple[str, ...]) -> list[Window]:
    """Lists of what simply is have no window of their own: a source tells them as long as it tells anything."""
    found = []
    for table in needs:
        if ALL_TABLES[table].starts is None and county.tells(table):
            for source in county.frame(table)[SOURCES].explode().unique().sort():
                told = county.coverage.filter(pl.col("source") == source)
                first, last = told.select(pl.col("from").min(), pl.col("to").max()).row(0)
                found.append(Window(table, source, first, last))
    return found


def test_no_key_comes_twice_and_the_looked_after_are_held(county: Record) -> None:
    together = evaluate(county, date(2019, 9, 30), AUTHORITY)
    assert together["key"].is_unique().all()
    # Carers, homes and young people who have left are held by nobody: those looked after are.
    reviews = together.filter(pl.col("duty") == "review_subsequent")
    assert reviews["area_id"].is_not_null().mean() > 0.9


def _answers(folder: Path, duty: str) -> set[tuple[str | None, ...]]:
    """person, trigger to the minute, due, met and state, as the county worked them out for itself."""
    rows = pl.read_csv(folder / "truths.csv", infer_schema=False).filter(pl.col("duty") == duty)
    assert len(rows) > 40
    cut = [pl.col(name).str.slice(0, 16) for name in ("trigger", "due", "met")]
    return set(rows.filter(pl.col("trigger") >= "2014").select("person_id", *cut, "state").iter_rows())


def _found(county: Record, *duties: str) -> set[tuple[str | None, ...]]:
    frame = evaluate(county, date(2019, 9, 30), AUTHORITY, [DUTIES[duty] for duty in duties])
    frame = frame.filter(pl.col("trigger") >= date(2014, 1, 1))
    exact = [pl.coalesce(pl.col(f"{name}_at").dt.to_string("%Y-%m-%dT%H:%M"), pl.col(on).dt.to_string("%Y-%m-%d"))
             for name, on in (("trigger", "trigger"), ("due", "due"), ("met", "met_on"))]  # fmt: skip
    return set(frame.select("person_id", *exact, "state").iter_rows())


def test_the_county_s_own_answers_for_initial_assessments(folder: Path, county: Record) -> None:
    assert _found(county, "initial_health_assessment") == _answers(folder, "initial health assessment")


def test_the_county_s_own_answers_for_return_home_interviews(folder: Path, county: Record) -> None:
    assert _found(county, "return_home_interview") == _answers(folder, "return home interview")


def test_the_county_s_own_answers_for_reviews(folder: Path, county: Record) -> None:
    # It answers for the periods of care that began inside its six years: others have reviews here too.
    missed = _answers(folder, "review") - _found(county, "review_first", "review_second", "review_subsequent")
    assert missed == set()
