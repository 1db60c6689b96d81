"""Signing in: few wrong attempts, a new session, no way out to another site, and nothing told to a stranger."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as site_settings
from django.test import Client, RequestFactory
from django.utils import timezone

from sightline.office.access import attempts
from sightline.office.access.forms import WRONG
from sightline.office.access.models import Attempts, Entry, User
from tests.access.conftest import PASSWORD

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

SIGN_IN = "/sign-in/"


def try_in(client: Client, username: str, password: str, **more: Any) -> Any:
    onward = {"next": more.pop("next")} if "next" in more else {}
    return client.post(SIGN_IN, {"username": username, "password": password, **onward}, **more)


def test_the_right_password_signs_in_and_goes_onward(client: Client, councillor: User) -> None:
    answer = try_in(client, "the-councillor", PASSWORD, next="/papers/?page=2")
    assert (answer.status_code, answer["Location"]) == (302, "/papers/?page=2")
    assert client.session["_auth_user_id"] == str(councillor.pk)
    assert Entry.objects.get().what == "signed in"


@pytest.mark.parametrize(
    "onward", ["https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org"]
)
def test_nobody_is_led_to_another_site(client: Client, councillor: User, onward: str) -> None:
    assert try_in(client, "the-councillor", PASSWORD, next=onward)["Location"] == "/"


def test_signing_in_begins_a_new_session(client: Client, councillor: User) -> None:
    session = client.session
    session["as_at"] = "2019-06-30"
    session.save()
    before = session.session_key
    client.cookies[site_settings.SESSION_COOKIE_NAME] = before
    try_in(client, "the-councillor", PASSWORD)
    assert client.session.session_key != before


def test_signing_out_empties_the_session_and_is_never_a_mere_link(client: Client, councillor: User) -> None:
    client.force_login(councillor)
    assert client.get("/sign-out/").status_code == 405
    assert "_auth_user_id" in client.session
    client.post("/sign-out/")
    assert "_auth_user_id" not in client.session
    assert Entry.objects.first().what == "signed out"


def test_after_five_wrong_attempts_even_the_right_password_waits(client: Client, councillor: User) -> None:
    for _ in range(attempts.PAIR):
        answer = try_in(client, "the-councillor", "wrong")
        assert answer.status_code == 422 and WRONG in answer.content.decode()
    answer = try_in(client, "the-councillor", PASSWORD)
    assert answer.status_code == 422
    assert "Too many wrong attempts. Wait 15 minutes" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    with time_machine.travel(timezone.now() + attempts.WAIT + timedelta(seconds=5)):
        assert try_in(client, "the-councillor", PASSWORD).status_code == 302


def test_somebody_else_s_wrong_attempts_do_not_shut_the_account_s_own_person_out(
    client: Client, councillor: User
) -> None:
    for _ in range(attempts.PAIR + 1):
        try_in(client, "the-councillor", "wrong", REMOTE_ADDR="192.0.2.9")
    assert try_in(client, "the-councillor", PASSWORD).status_code == 302


def test_one_address_that_tries_many_accounts_waits(client: Client, councillor: User) -> None:
    for number in range(attempts.ADDRESS):
        assert not attempts.take(f"person-{number}", "192.0.2.9").minutes
    assert attempts.take("the-councillor", "192.0.2.9").minutes == 15
    assert not attempts.take("the-councillor", "192.0.2.10").minutes


def test_one_account_that_is_tried_from_many_addresses_waits(councillor: User) -> None:
    for number in range(attempts.ACCOUNT):
        assert not attempts.take("the-councillor", f"192.0.2.{number}").minutes
    assert attempts.take("The-Councillor ", "198.51.100.1").minutes == 15


def test_a_right_password_gives_back_its_own_attempt_and_no_more() -> None:
    for number in range(attempts.ADDRESS - 1):
        attempts.take(f"person-{number}", "192.0.2.9")
    for _ in range(3):
        attempts.was_right(attempts.take("mine", "192.0.2.9"))
    attempts.take("victim", "192.0.2.9")
    assert attempts.take("victim", "192.0.2.9").minutes


def test_counts_that_stand_no_longer_are_forgotten() -> None:
    attempts.take("one", "192.0.2.9")
    with time_machine.travel(timezone.now() + attempts.WAIT + timedelta(seconds=5)):
        attempts.was_right(attempts.take("two", "192.0.2.8"))
        assert Attempts.objects.count() == 3


def test_neither_the_password_nor_a_name_that_nobody_has_is_kept_anywhere(
    client: Client, councillor: User
) -> None:
    try_in(client, "hunter2hunter2", "s3cret-typed")
    try_in(client, "the-councillor", "s3cret-typed")
    unknown, known = Entry.objects.order_by("number")
    assert unknown.subject == "" and known.subject == f"access.user:{councillor.pk}"
    kept = [str(value) for row in Entry.objects.values() for value in row.values()]
    kept += [str(value) for row in Attempts.objects.values() for value in row.values()]
    assert not any("hunter2" in value or "s3cret" in value for value in kept)


def test_a_stranger_learns_nothing_of_which_accounts_there_are(client: Client, councillor: User) -> None:
    councillor.is_active = False
    councillor.save()
    said = {
        try_in(client, "nobody-here", PASSWORD).content.decode().count(WRONG),
        try_in(client, "the-councillor", PASSWORD).content.decode().count(WRONG),
        try_in(client, "the-councillor", "wrong").content.decode().count(WRONG),
    }
    assert len(said) == 1 and said.pop() >= 1


def test_a_shut_account_is_out_at_the_next_page(client: Client, director: User) -> None:
    client.force_login(director)
    assert client.get("/trail/").status_code == 200
    director.is_active = False
    director.save()
    assert client.get("/trail/").status_code == 302


def test_an_account_without_a_role_may_do_nothing(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("temp", password=PASSWORD, role=""))
    assert client.get("/trail/").status_code == 403
    assert client.get("/")["Location"] == "/public/"


def test_what_is_left_out_is_said_beside_its_field(client: Client, db: None) -> None:
    answer = try_in(client, "", "")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_username"' in page and "Enter your password" in page
    assert 'type="password"' in page


def test_the_address_is_what_our_own_outermost_proxy_tells(settings: Any) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.5")
    assert attempts.address_of(request) == "10.0.0.1"
    settings.SIGHTLINE_PROXIES = 1
    assert attempts.address_of(request) == "203.0.113.5"


def test_passwords_are_hashed_with_argon2(councillor: User) -> None:
    assert councillor.password.startswith("argon2$argon2id$")
