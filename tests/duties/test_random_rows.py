"""Every duty of the catalogue on rows of its own tables drawn at random: the engine equals the oracle.

The synthetic county keeps the rules of care and holds only part of the tables. Here every table of every return
and register has rows, in any order, with gaps, on few days, so that populations meet what real files do to them.
"""

from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import polars as pl
import pytest

from duties.records import AUTHORITY
from duties.test_every_duty import Told
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.obligations import evaluate
from sightline.engine.records.columns import ROWS, SOURCES, Column, Table, Type, record_schema
from sightline.engine.records.record import ALL_TABLES, COVERAGE_SCHEMA, Record

SINCE, AS_AT = date(2012, 1, 1), date(2019, 9, 30)
ROWS_EACH, PEOPLE = 160, 16
FLAGS = ("CP_CONFERENCE", "PROV_OF_SERVICES", "NFA")
WORDS = {
    "lega_legal_status": ("L1", "L2", "C1", "C2", "V2", "V3", "E1"),
    "clap_cla_placement_type": ("U1", "U4", "U6", "P1", "A3", "R2", "R5", "K2"),
    "record_kind": ("visit", "case note"),
    "immi_immigration_status": ("UASC", "Other"),
    "invo_professional_role_id": ("Allocated Social Worker", "IRO", "Personal Adviser"),
    "prof_professional_job_title": ("Social Worker", "Team Manager"),
    "miss_missing_episode_type": ("M", "M", "A"),
    "cppr_cp_review_quorate": ("Y", "N"),
    "clae_cla_episode_ceased_reason": ("X1", "E4A", "E11"),
    "clae_cla_episode_start_reason": ("S", "P", "L"),
    "clah_health_check_type": ("Health assessment", "Dental check"),
    "clah_health_check_status": ("Completed", "Refused"),
}
"""Words of columns that have no list of codes and that some duty reads."""

PLACED = ("placed_on", "clap_cla_placement_start_date")
"""Columns by which several tables name one placement: half of them from very few days."""


def _day(rng: Random) -> date:
    """A day of some years, most often one of few, so that days of different rows fall together."""
    if rng.random() < 0.5:
        return date(2018, 11, 26) + timedelta(28 * rng.randrange(11))
    return date(2016, 1, 1) + timedelta(rng.randrange(1360))


def _cell(rng: Random, column: Column, person: bool) -> Any:
    if person:
        return f"P{rng.randrange(PEOPLE)}"
    if not column.required and rng.random() < 0.2:
        return None
    if column.name in PLACED and rng.random() < 0.5:
        return date(2018, 1, 1) + timedelta(120 * rng.randrange(4))
    match column.type:
        case Type.DATE:
            young = "dob" in column.name and "expected" not in column.name
            return _day(rng) - timedelta(rng.choice((0, rng.randrange(18 * 365)))) if young else _day(rng)
        case Type.DATETIME:
            return datetime.combine(_day(rng), datetime.min.time()) + timedelta(
                hours=rng.choice((0, 9, 15, 23))
            )
        case Type.FLAG:
            return rng.random() < 0.6
        case Type.INTEGER | Type.NUMBER:
            return rng.randrange(1, 6)
    if column.name.endswith("_json"):
        return "{" + ", ".join(f'"OUTCOME_{flag}_FLAG": "{rng.choice("YN")}"' for flag in FLAGS) + "}"
    words = WORDS.get(column.name) or column.codes
    return rng.choice(words) if words else f"{rng.randrange(12)}"


def _frame(rng: Random, table: Table) -> pl.DataFrame:
    told_by = "register" if table.register else "ssd"
    people = {table.person} | ({table.of[1]} if table.of else set())
    rows = [
        {column.name: _cell(rng, column, column.name in people) for column in table.columns}
        | {ROWS: [f"{table.name}/{number:04d}"], SOURCES: [told_by]}
        for number in range(ROWS_EACH)
    ]
    return pl.DataFrame(rows, schema=record_schema(table))


SEEDS = (1, 2)


@cache
def anything(seed: int) -> Told:
    """A record of every table, all of it covered."""
    rng = Random(seed)
    tables = {name: _frame(rng, table) for name, table in ALL_TABLES.items()}
    windows = [
        {"table": name, "source": "register" if table.register else "ssd", "from": SINCE, "to": AS_AT}
        for name, table in ALL_TABLES.items()
    ]
    return Told(Record(AUTHORITY.id, tables, pl.DataFrame(windows, schema=COVERAGE_SCHEMA)))


def test_random_rows_reach_nearly_every_duty() -> None:
    """Some ask for several tables to agree on a day, which chance seldom gives; a blind generator would fail."""
    never = [duty for duty in DUTIES if not any(anything(seed).given(duty)[0] for seed in SEEDS)]
    assert len(never) < len(DUTIES) / 20, f"nobody is owed {never}: give WORDS what these populations ask for"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("duty", DUTIES)
def test_every_duty_equals_the_oracle_on_any_rows(seed: int, duty: str) -> None:
    told = anything(seed)
    told.check(duty, AS_AT, told.windows)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_key_comes_twice_on_any_rows(seed: int) -> None:
    assert evaluate(anything(seed).record, AS_AT, AUTHORITY)["key"].is_unique().all()


def test_rows_at_random_evaluated_together_are_evaluated_one_by_one() -> None:
    given = anything(SEEDS[0]).record
    apart = pl.concat([evaluate(given, AS_AT, AUTHORITY, [duty]) for duty in DUTIES.values()]).sort("key")
    assert evaluate(given, AS_AT, AUTHORITY).equals(apart)
