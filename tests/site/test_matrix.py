"""Who may open which page: declared here once more, by hand, and held against every page of the site.

A page that is not in the table fails until somebody says whose it is.
"""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from sightline.office.access.models import Chain, Entry
from sightline.office.access.roles import ROLES
from sightline.office.evidence.models import Job
from sightline.office.governance.models import Challenge, Meeting, Member
from sightline.office.improvement.models import (
    Action,
    ActionMeasure,
    Evidence,
    Milestone,
    Need,
    ParagraphNeed,
)
from sightline.office.publish.models import Paper
from sightline.site.navigation import links
from tests.site.conftest import Office
from tests.site.walking import pages

WHO = {
    "S": "social-worker",
    "T": "team-manager",
    "P": "performance",
    "D": "director",
    "L": "improvement-lead",
    "C": "clerk",
    "M": "councillor",
}
EVERYONE, SIGNED_IN, PRACTICE = "*", "STPDLCM", "STPD"

MATRIX = {
    "access:first": EVERYONE,
    "access:sign-in": EVERYONE,
    "access:sign-out": EVERYONE,
    "access:password": SIGNED_IN,
    "access:trail": "D",
    "lens:reading": SIGNED_IN,
    "evidence:home": "P",
    "evidence:upload": "P",
    "evidence:job": "P",
    "evidence:job-state": "P",
    "evidence:again": "P",
    "evidence:submissions": "P",
    "evidence:submission": "P",
    "evidence:snapshots": "P",
    "evidence:registers": "P",
    "evidence:register": "P",
    "evidence:problems": "P",
    "evidence:problems-download": "P",
    "evidence:row": PRACTICE,
    "caseload:home": PRACTICE,
    "caseload:director": "PD",
    "caseload:children": PRACTICE,
    "caseload:child": PRACTICE,
    "caseload:reason": PRACTICE,
    "caseload:duties": SIGNED_IN,
    "caseload:duty": SIGNED_IN,
    "caseload:waiting": PRACTICE,
    "caseload:waiting-xlsx": PRACTICE,
    "caseload:measures": SIGNED_IN,
    "caseload:measure": SIGNED_IN,
    "caseload:area": SIGNED_IN,
    "caseload:team": SIGNED_IN,
    "caseload:figure": SIGNED_IN,
    "improvement:inspections": SIGNED_IN,
    "improvement:load": "L",
    "improvement:unlink": "L",
    "improvement:need": SIGNED_IN,
    "improvement:new-action": "L",
    "improvement:inspection": SIGNED_IN,
    "improvement:paragraph": SIGNED_IN,
    "improvement:judge": "L",
    "improvement:link": "L",
    "improvement:plan": SIGNED_IN,
    "improvement:action": SIGNED_IN,
    "improvement:tie": "L",
    "improvement:untie": "L",
    "improvement:change": "L",
    "improvement:move": "L",
    "improvement:new-milestone": "L",
    "improvement:done": "TPDL",
    "improvement:new-evidence": "TPDL",
    "improvement:check": "PDL",
    "governance:bodies": SIGNED_IN,
    "governance:leave-seat": "C",
    "governance:body": SIGNED_IN,
    "governance:new-seat": "C",
    "governance:new-meeting": "C",
    "governance:ask": "M",
    "governance:meeting": SIGNED_IN,
    "governance:new-item": "C",
    "governance:hold": "C",
    "governance:publish-minutes": "C",
    "governance:challenge": SIGNED_IN,
    "governance:answer": "D",
    "governance:effect": "M",
    "publish:thread": SIGNED_IN,
    "publish:home-lead": "L",
    "publish:home-clerk": "C",
    "publish:home-councillor": "M",
    "publish:papers": SIGNED_IN,
    "publish:new-paper": "PDLC",
    "publish:publish-scorecard": "C",
    "publish:paper": "PDLC",
    "publish:change-paper": "PDLC",
    "publish:freeze": "PDLC",
    "publish:publish": "C",
    "publish:public": EVERYONE,
    "publish:scorecard": EVERYONE,
    "publish:scorecard-measure": EVERYONE,
    "publish:public-paper": EVERYONE,
    "publish:public-pdf": EVERYONE,
}

OPENS = {
    "access:first": 302,
    "access:sign-out": 405,  # by a form alone
    "evidence:again": 405,  # by a form alone
    "evidence:row": 404,  # a row that is not there
    "publish:scorecard-measure": 404,  # a record too small for any figure
    "caseload:reason": 404,  # an obligation that is not there
}
"""What a page answers to whoever may open it, where that is not 200."""

MEASURE, DUTY = "initial_health_assessment_by_entry", "initial_health_assessment"
INSPECTION, BODY, PAPER = "west-sussex-2019", "corporate-parenting-panel", "initial-health-assessments"

