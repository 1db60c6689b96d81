"""The constitution as rules: each rule with a body that keeps it and one that breaks it."""

from datetime import date

import pytest

from sightline.authorities import load_authority
from sightline.engine.authority import Body
from sightline.office.governance.constitution import Holder, absent_voices, check, is_quorate, still_absent
from sightline.office.improvement.facts import facts

DAY = date(2019, 6, 12)
SINCE = date(2019, 4, 5)
COUNCILLOR = "county-councillor"


@pytest.fixture(scope="module")
def panel() -> Body:
    authority = load_authority("west-sussex")
    return next(body for body in authority.bodies if body.id == "corporate-parenting-panel")


def councillor(name: str, *attributes: str, chair: bool = False, until: date | None = None) -> Holder:
    return Holder(name, COUNCILLOR, SINCE, until, attributes, chair)


def sound() -> list[Holder]:
    """A panel that keeps every rule."""
    return [
        councillor("A", "minority group member", "select committee member"),
        councillor("B", "foster or adoption panel member", "select committee member"),
        councillor("C", chair=True),
        councillor("D"),
        councillor("E"),
        councillor("F"),
        Holder("G", "designated-nurse", SINCE),
        Holder("H", "iro", SINCE),
        Holder("I", "foster-carer", SINCE),
        Holder("J", "foster-carer-association", SINCE),
        Holder("K", "children-in-care-council", SINCE),
        Holder("L", "care-leaver", SINCE),
    ]


def broken(body: Body, holders: list[Holder], day: date = DAY) -> set[tuple[str, str]]:
    return {(result.rule, result.found) for result in check(body, holders, day) if not result.kept}


def test_a_sound_panel_keeps_every_rule(panel: Body) -> None:
    assert broken(panel, sound()) == set()


@pytest.mark.parametrize(
    ("what", "change", "expected"),
    [
        ("an empty partner seat", lambda h: h[:6] + h[7:], {("seats-filled", "0 of 1: nobody")}),
        (
            "a seventh councillor",
            lambda h: [*h, councillor("Z")],
            {("seats-filled", "7 of 6: A, B, C, D, E, F, Z")},
        ),
        (
            "one select committee member where two are asked for",
            lambda h: [councillor("A", "minority group member"), *h[1:]],
            {("must-include", "1: B")},
        ),
        (
            "no minority group member",
            lambda h: [councillor("A", "select committee member"), *h[1:]],
            {("must-include", "0: nobody")},
        ),
        ("no chair", lambda h: [*h[:2], councillor("C"), *h[3:]], {("chair", "nobody")}),
        (
            "two chairs",
            lambda h: [*h[:3], councillor("D", chair=True), *h[4:]],
            {("chair", "C, D")},
        ),
        (
            "a seat that the constitution does not have",
            lambda h: [*h, Holder("M", "housing", SINCE)],
            {("known-seats", "M")},
        ),
        (
            "one person in two seats",
            lambda h: [*h[:7], Holder("G", "iro", SINCE), *h[8:]],
            {("one-seat-each", "G")},
        ),
    ],
)
def test_each_rule_is_broken_alone(panel: Body, what: str, change, expected) -> None:  # type: ignore[no-untyped-def]
    assert broken(panel, change(sound())) == expected, what


def test_too_few_people_for_a_quorum(panel: Body) -> None:
    rules = {rule for rule, _ in broken(panel, [councillor("A"), councillor("B")])}
    assert "quorum-possible" in rules


@pytest.mark.parametrize(
    ("day", "empty"),
    [(date(2019, 4, 4), True), (SINCE, False), (date(2019, 7, 1), False), (date(2019, 7, 2), True)],
)
def test_a_seat_counts_on_its_first_and_last_day(panel: Body, day: date, empty: bool) -> None:
    holders = [*sound()[:6], Holder("G", "designated-nurse", SINCE, date(2019, 7, 1)), *sound()[7:]]
    found = {r.found for r in check(panel, holders, day) if r.title == "Designated Nurse (NHS)"}
    assert found == ({"0 of 1: nobody"} if empty else {"1 of 1: G"})


@pytest.mark.parametrize(("present", "quorate"), [("AB", False), ("ABC", True), ("AAB", False), ("", False)])
def test_quorum_is_three_different_people(panel: Body, present: str, quorate: bool) -> None:
    assert is_quorate(panel, present) is quorate


def test_what_the_inspection_missed_beside_the_seats_of_now(panel: Body) -> None:
    """The revised constitution seats carers and young people. Housing still has no seat."""
    voices = absent_voices(facts("west_sussex_2019")["absent_voices"], panel)
    results = {r.title: (r.kept, r.found) for r in still_absent(voices, panel, sound(), DAY)}
    assert results == {
        "Housing services": (False, "no seat"),
        "Foster carers": (True, "I, J"),
        "Young people": (True, "K, L"),
    }
    empty = {r.title: r.found for r in still_absent(voices, panel, [], DAY)}
    assert empty["Young people"] == "a seat, and nobody in it"
