"""What the settings promise: whose word on HTTPS is taken, what survives a power cut, and where a form leads."""

import runpy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sightline.office.access.models import User
from sightline.site import settings as module

ENVIRONMENT = ("DATABASE_URL", "SIGHTLINE_HTTPS", "SIGHTLINE_PROXIES")


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The settings as an environment makes them."""

    def read(**given: str) -> dict[str, Any]:
        for name in ENVIRONMENT:
            monkeypatch.delenv(name, raising=False)
        for name, value in {"SIGHTLINE_SECRET_KEY": "k" * 50, **given}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(module.__file__)

    return read


@pytest.mark.parametrize(
    ("https", "proxies", "believed"),
    [("1", "0", False), ("1", "1", True), ("1", "2", True), ("", "1", False)],
)
def test_a_header_is_believed_only_where_a_proxy_of_ours_sets_it(
    settings_of: Any, https: str, proxies: str, believed: bool
) -> None:
    told = settings_of(SIGHTLINE_HTTPS=https, SIGHTLINE_PROXIES=proxies)
    assert (told["SECURE_PROXY_SSL_HEADER"] is not None) is believed


def test_what_sqlite_says_is_written_is_written(settings_of: Any) -> None:
    options = settings_of()["DATABASES"]["default"]["OPTIONS"]
    assert "synchronous=FULL" in options["init_command"]


@pytest.mark.parametrize(
    ("onward", "leads"),
    [
        ("/duties/", "/duties/"),
        ("https://testserver/duties/", "https://testserver/duties/"),
        ("http://testserver/duties/", "/"),
        ("https://elsewhere.example/", "/"),
    ],
)
def test_choosing_a_day_over_https_leads_nowhere_without_it(
    db: None, client: Client, onward: str, leads: str
) -> None:
    client.force_login(User.objects.create(username="reader", role="clerk"))
    answer = client.post(reverse("lens:reading"), {"today": "1", "next": onward}, secure=True)
    assert (answer.status_code, answer["Location"]) == (302, leads)
