"""The small record as an office's own, and eyes to look at it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sightline.office.access.models import User
from sightline.office.lens.lens import Lens
from tests.lens.record import build


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("lens"))


@pytest.fixture(autouse=True)
def office(home: Path, settings: Any) -> None:
    settings.SIGHTLINE_HOME = home
    settings.SIGHTLINE_AUTHORITY = "west-sussex"


Look = Callable[..., Lens]


@pytest.fixture
def look() -> Look:
    """Gives the lens of a person with a role, not saved in any database."""

    def through(role: str, as_at: date | None = None, known_on: date | None = None, **more: str) -> Lens:
        return Lens.of(User(username=role, role=role, **more), as_at, known_on)

    return through
