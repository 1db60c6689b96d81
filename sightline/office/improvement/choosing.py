"""Choosing among hundreds of measures: by area of practice, those of which the record has a figure."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django import forms

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.measure import Measure

HINT = "Measures of which the record has a figure, by area of practice."

Choices = list[tuple[str, str]]
Groups = list[tuple[str, Choices]]
"""Choices by area of practice, each area by its name."""


def _everything() -> Iterable[Measure]:
    return MEASURES.values()


def published_ever() -> Iterable[Measure]:
    """The measures that may be published at all."""
    return (one for one in MEASURES.values() if one.public)


def choices_of(measures: Callable[[], Iterable[Measure]] = _everything) -> Choices:
    """Measures by their titles."""
    return sorted(((one.id, one.title) for one in measures()), key=lambda pair: pair[1])


def grouped(choices: Iterable[tuple[str, str]]) -> Groups:
    """The same by area of practice."""
    areas: dict[str, Choices] = {}
    for measure, title in choices:
        if measure in MEASURES:
            areas.setdefault(DUTIES[MEASURES[measure].duty].area.capitalize(), []).append((measure, title))
    return sorted(areas.items())


class MeasureField(forms.ChoiceField):
    """One measure, or none. ``nothing``: what none is called."""

    groups: Groups

    def __init__(self, *, nothing: str, **kwargs: Any) -> None:
        self.nothing = nothing
        kwargs.setdefault("help_text", HINT)
        super().__init__(choices=lambda: [("", nothing), *choices_of()], required=False, **kwargs)
        self.groups = []


class MeasuresField(forms.MultipleChoiceField):
    """Any number of measures."""

    groups: Groups

    def __init__(self, *, measures: Callable[[], Iterable[Measure]] = _everything, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", HINT)
        widget = forms.CheckboxSelectMultiple
        super().__init__(choices=lambda: choices_of(measures), required=False, widget=widget, **kwargs)
        self.groups = []


def offer_measures(form: forms.Form, name: str, told: Collection[str]) -> None:
    """Let a field show these measures, and what was chosen already; all of them where it would show none.

    What it takes stays what it was: a measure whose figure has gone meanwhile is still one.
    """
    field: Any = form.fields[name]
    chosen = form[name].value() or ()
    kept = {chosen} if isinstance(chosen, str) else set(chosen)
    every = [(value, title) for value, title in field.choices if value]
    field.groups = grouped(pair for pair in every if pair[0] in told or pair[0] in kept) or grouped(every)
