"""Changing one's own password: only by whoever knows it, and it ends what others opened with the old one."""

import pytest
from django.test import Client
from lxml import html

from sightline.office.access.models import Entry, User
from tests.access.conftest import PASSWORD

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

PAGE = "/password/"
NEW = "three herons by the lock"


def change(client: Client, current: str = PASSWORD, new: str = NEW, again: str = NEW) -> object:
    return client.post(PAGE, {"current": current, "new": new, "again": again})


def test_it_is_changed_and_only_this_session_goes_on(client: Client, councillor: User) -> None:
    elsewhere = Client()
    for one in (client, elsewhere):
        one.post("/sign-in/", {"username": "the-councillor", "password": PASSWORD})
    answer = client.post(PAGE, {"current": PASSWORD, "new": NEW, "again": NEW}, follow=True)
    assert answer.status_code == 200
    assert "Your password is changed" in answer.content.decode()
    councillor.refresh_from_db()
    assert councillor.check_password(NEW)
    assert client.get(PAGE).status_code == 200
    assert elsewhere.get(PAGE)["Location"].startswith("/sign-in/")
    newest = Entry.objects.first()
    assert newest and (newest.what, newest.by, newest.subject) == (
        "password changed",
        councillor,
        f"access.user:{councillor.pk}",
    )


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"current": "not it"}, "current", "not the password that you use now"),
        ({"again": "three herons by the look"}, "again", "two new passwords differ"),
        ({"new": PASSWORD, "again": PASSWORD}, "new", "the one that you have"),
        ({"new": "12345678", "again": "12345678"}, "new", "too common"),
        ({"new": "short", "again": "short"}, "new", "too short"),
        ({"new": "the-councillor", "again": "the-councillor"}, "new", "too similar"),
        ({"current": ""}, "current", "Enter the password that you use now"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_changes(
    client: Client, councillor: User, sent: dict[str, str], field: str, words: str
) -> None:
    client.force_login(councillor)
    answer = client.post(PAGE, {"current": PASSWORD, "new": NEW, "again": NEW} | sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert f'href="#id_{field}"' in page
    fields = html.fromstring(page).xpath("//input[@type='password']")
    assert len(fields) == 3 and not any(one.get("value") for one in fields), "no password is sent back"
    councillor.refresh_from_db()
    assert councillor.check_password(PASSWORD)


def test_wrong_guesses_at_the_password_are_few_and_in_the_trail(client: Client, councillor: User) -> None:
    client.force_login(councillor)
    for _ in range(5):
        change(client, current="a guess")
    answer = client.post(PAGE, {"current": PASSWORD, "new": NEW, "again": NEW})
    assert answer.status_code == 422
    assert "Too many wrong attempts" in answer.content.decode()
    told = list(Entry.objects.values_list("what", flat=True))
    assert told.count("password change refused: wrong password") == 5
    assert told[0] == "password change refused: too many wrong attempts"


def test_whoever_has_not_signed_in_is_asked_to(client: Client, db: None) -> None:
    assert client.get(PAGE)["Location"] == "/sign-in/?next=/password/"
