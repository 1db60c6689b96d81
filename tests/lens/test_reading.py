"""Choosing the day to read as at: written down by a form alone, and told plainly where a day is none."""

from typing import Any

import pytest
from django.test import Client

from sightline.office.access.models import User

pytestmark = pytest.mark.django_db

READING = "/reading/"


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(User.objects.create(username="director", role="director"))
    return client


def post(client: Client, **told: str) -> Any:
    return client.post(READING, told)


def test_whoever_has_not_signed_in_signs_in_first(client: Client) -> None:
    assert client.get(READING)["Location"].startswith("/sign-in/")


def test_a_day_is_kept_for_the_session_and_the_reader_goes_back(reader: Client) -> None:
    answer = post(reader, as_at="30/6/2019", known_on="2019-07-01", next="/plan/")
    assert (answer.status_code, answer["Location"]) == (302, "/plan/")
    assert (reader.session["as_at"], reader.session["known_on"]) == ("2019-06-30", "2019-07-01")
    page = reader.get(READING).content.decode()
    assert "Reading as at 30 June 2019, as known on 1 July 2019" in " ".join(page.split())


def test_back_to_today_forgets_both(reader: Client) -> None:
    post(reader, as_at="30/6/2019", known_on="1/7/2019")
    post(reader, today="1", next="/plan/")
    assert "as_at" not in reader.session and "known_on" not in reader.session


def test_a_link_changes_nothing(reader: Client) -> None:
    reader.get(READING, {"as_at": "30/6/2019", "today": "1"})
    assert "as_at" not in reader.session


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"as_at": "31/2/2019"}, "Enter a real date to read as at, such as 30/6/2019"),
        ({"known_on": "soon"}, "Enter a real date for what was known, such as 1/7/2019"),
        ({"as_at": "1/10/2019"}, "Enter 30 September 2019 or earlier"),
        ({"as_at": "2/7/2019", "known_on": "1/7/2019"}, "Enter a day no later than the day it was known on"),
    ],
)
def test_a_day_that_cannot_be_read_is_said_beside_its_field(
    reader: Client, told: dict[str, str], said: str
) -> None:
    answer = post(reader, **told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page and 'href="#id_' in page
    assert "as_at" not in reader.session and "known_on" not in reader.session


@pytest.mark.parametrize("onward", ["https://example.org/", "//example.org"])
def test_nobody_is_led_to_another_site(reader: Client, onward: str) -> None:
    assert post(reader, as_at="30/6/2019", next=onward)["Location"] == "/"


def test_a_session_that_was_meddled_with_reads_today(reader: Client) -> None:
    session = reader.session
    session["as_at"] = "not a day"
    session.save()
    assert "As at <strong>30 September 2019" in reader.get(READING).content.decode()
