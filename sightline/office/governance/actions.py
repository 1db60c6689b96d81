"""Everything that can be done in the governance room: one transaction each, with its entry in the trail."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from sightline.engine.authority import Body
from sightline.engine.duties.clock import calendar_span
from sightline.office.access.models import User
from sightline.office.governance.clock import clear_days_before, reply_due
from sightline.office.governance.constitution import Holder
from sightline.office.governance.models import (
    AgendaItem,
    Answer,
    Attendance,
    Challenge,
    Effect,
    Meeting,
    Member,
)
from sightline.office.improvement.actions import note_discussion
from sightline.office.improvement.editing import save_version
from sightline.office.improvement.models import Evidence, Paragraph
from sightline.office.improvement.recording import tell


def _asked(text: str, what: str) -> str:
    """The text without its edges; an empty one is refused."""
    if not (text := text.strip()):
        raise ValidationError(f"Enter {what}.")
    return text


@transaction.atomic
def take_seat(body: Body, holder: Holder, *, user: User | None = None, by: User, on: date) -> Member:
    """Put a person in a seat. The constitution is shown as broken or kept; it is not enforced here."""
    if holder.seat not in {one.id for one in body.seats}:
        known = ", ".join(one.title for one in body.seats)
        raise ValidationError(f"{body.name} has no such seat. Its seats are: {known}.")
    member = Member.objects.create(
        body=body.id,
        seat=holder.seat,
        name=_asked(holder.name, "the member's name"),
        user=user,
        attributes=sorted(set(holder.attributes)),
        chair=holder.chair,
        held_from=holder.held_from,
        held_until=holder.held_until,
        by=by,
        on=on,
    )
    tell("seat taken", member, by=by, body=body.id, seat=holder.seat)
    return member


@transaction.atomic
def leave_seat(member: Member, *, held_until: date, by: User) -> Member:
    """End a person's time in a seat. The past stays: they are still shown at the meetings they came to."""
    if held_until < member.held_from:
        raise ValidationError("The seat would be left before it was taken. Enter a later date.")
    if not Member.objects.filter(pk=member.pk, held_until=None).update(held_until=held_until):
        raise ValidationError("The end of this seat is recorded already. It is not changed.")
    member.refresh_from_db()
    tell("seat left", member, by=by, until=held_until)
    return member


@transaction.atomic
def plan_meeting(body: Body, *, title: str, held_on: date, place: str = "", by: User, on: date) -> Meeting:
    """Put a meeting in the calendar, on a day for whose papers a last day can be told."""
    if clear_days_before(held_on) is None:
        first, last = calendar_span()
        raise ValidationError(
            f"Bank holidays are known from {first:%-d %B %Y} to {last:%-d %B %Y}, so the last day for this "
            f"meeting's papers cannot be told. Enter a date between them."
        )
    if Meeting.objects.filter(body=body.id, held_on=held_on).exists():
        raise ValidationError(f"{body.name} has a meeting on {held_on:%-d %B %Y} already.")
    meeting = Meeting.objects.create(
        body=body.id,
        title=_asked(title, "the meeting's title"),
        held_on=held_on,
        place=place.strip(),
        by=by,
        on=on,
    )
    tell("meeting planned", meeting, by=by, held_on=held_on)
    return meeting


@transaction.atomic
def add_item(
    meeting: Meeting,
    *,
    title: str,
    terms: Iterable[int] = (),
    findings: Iterable[Paragraph] = (),
    exempt: bool = False,
    by: User,
    on: date,
) -> AgendaItem:
    """Put an item on the agenda, with the terms of reference and the findings that it is about."""
    title = _asked(title, "what the item is")
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state != Meeting.State.PLANNED:
        raise ValidationError("The agenda of a meeting that has been held or cancelled is closed.")
    number = (locked.items.aggregate(last=Max("number"))["last"] or 0) + 1
    item = AgendaItem.objects.create(
        meeting=meeting,
        number=number,
        title=title,
        terms=sorted(set(terms)),
        exempt=exempt,
        by=by,
        on=on,
    )
    item.findings.set(findings)
    tell("agenda item added", item, by=by, meeting=meeting.pk, exempt=exempt)
    return item


