"""The ordinary measures of every duty, made from its declaration."""

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.duty import Duty
from sightline.engine.measures.measure import Better, Counting, Measure
from sightline.engine.records.columns import Subject

_WHOM = {
    Subject.CHILD: "children",
    Subject.WORKER: "workers",
    Subject.CARER: "carers",
    Subject.HOUSEHOLD: "households",
}


def _those(duty: Duty) -> str:
    return _WHOM.get(duty.subject, "pieces of work")


def timeliness(duty: Duty) -> Measure:
    """Of those that fell due in a period, the share met on time."""
    return Measure(
        id=f"{duty.id}_timeliness",
        title=f"{duty.title}: on time",
        question="Of those that fell due, how many were done by the day they were due?",
        duty=duty.id,
        counting=Counting.TIMELINESS,
        public="month",
        answers=duty.answers,
        definition=(
            f"Limit: {duty.within}. Counted once the day it was due has passed; if it ended before that, "
            "or was refused, it is left out and shown beside."
        ),
    )


def towards_target(duty: Duty) -> Measure:
    """The share of a cohort that a target asks for. Of the single case it says nothing."""
    asked = f"The target is {duty.target} per cent. " if duty.target else ""
    return Measure(
        id=f"{duty.id}_timeliness",
        title=f"{duty.title}: share",
        question="Of all whose time had run out, for how many was it kept?",
        duty=duty.id,
        counting=Counting.TIMELINESS,
        public="year",
        answers=duty.answers,
        definition=(
            f"{asked}Limit: {duty.within}. A target for all of them together: nobody is listed as having "
            "missed it. Counted once the time has run out, those still open included."
        ),
    )


def open_overdue(duty: Duty) -> Measure:
    """Of those owed now, the share overdue now."""
    return Measure(
        id=f"{duty.id}_open_overdue",
        title=f"{duty.title}: overdue now",
        question="Of those owed today and not yet done, how many are overdue?",
        duty=duty.id,
        counting=Counting.OPEN_OVERDUE,
        public="month",
        better=Better.LOWER,
        answers=duty.answers,
        definition="Counted on the day asked about. What ended, or was refused, is no longer owed.",
    )


def median_days_late(duty: Duty) -> Measure:
    """The middle number of days late, of those met late or still overdue."""
    return Measure(
        id=f"{duty.id}_median_days_late",
        title=f"{duty.title}: days late (median)",
        question="Where it was late, how late was it?",
        duty=duty.id,
        counting=Counting.MEDIAN_DAYS_LATE,
        better=Better.LOWER,
        unit="days",
        public=None,
        answers=duty.answers,
        definition="Calendar days after it was due, of those met late or still overdue. It has no bounds.",
    )


def of_chain(duty: Duty) -> tuple[Measure, ...]:
    """What only a repeating duty has: currency, worst gap, child-days covered."""
    currency = Measure(
        id=f"{duty.id}_currency",
        title=f"{duty.title}: up to date",
        question=f"Of the {_those(duty)} owed it today, how many are up to date?",
        duty=duty.id,
        counting=Counting.CURRENCY,
        public="month",
        answers=duty.answers,
        definition="The last was done, the next is not due yet. Left out until the first falls due.",
    )
    gap = Measure(
        id=f"{duty.id}_worst_gap",
        title=f"{duty.title}: longest gap",
        question=f"What is the longest time that any of the {_those(duty)} owed it today has gone without?",
        duty=duty.id,
        counting=Counting.WORST_GAP,
        better=Better.LOWER,
        unit="days",
        public=None,
        answers=duty.answers,
        definition="Calendar days between one and the next, in this period of care. It has no bounds.",
    )
    covered = Measure(
        id=f"{duty.id}_child_days_covered",
        title=f"{duty.title}: {'child-days' if duty.subject is Subject.CHILD else 'days'} covered",
        question="On what share of the days on which it was owed was nothing overdue?",
        duty=duty.id,
        counting=Counting.CHILD_DAYS_COVERED,
        public=None,
        answers=duty.answers,
        definition="Every day on which it was owed counts once: a late one is not wiped out by the next.",
    )
    return currency, gap, covered


OWED = tuple(duty for duty in DUTIES.values() if not duty.target_only)
ONCE = tuple(make(duty) for duty in OWED for make in (timeliness, open_overdue, median_days_late))
REPEATED = tuple(measure for duty in OWED if duty.every for measure in of_chain(duty))
AIMED_AT = tuple(towards_target(duty) for duty in DUTIES.values() if duty.target_only)
