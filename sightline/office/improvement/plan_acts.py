"""Acts of the plan: actions opened, changed and moved, their milestones, and evidence of them."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sightline.engine.measures.catalogue import MEASURES
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.access.user import signed_in
from sightline.office.improvement import actions
from sightline.office.improvement.choosing import Suggestion, offer_measures, suggested
from sightline.office.improvement.days import acting_day
from sightline.office.improvement.forms import (
    ChangeActionForm,
    DoneForm,
    EvidenceForm,
    MilestoneForm,
    MoveForm,
    NewActionForm,
    TieForm,
    UntieForm,
)
from sightline.office.improvement.lensing import frozen_figure
from sightline.office.improvement.models import Action, ActionMeasure, Milestone, Need, Paragraph
from sightline.office.improvement.pages import Closed, act, posted
from sightline.office.improvement.plan_views import page_of
from sightline.office.lens.lens import Lens


@allowed(Permission.CHANGE_PLAN)
def new_action(request: HttpRequest, need_pk: int) -> HttpResponse:
    """Open an action that answers a need."""
    need = get_object_or_404(Need.objects.select_related("inspection"), pk=need_pk)
    findings = Paragraph.objects.filter(need_links__need=need).select_related("inspection")
    form = NewActionForm(posted(request), findings=findings)
    offer_measures(form, "measures", Lens.for_request(request).told_measures(), suggested(findings))

    def open_it(told: dict[str, Any]) -> Action:
        return actions.open_action(
            need,
            actions.Intent(told["title"], told["aim"], told["owner"], told["due_on"]),
            findings=told["findings"],
            measures=told["measures"],
            why=told["reasons"],
            by=signed_in(request),
            on=acting_day(request),
        )

    return act(
        request,
        form,
        open_it,
        heading="Open an action",
        about=need.words,
        button="Open the action",
        done=lambda made: f"The action is open, due {made.due_on:%-d %B %Y}. Add its milestones next.",
        back=reverse("improvement:need", args=[need.pk]),
        to=page_of,
    )


@allowed(Permission.CHANGE_PLAN)
def tie(request: HttpRequest, pk: int) -> HttpResponse:
    """Tie one more measure to an action, with the reason."""
    found = get_object_or_404(Action, pk=pk)
    form = TieForm(posted(request))
    suggestions = suggested(found.findings.select_related("inspection"))
    offer_measures(form, "measure", Lens.for_request(request).told_measures(), suggestions)
    return act(
        request,
        form,
        lambda told: actions.tie_measure(
            found, told["measure"], reason=told["reason"], by=signed_in(request), on=acting_day(request)
        ),
        heading="Tie a measure to the action",
        about=found.title,
        button="Tie it",
        dated=True,
        done="The measure is tied to the action: the thread of its findings now shows it.",
        back=page_of(found),
    )


@allowed(Permission.CHANGE_PLAN)
def untie(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a measure away from an action, with the reason."""
    found = get_object_or_404(ActionMeasure.objects.select_related("action"), pk=pk)
    title = MEASURES[found.measure].title if found.measure in MEASURES else found.measure
    return act(
        request,
        UntieForm(posted(request)),
        lambda told: actions.untie_measure(found, reason=told["reason"], by=signed_in(request)),
        heading="Take a measure away from the action",
        about=f"{title}: {found.action.title}",
        quoted=found.reason,
        button="Take it away",
        done="The measure has been taken away. The trail keeps that it was there.",
        back=page_of(found.action),
    )


@allowed(Permission.CHANGE_PLAN)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an action's words or owner."""
    found = get_object_or_404(Action, pk=pk)
    told_now = {"version": found.version, "title": found.title, "aim": found.aim, "owner": found.owner_id}
    return act(
        request,
        ChangeActionForm(posted(request), initial=told_now),
        lambda told: actions.change_action(
            found,
            actions.Intent(told["title"], told["aim"], told["owner"], found.due_on),
            version=told["version"],
            by=signed_in(request),
        ),
        heading="Change the action",
        button="Save",
        done="The action has been changed.",
        back=page_of(found),
        row=found,
    )


@allowed(Permission.CHANGE_PLAN)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the due date, with a reason that stays to be seen."""
    found = get_object_or_404(Action, pk=pk)
    return act(
        request,
        MoveForm(posted(request), initial={"version": found.version}),
        lambda told: actions.move_due_date(
            found,
            told["to"],
            reason=told["reason"],
            version=told["version"],
            by=signed_in(request),
            on=acting_day(request),
        ),
        heading="Move the due date",
        about=f"Now due {found.due_on:%-d %B %Y}.",
        button="Move it",
        dated=True,
        done=lambda made: f"The due date has moved to {made.moved_to:%-d %B %Y}, and its reason is kept.",
        back=page_of(found),
        row=found,
    )


@allowed(Permission.CHANGE_PLAN)
def new_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the next milestone."""
    found = get_object_or_404(Action, pk=pk)
    return act(
        request,
        MilestoneForm(posted(request)),
        lambda told: actions.add_milestone(
            found, text=told["text"], due_on=told["due_on"], by=signed_in(request), on=acting_day(request)
        ),
        heading="Add a milestone",
        about=found.title,
        button="Add it",
        dated=True,
        done=lambda made: f"Milestone {made.number} has been added, due {made.due_on:%-d %B %Y}.",
        back=page_of(found),
    )


def _said(step: Milestone) -> Closed | None:
    if step.done_on is None:
        return None
    words = f"It was said to be done on {step.done_on:%-d %B %Y}."
    return Closed(words, f"{page_of(step.action)}#milestone-{step.number}", "See the milestone")


@allowed(Permission.ADD_EVIDENCE)
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner's word that a milestone is done."""
    step = get_object_or_404(Milestone.objects.select_related("action"), pk=pk)
    return act(
        request,
        DoneForm(posted(request)),
        lambda told: actions.say_done(step, by=signed_in(request), on=acting_day(request)),
        heading="Say that this milestone is done",
        about=step.text,
        quoted="This proves nothing yet: add evidence, and someone else will check it.",
        closed=_said(step),
        button="It is done",
        dated=True,
        done=f"Milestone {step.number} is said to be done. It is proven once someone accepts evidence of it.",
        back=page_of(step.action),
    )


@allowed(Permission.ADD_EVIDENCE)
def new_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer evidence of a milestone; a figure is frozen as it stands."""
    step = get_object_or_404(Milestone.objects.select_related("action"), pk=pk)
    form = EvidenceForm(posted(request))
    offer_measures(form, "measure", Lens.for_request(request).told_measures(), _of_action(step.action))
    return act(
        request,
        form,
        lambda told: actions.add_evidence(
            step,
            kind=told["kind"],
            text=told["text"],
            figure=frozen_figure(request, told["measure"]) if told["kind"] == "figure" else None,
            by=signed_in(request),
            on=acting_day(request),
        ),
        heading="Add evidence",
        about=step.text,
        button="Add it",
        dated=True,
        done=f"The evidence of milestone {step.number} has been added. Someone else must check it.",
        back=page_of(step.action),
    )


def _of_action(action: Action) -> list[Suggestion]:
    """What the action should move, before whatever else answers its findings."""
    mine = tuple(action.measures.values_list("measure", flat=True))
    first = Suggestion("What this action should move", mine, "The action should move it.")
    others = [one for one in suggested(action.findings.select_related("inspection")) if one.measures]
    return [first, *(replace(one, open=False) for one in others)]
