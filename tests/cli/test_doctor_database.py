"""The doctor and the office's database: up to date, behind, silent, or not made yet; it is never changed."""

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from sightline.commands.checkup.finding import Level
from sightline.commands.checkup.machine import database
from sightline.office.access import trail
from sightline.office.access.models import Chain


@pytest.mark.django_db
def test_a_database_up_to_date_is_sound_and_one_behind_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [one.level for one in database("west-sussex")] == [Level.SOUND, Level.SOUND]
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: [("a step", False)])
    (found,) = database("west-sussex")
    assert found.level is Level.WRONG and "behind" in found.said and "sightline serve" in found.do


@pytest.mark.django_db
def test_a_trail_that_somebody_cut_is_wrong() -> None:
    for _ in range(3):
        trail.record("seen", by=None)
    Chain.objects.update(number=2)
    _, found = database("west-sussex")
    assert found.level is Level.WRONG and "broken at entry 3" in found.said


@pytest.mark.django_db
def test_a_trail_that_cannot_be_read_is_told_and_the_looking_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> Any:
        raise DatabaseError("database disk image is malformed")

    monkeypatch.setattr(trail, "check", damaged)
    _, found = database("west-sussex")
    assert found.level is Level.WRONG and "cannot be read" in found.said


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told_without_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*words: Any) -> Any:
        raise OperationalError("could not connect to secret-host:5432")

    monkeypatch.setattr(MigrationExecutor, "__init__", silent)
    (found,) = database("west-sussex")
    assert found.level is Level.WRONG and "DATABASE_URL" in found.do and "secret-host" not in found.said


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only a file can be missing")
def test_a_database_that_was_never_made_is_not_made_by_looking(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "office.sqlite3"))
    (found,) = database("west-sussex")
    assert found.level is Level.NOTE and not list(tmp_path.iterdir())
