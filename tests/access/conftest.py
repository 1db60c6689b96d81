"""Accounts for the tests of signing in and of the trail."""

import pytest

from sightline.office.access.models import User

PASSWORD = "a long walk along the Arun"


@pytest.fixture
def director(db: None) -> User:
    return User.objects.create_user("the-director", password=PASSWORD, role="director", last_name="Ashdown")


@pytest.fixture
def councillor(db: None) -> User:
    return User.objects.create_user("the-councillor", password=PASSWORD, role="councillor", last_name="Reeve")
