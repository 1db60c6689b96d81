"""Pages of the plan: every action with its computed status, and one action whole."""

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
from sightline.office.improvement.days import reading_day
from sightline.office.improvement.models import Action, Evidence, Need
from sightline.office.improvement.status import Status
from sightline.office.lens.kept import until_an_act

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


def action_of(pk: int) -> Action:
    """An action with all that its pages tell. Raises Http404."""
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
    found = action_of(pk)
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
        "measures": [
            (MEASURES[one.measure], one)
            for one in found.measures.by_day(day).select_related("by").order_by("pk")
            if one.measure in MEASURES
        ],
        "titles": {one.id: one.title for one in MEASURES.values()},
        "discussed": times_discussed(found, day),
        "day": day,
    }


def page_of(found: Action) -> str:
    """The address of an action."""
    return reverse("improvement:action", args=[found.pk])


def _check(item: Evidence, day: date) -> object:
    check = getattr(item, "verification", None)
    return check if check is not None and check.on <= day else None
