"""Where there is nothing to show, the command says why, and what would bring it."""

import json
from pathlib import Path
from typing import Any

from sightline.commands.shell import Exit
from sightline.commands.traces import FILE

INTERVIEWS = "Child,Missing from,Found or returned\n77,2019-03-01,2019-03-02\n"

ALLEGATIONS = (
    "allegation_id,child_id,referred_on,subject_key,outcome\n"
    "L1,77,2019-02-01 10:00,K1,substantiated\nL2,778,2019-02-01 10:00,K2,substantiated\n"
)


def said(result: Any) -> str:
    return " ".join((result.stdout + result.stderr).split())


def test_a_register_alone_shows_no_child_and_says_what_to_load(run: Any, tmp_path: Path) -> None:
    (tmp_path / "return_home_interview.csv").write_text(INTERVIEWS, encoding="utf-8")
    run("load", str(tmp_path / "return_home_interview.csv"), "--extract-date", "2019-04-30")
    listed = said(run("children"))
    assert "No loaded file lists a child" in listed and "Annex A" in listed
    assert "1 loaded row names a child, and waits for it" in listed
    one = run("child", "77")
    assert one.exit_code == Exit.NOT_FOUND
    assert "return home interviews name it, and no loaded file lists the child" in said(one)
    assert json.loads(run("children", "--json").stdout)["children"] == []


def test_who_is_named_in_an_allegation_is_told_to_nobody_and_what_else_names_a_child_leaves_a_trace(
    run: Any, tmp_path: Path
) -> None:
    for name, text in {"return_home_interview": INTERVIEWS, "designated_officer": ALLEGATIONS}.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        assert run("load", str(tmp_path / f"{name}.csv"), "--extract-date", "2019-04-30").exit_code == 0
    accused, nobody = said(run("child", "778")), said(run("child", "999"))
    assert accused == nobody.replace("999", "778"), "as of somebody whom no row names"
    trail = tmp_path / "home" / FILE
    before = trail.read_text("utf-8").splitlines()
    told = said(run("child", "77"))
    assert "return home interviews name it" in told and "allegation" not in told.lower()
    (entry,) = map(json.loads, trail.read_text("utf-8").splitlines()[len(before) :])
    assert entry["what"] == "command line: asked for a child whom no file lists"
    assert entry["subject"].startswith("child:") and '"77"' not in json.dumps(entry)


def test_an_unknown_child_and_a_sealed_one_are_told_alike(run: Any, folder: Path) -> None:
    run("load", str(folder), "--extract-date", "2019-04-30")
    unknown, sealed = said(run("child", "999")), said(run("child", "002"))
    assert unknown.replace("999", "002") == sealed
    assert "sealed by law" in sealed and "sightline doctor" in sealed


def test_a_day_outside_the_files_is_named_with_one_inside(run: Any, folder: Path) -> None:
    run("load", str(folder), "--extract-date", "2019-04-30")
    for words in (["children"], ["measures"]):
        told = said(run(*words, "--as-at", "1999-01-01"))
        assert "try --as-at 2019-04-30" in told and "The files tell of" in told, words
    assert "No child is found for --late --team CLA-COAST-2" in said(
        run("children", "--late", "--team", "CLA-COAST-2", "--as-at", "2019-04-30")
    )
