"""People, the Panel and a finding for the tests of governance."""

from datetime import date

import pytest

from sightline.authorities import load_authority
from sightline.engine.authority import Body
from sightline.office.access.models import User
from sightline.office.improvement.inspections import from_facts, save_inspection
from sightline.office.improvement.models import Paragraph


@pytest.fixture(scope="session")
def panel() -> Body:
    authority = load_authority("west-sussex")
    return next(body for body in authority.bodies if body.id == "corporate-parenting-panel")


@pytest.fixture
def clerk(db: None) -> User:
    return User.objects.create(username="the-clerk", first_name="Democratic", last_name="Services")


@pytest.fixture
def councillor(db: None) -> User:
    return User.objects.create(username="the-councillor", first_name="Tamsin", last_name="Reeve")


@pytest.fixture
def director(db: None) -> User:
    return User.objects.create(username="the-director", first_name="The", last_name="Director")


@pytest.fixture
def finding(clerk: User) -> Paragraph:
    saved = save_inspection(from_facts("west_sussex_2019"), by=clerk, on=date(2019, 5, 9))
    return saved.paragraphs.get(number=20)
