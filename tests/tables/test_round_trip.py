"""Every declared table and register is read back as it was written, by its declaration alone."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tables.made import as_csv, as_xlsx, file, made

from sightline.engine.records.columns import Table
from sightline.engine.records.problems import Severity
from sightline.engine.records.readers import read
from sightline.engine.records.reading import File, Reading
from sightline.engine.records.registers import REGISTERS
from sightline.engine.records.tables import TABLES
from sightline.engine.records.templates import heading


def read_alone(file: File) -> Reading:
    (reading,), unknown = read([file])
    assert not unknown
    assert [problem for problem in reading.problems if problem.severity is not Severity.NOTE] == []
    return reading


def assert_told(reading: Reading, table: Table, frame: pl.DataFrame) -> None:
    assert list(reading.tables) == [table.name]
    assert_frame_equal(reading.tables[table.name].select(frame.columns), frame)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_of_the_dataset_is_read_back_from_csv(table: Table) -> None:
    frame = made(table)
    told = read_alone(as_csv(frame, frame.columns, f"{table.name}.csv", "%Y-%m-%d"))
    assert told.source == "ssd"
    assert_told(told, table, frame)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_a_register_is_read_back_from_csv_under_its_plain_headings(register: Table) -> None:
    frame = made(register)
    headings = [heading(column) for column in register]
    told = read_alone(as_csv(frame, headings, f"{register.name}_2019-03.csv"))
    assert told.source == "register"
    assert_told(told, register, frame)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_a_register_is_read_back_from_a_workbook(register: Table) -> None:
    frame = made(register)
    headings = [heading(column) for column in register]
    file = as_xlsx(frame, headings, "March.xlsx", register.title[:31], "Guidance", "Lists")
    assert_told(read_alone(file), register, frame)


def test_a_word_that_is_none_of_several_is_told_and_the_row_stands() -> None:
    register = REGISTERS["legal_planning"]
    text = (
        "Child,Legal gateway meeting,Reasons\n001,01/03/2019,Neglect; unborn\n002,02/03/2019,neglect; fog\n"
    )
    (reading,), _ = read([file("legal_planning.csv", text.encode())])
    assert reading.tables[register.name]["trigger"].to_list() == ["Neglect; unborn", None]
    (problem,) = [problem for problem in reading.problems if problem.code == "not_understood"]
    assert problem.column == "Reasons" and "; between several" in problem.expected
