"""A team's or a worker's figure may stand on one child: it opens to whoever reaches them, and to nobody else."""

import pytest
from django.http import Http404
from django.urls import reverse

from sightline.engine.duties.catalogue import DUTIES
from sightline.office.access.models import User
from sightline.office.caseload.duty_list import _duties
from sightline.office.caseload.finding import Wanted
from sightline.office.caseload.reach import groups_in_reach, must_reach
from sightline.office.lens.lens import Lens
from tests.caseload.conftest import IHA, WHO, SignIn, words

TIMELY = f"{IHA}_timeliness"
MINE = {"team_id": "CLA-COAST-1", "worker_id": "W1"}
THEIRS = {"team_id": "CLA-CRAWLEY-1", "worker_id": "W2"}


def lens_of(role: str) -> Lens:
    return Lens.of(User(username=role, role=role, **WHO[role]))


@pytest.mark.parametrize("role", ["social_worker", "team_manager"])
@pytest.mark.parametrize("dimension", MINE)
def test_the_figures_of_others_are_not_there(db: None, role: str, dimension: str) -> None:
    lens = lens_of(role)
    must_reach(lens, dimension, MINE[dimension])
    for group in (THEIRS[dimension], "not known", ""):
        with pytest.raises(Http404):
            must_reach(lens, dimension, group)
    assert groups_in_reach(lens_of("director"), dimension) is None


def test_a_social_worker_reaches_themself_and_a_manager_those_who_work_there(db: None) -> None:
    assert groups_in_reach(lens_of("social_worker"), "worker_id") == {"W1"}
    manager = groups_in_reach(lens_of("team_manager"), "worker_id")
    assert manager is not None and {"W1", "W9"} <= manager and "W2" not in manager


def test_protected_figures_are_never_told_by_worker(db: None) -> None:
    assert groups_in_reach(lens_of("councillor"), "worker_id") == frozenset()


def test_the_pages_keep_to_it(sign_in: SignIn) -> None:
    client = sign_in("social_worker")
    figure = [TIMELY, "month", "2019-06-01"]
    for dimension, group in THEIRS.items():
        address = reverse("caseload:figure", args=[*figure, dimension, group])
        assert client.get(address).status_code == 404
    theirs = reverse("caseload:team", args=[TIMELY, THEIRS["team_id"]])
    measure = reverse("caseload:measure", args=[TIMELY])
    assert client.get(theirs).status_code == 404
    assert theirs not in words(client.get(measure))
    client = sign_in("director")
    for dimension, group in THEIRS.items():
        address = reverse("caseload:figure", args=[*figure, dimension, group])
        assert client.get(address).status_code == 200
    assert client.get(theirs).status_code == 200
    assert theirs in words(client.get(measure))


def test_the_duties_page_tells_none_from_some_to_nobody_who_reads_protected_figures(db: None) -> None:
    """Six children are too few: what they are owed is not among the duties that the page tells of."""
    whole, councillor = lens_of("director"), lens_of("councillor")
    assert IHA in whole.told_duties()
    shown = set(councillor.all_results()["measure"])
    told = {duty.id for room in _duties(councillor, Wanted())["rooms"].values() for duty in room}
    assert told < whole.told_duties()
    assert all(any(one.startswith(f"{duty}_") for one in shown) for duty in told)
    assert f"{IHA}_timeliness" not in shown and IHA not in told
    assert DUTIES[IHA].title in _duties(councillor, Wanted())["untold"][DUTIES[IHA].area]
