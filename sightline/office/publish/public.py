"""Pages that need no sign-in: published papers, decisions, the scorecard. Frozen content, never live."""

from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from sightline.office.access import trail
from sightline.office.access.doors import open_to_all
from sightline.office.governance.models import AgendaItem, Meeting
from sightline.office.improvement.lensing import authority_of
from sightline.office.lens.kept import published
from sightline.office.publish.actions import is_as_frozen, is_as_published, pdf_is_as_frozen
from sightline.office.publish.card import at_a_glance, figure_of
from sightline.office.publish.figures import by_period
from sightline.office.publish.models import Paper, Scorecard


def _published() -> Any:
    return Paper.objects.filter(state=Paper.State.PUBLISHED).select_related("meeting")


@open_to_all
def home(request: HttpRequest) -> HttpResponse:
    """What the public may read."""
    key = (trail.acts_until_now(),)
    return published(request, "publish/public_home.jinja", key, lambda: _home(request)).answer(request)


def _home(request: HttpRequest) -> dict[str, Any]:
    names = {body.id: body.name for body in authority_of(request).bodies}
    decided = Meeting.objects.filter(minutes_published_on__isnull=False).order_by("-held_on")
    open_items = Prefetch("items", AgendaItem.objects.filter(exempt=False), to_attr="open_items")
    decided = decided.prefetch_related(open_items).annotate(exempt=Count("items", Q(items__exempt=True)))
    return {
        "papers": _published().defer("pdf"),
        "meetings": [(one, names.get(one.body, one.title)) for one in decided],
        "scorecard": Scorecard.objects.defer("content").first(),
    }


@open_to_all
def paper(request: HttpRequest, reference: str) -> HttpResponse:
    """A published paper, word for word as it was frozen."""
    found = get_object_or_404(_published().defer("pdf"), reference=reference)
    if not is_as_frozen(found):
        raise Http404("This paper is not what was frozen, so it is not shown")
    key = (reference, found.frozen_sha256, found.published_on)
    told = {"paper": found, "frozen": found.frozen, "by_period": by_period}
    return published(request, "publish/public_paper.jinja", key, lambda: told).answer(request)


@open_to_all
def paper_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The same as a tagged PDF, made when it was frozen."""
    found = get_object_or_404(_published(), reference=reference)
    if not (is_as_frozen(found) and pdf_is_as_frozen(found)):
        raise Http404("This paper is not what was frozen, so it is not shown")
    answer = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.reference}.pdf"'
    return answer


@open_to_all
def scorecard(request: HttpRequest) -> HttpResponse:
    """The newest scorecard, as it was published: a line for each measure."""
    newest, whole = _newest(), authority_of(request).name

    def told() -> dict[str, Any]:
        card = _card(newest)
        return {"card": card, "areas": at_a_glance(card.content, whole) if card else {}}

    return published(request, "publish/scorecard.jinja", newest or ("none", ""), told).answer(request)


@open_to_all
def scorecard_measure(request: HttpRequest, measure_id: str) -> HttpResponse:
    """One measure of the newest scorecard: each period, by area."""
    newest = _newest()

    def told() -> dict[str, Any]:
        card = _card(newest)
        figure = figure_of(card.content, measure_id) if card else None
        if figure is None:
            raise Http404("The scorecard does not tell of this measure")
        return {"card": card, "figure": figure, "by_period": by_period}

    key = (*(newest or ("none", "")), measure_id)
    return published(request, "publish/scorecard_measure.jinja", key, told).answer(request)


def _newest() -> tuple[int, str] | None:
    return Scorecard.objects.values_list("pk", "sha256").first()


def _card(newest: tuple[int, str] | None) -> Scorecard | None:
    if newest is None:
        return None
    card = Scorecard.objects.get(pk=newest[0])
    if not is_as_published(card):
        raise Http404("This scorecard is not what was published, so it is not shown")
    return card
