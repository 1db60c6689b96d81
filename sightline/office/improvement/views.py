"""Pages of inspections: what was said, what a person made of it, and which need it speaks to."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sightline.engine.measures.catalogue import MEASURES
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.access.user import signed_in
from sightline.office.improvement import actions
from sightline.office.improvement.days import acting_day, reading_day
from sightline.office.improvement.forms import KindForm, LinkForm, UnlinkForm
from sightline.office.improvement.lensing import period_of
from sightline.office.improvement.models import Inspection, Need, Paragraph, ParagraphNeed
from sightline.office.improvement.pages import act, posted
from sightline.office.improvement.tied import quoted, tied
from sightline.office.lens.kept import until_an_act
from sightline.office.lens.lens import Lens

SECTIONS = {
    "help_protection": "Children who need help and protection",
    "care_and_care_leavers": "Children in care and care leavers",
    "care": "Children in care",
    "care_leavers": "Care leavers",
    "adoption": "Adoption",
    "leaders": "Leaders",
    "lscb": "The Local Safeguarding Children Board",
    "recommendations": "Recommendations",
}


def paragraph_at(reference: str, place: str) -> Paragraph:
    """A paragraph by its place: "20", or "2-3" for the third of the second part. Raises Http404."""
    part, _, number = place.rpartition("-")
    if not (number.isdecimal() and (part or "1").isdecimal() and len(place) < 10):
        raise Http404("There is no such paragraph")
    found = Paragraph.objects.select_related("inspection", "kind_by")
    return get_object_or_404(found, inspection__reference=reference, part=int(part or 1), number=int(number))


@allowed(Permission.SEE_PLAN)
def inspections(request: HttpRequest) -> HttpResponse:
    """Every inspection, newest first."""
    found = Inspection.objects.prefetch_related("judgements")
    page = until_an_act(request, "improvement/inspections.jinja", lambda: {"inspections": found})
    return page.answer(request)


@allowed(Permission.SEE_PLAN)
def inspection(request: HttpRequest, reference: str) -> HttpResponse:
    """One inspection: judgements, needs, and every paragraph with what it became."""
    kind = request.GET.get("kind", "")
    page = until_an_act(
        request, "improvement/inspection.jinja", lambda: _inspection(reference, kind), asked={"kind": kind}
    )
    return page.answer(request)


def _inspection(reference: str, kind: str) -> dict[str, Any]:
    found = get_object_or_404(Inspection, reference=reference)
    paragraphs = found.paragraphs.prefetch_related("need_links__need", "actions")
    if kind:
        paragraphs = paragraphs.filter(kind="" if kind == "unjudged" else kind)
    sections: dict[str, list[Paragraph]] = {}
    for one in paragraphs:
        sections.setdefault(SECTIONS.get(one.section, one.section or "Findings"), []).append(one)
    needs = found.needs.prefetch_related("paragraph_links__paragraph", "actions")
    return {"inspection": found, "sections": sections, "needs": needs, "kind": kind}


@allowed(Permission.SEE_PLAN)
def paragraph(request: HttpRequest, reference: str, place: str) -> HttpResponse:
    """One paragraph: what it says, what a person judged it to be, and what is tied to it."""
    day = reading_day(request)
    lens = Lens.for_request(request)
    page = until_an_act(
        request, "improvement/paragraph.jinja", lambda: _paragraph(lens, reference, place, day)
    )
    return page.answer(request)


def _paragraph(lens: Lens, reference: str, place: str, day: date) -> dict[str, Any]:
    found = paragraph_at(reference, place)
    return {
        "measures": [(one, row, row and period_of(row)) for one, row in tied(lens, found, day)],
        "quoted": [(one, one.public and period_of(one.public)) for one in quoted(lens, found)],
        "titles": {one.id: one.title for one in MEASURES.values()},
        "paragraph": found,
        "links": found.need_links.select_related("need", "by").filter(on__lte=day),
        "actions": [(one, one.status(day), one.why(day)) for one in found.actions.filter(on__lte=day)],
        "discussed": found.discussions.filter(on__lte=day).count(),
        "day": day,
    }


@allowed(Permission.SEE_PLAN)
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """One need: the paragraphs that speak to it and the actions that answer it."""
    day = reading_day(request)
    return until_an_act(request, "improvement/need.jinja", lambda: _need(pk, day)).answer(request)


def _need(pk: int, day: date) -> dict[str, Any]:
    found = get_object_or_404(Need.objects.select_related("inspection"), pk=pk)
    return {
        "need": found,
        "links": found.paragraph_links.select_related("paragraph", "by").filter(on__lte=day),
        "actions": [(one, one.status(day), one.why(day)) for one in found.actions.filter(on__lte=day)],
        "day": day,
    }


def _page_of(found: Paragraph) -> str:
    return reverse("improvement:paragraph", args=[found.inspection.reference, found.place])


@allowed(Permission.CHANGE_PLAN)
def judge(request: HttpRequest, reference: str, place: str) -> HttpResponse:
    """Say whether a paragraph is a strength, a weakness or mixed."""
    found = paragraph_at(reference, place)
    form = KindForm(posted(request), initial={"version": found.version, "kind": found.kind})
    return act(
        request,
        form,
        lambda told: actions.judge_paragraph(
            found, told["kind"], version=told["version"], by=signed_in(request), on=acting_day(request)
        ),
        heading=found.name,
        about=found.words,
        button="Save",
        done="What the paragraph is has been saved.",
        back=_page_of(found),
        row=found,
    )


@allowed(Permission.CHANGE_PLAN)
def link(request: HttpRequest, reference: str, place: str) -> HttpResponse:
    """Link a paragraph to a need, with the reason."""
    found = paragraph_at(reference, place)
    return act(
        request,
        LinkForm(posted(request), inspection=found.inspection),
        lambda told: actions.link_need(
            found, told["need"], reason=told["reason"], by=signed_in(request), on=acting_day(request)
        ),
        heading=f"Link {found.name.lower()} to a need",
        about=found.words,
        button="Link them",
        dated=True,
        done=lambda made: f"{found.name} is now linked to need {made.need.number}.",
        back=_page_of(found),
    )


@allowed(Permission.CHANGE_PLAN)
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link away, with the reason."""
    found = get_object_or_404(ParagraphNeed.objects.select_related("paragraph__inspection", "need"), pk=pk)
    return act(
        request,
        UnlinkForm(posted(request)),
        lambda told: actions.unlink_need(found, reason=told["reason"], by=signed_in(request)),
        heading=f"Take away the link from {found.paragraph.name.lower()} to need {found.need.number}",
        about=found.reason,
        button="Take the link away",
        done=f"The link to need {found.need.number} has been taken away. The trail keeps that it was there.",
        back=_page_of(found.paragraph),
    )
