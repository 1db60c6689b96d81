"""CSV files as they should not be: each is told with its place, its good rows load, and nothing is raised."""

from datetime import date, datetime

import pytest

from sightline.engine.records.evidence.rows import read_row
from sightline.engine.records.problems import Severity
from tests.records.files import csv_text, file, reading
from tests.records.formats import FORMATS, REGISTER_CSV, RETURN_CSV, SSD, TEXTS, Format

every_format = pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.name)
every_text = pytest.mark.parametrize("kind", TEXTS, ids=lambda kind: kind.name)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def _dates(kind: Format, rows: list[tuple[object, ...]]) -> list[object]:
    values = reading(kind.write(rows)).tables[kind.table][kind.date_column].to_list()
    return [value.date() if isinstance(value, datetime) else value for value in values]


@every_format
def test_a_sound_file_loads_and_costs_nothing(kind: Format) -> None:
    found = reading(kind.sound(3))
    assert found.tables[kind.table][kind.person].to_list() == ["P00001", "P00002", "P00003"]
    assert found.costly == []


@every_format
def test_days_first_iso_and_day_numbers_of_a_spreadsheet(kind: Format) -> None:
    rows = [list(row) for row in kind.rows(6)]
    written = ("12/03/2018", "2018-03-12", "43171", "12 March 2018", "2018-03-12T00:00:00", "12-03-2018")
    for row, day in zip(rows[1:], written, strict=True):
        row[kind.date_at] = day
    assert _dates(kind, [tuple(row) for row in rows]) == [date(2018, 3, 12)] * 6


@every_format
def test_a_date_that_no_calendar_has_costs_its_cell_alone(kind: Format) -> None:
    rows = [list(row) for row in kind.rows(3)]
    rows[2][kind.date_at] = "31/02/2018"
    found = reading(kind.write(rows))
    told = found.one("not_understood")
    assert (told.row, told.severity, told.found) == (3, Severity.VALUE, '"31/02/2018"')
    assert told.expected.startswith("a date")
    if kind.table != "ssd_cla_reviews":  # a review of no day is none
        assert found.tables[kind.table].height == 3


@every_format
def test_ten_thousand_errors_are_one_message_with_the_true_count(kind: Format) -> None:
    rows = [list(row) for row in kind.rows(10_000)]
    for number, row in enumerate(rows[1:]):
        row[kind.date_at] = f"soon {number}"
    found = reading(kind.write(rows))
    told = found.one("not_understood")
    assert (told.count, told.row) == (10_000, 2)
    assert "and 9,997 more" in told.found
    assert len(found.problems) < 12
    if kind.table != "ssd_cla_reviews":
        assert found.tables[kind.table].height == 10_000


@every_format
def test_rows_that_say_nobody_are_set_aside_and_counted(kind: Format) -> None:
    rows = [list(row) for row in kind.rows(4)]
    rows[2][0] = ""
    found = reading(kind.write(rows))
    told = found.one("row_without_identity")
    assert (told.severity, told.row, told.count) == (Severity.ROW, 3, 1)
    assert found.tables[kind.table][kind.person].to_list() == ["P00001", "P00003", "P00004"]


@every_format
def test_headings_only(kind: Format) -> None:
    found = reading(kind.sound(0))
    assert found.one("no_rows").found == "headings only"
    assert kind.table not in found.tables or found.tables[kind.table].is_empty()


@every_format
def test_an_empty_file_under_a_right_name(kind: Format) -> None:
    for content in (b"", b"\n\n  \n", b"\xef\xbb\xbf"):
        found = reading(file(kind.file_name, content))
        assert [problem.severity for problem in found.problems] == [Severity.FILE]
        assert not any(frame.height for frame in found.tables.values())


@every_format
def test_a_file_of_another_kind_under_a_right_name(kind: Format) -> None:
    for content, words in (
        (PNG, "a PNG picture"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"<html><body>Session expired</body></html>", "a web page"),
    ):
        told = reading(file(kind.file_name, content)).problems
        assert [(problem.severity, problem.found) for problem in told] == [(Severity.FILE, words)]


