"""Facts to take away: whole files, nothing sealed, and no cell that a spreadsheet takes for a formula."""

import csv
import io
import json
import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.commands.shell import Exit
from sightline.engine.spreadsheets import as_csv, as_xlsx, safe


@pytest.mark.parametrize("ending", ["parquet", "csv", "xlsx"])
def test_people_are_given_without_the_sealed_in_every_form(loaded: Any, tmp_path: Path, ending: str) -> None:
    to = tmp_path / f"people.{ending}"
    told = json.loads(loaded("export", "ssd_person", "--to", str(to), "--json").stdout)
    assert told["rows"] == 3 and told["path"] == str(to)
    read = {
        "parquet": pl.read_parquet,
        "csv": lambda path: pl.read_csv(path, infer_schema=False),
        "xlsx": pl.read_excel,
    }
    frame = read[ending](to)
    assert frame["pers_person_id"].to_list() == ["001", "003", "004"]
    assert frame["pers_forename"][0] == ("=Ann" if ending == "parquet" else "'=Ann")


def test_nothing_of_a_sealed_identity_leaves_in_any_table(loaded: Any, tmp_path: Path) -> None:
    for what in ("ssd_cla_visits", "ssd_cla_episodes", "obligations", "people"):
        to = tmp_path / f"{what}.csv"
        assert loaded("export", what, "--to", str(to)).exit_code == 0
        lines = to.read_text(encoding="utf-8-sig").splitlines()
        assert len(lines) > 1 and not any(",002," in f",{line}," or "/002/" in line for line in lines), what


def test_a_table_is_told_by_a_day_and_measures_carry_their_titles(loaded: Any, tmp_path: Path) -> None:
    visits, measures = tmp_path / "v.parquet", tmp_path / "m.parquet"
    loaded("export", "ssd_cla_visits", "--to", str(visits), "--as-at", "2019-01-31")
    assert pl.read_parquet(visits)["clav_cla_visit_id"].to_list() == ["V1"]
    loaded("export", "measures", "--to", str(measures), "--as-at", "2019-04-30")
    frame = pl.read_parquet(measures)
    assert {"all", "area_id", "team_id"} == set(frame["dimension"]) and frame["title"].null_count() == 0


def test_problems_leave_with_their_places(loaded: Any, tmp_path: Path) -> None:
    to = tmp_path / "problems.csv"
    loaded("export", "problems", "--to", str(to))
    told = to.read_text(encoding="utf-8")
    assert "ssd_person.csv" in told and "yesterday" in told and "S0001" in told


def test_what_cannot_be_written_says_so_and_leaves_what_stood(loaded: Any, tmp_path: Path) -> None:
    standing = tmp_path / "standing.csv"
    standing.write_text("mine\n", encoding="utf-8")
    cases = [
        (("obligation", "--to", str(tmp_path / "a.csv")), "obligations"),
        (("obligations", "--to", str(tmp_path / "a.doc")), ".parquet"),
        (("obligations", "--to", str(standing)), "--replace"),
        (("obligations", "--to", str(tmp_path / "nowhere" / "a.csv")), "--to"),
    ]
    for words, said in cases:
        result = loaded("export", *words)
        assert result.exit_code == Exit.BAD_INPUT and said in result.stderr, words
    assert standing.read_text(encoding="utf-8") == "mine\n"
    assert loaded("export", "obligations", "--to", str(standing), "--replace").exit_code == 0
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == ["standing.csv"]


@given(st.text(max_size=12))
def test_every_way_out_makes_the_same_cells_safe(text: str) -> None:
    shown = safe(text)
    assert not shown.lstrip().startswith(("=", "+", "-", "@")) and not shown.startswith(("\t", "\r", "\n"))
    assert shown in (text, f"'{text}")
    written = as_csv(pl.DataFrame({"a": [text]})).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["a"], [shown]]


def test_a_workbook_keeps_what_a_number_or_a_date_cannot(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"n": [2**60, 7], "rows": [["=a", "b"], []], "share": [0.25, random.Random(1).random()]}
    )
    to = tmp_path / "a.xlsx"
    to.write_bytes(as_xlsx(frame, "a/b [c]"))
    read = pl.read_excel(to)
    assert read["n"].to_list() == [str(2**60), "7"] and read["rows"][0] == "'=a; b"
