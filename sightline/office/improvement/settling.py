"""A report as it was read, on one form: what the reader left unsettled first, then everything it read."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms

from sightline.office.improvement.forms import DayField, line, text
from sightline.office.improvement.inspections import GRADES, TITLES, Settled
from sightline.office.improvement.models import Paragraph

SPARE = 4
"""Empty needs on the form where the report names some that could not be told apart."""

CREDIT = "Ofsted. © Crown copyright, Open Government Licence v3.0."


class ReportForm(forms.Form):
    """The document to read."""

    report = forms.FileField(
        label="Upload an inspection report",
        help_text="A PDF or text file, as published. Its words are kept here, for those who sign in.",
        error_messages={"required": "Choose the report's file", "empty": "The file is empty: choose another"},
    )


class SettleForm(forms.Form):
    """Everything read from a report, to be put right by a person before it is saved.

    ``told``: what the reader gave, or what was posted back. Each unsettled matter must be ticked as checked.
    """

    file_name = forms.CharField(widget=forms.HiddenInput, required=False)
    file_sha256 = forms.CharField(widget=forms.HiddenInput, required=False)
    reference = forms.SlugField(
        label="A short name for it in addresses",
        help_text="Letters, numbers and hyphens, such as west-sussex-2019.",
        error_messages={"required": "Enter a short name", "invalid": "Use letters, numbers and hyphens only"},
    )
    authority = line("Which authority?", "Enter the authority")
    framework = line("Which framework?", "Enter the framework", required=False)
    starts_on = DayField(label="When did the inspection start?")
    ends_on = DayField(label="When did it end?")
    lead_inspectors = line("Who led it?", "", required=False)

    def __init__(self, data: Any = None, *, shape: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.unsettled = [f"settled_{n}" for n in range(len(shape["unsettled"]))]
        for name, matter in zip(self.unsettled, shape["unsettled"], strict=True):
            self.fields[name] = forms.BooleanField(
                label=matter, error_messages={"required": f"Check this against the report: {matter}"}
            )
        self.areas = tuple(shape["areas"])
        for area in self.areas:
            self.fields[f"judgement_{area}"] = _grade(area, unread=area in shape["unread"])
        self.needs = range(1, shape["needs"] + 1)
        self.paragraphs = {f"paragraph_{n}": told for n, told in enumerate(shape["paragraphs"])}
        for number in self.needs:
            self.fields[f"need_{number}"] = text(f"Need {number}", "", rows=2, required=False)
        for name, (part, number, section) in self.paragraphs.items():
            title = Paragraph(part=part, number=number).name
            self.fields[name] = text(title, "", hint=TITLES.get(section, section), rows=4, required=False)

    def settled(self) -> Settled:
        """What may be saved: empty needs and paragraphs are left out."""
        told = self.cleaned_data
        needs = [told[f"need_{number}"].strip() for number in self.needs]
        return Settled(
            reference=told["reference"],
            authority=told["authority"],
            framework=told["framework"],
            starts_on=told["starts_on"],
            ends_on=told["ends_on"],
            credit=CREDIT,
            judgements={area: told[f"judgement_{area}"] for area in self.areas if told[f"judgement_{area}"]},
            needs=[{"number": n, "full_text": words} for n, words in enumerate(filter(None, needs), start=1)],
            paragraphs=[
                {"part": part, "number": number, "section": section, "full_text": told[name].strip()}
                for name, (part, number, section) in self.paragraphs.items()
                if told[name].strip()
            ],
            lead_inspectors=told["lead_inspectors"],
            file_name=told["file_name"],
            file_sha256=told["file_sha256"],
        )


def _grade(area: str, *, unread: bool) -> forms.ChoiceField:
    """A judgement. ``unread``: the report makes it, and its grade could not be read: a person must choose."""
    title = TITLES.get(area, area)
    return forms.ChoiceField(
        label=title,
        choices=[("", "Choose a grade" if unread else "Not in the report"), *GRADES.items()],
        required=unread,
        error_messages={"required": f"Choose the grade for: {title}"},
    )


def _parts(numbers: Iterable[int]) -> Iterator[int]:
    """The part of each number: one more whenever they start again."""
    part, last = 1, 0
    for number in numbers:
        part, last = part + (number <= last), number
        yield part


def shape_of(read: Mapping[str, Any]) -> dict[str, Any]:
    """What the form must hold for a report: small enough to travel signed with the form."""
    areas = list(
        dict.fromkeys([*read["judgements"], *(("overall", "leaders") if not read["judgements"] else ())])
    )
    told = read["paragraphs"]
    doubtful = any(item["what"] == "need" for item in read["unsettled"])
    return {
        "unsettled": [_matter(item) for item in read["unsettled"]],
        "areas": areas,
        "unread": [area for area, grade in read["judgements"].items() if not grade],
        "needs": max(len(read["needs"]) + (SPARE if doubtful else 0), 1),
        "paragraphs": [
            [part, item["number"], item["section"] or ""]
            for part, item in zip(_parts(item["number"] for item in told), told, strict=True)
        ],
    }


def _matter(item: Mapping[str, Any]) -> str:
    page = f", page {item['page']}" if item.get("page") else ""
    why = item.get("why") or item.get("detail") or item.get("found") or ""
    return f"{str(item['what']).capitalize()}{page}" + (f": {why}" if why else "")


def initial_of(read: Mapping[str, Any]) -> dict[str, Any]:
    """The form's first values: what the reader read."""

    def day(value: Any) -> Any:
        found = date.fromisoformat(value) if isinstance(value, str) and value else value
        return f"{found:%d/%m/%Y}" if isinstance(found, date) else found

    first = {
        "authority": read["authority"] or "",
        "framework": read["framework"] or "",
        "starts_on": day(read["inspection_start"]),
        "ends_on": day(read["inspection_end"]),
        "lead_inspectors": ", ".join(read["lead_inspectors"] or []),
    }
    first |= {f"judgement_{area}": grade or "" for area, grade in read["judgements"].items()}
    first |= {f"need_{n}": words for n, words in enumerate(read["needs"], start=1)}
    return first | {f"paragraph_{n}": item["text"] for n, item in enumerate(read["paragraphs"])}
