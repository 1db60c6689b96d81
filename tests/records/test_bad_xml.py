"""The SSDA903 return as XML when it should not be trusted, is broken off, or says what nobody expects."""

import pytest

from sightline.engine.records.problems import Severity
from tests.records.files import file, reading
from tests.records.formats import return_xml

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def _with_doctype(declared: str, value: str) -> str:
    text = return_xml(3).replace("WBRI", value, 1)
    return text.replace("<MESSAGE>", f"<!DOCTYPE MESSAGE [{declared}]>\n<MESSAGE>", 1)


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        ('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        ('<!ENTITY l0 "ha">' + LAUGHS, "&l9;"),
        ('<!ENTITY % p SYSTEM "http://example.invalid/x.dtd"> %p;', "WBRI"),
    ],
    ids=["external entity", "billion laughs", "parameter entity"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused(declared: str, value: str, encoding: str) -> None:
    text = _with_doctype(declared, value).replace(
        "<?xml version='1.0'?>", f"<?xml version='1.0' encoding='{encoding}'?>"
    )
    found = reading(file("return.xml", text.encode(encoding)))
    told = found.one("document_type")
    assert told.severity is Severity.FILE
    assert not any(frame.height for frame in found.tables.values())


def test_children_before_a_break_are_read() -> None:
    text = return_xml(200)
    found = reading(file("return.xml", text[: len(text) // 2]))
    told = found.one("broken_xml")
    read = found.tables["ssd_person"].height
    assert 95 <= read <= 100
    assert f"The {read} children before" in told.advice
    assert "line 1" in told.found, "the place is told by line and column"
    assert found.tables["ssd_cla_episodes"].height == read


def test_one_child_s_bad_values_cost_that_child_s_cells_alone() -> None:
    text = return_xml(3).replace("<SEX>F</SEX>", "<SEX>X</SEX>", 1).replace("12/03/2018", "31/02/2018", 1)
    found = reading(file("return.xml", text))
    assert found.one("not_understood", column="SEX").place == "CHILD/HEADER"
    assert found.one("not_understood", column="DEC").place == "CHILD/EPISODE"
    assert found.one("not_understood", column="DEC").row == 1
    assert found.tables["ssd_person"].height == 3


def test_ten_thousand_errors_are_one_message() -> None:
    text = return_xml(10_000).replace("<SEX>F</SEX>", "<SEX>X</SEX>")
    found = reading(file("return.xml", text))
    assert found.one("not_understood").count == 10_000
    assert found.tables["ssd_person"].height == 10_000
    assert len(found.problems) < 8


def test_elements_of_no_table_are_told() -> None:
    text = return_xml(3, "<SHOE_SIZE>4</SHOE_SIZE>").replace("<EPISODE>", "<EPISODES/><EPISODE>", 1)
    found = reading(file("return.xml", text))
    assert {(problem.column, problem.found) for problem in found.of("unknown_element")} == {
        ("CHILD/HEADER", '"SHOE_SIZE"'),
        ("CHILD", '"EPISODES"'),
    }


def test_a_child_without_an_identifier_is_set_aside() -> None:
    found = reading(file("return.xml", return_xml(3).replace("<CHILDID>P00002</CHILDID>", "")))
    assert {problem.row for problem in found.of("row_without_identity")} == {2}
    assert found.tables["ssd_person"].height == 2


def test_a_namespace_changes_nothing() -> None:
    text = return_xml(3).replace("<MESSAGE>", '<MESSAGE xmlns="urn:return">')
    found = reading(file("return.xml", text))
    assert found.tables["ssd_cla_episodes"].height == 3
    assert found.costly == []


@pytest.mark.parametrize("spoilt", ["<x:MESSAGE>", "<x:MESSAGE xmlns='urn:a'>", "<MESSAGE><y:rce>1</y:rce>"])
def test_a_prefix_that_was_never_declared_is_told_not_raised(spoilt: str) -> None:
    found = reading(file("return.xml", return_xml(3).replace("<MESSAGE>", spoilt)))
    assert found.of("broken_xml") or found.of("unknown_format")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    declared = {"utf-8-sig": "utf-8", "utf-16": "utf-16", "cp1252": "windows-1252"}[encoding]
    text = return_xml(3).replace("<?xml version='1.0'?>", f"<?xml version='1.0' encoding='{declared}'?>")
    found = reading(file("return.xml", text.replace("P00002", "Zoë").encode(encoding)))
    assert found.tables["ssd_person"]["pers_person_id"].sort().to_list() == ["P00001", "P00003", "Zoë"]


def test_another_document_and_another_name() -> None:
    told = reading(file("ssda903.xml", "<Message><Children><Child/></Children></Message>")).one(
        "unknown_format"
    )
    assert told.found == "an XML document whose first element is Message"
    found = reading(file("download (3)", return_xml(3)))
    assert found.tables["ssd_person"].height == 3


def test_a_return_of_no_children() -> None:
    told = reading(file("return.xml", "<EXPSSDA903></EXPSSDA903>")).one("no_children")
    assert told.severity is Severity.FILE


@pytest.mark.parametrize("content", [b"", b"  \n", b"<", b"<MESSAGE", b"\x00\x01\x02" * 50])
def test_nothing_that_is_a_document(content: bytes) -> None:
    found = reading(file("ssda903.xml", content))
    assert [problem.severity for problem in found.problems] == [Severity.FILE]
