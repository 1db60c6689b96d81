"""What every answer carries, what error pages leave out, and what never reaches a log."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path, reverse

from sightline.office.access.doors import open_to_all
from sightline.office.access.models import User
from sightline.site import urls as site_urls
from sightline.site.logs import NoChildren

pytestmark = pytest.mark.django_db

SECRET = "Ada-Quill-2008"


@pytest.fixture
def director(client: Client) -> Client:
    client.force_login(User.objects.create(username="a-director", role="director"))
    return client


@pytest.mark.parametrize("address", ["/sign-in/", "/public/", "/plan/", "/no-such-page/", "/trail/"])
def test_every_page_forbids_all_but_our_own_scripts_and_styles(director: Client, address: str) -> None:
    answer = director.get(address)
    told = dict(
        part.strip().partition(" ")[::2]
        for part in answer["Content-Security-Policy"].split(";")
        if part.strip()
    )
    assert told["default-src"] == "'none'"
    assert {told[f"{kind}-src"] for kind in ("script", "style", "img", "font", "connect")} == {"'self'"}
    assert told["frame-ancestors"] == told["base-uri"] == "'none'"
    assert told["form-action"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_pages_of_people_who_signed_in_are_kept_in_no_cache(director: Client) -> None:
    for address in ("/plan/", "/trail/", "/no-such-page/", "/public/"):
        assert director.get(address)["Cache-Control"] == "no-store, private"
    assert not Client().get("/public/").has_header("Cache-Control")


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites() -> None:
    client, password = Client(), "a long walk along the Arun"
    User.objects.create_user("a-director", password=password, role="director")
    client.get("/sign-in/")
    client.post("/sign-in/", {"username": "a-director", "password": password})
    for name in (site_settings.SESSION_COOKIE_NAME, site_settings.CSRF_COOKIE_NAME):
        cookie = client.cookies[name]
        assert cookie["samesite"] == "Lax"
        assert cookie["httponly"]
    assert site_settings.SESSION_COOKIE_SECURE is site_settings.CSRF_COOKIE_SECURE is site_settings.HTTPS


def test_a_form_without_its_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/sign-in/", {"username": "a", "password": "b"}).status_code == 403


@open_to_all
def breaks(request: HttpRequest, what: str) -> HttpResponse:
    raise ValueError(f"the row of {SECRET} cannot be read")


@pytest.fixture
def breaking() -> Iterator[str]:
    """An address behind which something breaks, and says a child's name as it does."""
    more = [*site_urls.urlpatterns, path("breaks/<slug:what>/", breaks, name="breaks")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_urls, "urlpatterns", more)
        clear_url_caches()
        yield f"/breaks/{SECRET}/"
    clear_url_caches()


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Everything that was logged, as the handler that the settings name writes it."""
    written: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    handler = Keep()
    handler.addFilter(NoChildren())
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("django")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


def test_what_breaks_says_what_to_do_and_nothing_of_the_request(
    director: Client, breaking: str, logged: list[str]
) -> None:
    director.raise_request_exception = False
    answer = director.get(breaking, {"name": SECRET})
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Something went wrong" in page and "Try again" in page
    assert SECRET not in page and "ValueError" not in page and "Traceback" not in page
    (line,) = [line for line in logged if "ERROR" in line]
    assert "ValueError" in line and "test_answers.py" in line
    assert SECRET not in line


@pytest.fixture
def loaded(home: Path, settings: Any) -> None:
    settings.SIGHTLINE_HOME = home


def test_a_page_that_is_not_there_repeats_nothing(director: Client, loaded: None, logged: list[str]) -> None:
    answer = director.get(f"/children/{SECRET}/", {"name": SECRET})
    assert answer.status_code == 404
    assert SECRET not in answer.content.decode()
    assert logged and not any(SECRET in line for line in logged)


def test_a_page_that_may_not_be_opened_repeats_nothing(client: Client, logged: list[str]) -> None:
    client.force_login(User.objects.create(username="a-clerk", role="clerk"))
    answer = client.get(f"/children/{SECRET}/")
    assert answer.status_code == 403
    assert SECRET not in answer.content.decode()
    assert logged and not any(SECRET in line for line in logged)


def test_a_host_that_is_not_ours_is_refused(logged: list[str]) -> None:
    answer = Client().get("/public/", HTTP_HOST=f"{SECRET}.example.org")
    assert answer.status_code == 400
    assert SECRET not in answer.content.decode()


def test_the_settings_send_every_log_through_the_filter() -> None:
    told = site_settings.LOGGING
    assert all("no_children" in handler["filters"] for handler in told["handlers"].values())
    assert told["filters"]["no_children"]["()"] == "sightline.site.logs.NoChildren"
    assert not site_settings.DEBUG


@pytest.mark.parametrize(
    "reader",
    [
        {"role": "social_worker", "worker_id": "W2"},
        {"role": "team_manager", "team_id": "CLA-CRAWLEY-1"},
        {"role": "performance_officer"},
        {"role": "director"},
    ],
)
def test_no_address_on_a_page_names_a_child(client: Client, loaded: None, reader: dict[str, str]) -> None:
    client.force_login(User.objects.create(username="a-reader", **reader))
    for name in ("caseload:home", "caseload:children"):
        page = client.get(reverse(name)).content.decode()
        links = " ".join(re.findall(r'(?:href|action)="([^"]*)"', page))
        assert not re.search(r"\b(A1|B1|C1|Ada|Quill|Rook)\b", links)
        assert "Cleo" not in page
    assert "Quill" in page
