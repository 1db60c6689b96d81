"""Choosing among hundreds of measures: first those that answer the findings at hand, then all of which the
record has a figure, by area of practice; by words too, without a script.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.measure import Counting, Measure
from sightline.office.improvement.facts import holds
from sightline.office.improvement.models import Paragraph

HINT = "Measures of which the record has a figure, by area of practice."
FIND, FOUND, LOOK = "find_measures", "found_measures", "look"
"""What is sent: the words to find measures by, those that the list was made for, and the button pressed."""

MOST_LETTERS = 80
_FIRST = (Counting.TIMELINESS_BY_ENTRY, Counting.TIMELINESS)
"""How a measure counts that is offered before others of the same duty: what was done on time."""

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Group:
    """Choices under one heading. ``open``: they are to be seen at once."""

    title: str
    choices: Choices
    open: bool = False


@dataclass(frozen=True)
class Suggestion:
    """Measures to offer before all others, and why they are."""

    title: str
    measures: tuple[str, ...]
    why: str
    open: bool = True


def _everything() -> Iterable[Measure]:
    return MEASURES.values()


def published_ever() -> Iterable[Measure]:
    """The measures that may be published at all."""
    return (one for one in MEASURES.values() if one.public)


@cache
def choices_of(measures: Callable[[], Iterable[Measure]] = _everything) -> Choices:
    """Measures by their titles."""
    return sorted(((one.id, one.title) for one in measures()), key=lambda pair: pair[1])


def suggested(findings: Iterable[Paragraph]) -> list[Suggestion]:
    """For each finding the measures that are declared to answer it, themselves or by their duty. Declarations
    speak of the inspections whose facts the package holds, and of no others."""
    told = []
    for one in findings:
        if one.part != 1 or not holds(one.inspection.reference):
            continue
        mine = [each for each in MEASURES.values() if _answers(each, f"¶{one.number}")]
        first = tuple(each.id for each in mine if each.counting in _FIRST)
        rest = tuple(each.id for each in mine if each.counting not in _FIRST)
        why = f"It is declared to answer {one.name.lower()}."
        told.append(Suggestion(f"What answers {one.name.lower()}: done on time", first, why))
        told.append(
            Suggestion(f"What answers {one.name.lower()}: counted in other ways", rest, why, open=False)
        )
    return told


def _answers(measure: Measure, paragraph: str) -> bool:
    return paragraph in measure.answers or paragraph in DUTIES[measure.duty].answers


def why_suggested(suggestions: Iterable[Suggestion]) -> dict[str, str]:
    """Each suggested measure with the reason for it."""
    return {measure: one.why for one in suggestions for measure in one.measures}


class MeasureField(forms.ChoiceField):
    """One measure, or none. ``nothing``: what none is called."""

    groups: list[Group]
    sought: str

    def __init__(self, *, nothing: str = "", **kwargs: Any) -> None:
        self.nothing = nothing
        kwargs.setdefault("help_text", HINT)
        kwargs.setdefault("required", False)
        widget = forms.RadioSelect
        none = [("", nothing)] if nothing else []
        super().__init__(choices=lambda: [*none, *choices_of()], widget=widget, **kwargs)
        self.groups, self.sought = [], ""


class MeasuresField(forms.MultipleChoiceField):
    """Any number of measures."""

    groups: list[Group]
    sought: str

    def __init__(self, *, measures: Callable[[], Iterable[Measure]] = _everything, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", HINT)
        widget = forms.CheckboxSelectMultiple
        super().__init__(choices=lambda: choices_of(measures), required=False, widget=widget, **kwargs)
        self.groups, self.sought = [], ""


class ChoosesMeasures(forms.Form):
    """A form with measures to choose. Looking for some sends what was typed, and is not held against it."""

    @property
    def looking(self) -> bool:
        """Whether it was sent to find measures. So it was where the words changed, whichever button was
        pressed: Enter in their box presses the first."""
        return self.is_bound and (LOOK in self.data or _sent(self.data, FIND) != _sent(self.data, FOUND))

    def is_valid(self) -> bool:
        """Never while measures are looked for: nothing has been cleaned then."""
        return not self.looking and super().is_valid()

    @property
    def errors(self) -> ErrorDict:
        """None while measures are looked for."""
        return ErrorDict() if self.looking else super().errors


def _sent(data: Any, name: str) -> str:
    """Words that were sent, as they are looked for."""
    return " ".join(data.get(name, "").split())[:MOST_LETTERS].strip()


def offer_measures(
    form: forms.Form, name: str, told: Collection[str], suggestions: Iterable[Suggestion] = ()
) -> None:
    """Let a field show the suggested measures first, then these by area of practice (all of them where it
    would show none); where words were sent, what they find, if need be among measures without a figure.
    What was chosen already stays to be seen.

    What it takes stays what it was: a measure whose figure has gone meanwhile is still one.
    """
    field: Any = form.fields[name]
    chosen = form[name].value() or ()
    kept = {chosen} if isinstance(chosen, str) else set(chosen)
    every = {value: title for value, title in field.choices if value in MEASURES}
    offered = {value: title for value, title in every.items() if value in told} or every
    field.sought = _sent(form.data, FIND)
    field.without_figure = False
    if field.sought:
        found = {value: title for value, title in every.items() if _found(MEASURES[value], field.sought)}
        told_of = {value: title for value, title in found.items() if value in offered}
        field.without_figure = bool(found and not told_of)
        offered = told_of or found
    field.found = len(offered)
    first = list(_first(suggestions, offered))
    shown = {value for group in first for value, _ in group.choices}
    mine = {value: every[value] for value in kept if value in every}
    rest = [pair for pair in (offered | mine).items() if pair[0] not in shown]
    field.groups = first + [Group(*area, open=bool(field.sought)) for area in _by_area(rest)]


def _first(suggestions: Iterable[Suggestion], offered: dict[str, str]) -> Iterator[Group]:
    """Of each suggestion what is offered, each measure under the first that names it."""
    shown: set[str] = set()
    for one in suggestions:
        choices = [
            (value, offered[value]) for value in one.measures if value in offered and value not in shown
        ]
        shown |= {value for value, _ in choices}
        if choices:
            yield Group(one.title, choices, one.open)


def _by_area(choices: Iterable[tuple[str, str]]) -> list[tuple[str, Choices]]:
    areas: dict[str, Choices] = {}
    for measure, title in sorted(choices, key=lambda pair: pair[1]):
        areas.setdefault(DUTIES[MEASURES[measure].duty].area.capitalize(), []).append((measure, title))
    return sorted(areas.items())


def _found(measure: Measure, words: str) -> bool:
    """Whether every word stands in its title, its question, its duty or its area of practice."""
    duty = DUTIES[measure.duty]
    told = " ".join((measure.title, measure.question, duty.title, duty.area)).lower()
    return all(word in told for word in words.lower().split())
