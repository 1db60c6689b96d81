"""The measures that a finding is tied to, through its actions, and what the record says of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.groups import ALL
from sightline.engine.measures.measure import Measure
from sightline.engine.measures.periods import Period
from sightline.office.improvement.facts import quoted_in
from sightline.office.improvement.lensing import newest
from sightline.office.improvement.models import ActionMeasure, Paragraph
from sightline.office.lens.lens import Lens

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Quoted:
    """What an inspection quotes of a measure: the month, and what it said.

    ``row``: the month in the record, for readers who may see it. ``public``: the shortest period with that
    month in it that may be shown to everyone; the same as ``row`` where that is the month and the reader sees
    no other. Both are RESULT_SCHEMA rows; None: there is none. ``missing``: why there is no ``row``.
    """

    measure: str
    month: date
    said: str
    row: Row | None
    public: Row | None
    missing: str = ""

    @property
    def month_words(self) -> str:
        """ "December 2018"."""
        return f"{self.month:%B %Y}"

    @property
    def href(self) -> str:
        """Where the month's figure opens."""
        return reverse("caseload:figure", args=[self.measure, Period.MONTH, self.month.isoformat(), ALL])


def measures_of(finding: Paragraph, day: date) -> list[Measure]:
    """The measures that the finding's actions were meant to move by a day."""
    found = ActionMeasure.objects.by_day(day).filter(action__findings=finding)
    ids = found.order_by("action__due_on", "action_id", "pk").values_list("measure", flat=True)
    return [MEASURES[one] for one in dict.fromkeys(ids) if one in MEASURES]


def quoted(lens: Lens, finding: Paragraph, measure: str = "") -> list[Quoted]:
    """What the inspection quotes in a paragraph (of one measure, where it is named), beside the record."""
    told = quoted_in(finding.inspection.reference, finding.place)
    wanted = [one for one in told if measure in ("", one["measure"]) and one["measure"] in MEASURES]
    return [_quoted(lens, one["measure"], one) for one in wanted]


def _quoted(lens: Lens, measure: str, told: Mapping[str, Any]) -> Quoted:
    first = told["month"]
    last = (first + timedelta(31)).replace(day=1) - timedelta(1)
    public = lens.results(measure, protected=True, first=first, last=last)
    whole = [row for row in public.iter_rows(named=True) if row["period_to"] >= last and row["denominator"]]
    shortest = whole[0] if whole else None
    if lens.protected:
        rows = [row for row in whole[:1] if (row["period_from"], row["period_to"]) == (first, last)]
    else:
        found = lens.results(measure, period=Period.MONTH, first=first, last=last)
        rows = [row for row in found.iter_rows(named=True) if row["denominator"]]
    month = rows[0] if rows else None
    return Quoted(measure, first, told["said"], month, shortest, "" if month else _why_not(lens, shortest))


def _why_not(lens: Lens, longer: Row | None) -> str:
    """Why a month has no figure for this reader. ``longer``: the longer time that has one for everyone."""
    if lens.snapshot is None:
        return "Nothing has been loaded"
    if not lens.protected:
        return "The record tells of no case in that month"
    if longer is None:
        return "No figure of that month can be shown"
    return "By itself, that month has too few children to be shown in protected form"


def tied(lens: Lens, finding: Paragraph, day: date) -> list[tuple[Measure, Row | None]]:
    """Each measure that a finding is tied to, with its newest figure as far as its reader may see it."""
    return [(one, newest(lens, one.id)) for one in measures_of(finding, day)]
