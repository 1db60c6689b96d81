"""What others will read stands at the end of a month, and says truly when it was known."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from sightline.office.access.models import User
from sightline.office.improvement.figures import Figure
from sightline.office.improvement.lensing import for_others, frozen_figure
from sightline.office.lens.days import AS_AT, KNOWN_ON
from sightline.office.lens.lens import Lens
from sightline.office.publish.live import live_content, live_scorecard
from sightline.office.publish.models import Paper
from tests.caseload.record import build

WRITERS = ("director", "performance_officer", "clerk")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("live"))


@pytest.fixture(autouse=True)
def office(home: Path, settings: Any) -> None:
    settings.SIGHTLINE_HOME = home
    settings.SIGHTLINE_AUTHORITY = "west-sussex"


def reading(role: str, day: str) -> Any:
    """A page asked for by somebody who reads as at a day."""
    request: Any = RequestFactory().get("/")
    request.user, request.session = User(username="writer", role=role), {AS_AT: day}
    return request


@pytest.mark.parametrize("role", WRITERS)
def test_a_scorecard_stands_at_a_month_end(db: None, role: str) -> None:
    card = live_scorecard(reading(role, "2019-09-15"))
    assert card["as_at"] == "2019-08-31"
    assert card["known_on"] == "2019-09-30", "the record is what is known today, not what was on 31 August"
    assert "as known on 30 September 2019" in card["stamp"]


@pytest.mark.parametrize("role", WRITERS)
def test_a_paper_stands_at_a_month_end(draft: Paper, role: str) -> None:
    told = live_content(reading(role, "2019-09-15"), draft)
    assert (told["as_at"], told["known_on"]) == ("2019-08-31", "2019-09-30")
    assert live_content(reading(role, "2019-09-16"), draft) == told


def test_frozen_evidence_stands_at_a_month_end(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []

    def figure_of(lens: Lens, measure: str) -> Figure:
        asked.append(lens.as_at)
        return Figure(measure, 1, lens.as_at, "12 of 30", "", lens.as_at, lens.as_at, 12, 30)

    monkeypatch.setattr("sightline.office.improvement.lensing.figure_of", figure_of)
    frozen_figure(reading("director", "2019-09-15"), "any")
    assert asked == [date(2019, 8, 31)]


def test_what_was_known_stands_at_a_month_end_too(db: None) -> None:
    lens = Lens.of(User(role="director"), date(2019, 9, 15), date(2019, 9, 25))
    others = for_others(lens)
    assert (others.as_at, others.known_on) == (date(2019, 8, 31), date(2019, 8, 31))
    assert for_others(Lens.of(User(role="director"), date(2019, 8, 31))).as_at == date(2019, 8, 31)


def test_a_draft_read_before_anything_was_loaded_has_a_page(client: Client, draft: Paper) -> None:
    client.force_login(User.objects.create(username="writer", role="director"))
    session = client.session
    session[KNOWN_ON] = "2019-08-15"
    session.save()
    page = client.get(reverse("publish:paper", args=[draft.reference]))
    assert page.status_code == 200 and "Nothing had been loaded by then" in page.content.decode()
