"""A page of acts is drawn once until somebody acts: what it says is never older than the last act."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sightline.authorities import load_authority
from sightline.engine.records.evidence import EvidenceStore
from sightline.office.access import trail
from sightline.office.access.models import User
from sightline.office.improvement import actions
from sightline.office.improvement.inspections import from_facts, save_inspection
from sightline.office.improvement.models import Inspection, Paragraph
from sightline.office.lens.days import AS_AT, KNOWN_ON

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

ON = date(2019, 6, 3)


@pytest.fixture(autouse=True)
def home(tmp_path: Any, settings: Any) -> None:
    """A record with one child in it, so that there is a snapshot to keep pages with."""
    settings.SIGHTLINE_HOME = tmp_path
    settings.SIGHTLINE_AUTHORITY = "west-sussex"
    rows = tmp_path / "ssd_person.csv"
    rows.write_text("pers_person_id,pers_sex\nC1,F\n", "utf-8")
    EvidenceStore(tmp_path, load_authority("west-sussex").id).load(
        [rows], received=datetime(2019, 6, 1, tzinfo=UTC)
    )


@pytest.fixture
def lead() -> User:
    return User.objects.create(username="lead", role="improvement_lead", last_name="Lead")


@pytest.fixture
def inspection(lead: User) -> Inspection:
    return save_inspection(from_facts("west_sussex_2019"), by=lead, on=ON)


@pytest.fixture
def paragraph(inspection: Inspection) -> Paragraph:
    return inspection.paragraphs.get(number=20)


def _address(paragraph: Paragraph) -> str:
    return reverse("improvement:paragraph", args=[paragraph.inspection.reference, paragraph.place])


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_an_act_shows_at_once_and_to_everyone(paragraph: Paragraph, lead: User) -> None:
    mine = _signed_in(lead)
    theirs = _signed_in(User.objects.create(username="second", role="improvement_lead"))
    address, told = _address(paragraph), "No child was seen by a doctor in time"
    assert told not in theirs.get(address).content.decode()
    need = paragraph.inspection.needs.get(number=4)
    actions.link_need(paragraph, need, reason=told, by=lead, on=ON)
    for reader in (mine, theirs):
        assert told in reader.get(address).content.decode()


def test_a_second_reader_costs_less_until_somebody_acts(paragraph: Paragraph, lead: User) -> None:
    client, address = _signed_in(lead), _address(paragraph)
    drawn = _queries(client, address)
    again = _queries(client, address)
    trail.record("saw a child", by=lead, changes=False)
    seen = _queries(client, address)
    trail.record("changed something", by=lead)
    acted = _queries(client, address)
    assert again == seen < drawn == acted


def test_a_page_as_known_on_a_day_is_not_that_as_at_the_day(paragraph: Paragraph, lead: User) -> None:
    client, address = _signed_in(lead), _address(paragraph)

    def read(name: str) -> int:
        session = client.session
        for chosen in (AS_AT, KNOWN_ON):
            session.pop(chosen, None)
        session[name] = "2019-08-15"
        session.save()
        return _queries(client, address)

    drawn, again = read(KNOWN_ON), read(KNOWN_ON)
    assert again < drawn
    assert read(AS_AT) == drawn


def test_an_act_that_was_taken_back_leaves_the_mark(lead: User) -> None:
    before = trail.acts_until_now()
    with pytest.raises(RuntimeError), transaction.atomic():
        trail.record("changed something", by=lead)
        raise RuntimeError
    assert trail.acts_until_now() == before


def test_what_is_said_of_its_reader_is_said_to_nobody_else(inspection: Inspection, lead: User) -> None:
    owner = User.objects.create(username="owner", role="director", last_name="Owner")
    other = User.objects.create(username="other", role="director", last_name="Other")
    intent = actions.Intent("Hold clinics", "Health known early", owner, date(2019, 9, 30))
    action = actions.open_action(
        inspection.needs.get(number=4), intent, findings=[], measures=[], by=lead, on=ON
    )
    step = actions.add_milestone(action, text="First clinic", due_on=date(2019, 7, 1), by=lead, on=ON)
    actions.add_evidence(step, kind="note", text="Held on Monday", figure=None, by=lead, on=ON)
    address = reverse("improvement:action", args=[action.pk])
    assert "Check it" in _signed_in(other).get(address).content.decode()
    assert "Check it" not in _signed_in(owner).get(address).content.decode()


def test_an_act_in_the_midst_of_a_month_is_seen_by_whoever_reads_protected_figures(
    inspection: Inspection, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = date(2019, 9, 12)
    monkeypatch.setattr("sightline.office.lens.reach.today", lambda _: today)
    intent = actions.Intent("Hold clinics", "Health known early", lead, date(2019, 12, 31))
    need = inspection.needs.get(number=4)
    actions.open_action(need, intent, findings=[], measures=[], by=lead, on=today)
    for role in ("improvement_lead", "councillor", "clerk", "director"):
        reader = _signed_in(User.objects.create(username=f"a {role}", role=role))
        for page in (reverse("improvement:plan"), reverse("improvement:need", args=[need.pk])):
            assert "Hold clinics" in reader.get(page).content.decode(), role


def test_a_form_shows_what_stands_and_not_what_stood(inspection: Inspection, lead: User) -> None:
    intent = actions.Intent("Hold clinics", "Health known early", lead, date(2019, 12, 31))
    need = inspection.needs.get(number=4)
    action = actions.open_action(need, intent, findings=[], measures=[], by=lead, on=ON)
    address = reverse("improvement:change", args=[action.pk])
    assert "Hold clinics" in _signed_in(lead).get(address).content.decode()
    type(action).objects.filter(pk=action.pk).update(title="Hold more clinics")
    assert "Hold more clinics" in _signed_in(lead).get(address).content.decode()