@every_format
def test_a_right_file_under_a_wrong_name(kind: Format) -> None:
    ending = kind.file_name.rpartition(".")[2]
    for name in (f"export 14.{ending}", "download", f"Copy of Book1 ({ending}).bak"):
        found = reading(file(name, kind.sound(3).content))
        assert found.tables[kind.table][kind.person].to_list() == ["P00001", "P00002", "P00003"]


def test_a_file_of_no_format_is_described() -> None:
    told = reading(file("rota.csv", "Week,Who\n1,Sam\n")).one("unknown_format")
    assert told.severity is Severity.FILE
    assert told.found == 'text that begins "Week", "Who"'
    assert "SSDA903" in told.expected


@every_format
def test_a_heading_twice(kind: Format) -> None:
    rows = [(*row, row[kind.date_at]) for row in kind.rows(2)]
    rows[1] = (*rows[1][:-1], "01/01/2001")
    found = reading(kind.write(rows))
    told = found.one("repeated_heading")
    assert told.column == kind.headings[kind.date_at]
    assert told.advice == "The first of them is read"
    assert _dates(kind, rows) == [date(2018, 3, 12)] * 2


@every_format
def test_a_heading_misspelt(kind: Format) -> None:
    """A heading one slip away is read, and said; one that nobody could guess is named on both sides."""
    right = max(kind.headings[3:], key=len)
    rows = kind.rows(2)
    rows[0] = tuple(name[:-1] + name[-1] * 2 if name == right else name for name in rows[0])
    found = reading(kind.write(rows))
    assert found.one("misspelt_heading").column == right
    rows[0] = tuple("Quite something else" if name == f"{right}{right[-1]}" else name for name in rows[0])
    found = reading(kind.write(rows))
    assert found.one("unknown_heading").found == '"Quite something else"'
    assert found.of("absent_heading")
    assert kind.table in found.tables


@every_text
def test_a_file_without_the_heading_that_says_who(kind: Format) -> None:
    rows = [row[1:] for row in kind.rows(3)]
    told = reading(kind.write(rows)).one("missing_heading")
    assert told.severity is Severity.FILE
    head = kind.headings[0]
    assert told.expected in (f"a heading {head}", f"a heading Child ({head})", "a heading Child")


@every_text
def test_a_file_cut_short(kind: Format) -> None:
    """The row at the break is set aside: half an identifier would be another child's."""
    whole = kind.sound(200).content
    last = whole.rindex(b"\n", 0, -1)
    found = reading(file(kind.file_name, whole[: last + 4]))
    told = found.one("cut_row")
    assert (told.row, told.severity) == (201, Severity.ROW)
    assert found.one("last_line_open").file == kind.file_name
    assert found.tables[kind.table][kind.person].to_list() == [f"P{n:05}" for n in range(1, 200)]


@every_text
def test_a_last_line_without_an_end_is_read_when_it_is_whole(kind: Format) -> None:
    found = reading(file(kind.file_name, kind.sound(3).content.rstrip()))
    assert found.costly == []
    assert found.tables[kind.table].height == 3


@every_text
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"], ids=str
)
def test_encodings(kind: Format, encoding: str) -> None:
    rows = [list(row) for row in kind.rows(3)]
    rows[2][0] = "Zoë–1"
    found = reading(file(kind.file_name, csv_text(rows).encode(encoding)))
    assert found.tables[kind.table][kind.person].sort().to_list() == ["P00001", "P00003", "Zoë–1"]
    assert found.costly == []


@every_text
def test_two_encodings_in_one_file(kind: Format) -> None:
    lines = csv_text(kind.rows(3)).splitlines(keepends=True)
    lines[2], lines[3] = lines[2].replace("P00002", "Zoë"), lines[3].replace("P00003", "Chloé")
    content = b"".join(line.encode("cp1252" if at == 3 else "utf-8") for at, line in enumerate(lines))
    found = reading(file(kind.file_name, content))
    assert found.one("mixed_encoding").row == 4
    assert found.tables[kind.table][kind.person].sort().to_list() == ["Chloé", "P00001", "Zoë"]


@every_text
@pytest.mark.parametrize("mark", [";", "\t", "|"], ids=["semicolon", "tab", "bar"])
def test_other_separators(kind: Format, mark: str) -> None:
    found = reading(file(kind.file_name, csv_text(kind.rows(3)).replace(",", mark)))
    assert found.tables[kind.table].height == 3
    assert found.costly == []


