"""A body's constitution as rules that are checked: each is a declaration with its question and its answer.

Pure functions over the body from the authority's file and the people who hold its seats on a day.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.engine.authority import Body, Seat


@dataclass(frozen=True)
class Holder:
    """A person in a seat. ``attributes`` are what the constitution may ask of them, in its own words."""

    name: str
    seat: str
    held_from: date
    held_until: date | None = None
    attributes: tuple[str, ...] = ()
    chair: bool = False

    def holds_on(self, day: date) -> bool:
        """Both days included."""
        return self.held_from <= day and (self.held_until is None or day <= self.held_until)


@dataclass(frozen=True)
class Result:
    """What one rule found, and what the constitution expects."""

    rule: str
    title: str
    kept: bool
    found: str
    expected: str


@dataclass(frozen=True)
class Rule:
    """One rule of every constitution: what it asks and how it is checked."""

    id: str
    title: str
    check: Callable[["Rule", Body, tuple[Holder, ...]], Iterable[Result]]


def _of(holders: Iterable[Holder], seat: Seat) -> list[Holder]:
    return [holder for holder in holders if holder.seat == seat.id]


def _names(holders: Iterable[Holder]) -> str:
    return ", ".join(sorted(holder.name for holder in holders)) or "nobody"


def _seats_filled(rule: Rule, body: Body, holders: tuple[Holder, ...]) -> Iterable[Result]:
    for seat in body.seats:
        held = _of(holders, seat)
        found = f"{len(held)} of {seat.count}: {_names(held)}"
        yield Result(rule.id, seat.title, len(held) == seat.count, found, f"{seat.count} filled")


def _must_include(rule: Rule, body: Body, holders: tuple[Holder, ...]) -> Iterable[Result]:
    for seat in body.seats:
        for attribute, needed in sorted(Counter(seat.must_include).items()):
            held = [holder for holder in _of(holders, seat) if attribute in holder.attributes]
            found = f"{len(held)}: {_names(held)}"
            title = f"{seat.title}: {attribute}"
            yield Result(rule.id, title, len(held) >= needed, found, f"at least {needed}")


def _one_chair(rule: Rule, body: Body, holders: tuple[Holder, ...]) -> Iterable[Result]:
    chairs = [holder for holder in holders if holder.chair]
    yield Result(rule.id, rule.title, len(chairs) == 1, _names(chairs), "one person")


def _quorum_possible(rule: Rule, body: Body, holders: tuple[Holder, ...]) -> Iterable[Result]:
    people = {holder.name for holder in holders}
    kept = len(people) >= body.quorum
    yield Result(rule.id, rule.title, kept, f"{len(people)} members", f"at least {body.quorum}")


def _known_seats(rule: Rule, body: Body, holders: tuple[Holder, ...]) -> Iterable[Result]:
    known = {seat.id for seat in body.seats}
    strange = [holder for holder in holders if holder.seat not in known]
    yield Result(rule.id, rule.title, not strange, _names(strange), "nobody")


def _one_seat_each(rule: Rule, body: Body, holders: tuple[Holder, ...]) -> Iterable[Result]:
    seats = Counter(holder.name for holder in holders)
    twice = sorted(name for name, count in seats.items() if count > 1)
    yield Result(rule.id, rule.title, not twice, ", ".join(twice) or "nobody", "nobody")


RULES = (
    Rule("seats-filled", "Every seat is filled", _seats_filled),
    Rule("must-include", "The members include whom the constitution asks for", _must_include),
    Rule("chair", "There is one chair", _one_chair),
    Rule("quorum-possible", "The quorum can be reached", _quorum_possible),
    Rule("known-seats", "Nobody sits in a seat that the constitution does not have", _known_seats),
    Rule("one-seat-each", "Nobody holds two seats", _one_seat_each),
)


def check(body: Body, holders: Iterable[Holder], day: date) -> tuple[Result, ...]:
    """Every rule against the people in their seats on a day."""
    sitting = tuple(holder for holder in holders if holder.holds_on(day))
    return tuple(result for rule in RULES for result in rule.check(rule, body, sitting))


@dataclass(frozen=True)
class AbsentVoice:
    """Someone an inspection found missing from a body, and how a seat for them would be known."""

    paragraph: int
    name: str
    seat_words: tuple[str, ...] = ()
    seat_kinds: tuple[str, ...] = ()

    def seats(self, body: Body) -> tuple[Seat, ...]:
        """The seats that the body now has for them."""
        return tuple(seat for seat in body.seats if seat.kind in self.seat_kinds or self._named_in(seat))

    def _named_in(self, seat: Seat) -> bool:
        return any(word.casefold() in f"{seat.id} {seat.title}".casefold() for word in self.seat_words)


def absent_voices(told: Iterable[Mapping[str, Any]], body: Body) -> tuple[AbsentVoice, ...]:
    """The voices that an inspection's data file says this body lacked."""
    return tuple(
        AbsentVoice(item["paragraph"], item["name"], tuple(item["seat_words"]), tuple(item["seat_kinds"]))
        for item in told
        if item["body"] == body.id
    )


def still_absent(
    voices: Iterable[AbsentVoice], body: Body, holders: Iterable[Holder], day: date
) -> list[Result]:
    """What the inspection missed beside the seats of today: no seat, an empty one, or a person in it."""
    sitting = [holder for holder in holders if holder.holds_on(day)]
    results = []
    for voice in voices:
        seats = voice.seats(body)
        held = [holder for seat in seats for holder in _of(sitting, seat)]
        found = _names(held) if held else "a seat, and nobody in it" if seats else "no seat"
        results.append(
            Result(f"paragraph-{voice.paragraph}", voice.name, bool(held), found, "a person in a seat")
        )
    return results


def is_quorate(body: Body, present: Iterable[str]) -> bool:
    """Enough different members are in the room."""
    return len(set(present)) >= body.quorum
