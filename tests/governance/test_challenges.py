"""A challenge: its clock, who may answer it, and who says what came of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from sightline.engine.authority import Body
from sightline.office.access.models import User
from sightline.office.governance import actions
from sightline.office.governance.models import Challenge
from sightline.office.improvement.models import Paragraph

ASKED = date(2019, 4, 12)  # ten working days with Easter between: due 30 April


@pytest.fixture
def challenge(panel: Body, councillor: User, director: User, finding: Paragraph) -> Challenge:
    return actions.ask(
        panel, question="What will change?", asked_of=director, finding=finding, by=councillor, on=ASKED
    )


def test_the_clock_knows_easter(challenge: Challenge) -> None:
    assert challenge.due_on == date(2019, 4, 30)
    assert challenge.reply(date(2019, 4, 30)).words == "Waiting for a reply"
    assert challenge.reply(date(2019, 5, 1)).words == "Reply overdue by 1 working day"


def test_a_late_answer_stays_late_and_the_past_stays_past(challenge: Challenge, director: User) -> None:
    actions.answer(challenge, text="This.", by=director, on=date(2019, 5, 2))
    again = Challenge.objects.get(pk=challenge.pk)
    assert again.reply(date(2019, 9, 30)).words == "Answered late by 2 working days"
    assert again.reply(date(2019, 5, 1)).words == "Reply overdue by 1 working day"


def test_only_the_person_asked_answers_and_once(
    challenge: Challenge, director: User, councillor: User
) -> None:
    with pytest.raises(ValidationError, match="Only the person who was asked"):
        actions.answer(challenge, text="I will.", by=councillor, on=ASKED)
    actions.answer(challenge, text="This.", by=director, on=ASKED)
    with pytest.raises(ValidationError, match="already"):
        actions.answer(challenge, text="And this.", by=director, on=ASKED)


def test_only_the_asker_says_what_came_of_it_and_after_the_answer(
    challenge: Challenge, director: User, councillor: User
) -> None:
    with pytest.raises(ValidationError, match="no answer yet"):
        actions.say_effect(challenge, changed=True, text="All well", by=councillor, on=ASKED)
    actions.answer(challenge, text="This.", by=director, on=ASKED)
    with pytest.raises(ValidationError, match="Only the member who asked"):
        actions.say_effect(challenge, changed=True, text="All well", by=director, on=ASKED)
    actions.say_effect(challenge, changed=False, text="Nothing yet", by=councillor, on=ASKED)
    assert [effect.changed for effect in challenge.effects.all()] == [False]


def test_nobody_asks_themselves(panel: Body, director: User) -> None:
    with pytest.raises(ValidationError, match="other than yourself"):
        actions.ask(panel, question="Why?", asked_of=director, by=director, on=ASKED)
