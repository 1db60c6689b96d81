"""The demonstration's people: one of each role, made once, on the synthetic record and on no other."""

import stat
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from sightline.authorities import load_authority
from sightline.engine.records.people import PEOPLE_SCHEMA
from sightline.office.access import sign_ins
from sightline.office.access.models import Entry, User
from sightline.office.access.roles import ROLES
from sightline.office.lens import ours
from sightline.office.lens.sight import STAFF_SCHEMA
from sightline.office.publish import demonstration
from tests.lens.record import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_home(tmp_path: Path, settings: Any) -> Path:
    settings.SIGHTLINE_HOME = build(tmp_path)
    settings.SIGHTLINE_AUTHORITY = "west-sussex"
    return tmp_path / "home"


def said(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_it_is_told_once_and_every_role_can_sign_in(own_home: Path) -> None:
    assert "is told" in said("seed_demo")
    before = counts()
    passwords = sign_ins.kept(own_home)
    assert not any(word in str(entry) for word in passwords.values() for entry in Entry.objects.values())
    assert {user.role for user in User.objects.all()} == set(ROLES)
    assert all(User.objects.get(username=name).check_password(word) for name, word in passwords.items())
    assert "already" in said("seed_demo")
    assert counts() == before and sign_ins.kept(own_home) == passwords
    table = said("show_sign_ins")
    for name, word in passwords.items():
        assert name in table and word in table
    assert all(role.title in table for role in ROLES.values())


def test_passwords_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    sign_ins.made_for(tmp_path, ["a"])
    assert stat.S_IMODE((tmp_path / sign_ins.NAME).stat().st_mode) == 0o600


def test_passwords_stay_when_the_database_is_made_anew(own_home: Path) -> None:
    first = sign_ins.made_for(own_home, ["a", "b"])
    again = sign_ins.made_for(own_home, ["a", "b", "c"])
    assert {name: again[name] for name in first} == first and len(set(again.values())) == 3


def test_real_children_get_no_made_up_people(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = replace(load_authority("west-sussex"), synthetic=False)
    monkeypatch.setattr(ours, "load_authority", lambda name: real)
    ours.our_authority.cache_clear()
    try:
        with pytest.raises(CommandError, match="not marked synthetic"):
            said("seed_demo")
        assert "sightline account add" in said("show_sign_ins")
    finally:
        monkeypatch.undo()
        ours.our_authority.cache_clear()
    assert not User.objects.exists() and not (own_home / sign_ins.NAME).exists()


def test_a_story_that_breaks_off_leaves_nothing(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(demonstration, "tell_story", breaks)
    with pytest.raises(RuntimeError):
        said("seed_demo")
    assert not User.objects.exists() and not Entry.objects.exists()


def people(*held: tuple[str, str, str, int]) -> pl.DataFrame:
    rows = [
        {
            "person_id": f"{worker}-{one}",
            "in_care": True,
            "worker_id": worker,
            "team_id": team,
            "area_id": area,
        }
        for worker, team, area, number in held
        for one in range(number)
    ]
    return pl.DataFrame([dict.fromkeys(PEOPLE_SCHEMA) | row for row in rows], schema=PEOPLE_SCHEMA)


STAFF = pl.DataFrame(
    [
        {"worker_id": "W3", "name": "Ines Carrow", "title": "Social worker", "team_id": "COAST"},
        {"worker_id": "M1", "name": "Piet Hallam", "title": "Team manager", "team_id": "COAST"},
    ],
    schema=STAFF_SCHEMA,
)


def test_the_social_worker_has_a_believable_caseload_on_the_coast() -> None:
    found = demonstration.posts(
        people(
            ("W1", "COAST", "coast", 9),
            ("W2", "COAST", "coast", 25),
            ("W3", "COAST", "coast", 17),
            ("W4", "NORTH", "north", 18),
            ("W5", "WEST", "west", 30),
        ),
        STAFF,
    )
    assert found["worker"] == demonstration.Post("W3", "COAST", "Ines Carrow")
    assert found["team"] == demonstration.Post("M1", "COAST", "Piet Hallam")
    assert found["other team"] == demonstration.Post("", "WEST", "")


def test_a_record_with_nobody_in_it_has_no_posts() -> None:
    assert demonstration.posts(people(), STAFF) == {}
    assert demonstration.posts(people(("W1", "T", "north", 2)), STAFF)["worker"].worker_id == "W1"
