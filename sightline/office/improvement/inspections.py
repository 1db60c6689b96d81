"""Inspections into the database: from the facts in the package, or from a report that a person loads."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sightline.office.access.models import User
from sightline.office.improvement.facts import facts
from sightline.office.improvement.models import Inspection, Judgement, Need, Paragraph
from sightline.office.improvement.recording import tell

TITLES = {
    "overall": "Overall effectiveness",
    "leaders": "The impact of leaders on social work practice with children and families",
    "help_protection": "The experiences and progress of children who need help and protection",
    "care_and_care_leavers": "The experiences and progress of children in care and care leavers",
    "care": "The experiences and progress of children in care",
    "care_leavers": "The experiences and progress of care leavers",
    "adoption": "Adoption performance",
    "lscb": "The effectiveness of the Local Safeguarding Children Board",
}
"""The areas of judgement in the words of the frameworks, by the codes that the reader gives."""

GRADES = {
    "outstanding": "Outstanding",
    "good": "Good",
    "adequate": "Adequate",
    "requires_improvement": "Requires improvement to be good",
    "inadequate": "Inadequate",
    "not_judged": "Not judged",
}


@dataclass(frozen=True)
class Settled:
    """An inspection with nothing left to settle: what may be saved."""

    reference: str
    authority: str
    framework: str
    starts_on: date
    ends_on: date
    credit: str
    judgements: Mapping[str, str]
    needs: Sequence[Mapping[str, Any]]
    paragraphs: Sequence[Mapping[str, Any]]
    published_on: date | None = None
    lead_inspectors: str = ""
    summary: str = ""
    file_name: str = ""
    file_sha256: str = ""


def from_facts(name: str) -> Settled:
    """The same, ready to be saved."""
    told = facts(name)
    judgements = {item["area"]: item["grade"] for item in told.pop("judgements")}
    told.pop("absent_voices", None)
    told.pop("quoted_figures", None)
    return Settled(judgements=judgements, **told)


def _complaints(settled: Settled) -> list[str]:
    wrong = []
    if settled.ends_on < settled.starts_on:
        wrong.append("The inspection ends before it starts. Check both dates.")
    for area, grade in settled.judgements.items():
        if grade not in GRADES:
            wrong.append(f"The grade for {TITLES.get(area, area)} is not one that is given: choose one.")
    for what, rows in (("need", settled.needs), ("paragraph", settled.paragraphs)):
        counts = Counter((int(row.get("part", 1)), int(row["number"])) for row in rows)
        twice = sorted(number for (_, number), count in counts.items() if count > 1)
        wrong += [f"There are two of {what} {number}. Each number stands once." for number in twice]
        for row in rows:
            if not (row.get("summary") or row.get("full_text")):
                wrong.append(f"The {what} numbered {row['number']} has no words.")
    if Inspection.objects.filter(reference=settled.reference).exists():
        wrong.append(f"An inspection with the reference {settled.reference} is here already.")
    return wrong


@transaction.atomic
def save_inspection(settled: Settled, *, by: User, on: date) -> Inspection:
    """Save an inspection whole, or say everything that is wrong with it."""
    if wrong := _complaints(settled):
        raise ValidationError(wrong)
    inspection = Inspection.objects.create(
        reference=settled.reference,
        authority=settled.authority,
        framework=settled.framework,
        starts_on=settled.starts_on,
        ends_on=settled.ends_on,
        published_on=settled.published_on,
        lead_inspectors=settled.lead_inspectors,
        summary=settled.summary,
        credit=settled.credit,
        file_name=settled.file_name,
        file_sha256=settled.file_sha256,
        by=by,
        on=on,
    )
    Judgement.objects.bulk_create(
        Judgement(inspection=inspection, area=area, title=TITLES.get(area, area), grade=grade)
        for area, grade in settled.judgements.items()
    )
    Need.objects.bulk_create(Need(inspection=inspection, **need) for need in settled.needs)
    Paragraph.objects.bulk_create(Paragraph(inspection=inspection, **item) for item in settled.paragraphs)
    tell("inspection saved", inspection, by=by, reference=settled.reference)
    return inspection
