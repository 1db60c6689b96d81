"""Seals from the command line: listed without names, lifted by two people and never by one."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sightline.cli import app
from sightline.commands import office, traces
from sightline.commands.shell import Exit
from sightline.engine.records.evidence import EvidenceStore
from sightline.office.access.models import Entry, User

WHY = ("--reason", "coded E12 by mistake: the order was a special guardianship")


@pytest.fixture
def put_right(loaded: Any, folder: Path) -> Any:
    """Child 002 was told to be adopted; a later extract tells that the child was not."""
    path = folder / "ssd_cla_episodes.csv"
    path.write_text(path.read_text("utf-8").replace(",E12,", ",E45,"), "utf-8")
    assert loaded("load", str(path), "--extract-date", "2019-05-31").exit_code == 0
    return loaded


@pytest.fixture
def director(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> User:
    (tmp_path / "home").mkdir(exist_ok=True)
    (tmp_path / "home" / "office.sqlite3").write_bytes(b"stands")  # the tests' own database is asked
    monkeypatch.setattr(office, "set_up", lambda whose: None)
    monkeypatch.setattr(traces, "system_user", lambda: "clerk")
    User.objects.create_user("worker", password="correct horse", role="social_worker")
    return User.objects.create_user("dee", password="correct horse", role="director")


def lift(*words: str, password: str = "correct horse") -> Result:
    return CliRunner().invoke(app, ["seals", "lift", *words], input=f"{password}\n")


def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "home", "west-sussex")


def test_seals_are_listed_without_names_with_the_row_that_told(loaded: Any) -> None:
    (one,) = json.loads(loaded("seals", "--json").stdout)
    assert one["sealed_from"] == "2019-02-01" and one["lifted"] is None
    assert one["told_by"] == ["ssd_cla_episodes.csv, row 3"] and "record in force" in one["state"]
    shown = loaded("seals").stdout
    assert one["seal"] in shown and "002" not in shown.replace(one["seal"], "") and "Rook" not in shown


def test_two_people_lift_a_seal_and_the_trail_says_so(put_right: Any, director: User, tmp_path: Path) -> None:
    (one,) = json.loads(put_right("seals", "--json").stdout)
    assert put_right("child", "002").exit_code == Exit.NOT_FOUND
    done = lift(one["seal"], *WHY, "--confirmed-by", "dee")
    assert done.exit_code == 0 and one["seal"] in done.stdout
    assert put_right("child", "002").exit_code == 0
    entry = Entry.objects.get(what="command line: lifted a seal")
    assert entry.subject.startswith("child:") and entry.why == WHY[1]
    assert entry.details["confirmed_by"] == "dee" and "002" not in json.dumps([entry.subject, entry.why])
    (after,) = json.loads(put_right("seals", "--json").stdout)
    assert after["lifted"]["confirmed_by"] == "dee" and after["state"].startswith("lifted on ")
    assert lift(one["seal"], *WHY, "--confirmed-by", "dee").exit_code == Exit.NOT_FOUND


def test_one_person_lifts_nothing(
    put_right: Any, director: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = [
        lift("002", *WHY, "--confirmed-by", "dee", password="wrong"),
        lift("002", *WHY, "--confirmed-by", "worker"),
        lift("002", *WHY, "--confirmed-by", "nobody"),
        lift("002", "--reason", " ", "--confirmed-by", "dee"),
    ]
    monkeypatch.setattr("sightline.commands.seals.system_user", lambda: "Dee")
    wrong.append(lift("002", *WHY, "--confirmed-by", "dee"))
    assert [one.exit_code for one in wrong] == [Exit.BAD_INPUT] * 5
    assert store(tmp_path).sealed().height == 1
    assert not Entry.objects.filter(what="command line: lifted a seal").exists()


def test_a_seal_that_the_record_in_force_tells_stays(loaded: Any, director: User, tmp_path: Path) -> None:
    refused = lift("002", *WHY, "--confirmed-by", "dee")
    assert refused.exit_code == Exit.BAD_INPUT and "Put it right in your own system" in refused.stderr
    assert store(tmp_path).sealed().height == 1
