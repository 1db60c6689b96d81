"""Adding a duty, a register, a measure or a reader is one file: the recipes of CONTRIBUTING.md, followed.

Each Python block there names its file in its first line. It is put into a copy of the package, alone, and then
the child's page, the pages of its own, the command line and the handbook must show it by themselves.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import sightline

PACKAGE = Path(sightline.__file__).parent
GUIDE = PACKAGE.parent / "CONTRIBUTING.md"
ASKING = Path(__file__).with_name("asking.py")
RECIPES = {
    "sightline/engine/duties/catalogue/after_return.py",
    "sightline/engine/records/registers/family_time.py",
    "sightline/engine/measures/catalogue/reviews_by_entry.py",
    "sightline/engine/records/readers/visit_list.py",
}
FILES = {
    "ssd_person.csv": "pers_person_id,pers_sex,pers_forename,pers_surname,pers_dob\n001,F,Ada,Quill,2008-05-01\n",
    "ssd_cla_episodes.csv": (
        "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,"
        "clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_entered_care_date\n"
        "E1,001,2019-01-10,S,,,2019-01-10\n"
    ),
    "ssd_cla_reviews.csv": (
        "clar_cla_review_id,clar_person_id,clar_cla_review_date\nR1,001,2019-02-01\nR2,001,2019-04-20\n"
    ),
    "return_home_interview.csv": (
        "child_id,missing_from,missing_to,response,held_on,analysis,plan_updated_on\n"
        "001,2019-02-01 20:00,2019-02-02 08:00,accepted,2019-02-04 10:00,Goes to see friends,2019-02-06\n"
        "001,2019-03-01 20:00,2019-03-02 08:00,accepted,2019-03-04 10:00,The same,\n"
    ),
    "family_time.csv": (
        "child_id,planned_on,with_whom,took_place_on,child_said\n001,2019-03-09,siblings,2019-03-09,Wants more of it\n"
    ),
}


def blocks() -> dict[str, str]:
    """The Python blocks of the guide by the file that their first line names."""
    found = re.findall(r"```python\n# (\S+)\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return dict(found)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What everything says once each recipe's file, and nothing else, stands in a copy of the package."""
    root = tmp_path_factory.mktemp("one_file")
    unneeded = shutil.ignore_patterns("__pycache__", "vendor")
    shutil.copytree(PACKAGE, root / "sightline", ignore=unneeded)
    for name, text in blocks().items():
        assert not (root / name).exists(), f"{name} stands in the package already: choose another example"
        (root / name).write_text(text, encoding="utf-8")
    (root / "in").mkdir()
    for name, text in FILES.items():
        (root / "in" / name).write_text(text, encoding="utf-8")
    asked = subprocess.run(
        [sys.executable, str(ASKING), str(root / "home"), str(root / "in")],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert asked.returncode == 0, asked.stderr[-3000:]
    answer: dict[str, Any] = json.loads(asked.stdout)
    assert answer["package"] == str(root / "sightline")
    return answer


def test_the_guide_has_each_recipe() -> None:
    assert set(blocks()) == RECIPES


def test_a_new_duty_shows_itself(told: dict[str, Any]) -> None:
    title = "Plan brought up to date after a return home interview"
    assert "plan_after_interview" in {duty["id"] for duty in told["duties"]}
    assert f"Owed: {title}" in told["child"]
    (late,) = told["late"]["children"]
    assert late["person_id"] == "001" and late["late"][0]["due"] == "2019-03-11"
    for name in ("child", "duties", "duty", "measures", "measure of the duty"):
        assert title in told["pages"][name], name
    assert "Local standard" in told["pages"]["duty"]
    made = {row["measure"] for row in told["measures"]["measures"]}
    assert {"plan_after_interview_timeliness", "plan_after_interview_open_overdue"} <= made
    own = told["handbook"].partition('<a id="duty-plan_after_interview"></a>')[2].partition("<a id=")[0]
    assert title in own and "5 working days" in own and "¶12" in own
    row = next(line for line in told["handbook"].splitlines() if line.startswith("| P9 |"))
    assert "#duty-plan_after_interview" in row


def test_a_new_register_shows_itself(told: dict[str, Any]) -> None:
    assert not [one for one in told["loaded"]["problems"] if one["file"] == "family_time.csv"]
    assert "Time with family" in told["child"] and "family_time.csv, row 2" in told["child"]
    assert "Time with family" in told["pages"]["child"] and "siblings" in told["pages"]["child"]
    assert "Wants more of it" not in told["pages"]["child"]
    assert "Time with family" in told["pages"]["registers"]
    assert (
        "What the child said of it" in told["pages"]["register"] and "siblings" in told["pages"]["register"]
    )
    assert "family_time.xlsx" in told["template"] and told["export"]["rows"] == 1
    own = told["handbook"].partition('<a id="register-family_time"></a>')[2].partition("<a id=")[0]
    assert "| `child_said` | What the child said of it | content | text |" in own


def test_a_new_measure_shows_itself(told: dict[str, Any]) -> None:
    title = "Second review: on time, by month of entry to care"
    (row,) = [row for row in told["measures"]["measures"] if row["measure"] == "review_second_by_entry"]
    assert row["as_at"] == "2019-09-30"
    assert title in told["pages"]["measure"] and title in told["pages"]["measures"]
    assert title in told["handbook"]


def test_the_reader_of_the_guide_reads_and_says_what_it_could_not(told: dict[str, Any]) -> None:
    reader = told["reader"]
    assert reader["source"] == "visit_list" and reader["unknown"] == 0
    assert ["001", "2019-03-31"] in reader["rows"] and ["003", "2019-04-02"] in reader["rows"]
    said = "\n".join(reader["problems"])
    assert "yesterday" in said and "march.csv" in said
