"""The command line: one JSON document on standard output, plain messages, and exit codes that mean something."""

import json
from pathlib import Path
from typing import Any

from sightline.commands.shell import Exit


def test_loading_then_asking_gives_one_document_each_time(run: Any, folder: Path) -> None:
    told = json.loads(run("load", str(folder), "--json").stdout)
    assert told["snapshot"]["number"] == 1
    assert "ssd_person.csv" in {problem["file"] for problem in told["problems"]}
    for words in (["snapshots"], ["problems"], ["duties"], ["measures"], ["child", "001"]):
        result = run(*words, "--json")
        assert result.exit_code == 0, words
        assert json.loads(result.stdout), words


def test_a_child_s_duties_are_told_as_at_a_date(run: Any, folder: Path) -> None:
    run("load", str(folder), "--json")
    told = json.loads(run("child", "001", "--as-at", "2019-02-28", "--json").stdout)
    assert told["as_at"] == "2019-02-28"
    assert told["person"]["in_care"] is True and told["person"]["age"] == 10
    assert "initial_health_assessment" in {owed["duty"] for owed in told["obligations"]}
    assert {owed["person_id"] for owed in told["obligations"]} == {"001"}


def test_an_adopted_child_s_earlier_identity_is_never_shown(run: Any, folder: Path) -> None:
    run("load", str(folder), "--json")
    for day in ("2018-06-01", "2019-06-01"):
        result = run("child", "002", "--as-at", day, "--json")
        assert result.exit_code == Exit.NOT_FOUND and result.stdout == ""


def test_messages_and_screens_are_kept_apart(run: Any, folder: Path) -> None:
    result = run("load", str(folder))
    assert "Snapshot 1 is in force" in result.stdout
    assert "row 4" in result.stderr and "yesterday" in result.stderr and "expected" in result.stderr
    assert "loaded before" in run("load", str(folder)).stdout
    assert "Duty" in run("duties").stdout
    assert "Substance" in run("child", "001", "--as-at", "2019-02-28").stdout


def test_every_way_to_fail_has_its_code_and_says_what_to_do(run: Any, tmp_path: Path) -> None:
    unknown = tmp_path / "notes.txt"
    unknown.write_text("hello\n", encoding="utf-8")
    cases: list[tuple[list[str], Exit, str]] = [
        (["measures"], Exit.NOTHING_LOADED, "sightline load"),
        (["snapshots"], Exit.NOTHING_LOADED, "sightline load"),
        (["load", str(tmp_path / "nowhere")], Exit.BAD_INPUT, "nowhere"),
        (["load", str(unknown)], Exit.NOTHING_READ, "notes.txt"),
        (["problems", "S0009"], Exit.NOT_FOUND, "S0009"),
        (["measures", "--authority", "atlantis"], Exit.BAD_INPUT, "atlantis"),
        (["inspection", str(tmp_path / "no.pdf")], Exit.BAD_INPUT, "no.pdf"),
    ]
    for words, code, said in cases:
        result = run(*words)
        assert result.exit_code == code, words
        assert said in result.stderr.replace("\n", ""), words


def test_a_date_that_is_none_says_what_was_expected(run: Any) -> None:
    result = run("measures", "--as-at", "30/09/2019")
    assert result.exit_code == 2 and "2019-09-30" in result.stderr


def test_nothing_is_known_before_it_came(run: Any, folder: Path) -> None:
    run("load", str(folder), "--json")
    result = run("measures", "--known-on", "2001-01-01", "--json")
    assert result.exit_code == Exit.NOTHING_LOADED and result.stdout == ""
