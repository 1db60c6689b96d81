"""The demonstration's story can be told through the actions, and leaves the breaks that it means to leave."""

from datetime import date

import pytest

from sightline.engine.authority import Authority
from sightline.office.access.models import User
from sightline.office.governance import records
from sightline.office.governance.models import Challenge, Meeting
from sightline.office.improvement.models import Action, Inspection
from sightline.office.publish import story

DAY = date(2019, 9, 30)


@pytest.fixture
def told(authority: Authority, db: None) -> Inspection:
    parts = ("lead", "clerk", "councillor", "director", "performance", "manager")
    cast = story.Cast(**{part: User.objects.create(username=f"story-{part}") for part in parts})
    panel = authority.bodies[0]
    saved = story.inspection(cast)
    shown = story.health_action(saved, cast, None)
    story.other_actions(saved, cast)
    members = story.panel(panel, cast)
    story.june(panel, saved, members, cast, shown)
    story.september(panel, saved, members, cast)
    return saved


def test_statuses_at_the_end_of_september(told: Inspection) -> None:
    found = {action.need.number: action.status(DAY).value for action in Action.objects.all()}
    assert found == {12: "evidence awaiting verification", 5: "stalled", 9: "verified done"}


def test_the_panel_in_september(told: Inspection, authority: Authority) -> None:
    panel = authority.bodies[0]
    broken = [(one.title, one.found) for one in records.constitution(panel, DAY) if not one.kept]
    assert broken == [("Care leaver", "0 of 1: nobody")]
    assert [(one.title, one.found) for one in records.missed(panel, DAY) if not one.kept] == [
        ("Housing services", "no seat")
    ]
    held = records.held(panel, DAY)
    assert [one.held_on for one in held] == [date(2019, 6, 12), date(2019, 9, 18)]
    assert all(records.quorate(panel, one) for one in held)
    assert Meeting.objects.filter(state="planned").count() == 1
    unused = [one.term.number for one in records.terms_used(panel, DAY) if one.last is None]
    assert unused == [2, 4, 5, 6, 7, 8, 10, 11, 13, 14, 15, 16]


def test_one_answer_came_late_and_one_never_came(told: Inspection) -> None:
    words = [one.reply(DAY).words for one in Challenge.objects.order_by("on")]
    assert words == ["Answered late by 5 working days", "Reply overdue by 8 working days"]


def test_the_finding_of_the_panel_has_no_action(told: Inspection) -> None:
    assert told.paragraphs.get(number=38).need_links.count() == 1
    assert not told.paragraphs.get(number=38).actions.exists()
    assert told.paragraphs.get(number=20).discussions.count() == 2


def test_the_minutes_of_june_and_september_are_published(told: Inspection) -> None:
    published = Meeting.objects.filter(minutes_published_on__isnull=False)
    assert [one.held_on for one in published] == [date(2019, 6, 12), date(2019, 9, 18)]
