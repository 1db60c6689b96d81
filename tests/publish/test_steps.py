"""The page of a paper says its steps: who may take each, when, and what will be fixed; a step that was taken says so."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sightline.office.access.models import User
from sightline.office.lens.lens import Lens
from sightline.office.publish import actions
from sightline.office.publish.live import paper_content
from sightline.office.publish.models import Paper
from sightline.office.publish.steps import steps_of
from tests.publish.conftest import AS_AT

FROZEN, OUT = date(2019, 9, 9), date(2019, 9, 10)


@pytest.fixture(autouse=True)
def office(entries: Path, settings: Any) -> None:
    settings.SIGHTLINE_HOME = entries
    settings.SIGHTLINE_AUTHORITY = "west-sussex"


@pytest.fixture
def lens() -> Lens:
    return Lens.of(User(username="reader", role="director"), AS_AT)


def opened(role: str, address: str) -> str:
    client = Client()
    client.force_login(User.objects.get_or_create(username=f"a-{role}", defaults={"role": role})[0])
    return " ".join(client.get(address).content.decode().split())


def pages(paper: Paper) -> dict[str, str]:
    return {
        name: reverse(f"publish:{name}", args=[paper.reference]) for name in ("paper", "freeze", "publish")
    }


def test_a_draft_says_how_and_when_freezing_comes(draft: Paper) -> None:
    page = opened("improvement_lead", pages(draft)["paper"])
    assert "Every section is written" in page and pages(draft)["freeze"] in page
    assert "the figures of 1 measure of snapshot 2, as at 30 September 2019" in page
    assert "five clear days before the meeting of 18 September 2019" in page and "10 September 2019" in page
    assert "Who may publish it: democratic services, once it is frozen" in page
    assert pages(draft)["publish"] not in page


def test_freezing_shows_what_it_will_fix(draft: Paper) -> None:
    page = opened("director", pages(draft)["freeze"])
    assert "What will be frozen" in page and "Of snapshot 2, as at 30 September 2019" in page
    assert "Initial health assessment: on time, by month of entry to care" in page
    assert "It waits to be published by democratic services" in page


def test_a_draft_with_gaps_is_not_offered_for_freezing(draft: Paper, lens: Lens) -> None:
    draft.sections["risk"] = ""
    drafted, freezing, _ = steps_of(draft, lens)
    assert "Still to be written: risk management implications." in drafted.words and freezing.href == ""


def test_each_step_that_was_taken_says_when_and_by_whom(draft: Paper, lens: Lens, clerk: User) -> None:
    actions.freeze(draft, paper_content(lens, draft), version=1, by=clerk, on=FROZEN)
    page = opened("improvement_lead", pages(draft)["paper"])
    assert "Frozen on 9 September 2019, with the figures of snapshot 2 as at 30 September 2019" in page
    assert pages(draft)["publish"] not in page and pages(draft)["publish"] in opened(
        "clerk", pages(draft)["paper"]
    )
    again = opened("director", pages(draft)["freeze"])
    assert (
        "This paper was frozen on 9 September 2019" in again and '<form method="post" novalidate' not in again
    )
    actions.publish(draft, version=2, by=clerk, on=OUT)
    page = opened("clerk", pages(draft)["paper"])
    public = reverse("publish:public-paper", args=[draft.reference])
    assert "Published by Democratic Services on 10 September 2019" in page and public in page
    again = opened("clerk", pages(draft)["publish"])
    assert "Published by Democratic Services" in again and public in again and "Publish it<" not in again


def test_a_draft_is_not_offered_for_publishing(draft: Paper) -> None:
    page = opened("clerk", pages(draft)["publish"])
    assert "This paper is a draft" in page and "Publish it<" not in page


def test_who_froze_it_is_told_who_may_publish_it(draft: Paper, client: Client) -> None:
    client.force_login(User.objects.create(username="writer", role="director"))
    sent = client.post(pages(draft)["freeze"], {"version": 1}, follow=True).content.decode()
    assert "The paper is frozen. It waits to be published by democratic services." in sent


def test_a_meeting_leads_each_reader_to_the_papers_that_they_may_open(
    draft: Paper, lens: Lens, clerk: User
) -> None:
    meeting = reverse("governance:meeting", args=[draft.meeting_id])
    public = reverse("publish:public-paper", args=[draft.reference])
    inside = f'href="{pages(draft)["paper"]}"'
    assert draft.title not in opened("councillor", meeting)
    actions.freeze(draft, paper_content(lens, draft), version=1, by=clerk, on=FROZEN)
    page = opened("councillor", meeting)
    assert draft.title in page and inside not in page and public not in page
    assert inside in opened("director", meeting)
    actions.publish(draft, version=2, by=clerk, on=OUT)
    page = opened("councillor", meeting)
    assert public in page and inside not in page
    assert inside in opened("clerk", meeting)