@every_text
@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["Windows", "old Macintosh"])
def test_other_line_ends(kind: Format, end: str) -> None:
    found = reading(file(kind.file_name, csv_text(kind.rows(3)).replace("\n", end)))
    assert found.tables[kind.table].height == 3
    assert found.costly == []


@every_text
def test_rows_too_long_too_short_and_an_open_quote(kind: Format) -> None:
    lines = csv_text(kind.rows(6)).splitlines()
    lines[2] += ",one,two"
    lines[3] = lines[3].rsplit(",", 1)[0]
    lines[5] = lines[5].replace("P00005", '"P00005')
    found = reading(file(kind.file_name, "\n".join(lines) + "\n"))
    assert found.one("row_too_long").row == 3
    assert found.one("row_too_short").row == 4
    assert found.one("open_quote").row == 6
    assert found.tables[kind.table][kind.person].to_list() == ["P00001", "P00003", "P00004", "P00006"]


def test_rows_after_an_open_quote_lead_back_to_themselves() -> None:
    """What the evidence page shows of an address is the row that the reader meant."""
    lines = csv_text(SSD.rows(6)).splitlines()
    lines[2] = lines[2].replace("P00002", '"P00002')
    sent = file("ssd_person.csv", "\n".join(lines) + "\n")
    people = reading(sent).tables["ssd_person"]
    assert people.height == 5
    for person, address in people.select("pers_person_id", "_row").iter_rows():
        assert read_row(address, sent, "S0001").cells["pers_person_id"] == person


def test_nul_bytes_are_taken_out_and_told() -> None:
    content = SSD.sound(3).content.replace(b"P00002", b"P000\x0002")
    found = reading(file(SSD.file_name, content))
    assert found.one("nul_bytes").row == 3
    assert found.tables["ssd_person"]["pers_person_id"].to_list()[1] == "P00002"


def test_text_that_begins_like_a_formula_is_text() -> None:
    rows = [list(row) for row in REGISTER_CSV.rows(2)]
    rows[1][-1] = '=HYPERLINK("http://x")'.replace('"', "'")
    found = reading(REGISTER_CSV.write(rows))
    told = found.one("formula_text", column="analysis")
    assert (told.row, told.severity) == (2, Severity.NOTE)
    assert found.tables["return_home_interview"]["analysis"][0] == "=HYPERLINK('http://x')"


def test_a_name_never_stands_in_a_message() -> None:
    rows = [
        (*SSD.headings, "pers_forename"),
        ("P1", "Maria", "12/03/2018", "WBRI", "=Maria"),
        ("P2", "F", "Sam Field", "WBRI", "x"),
    ]
    found = reading(file("ssd_person.csv", csv_text(rows)))
    said = " ".join(problem.sentence() for problem in found.problems)
    assert found.one("not_understood", column="pers_sex").row == 2
    assert "Maria" not in said
    assert "Field" not in said


def test_the_wrong_year_of_a_return() -> None:
    told = reading(file("SSDA903_2023_episodes.csv", RETURN_CSV.sound(3).content)).one("wrong_year")
    assert (told.place, told.column) == ("Episodes", "DECOM")
    assert "31/03/2018" in told.found
    assert "2023" in told.expected


def test_years_in_the_name_may_be_the_first_or_the_last_of_the_collection_year() -> None:
    for year in (2017, 2018):
        found = reading(file(f"{year} episodes.csv", RETURN_CSV.sound(3).content))
        assert not found.of("wrong_year")


def test_dates_and_places_of_a_file_stay_with_that_file() -> None:
    """Two files with one fault each: two messages, each with its own file and row."""
    first, second = ([list(row) for row in SSD.rows(3)] for _ in range(2))
    first[1][1], second[3][1] = "X", "X"
    found = reading(file("ssd_person.csv", csv_text(first)), file("ssd_person_2.csv", csv_text(second)))
    told = found.of("not_understood")
    assert {(problem.file, problem.row) for problem in told} == {
        ("ssd_person.csv", 2),
        ("ssd_person_2.csv", 4),
    }
    assert found.tables["ssd_person"].height == 6
