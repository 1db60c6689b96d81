"""The first page of a worker, a manager and whoever answers for every team: as much as each can see to."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from sightline.office.access.models import Entry
from tests.caseload import record
from tests.caseload.conftest import SignIn, words

HOME, CHILDREN = reverse("caseload:home"), reverse("caseload:children")
COAST, CRAWLEY = "CLA-COAST-1", "CLA-CRAWLEY-1"


def test_the_whole_service_reads_by_team_and_opens_one(sign_in: SignIn) -> None:
    client = sign_in("director")
    page = words(client.get(HOME))
    assert "Every team" in page and 'id="teams"' in page and 'id="workers"' not in page
    assert f'href="?team={COAST}"' in page and f'href="?team={CRAWLEY}"' in page
    coast, crawley = (words(client.get(HOME, {"team": team})) for team in (COAST, CRAWLEY))
    assert 'id="workers"' in coast and "Looked after: Adur and Worthing, team 1</h1>" in coast
    assert "Ada Quill" in coast and "Ada Quill" not in crawley
    assert "Cleo Sand" in crawley and "Cleo Sand" not in coast


def test_what_is_late_in_each_team_is_what_is_late_in_all(sign_in: SignIn) -> None:
    client = sign_in("director")

    def late(team: str = "") -> int:
        page = words(client.get(HOME, {"team": team} if team else {}))
        return int(page[: page.index("</span> late now")].rpartition(">")[2].replace(",", ""))

    assert 0 < late(COAST) < late()


@pytest.mark.parametrize("role", ["social_worker", "team_manager"])
def test_nobody_else_reads_another_team_by_asking_for_it(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    own, asked = (words(client.get(HOME, {"team": team})) for team in ("", CRAWLEY))
    assert "Cleo Sand" not in asked
    assert own[own.index("<h1") :] == asked[asked.index("<h1") :]
    assert words(sign_in("director").get(HOME, {"team": "atlantis"})).count("Every team") >= 1


def test_a_team_answers_for_whom_it_held_last_and_for_the_teams_below(sign_in: SignIn) -> None:
    client = sign_in("director")
    every = words(client.get(HOME))
    assert "Held by no team" not in every, "of the children looked after whom nobody holds, a team held each"
    row = every[every.index(f'href="?team={COAST}"') :]
    assert 'data-label="Children looked after">4<' in row[: row.index("</tr>")]
    coast = words(client.get(HOME, {"team": COAST}))
    assert "Allocated to nobody" in coast and "Dan Thorn" in coast[coast.index('id="allocation"') :]
    assert '<span class="sl-figure__number">4</span> looked after' in coast
    service = words(client.get(HOME, {"team": "CLA"}))
    assert "Children looked after service, and the teams below it</h1>" in service
    assert all(name in service for name in ("Ada Quill", "Cleo Sand", "Dan Thorn"))
    assert words(sign_in("team_manager").get(HOME)).count("Dan Thorn") == coast.count("Dan Thorn")


def test_a_team_s_page_opens_lists_of_that_team_alone(sign_in: SignIn) -> None:
    client = sign_in("director")
    page = words(client.get(HOME, {"team": COAST}))
    found = set(re.findall(rf'href="{CHILDREN}(\?[^"]*)"', page[page.index("<h1") :]))
    assert {f"?team={COAST}", f"?worker=W1&amp;team={COAST}"} <= found
    assert all(f"team={COAST}" in query for query in found)
    for query in found:
        listed = words(client.get(CHILDREN + unescape(query)))
        assert "Cleo Sand" not in listed and f'value="{COAST}" selected' in listed
    assert "Dan Thorn" in words(client.get(CHILDREN, {"team": COAST}))
    nobody = words(client.get(CHILDREN, {"team": "LC"}))
    assert "No child in your reach fits" in nobody, (
        "a team without children has an empty list, not everyone's"
    )


def test_managers_of_one_name_are_told_apart_and_counted_in_full(
    sign_in: SignIn, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {f"M{n:02d}": "W9" if n < 34 else "W8" for n in range(37)}
    left = {f"N{n:02d}": "W1" for n in range(30)}
    tables = {
        "PERSON": [f"{child},F,Mim{child},Wood,2012-01-01" for child in held | left],
        "EPISODES": [f"EP{child},{child},2019-06-03,S,,,2019-06-03" for child in held | left],
        "HELD": [
            f"IN{child},{child},{worker},{record.ROLE},{COAST},2019-06-03,{'2019-07-01' if child in left else ''}"
            for child, worker in (held | left).items()
        ],
        "WORKERS": [f"W8,Petra Yule,Team manager,{COAST}"],
    }
    for name, more in tables.items():
        monkeypatch.setattr(record, name, getattr(record, name) + "\n".join(more) + "\n")
    record.submit(tmp_path / "home", tmp_path / "ssd", "2019-06-03", record.RECEIVED, record.PERSON)
    settings.SIGHTLINE_HOME = tmp_path / "home"
    page = words(sign_in("team_manager").get(HOME))
    page = page[page.index("Held in a manager") : page.index('id="late"')]
    told = re.findall(r'summary-text">([^<]*)</span> <span class="sl-area__count">([^<]*)<', page)
    assert told == [("Petra Yule", "3 children"), ("Petra Yule", "35 children")]
    assert "The first 30 of 35 are shown." in page and f'href="{CHILDREN}?worker=W9"' in page
    seen = Entry.objects.filter(what="saw what children are owed").latest("pk")
    assert seen.details["children"] == 30 + 30 + 3, "whoever is named is counted as seen"
    asked = words(sign_in("director").get(HOME, {"team": COAST}))
    assert f'href="{CHILDREN}?late=on&amp;team={COAST}"' in asked