@transaction.atomic
def hold_meeting(
    meeting: Meeting,
    *,
    version: int,
    present: Iterable[Member],
    outcomes: Mapping[int, str],
    by: User,
    on: date,
) -> Meeting:
    """Record who was there and what came of each item. Findings on the agenda count as discussed once."""
    if meeting.state != Meeting.State.PLANNED:
        raise ValidationError("This meeting has been recorded already.")
    if on < meeting.held_on:
        raise ValidationError(f"The meeting is on {meeting.held_on:%-d %B %Y}. It cannot be recorded before.")
    save_version(meeting, version, state=Meeting.State.HELD)
    there = {member.pk for member in present}
    sitting = [
        member
        for member in Member.objects.filter(body=meeting.body)
        if member.holder().holds_on(meeting.held_on)
    ]
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, member=member, present=member.pk in there, by=by, on=on)
        for member in sitting
    )
    for item in meeting.items.all():
        if outcome := outcomes.get(item.number, "").strip():
            AgendaItem.objects.filter(pk=item.pk).update(outcome=outcome)
        source = f"meeting-{meeting.pk}"
        note_discussion(
            list(item.findings.all()), body=meeting.body, source=source, by=by, on=meeting.held_on
        )
    tell("meeting recorded", meeting, by=by, present=len(there))
    return meeting


@transaction.atomic
def publish_minutes(
    body: Body, meeting: Meeting, *, version: int, agreed: str = "", by: User, on: date
) -> Meeting:
    """Put a meeting's agenda and what came of it before the public, but for what is exempt.

    ``agreed``: who agreed to it, and when; needed where the body does not meet in public. It must name no
    child.
    """
    if not body.meets_in_public and not agreed.strip():
        raise ValidationError(
            f"{body.name} does not meet in public. Enter who agreed that its minutes are published, and when."
        )
    if meeting.state != Meeting.State.HELD:
        raise ValidationError("Only the minutes of a meeting that has been recorded can be published.")
    if meeting.minutes_published_on:
        raise ValidationError("The minutes of this meeting are published already.")
    save_version(meeting, version, minutes_published_on=on, minutes_published_by=by)
    left_out = meeting.items.filter(exempt=True).count()
    tell("minutes published", meeting, by=by, exempt_items=left_out, agreed=agreed.strip())
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, version: int, by: User) -> Meeting:
    """Cancel a meeting that was planned."""
    if meeting.state != Meeting.State.PLANNED:
        raise ValidationError("Only a planned meeting can be cancelled.")
    save_version(meeting, version, state=Meeting.State.CANCELLED)
    tell("meeting cancelled", meeting, by=by)
    return meeting


@transaction.atomic
def ask(
    body: Body,
    *,
    question: str,
    asked_of: User,
    finding: Paragraph | None = None,
    measure: str = "",
    item: AgendaItem | None = None,
    by: User,
    on: date,
) -> Challenge:
    """Put a challenge. The reply's clock starts the working day after."""
    if asked_of.pk == by.pk:
        raise ValidationError("Choose someone other than yourself to answer.")
    challenge = Challenge.objects.create(
        body=body.id,
        item=item,
        asked_of=asked_of,
        finding=finding,
        measure=measure,
        question=_asked(question, "your question"),
        due_on=reply_due(body, on),
        by=by,
        on=on,
    )
    tell("challenge put", challenge, by=by, asked_of=asked_of.pk, due=challenge.due_on)
    return challenge


@transaction.atomic
def answer(
    challenge: Challenge,
    *,
    text: str,
    evidence: Evidence | None = None,
    by: User,
    on: date,
) -> Answer:
    """Answer a challenge, once, by the person it was put to. Its figure is that of its evidence."""
    if by.pk != challenge.asked_of_id:
        raise ValidationError("Only the person who was asked may answer this challenge.")
    Challenge.objects.select_for_update().get(pk=challenge.pk)
    if Answer.objects.filter(challenge=challenge).exists():
        raise ValidationError("This challenge has its answer already. A new challenge may be put.")
    given = Answer.objects.create(
        challenge=challenge,
        text=_asked(text, "your answer"),
        evidence=evidence,
        by=by,
        on=on,
    )
    tell("challenge answered", challenge, by=by)
    return given


@transaction.atomic
def say_effect(challenge: Challenge, *, changed: bool, text: str, by: User, on: date) -> Effect:
    """What the member who asked says came of it."""
    if by.pk != challenge.by_id:
        raise ValidationError("Only the member who asked says what came of it.")
    if not Answer.objects.filter(challenge=challenge).exists():
        raise ValidationError("There is no answer yet, so nothing can have come of it.")
    text = _asked(text, "what came of it")
    effect = Effect.objects.create(challenge=challenge, changed=changed, text=text, by=by, on=on)
    tell("effect of a challenge", challenge, by=by, changed=changed)
    return effect
