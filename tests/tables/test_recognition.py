"""Two registers are never taken for each other, by what a file is called or by its headings."""

import pytest
from tables.made import as_csv, file, made

from sightline.engine.records.columns import Table
from sightline.engine.records.readers import read
from sightline.engine.records.readers.headings import plain
from sightline.engine.records.readers.register_names import named_register
from sightline.engine.records.registers import REGISTERS
from sightline.engine.records.tables import TABLES
from sightline.engine.records.templates import heading

each_register = pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)


@each_register
def test_a_register_is_known_by_its_headings_whatever_the_file_is_called(register: Table) -> None:
    frame = made(register)
    for headings in ([heading(column) for column in register], frame.columns):
        (reading,), unknown = read([as_csv(frame, headings, "from the team.csv")])
        assert not unknown and list(reading.tables) == [register.name]


@each_register
def test_a_register_is_known_by_what_a_file_or_a_sheet_is_called(register: Table) -> None:
    for name in (register.name, register.title, register.title[:31]):
        for form in (f"{name}.csv", f"{name} 2019-03.xlsx", f"{name.upper()}_v2.xlsx", name):
            assert named_register(form) is register, form


@each_register
def test_headings_stand_against_a_wrong_name(register: Table) -> None:
    other = next(table for table in REGISTERS.values() if table is not register)
    (reading,), _ = read(
        [as_csv(made(register), [heading(column) for column in register], f"{other.name}.csv")]
    )
    assert list(reading.tables) == [register.name]


@each_register
def test_no_two_columns_of_a_register_answer_to_one_heading(register: Table) -> None:
    answers: dict[str, str] = {}
    for column in register:
        for name in {plain(name) for name in (column.name, column.title, *column.aliases) if name}:
            assert answers.setdefault(name, column.name) == column.name, name


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_dataset_is_never_named_like_a_register(name: str) -> None:
    assert named_register(f"{name}.csv") is None


@pytest.mark.parametrize(
    "name",
    ["revisited notes.csv", "prevention budget.xlsx", "reallocation.csv", "List 8 children in care.xlsx"],
)
def test_a_short_name_inside_another_word_says_nothing(name: str) -> None:
    assert named_register(name) is None


def test_a_file_with_a_few_common_headings_is_nobody_s() -> None:
    readings, unknown = read([file("list.csv", b"Child,Due,Notes,Phone,Colour\n001,01/03/2019,x,y,z\n")])
    assert readings == [] and [problem.code for problem in unknown] == ["unknown_format"]


def test_a_wide_sheet_that_shares_a_few_headings_with_a_small_register_is_nobody_s() -> None:
    wide = ["Child", "Referred", "Closed", "Outcome", *(f"Local {number}" for number in range(20))]
    text = ",".join(wide) + "\n" + ",".join(["001", "01/03/2019", "02/03/2019", "closed", *["x"] * 20]) + "\n"
    readings, unknown = read([file("list.csv", text.encode())])
    assert readings == [] and [problem.code for problem in unknown] == ["unknown_format"]
