"""What a body's pages read: its members, its meetings and the use of its terms of reference, as at a day."""

from collections.abc import Iterable
from datetime import date

from sightline.engine.authority import Body
from sightline.office.governance.clock import Reply, ReplyState
from sightline.office.governance.constitution import (
    Holder,
    Result,
    absent_voices,
    check,
    is_quorate,
    still_absent,
)
from sightline.office.governance.models import Challenge, Meeting, Member
from sightline.office.governance.terms import TermRecord, Use, term_records
from sightline.office.improvement.facts import absent_from
from sightline.office.improvement.models import Inspection


def holders(body: Body) -> tuple[Holder, ...]:
    """Everyone who has held a seat."""
    return tuple(member.holder() for member in Member.objects.filter(body=body.id))


def quorate(body: Body, meeting: Meeting) -> bool:
    """Whether enough members were at a meeting that has been held."""
    return is_quorate(body, (str(row.member_id) for row in meeting.attendance.all() if row.present))


def held(body: Body, day: date) -> list[Meeting]:
    """The meetings held by a day, with who was there and what was on the agenda."""
    found = Meeting.objects.filter(body=body.id, state=Meeting.State.HELD, held_on__lte=day)
    return list(found.prefetch_related("attendance", "items"))


def terms_used(body: Body, day: date) -> tuple[TermRecord, ...]:
    """Each term of reference with its last use: an item of a quorate meeting that came to something."""
    uses = [
        Use(term, meeting.held_on, item.title, meeting.pk)
        for meeting in held(body, day)
        if quorate(body, meeting)
        for item in meeting.items.all()
        if item.outcome
        for term in item.terms
    ]
    since = min((holder.held_from for holder in holders(body)), default=day)
    return term_records(body, uses, day, since=since)


def constitution(body: Body, day: date) -> tuple[Result, ...]:
    """Every rule of the constitution against the people in their seats."""
    return check(body, holders(body), day)


def missed(body: Body, day: date) -> list[Result]:
    """Whom inspections found missing from the body, beside its seats of the day."""
    people = holders(body)
    return [
        result
        for inspection in Inspection.objects.filter(on__lte=day)
        for result in still_absent(absent_voices(absent_from(inspection.reference), body), body, people, day)
    ]


def challenges(body: Body, day: date) -> list[Challenge]:
    """The challenges put by a day, the oldest due first."""
    found = Challenge.objects.filter(body=body.id, on__lte=day)
    return list(
        found.select_related("by", "asked_of", "answer", "finding__inspection").prefetch_related("effects")
    )


def waiting(bodies: Iterable[Body], day: date) -> list[tuple[Challenge, Reply]]:
    """The challenges that had no answer by a day, with how each stands."""
    rows = [(one, one.reply(day)) for body in bodies for one in challenges(body, day)]
    return [(one, reply) for one, reply in rows if reply.state in (ReplyState.WAITING, ReplyState.OVERDUE)]
