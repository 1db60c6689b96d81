"""The dataset as Parquet files: read like CSV, whatever the types; damaged and boundless files are told."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.engine.records.evidence import EvidenceStore
from sightline.engine.records.problems import Severity
from sightline.engine.records.readers import parquet_sheet
from sightline.engine.records.reading import File
from tests.records.files import csv_text, file, reading

PEOPLE = pl.DataFrame(
    {
        "pers_person_id": ["P1", "P2"],
        "pers_sex": ["F", "M"],
        "pers_dob": [date(2010, 5, 1), None],
        "pers_upn": ["A123456789012", None],
    }
)


def parquet(frame: pl.DataFrame, name: str = "ssd_person.parquet") -> File:
    stream = BytesIO()
    frame.write_parquet(stream)
    return file(name, stream.getvalue())


def test_parquet_and_csv_tell_the_same() -> None:
    text = csv_text([PEOPLE.columns, *PEOPLE.rows()])
    one, other = reading(parquet(PEOPLE)), reading(file("ssd_person.csv", text))
    assert one.costly == other.costly == []
    assert one.tables["ssd_person"].drop("_row").equals(other.tables["ssd_person"].drop("_row"))
    assert [ref.split("/")[1:] for ref in one.tables["ssd_person"]["_row"]] == [
        ["parquet", "1"],
        ["parquet", "2"],
    ]


def test_a_table_is_known_by_its_columns_whatever_the_name() -> None:
    assert reading(parquet(PEOPLE, "extract (3)")).tables["ssd_person"].height == 2


def test_types_that_a_database_gives() -> None:
    frame = pl.DataFrame(
        {
            "miss_person_id": [17, 18],
            "miss_missing_episode_start_date": [datetime(2018, 3, 12, 21, 30), datetime(2018, 3, 13)],
            "miss_missing_episode_type": pl.Series(["M", "A"], dtype=pl.Categorical),
            "miss_missing_rhi_offered": [None, None],
        }
    )
    found = reading(parquet(frame, "ssd_missing.parquet"))
    assert found.costly == []
    told = found.tables["ssd_missing"]
    assert told["miss_person_id"].to_list() == ["17", "18"]
    assert told["miss_missing_episode_start_date"][0] == datetime(2018, 3, 12, 21, 30)
    zoned = frame.with_columns(pl.col("miss_missing_episode_start_date").dt.replace_time_zone("UTC"))
    assert reading(parquet(zoned, "ssd_missing.parquet")).costly == []


def test_lists_in_cells_are_told() -> None:
    found = reading(parquet(PEOPLE.with_columns(pers_ethnicity=pl.lit(["a"]))))
    assert found.one("nested_column").found.startswith("lists or records in")
    assert found.tables["ssd_person"].height == 2


def test_a_file_cut_short() -> None:
    whole = parquet(PEOPLE)
    found = reading(file(whole.name, whole.content[:-20]))
    assert found.one("damaged_parquet").severity is Severity.FILE


@given(st.integers(4, 600), st.integers(0, 255))
def test_a_damaged_byte_is_never_raised(place: int, byte: int) -> None:
    content = bytearray(parquet(PEOPLE).content)
    content[place % len(content)] = byte
    reading(file("ssd_person.parquet", bytes(content)))


def test_rows_without_number_are_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_sheet, "MAX_CELLS", 7)
    assert reading(parquet(PEOPLE)).one("too_large").severity is Severity.FILE


def test_a_row_s_address_leads_back_to_what_was_submitted(tmp_path: Path) -> None:
    PEOPLE.write_parquet(tmp_path / "ssd_person.parquet")
    store = EvidenceStore(tmp_path / "home", "test")
    loaded = store.load([tmp_path / "ssd_person.parquet"], received=datetime(2019, 7, 1))
    assert loaded.snapshot
    rows = store.record(loaded.snapshot).frame("ssd_person").sort("pers_person_id")["_rows"]
    assert store.row(rows[0][0]).cells["pers_dob"] == "2010-05-01"
