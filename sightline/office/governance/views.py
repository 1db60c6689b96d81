"""Pages of a body: its constitution checked, its members, its meetings."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sightline.engine.authority import Body
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.access.user import signed_in
from sightline.office.governance import actions, records
from sightline.office.governance.constitution import Holder
from sightline.office.governance.forms import (
    HoldForm,
    ItemForm,
    LeaveForm,
    MeetingForm,
    MinutesForm,
    SeatForm,
)
from sightline.office.governance.models import Meeting, Member
from sightline.office.improvement.days import acting_day, reading_day
from sightline.office.improvement.lensing import authority_of
from sightline.office.improvement.pages import Closed, act, posted
from sightline.office.lens.kept import until_an_act


def body_of(request: HttpRequest, body_id: str) -> Body:
    """A body of this authority, or a page that says there is none."""
    for body in authority_of(request).bodies:
        if body.id == body_id:
            return body
    raise Http404("There is no such body")


@allowed(Permission.SEE_PLAN)
def bodies(request: HttpRequest) -> HttpResponse:
    """Every body that the authority's file declares."""
    day, declared = reading_day(request), authority_of(request).bodies
    return until_an_act(request, "governance/bodies.jinja", lambda: _bodies(declared, day)).answer(request)


def _bodies(declared: Sequence[Body], day: date) -> dict[str, Any]:
    rows = [
        (body, [result for result in records.constitution(body, day) if not result.kept]) for body in declared
    ]
    return {"rows": rows, "replies": records.waiting(declared, day), "day": day}


@allowed(Permission.SEE_PLAN)
def body(request: HttpRequest, body_id: str) -> HttpResponse:
    """One body: constitution, members, meetings, terms of reference and challenges as at a day."""
    found, day = body_of(request, body_id), reading_day(request)
    return until_an_act(request, "governance/body.jinja", lambda: _body(found, day)).answer(request)


def _body(found: Body, day: date) -> dict[str, Any]:
    results = records.constitution(found, day)
    members = [one for one in Member.objects.filter(body=found.id) if one.holder().holds_on(day)]
    return {
        "body": found,
        "day": day,
        "results": results,
        "broken": [result for result in results if not result.kept],
        "missed": records.missed(found, day),
        "seats": [(seat, [one for one in members if one.seat == seat.id]) for seat in found.seats],
        "terms": records.terms_used(found, day),
        "meetings": Meeting.objects.filter(body=found.id, on__lte=day),
        "challenges": [(one, one.reply(day)) for one in records.challenges(found, day)],
    }


@allowed(Permission.SEE_PLAN)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: agenda, who was there, whether it was quorate, and what came of it."""
    return until_an_act(request, "governance/meeting.jinja", lambda: _meeting(request, pk)).answer(request)


def _meeting(request: HttpRequest, pk: int) -> dict[str, Any]:
    rows = Meeting.objects.select_related("minutes_published_by").prefetch_related(
        "items__findings__inspection", "items__challenges", "attendance__member"
    )
    found, day = get_object_or_404(rows, pk=pk), reading_day(request)
    of = body_of(request, found.body)
    return {
        "meeting": found,
        "body": of,
        "day": day,
        "quorate": records.quorate(of, found),
        "present": [row.member for row in found.attendance.all() if row.present],
        "apologies": [row.member for row in found.attendance.all() if not row.present],
        "terms": {term.number: term.text for term in of.terms},
    }


@allowed(Permission.CLERK_BODIES)
def new_seat(request: HttpRequest, body_id: str) -> HttpResponse:
    """Put a person in a seat."""
    of = body_of(request, body_id)

    def take(told: dict[str, object]) -> None:
        holder = Holder(
            str(told["name"]),
            str(told["seat"]),
            told["held_from"],  # type: ignore[arg-type]
            None,
            tuple(told["attributes"]),  # type: ignore[arg-type]
            bool(told["chair"]),
        )
        actions.take_seat(of, holder, by=signed_in(request), on=acting_day(request))

    form = SeatForm(posted(request), body=of)
    back = reverse("governance:body", args=[of.id])
    return act(
        request,
        form,
        take,
        heading="Put a person in a seat",
        about=of.name,
        button="Save",
        done="The seat has been filled.",
        back=back,
    )


@allowed(Permission.CLERK_BODIES)
def leave_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """End a person's time in a seat."""
    found = get_object_or_404(Member, pk=pk)
    return act(
        request,
        LeaveForm(posted(request)),
        lambda told: actions.leave_seat(found, held_until=told["held_until"], by=signed_in(request)),
        heading=f"{found.name} leaves the seat",
        button="Save",
        done=lambda made: f"The last day in the seat is recorded: {made.held_until:%-d %B %Y}.",
        back=reverse("governance:body", args=[found.body]),
    )


