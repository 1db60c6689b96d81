"""A blank workbook says what it asks for, takes only that, and is read back when it is filled in."""

import json
import re
import zipfile
from pathlib import Path

import fastexcel
import pytest
from polars.testing import assert_frame_equal
from tables.made import as_xlsx, file, made
from typer.testing import CliRunner

from sightline.cli import app
from sightline.commands.shell import Exit
from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.readers import read
from sightline.engine.records.readers.register_names import GUIDANCE, LISTS
from sightline.engine.records.registers import REGISTERS
from sightline.engine.records.templates import heading, need, write_template

each_register = pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)


def blank(register: Table, folder: Path) -> Path:
    path = folder / f"{register.name}.xlsx"
    write_template(register, path)
    return path


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read(name).decode()


@each_register
def test_a_blank_workbook_is_read_as_its_register_with_no_rows(register: Table, tmp_path: Path) -> None:
    path = blank(register, tmp_path)
    (reading,), unknown = read([file(path.name, path.read_bytes())])
    assert not unknown
    assert list(reading.tables) == [register.name] and reading.tables[register.name].is_empty()
    assert {problem.code for problem in reading.problems} <= {"no_rows"}


@each_register
def test_what_is_filled_in_under_a_template_s_headings_is_read(register: Table, tmp_path: Path) -> None:
    book = fastexcel.read_excel(blank(register, tmp_path).read_bytes())
    first = book.sheet_names[0]
    headings = book.load_sheet(first).to_polars().columns
    assert headings == [heading(column) for column in register]
    frame = made(register)
    filled = as_xlsx(frame, headings, f"{register.name}.xlsx", first, *book.sheet_names[1:])
    (reading,), _ = read([filled])
    assert_frame_equal(reading.tables[register.name].select(frame.columns), frame)
    assert not [problem for problem in reading.problems if problem.code == "sheet_not_read"]


@each_register
def test_every_column_is_explained_and_every_choice_is_offered(register: Table, tmp_path: Path) -> None:
    path = blank(register, tmp_path)
    book = fastexcel.read_excel(path.read_bytes())
    assert book.sheet_names[1:] == [GUIDANCE, LISTS]
    told = book.load_sheet(GUIDANCE, header_row=None, dtypes="string").to_polars().rows()
    assert told[0][0] == register.title and told[1][0] == register.source
    explained = {row[0]: row for row in told[5:]}
    for column in register:
        row = explained[heading(column)]
        assert row[1] == need(column)
        offered = [line.split(" = ")[0] for line in (row[5] or "").split("\n") if line]
        assert tuple(offered) == column.codes
    sheet = part(path, "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet and 'ySplit="1"' in sheet
    assert sheet.count("<dataValidation ") == len(register.columns)
    chosen = [c for c in register if (c.codes and not c.several) or c.type is Type.FLAG]
    assert sheet.count('type="list"') == len(chosen)
    dates = [c for c in register if c.type in (Type.DATE, Type.DATETIME)]
    assert sheet.count('type="date"') == len(dates)


def test_the_lists_that_cells_choose_from_hold_the_codes(tmp_path: Path) -> None:
    register = REGISTERS["return_home_interview"]
    path = blank(register, tmp_path)
    lists = fastexcel.read_excel(path.read_bytes()).load_sheet(LISTS, dtypes="string").to_polars()
    response = register["response"]
    assert tuple(lists[heading(response)].drop_nulls()) == response.codes
    letter = "ABCDEFGH"[lists.columns.index(heading(response))]
    source = f"{LISTS}!${letter}$2:${letter}${len(response.codes) + 1}"
    assert source in part(path, "xl/worksheets/sheet1.xml")
    assert re.search(rf'name="{LISTS}"[^>]*state="hidden"', part(path, "xl/workbook.xml"))


def test_the_same_declaration_gives_the_same_bytes(tmp_path: Path) -> None:
    register = REGISTERS["core_group"]
    first = blank(register, tmp_path).read_bytes()
    assert blank(register, tmp_path).read_bytes() == first


def test_a_register_declared_just_now_has_its_workbook(tmp_path: Path) -> None:
    words = Column("said", Type.TEXT, Kind.CONTENT, "=What was said", codes=("=1+1", "no"))
    told = Table("bedtime", "Bedtime stories", (words,), ("said",), register=True, source="Local register")
    path = blank(told, tmp_path)
    assert "<f>" not in part(path, "xl/worksheets/sheet1.xml") + part(path, "xl/worksheets/sheet3.xml")
    assert fastexcel.read_excel(path).load_sheet("Bedtime stories").to_polars().columns == ["=What was said"]


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["template", *words])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_writes_what_is_asked_for_and_lists_it(tmp_path: Path) -> None:
    code, out, _ = run("visit", "Core groups and plan meetings", "--to", str(tmp_path / "new"), "--json")
    told = json.loads(out)
    assert code == 0 and [one["register"] for one in told] == ["visit", "core_group"]
    assert all(Path(one["path"]).is_file() for one in told)
    assert told[0]["subject"] == "child" and told[0]["columns"] == len(REGISTERS["visit"].columns)


def test_with_no_name_every_register_is_written(tmp_path: Path) -> None:
    code, out, _ = run("--to", str(tmp_path))
    assert code == 0 and {path.stem for path in tmp_path.iterdir()} == set(REGISTERS)
    assert "Core groups and plan meetings" in out


def test_a_workbook_that_may_be_filled_in_is_never_written_over_unasked(tmp_path: Path) -> None:
    filled = tmp_path / "visit.xlsx"
    filled.write_bytes(b"filled in")
    code, _, err = run("core_group", "visit", "--to", str(tmp_path))
    assert code == Exit.BAD_INPUT and "visit.xlsx" in err and "--replace" in err
    assert filled.read_bytes() == b"filled in" and not (tmp_path / "core_group.xlsx").exists()
    assert run("visit", "--to", str(tmp_path), "--replace")[0] == 0
    assert filled.read_bytes() != b"filled in"


def test_an_unknown_register_and_a_folder_that_cannot_be_are_told(tmp_path: Path) -> None:
    code, _, err = run("core_grup", "--to", str(tmp_path))
    assert code == Exit.BAD_INPUT and "core_grup" in err and "core_group" in err
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    code, _, err = run("visit", "--to", str(tmp_path / "file"))
    assert code == Exit.BAD_INPUT and "--to" in err
