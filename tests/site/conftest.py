"""A whole office in small: the demonstration seeded on a record of three children, once for each file of tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings as site_settings
from django.db import transaction
from django.utils import timezone

from sightline.authorities import load_authority
from sightline.office.access.models import User
from sightline.office.evidence.models import Job
from sightline.office.lens.lens import Lens
from sightline.office.publish import demonstration
from tests.lens.record import build


class Office(NamedTuple):
    """Where the record lies; the accounts by user name; a child whom every reader of children reaches, and one
    who was adopted, each by their handle."""

    home: Path
    accounts: dict[str, User]
    inside: str
    sealed: str


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def office(home: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(site_settings, "SIGHTLINE_HOME", home)
        patch.setattr(site_settings, "SIGHTLINE_AUTHORITY", "west-sussex")
        with transaction.atomic():
            demonstration.seed(home, load_authority("west-sussex"))
            accounts = {user.username: user for user in User.objects.all()}
            lens = Lens.of(accounts["director"])
            moment = timezone.now()
            files = [{"name": "children.csv", "sha256": "0" * 64, "bytes": 1}]
            Job.objects.create(by=accounts["performance"], on=moment.date(), received=moment, files=files)
            yield Office(home, accounts, lens.handle("A1"), lens.handle("C1"))
            transaction.set_rollback(True)
