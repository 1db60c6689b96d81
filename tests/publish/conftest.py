"""A draft paper about initial health assessments, and figures with December 2018's 4 of 31 inside them."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sightline.authorities import load_authority
from sightline.engine.authority import Authority
from sightline.engine.duties.obligation import OBLIGATION_SCHEMA, State
from sightline.office.access.models import User
from sightline.office.governance import actions as governance
from sightline.office.improvement.inspections import from_facts, save_inspection
from sightline.office.publish import actions
from sightline.office.publish.form import SECTIONS
from sightline.office.publish.models import Paper
from tests.publish.entries import build

AS_AT = date(2019, 9, 30)
IHA = "initial_health_assessment_by_entry"
STARTS = {(2018, 12): (4, 31)}
"""Children who started in a month: assessed on time, and all of them. Other months: 11 of 29."""


def _obligation(n: int, started: date, met: bool, area: str) -> dict[str, Any]:
    due = started + timedelta(28)
    blank: dict[str, Any] = dict.fromkeys(OBLIGATION_SCHEMA)
    return blank | {
        "key": f"ws/P{n:05d}/initial_health_assessment/{started}/0",
        "person_id": f"P{n:05d}",
        "duty": "initial_health_assessment",
        "occasion": started.isoformat(),
        "sequence": 0,
        "trigger": started,
        "due": due,
        "met_on": started + timedelta(20 if met else 60),
        "state": State.MET if met else State.MET_LATE,
        "days_late": None if met else 32,
        "substance": "content seen",
        "entered_on": started,
        "trigger_rows": [],
        "met_rows": [],
        "area_id": area,
    }


@pytest.fixture(scope="session")
def record() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Obligations and people of three years of starts to care."""
    rows = []
    areas = ("coast", "west", "crawley", "north")
    for month in range(36):
        year, index = divmod(2016 * 12 + 6 + month, 12)
        on_time, whole = STARTS.get((year, index + 1), (11, 29))
        for one in range(whole):
            started = date(year, index + 1, 1 + one % 28)
            rows.append(_obligation(len(rows), started, one < on_time, areas[one % 4]))
    obligations = pl.DataFrame(rows, schema=OBLIGATION_SCHEMA)
    people = pl.DataFrame({"person_id": obligations["person_id"]})
    return obligations, people


@pytest.fixture(scope="session")
def entries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two years of children who came into care."""
    return build(tmp_path_factory.mktemp("entries"))


@pytest.fixture(scope="session")
def authority() -> Authority:
    return load_authority("west-sussex")


@pytest.fixture
def clerk(db: None) -> User:
    return User.objects.create(username="the-clerk", first_name="Democratic", last_name="Services")


@pytest.fixture
def draft(authority: Authority, clerk: User) -> Paper:
    saved = save_inspection(from_facts("west_sussex_2019"), by=clerk, on=date(2019, 5, 9))
    meeting = governance.plan_meeting(
        authority.bodies[0], title="Panel", held_on=date(2019, 9, 18), by=clerk, on=date(2019, 6, 20)
    )
    words = actions.Draft(
        "Initial health assessments",
        "Director of Children and Family Services",
        {section.id: f"{section.title}: words." for section in SECTIONS},
        (IHA,),
    )
    return actions.start_paper(
        meeting,
        "initial-health-assessments",
        words,
        findings=[saved.paragraphs.get(number=20)],
        by=clerk,
        on=date(2019, 8, 28),
    )
