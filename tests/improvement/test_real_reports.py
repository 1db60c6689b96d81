"""Every real report of the sample goes through the pages: uploaded, settled by a person, saved and read again."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from sightline.office.access.models import User
from sightline.office.improvement.models import Inspection

REPORTS = 12


def fields(page: str) -> dict[str, str]:
    """What a browser would post of the page's form, every box ticked."""
    form = html.fromstring(page).forms[-1]
    ticked = {box.get("name"): "on" for box in form.xpath(".//input[@type='checkbox']")}
    return {name: value or "" for name, value in form.form_values()} | ticked


def saved(client: Client, path: Path) -> Inspection:
    """Upload one report, give whatever the page says is missing, and save it."""
    address = reverse("improvement:load")
    upload = SimpleUploadedFile(path.name, path.read_bytes(), "application/pdf")
    answer = client.post(address, {"report": upload})
    assert answer.status_code == 200, path.name
    told = fields(answer.content.decode())
    assert all(told[name] for name in ("authority", "starts_on", "ends_on", "reference")), path.name
    after = client.post(address, told)
    assert after.status_code == 302, html.fromstring(after.content).xpath("string(//div[@role='alert'])")
    return Inspection.objects.get(reference=told["reference"])


def test_all_twelve_reports_can_be_uploaded_settled_and_saved(
    client: Client, lead: User, shared: Path
) -> None:
    lead.role = "improvement_lead"
    lead.save()
    client.force_login(lead)
    folder = shared / "ofsted"
    truths: list[dict[str, Any]] = list(
        map(json.loads, (folder / "truth.jsonl").read_text("utf-8").splitlines())
    )
    assert len(truths) == REPORTS
    for path in sorted(folder.rglob("*.pdf")):
        inspection = saved(client, path)
        page = client.get(reverse("improvement:inspection", args=[inspection.reference]))
        assert page.status_code == 200
        assert all(one.words for one in inspection.paragraphs.all()), path.name
        last = inspection.paragraphs.last()
        if last is not None:
            address = reverse("improvement:paragraph", args=[inspection.reference, last.place])
            assert last.words[:60] in html.fromstring(client.get(address).content).text_content()
    assert Inspection.objects.count() == REPORTS
    found = {(one.starts_on.isoformat(), one.judgements.count()) for one in Inspection.objects.all()}
    assert found == {(truth["inspection_start"], len(truth["judgements"])) for truth in truths}


@pytest.mark.parametrize("name", ["letter.pdf", "photograph.jpg"])
def test_a_file_that_is_no_report_is_refused_on_the_form(client: Client, lead: User, name: str) -> None:
    lead.role = "improvement_lead"
    lead.save()
    client.force_login(lead)
    upload = SimpleUploadedFile(name, b"nothing of the kind")
    answer = client.post(reverse("improvement:load"), {"report": upload})
    assert answer.status_code == 422
    assert html.fromstring(answer.content).xpath("//div[@role='alert']//a[@href='#id_report']")
