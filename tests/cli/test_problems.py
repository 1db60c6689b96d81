"""Problems on the command line: the newest files first, each with its submission, in words that tell what to do."""

import json
from pathlib import Path
from typing import Any

from sightline.commands.shell import Exit
from tests.cli.conftest import PEOPLE

DRAWN = ("--extract-date", "2019-04-30")
INTERVIEWS = "Child,Missing from,Found or returned\n001,2019-03-01,2019-03-02\n77,2019-03-03,2019-03-04\n"


def test_problems_of_files_told_again_since_are_counted_and_shown_when_asked(run: Any, folder: Path) -> None:
    run("load", str(folder), *DRAWN)
    (folder / "ssd_person.csv").write_text(PEOPLE.replace("yesterday", "2011-05-01"), encoding="utf-8")
    run("load", str(folder), *DRAWN)
    now = run("problems")
    assert "yesterday" not in now.stdout and "Submission S0002" in now.stdout
    assert "more in an earlier submission" in now.stderr and "sightline problems --all" in now.stderr
    every = run("problems", "--all").stdout
    assert every.index("Submission S0002") < every.index("Submission S0001") < every.index("yesterday")
    first = json.loads(run("problems", "--submission", "S0001", "--json").stdout)
    assert {one["submission"] for one in first} == {"S0001"} and all(one["received"] for one in first)
    assert "yesterday" in run("problems", "S0001").stdout
    wrong = run("problems", "--submission", "S0009")
    assert wrong.exit_code == Exit.NOT_FOUND and "S0001 to S0002" in wrong.stderr
    assert run("problems", "S0001", "--all").exit_code == Exit.BAD_INPUT


def test_a_column_is_called_by_its_title_and_as_it_stands_in_the_file(run: Any, folder: Path) -> None:
    said = run("load", str(folder), *DRAWN).stderr
    assert "Value left blank: ssd_person.csv" in said and "Date of birth (pers_dob)" in said
    (folder.parent / "return_home_interview.csv").write_text(INTERVIEWS.replace("2019-03-02", "soon"))
    said = run("load", str(folder.parent / "return_home_interview.csv"), *DRAWN).stderr
    assert "row 2, Found or returned: found" in said and "missing_to" not in said


def test_a_register_whose_children_no_file_lists_says_so_until_one_does(run: Any, folder: Path) -> None:
    register = folder.parent / "return_home_interview.csv"
    register.write_text(INTERVIEWS)
    alone = run("load", str(register), *DRAWN)
    assert "2 of 2 rows name 2 children whom no loaded file lists" in alone.stdout
    assert "Annex A" in alone.stdout and "SSDA903" in alone.stdout
    told = json.loads(run("load", str(folder), *DRAWN, "--json").stdout)
    assert told["children_not_listed"] == [], "of its own rows"
    (one,) = [
        one for one in json.loads(run("problems", "--json").stdout) if one["code"] == "child_not_listed"
    ]
    assert one["found"] == "1 of 2 rows names a child whom no loaded file lists"
    assert (one["file"], one["row"], one["submission"]) == ("return_home_interview.csv", 3, "")
    assert "The record as a whole" in run("problems").stdout


def test_an_identifier_that_a_spreadsheet_shortened_is_told_as_such(run: Any, folder: Path) -> None:
    run("load", str(folder), *DRAWN)
    register = folder.parent / "return_home_interview.csv"
    register.write_text(INTERVIEWS.replace("77,", "4,").replace("001,", "1 ,"))
    said = run("load", str(register), *DRAWN).stdout
    assert "All of these identifiers are known but for leading zeros" in said


def test_nobody_is_pointed_at_the_earlier_identity_of_an_adopted_child(run: Any, folder: Path) -> None:
    """002 was adopted: whoever wrote 2 is not told that leading zeros are missing."""
    run("load", str(folder), *DRAWN)
    register = folder.parent / "return_home_interview.csv"
    register.write_text(INTERVIEWS.replace("77,", "2,"))
    said = run("load", str(register), *DRAWN).stdout
    assert "1 of 2 rows names a child whom no loaded file lists" in said and "leading zeros" not in said


def test_one_row_is_one_row(run: Any, folder: Path) -> None:
    register = folder.parent / "return_home_interview.csv"
    register.write_text("".join(INTERVIEWS.splitlines(keepends=True)[:2]))
    assert ": 1 row in return home interviews" in " ".join(run("load", str(register), *DRAWN).stdout.split())


def test_nothing_loaded_and_nothing_wrong_are_said(run: Any) -> None:
    assert "Nothing was loaded yet" in run("problems").stderr
    assert json.loads(run("problems", "--json").stdout) == []


def test_the_gravest_stand_first_and_a_load_without_a_row_says_so(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "return_home_interview.csv"
    path.write_text("Child,Missing from,Hobby,Found or returned\n,2019-03-01,chess,soon\n", encoding="utf-8")
    assert "S0001 tells nothing" in run("load", str(path)).stdout
    kinds = [line.strip().partition(":")[0] for line in run("problems").stdout.splitlines()[1:]]
    assert kinds.index("Row set aside") < kinds.index("Value left blank") < kinds.index("Note")
