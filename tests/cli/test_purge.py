"""Purging from the command line: asked first, done whole, and told by a tombstone and in the trail."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from sightline.cli import app
from sightline.commands.shell import Exit
from sightline.commands.traces import FILE

WHY = ("--reason", "retention rule 7")


def files(run: Any, tmp_path: Path) -> dict[str, str]:
    path = next((tmp_path / "home").rglob("submissions/S0001/manifest.json"))
    return {one["name"]: one["sha256"] for one in json.loads(path.read_text("utf-8"))["files"]}


def visits(run: Any, tmp_path: Path) -> int:
    told = run("export", "ssd_cla_visits", "--to", str(tmp_path / "v.csv"), "--replace", "--json")
    return int(json.loads(told.stdout)["rows"])


def test_a_purge_asks_and_without_a_yes_nothing_goes(loaded: Any, tmp_path: Path) -> None:
    for answer in ("n\n", ""):
        result = CliRunner().invoke(app, ["purge", "ssd_cla_visits.csv", *WHY], input=answer)
        assert result.exit_code == Exit.BAD_INPUT and "Nothing was purged" in result.stderr
        assert "ssd_cla_visits.csv" in result.stderr and "S0001: 3 rows" in result.stderr
    assert visits(loaded, tmp_path) == 2 and not list((tmp_path / "home").rglob("*.purged.json"))


def test_a_purged_file_is_gone_and_its_tombstone_and_the_trail_tell_of_it(
    loaded: Any, tmp_path: Path
) -> None:
    sha = files(loaded, tmp_path)["ssd_cla_visits.csv"]
    assert loaded("snapshots", "--json").exit_code == 0
    result = CliRunner().invoke(app, ["purge", sha[:12], *WHY, "--on", "2019-05-01"], input="y\n")
    assert result.exit_code == 0 and "Purged on 1 May 2019" in result.stdout
    assert visits(loaded, tmp_path) == 0
    (snapshot,) = json.loads(loaded("snapshots", "--json").stdout)
    assert snapshot["purged"] == [
        {"submission": "S0001", "file": "ssd_cla_visits.csv", "sha256": sha, "reason": "retention rule 7",
         "on": "2019-05-01"}
    ]  # fmt: skip
    entry = json.loads((tmp_path / "home" / FILE).read_text("utf-8").splitlines()[1])
    assert entry["what"] == "command line: purged a file (3 rows)" and entry["why"] == "retention rule 7"
    assert entry["subject"] == f"file:{sha[:12]}" and entry["details"]["sha256"] == sha
    again = loaded("purge", sha, *WHY, "--yes")
    assert again.exit_code == Exit.NOT_FOUND and "1 May 2019" in again.stderr


def test_what_is_not_one_file_or_has_no_reason_is_refused(loaded: Any, folder: Path, tmp_path: Path) -> None:
    cases = [
        (("nothing.csv", *WHY), Exit.NOT_FOUND, "nothing.csv"),
        (("ssd_cla_visits.csv", "--reason", " "), Exit.BAD_INPUT, "--reason"),
        (("ssd_cla_visits.csv", *WHY, "--on", "2999-01-01"), Exit.BAD_INPUT, "--on"),
    ]
    other = folder / "ssd_cla_visits.csv"
    before = other.read_text("utf-8")
    other.write_text(before + "V4,001,2019-04-02,Y,Y\n", "utf-8")
    assert loaded("load", str(folder), "--extract-date", "2019-05-31").exit_code == 0
    cases.append((("ssd_cla_visits.csv", *WHY), Exit.BAD_INPUT, "2 files are called"))
    for words, code, said in cases:
        result = loaded("purge", *words, "--yes")
        assert result.exit_code == code and said in result.stderr, words
    sha = files(loaded, tmp_path)["ssd_cla_visits.csv"]
    assert json.loads(loaded("purge", sha, *WHY, "--yes", "--json").stdout)["rows"] == 3
