"""Whoever comes back is known by their session for as long as it lasts, and while their account may sign in."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sightline.office.access.models import User

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

PAGE = "/password/"


def is_known(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


@pytest.fixture
def signed_in(client: Client, councillor: User) -> Client:
    client.force_login(councillor)
    assert is_known(client)
    return client


def test_a_session_that_has_ended_is_nobodys(signed_in: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE - 60)):
        assert is_known(signed_in)
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE + 60)):
        assert not is_known(signed_in)


def test_an_account_that_may_no_longer_sign_in_is_not_known(signed_in: Client, councillor: User) -> None:
    User.objects.filter(pk=councillor.pk).update(is_active=False)
    assert not is_known(signed_in)


def test_an_account_that_is_gone_is_not_known(signed_in: Client, councillor: User) -> None:
    councillor.delete()
    assert not is_known(signed_in)


def test_a_new_password_ends_every_session_of_the_account(signed_in: Client, councillor: User) -> None:
    councillor.set_password("another-long-word-of-hers")
    councillor.save()
    assert not is_known(signed_in)


@pytest.mark.parametrize("made_up", ["x" * 32, "' OR 1=1 --aaaaaaaaaaaa", "é" * 16])
def test_a_made_up_session_is_nobodys(client: Client, made_up: str) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = made_up
    assert not is_known(client)


def test_each_page_asks_once_for_the_session_and_once_for_the_account(signed_in: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as told:
        signed_in.get(PAGE)
    asked = [query["sql"] for query in told.captured_queries]
    assert [sum(table in sql for sql in asked) for table in ("django_session", "access_user")] == [1, 1]
