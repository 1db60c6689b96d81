"""What the improvement lead, the clerk and the councillor open first."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from sightline.engine.authority import Body
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.access.user import signed_in
from sightline.office.governance import records
from sightline.office.governance.clock import clear_days_before
from sightline.office.governance.models import Challenge, Meeting, Member
from sightline.office.improvement.days import reading_day
from sightline.office.improvement.lensing import authority_of
from sightline.office.improvement.models import Evidence, Milestone, Need
from sightline.office.improvement.plan_views import all_actions, times_discussed
from sightline.office.improvement.status import Status
from sightline.office.lens.kept import until_an_act
from sightline.office.publish.models import Paper

AT_RISK_DAYS = 14
"""A milestone due this soon without evidence is at risk. Local practice."""


def _to_check(day: date) -> list[Evidence]:
    found = Evidence.objects.filter(on__lte=day).exclude(verification__on__lte=day)
    return list(found.select_related("milestone__action__owner", "by"))


def _to_chase(day: date) -> list[Milestone]:
    soon = date.fromordinal(day.toordinal() + AT_RISK_DAYS)
    found = Milestone.objects.filter(on__lte=day, due_on__lte=soon).exclude(evidence__on__lte=day)
    return list(found.select_related("action__owner").order_by("due_on"))


@allowed(Permission.CHANGE_PLAN)
def lead(request: HttpRequest) -> HttpResponse:
    """The improvement lead: what is stalled, what nobody has checked, what is at risk, what to chase."""
    day, me = reading_day(request), signed_in(request).pk
    page = until_an_act(request, "publish/home_lead.jinja", lambda: _lead(day, me), own=True)
    return page.answer(request)


def _lead(day: date, me: int) -> dict[str, Any]:
    rows = all_actions(day)
    stuck = {Status.STALLED, Status.OVERDUE, Status.REJECTED}
    answered = {action.need_id for action, _, _ in rows}
    return {
        "stuck": [
            (one, status, why, times_discussed(one, day)) for one, status, why in rows if status in stuck
        ],
        "moving": [(one, status, why) for one, status, why in rows if status not in stuck],
        "to_check": _to_check(day),
        "to_chase": _to_chase(day),
        "me": me,
        "unanswered": [need for need in Need.objects.select_related("inspection") if need.pk not in answered],
        "day": day,
    }


def _meetings_to_come(day: date) -> list[Meeting]:
    found = Meeting.objects.filter(state=Meeting.State.PLANNED).order_by("held_on")
    return list(found.prefetch_related("items", "papers"))


@allowed(Permission.CLERK_BODIES)
def clerk(request: HttpRequest) -> HttpResponse:
    """Democratic services: meetings, papers due and to be published, replies due, constitutions not kept."""
    day, bodies = reading_day(request), authority_of(request).bodies
    return until_an_act(request, "publish/home_clerk.jinja", lambda: _clerk(day, bodies)).answer(request)


def _clerk(day: date, bodies: Sequence[Body]) -> dict[str, Any]:
    broken = [(body, [one for one in records.constitution(body, day) if not one.kept]) for body in bodies]
    unpublished = Meeting.objects.filter(state=Meeting.State.HELD, minutes_published_on=None)
    return {
        "meetings": [(one, clear_days_before(one.held_on)) for one in _meetings_to_come(day)],
        "minutes": unpublished,
        "to_publish": Paper.objects.filter(state=Paper.State.FROZEN)
        .select_related("meeting")
        .defer("frozen", "pdf"),
        "drafts": Paper.objects.filter(state=Paper.State.DRAFT).select_related("meeting"),
        "replies": records.waiting(bodies, day),
        "broken": [(body, results) for body, results in broken if results],
        "day": day,
    }


def _bodies_of(request: HttpRequest, day: date) -> tuple[Body, ...]:
    """The bodies on which this person sits; all of them for a member who has no seat yet."""
    mine = Member.objects.filter(user=signed_in(request))
    seats = {one.body for one in mine if one.holder().holds_on(day)}
    bodies = authority_of(request).bodies
    return tuple(body for body in bodies if body.id in seats) or bodies


@allowed(Permission.CHALLENGE)
def councillor(request: HttpRequest) -> HttpResponse:
    """A councillor: the next meeting, its papers, their challenges and answers, terms not exercised."""
    page = until_an_act(request, "publish/home_councillor.jinja", lambda: _councillor(request), own=True)
    return page.answer(request)


def _councillor(request: HttpRequest) -> dict[str, Any]:
    day = reading_day(request)
    bodies = _bodies_of(request, day)
    mine = Challenge.objects.filter(by=signed_in(request), on__lte=day)
    mine = mine.select_related("by", "asked_of", "answer").prefetch_related("effects").order_by("-on")
    unused = [
        (body, [one for one in records.terms_used(body, day) if one.last is None or one.overdue])
        for body in bodies
    ]
    ids = [body.id for body in bodies]
    published = Paper.objects.filter(
        state=Paper.State.PUBLISHED, meeting__body__in=ids, published_on__lte=day
    )
    return {
        "meetings": [one for one in _meetings_to_come(day) if one.body in ids],
        "papers": published.select_related("meeting").defer("frozen", "pdf"),
        "challenges": [(one, one.reply(day)) for one in mine],
        "unused": unused,
        "bodies": bodies,
        "day": day,
    }
