"""A small office, served for real, and a real browser to look at it with."""

import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core.management import call_command
from django.db import connections
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from sightline.authorities import load_authority
from sightline.engine.records.evidence import EvidenceStore
from sightline.office.access.models import User
from sightline.office.publish.demonstration import seed

AUTHORITY = "west-sussex"
CHILDREN = 12

PERSON = "pers_person_id,pers_sex,pers_forename,pers_surname,pers_dob\n"
EPISODES = (
    "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,"
    "clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_entered_care_date\n"
)
HELD = (
    "invo_involvements_id,invo_person_id,invo_professional_id,invo_professional_role_id,"
    "invo_professional_team,invo_involvement_start_date,invo_involvement_end_date\n"
)
WORKERS = (
    "prof_professional_id,prof_professional_name,prof_professional_job_title,prof_professional_department\n"
    "W1,Amara Whitlock,Social worker,CLA-COAST-1\nW2,Owen Strand,Social worker,CLA-CRAWLEY-1\n"
)
VISITS = "clav_cla_visit_id,clav_person_id,clav_cla_visit_date,clav_cla_visit_seen\n"


def _files() -> dict[str, str]:
    """Made-up children of two teams, in care from different days of 2018 and 2019; half were visited once."""
    teams = (("W1", "CLA-COAST-1"), ("W2", "CLA-CRAWLEY-1"))
    person, episodes, held, visits = PERSON, EPISODES, HELD, VISITS
    for n in range(CHILDREN):
        worker, team = teams[n % 2]
        day = f"{2018 + n // 10}-{n % 9 + 1:02d}-10"
        person += f"P{n},{'FM'[n % 2]},Child,Number {n},{2006 + n}-05-01\n"
        episodes += f"E{n},P{n},{day},S,,,{day}\n"
        held += f"I{n},P{n},{worker},allocated social worker,{team},{day},\n"
        if n % 2:
            visits += f"V{n},P{n},2019-09-0{n % 9 + 1},Y\n"
    named = ("ssd_person", "ssd_cla_episodes", "ssd_involvements", "ssd_professionals", "ssd_cla_visits")
    return dict(zip(named, (person, episodes, held, WORKERS, visits), strict=True))


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds one snapshot."""
    folder = tmp_path_factory.mktemp("browser")
    paths = []
    for name, text in _files().items():
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    received = datetime(2019, 6, 3, 9)
    EvidenceStore(folder / "home", AUTHORITY).load(paths, received=received, extract_date=received.date())
    return folder / "home"


def _let_requests_end() -> None:
    """A thread that answers still closes its connection after the browser has its page."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=5)


@pytest.fixture(scope="module")
def office(home: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of the office, its people made and its story told: once for each module of tests."""
    told = override_settings(SIGHTLINE_HOME=home, SIGHTLINE_AUTHORITY=AUTHORITY)
    with told, django_db_blocker.unblock():
        seed(home, load_authority(AUTHORITY))
        server = LiveServer("localhost")
        yield str(server.url)
        _let_requests_end()
        server.stop()
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.fail("No Chromium on this machine: install the package chromium (make test does so on Debian)")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's loop runs in the tests' own thread
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()
        connections.close_all()  # those of this loop: nobody else can reach them once it has ended


def signed_in(browser: Browser, office: str, username: str | None, **options: Any) -> BrowserContext:
    """A browser's window for one person of the demonstration; None: the public."""
    context = browser.new_context(base_url=office, **options)
    if username:
        client = Client()
        client.force_login(User.objects.get(username=username))
        name = site_settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": office}])
    return context
