"""The thread of a finding: what is on it, where it breaks, and how it stood on an earlier day."""

from datetime import date

import pytest

from sightline.engine.authority import Authority
from sightline.office.access.models import User
from sightline.office.improvement.models import Inspection, Paragraph
from sightline.office.publish import story
from sightline.office.publish.response import governance_lane, response_lane, seats_lane
from sightline.office.publish.strands import Card, Lane, Stage, stage, unbroken

DAY = date(2019, 9, 30)


@pytest.fixture
def told(authority: Authority, db: None) -> Inspection:
    parts = ("lead", "clerk", "councillor", "director", "performance", "manager")
    cast = story.Cast(**{part: User.objects.create(username=f"lane-{part}") for part in parts})
    saved = story.inspection(cast)
    shown = story.health_action(saved, cast, None)
    members = story.panel(authority.bodies[0], cast)
    story.june(authority.bodies[0], saved, members, cast, shown)
    story.september(authority.bodies[0], saved, members, cast)
    return saved


def finding(told: Inspection, number: int) -> Paragraph:
    return told.paragraphs.select_related("inspection").get(number=number)


def titles(lane: Lane) -> list[list[str]]:
    return [[one.title for one in strand] for strand in lane.strands]


def test_the_whole_response_to_paragraph_20(told: Inspection) -> None:
    lane = response_lane(finding(told, 20), DAY)
    assert titles(lane) == [
        ["Need", "Action", "Milestones", "Evidence", "Checked by a second person"],
        ["Need", "Action"],
    ]
    checks = lane.strands[0][-1].cards
    assert [(card.good, card.broken) for card in checks] == [(True, False), (False, True)]
    assert "No action for this finding yet" in lane.breaks


@pytest.mark.parametrize(
    ("day", "last_stage", "last_card"),
    [
        (date(2019, 5, 10), "Need", "Nobody has linked this paragraph to a need yet"),
        (date(2019, 5, 15), "Action", "No action for this finding yet"),
        (date(2019, 6, 1), "Evidence", "No evidence yet"),
        (date(2019, 7, 1), "Checked by a second person", None),
    ],
)
def test_as_it_stood_on_an_earlier_day(
    told: Inspection, day: date, last_stage: str, last_card: str | None
) -> None:
    last = response_lane(finding(told, 20), day).strands[0][-1]
    assert last.title == last_stage
    assert last.broken
    if last_card:
        assert last.cards[-1].text == last_card


def test_paragraph_38_has_a_need_and_no_action_and_housing_no_seat(
    told: Inspection, authority: Authority
) -> None:
    assert response_lane(finding(told, 38), DAY).breaks == ("No action for this finding yet",)
    lane = seats_lane(finding(told, 38), authority.bodies[0], DAY)
    assert lane is not None
    assert lane.breaks == ("No partner seat for housing services",)
    assert seats_lane(finding(told, 20), authority.bodies[0], DAY) is None


def test_a_challenge_on_the_thread_before_and_after_its_answer(told: Inspection) -> None:
    def stages(day: date) -> list[str]:
        return [one.cards[0].tag for one in governance_lane(finding(told, 20), day).strands[0]]

    assert stages(date(2019, 6, 26)) == ["asked 12 June 2019", "waiting"]
    assert stages(date(2019, 6, 27)) == ["asked 12 June 2019", "overdue"]
    assert stages(DAY) == ["asked 12 June 2019", "answered late by 5 working days", "no change yet"]
    before = governance_lane(finding(told, 20), date(2019, 6, 1)).breaks
    assert before[0] == "Nobody has put a challenge about it"


def test_whoever_was_asked_is_told_as_everywhere_else(told: Inspection) -> None:
    """An account without a name in full is known by the one it signs in with."""
    (card,) = governance_lane(finding(told, 20), DAY).strands[0][0].cards
    assert card.detail.startswith("Of lane-director; reply due ")


def test_a_strand_stops_at_its_first_break() -> None:
    whole, broken = Stage("A", (Card("a"),)), stage("B", (), "nothing here")
    assert [one.title for one in unbroken((whole, broken, whole))] == ["A", "B"]
    partly = Stage("C", (Card("c"), Card("d", broken=True)))
    assert [one.title for one in unbroken((whole, partly, whole))] == ["A", "C", "A"]
