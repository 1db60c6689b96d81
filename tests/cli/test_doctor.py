"""The doctor: quiet on a sound folder, and for every way to be unsound it says what to do and ends with 15."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import sightline.authorities
from sightline.commands.checkup import authority as file
from sightline.commands.checkup import machine
from sightline.commands.checkup.finding import Finding, Level
from sightline.commands.shell import Exit
from sightline.engine.duties.clock import calendar_span

SHIPPED = Path(sightline.authorities.__file__).parent / "west-sussex.toml"


@pytest.fixture(autouse=True)
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's database has tests of its own below; tests may not open it unasked."""
    monkeypatch.setattr(machine, "database", lambda whose: iter(()))


def examined(run: Any, *words: str) -> tuple[int, list[dict[str, str]]]:
    result = run("doctor", *words, "--json")
    told = json.loads(result.stdout)
    assert told["sound"] == (result.exit_code == 0)
    assert all(one["do"] for one in told["findings"] if one["level"] != "sound")
    return result.exit_code, told["findings"]


def of(findings: list[dict[str, str]], level: str) -> str:
    return "\n".join(
        f"{one['part']}: {one['said']}. {one['do']}" for one in findings if one["level"] == level
    )


def test_an_empty_folder_and_a_loaded_one_are_sound(run: Any, folder: Path) -> None:
    code, found = examined(run)
    assert code == 0 and "sightline load" in of(found, "note")
    run("load", str(folder), "--extract-date", "2019-04-30")
    code, found = examined(run)
    assert (
        code == 0 and "6 kept files" in of(found, "sound") and "1 snapshots, each whole" in of(found, "sound")
    )
    assert "registers would tell more" in of(found, "note") and "sightline children" in of(found, "note")
    run("children", "--json")
    assert "computed by today's rules" in of(examined(run)[1], "sound")
    assert "sound" in run("doctor").stdout


def change_a_byte(home: Path) -> None:
    kept = next(path for path in home.glob("files/*") if len(path.name) == 64)
    kept.write_bytes(kept.read_bytes() + b" ")


def lose_a_file(home: Path) -> None:
    next(path for path in home.glob("files/*") if len(path.name) == 64).unlink()


def cut_a_table(home: Path) -> None:
    table = home / "snapshots" / "0001" / "ssd_person.parquet"
    table.write_bytes(table.read_bytes()[:-40])


def lose_a_manifest(home: Path) -> None:
    (home / "snapshots" / "0001" / "manifest.json").unlink()


def lose_a_submission(home: Path) -> None:
    shutil.rmtree(home / "submissions" / "S0001")


BREAKS: list[tuple[Callable[[Path], None], str]] = [
    (change_a_byte, "bytes have changed"),
    (lose_a_file, "are not there"),
    (cut_a_table, "ssd_person cannot be read"),
    (lose_a_manifest, "has no manifest.json"),
    (lose_a_submission, "submission S0001 cannot be read"),
]


@pytest.mark.parametrize(("spoil", "said"), BREAKS, ids=lambda one: getattr(one, "__name__", ""))
def test_damaged_evidence_is_found(
    loaded: Any, tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(tmp_path / "home")
    code, found = examined(loaded)
    assert code == Exit.NOT_SOUND and said in of(found, "wrong")


FAULTS = [
    ('parent = "CLA"', 'parent = "CLA9"', "CLA9"),
    ('area = "coast"', 'area = "cost"', "cost"),
    ('id = "CLA-COAST-2"', 'id = "CLA-COAST-1"', "CLA-COAST-1"),
    ('name = "Children looked after service"', 'name = "CLA"\nparent = "CLA-COAST-1"', "above themselves"),
    ("since = 2018-04-01", "since = 2018-04-01\nuntil = 2017-04-01", "ended before they began"),
    ("[local_limits]", "[local_limits]\nnap_time = 3", "nap_time"),
    ("[local_limits]", "[local_limits]\ninitial_health_assessment = 5", "initial_health_assessment"),
    ("[local_limits]", '[local_limits]\ninitial_health_referral = "soon"', "soon"),
    ("start = 2019-04-23", "start = 2019-04-01", "overlap"),
    ("start = 2019-04-23", "start = 2019-08-23", "end before they start"),
    ("end = 2019-12-20", "end = 2019-09-13", "School terms end on 13 September 2019"),
    ("quorum = 3", "quorum = 99", "quorum of 99"),
    ("[thresholds]", "[thresholds", "west.toml"),
]


@pytest.mark.parametrize(("right", "fault", "said"), FAULTS, ids=[fault[:30] for _, fault, _ in FAULTS])
def test_an_authority_s_file_that_makes_no_sense_is_told(
    run: Any, tmp_path: Path, right: str, fault: str, said: str
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert right in text
    (tmp_path / "west.toml").write_text(text.replace(right, fault, 1), encoding="utf-8")
    code, found = examined(run, "--authority", str(tmp_path / "west.toml"))
    assert code == Exit.NOT_SOUND and said in of(found, "wrong")


def test_a_calendar_that_runs_out_is_told_before_it_does() -> None:
    last = calendar_span()[1]
    levels = [next(file.calendar(day)).level for day in (date(2019, 9, 30), date(last.year, 6, 1), last)]
    assert levels == [Level.SOUND, Level.NOTE, Level.WRONG]


def test_a_data_folder_that_cannot_be_used_is_told(run: Any, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    code, found = examined(run)
    assert code == Exit.NOT_SOUND and "SIGHTLINE_HOME" in of(found, "wrong")


def test_a_package_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_needed", lambda: ["polars", "no-such-package"])
    wrong = [one for one in machine.environment() if one.level is Level.WRONG]
    assert len(wrong) == 1 and "no-such-package" in wrong[0].said and wrong[0].do


def test_a_finding_that_is_not_sound_must_say_what_to_do() -> None:
    with pytest.raises(ValueError, match="what to do"):
        Finding("part", Level.WRONG, "broken")
