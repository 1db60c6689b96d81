"""Workbooks as they should not be: refused before any parser sees them, or read as far as they are sound."""

import zipfile
from io import BytesIO

import pytest

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers import container
from tests.records.files import OLE, csv_text, file, password_protected, reading, with_part, workbook
from tests.records.formats import ANNEX_A, BOOKS, REGISTER_XLSX, Format

every_book = pytest.mark.parametrize("kind", BOOKS, ids=lambda kind: kind.name)
SHEET = "xl/worksheets/sheet1.xml"


def _refused(kind: Format, content: bytes) -> tuple[str, str]:
    found = reading(file(kind.file_name, content))
    assert [problem.severity for problem in found.problems] == [Severity.FILE]
    assert not any(frame.height for frame in found.tables.values())
    return found.problems[0].code, found.problems[0].sentence()


@every_book
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_cut_short(kind: Format, share: float) -> None:
    whole = kind.sound(50).content
    code, said = _refused(kind, whole[: int(len(whole) * share)])
    assert code == "damaged_workbook"
    assert "Save the workbook again" in said


@every_book
def test_a_damaged_part(kind: Format) -> None:
    whole = kind.sound(500).content
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        at = archive.getinfo(SHEET).header_offset + 400
    code, said = _refused(kind, whole[:at] + b"\x00" * 60 + whole[at + 60 :])
    assert code == "damaged_workbook"
    assert "sheet1.xml" in said


@every_book
def test_a_password(kind: Format) -> None:
    code, said = _refused(kind, password_protected())
    assert code == "password"
    assert said.endswith("Save it without one")


@every_book
def test_an_old_office_document(kind: Format) -> None:
    code, said = _refused(kind, OLE + b"\x00" * 600)
    assert code == "wrong_kind"
    assert "Excel 97-2003" in said


@every_book
def test_a_zip_bomb_is_not_opened(kind: Format) -> None:
    """Sixty megabytes of blanks in some kilobytes, beside sheets that are sound."""
    bomb = with_part(kind.sound(3).content, SHEET, lambda part: part + b" " * 60_000_000)
    assert len(bomb) < 200_000
    code, said = _refused(kind, bomb)
    assert code == "zip_bomb"
    assert "Not opened" in said


