"""Pages that need no sign-in: published papers, decisions, the scorecard. Frozen content, never live."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sightline.office.access.doors import open_to_all
from sightline.office.governance.models import Meeting
from sightline.office.improvement.lensing import authority_of
from sightline.office.lens.kept import published
from sightline.office.publish.actions import seal
from sightline.office.publish.models import Paper, Scorecard


def _published() -> Any:
    return Paper.objects.filter(state=Paper.State.PUBLISHED).select_related("meeting")


@open_to_all
def home(request: HttpRequest) -> HttpResponse:
    """What the public may read."""
    names = {body.id: body.name for body in authority_of(request).bodies}
    decided = Meeting.objects.filter(state=Meeting.State.HELD).prefetch_related("items").order_by("-held_on")
    context = {
        "papers": _published().defer("pdf"),
        "meetings": [(one, names.get(one.body, one.title)) for one in decided],
        "scorecard": Scorecard.objects.defer("content").first(),
    }
    return render(request, "publish/public_home.jinja", context)


@open_to_all
def paper(request: HttpRequest, reference: str) -> HttpResponse:
    """A published paper, word for word as it was frozen."""
    found = get_object_or_404(_published().defer("pdf"), reference=reference)
    if seal(found.frozen) != found.frozen_sha256:
        raise Http404("This paper is not what was frozen, so it is not shown")
    return render(request, "publish/public_paper.jinja", {"paper": found, "frozen": found.frozen})


@open_to_all
def paper_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The same as a tagged PDF, made when it was frozen."""
    found = get_object_or_404(_published(), reference=reference)
    answer = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.reference}.pdf"'
    return answer


@open_to_all
def scorecard(request: HttpRequest) -> HttpResponse:
    """The newest scorecard, as it was published."""
    newest = Scorecard.objects.values_list("pk", "sha256").first()
    key = newest or ("none", "")
    page = published(request, "publish/scorecard.jinja", key, lambda: {"card": _card(newest)})
    return page.answer(request)


def _card(newest: tuple[int, str] | None) -> Scorecard | None:
    return Scorecard.objects.get(pk=newest[0]) if newest else None
