"""Pages of the plan: actions with their computed status, evidence, and the second person who checks it."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sightline.engine.measures.catalogue import MEASURES
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.access.user import signed_in
from sightline.office.improvement import actions
from sightline.office.improvement.choosing import offer_measures
from sightline.office.improvement.days import acting_day, reading_day
from sightline.office.improvement.forms import (
    ChangeActionForm,
    CheckForm,
    DoneForm,
    EvidenceForm,
    MilestoneForm,
    MoveForm,
    NewActionForm,
)
from sightline.office.improvement.lensing import frozen_figure
from sightline.office.improvement.models import Action, Evidence, Milestone, Need, Paragraph
from sightline.office.improvement.pages import act, posted
from sightline.office.improvement.status import Status
from sightline.office.lens.kept import until_an_act
from sightline.office.lens.lens import Lens

WORST_FIRST = (
    Status.STALLED,
    Status.OVERDUE,
    Status.REJECTED,
    Status.AWAITING,
    Status.NOT_STARTED,
    Status.IN_PROGRESS,
    Status.VERIFIED,
)


def all_actions(day: date) -> list[tuple[Action, Status, str]]:
    """Every action that was open by a day with its status and why, worst first."""
    found = Action.objects.filter(on__lte=day).select_related("owner", "need__inspection")
    found = found.prefetch_related("milestones__evidence__verification", "due_moves", "findings__discussions")
    rows = [(one, one.status(day), one.why(day)) for one in found]
    return sorted(rows, key=lambda row: (WORST_FIRST.index(row[1]), row[0].due_on, row[0].pk))


def times_discussed(action: Action, day: date) -> int:
    """At how many meetings the action's findings were spoken about by a day."""
    return len(
        {
            one.source
            for finding in action.findings.all()
            for one in finding.discussions.all()
            if one.on <= day
        }
    )


@allowed(Permission.SEE_PLAN)
def plan(request: HttpRequest) -> HttpResponse:
    """Every action, worst first, with the talk there has been beside the proof there is."""
    day, wanted = reading_day(request), request.GET.get("status", "")
    page = until_an_act(
        request, "improvement/plan.jinja", lambda: _plan(day, wanted), asked={"status": wanted}
    )
    return page.answer(request)


def _plan(day: date, wanted: str) -> dict[str, Any]:
    rows = all_actions(day)
    shown = [
        (action, status, why, times_discussed(action, day))
        for action, status, why in rows
        if wanted in {"", status}
    ]
    answered = {action.need_id for action, _, _ in rows}
    return {
        "rows": shown,
        "counts": [(status, count) for status, count in Counter(row[1] for row in rows).items()],
        "wanted": wanted,
        "unanswered": [need for need in Need.objects.select_related("inspection") if need.pk not in answered],
        "day": day,
    }


def _action(pk: int) -> Action:
    found = Action.objects.select_related("owner", "need__inspection", "by").prefetch_related(
        "milestones__evidence__verification__by",
        "milestones__evidence__by",
        "milestones__done_by",
        "due_moves__by",
    )
    return get_object_or_404(found, pk=pk)


@allowed(Permission.SEE_PLAN)
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One action: its milestones, the evidence of each, and who checked it."""
    day, me = reading_day(request), signed_in(request).pk
    page = until_an_act(request, "improvement/action.jinja", lambda: _whole(pk, day, me), own=True)
    return page.answer(request)


def _whole(pk: int, day: date, me: int) -> dict[str, Any]:
    found = _action(pk)
    return {
        "me": me,
        "action": found,
        "status": found.status(day),
        "why": found.why(day),
        "due": found.due_as_at(day),
        "moves": [move for move in found.due_moves.all() if move.on <= day],
        "milestones": [
            (step, [(item, _check(item, day)) for item in step.evidence.all() if item.on <= day])
            for step in found.milestones.all()
            if step.on <= day
        ],
        "findings": found.findings.select_related("inspection"),
        "measures": [MEASURES[one.measure] for one in found.measures.all() if one.measure in MEASURES],
        "titles": {one.id: one.title for one in MEASURES.values()},
        "discussed": times_discussed(found, day),
        "day": day,
    }


def _check(item: Evidence, day: date) -> object:
    check = getattr(item, "verification", None)
    return check if check is not None and check.on <= day else None


@allowed(Permission.CHANGE_PLAN)
def new_action(request: HttpRequest, need_pk: int) -> HttpResponse:
    """Open an action that answers a need."""
    need = get_object_or_404(Need.objects.select_related("inspection"), pk=need_pk)
    findings = Paragraph.objects.filter(need_links__need=need)
    form = NewActionForm(posted(request), findings=findings)
    offer_measures(form, "measures", Lens.for_request(request).told_measures())

    def open_it(told: dict[str, Any]) -> Action:
        words = actions.Intent(told["title"], told["aim"], told["owner"], told["due_on"])
        return actions.open_action(
            need,
            words,
            findings=told["findings"],
            measures=told["measures"],
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
        to=_back,
    )


def _back(found: Action) -> str:
    return reverse("improvement:action", args=[found.pk])


@allowed(Permission.CHANGE_PLAN)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an action's words or owner."""
    found = _action(pk)
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
        back=_back(found),
        row=found,
    )


@allowed(Permission.CHANGE_PLAN)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the due date, with a reason that stays to be seen."""
    found = _action(pk)
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
        done=lambda made: f"The due date has moved to {made.moved_to:%-d %B %Y}, and its reason is kept.",
        back=_back(found),
        row=found,
    )


@allowed(Permission.CHANGE_PLAN)
def new_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the next milestone."""
    found = _action(pk)
    return act(
        request,
        MilestoneForm(posted(request)),
        lambda told: actions.add_milestone(
            found, text=told["text"], due_on=told["due_on"], by=signed_in(request), on=acting_day(request)
        ),
        heading="Add a milestone",
        about=found.title,
        button="Add it",
        done=lambda made: f"Milestone {made.number} has been added, due {made.due_on:%-d %B %Y}.",
        back=_back(found),
    )


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
        button="It is done",
        done=f"Milestone {step.number} is said to be done. It is proven once someone accepts evidence of it.",
        back=_back(step.action),
    )


@allowed(Permission.ADD_EVIDENCE)
def new_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer evidence of a milestone; a figure is frozen as it stands."""
    step = get_object_or_404(Milestone.objects.select_related("action"), pk=pk)
    form = EvidenceForm(posted(request))
    offer_measures(form, "measure", Lens.for_request(request).told_measures())
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
        done=f"The evidence of milestone {step.number} has been added. Someone else must check it.",
        back=_back(step.action),
    )


@allowed(Permission.CHECK_EVIDENCE)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """A second person checks evidence."""
    item = get_object_or_404(Evidence.objects.select_related("milestone__action__owner", "by"), pk=pk)
    return act(
        request,
        CheckForm(posted(request)),
        lambda told: actions.verify(
            item, accepted=told["accepted"], note=told["note"], by=signed_in(request), on=acting_day(request)
        ),
        heading="Check this evidence",
        about=item.milestone.text,
        quoted=f"{item.text} {item.figure}".strip(),
        button="Save what you found",
        done=lambda made: f"The evidence of milestone {item.milestone.number} is {made}.",
        back=_back(item.milestone.action),
    )
