"""Meetings: the agenda closes, attendance is of those in their seats that day, and attention is counted."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from sightline.engine.authority import Body
from sightline.office.access.models import User
from sightline.office.governance import actions
from sightline.office.governance.constitution import Holder, is_quorate
from sightline.office.governance.models import Meeting, Member
from sightline.office.improvement.editing import ChangedMeanwhileError
from sightline.office.improvement.models import Paragraph

HELD = date(2019, 6, 12)
BEFORE = date(2019, 5, 20)


@pytest.fixture
def members(panel: Body, clerk: User) -> list[Member]:
    seats = [("A", None), ("B", None), ("C", None), ("Left", date(2019, 6, 11))]
    return [
        actions.take_seat(
            panel, Holder(name, "county-councillor", date(2019, 4, 5), until), by=clerk, on=BEFORE
        )
        for name, until in seats
    ]


@pytest.fixture
def meeting(panel: Body, clerk: User, finding: Paragraph) -> Meeting:
    planned = actions.plan_meeting(panel, title="Panel", held_on=HELD, by=clerk, on=BEFORE)
    actions.add_item(planned, title="Health", terms=[12, 1, 12], findings=[finding], by=clerk, on=BEFORE)
    return planned


def hold(meeting: Meeting, present: list[Member], clerk: User, version: int = 1) -> Meeting:
    return actions.hold_meeting(
        meeting, version=version, present=present, outcomes={1: "Asked again"}, by=clerk, on=HELD
    )


def test_a_seat_must_be_the_body_s(panel: Body, clerk: User) -> None:
    with pytest.raises(ValidationError, match="no such seat"):
        actions.take_seat(panel, Holder("X", "housing", HELD), by=clerk, on=HELD)


def test_attendance_is_of_those_seated_that_day(
    meeting: Meeting, members: list[Member], clerk: User, panel: Body
) -> None:
    hold(meeting, members[:2], clerk)
    there = {row.member.name: row.present for row in meeting.attendance.all()}
    assert there == {"A": True, "B": True, "C": False}
    assert not is_quorate(panel, (name for name, present in there.items() if present))


def test_outcomes_and_attention(
    meeting: Meeting, members: list[Member], clerk: User, finding: Paragraph
) -> None:
    hold(meeting, members[:3], clerk)
    item = meeting.items.get()
    assert (item.outcome, item.terms) == ("Asked again", [1, 12])
    assert [row.on for row in finding.discussions.all()] == [HELD]


def test_an_agenda_closes_when_the_meeting_is_recorded(
    meeting: Meeting, members: list[Member], clerk: User
) -> None:
    hold(meeting, members[:3], clerk)
    with pytest.raises(ValidationError, match="closed"):
        actions.add_item(meeting, title="Late", by=clerk, on=HELD)
    with pytest.raises(ValidationError, match="already"):
        hold(meeting, members, clerk, version=2)


def test_a_meeting_is_not_recorded_before_it_is_held(meeting: Meeting, clerk: User) -> None:
    with pytest.raises(ValidationError, match="cannot be recorded before"):
        actions.hold_meeting(meeting, version=1, present=[], outcomes={}, by=clerk, on=BEFORE)


def test_two_clerks_at_once(meeting: Meeting, members: list[Member], clerk: User) -> None:
    mine = Meeting.objects.get(pk=meeting.pk)
    hold(meeting, members[:3], clerk)
    with pytest.raises(ChangedMeanwhileError):
        hold(mine, [], clerk)
    assert meeting.attendance.filter(present=True).count() == 3


def test_one_meeting_a_day(meeting: Meeting, panel: Body, clerk: User) -> None:
    with pytest.raises(ValidationError, match="already"):
        actions.plan_meeting(panel, title="Again", held_on=HELD, by=clerk, on=BEFORE)
