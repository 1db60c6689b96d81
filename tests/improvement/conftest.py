"""People and an inspection for the tests of the plan."""

from datetime import date

import pytest

from sightline.office.access.models import User
from sightline.office.improvement import actions
from sightline.office.improvement.inspections import from_facts, save_inspection
from sightline.office.improvement.models import Action, Inspection

ON = date(2019, 6, 3)


@pytest.fixture
def lead(db: None) -> User:
    return User.objects.create(username="lead", first_name="Improvement", last_name="Lead")


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create(username="owner", first_name="Action", last_name="Owner")


@pytest.fixture
def third(db: None) -> User:
    return User.objects.create(username="third", first_name="Third", last_name="Person")


@pytest.fixture
def inspection(lead: User) -> Inspection:
    return save_inspection(from_facts("west_sussex_2019"), by=lead, on=ON)


@pytest.fixture
def action(inspection: Inspection, lead: User, owner: User) -> Action:
    intent = actions.Intent("Hold clinics", "Health known early", owner, date(2019, 9, 30))
    paragraph = inspection.paragraphs.get(number=20)
    return actions.open_action(
        inspection.needs.get(number=4),
        intent,
        findings=[paragraph],
        measures=["initial_health_assessment_by_entry"],
        by=lead,
        on=ON,
    )
