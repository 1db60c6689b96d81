"""Pages of a challenge: put by a member, answered by the person asked, its effect said by the member."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sightline.engine.measures.catalogue import MEASURES
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.access.user import signed_in
from sightline.office.governance import actions
from sightline.office.governance.forms import AnswerForm, ChallengeForm, EffectForm, findings
from sightline.office.governance.models import Challenge
from sightline.office.governance.views import body_of
from sightline.office.improvement.choosing import Suggestion, offer_measures, suggested
from sightline.office.improvement.days import acting_day, reading_day
from sightline.office.improvement.models import Evidence
from sightline.office.improvement.pages import Closed, act, posted
from sightline.office.lens.kept import until_an_act
from sightline.office.lens.lens import Lens


def _challenge(pk: int) -> Challenge:
    found = Challenge.objects.select_related(
        "by", "asked_of", "finding__inspection", "item__meeting", "answer__by", "answer__evidence__milestone"
    )
    return get_object_or_404(found.prefetch_related("effects__by"), pk=pk)


@allowed(Permission.SEE_PLAN)
def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """One challenge: what was asked, by when, what was answered, and what came of it."""
    page = until_an_act(request, "governance/challenge.jinja", lambda: _whole(request, pk), own=True)
    return page.answer(request)


def _whole(request: HttpRequest, pk: int) -> dict[str, Any]:
    found, day = _challenge(pk), reading_day(request)
    answer = getattr(found, "answer", None)
    return {
        "me": signed_in(request).pk,
        "challenge": found,
        "body": body_of(request, found.body),
        "reply": found.reply(day),
        "answer": answer if answer and answer.on <= day else None,
        "effects": [one for one in found.effects.all() if one.on <= day],
        "measure": MEASURES.get(found.measure),
        "day": day,
    }


@allowed(Permission.CHALLENGE)
def ask(request: HttpRequest, body_id: str) -> HttpResponse:
    """Put a challenge."""
    of = body_of(request, body_id)
    first = {"finding": request.GET.get("finding")}
    by, day = signed_in(request), acting_day(request)
    form = ChallengeForm(posted(request), body=of, asker=by, day=day, initial=first)
    offer_measures(form, "measure", Lens.for_request(request).told_measures(), _answering(form))
    return act(
        request,
        form,
        lambda told: actions.ask(of, **told, by=by, on=day),
        heading="Put a challenge",
        about=f"A reply is due in {of.reply_working_days} working days.",
        button="Put it",
        done=lambda made: f"Your challenge has been put. The reply is due by {made.due_on:%-d %B %Y}.",
        back=reverse("governance:body", args=[of.id]),
        to=lambda made: reverse("governance:challenge", args=[made.pk]),
    )


def _answering(form: ChallengeForm) -> list[Suggestion]:
    """What answers the finding that is chosen on the form, if one is."""
    chosen = str(form["finding"].value() or "")
    return suggested(findings().filter(pk=chosen)) if chosen.isdecimal() else []


def _answered(found: Challenge) -> Closed | None:
    given = getattr(found, "answer", None)
    if given is None:
        return None
    href = reverse("governance:challenge", args=[found.pk])
    return Closed(
        f"You answered it on {given.on:%-d %B %Y}. An answer is not changed.", href, "Read the answer"
    )


@allowed(Permission.SEE_PLAN)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a challenge that was put to you: whoever was asked may, whatever their role."""
    found = _challenge(pk)
    if found.asked_of_id != signed_in(request).pk:
        raise PermissionDenied
    about = Evidence.objects.all()
    if found.finding_id:
        about = about.filter(milestone__action__findings=found.finding_id)
    return act(
        request,
        AnswerForm(posted(request), offered=about),
        lambda told: actions.answer(found, **told, by=signed_in(request), on=acting_day(request)),
        heading="Answer the challenge",
        quoted=found.question,
        closed=_answered(found),
        button="Send the answer",
        dated=True,
        done="Your answer has been sent. Whoever asked says what came of it.",
        back=reverse("governance:challenge", args=[found.pk]),
    )


@allowed(Permission.CHALLENGE)
def effect(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what came of a challenge that you put."""
    found = _challenge(pk)
    return act(
        request,
        EffectForm(posted(request)),
        lambda told: actions.say_effect(found, **told, by=signed_in(request), on=acting_day(request)),
        heading="What came of it?",
        quoted=found.question,
        button="Save",
        dated=True,
        done="What came of your challenge has been saved.",
        back=reverse("governance:challenge", args=[found.pk]),
    )
