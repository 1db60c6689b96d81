"""Files that are no report, or are broken: each is refused with what was found and what was expected."""

from pathlib import Path

import pypdfium2
import pytest
import typst

from sightline.engine.inspection import read_report
from tests.inspection.made_reports import ilacs, pdf

REPORT_TEXT = """Somewhere County Council
Inspection of children’s social care services
Inspection dates: 3 to 14 June 2019
Lead inspector: Ann Example
Judgement Grade
The impact of leaders on social work practice with
Requires improvement to
children and families
be good
The experiences and progress of children who need help and protection Good
The experiences and progress of children in care and care leavers Good
Overall effectiveness Good
What needs to improve
\uf06e The timeliness of initial health assess\ufffements.
\uf0a7 Supervision.
The experiences and progress of children who need help and
protection: good
1. Children are seen.
2.Plans are kept.
3. 16- and 17-year-olds are heard.
The impact of leaders on social work practice with children and families requires improvement to be good
4. Leaders know.
"""


def refused(path: Path) -> str:
    with pytest.raises(ValueError, match=r"found .*expected") as told:
        read_report(path)
    return str(told.value)


def put(folder: Path, data: bytes, name: str = "report.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_an_empty_file(tmp_path: Path) -> None:
    assert "empty file" in refused(put(tmp_path, b""))
    assert "empty file" in refused(put(tmp_path, b" \n\n", "report.txt"))


def test_a_pdf_cut_short_is_refused_or_its_losses_are_told(tmp_path: Path) -> None:
    whole = pdf(tmp_path, ilacs()).read_bytes()
    complete = read_report(tmp_path / "report.pdf")
    for share in (0.02, 0.3, 0.6, 0.9, 0.99):
        cut = put(tmp_path, whole[: int(len(whole) * share)], "cut.pdf")
        try:
            read = read_report(cut)
        except ValueError as error:
            assert "expected" in str(error)
        else:
            assert read.unsettled or read == complete


def test_a_pdf_locked_with_a_password(tmp_path: Path) -> None:
    locked = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
        b"4 0 obj<</Filter/Standard/V 2/R 3/Length 128/P -44/O<"
        + b"41" * 32
        + b">/U<"
        + b"42" * 32
        + b">>>endobj\n"
        b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<" + b"43" * 16 + b"><" + b"43" * 16 + b">]/Size 5>>\n%%EOF\n"
    )
    assert "locked with a password" in refused(put(tmp_path, locked))


def test_pages_that_are_pictures(tmp_path: Path) -> None:
    picture = typst.compile(b"#rect(width: 200pt, height: 200pt, fill: gray)#pagebreak()#circle(fill: red)")
    assert "without any text" in refused(put(tmp_path, picture))


def test_a_pdf_that_is_no_report(tmp_path: Path) -> None:
    other = typst.compile(
        b"= Minutes of the meeting\n1. Apologies\n\n2. Minutes\n\n3. Budget\n\n4. Roads\n\n#lorem(400)"
    )
    told = refused(put(tmp_path, other))
    assert "no line with the dates" in told and "lorem" not in told.lower(), (
        "its words may be anyone's: not repeated"
    )


def test_a_thousand_pages(tmp_path: Path) -> None:
    long = pypdfium2.PdfDocument.new()
    for _ in range(1000):
        long.new_page(200, 200)
    long.save(tmp_path / "long.pdf")
    assert "1,000 pages" in refused(tmp_path / "long.pdf")


def test_a_page_with_a_flood_of_characters(tmp_path: Path) -> None:
    flood = typst.compile(b'#set page(width: 3000pt, height: 3000pt)\n#set text(size: 2pt)\n#("ab " * 30000)')
    assert "characters on page 1" in refused(put(tmp_path, flood))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"PK\x03\x04 and so on", "ZIP archive"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\x00\x01\x02" * 50, "neither text nor PDF"),
        (b"%PDF-1.7\nnothing follows", "cut short or damaged"),
        (b"<html><body><script>1</script></body></html>", "without any text"),
        (b"<!DOCTYPE html><html><body><h1>Page not found</h1><p>Try again.</p></body></html>", "no grades"),
        ("A letter: 20 June to 1 July.\n".encode("utf-16"), "no line with the dates"),
    ],
)
def test_other_files(tmp_path: Path, data: bytes, found: str) -> None:
    assert found in refused(put(tmp_path, data))


