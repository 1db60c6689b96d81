"""What a reader should say of an SSDA903 return whose rows are readable and yet cannot be right.

Nothing here changes a row: each rule adds notes, with their rows, to the findings of the file concerned.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.ssda903_notes_children import (
    adopters_disagree,
    adult_under_order,
    children_without_episodes,
    pupil_numbers,
    same_answer_throughout,
    strangers,
)
from sightline.engine.records.readers.ssda903_notes_dates import (
    after_the_year,
    episodes_in_order,
    not_twelve_months,
    wrong_year,
)
from sightline.engine.records.readers.ssda903_notes_repeats import repeats
from sightline.engine.records.readers.ssda903_part import Part, Year, years

_RULES: tuple[Callable[[Year], None], ...] = (
    wrong_year,
    repeats,
    pupil_numbers,
    strangers,
    children_without_episodes,
    episodes_in_order,
    after_the_year,
    not_twelve_months,
    adult_under_order,
    adopters_disagree,
    same_answer_throughout,
)


_SOME = 0.01
"""The share of new children below which a year repeats the one before; in life it is a third."""


def add_notes(parts: Sequence[Part], ends: Mapping[int | None, date | None]) -> None:
    """Add to each part's findings what its rows, or its rows beside those of its year, cannot well mean."""
    told = list(years(parts, ends))
    for year in told:
        for rule in _RULES:
            rule(year)
    for before, after in pairwise([year for year in told if year.name_year is not None]):
        nobody_new(before, after)


def nobody_new(before: Year, after: Year) -> None:
    """A year in which next to no child is new: the return was drawn for the children of an earlier year."""
    earlier, later = before.once("Header"), after.once("Header")
    if earlier is None or later is None:
        return
    new = len(set(later["CHILD"]) - set(earlier["CHILD"]))
    if new >= _SOME * later.height:
        return
    after.of("Header")[0].findings.add(
        "no_new_children",
        Severity.NOTE,
        column="CHILD",
        found=f"{new} of {later.height:,} children new since the year before",
        expected="some children who started to be looked after in the year",
        advice="Check that the return was not drawn for the children of an earlier year",
    )
