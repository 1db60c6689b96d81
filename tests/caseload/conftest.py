"""The small record as an office's own, and people of each role at its door."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sightline.office.access.models import User
from sightline.office.lens.lens import Lens
from tests.caseload.record import build

IHA = "initial_health_assessment"
WHO: dict[str, dict[str, str]] = {
    "social_worker": {"worker_id": "W1"},
    "team_manager": {"team_id": "CLA-COAST-1"},
    "performance_officer": {},
    "director": {},
    "improvement_lead": {},
    "clerk": {},
    "councillor": {},
}


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("caseload"))


@pytest.fixture(autouse=True)
def office(home: Path, settings: Any) -> None:
    settings.SIGHTLINE_HOME = home
    settings.SIGHTLINE_AUTHORITY = "west-sussex"


SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(db: None, client: Client) -> SignIn:
    """Signs somebody of a role in."""

    def as_role(role: str) -> Client:
        user, _ = User.objects.get_or_create(username=role, defaults={"role": role, **WHO[role]})
        client.force_login(user)
        return client

    return as_role


@pytest.fixture
def whole(db: None) -> Lens:
    """What the whole service sees."""
    return Lens.of(User(username="eyes", role="director"))


def words(page: Any) -> str:
    """A page's text as it was sent."""
    return str(page.content.decode())
