"""What differs from report to report, one thing at a time, on reports made here."""

from pathlib import Path

import pytest

from sightline.engine.inspection import Report, read_report
from tests.inspection.made_reports import AREAS_2018, AREAS_2023, PLAIN, ilacs, pdf, run, sif, table

HELP = "The experiences and progress of children who need help and protection"
SECTIONS_2023 = (
    (f"{HELP}: outstanding", run(1, 3)),
    ("The experiences and progress of children in care: good", run(4, 6)),
    ("The experiences and progress of care leavers: require improvement to be good", run(7, 8)),
    ("Impact of leaders on social work practice with children and families is: good", run(9, 10)),
)


def read(folder: Path, source: str) -> Report:
    return read_report(pdf(folder, source))


def numbers(report: Report) -> list[int]:
    return [one.number for one in report.paragraphs]


def left(report: Report) -> list[str]:
    return [one.what for one in report.unsettled]


def test_a_plain_report_is_read_whole(tmp_path: Path) -> None:
    report = read(tmp_path, ilacs())
    assert (report.authority, report.framework, report.lead_inspectors) == (
        "Somewhere",
        "ILACS",
        ("Ann Example",),
    )
    assert report.judgements == {
        "leaders": "good",
        "help_protection": "requires_improvement",
        "care_and_care_leavers": "inadequate",
        "overall": "inadequate",
    }
    assert len(report.needs) == 2 and numbers(report) == list(range(1, 12)) and not report.unsettled
    assert [report.paragraphs[n].section for n in (0, 4, 8)] == [
        "help_protection",
        "care_and_care_leavers",
        "leaders",
    ]
    assert report.paragraphs[3].text == f"In matter 4, {PLAIN.lower()}"


def test_care_leavers_judged_apart_and_headings_in_other_words(tmp_path: Path) -> None:
    report = read(tmp_path, ilacs(areas=AREAS_2023, dates="13 to 24 March 2023", sections=SECTIONS_2023))
    assert report.judgements == {
        "leaders": "good",
        "help_protection": "outstanding",
        "care": "good",
        "care_leavers": "requires_improvement",
        "overall": "good",
    }
    assert [report.paragraphs[n].section for n in (0, 3, 6, 8)] == [
        "help_protection",
        "care",
        "care_leavers",
        "leaders",
    ]
    assert not report.unsettled


def test_no_overall_judgement_from_april_2026(tmp_path: Path) -> None:
    without = AREAS_2023[:-1]
    report = read(tmp_path, ilacs(areas=without, dates="4 to 15 May 2026", sections=SECTIONS_2023))
    assert "overall" not in report.judgements and not report.unsettled
    before = read(tmp_path, ilacs(areas=without, dates="4 to 15 May 2025", sections=SECTIONS_2023))
    assert before.judgements["overall"] is None and left(before) == ["judgement"]


def test_rows_in_another_order_and_cells_wrapped_in_narrow_columns(tmp_path: Path) -> None:
    for wide in ("(290pt, 160pt)", "(150pt, 90pt)", "(110pt, 300pt)"):
        report = read(tmp_path, ilacs(grades=table(AREAS_2018[::-1], wide)))
        assert report.judgements == read(tmp_path, ilacs()).judgements and not report.unsettled, wide


def test_a_table_without_ruled_lines(tmp_path: Path) -> None:
    bare = "#set table(stroke: none)\n" + table(AREAS_2018, "(200pt, 110pt)")
    report = read(tmp_path, ilacs(grades=bare))
    assert list(report.judgements.values()).count("inadequate") == 2 and len(report.judgements) == 4
    assert not report.unsettled


def test_a_table_that_goes_over_to_the_next_page(tmp_path: Path) -> None:
    split = (
        table(AREAS_2018[:2])
        + "\n#pagebreak()\n"
        + table(AREAS_2018[2:]).replace("[*Judgement*], [*Grade*], ", "")
    )
    assert read(tmp_path, ilacs(grades=split)).judgements == read(tmp_path, ilacs()).judgements