@allowed(Permission.CLERK_BODIES)
def new_meeting(request: HttpRequest, body_id: str) -> HttpResponse:
    """Put a meeting in the calendar."""
    of = body_of(request, body_id)
    return act(
        request,
        MeetingForm(posted(request), initial={"title": of.name}),
        lambda told: actions.plan_meeting(of, **told, by=signed_in(request), on=acting_day(request)),
        heading="Plan a meeting",
        about=of.name,
        button="Plan it",
        dated=True,
        done=lambda made: f"The meeting of {made.held_on:%-d %B %Y} is in the calendar.",
        back=reverse("governance:body", args=[of.id]),
    )


@allowed(Permission.CLERK_BODIES)
def new_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an item on the agenda."""
    found = get_object_or_404(Meeting, pk=pk)
    return act(
        request,
        ItemForm(posted(request), body=body_of(request, found.body)),
        lambda told: actions.add_item(found, **told, by=signed_in(request), on=acting_day(request)),
        heading="Add an item",
        about=str(found),
        button="Add it",
        done=lambda made: f"Item {made.number} is on the agenda.",
        back=reverse("governance:meeting", args=[found.pk]),
    )


@allowed(Permission.CLERK_BODIES)
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Record who was at a meeting and what came of each item."""
    found = get_object_or_404(Meeting, pk=pk)
    form = HoldForm(posted(request), meeting=found, initial={"version": found.version})
    return act(
        request,
        form,
        lambda told: actions.hold_meeting(
            found,
            version=told["version"],
            present=told["present"],
            outcomes=form.outcomes(),
            by=signed_in(request),
            on=acting_day(request),
        ),
        heading="Record the meeting",
        about=str(found),
        button="Save",
        done="The meeting has been recorded. Its agenda is closed, and its minutes can be published.",
        back=reverse("governance:meeting", args=[found.pk]),
        row=found,
    )


def _minutes_out(found: Meeting) -> Closed | None:
    """Why minutes cannot be published; None where they can be."""
    by, on = found.minutes_published_by, found.minutes_published_on
    if by is not None and on is not None:
        words = f"Published by {by} on {on:%-d %B %Y}."
        return Closed(
            words, f"{reverse('publish:public')}#meeting-{found.pk}", "Read them as the public does"
        )
    if found.state != Meeting.State.HELD:
        there = reverse("governance:meeting", args=[found.pk])
        return Closed("Minutes are published once the meeting has been recorded.", there, "See the meeting")
    return None


@allowed(Permission.PUBLISH)
def publish_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a meeting's minutes before the public, but for its exempt items."""
    found = get_object_or_404(Meeting, pk=pk)
    of = body_of(request, found.body)
    left_out = found.items.filter(exempt=True).count()
    return act(
        request,
        MinutesForm(posted(request), body=of, initial={"version": found.version}),
        lambda told: actions.publish_minutes(
            of, found, **told, by=signed_in(request), on=acting_day(request)
        ),
        heading="Publish the minutes",
        about=str(found),
        quoted="Anyone will be able to read the agenda and what came of each item, without signing in. "
        f"Exempt items left out: {left_out}.",
        closed=_minutes_out(found),
        button="Publish them",
        done="The minutes are published. Anyone can read them.",
        back=reverse("governance:meeting", args=[found.pk]),
        row=found,
    )
