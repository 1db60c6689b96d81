"""Accounts from the command line: how a real council starts, without any demonstration."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sightline.cli import app
from sightline.commands.shell import Exit
from sightline.office.access import trail
from sightline.office.access.models import Entry, User

pytestmark = pytest.mark.django_db

PASSWORD = "a long walk along the Arun"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("SIGHTLINE_HOME", str(tmp_path))
    monkeypatch.setenv("SIGHTLINE_AUTHORITY", "west-sussex")

    def ask(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, ["account", *words], input=typed)

    return ask


def test_a_password_is_asked_for_twice_and_never_shown(run: Any) -> None:
    result = run("add", "a.fox", "--role", "director", "--surname", "Fox", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    user = User.objects.get()
    assert user.check_password(PASSWORD) and user.role == "director" and str(user) == "Fox"


def test_a_password_that_was_made_is_all_that_standard_output_holds(run: Any) -> None:
    result = run("add", "w", "--role", "social_worker", "--worker", "W0042", "--generate")
    assert User.objects.get().check_password(result.stdout.strip())
    assert User.objects.get().worker_id == "W0042"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["x", "--role", "wizard"], "Found the role wizard, expected one of: social_worker"),
        (["x", "--role", "social_worker"], "--worker"),
        (["x", "--role", "team_manager"], "--team"),
        (
            ["x", "--role", "team_manager", "--team", "NOWHERE"],
            "Found the team NOWHERE, expected one of West Sussex",
        ),
        (["the-director", "--role", "director"], "already"),
        (["not a name", "--role", "director"], "valid username"),
    ],
)
def test_what_is_wrong_is_said_before_a_password_is_asked_for(
    run: Any, director: User, words: list[str], said: str
) -> None:
    result = run("add", *words)
    assert result.exit_code == Exit.BAD_INPUT
    assert said in " ".join(result.stderr.split())
    assert User.objects.count() == 1


def test_a_weak_password_makes_no_account(run: Any) -> None:
    result = run("add", "a.fox", "--role", "director", typed="password\npassword\n")
    assert result.exit_code == Exit.BAD_INPUT and "too common" in result.stderr
    assert not User.objects.exists() and not Entry.objects.exists()


def test_a_shut_account_is_kept_and_told_in_the_trail_once(run: Any, director: User) -> None:
    assert run("disable", "the-director").exit_code == 0
    assert run("disable", "the-director").exit_code == 0
    director.refresh_from_db()
    assert not director.is_active
    assert [entry.what for entry in Entry.objects.all()] == ["account shut"]
    assert trail.first_break() is None
    assert run("disable", "nobody").exit_code == Exit.BAD_INPUT


def test_accounts_are_listed_without_their_passwords(run: Any, director: User) -> None:
    result = run("list", "--json")
    (told,) = json.loads(result.stdout)
    assert (told["username"], told["role"], told["active"]) == ("the-director", "director", True)
    assert "password" not in told and director.password not in result.output
    assert "the-director" in run("list").stdout