def test_a_heading_that_contradicts_the_table_is_left_for_a_person(tmp_path: Path) -> None:
    report = read(tmp_path, ilacs(sections=((f"{HELP}: good", run(1, 5)),)))
    assert report.judgements["help_protection"] is None
    assert [one.found for one in report.unsettled] == [
        "The grade for children who need help and protection is told in two ways: requires improvement in the table "
        "on page 1; good in the heading on page 1. Choose the right one."
    ]


def test_running_footers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    footer = "context [Inspection of Somewhere local authority children’s services #linebreak() 10 to 14 October 2012 #counter(page).display()]"
    report = read(
        tmp_path, ilacs(footer=footer, sections=((f"{HELP}: requires improvement to be good", run(1, 60)),))
    )
    assert numbers(report) == list(range(1, 61))
    assert {one.text for one in report.paragraphs} == {
        f"In matter {n}, {PLAIN.lower()}" for n in range(1, 61)
    }
    assert str(report.inspection_start) == "2022-10-10" and not report.unsettled


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ((run(3, 3), ""), "Paragraph 3 was not found between 2 and 4"),
        ((run(3, 5), ""), "Paragraphs 3 to 5 were not found"),
        ((run(3, 3), "#numbered[3.][]\n"), "Paragraph 3 has a number and no words"),
        ((run(1, 2), ""), "The first numbered paragraph found is 3"),
    ],
)
def test_numbers_that_are_missing_or_empty_are_told(
    tmp_path: Path, changed: tuple[str, str], found: str
) -> None:
    report = read(
        tmp_path, ilacs(sections=((f"{HELP}: requires improvement to be good", run(1, 9).replace(*changed)),))
    )
    assert left(report) == ["paragraph"] and found in report.unsettled[0].found


def test_numbers_in_odd_forms_are_held_together_by_their_run(tmp_path: Path) -> None:
    odd = run(1, 9).replace("#numbered[4.]", "#numbered[4]")
    odd = odd.replace(
        '#numbered[5.][#"In matter 5,', '#numbered[5.][#"16- and 17-year-olds wait. In matter 5,'
    )
    odd = odd.replace("#numbered[6.]", "#h(20pt)#numbered[6.]")
    report = read(tmp_path, ilacs(sections=((f"{HELP}: requires improvement to be good", odd),)))
    assert numbers(report) == list(range(1, 10)) and not report.unsettled
    assert report.paragraphs[4].text.startswith("16- and 17-year-olds wait.")


def test_a_date_at_the_start_of_a_line_is_no_paragraph(tmp_path: Path) -> None:
    dated = run(1, 19) + "#block[20 June to 1 July was a hard time for the service.]\n" + run(20, 22)
    report = read(tmp_path, ilacs(sections=((f"{HELP}: requires improvement to be good", dated),)))
    assert numbers(report) == list(range(1, 23)) and not report.unsettled
    assert report.paragraphs[18].text.endswith("20 June to 1 July was a hard time for the service.")
    assert report.paragraphs[19].text.startswith("In matter 20,")


def test_a_list_inside_a_paragraph_does_not_break_the_run(tmp_path: Path) -> None:
    inside = run(1, 4) + "#pad(left: 40pt)[1. one \\ 2. two \\ 3. three]\n" + run(5, 8)
    report = read(tmp_path, ilacs(sections=((f"{HELP}: requires improvement to be good", inside),)))
    assert numbers(report) == list(range(1, 9))


def test_needs_with_points_under_them_and_other_bullets(tmp_path: Path) -> None:
    for mark in ("◼", "•", "▪"):
        listed = (
            f'#need(mark: "{mark}")[The quality of plans, including:]\n'
            '#need(mark: "–", by: 18pt)[their timeliness]\n#need(mark: "–", by: 18pt)[their review.]\n'
            f'#need(mark: "{mark}")[Placement sufficiency. (Enabler two)#super[3]]\n'
        )
        report = read(tmp_path, ilacs(needs=listed))
        assert report.needs == (
            "The quality of plans, including: – their timeliness – their review.",
            "Placement sufficiency. (Enabler two)",
        )
        assert not report.unsettled


