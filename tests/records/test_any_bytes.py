"""Whatever arrives: nothing is raised, every message is bounded, and what was written is read back."""

import json
import string
from datetime import date, datetime

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from sightline.engine.records.columns import ROW, Column, Table, Type
from sightline.engine.records.registers import REGISTERS
from sightline.engine.records.tables import CLA_EPISODES, CLA_HEALTH, MISSING, PERSON
from tests.records import test_cin_census as cin_census
from tests.records import test_csc_api as csc_api
from tests.records import test_workforce as workforce
from tests.records.files import file, reading, workbook
from tests.records.formats import ANNEX_A, FORMATS, REGISTER_XLSX, return_xml
from tests.records.test_parquet import PEOPLE, parquet

NESTED = [
    file("return.xml", return_xml(3)),
    file("cin.xml", cin_census.census(3)),
    file("csww.xml", workforce.census(3)),
    file("payload.json", json.dumps(csc_api.payload(3))),
    parquet(PEOPLE),
]
SOUND = [item.sound(4) for item in FORMATS] + NESTED
NAMES = st.sampled_from([item.name for item in SOUND] + ["header.csv", "ssda903.xml", "notes", "a.xls"])
SPLICES = st.sampled_from(
    [
        *(mark.encode() for mark in '",;<>\n\r\x0b\u2028'),
        b"",
        b"\x00",
        b"\xff\xfe",
        b"\xe9",
        b"\x85",
        b"PK\x03\x04",
        b"=1+1",
        b"#N/A",
        b"NULL",
        b"9" * 25,
        b"31/02/2019",
        b"]]>",
        b"&x;",
    ]
)
CELLS = st.text(string.ascii_letters + string.digits + " ,\"'é–;/\n.£", min_size=1, max_size=12).filter(
    lambda text: text.strip() == text and text != "NULL"
)


@given(NAMES, st.binary(max_size=400))
def test_any_bytes_under_any_name(name: str, content: bytes) -> None:
    found = reading(file(name, content))
    assert len(found.problems) < 30


@given(st.sampled_from(SOUND), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), SPLICES), max_size=8))
def test_a_sound_file_with_pieces_torn_out_or_put_in(
    sound: object, tears: list[tuple[float, int, bytes]]
) -> None:
    content = bytearray(sound.content)  # type: ignore[attr-defined]
    for place, length, piece in tears:
        at = int(place * len(content))
        content[at : at + length] = piece
    found = reading(file(sound.name, bytes(content)))  # type: ignore[attr-defined]
    assert len(found.problems) < 60


@given(st.sampled_from([ANNEX_A, REGISTER_XLSX]), st.lists(st.lists(CELLS, max_size=6), max_size=6))
def test_any_cells_in_a_workbook(kind: object, rows: list[list[str]]) -> None:
    reading(file(kind.file_name, workbook({kind.sheet: [kind.headings, *rows]})))  # type: ignore[attr-defined]


def _values(column: Column) -> st.SearchStrategy[object]:
    by_type: dict[Type, st.SearchStrategy[object]] = {
        Type.TEXT: st.sampled_from(column.codes) if column.codes else CELLS,
        Type.DATE: st.dates(date(1990, 1, 1), date(2030, 12, 31)),
        Type.DATETIME: st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1)).map(
            lambda moment: moment.replace(microsecond=0)
        ),
        Type.INTEGER: st.integers(-(10**6), 10**6),
        Type.NUMBER: st.floats(-1e6, 1e6).map(lambda number: round(number, 3) + 0.0),
        Type.FLAG: st.booleans(),
    }
    values = by_type[column.type]
    return values if column.required else st.none() | values


@st.composite
def frames(draw: st.DrawFn) -> tuple[Table, pl.DataFrame]:
    table = draw(st.sampled_from([PERSON, CLA_EPISODES, MISSING, CLA_HEALTH, *REGISTERS.values()]))
    rows = draw(
        st.lists(
            st.fixed_dictionaries({column.name: _values(column) for column in table}), min_size=1, max_size=5
        )
    )
    return table, pl.DataFrame(rows, schema=table.schema)


@given(frames())
def test_a_table_written_as_csv_is_read_back_the_same(told: tuple[Table, pl.DataFrame]) -> None:
    """Each value and each row's number, for tables of the dataset and for every register."""
    table, frame = told
    found = reading(file(f"{table.name}.csv", frame.write_csv(datetime_format="%Y-%m-%d %H:%M:%S").encode()))
    back = found.tables[table.name]
    assert found.costly == []
    assert_frame_equal(back.drop(ROW), frame, check_column_order=False)
    assert [ref.rpartition("/")[2] for ref in back[ROW]] == [
        str(number) for number in range(2, frame.height + 2)
    ]
