"""The command line leaves a trail: in the office's database where it stands, else in a file of its own."""

import errno
import json
from pathlib import Path
from typing import Any

import pytest

from sightline.commands.shell import Exit
from sightline.commands.traces import FILE
from sightline.engine.records.evidence import disk
from sightline.office.access.models import Entry

DAY = ("--as-at", "2019-04-30")
ALLEGATIONS = (
    "allegation_id,child_id,referred_on,subject_key,outcome\nL1,001,2019-02-01 10:00,K1,substantiated\n"
)


def lines(tmp_path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (tmp_path / "home" / FILE).read_text("utf-8").splitlines()]


def look(run: Any, tmp_path: Path) -> None:
    assert run("child", "001", *DAY).exit_code == 0
    assert run("children", *DAY, "--json").exit_code == 0
    assert run("export", "ssd_person", "--to", str(tmp_path / "p.csv")).exit_code == 0


SAID = [
    "command line: opened a child's record",
    "command line: listed 2 children",
    "command line: exported ssd_person (3 rows)",
]


def test_without_a_database_a_file_keeps_the_entries_and_no_child_is_named(
    loaded: Any, tmp_path: Path
) -> None:
    look(loaded, tmp_path)
    load, *told = lines(tmp_path)
    assert load["what"] == "command line: loaded files" and load["details"]["submissions"] == ["S0001"]
    assert [one["what"] for one in told] == SAID
    assert told[0]["subject"].startswith("child:") and told[1]["subject"] == ""
    assert told[0]["details"]["as_at"] == "2019-04-30" and told[0]["details"]["system_user"]
    text = (tmp_path / "home" / FILE).read_text("utf-8")
    assert not any(word in text for word in ('"001', '"004', ":001", "Ann", "Quill"))
    assert (tmp_path / "home" / FILE).stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "home" / "office.sqlite3").exists()


@pytest.mark.django_db
def test_with_a_database_the_entries_stand_in_the_office_s_trail(loaded: Any, tmp_path: Path) -> None:
    (tmp_path / "home" / "office.sqlite3").write_bytes(b"stands")  # the tests' own database is asked
    look(loaded, tmp_path)
    found = list(Entry.objects.order_by("number"))
    assert [one.what for one in found] == SAID and all(one.by is None for one in found)
    assert found[0].subject.startswith("child:") and found[0].details["system_user"]
    assert len(lines(tmp_path)) == 1, "the load, before there was a database"


def test_whoever_reads_problems_or_takes_away_rows_about_adults_leaves_an_entry(
    run: Any, folder: Path, tmp_path: Path
) -> None:
    (folder / "designated_officer.csv").write_text(ALLEGATIONS, encoding="utf-8")
    assert run("load", str(folder), "--extract-date", "2019-04-30").exit_code == 0
    assert run("problems").exit_code == 0 and run("problems", "S0001", "--json").exit_code == 0
    assert run("export", "designated_officer", "--to", str(tmp_path / "o.csv")).exit_code == 0
    _, every, some, taken = lines(tmp_path)
    assert every["what"].startswith("command line: listed ") and every["subject"] == ""
    assert some["subject"] == "submission:S0001"
    assert taken["what"] == "command line: exported designated_officer (1 rows)"
    assert taken["details"]["about_adults"] is True


def test_what_can_leave_no_trace_is_not_shown(loaded: Any, tmp_path: Path) -> None:
    (tmp_path / "home" / FILE).unlink()
    (tmp_path / "home" / FILE).mkdir()
    taken = ("export", "people", "--to", str(tmp_path / "p.csv"))
    for words in (("child", "001", *DAY), ("children", *DAY), (*taken, *DAY), ("problems",)):
        result = loaded(*words)
        assert result.exit_code == Exit.BAD_INPUT and FILE in result.stderr and "Quill" not in result.stdout
        assert "001" not in result.stdout
    assert not (tmp_path / "p.csv").exists()


def test_a_timeline_leaves_out_rows_about_adults_and_says_how_many(
    run: Any, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "designated_officer.csv").write_text(ALLEGATIONS, encoding="utf-8")
    assert run("load", str(folder), "--extract-date", "2019-04-30").exit_code == 0
    assert (
        run("load", str(tmp_path / "designated_officer.csv"), "--extract-date", "2019-04-30").exit_code == 0
    )
    shown = run("child", "001", *DAY)
    assert "1 row is left out" in shown.stderr and "designated_officer" not in shown.stdout
    told = json.loads(run("child", "001", *DAY, "--json").stdout)
    assert told["rows_about_adults_left_out"] == 1 and "llegation" not in json.dumps(told["happened"])


def test_loads_that_did_not_end_are_told_on_the_command_line(
    loaded: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(disk, "write_table", no_room)
        (folder / "ssd_person.csv").write_text("pers_person_id,pers_sex\n009,F\n", encoding="utf-8")
        stopped = loaded("load", str(folder / "ssd_person.csv"))
        assert stopped.exit_code == Exit.BAD_INPUT and "No space left on device" in stopped.stderr
    for words in (("snapshots",), ("snapshots", "--json"), ("problems",)):
        assert "A load of ssd_person.csv" in (told := loaded(*words).stderr)
        assert "was interrupted (No space left on device)" in " ".join(told.split())


def no_room(*_: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")
