"""What the record shows of a finding: measure, areas, children waiting, and the row that proves it."""

from datetime import date
from typing import Any

import polars as pl
from django.urls import reverse

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.obligation import State
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.measure import Measure
from sightline.engine.measures.presentation import as_text
from sightline.engine.measures.settling import settled
from sightline.office.improvement.models import Paragraph
from sightline.office.lens.charts import period_words
from sightline.office.lens.lens import Lens
from sightline.office.publish.response import plan_of
from sightline.office.publish.strands import Card, Lane, Stage, Strand, stage, unbroken

CHILDREN_SHOWN = 3
WAITING = "Children waiting"
TOO_FEW = "Too few to be shown in protected form"
STOPS_HERE = "Your role sees no child’s record: the walk stops here"


def measures_of(finding: Paragraph, day: date) -> list[Measure]:
    """The measures that the finding's actions are meant to move."""
    found = [one.measure for action in plan_of(finding) if action.on <= day for one in action.measures.all()]
    return [MEASURES[one] for one in dict.fromkeys(found) if one in MEASURES]


def record_lane(lens: Lens, finding: Paragraph, day: date) -> Lane:
    """A strand for each measure, as far as the reader may go."""
    measures = measures_of(finding, day)
    strands = [_strand(lens, measure) for measure in measures]
    if not strands:
        strands.append((stage("Measure", (), "No measure is named: its effect on children cannot be seen"),))
    return Lane("What the record shows", tuple(strands))


def children_on(lane: Lane) -> int:
    """How many children a lane names."""
    named = {
        card.href
        for strand in lane.strands
        for one in strand
        if one.title == WAITING
        for card in one.cards
        if card.tag
    }
    return len(named)


def _strand(lens: Lens, measure: Measure) -> Strand:
    href = reverse("caseload:measure", args=[measure.id])
    if lens.snapshot is None:
        missing = Card(f"{measure.title}: nothing has been loaded", href, broken=True)
        return (Stage("Measure", (missing,)),)
    found = lens.results(measure.id).iter_rows(named=True)
    rows = [row for row in found if row["denominator"] and settled(row)]
    shown = Card(f"{measure.title}: no cases in the record", href, broken=True)
    if lens.protected:
        shown = Card(measure.title, href, detail=TOO_FEW)
    if rows:
        row = rows[-1]
        period = period_words(row["period_from"], row["period_to"])
        when = f"{period}; {row['assurance']} assurance: {row['reason']}"
        shown = Card(measure.title, href, as_text(row), when)
    return unbroken(
        (
            Stage("Measure", (shown,), missing=shown.broken),
            stage("Areas", _areas(lens, measure, rows), "No area can be told"),
            *_children(lens, measure),
        )
    )


def _areas(lens: Lens, measure: Measure, rows: list[dict[str, Any]]) -> list[Card]:
    if not rows:
        return [Card(TOO_FEW)] if lens.protected else []
    first, last = rows[-1]["period_from"], rows[-1]["period_to"]
    split = lens.results(measure.id, dimensions=("area_id",), first=first, last=last)
    names = {area.id: area.name for area in lens.authority.areas}
    found = [
        Card(names[row["group"]], reverse("caseload:area", args=[measure.id, row["group"]]), as_text(row))
        for row in split.iter_rows(named=True)
        if row["group"] in names
    ]
    return found or ([Card(TOO_FEW)] if lens.protected else [])


def _children(lens: Lens, measure: Measure) -> tuple[Stage, ...]:
    if not lens.sees_children:
        return (Stage(WAITING, (Card(STOPS_HERE),)),)
    if not DUTIES[measure.duty].lists_children:
        return (Stage(WAITING, (Card("In figures only: no child is listed for this"),)),)
    waiting = lens.owed(measure.duty).filter(pl.col("state") == State.OVERDUE)
    longest = waiting.sort("days_late", "key", descending=[True, False]).head(CHILDREN_SHOWN)
    cards, proofs = [], []
    for row in longest.iter_rows(named=True):
        href = reverse("caseload:child", args=[lens.handle(row["person_id"])])
        cards.append(Card(lens.name_of(row["person_id"]), href, f"{row['days_late']:,} days late"))
        proofs += [
            Card(f"The row that started it: {ref.rsplit('/', 1)[-1]}", reverse("evidence:row", args=[ref]))
            for ref in row["trigger_rows"][:1]
        ]
    if not cards:
        return (Stage(WAITING, (Card("Nobody is waiting", good=True),)),)
    rest = waiting.height - len(cards)
    if rest:
        href = reverse("caseload:duty", args=[measure.duty])
        cards.append(Card(f"and {rest:,} more", href))
    return (
        Stage(WAITING, tuple(cards)),
        stage("Row in the submitted file", proofs, "No row is kept"),
    )
