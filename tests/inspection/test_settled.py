"""What the reader gives is what the office's form takes."""

from dataclasses import asdict
from pathlib import Path

from sightline.engine.inspection import read_report
from sightline.office.improvement.settling import SettleForm, initial_of, shape_of
from tests.inspection.made_reports import AREAS_2018, ilacs, pdf, run

HELP = "The experiences and progress of children who need help and protection"


def test_a_report_as_read_fills_the_form(tmp_path: Path) -> None:
    read = asdict(read_report(pdf(tmp_path, ilacs())))
    told = {name: value for name, value in initial_of(read).items() if value} | {
        "reference": "somewhere-2022"
    }
    form = SettleForm(told, shape=shape_of(read))
    assert form.is_valid(), form.errors
    settled = form.settled()
    assert (
        settled.judgements == read["judgements"] and len(settled.paragraphs) == 11 and len(settled.needs) == 2
    )


def test_a_grade_that_was_left_for_a_person_has_its_place_on_the_form(tmp_path: Path) -> None:
    read = asdict(
        read_report(pdf(tmp_path, ilacs(areas=AREAS_2018[:3], sections=((f"{HELP}: good", run(1, 3)),))))
    )
    shape = shape_of(read)
    assert {"help_protection", "overall"} <= set(shape["areas"])
    told = {name: value for name, value in initial_of(read).items() if value} | {
        "reference": "somewhere-2022",
        "judgement_help_protection": "requires_improvement",
        "judgement_overall": "inadequate",
    }
    told |= {f"settled_{n}": "on" for n in range(len(read["unsettled"]))}
    form = SettleForm(told, shape=shape)
    assert form.is_valid(), form.errors
    assert form.settled().judgements["overall"] == "inadequate"
    assert "told in two ways" in " ".join(shape["unsettled"])