@every_book
def test_a_zip_bomb_that_lies_about_its_size(kind: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    """The declared size is checked first; what is unpacked is counted whatever was declared."""
    monkeypatch.setattr(container, "MAX_UNPACKED", 20_000)
    monkeypatch.setattr(container, "_check_declared", lambda entries, packed: None)
    code, _ = _refused(kind, kind.sound(2_000).content)
    assert code == "zip_bomb"


@every_book
@pytest.mark.parametrize("mark", ['r="XFD1048576"', "r = 'XFD1048576'", 'r="zz99999"'])
def test_one_cell_far_from_the_others_is_not_opened(kind: Format, mark: str) -> None:
    """A few bytes that ask for a grid of seventeen thousand million cells."""
    far = f'<row r="9"><c {mark} t="str"><v>x</v></c></row></sheetData>'.encode()
    content = with_part(kind.sound(3).content, SHEET, lambda part: part.replace(b"</sheetData>", far))
    code, said = _refused(kind, content)
    assert code == "cells_far_apart"
    assert kind.sheet in said


@every_book
def test_cells_far_away_that_are_only_coloured_do_no_harm(kind: Format) -> None:
    far = b'<row r="9"><c r="XFD1048576" s="0"/></row></sheetData>'
    content = with_part(kind.sound(3).content, SHEET, lambda part: part.replace(b"</sheetData>", far))
    assert reading(file(kind.file_name, content)).tables[kind.table].height == 3


@every_book
def test_entities_in_a_part_are_never_expanded(kind: Format) -> None:
    attack = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    content = with_part(kind.sound(3).content, SHEET, lambda part: attack + part.partition(b"?>")[2])
    code, said = _refused(kind, content)
    assert code == "document_type"
    assert SHEET in said


@every_book
def test_a_zip_that_is_no_workbook(kind: Format) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("ssd_person.csv", "pers_person_id\n1\n")
    code, said = _refused(kind, stream.getvalue())
    assert code == "wrong_kind"
    assert "ZIP archive that is no workbook" in said


def test_text_under_the_name_of_a_workbook() -> None:
    """A register saved as CSV and named .xlsx is read; Annex A as text cannot be, and is told."""
    found = reading(file("health_assessment.xlsx", csv_text(REGISTER_XLSX.rows(3))))
    assert found.tables["health_assessment"].height == 3
    told = reading(file("Annex A.xlsx", "Some,Text\n1,2\n")).problems
    assert [(problem.code, problem.found) for problem in told] == [("wrong_kind", "text")]


@every_book
def test_formulas_are_read_by_their_stored_results(kind: Format) -> None:
    rows = [list(row) for row in kind.rows(3)]
    rows[2][kind.date_at] = "=TODAY()"
    found = reading(kind.write(rows))
    told = found.one("formula")
    assert (told.row, told.count, told.place) == (3, 1, kind.sheet)
    assert found.tables[kind.table][kind.date_column].null_count() == 0


@every_book
def test_a_formula_that_was_never_calculated(kind: Format) -> None:
    rows = [list(row) for row in kind.rows(3)]
    rows[2][kind.date_at] = "=TODAY()"
    content = with_part(
        kind.write(rows).content,
        SHEET,
        lambda part: part.replace(b"<v>12/03/2018</v>", b"").replace(b' t="str"', b""),
    )
    found = reading(file(kind.file_name, content))
    told = found.one("formula_without_result")
    assert (told.row, told.count, told.severity) == (3, 1, Severity.VALUE)


@every_book
def test_cells_that_show_an_error(kind: Format) -> None:
    rows = [list(row) for row in kind.rows(3)]
    rows[2][kind.date_at] = "=NA()"
    content = with_part(
        kind.write(rows).content,
        SHEET,
        lambda part: part.replace(b't="str"', b't="e"').replace(b"<v>12/03/2018</v>", b"<v>#N/A</v>"),
    )
    told = reading(file(kind.file_name, content)).one("error_cell")
    assert (told.row, told.column) == (3, kind.headings[kind.date_at])
    assert '"#N/A"' in told.found


@every_book
def test_error_cells_in_a_thousand_columns_are_bounded(kind: Format) -> None:
    rows = [(*kind.headings, *(f"x{n}" for n in range(1000))), (*kind.row(1), *["=NA()"] * 1000)]
    content = with_part(
        kind.write(rows).content,
        SHEET,
        lambda part: part.replace(b't="str"', b't="e"').replace(b"<v>12/03/2018</v>", b"<v>#N/A</v>"),
    )
    found = reading(file(kind.file_name, content))
    assert len(found.problems) < 60
    assert sum(problem.count for problem in found.of("error_cell")) == 1000


@every_book
def test_headings_below_a_title_keep_the_rows_numbers(kind: Format) -> None:
    rows = [("Quarter 4",), (), *kind.rows(3)]
    rows[4] = tuple("31/02/2018" if at == kind.date_at else cell for at, cell in enumerate(rows[4]))
    found = reading(kind.write(rows))
    assert found.one("not_understood").row == 5
    assert found.tables[kind.table][kind.person].to_list()[0] == "P00001"


@every_book
def test_dates_as_a_spreadsheet_keeps_them(kind: Format) -> None:
    rows = [list(row) for row in kind.rows(2)]
    rows[1][kind.date_at] = 43171
    found = reading(kind.write(rows))
    first, second = found.tables[kind.table][kind.date_column].to_list()
    assert first == second


def test_sheets_of_notes_are_told_and_do_no_harm() -> None:
    content = workbook(
        {"Read me": [("Please fill in",), ("all lists",)], "List 8": ANNEX_A.rows(3), "Empty": []}
    )
    found = reading(file("Annex_A.xlsx", content))
    assert found.one("sheet_not_read").place == "Read me"
    assert found.one("empty_sheet").place == "Empty"
    assert found.tables["ssd_cla_reviews"].height == 3


def test_a_register_beside_a_sheet_that_is_none() -> None:
    content = workbook(
        {"Health assessments": REGISTER_XLSX.rows(3), "Pivot": [("Team", "Count"), ("North", 3)]}
    )
    found = reading(file("q4.xlsx", content))
    assert found.one("sheet_not_read").place == "Pivot"
    assert found.tables["health_assessment"].height == 3


def test_a_register_without_a_register_s_headings_costs_its_file() -> None:
    content = workbook({"Sheet1": [("Team", "Count"), ("North", 3)]})
    assert reading(file("health_assessment.xlsx", content)).one("missing_heading").severity is Severity.FILE


def test_one_damaged_file_does_not_cost_the_others() -> None:
    sound = REGISTER_XLSX.sound(3)
    found = reading(file("health_assessment 2.xlsx", sound.content[:300]), sound)
    assert found.one("damaged_workbook").file == "health_assessment 2.xlsx"
    assert found.tables["health_assessment"].height == 3