FIXED: dict[str, tuple[Any, ...]] = {
    "evidence:row": ("0123456789ab/csv/2",),
    "evidence:submission": ("S0001",),
    "evidence:register": ("return_home_interview",),
    "evidence:problems-download": ("csv",),
    "caseload:area": (MEASURE, "coast"),
    "caseload:figure": (MEASURE, "month", "2018-01-01", "all"),
    "caseload:measure": (MEASURE,),
    "publish:scorecard-measure": (MEASURE,),
    **dict.fromkeys(("caseload:duty", "caseload:waiting", "caseload:waiting-xlsx"), (DUTY,)),
    "improvement:inspection": (INSPECTION,),
    **dict.fromkeys(("improvement:paragraph", "improvement:judge", "improvement:link"), (INSPECTION, 20)),
    **dict.fromkeys(("governance:body", "governance:new-seat", "governance:new-meeting"), (BODY,)),
    "governance:ask": (BODY,),
    "publish:thread": (INSPECTION, 20),
}
ROWS: dict[str, type[Model]] = {
    **dict.fromkeys(("evidence:job", "evidence:job-state", "evidence:again"), Job),
    "improvement:unlink": ParagraphNeed,
    "improvement:untie": ActionMeasure,
    **dict.fromkeys(("improvement:need", "improvement:new-action"), Need),
    **dict.fromkeys(("improvement:done", "improvement:new-evidence"), Milestone),
    "improvement:check": Evidence,
    **dict.fromkeys(
        (f"improvement:{page}" for page in ("action", "change", "move", "new-milestone", "tie")), Action
    ),
    "governance:leave-seat": Member,
    **dict.fromkeys(
        (f"governance:{page}" for page in ("meeting", "new-item", "hold", "publish-minutes")), Meeting
    ),
    **dict.fromkeys((f"governance:{page}" for page in ("challenge", "answer", "effect")), Challenge),
    "publish:new-paper": Meeting,
}
OF_A_PAPER = ("paper", "change-paper", "freeze", "publish", "public-paper", "public-pdf")


def address_of(name: str, office: Office) -> str:
    """An address of a page that has something to show."""
    if name in ROWS:
        row = ROWS[name]._default_manager.first()
        assert row is not None, f"the demonstration has nothing to show at {name}"
        return reverse(name, args=[row.pk])
    room, _, page = name.partition(":")
    if room == "publish" and page in OF_A_PAPER:
        return reverse(name, args=[Paper.objects.get().reference])
    own = {
        "caseload:child": (office.inside,),
        "caseload:reason": (office.inside, "nothing-owed"),
        "caseload:team": (MEASURE, office.accounts["team-manager"].team_id),
    }
    return reverse(name, args=(own | FIXED).get(name, ()))


def client_of(office: Office, letter: str | None) -> Client:
    client = Client()
    if letter:
        client.force_login(office.accounts[WHO[letter]])
    return client


def test_every_page_is_in_the_table() -> None:
    assert {page.name for page in pages()} == set(MATRIX)


def test_every_role_is_in_the_table(office: Office) -> None:
    assert {office.accounts[name].role for name in WHO.values()} == set(ROLES)


@pytest.mark.parametrize("letter", WHO)
def test_each_role_opens_its_pages_and_no_other(letter: str, office: Office, db: None) -> None:
    client = client_of(office, letter)
    expected = {
        name: OPENS.get(name, 200) if roles == EVERYONE or letter in roles else 403
        for name, roles in MATRIX.items()
    }
    found = {name: client.get(address_of(name, office)).status_code for name in MATRIX}
    assert found == expected


def test_whoever_has_not_signed_in_is_asked_to_and_reads_what_is_public(office: Office, db: None) -> None:
    client = client_of(office, None)
    for name, roles in MATRIX.items():
        answer = client.get(address_of(name, office))
        if roles == EVERYONE:
            assert answer.status_code == OPENS.get(name, 200), name
        else:
            assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in/"), name


@pytest.mark.parametrize("letter", [None, *WHO])
def test_what_may_not_be_opened_may_not_be_posted_to(letter: str | None, office: Office, db: None) -> None:
    client = client_of(office, letter)
    for name, roles in MATRIX.items():
        if roles != EVERYONE and (letter is None or letter not in roles):
            expected = 403 if letter else 302
            assert client.post(address_of(name, office)).status_code == expected, name


@pytest.mark.parametrize("letter", "STPD")
def test_a_child_out_of_reach_is_not_there(letter: str, office: Office, db: None) -> None:
    client = client_of(office, letter)
    for handle in (office.sealed, "0" * 20, "A1"):
        assert client.get(reverse("caseload:child", args=[handle])).status_code == 404
        assert client.get(reverse("caseload:reason", args=[handle, "x"])).status_code == 404


def test_somebody_else_s_child_is_not_there_for_a_social_worker(office: Office, db: None) -> None:
    worker = office.accounts["social-worker"]
    worker.worker_id = "W1"
    worker.save()
    client = client_of(office, "S")
    assert client.get(reverse("caseload:child", args=[office.inside])).status_code == 404


@pytest.mark.parametrize("letter", [None, *WHO])
def test_reading_changes_nothing_but_the_trail_and_the_session(
    letter: str | None, office: Office, db: None
) -> None:
    client = client_of(office, letter)
    before = contents()
    for name in MATRIX:
        client.get(address_of(name, office))
    assert contents() == before


def contents() -> dict[str, list[Any]]:
    """Every row of every table but those of the trail and the session."""
    written = {Entry, Chain, Session}
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model not in written
    }


@pytest.mark.parametrize("letter", WHO)
def test_every_link_in_the_navigation_opens(letter: str, office: Office, db: None) -> None:
    client = client_of(office, letter)
    found = links(office.accounts[WHO[letter]], "/")
    assert len(found) > 3
    assert {link.text: client.get(link.href).status_code for link in found} == {
        link.text: 200 for link in found
    }
