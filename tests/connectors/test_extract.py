"""Out of a database into files: every row, as the reader reads it, and never the password."""

import csv
import os
import stat
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from sightline.cli import app
from sightline.connectors import ConnectorError, Form, NotInstalledError, extract
from sightline.connectors.secrets import without_secrets
from sightline.connectors.sql_server import odbc
from tests.records.files import file, reading

SECRET = "Xq9-s3cr3t"


def told(connection_string: str, folder: Path, **how: Any) -> str:
    with pytest.raises(ConnectorError) as raised:
        extract(connection_string, folder, **how)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__ or raised.value.__context__ is None
    return str(raised.value)


# --- what is said ---


@pytest.mark.parametrize(
    "connection_string",
    [
        f"postgresql://reader:{SECRET}@127.0.0.1:1/county",
        f"postgresql://reader:{SECRET}@no host/county",
        f"postgresql://reader:{SECRET}",
        f"host=127.0.0.1 port=1 user=reader password={SECRET} dbname=county connect_timeout=2",
        f"host=127.0.0.1 password='{SECRET} x",
        f"host=127.0.0.1 password={SECRET} nonsense",
        f"oracle://reader:{SECRET}@server/county",
        SECRET,
    ],
)
def test_no_message_holds_the_password(connection_string: str, tmp_path: Path) -> None:
    assert SECRET not in told(connection_string, tmp_path / "out")