def test_plain_text_with_wrapped_headings_and_glued_numbers(tmp_path: Path) -> None:
    report = read_report(put(tmp_path, REPORT_TEXT.encode(), "report.txt"))
    assert (report.authority, report.framework) == ("Somewhere", "ILACS")
    assert report.judgements == {
        "leaders": "requires_improvement",
        "help_protection": "good",
        "care_and_care_leavers": "good",
        "overall": "good",
    }
    assert report.needs == ("The timeliness of initial health assess-ments.", "Supervision.")
    assert [(one.number, one.section, one.text) for one in report.paragraphs] == [
        (1, "help_protection", "Children are seen."),
        (2, "help_protection", "Plans are kept."),
        (3, "help_protection", "16- and 17-year-olds are heard."),
        (4, "leaders", "Leaders know."),
    ]
    assert not report.unsettled


def test_html_under_the_name_of_a_pdf(tmp_path: Path) -> None:
    page = """<!DOCTYPE html><html><head><title>Another Council</title></head><body>
    <h1>Inspection of Somewhere local authority children’s services</h1>
    <p><b>Inspection dates: 3 to 14 June 2024</b></p><p>Lead inspectors: Ann Example and Bo Example, HMI</p>
    <table><tr><th>Judgement</th><th>Grade</th></tr>
    <tr><td>The impact of leaders on social work practice with children and families</td><td>Good</td></tr>
    <tr><td>The experiences and progress of children who need help and protection</td><td>Good</td></tr>
    <tr><td>The experiences and progress of children in care</td><td>Outstanding</td></tr>
    <tr><td>The experiences and progress of care leavers</td><td>Requires improvement to be good</td></tr>
    <tr><td>Overall effectiveness</td><td>Good</td></tr></table>
    <h2>What needs to improve?</h2><ul><li>Supervision, in<ul><li>teams</li></ul></li><li>Plans.</li></ul>
    <h2>The experiences and progress of children who need help and protection: good</h2>
    <ol><li>Children are seen.</li><li>Plans are kept.</li></ol>
    <h2>The experiences and progress of children in care: outstanding</h2>
    <ol start="3"><li>Children are heard.</li></ol></body></html>"""
    report = read_report(put(tmp_path, page.encode()))
    assert (report.authority, report.lead_inspectors) == ("Somewhere", ("Ann Example", "Bo Example"))
    assert report.judgements["care"] == "outstanding" and len(report.judgements) == 5
    assert [need.split(",")[0] for need in report.needs] == ["Supervision", "Plans."]
    assert [(one.number, one.section) for one in report.paragraphs] == [
        (1, "help_protection"),
        (2, "help_protection"),
        (3, "care"),
    ]
    assert not report.unsettled


def test_as_dict_is_ready_for_json(tmp_path: Path) -> None:
    told = read_report(pdf(tmp_path, ilacs(dates="to be confirmed"))).as_dict()
    assert told["inspection_start"] is None and told["lead_inspectors"] == ["Ann Example"]
    assert told["paragraphs"][0] == {
        "number": 1,
        "section": "help_protection",
        "text": told["paragraphs"][0]["text"],
        "page": 1,
    }
    assert told["unsettled"] == [
        {
            "what": "date",
            "page": 1,
            "found": "The dates are printed as “to be confirmed”: enter the first and the last day of the inspection.",
        }
    ]


def test_a_flood_of_numbers(tmp_path: Path) -> None:
    assert "20,004 numbered lines" in refused(
        put(tmp_path, (REPORT_TEXT + "1. x\n" * 20_000).encode(), "report.txt")
    )


def test_a_text_larger_than_any_report(tmp_path: Path) -> None:
    assert "3,000,000 bytes" in refused(put(tmp_path, b"word " * 600_000, "report.txt"))
