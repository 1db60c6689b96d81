"""Several real processes add to the trail at once, on the database that the tests run on: the chain holds."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

PROCESSES, EACH = 3, 25
SCRIPT = Path(__file__).with_name("adding.py")

pytestmark = pytest.mark.postgres


@pytest.fixture
def place(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes with a database of their own, migrated."""
    told = {
        **os.environ,
        "SIGHTLINE_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "sightline.site.settings",
    }
    if not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        told.pop("DATABASE_URL", None)
        _migrate(told)
        yield told
        return
    import psycopg

    server = os.environ["DATABASE_URL"]
    name = f"trail_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        told["DATABASE_URL"] = server.rpartition("/")[0] + f"/{name}"
        try:
            _migrate(told)
            yield told
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _migrate(told: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-m", "django", "migrate", "access", "-v0"], env=told, check=True)


def test_several_processes_at_once_leave_one_unbroken_chain(place: dict[str, str]) -> None:
    command = [sys.executable, str(SCRIPT)]
    adding = [subprocess.Popen([*command, "add", str(EACH)], env=place) for _ in range(PROCESSES)]
    assert [one.wait(120) for one in adding] == [0] * PROCESSES
    told = subprocess.run(
        [*command, "check", "0"], env=place, check=True, capture_output=True, text=True
    ).stdout
    assert json.loads(told) == {"broken": None, "last": PROCESSES * EACH, "entries": PROCESSES * EACH}