@given(st.text(min_size=4, max_size=20).filter(lambda text: text.strip() == text and " " not in text))
def test_a_driver_that_repeats_the_string_is_not_repeated(secret: str) -> None:
    string = f"postgresql://reader:{secret}@server/county"
    said = without_secrets(f'could not parse "{secret}" in {string}', string)
    assert string not in said


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert "not an empty folder" in told("postgresql://x@127.0.0.1:1/x", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_command_takes_a_name_and_never_the_string(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run = CliRunner().invoke(
        app, ["extract", "--from", f"postgresql://r:{SECRET}@h/d", "--to", str(tmp_path / "o")]
    )
    assert run.exit_code == 10
    assert SECRET not in run.output
    monkeypatch.setenv("COUNTY", f"postgresql://r:{SECRET}@127.0.0.1:1/d")
    run = CliRunner().invoke(app, ["extract", "--from", "COUNTY", "--to", str(tmp_path / "o")])
    assert run.exit_code == 10
    assert SECRET not in run.output
    monkeypatch.delenv("COUNTY")
    assert (
        CliRunner().invoke(app, ["extract", "--from", "COUNTY", "--to", str(tmp_path / "o")]).exit_code == 10
    )


# --- SQL Server, against a stand-in for its driver ---


class Cursor:
    said: list[str] = []

    def execute(self, query: str) -> "Cursor":
        self.said.append(query)
        self.left = [
            ("dbo", "SSD_Person", name) for name in ("pers_person_id", "pers_dob", "pers_shoe]size")
        ] if "information_schema" in query else [("P1", date(2010, 5, 1)), ("P2", None)]  # fmt: skip
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.left

    def fetchmany(self, count: int) -> list[tuple[Any, ...]]:
        batch, self.left = self.left[:1], self.left[1:]
        return batch

    def close(self) -> None:
        self.left = []


class Connection:
    undone = 0

    def cursor(self) -> Cursor:
        return Cursor()

    def rollback(self) -> None:
        Connection.undone += 1

    def close(self) -> None: ...


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    opened: dict[str, Any] = {}
    stand_in = ModuleType("pyodbc")

    def connect(string: str, **how: Any) -> Connection:
        opened.update(how, string=string)
        return Connection()

    stand_in.connect = connect  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyodbc", stand_in)
    Cursor.said = []
    yield opened


def test_sql_server_is_read_and_never_written(driver: dict[str, Any], tmp_path: Path) -> None:
    done = extract(f"mssql://reader:{SECRET}@server:1433/county", tmp_path / "out")
    assert driver["readonly"] is True
    assert driver["autocommit"] is False
    assert done.rows == {"ssd_person": 2}
    assert done.left == {"ssd_person": ("pers_shoe]size",)}
    assert Cursor.said[1] == "SELECT [pers_person_id], [pers_dob] FROM [dbo].[SSD_Person]"
    assert all(query.startswith("SELECT") for query in Cursor.said)
    assert Connection.undone >= 1
    assert (
        tmp_path / "out" / "ssd_person.csv"
    ).read_text() == "pers_person_id,pers_dob\nP1,2010-05-01\nP2,\n"


def test_an_odbc_string_keeps_a_password_of_any_letters_whole() -> None:
    made = odbc("mssql://reader:p%7D%3Bx@server/county")
    assert "PWD={p}};x}" in made
    assert "ApplicationIntent=ReadOnly" in made
    assert odbc("Driver=x;Server=y") == "Driver=x;Server=y"


def test_without_its_driver_sql_server_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyodbc", None)
    with pytest.raises(NotInstalledError, match="pyodbc"):
        extract("mssql://reader@server/county", tmp_path / "out")


# --- PostgreSQL, a real server ---

MADE = """
CREATE SCHEMA ssd; CREATE SCHEMA other;
CREATE TABLE ssd.ssd_person (pers_person_id varchar(48), "PERS_SEX" text, pers_dob timestamp, shoe_size int);
CREATE TABLE ssd.ssd_missing (miss_person_id varchar(48), miss_missing_episode_start_date timestamptz);
CREATE TABLE ssd.ssd_sdq_scores (csdq_person_id int, csdq_sdq_score numeric, csdq_sdq_completed_date date);
CREATE TABLE ssd.notes (secret text);
INSERT INTO ssd.ssd_person SELECT 'P' || n, 'F', '2010-05-01', 4 FROM generate_series(1, 25000) n;
INSERT INTO ssd.ssd_person VALUES ('Zoë, "the first"', NULL, NULL, NULL);
INSERT INTO ssd.ssd_missing VALUES ('P1', '2018-03-12 21:30+00');
INSERT INTO ssd.ssd_sdq_scores VALUES (17, 20, '2018-09-01');
"""


@pytest.fixture(scope="module")
def county() -> Iterator[str]:
    import psycopg

    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        pytest.skip("no PostgreSQL server: run with scripts/with_postgres.py")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS county")
        connection.execute("CREATE DATABASE county")
    made = url.rpartition("/")[0] + "/county"
    with psycopg.connect(made, autocommit=True) as connection:
        connection.execute(MADE)
    yield made


@pytest.mark.postgres
@pytest.mark.parametrize("form", list(Form))
def test_every_row_comes_out_and_is_read(county: str, tmp_path: Path, form: Form) -> None:
    done = extract(county, tmp_path / "out", form=form)
    assert done.rows == {"ssd_missing": 1, "ssd_person": 25_001, "ssd_sdq_scores": 1}
    assert done.left == {"ssd_person": ("shoe_size",)}
    assert "ssd_cla_visits" in done.absent
    paths = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in paths] == [f"{name}.{form}" for name in sorted(done.rows)]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    found = reading(*(file(path.name, path.read_bytes()) for path in paths))
    assert found.costly == []
    people = found.tables["ssd_person"]
    assert people.height == 25_001
    assert people["pers_person_id"][-1] == 'Zoë, "the first"'
    assert people["pers_dob"][0] == date(2010, 5, 1)
    assert found.tables["ssd_missing"]["miss_missing_episode_start_date"][0].date() == date(2018, 3, 12)
    assert found.tables["ssd_sdq_scores"]["csdq_sdq_score"].to_list() == [20]


@pytest.mark.postgres
def test_a_schema_is_named_where_two_have_a_table(county: str, tmp_path: Path) -> None:
    import psycopg

    with psycopg.connect(county, autocommit=True) as connection:
        connection.execute("CREATE TABLE other.ssd_person (pers_person_id text)")
    try:
        assert "ssd and" in told(county, tmp_path / "a").replace("other and ssd", "ssd and other")
        assert extract(county, tmp_path / "b", schema="SSD").rows["ssd_person"] == 25_001
        assert "schema nowhere" in told(county, tmp_path / "c", schema="nowhere")
    finally:
        with psycopg.connect(county, autocommit=True) as connection:
            connection.execute("DROP TABLE other.ssd_person")


@pytest.mark.postgres
def test_the_connection_can_write_nothing(county: str) -> None:
    import psycopg

    from sightline.connectors.postgresql import PostgreSQL

    database = PostgreSQL(county)
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        database.connection.execute("DELETE FROM ssd.ssd_person")
    database.close()


@pytest.mark.postgres
def test_a_table_that_breaks_off_leaves_no_file(county: str, tmp_path: Path) -> None:
    import psycopg

    with psycopg.connect(county, autocommit=True) as connection:
        connection.execute(
            "CREATE VIEW ssd.ssd_cla_visits AS SELECT 'P1' AS clav_person_id,"
            " (1 / (n - 12000))::text AS clav_cla_visit_seen FROM generate_series(1, 15000) n"
        )
    try:
        assert "DivisionByZero" in told(county, tmp_path / "out")
        assert not (tmp_path / "out" / "ssd_cla_visits.csv").exists()
    finally:
        with psycopg.connect(county, autocommit=True) as connection:
            connection.execute("DROP VIEW ssd.ssd_cla_visits")


@pytest.mark.postgres
def test_from_the_command_line(county: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTY", county)
    run = CliRunner().invoke(
        app, ["extract", "--from", "COUNTY", "--to", str(tmp_path / "out"), "--schema", "ssd"]
    )
    assert run.exit_code == 0, run.output
    assert "25,001  ssd_person" in run.output
    with (tmp_path / "out" / "ssd_missing.csv").open(encoding="utf-8") as stream:
        assert datetime.fromisoformat(list(csv.reader(stream))[1][1]).date() == date(2018, 3, 12)
