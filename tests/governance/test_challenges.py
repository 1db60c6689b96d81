"""A challenge: its clock, who may answer it, and who says what came of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from sightline.engine.authority import Body
from sightline.office.access.models import User
from sightline.office.governance import actions
from sightline.office.governance.constitution import Holder
from sightline.office.governance.forms import people_to_ask
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


def test_who_may_be_asked_stands_under_headings_and_the_asker_is_not_there(
    panel: Body, councillor: User, director: User, clerk: User
) -> None:
    User.objects.filter(pk=director.pk).update(role="director")
    member = User.objects.create(username="member", last_name="Oakes", role="councillor")
    gone = User.objects.create(username="gone", is_active=False)
    holder = Holder("Cllr Oakes", panel.seats[0].id, date(2019, 1, 1))
    actions.take_seat(panel, holder, user=member, by=clerk, on=ASKED)
    told = {heading: {pk for pk, _ in people} for heading, people in people_to_ask(panel, councillor, ASKED)}
    assert told["Answers for the service"] == {director.pk}
    assert told[f"Sits on the {panel.name}"] == {member.pk}
    assert clerk.pk in told["Someone else"]
    assert not any(one.pk in people for one in (councillor, gone) for people in told.values())
    before = dict(people_to_ask(panel, councillor, date(2018, 12, 31)))
    assert f"Sits on the {panel.name}" not in before, "nobody sat there yet"


def test_whoever_was_asked_may_answer_whatever_their_role(
    client: Client, challenge: Challenge, director: User, clerk: User
) -> None:
    User.objects.filter(pk=director.pk).update(role="team_manager")
    address = reverse("governance:answer", args=[challenge.pk])
    client.force_login(User.objects.create(username="other", role="director"))
    assert client.get(address).status_code == 403
    client.force_login(User.objects.get(pk=director.pk))
    page = reverse("governance:challenge", args=[challenge.pk])
    assert address in client.get(page).content.decode()
    assert client.post(address, {"text": "More clinics."}).status_code == 302
    again = client.get(address).content.decode()
    assert "An answer is not changed" in again and "Send the answer" not in again
