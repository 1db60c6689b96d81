"""Minutes go public by an act of publishing, never by themselves, and without their exempt items."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from sightline.engine.authority import Body
from sightline.office.access.models import Entry, User
from sightline.office.governance import actions
from sightline.office.governance.models import Meeting

HELD, PLANNED, LATER = date(2019, 6, 12), date(2019, 5, 20), date(2019, 6, 19)
AGREED = "Agreed by the Panel on 12 June 2019"


@pytest.fixture
def planned(panel: Body, clerk: User) -> Meeting:
    meeting = actions.plan_meeting(panel, title="Panel", held_on=HELD, by=clerk, on=PLANNED)
    actions.add_item(meeting, title="The Pledge", by=clerk, on=PLANNED)
    actions.add_item(meeting, title="A contract with a provider", exempt=True, by=clerk, on=PLANNED)
    return meeting


@pytest.fixture
def held(planned: Meeting, clerk: User) -> Meeting:
    outcomes = {1: "Heard in full", 2: "Told in confidence"}
    return actions.hold_meeting(planned, version=1, present=[], outcomes=outcomes, by=clerk, on=HELD)


def public_page(client: Client) -> str:
    return client.get(reverse("publish:public")).content.decode()


def test_a_held_meeting_is_not_public_by_itself(client: Client, held: Meeting) -> None:
    page = public_page(client)
    assert "Heard in full" not in page and "No minutes have been published yet" in page


def test_published_minutes_leave_out_what_is_exempt(
    client: Client, held: Meeting, panel: Body, clerk: User
) -> None:
    actions.publish_minutes(panel, held, version=2, agreed=AGREED, by=clerk, on=LATER)
    page = public_page(client)
    assert "The Pledge" in page and "Heard in full" in page
    assert "contract" not in page and "in confidence" not in page
    assert "Exempt items, not published: 1" in page
    told = Entry.objects.get(what="minutes published")
    assert told.by == clerk and told.details["agreed"] == AGREED and told.details["exempt_items"] == 1


def test_a_body_that_does_not_meet_in_public_must_have_agreed(
    held: Meeting, panel: Body, clerk: User
) -> None:
    assert not panel.meets_in_public, "its constitution does not say that it does"
    with pytest.raises(ValidationError, match="does not meet in public"):
        actions.publish_minutes(panel, held, version=2, agreed=" ", by=clerk, on=LATER)
    public = replace(panel, meets_in_public=True)
    assert actions.publish_minutes(public, held, version=2, by=clerk, on=LATER).minutes_published_on == LATER


def test_only_once_and_only_what_was_held(planned: Meeting, panel: Body, clerk: User) -> None:
    with pytest.raises(ValidationError, match="recorded"):
        actions.publish_minutes(panel, planned, version=1, agreed=AGREED, by=clerk, on=LATER)
    held = actions.hold_meeting(planned, version=1, present=[], outcomes={}, by=clerk, on=HELD)
    actions.publish_minutes(panel, held, version=2, agreed=AGREED, by=clerk, on=LATER)
    with pytest.raises(ValidationError, match="already"):
        actions.publish_minutes(panel, held, version=3, agreed=AGREED, by=clerk, on=LATER)


def test_the_clerk_publishes_from_the_meeting_s_page(client: Client, held: Meeting) -> None:
    address = reverse("governance:publish-minutes", args=[held.pk])
    client.force_login(User.objects.create(username="member", role="councillor"))
    assert client.post(address, {"version": 2, "agreed": AGREED}).status_code == 403
    client.force_login(User.objects.create(username="clerk-2", role="clerk"))
    assert address in client.get(reverse("governance:meeting", args=[held.pk])).content.decode()
    assert client.post(address, {"version": 2, "agreed": ""}).status_code == 422
    assert client.post(address, {"version": 2, "agreed": AGREED}).status_code == 302
    assert "Heard in full" in public_page(client)


def test_minutes_that_are_out_say_who_published_them_and_where(
    client: Client, held: Meeting, panel: Body, clerk: User
) -> None:
    address = reverse("governance:publish-minutes", args=[held.pk])
    client.force_login(User.objects.create(username="clerk-4", role="clerk"))
    assert "Publish them<" in client.get(address).content.decode()
    actions.publish_minutes(panel, held, version=2, agreed=AGREED, by=clerk, on=LATER)
    public = f"{reverse('publish:public')}#meeting-{held.pk}"
    again = client.get(address).content.decode()
    assert "Published by Democratic Services on 19 June 2019" in again and public in again
    assert "Publish them<" not in again
    page = client.get(reverse("governance:meeting", args=[held.pk])).content.decode()
    assert "Minutes published on 19 June 2019 by Democratic Services" in page and public in page
    assert f'id="meeting-{held.pk}"' in public_page(client)


def test_minutes_wait_until_the_meeting_is_recorded(client: Client, planned: Meeting) -> None:
    client.force_login(User.objects.create(username="clerk-5", role="clerk"))
    page = client.get(reverse("governance:publish-minutes", args=[planned.pk])).content.decode()
    assert "once the meeting has been recorded" in page and "Publish them<" not in page


def test_a_meeting_beyond_the_bank_holidays_is_refused_and_breaks_no_page(
    client: Client, panel: Body, clerk: User
) -> None:
    far = date(2999, 1, 2)
    with pytest.raises(ValidationError, match="Bank holidays are known from"):
        actions.plan_meeting(panel, title="Panel", held_on=far, by=clerk, on=PLANNED)
    Meeting.objects.create(body=panel.id, title="Panel", held_on=far, by=clerk, on=PLANNED)
    client.force_login(User.objects.create(username="clerk-3", role="clerk"))
    page = client.get(reverse("publish:home-clerk"))
    assert page.status_code == 200 and "cannot be told" in page.content.decode()
