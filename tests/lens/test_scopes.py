"""Whose records each scope reaches, on which day, and that an adopted child is reached by nobody."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from sightline.authorities import load_authority
from sightline.engine.authority import Authority, Team
from sightline.office.access.models import User
from sightline.office.lens.lens import Lens
from sightline.office.lens.ours import teams_of
from tests.lens.conftest import Look

JUNE, SEPTEMBER = date(2019, 6, 30), date(2019, 9, 30)


def reach(lens: Lens) -> set[str]:
    people = set(lens.people()["person_id"])
    assert set(lens.obligations()["person_id"]) <= people
    return people


def test_a_social_worker_sees_their_own_children_on_that_day(look: Look) -> None:
    assert reach(look("social_worker", worker_id="W1", as_at=JUNE)) == {"A1"}
    assert reach(look("social_worker", worker_id="W1")) == set()
    assert reach(look("social_worker", worker_id="W2")) == {"A1", "B1"}


def test_a_team_manager_sees_the_team_s_children_on_that_day(look: Look) -> None:
    assert reach(look("team_manager", team_id="CLA-COAST-1", as_at=JUNE)) == {"A1"}
    assert reach(look("team_manager", team_id="CLA-COAST-1")) == set()
    assert reach(look("team_manager", team_id="CLA-CRAWLEY-1")) == {"A1", "B1"}


def test_a_service_manager_sees_the_teams_below(look: Look) -> None:
    assert reach(look("team_manager", team_id="CLA")) == {"A1", "B1"}


def test_a_team_asked_for_is_answered_by_the_rule_of_whoever_manages_it(look: Look) -> None:
    whole = look("director", as_at=JUNE)
    for team in ("CLA", "CLA-COAST-1", "CLA-CRAWLEY-1"):
        assert whole.people_of(team).equals(look("team_manager", team_id=team, as_at=JUNE).people()), team
    assert look("social_worker", worker_id="W2", as_at=JUNE).people_of("CLA-COAST-1").is_empty()
    assert look("councillor", as_at=JUNE).people_of("CLA").is_empty()


@pytest.mark.parametrize("role", ["director", "performance_officer"])
def test_the_whole_service_sees_every_child_who_is_not_sealed(look: Look, role: str) -> None:
    assert reach(look(role)) == {"A1", "B1"}


@pytest.mark.parametrize("role", ["councillor", "clerk", "improvement_lead", ""])
def test_readers_of_protected_figures_see_no_child(look: Look, role: str) -> None:
    lens = look(role)
    assert reach(lens) == set()
    assert lens.protected and lens.staff().is_empty()
    with pytest.raises(Http404):
        lens.child(lens.handle("A1"))


def test_the_public_sees_no_child() -> None:
    lens = Lens.of(AnonymousUser())
    assert reach(lens) == set() and lens.protected


@pytest.mark.parametrize("role", ["social_worker", "team_manager"])
def test_an_account_that_is_mapped_to_nobody_sees_nobody(look: Look, role: str) -> None:
    assert reach(look(role)) == set()


def test_a_worker_s_identifier_gives_a_manager_nothing_nor_a_team_a_worker(look: Look) -> None:
    assert reach(look("team_manager", worker_id="W2")) == set()
    assert reach(look("social_worker", team_id="CLA-CRAWLEY-1")) == set()


def test_a_role_that_is_gone_sees_nobody(look: Look) -> None:
    assert reach(look("chief_wizard", worker_id="W2", team_id="CLA")) == set()


@pytest.mark.parametrize("as_at", [None, date(2018, 6, 1), JUNE, date(2019, 7, 14)])
@pytest.mark.parametrize("known_on", [None, date(2019, 5, 1), JUNE, SEPTEMBER])
@pytest.mark.parametrize(
    ("role", "more"),
    [("director", {}), ("social_worker", {"worker_id": "W1"}), ("team_manager", {"team_id": "CLA-COAST-1"})],
)
def test_an_adopted_child_is_sealed_on_every_day_and_as_known_on_every_day(
    look: Look, role: str, more: dict[str, str], as_at: date | None, known_on: date | None
) -> None:
    lens = look(role, as_at=as_at, known_on=known_on, **more)
    assert "C1" not in reach(lens)
    for ask in (lens.child, lambda _: lens.name_of("C1"), lambda _: lens.rows_of("C1")):
        with pytest.raises(Http404):
            ask(lens.handle("C1"))


def test_no_row_about_an_adopted_child_can_be_opened(look: Look) -> None:
    lens = look("director", as_at=JUNE, known_on=JUNE)
    found = lens._sight.found.record.frame("ssd_cla_episodes")
    for person, rows in found.select("clae_person_id", "_rows").iter_rows():
        if person == "C1":
            with pytest.raises(Http404):
                lens.evidence_row(rows[0])
        else:
            assert lens.evidence_row(rows[0])[1] == person


def test_a_row_about_somebody_else_s_child_cannot_be_opened(look: Look) -> None:
    lens = look("social_worker", worker_id="W1", as_at=JUNE)
    (row,) = lens.rows_of("A1")["ssd_cla_episodes"]["_rows"][0]
    assert lens.evidence_row(row)[1] == "A1"
    with pytest.raises(Http404):
        look("social_worker", worker_id="W1").evidence_row(row)
    with pytest.raises(Http404):
        look("councillor").evidence_row(row)


def test_unknown_and_unreachable_children_are_the_same_to_whoever_asks(look: Look) -> None:
    lens = look("social_worker", worker_id="W1", as_at=JUNE)
    said = set()
    for handle in (lens.handle("B1"), lens.handle("C1"), lens.handle("nobody"), "", "../../etc/passwd"):
        with pytest.raises(Http404) as found:
            lens.child(handle)
        said.add(str(found.value))
    assert len(said) == 1 and "B1" not in said.pop()
    assert lens.child(lens.handle("A1")) == "A1"


def test_names_are_given_of_children_in_reach_alone(look: Look) -> None:
    lens = look("social_worker", worker_id="W1", as_at=JUNE)
    assert lens.name_of("A1") == "Ada Quill"
    with pytest.raises(Http404):
        lens.name_of("B1")


def with_teams(*teams: Team) -> Authority:
    return replace(load_authority("west-sussex"), teams=teams)


def test_teams_below_are_found_however_deep_and_a_circle_ends() -> None:
    chain = with_teams(Team("a", "A"), Team("b", "B", parent="a"), Team("c", "C", parent="b"), Team("d", "D"))
    assert teams_of(chain, "a", SEPTEMBER) == ["a", "b", "c"]
    circle = with_teams(Team("a", "A", parent="b"), Team("b", "B", parent="a"))
    assert set(teams_of(circle, "a", SEPTEMBER)) == {"a", "b"}


def test_whoever_manages_a_team_that_has_ended_or_not_begun_sees_nobody() -> None:
    authority = with_teams(Team("old", "Old", until=JUNE), Team("new", "New", since=date(2019, 10, 1)))
    assert teams_of(authority, "old", JUNE) == ["old"]
    assert teams_of(authority, "old", SEPTEMBER) == teams_of(authority, "new", SEPTEMBER) == []


def test_a_team_that_ended_below_still_answers_to_whoever_stands_above() -> None:
    authority = with_teams(Team("service", "Service"), Team("old", "Old", parent="service", until=JUNE))
    assert teams_of(authority, "service", SEPTEMBER) == ["service", "old"]


def test_an_ended_team_s_manager_sees_no_child_on_any_day(settings: Any) -> None:
    teams = tuple(
        replace(team, until=JUNE) if team.id == "CLA-COAST-1" else team
        for team in load_authority("west-sussex").teams
    )
    manager = User(role="team_manager", team_id="CLA-COAST-1")
    for day in (date(2019, 5, 31), SEPTEMBER):
        assert reach(Lens(manager, with_teams(*teams), day)) == set()
