"""Pages that are drawn once and kept: nobody gets another's, and nothing outlives its snapshot."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import reverse
from jinja2 import UndefinedError

from sightline.engine.records.evidence import EvidenceStore
from sightline.office.access.models import Entry, User
from sightline.office.caseload.models import Note
from sightline.office.lens.kept import kept
from tests.lens import record

pytestmark = [pytest.mark.django_db]

HOME, CHILDREN, MEASURES, DUTIES = (
    reverse(f"caseload:{name}") for name in ("home", "children", "measures", "duties")
)


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> EvidenceStore:
    """A data folder of this test alone: the files of May 2019."""
    settings.SIGHTLINE_HOME = tmp_path / "home"
    store = EvidenceStore(tmp_path / "home", "west-sussex")
    record._submit(store, tmp_path / "may", record.FIRST, record.BEFORE, ",")
    return store


def reader(role: str, **more: str) -> Client:
    name = f"{role}-{'-'.join(more.values())}"
    user, _ = User.objects.get_or_create(username=name, defaults={"role": role, "last_name": name, **more})
    client = Client()
    client.force_login(user)
    return client


def text(client: Client, path: str) -> str:
    return str(client.get(path).content.decode())


def named(page: str) -> set[str]:
    return {name for name in ("Ada", "Ben", "Cleo") if f">{name} " in page}


def test_each_reader_gets_their_own_children_whoever_asked_before(store: EvidenceStore) -> None:
    readers = {
        ("director", ""): {"Ada", "Ben", "Cleo"},
        ("social_worker", "W1"): {"Ada", "Cleo"},
        ("social_worker", "W2"): {"Ben"},
        ("social_worker", "nobody"): set(),
    }
    for order in (list(readers), list(reversed(readers))):
        for role, worker in order:
            who = reader(role, worker_id=worker)
            assert named(text(who, CHILDREN)) == readers[role, worker], (role, worker)
            home = text(who, HOME)
            assert named(home) <= readers[role, worker]
            assert f"{role}-{worker}" in home


def test_two_teams_are_told_apart(store: EvidenceStore) -> None:
    for team, seen in (("CLA-COAST-1", {"Ada", "Cleo"}), ("CLA-CRAWLEY-1", {"Ben"}), ("CLA-COAST-1", None)):
        found = named(text(reader("team_manager", team_id=team), CHILDREN))
        assert found == (seen or {"Ada", "Cleo"})


@pytest.mark.parametrize("path", [MEASURES, DUTIES])
@pytest.mark.parametrize("order", [("director", "councillor"), ("councillor", "director")])
def test_whoever_sees_no_child_gets_the_protected_page(
    store: EvidenceStore, path: str, order: tuple[str, str]
) -> None:
    pages = {role: text(reader(role), path) for role in order}
    assert "protected figures" in pages["councillor"]
    assert "protected figures" not in pages["director"]
    assert "/waiting/" not in pages["councillor"]


def test_the_day_that_is_read_decides(store: EvidenceStore, tmp_path: Path) -> None:
    record._submit(store, tmp_path / "august", record.SECOND, record.AFTER, ",")
    for _ in range(2):
        now, then = reader("social_worker", worker_id="W1"), reader("social_worker", worker_id="W1")
        then.post(reverse("lens:reading"), {"as_at": "2019-06-30", "known_on": "2019-06-30", "next": ""})
        assert named(text(now, CHILDREN)) == set()
        assert named(text(then, CHILDREN)) == {"Ada", "Cleo"}


def test_a_load_leaves_the_pages_before_it_behind_and_so_does_a_seal(
    store: EvidenceStore, tmp_path: Path
) -> None:
    who = reader("director")
    for _ in range(2):
        assert named(text(who, CHILDREN)) == {"Ada", "Ben", "Cleo"}
    record._submit(store, tmp_path / "august", record.SECOND, record.AFTER, "2019-07-15,E11")
    assert named(text(who, CHILDREN)) == {"Ada", "Ben"}
    who.post(reverse("lens:reading"), {"known_on": "2019-06-30", "next": ""})
    assert named(text(who, CHILDREN)) == {"Ada", "Ben"}


def test_a_purge_leaves_them_behind_too(store: EvidenceStore, tmp_path: Path) -> None:
    who = reader("director")
    assert named(text(who, CHILDREN)) == {"Ada", "Ben", "Cleo"}
    content = (tmp_path / "may" / "ssd_person.csv").read_bytes()
    store.purge(sha256(content).hexdigest(), "sent by mistake", date(2019, 5, 2))
    assert named(text(who, CHILDREN)) == set()


def test_what_is_said_of_a_child_is_on_the_page_at_once_and_not_before_its_day(store: EvidenceStore) -> None:
    who = reader("director")
    path = re.findall(r'href="(/children/[0-9a-f]{20}/)"', text(who, CHILDREN))[0]
    assert "Snowed in" not in text(who, path)
    link = re.findall(rf'href="({path}reason/[0-9a-f]+/)"', text(who, path))[0]
    who.post(link, {"kind": "reason", "text": "Snowed in"})
    note = Note.objects.get()
    assert "Snowed in" in text(who, path) and str(note.by) in text(who, path)
    before = reader("director")
    before.post(reverse("lens:reading"), {"known_on": str(note.on - timedelta(40)), "next": ""})
    assert "Snowed in" not in text(before, path)
    note.by.last_name = "Renamed"
    note.by.save()
    assert "Renamed" in text(reader("performance_officer"), path)


def test_seeing_is_in_the_trail_every_time_though_the_page_was_drawn_before(store: EvidenceStore) -> None:
    who = reader("director")
    path = re.findall(r'href="(/children/[0-9a-f]{20}/)"', text(who, CHILDREN))[0]
    for _ in range(3):
        who.get(path), who.get(HOME), who.get(CHILDREN)
    told = list(Entry.objects.values_list("what", flat=True))
    assert told.count("opened a child's record") == 3
    assert told.count("saw a list of children") == 4
    assert told.count("saw what children are owed") == 3


def test_a_form_on_a_kept_page_bears_the_token_of_whoever_reads_it(store: EvidenceStore) -> None:
    for name in ("first", "second"):
        client = Client(enforce_csrf_checks=True)
        client.force_login(User.objects.create(username=name, role="director"))
        page = text(client, CHILDREN)
        form = page[page.index('class="sl-find"') :]
        (token, *_) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
        sent = {"csrfmiddlewaretoken": token, "name": "Ada"}
        assert client.post(CHILDREN, sent).status_code == 200
        assert client.post(CHILDREN, sent | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403


@pytest.fixture
def naming(tmp_path: Path) -> Iterator[str]:
    """A template that names its reader."""
    site: Any = engines["jinja2"]
    (tmp_path / "naming.jinja").write_text(
        '{% extends "page.jinja" %}{% block main %}{{ reader.username }}{% endblock %}', encoding="utf-8"
    )
    site.env.loader.searchpath.append(str(tmp_path))
    yield "naming.jinja"
    site.env.loader.searchpath.remove(str(tmp_path))


def test_a_page_that_names_its_reader_cannot_be_kept(store: EvidenceStore, naming: str) -> None:
    request = RequestFactory().get("/")
    request.user = User(username="ada", role="director")
    request.session = SimpleNamespace(get=lambda *_: None)  # type: ignore[assignment]
    with pytest.raises(UndefinedError, match="reader"):
        kept(request, naming, (), dict)
