"""What problems quote: the cells of files, but none about an adult and none of a sealed identity."""

import json
from pathlib import Path
from typing import Any

import pytest

from sightline.office.evidence.quoting import OF_AN_ADULT, OF_THE_SEALED

ALLEGATIONS = (
    "allegation_id,child_id,referred_on,subject_key,outcome,closed_on\n"
    "L1,001,2019-02-01 10:00,K1,substantiated,soon Mr Vane\n"
)


@pytest.fixture
def told(run: Any, folder: Path) -> Any:
    """A load in which an open child, a sealed one (002, adopted) and a register of adults each have a bad cell."""
    visits = folder / "ssd_cla_visits.csv"
    text = visits.read_text("utf-8").replace("V3,002,2018-01-12,Y", "V3,002,2018-01-12,sealed words")
    visits.write_text(text.replace("V1,001,2019-01-14,Y", "V1,001,2019-01-14,open words"), "utf-8")
    assert run("load", str(folder), "--extract-date", "2019-04-30").exit_code == 0
    (folder.parent / "register one.csv").write_text(ALLEGATIONS, encoding="utf-8")
    return run


def test_no_problem_quotes_a_cell_about_an_adult(told: Any, folder: Path) -> None:
    loaded = told("load", str(folder.parent / "register one.csv"), "--extract-date", "2019-04-30", "--json")
    to = folder.parent / "p.csv"
    assert told("export", "problems", "--to", str(to)).exit_code == 0
    ways = [loaded.stdout, told("problems", "--json").stdout, told("problems").stdout, to.read_text("utf-8")]
    for way in ways:
        assert "Mr Vane" not in way and OF_AN_ADULT in way
    (one,) = [one for one in json.loads(ways[1]) if one["column"] == "closed_on"]
    assert (one["file"], one["row"], one["found"]) == ("register one.csv", 2, OF_AN_ADULT)


def test_no_problem_quotes_a_cell_of_a_sealed_identity_and_an_open_one_is_quoted(
    told: Any, folder: Path
) -> None:
    to = folder.parent / "p.csv"
    assert told("export", "problems", "--to", str(to)).exit_code == 0
    for way in (told("problems", "--json").stdout, told("problems", "S0001").stdout, to.read_text("utf-8")):
        assert "sealed words" not in way and OF_THE_SEALED in way
        assert "yesterday" in way, "of the child 003, who is not sealed"


def test_an_open_child_s_cell_is_quoted(run: Any, folder: Path) -> None:
    visits = folder / "ssd_cla_visits.csv"
    text = visits.read_text("utf-8").replace("V1,001,2019-01-14,Y", "V1,001,2019-01-14,open words")
    visits.write_text(text, "utf-8")
    assert "open words" in run("load", str(folder), "--extract-date", "2019-04-30", "--json").stdout
    shown = run("problems").stdout
    assert "open words" in shown and OF_THE_SEALED not in shown
