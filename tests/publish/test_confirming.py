"""Whoever does something is told that it was done: once, on the page that comes next, naming no child."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sightline.engine.authority import Authority
from sightline.office.access.models import User
from sightline.office.improvement import actions as plan
from sightline.office.improvement.models import Action
from sightline.office.lens.days import AS_AT
from sightline.office.publish.models import Paper
from tests.lens.record import build

ON = date(2019, 9, 2)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("confirming"))


@pytest.fixture(autouse=True)
def office(home: Path, settings: Any) -> None:
    settings.SIGHTLINE_HOME = home
    settings.SIGHTLINE_AUTHORITY = "west-sussex"


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create(username="owner", role="team_manager")


@pytest.fixture
def action(draft: Paper, owner: User, clerk: User) -> Action:
    finding = draft.findings.get()
    intent = plan.Intent("Hold clinics", "Health known early", owner, date(2019, 12, 31))
    need = finding.inspection.needs.get(number=4)
    return plan.open_action(need, intent, findings=[finding], by=clerk, on=ON)


def as_role(role: str) -> Client:
    client = Client()
    client.force_login(User.objects.create(username=f"a-{role}", role=role))
    return client


def said(client: Client, address: str) -> list[str]:
    page = client.get(address).content.decode()
    assert page.count('role="alert"') == page.count('data-module="govuk-notification-banner"')
    return re.findall(r'notification-banner__heading">([^<]+)<', page)


def test_it_is_said_once_on_the_next_page_even_where_that_page_is_kept(action: Action) -> None:
    lead = as_role("improvement_lead")
    home = reverse("improvement:action", args=[action.pk])
    assert said(lead, home) == [], "drawn and kept before anything was done"
    sent = {"text": "A clinic each week", "due_on": "1/10/2019"}
    answer = lead.post(reverse("improvement:new-milestone", args=[action.pk]), sent)
    assert answer.url == home
    cookie = lead.cookies["messages"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    other = Client()
    other.force_login(User.objects.create(username="another", role="improvement_lead"))
    assert said(other, home) == [], "nobody else is told"
    assert said(lead, home) == ["Milestone 1 has been added, due 1 October 2019."]
    assert said(lead, home) == []


def test_who_reads_an_earlier_day_is_told_why_it_is_not_to_be_seen(action: Action) -> None:
    lead = as_role("improvement_lead")
    session = lead.session
    session[AS_AT] = "2019-09-10"
    session.save()
    sent = {"text": "A clinic each week", "due_on": "1/10/2019"}
    lead.post(reverse("improvement:new-milestone", args=[action.pk]), sent)
    (words,) = said(lead, reverse("improvement:action", args=[action.pk]))
    assert "You are reading 10 September 2019, so it is not shown" in words


def test_what_is_shown_whatever_day_is_read_is_not_said_to_be_hidden(action: Action) -> None:
    lead = as_role("improvement_lead")
    session = lead.session
    session[AS_AT] = "2019-09-10"
    session.save()
    sent = {"version": 1, "title": "Hold more clinics", "aim": "Health", "owner": action.owner_id}
    lead.post(reverse("improvement:change", args=[action.pk]), sent)
    home = reverse("improvement:action", args=[action.pk])
    assert "Hold more clinics" in lead.get(home, follow=True).content.decode()
    lead.post(reverse("improvement:change", args=[action.pk]), sent | {"version": 2})
    assert said(lead, home) == ["The action has been changed."]


def test_what_was_refused_is_not_confirmed(action: Action) -> None:
    lead = as_role("improvement_lead")
    address = reverse("improvement:new-milestone", args=[action.pk])
    assert lead.post(address, {"text": ""}).status_code == 422
    assert said(lead, reverse("improvement:action", args=[action.pk])) == []


def test_it_leads_to_what_was_made(action: Action, authority: Authority) -> None:
    lead, councillor = as_role("improvement_lead"), as_role("councillor")
    opened = lead.post(
        reverse("improvement:new-action", args=[action.need_id]),
        {"title": "T", "aim": "A", "owner": action.owner_id, "due_on": "1/12/2019"},
    )
    assert opened.url == reverse("improvement:action", args=[Action.objects.latest("pk").pk])
    director = User.objects.create(username="the-director", role="director")
    put = councillor.post(
        reverse("governance:ask", args=[authority.bodies[0].id]),
        {"question": "Why?", "asked_of": director.pk},
    )
    (words,) = said(councillor, put.url)
    assert put.url.startswith("/challenges/") and "The reply is due by 14 October 2019" in words