def test_needs_in_prose_and_no_needs_are_left_for_a_person(tmp_path: Path) -> None:
    prose = read(tmp_path, ilacs(needs="There are a few matters that vary, and leaders know them.\n"))
    assert prose.needs == () and left(prose) == ["need"] and "in prose" in prose.unsettled[0].found
    absent = read(tmp_path, ilacs(needs=""))
    assert absent.needs == () and left(absent) == ["need"] and "No heading" in absent.unsettled[0].found


@pytest.mark.parametrize(
    "heading", ["What needs to improve", "What needs to improve:", "What needs to be improved?"]
)
def test_the_heading_of_the_needs_varies(tmp_path: Path, heading: str) -> None:
    assert len(read(tmp_path, ilacs().replace("What needs to improve?", heading)).needs) == 2


def test_a_single_inspection_with_its_board(tmp_path: Path) -> None:
    report = read(tmp_path, sif())
    assert (report.authority, report.framework) == ("Elsewhere", "SIF")
    assert report.judgements == {
        "overall": "requires_improvement",
        "help_protection": "requires_improvement",
        "care": "requires_improvement",
        "adoption": "good",
        "care_leavers": "inadequate",
        "leaders": "requires_improvement",
        "lscb": "good",
    }
    assert len(report.needs) == 3 and numbers(report) == list(range(1, 16)) and not report.unsettled
    sections = [one.section for one in report.paragraphs]
    assert [sections[n] for n in (0, 3, 7, 9, 12)] == [
        "recommendations",
        "help_protection",
        "adoption",
        "leaders",
        "lscb",
    ]


def test_numbers_that_start_again_for_the_board(tmp_path: Path) -> None:
    report = read(tmp_path, sif(board=run(1, 6)))
    assert numbers(report) == [*range(1, 13), *range(1, 7)]
    assert {one.section for one in report.paragraphs[12:]} == {"lscb"} and len(report.needs) == 3
    assert "start again at 1 after paragraph 12" in report.unsettled[0].found


def test_a_reinspection_has_no_board(tmp_path: Path) -> None:
    again = sif().replace("Inspection of services", "Re-inspection of services")
    title, body = again.split("#pagebreak()", 1)
    title = title.replace("#text(size: 14pt)[and]\n", "").replace(
        '#text(size: 14pt, weight: "bold")[Review of the effectiveness of the Local Safeguarding Children Board]\n',
        "",
    )
    body = body.split("#under[The Local Safeguarding")[0]
    report = read(tmp_path, f"{title}#pagebreak(){body}")
    assert (
        report.framework == "SIF re-inspection" and "lscb" not in report.judgements and not report.unsettled
    )


def test_headings_inside_the_recommendations(tmp_path: Path) -> None:
    parted = run(1, 2) + "#block(above: 1.6em)[*Leadership and management:*]\n" + run(3, 3)
    plain = run(1, 2) + "#block(above: 1.6em, below: 1.2em)[Practice with families]\n" + run(3, 3)
    for recommendations in (parted, plain):
        report = read(tmp_path, sif(recommendations=recommendations))
        assert [need.split(",")[0] for need in report.needs] == ["In matter 1", "In matter 2", "In matter 3"]
        assert report.needs[1].endswith("know them well.")


def test_a_bold_line_in_the_middle_of_a_sentence_is_no_heading(tmp_path: Path) -> None:
    bold = (
        run(1, 2)
        + "#numbered[3.][Children said that #linebreak() *they are heard and seen* #linebreak() by all.]\n"
        + run(4, 6)
    )
    report = read(tmp_path, ilacs(sections=((f"{HELP}: requires improvement to be good", bold),)))
    assert report.paragraphs[2].text == "Children said that they are heard and seen by all."
    assert numbers(report) == list(range(1, 7)) and not report.unsettled


def test_findings_without_a_number_are_told(tmp_path: Path) -> None:
    loose = run(1, 3) + "#under[A matter apart]\nThis was found and has no number.\n" + run(4, 6)
    report = read(tmp_path, ilacs(sections=((f"{HELP}: requires improvement to be good", loose),)))
    assert [one.found for one in report.unsettled] == [
        "The text between 3 and 4 has no number. Read it there."
    ]
