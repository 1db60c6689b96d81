"""Pages of duties that list no child: what is owed by workers, and targets of a whole cohort."""

import pytest
from django.urls import reverse

from sightline.engine.duties.catalogue import DUTIES
from tests.caseload.conftest import IHA, SignIn, words

WORKERS, TARGET = "supervision_monthly", "a3_14_months"


@pytest.mark.parametrize(
    ("duty", "said"), [(WORKERS, "not owed to a child"), (TARGET, "for all of them together")]
)
def test_the_page_says_that_it_is_in_figures_only(sign_in: SignIn, duty: str, said: str) -> None:
    page = words(sign_in("director").get(reverse("caseload:duty", args=[duty])))
    assert said in page and "Nobody in your reach is waiting" not in page and 'id="waiting"' not in page


@pytest.mark.parametrize("duty", [WORKERS, TARGET])
def test_no_list_of_who_waits_can_be_opened_or_taken_away(sign_in: SignIn, duty: str) -> None:
    client = sign_in("director")
    assert client.get(reverse("caseload:waiting", args=[duty])).status_code == 404
    assert client.get(reverse("caseload:waiting-xlsx", args=[duty])).status_code == 404
    assert client.get(reverse("caseload:waiting", args=[IHA])).status_code == 200


@pytest.mark.parametrize("role", ["director", "councillor"])
def test_their_figures_open_like_any_other(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    figure = reverse("caseload:figure", args=[f"{WORKERS}_timeliness", "month", "2019-07-01", "all"])
    assert "other workers" not in words(client.get(figure))
    for duty in (WORKERS, TARGET, "lado_resolved_1m", "complaint_stage1"):
        assert client.get(reverse("caseload:measure", args=[f"{duty}_timeliness"])).status_code == 200
        assert client.get(reverse("caseload:duty", args=[duty])).status_code == 200
    assert not DUTIES[TARGET].lists_children
