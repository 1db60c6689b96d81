"""Finding one of hundreds of measures and duties by an address alone."""

import re

import pytest
from django.test import RequestFactory
from django.urls import reverse

from sightline.engine.measures.measure import Counting
from sightline.office.caseload.finding import AREAS, MOST_LETTERS, Wanted, wanted_of
from tests.caseload.conftest import IHA, SignIn, words


def asked(**told: str) -> Wanted:
    return wanted_of(RequestFactory().get("/", told))


def test_what_makes_no_sense_in_an_address_is_left_out() -> None:
    assert asked(area="atlantis", kind="sideways", find="  ") == Wanted()
    assert asked(area="looked-after", kind="gap", find=" two  words ") == Wanted(
        "looked-after", "two words", "gap"
    )
    assert len(asked(find="a" * 500).words) == MOST_LETTERS
    assert "looked-after" in AREAS and AREAS["looked-after"] == "looked after"


def test_every_word_has_to_be_there_in_any_case() -> None:
    found = asked(find="HEALTH initial")
    assert found.finds("health", "Initial health assessment")
    assert not found.finds("health", "Dental check")
    assert not asked(area="court", find="health").finds("health", "Initial health assessment")
    assert asked(kind="overdue").counts(Counting.OPEN_OVERDUE)
    assert not asked(kind="overdue").counts(Counting.TIMELINESS)


@pytest.mark.parametrize("role", ["director", "councillor"])
def test_measures_open_by_area_and_an_area_opens_its_measures(sign_in: SignIn, role: str) -> None:
    client, address = sign_in(role), reverse("caseload:measures")
    assert "?area=health" in words(client.get(address))
    found = words(client.get(f"{address}?area=health&kind=overdue&find=initial"))
    linked = reverse("caseload:measure", args=[f"{IHA}_open_overdue"]) in found
    assert linked == (role == "director"), "six children are too few to be told of to a councillor"
    assert "No measure that you see" in words(client.get(f"{address}?find=zzz"))


def test_how_far_measures_can_be_relied_on_leads_from_the_service_to_each_of_them(sign_in: SignIn) -> None:
    client, address = sign_in("director"), reverse("caseload:measures")
    service = words(client.get(reverse("caseload:director")))
    told = re.findall(r'\?assurance=(\w+)"><strong>([\d,]+)</strong>', service)
    assert told
    for level, count in told:
        found = words(client.get(address, {"assurance": level}))
        assert f"{count} measure" in found and found.count('data-label="Recorded"') == int(count)
    assert asked(assurance="complete") == Wanted()


def test_duties_open_by_area_and_one_is_found_by_its_law(sign_in: SignIn) -> None:
    client, address = sign_in("director"), reverse("caseload:duties")
    assert reverse("caseload:duty", args=[IHA]) in words(client.get(address))
    by_law = words(client.get(f"{address}?find=2010/959"))
    assert "2010/959" in by_law and "Source of the duty" in by_law
    assert "No duty that you see" in words(client.get(f"{address}?find=zzz"))
