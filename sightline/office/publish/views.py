"""Pages of papers for those who write and publish them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify

from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.access.user import signed_in
from sightline.office.governance.forms import findings
from sightline.office.governance.models import Meeting
from sightline.office.improvement.choosing import offer_measures, suggested
from sightline.office.improvement.days import acting_day
from sightline.office.improvement.lensing import for_others
from sightline.office.improvement.pages import act, posted
from sightline.office.lens.kept import until_an_act
from sightline.office.lens.lens import Lens
from sightline.office.publish import actions
from sightline.office.publish.figures import by_period
from sightline.office.publish.form import SECTIONS
from sightline.office.publish.forms import NewPaperForm, PaperForm, SureForm
from sightline.office.publish.live import live_content, live_scorecard
from sightline.office.publish.models import Paper, Scorecard
from sightline.office.publish.steps import (
    closed_to_freezing,
    closed_to_publishing,
    steps_of,
    titles_of,
    to_be_frozen,
)


def _paper(reference: str) -> Paper:
    found = Paper.objects.select_related("meeting", "by", "published_by").defer("pdf")
    return get_object_or_404(found, reference=reference)


@allowed(Permission.SEE_PLAN)
def papers(request: HttpRequest) -> HttpResponse:
    """Papers by meeting, and the scorecard."""
    return until_an_act(request, "publish/papers.jinja", _papers).answer(request)


def _papers() -> dict[str, Any]:
    shown = Paper.objects.select_related("meeting").defer("frozen", "pdf")
    meetings = Meeting.objects.filter(state=Meeting.State.PLANNED)
    return {"papers": shown, "meetings": meetings, "scorecard": Scorecard.objects.defer("content").first()}


@allowed(Permission.WRITE_PAPERS)
def paper(request: HttpRequest, reference: str) -> HttpResponse:
    """A paper as it stands: a draft with live figures, or what was frozen."""
    return until_an_act(request, "publish/paper.jinja", lambda: _whole(request, reference)).answer(request)


def _whole(request: HttpRequest, reference: str) -> dict[str, Any]:
    found = _paper(reference)
    frozen = found.frozen or _live(request, found)
    steps = steps_of(found, for_others(Lens.for_request(request)))
    return {"paper": found, "frozen": frozen, "steps": steps, "by_period": by_period}


def _live(request: HttpRequest, found: Paper) -> dict[str, Any] | None:
    """What it would say now; None where nothing had been loaded by the day that is read."""
    try:
        return live_content(request, found)
    except ValidationError:
        return None


def _draft(told: dict[str, Any]) -> actions.Draft:
    sections = {section.id: told[section.id] for section in SECTIONS}
    return actions.Draft(told["title"], told["author_title"], sections, tuple(told["measures"]))


@allowed(Permission.WRITE_PAPERS)
def new_paper(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """Start a paper for a meeting."""
    meeting = get_object_or_404(Meeting, pk=meeting_pk)

    def start(told: dict[str, Any]) -> Paper:
        reference = slugify(f"{told['title']}-{meeting.held_on.isoformat()}")
        return actions.start_paper(
            meeting,
            reference,
            _draft(told),
            findings=told["findings"],
            by=signed_in(request),
            on=acting_day(request),
        )

    form = NewPaperForm(posted(request))
    chosen = [one for one in form["findings"].value() or () if str(one).isdecimal()]
    about = suggested(findings().filter(pk__in=chosen))
    offer_measures(form, "measures", Lens.for_request(request).told_measures(), about)
    return act(
        request,
        form,
        start,
        heading="Write a paper",
        about=str(meeting),
        button="Save the draft",
        done="The draft has been saved.",
        back=reverse("publish:papers"),
        to=lambda made: reverse("publish:paper", args=[made.reference]),
    )


@allowed(Permission.WRITE_PAPERS)
def change_paper(request: HttpRequest, reference: str) -> HttpResponse:
    """Change a draft."""
    found = _paper(reference)
    now = {"version": found.version, "title": found.title, "author_title": found.author_title}
    form = PaperForm(posted(request), initial=now | {"measures": found.measures} | found.sections)
    about = suggested(found.findings.select_related("inspection"))
    offer_measures(form, "measures", Lens.for_request(request).told_measures(), about)
    return act(
        request,
        form,
        lambda told: actions.change_paper(
            found, _draft(told), version=told["version"] or 0, by=signed_in(request)
        ),
        heading="Change the paper",
        button="Save the draft",
        done="The draft has been saved.",
        back=reverse("publish:paper", args=[found.reference]),
        row=found,
    )


@allowed(Permission.WRITE_PAPERS)
def freeze(request: HttpRequest, reference: str) -> HttpResponse:
    """Freeze a paper with its figures."""
    found = _paper(reference)
    return act(
        request,
        SureForm(posted(request), initial={"version": found.version}),
        lambda told: actions.freeze(
            found,
            live_content(request, found),
            version=told["version"],
            by=signed_in(request),
            on=acting_day(request),
        ),
        heading="Freeze this paper",
        about=found.title,
        told=[to_be_frozen(found, for_others(Lens.for_request(request)))],
        quoted="Its words and figures will not change again, whatever the record says later.",
        closed=closed_to_freezing(found),
        button="Freeze it",
        done=f"The paper is frozen. It waits to be published by {titles_of(Permission.PUBLISH)}.",
        back=reverse("publish:paper", args=[found.reference]),
        row=found,
    )


@allowed(Permission.PUBLISH)
def publish(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a frozen paper before the public."""
    found = _paper(reference)
    return act(
        request,
        SureForm(posted(request), initial={"version": found.version}),
        lambda told: actions.publish(
            found, version=told["version"], by=signed_in(request), on=acting_day(request)
        ),
        heading="Publish this paper",
        about=found.title,
        quoted="Anyone will be able to read it, without signing in, as it was frozen.",
        closed=closed_to_publishing(found),
        button="Publish it",
        done="The paper is published. Anyone can read it.",
        back=reverse("publish:paper", args=[found.reference]),
        row=found,
    )


@allowed(Permission.PUBLISH)
def publish_scorecard(request: HttpRequest) -> HttpResponse:
    """Put a scorecard of protected figures before the public."""
    return act(
        request,
        SureForm(posted(request), initial={"version": 0}),
        lambda told: actions.publish_scorecard(
            live_scorecard(request), by=signed_in(request), on=acting_day(request)
        ),
        heading="Publish a scorecard",
        quoted="Every measure that may be published, over the shortest time that can be shown.",
        button="Publish it",
        done="The scorecard is published. Anyone can read it.",
        back=reverse("publish:scorecard"),
    )
