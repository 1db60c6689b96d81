"""The first page of a worker, a manager and whoever answers for every team: as much as each can see to."""

import pytest
from django.urls import reverse

from tests.caseload.conftest import SignIn, words

HOME = reverse("caseload:home")
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
