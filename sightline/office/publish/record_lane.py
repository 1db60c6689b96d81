"""What the record shows of a finding: measure, areas, children waiting, and the row that proves it."""

from collections.abc import Iterator
from datetime import date

import polars as pl
from django.urls import reverse

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.obligation import State
from sightline.engine.measures.flags import STOCK
from sightline.engine.measures.measure import Measure
from sightline.engine.measures.periods import Period
from sightline.engine.measures.presentation import as_text, assurance_text
from sightline.office.caseload.reading import Row, address_of, groups_of, period_in_words, series_of
from sightline.office.improvement.lensing import newest, period_of
from sightline.office.improvement.models import Paragraph
from sightline.office.improvement.tied import Quoted, measures_of, quoted
from sightline.office.lens.lens import Lens
from sightline.office.publish.strands import Card, Lane, Stage, Strand, stage, unbroken

CHILDREN_SHOWN, YEARS_SHOWN = 3, 3
WAITING = "Children waiting"
TOO_FEW = "Too few to be shown in protected form"
STOPS_HERE = "Your role sees no child’s record: the walk stops here"


def record_lane(lens: Lens, finding: Paragraph, day: date) -> Lane:
    """A strand for each measure, as far as the reader may go."""
    strands = [_strand(lens, finding, measure) for measure in measures_of(finding, day)]
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


def _strand(lens: Lens, finding: Paragraph, measure: Measure) -> Strand:
    href = reverse("caseload:measure", args=[measure.id])
    if lens.snapshot is None:
        missing = Card(f"{measure.title}: nothing has been loaded", href, broken=True)
        return (Stage("Measure", (missing,)),)
    row = newest(lens, measure.id)
    return unbroken(
        (
            _measure(lens, finding, measure, row),
            *((Stage("Over time", tuple(_over_time(lens, measure))),) if row else ()),
            _areas(lens, measure),
            *_children(lens, measure),
        )
    )


def _measure(lens: Lens, finding: Paragraph, measure: Measure, row: Row | None) -> Stage:
    """Its newest figure, and what the inspection quoted beside the same month in the record."""
    href = reverse("caseload:measure", args=[measure.id])
    shown = Card(f"{measure.title}: no cases in the record", href, broken=True)
    if row is not None:
        when = f"{period_of(row)}; {assurance_text(row['assurance'])}: {row['reason']}"
        shown = Card(measure.title, href, as_text(row), when)
    elif lens.protected:
        shown = Card(measure.title, href, detail=TOO_FEW)
    said = [card for one in quoted(lens, finding, measure.id) for card in _quoted(one)]
    return Stage("Measure", (shown, *said), missing=shown.broken)


def _quoted(one: Quoted) -> Iterator[Card]:
    """The month that was quoted, and the shortest time with it inside that everyone may see."""
    asked = f"{one.month_words}, of which the inspection says {one.said}"
    if one.row is not None:
        yield Card(asked, one.href, as_text(one.row), "The month in the record")
    else:
        yield Card(asked, detail=one.missing)
    if one.public is not None and one.public is not one.row:
        why = f"The shortest time with {one.month_words} in it that shows no small number"
        yield Card(period_of(one.public), "", as_text(one.public), why)
    elif one.public is None and one.row is not None:
        yield Card(f"No period with {one.month_words} in it can be shown without a small number")


def _over_time(lens: Lens, measure: Measure) -> Iterator[Card]:
    """The line of the last three years, then the newest financial years."""
    series = series_of(lens, measure)
    if series.chart is None:
        yield Card("It stands on one day, or has one period alone: no line can be drawn")
        return
    first, last = series.chart.points[0], series.chart.points[-1]
    words = f"From {first.recorded} in {first.period} to {last.recorded} in {last.period}"
    yield Card(
        _in_a_sentence(words), reverse("caseload:measure", args=[measure.id]) + "#time", spark=series.chart
    )
    if not lens.protected and measure.counting not in STOCK:
        found = lens.results(measure.id, period=Period.YEAR).iter_rows(named=True)
        years = [row for row in found if row["denominator"]][-YEARS_SHOWN:]
        yield from (Card(period_in_words(row), address_of(row), as_text(row)) for row in reversed(years))


def _areas(lens: Lens, measure: Measure) -> Stage:
    """The areas over the time on which the area's own page judges them."""
    found = groups_of(lens, measure, "area_id")
    verdicts = {"better": "Better than chance explains", "worse": "Worse than chance explains", "": ""}
    cards = [Card(row["name"], row["href"], row["text"]) for row in found.rows]
    if found.chart is not None:
        cards = [
            Card(bar.name, bar.href, bar.figure, verdicts[bar.verdict], good=bar.verdict == "better")
            for bar in found.chart.bars
        ]
    if not cards and lens.protected:
        cards = [Card(TOO_FEW)]
    when = _in_a_sentence(found.words)
    return stage(f"Areas, {when}" if when else "Areas", cards, "No area can be told")


def _in_a_sentence(words: str) -> str:
    """Words that begin a sentence, inside one: names of months stay as they are."""
    return words.replace("Year to", "year to").replace("On ", "on ")


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
