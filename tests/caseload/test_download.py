"""Who is waiting, as a workbook: safe to open, labelled, and written in the trail."""

import fastexcel
import polars as pl
import pytest
from django.urls import reverse

from sightline.engine.spreadsheets import safe
from sightline.office.access.models import Entry
from sightline.office.caseload.lines import lines
from sightline.office.lens.lens import Lens
from tests.caseload.conftest import IHA, SignIn


def sheet(content: bytes) -> list[tuple[object, ...]]:
    read = fastexcel.read_excel(content).load_sheet(0, header_row=None, dtypes="string")
    return list(read.to_polars().iter_rows())


def test_the_workbook_names_those_in_reach_and_says_what_it_is(sign_in: SignIn, whole: Lens) -> None:
    page = sign_in("director").get(reverse("caseload:waiting-xlsx", args=[IHA]))
    rows = sheet(page.content)
    face = " ".join(str(row[0]) for row in rows[:5])
    assert "Initial health assessment" in face and "Synthetic children" in face
    assert "as at 30 September 2019" in face and f"snapshot {whole.snapshot.number}" in face  # type: ignore[union-attr]
    named = {row[0] for row in rows if row[1] in {"A1", "B1", "C1", "D1", "E1"}}
    waiting = {"A1", "B1", "E1"}
    assert {row[1] for row in rows} & {"A1", "B1", "C1", "D1", "E1"} == waiting
    assert named == {"Ada Quill", "'+Ben Rook", "Eve Umber"}
    assert "attachment" in page["Content-Disposition"] and "A1" not in page["Content-Disposition"]


def test_no_cell_is_a_formula(sign_in: SignIn) -> None:
    content = sign_in("director").get(reverse("caseload:waiting-xlsx", args=[IHA])).content
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        inside = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in inside and "hyperlink" not in inside.lower()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1", "\n@x"])
def test_what_could_be_a_formula_is_neutralised(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ada", "Ada-Mae =)", "'=1"])
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


def test_the_download_is_in_the_trail_with_its_count_and_no_name(sign_in: SignIn) -> None:
    client = sign_in("social_worker")
    client.get(reverse("caseload:waiting-xlsx", args=[IHA]))
    entry = Entry.objects.get(what="downloaded who is waiting for a duty")
    assert entry.details["children"] == 2 and entry.subject == f"duty:{IHA}"
    assert "Quill" not in str(entry.details) and "A1" not in str(entry.details)
    assert sign_in("councillor").get(reverse("caseload:waiting-xlsx", args=[IHA])).status_code == 403


def test_lists_are_in_the_trail_with_how_many_children_they_named(sign_in: SignIn) -> None:
    client = sign_in("social_worker")
    client.get(reverse("caseload:waiting", args=[IHA]))
    assert Entry.objects.get(what="saw who is waiting for a duty").details["children"] == 2
    client.get(reverse("caseload:children"))
    assert Entry.objects.get(what="saw a list of children").details["children"] == 2


def test_what_is_still_owed_stands_under_whoever_holds_the_child_now(whole: Lens) -> None:
    """Dan's worker left in July: what fell due before is asked of nobody who is gone."""
    owed = whole.owed().filter(pl.col("person_id") == "D1")
    assert "W1" in owed["worker_id"]
    assert {line.worker for line in lines(whole, owed)} == {""}
    of_ada = whole.owed().filter(pl.col("person_id") == "A1")
    assert {line.worker for line in lines(whole, of_ada)} == {"Amara Whitlock"}
