"""Visits, reviews and care plans: what the county did for each child in care, on time or late."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sightline.engine.synthetic import story
from sightline.engine.synthetic.care import permanence_plan
from sightline.engine.synthetic.connected import approval
from sightline.engine.synthetic.days import add_months, add_working_days, previous_working
from sightline.engine.synthetic.ledger import Ledger, Row
from sightline.engine.synthetic.people import Child, Period, pick


@dataclass
class Diary:
    """The rows of reviews and visits by period of care, so that later work can follow from them. ``seed``:
    the county's."""

    ledger: Ledger
    seed: int
    reviews: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    visits: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))


def within(rng: Random, first: date, last: date) -> date:
    """A working day between two days, near the later one more often than not."""
    span = max((last - first).days, 0)
    return max(previous_working(last - timedelta(int(span * rng.random() ** 1.6))), first)


def review_rows(rng: Random, child: Child, period: Period) -> list[tuple[date, date, int]]:
    """The reviews of a period: (due, held, sequence), in order, as far as the county's last day."""
    held: list[tuple[date, date, int]] = []
    previous, end = period.entered, period.until()
    for sequence in range(200):
        due = (
            add_working_days(previous, 20)
            if sequence == 0
            else add_months(previous, 3 if sequence == 1 else 6)
        )
        placed = period.placed_for_adoption
        if placed and previous < placed:
            due = min(due, placed + timedelta(28))
        elif placed and held and held[-1][0] == placed + timedelta(28):
            due = add_months(previous, 3)
        earliest = previous + timedelta(10 if sequence == 0 else int((due - previous).days * 0.8))
        on = within(rng, earliest, due)
        if rng.random() > story.REVIEW_ON_TIME.at(due):
            on = add_working_days(due, 1 + int(rng.gammavariate(1.3, 9)))
        if on >= end:
            break
        held.append((due, on, sequence))
        previous = on
    return held


def _participation(rng: Random, child: Child, day: date) -> str:
    if child.age(day) < 4:
        return "PN0"
    return pick(rng, {"PN1": 52, "PN2": 6, "PN3": 2, "PN4": 5, "PN5": 7, "PN6": 24, "PN7": 4})


def keep_reviews(rng: Random, diary: Diary, child: Child, period: Period) -> None:
    """Tell the reviews of a period."""
    for due, on, _ in review_rows(rng, child, period):
        if on < story.START:
            continue
        number = len(diary.ledger.rows["ssd_cla_reviews"]) + 1
        row = diary.ledger.tell(
            "ssd_cla_reviews",
            on,
            clar_cla_review_id=f"R{number:06d}",
            clar_cla_id=period.id,
            clar_cla_person_id=child.id,
            clar_cla_review_due_date=due,
            clar_cla_review_date=on,
            clar_cla_review_cancelled="N",
            clar_cla_review_participation=_participation(rng, child, on),
        )
        diary.reviews[period.id].append(row)


def _gap(period: Period, placement_start: date, kind: str, first_review: date | None, day: date) -> int:
    """The longest that may pass before the next visit, in days."""
    early = first_review is None or day < first_review
    at_home = kind == "P1" or (kind.startswith("A") and (day - placement_start).days < 30)
    return 7 if at_home and early else 42


def _late_by(rng: Random, child: Child, due: date) -> int:
    plant = story.LATE_VISITS
    on_time = plant.on_time if plant.covers(child.area, due) else story.VISIT_ON_TIME.at(due)
    return 0 if rng.random() < on_time else 2 + int(rng.gammavariate(1.5, 8))


def keep_visits(rng: Random, diary: Diary, child: Child, period: Period) -> None:
    """Tell the visits: within a week of each placement's start, then at intervals of six weeks or less."""
    reviews = diary.reviews[period.id]
    first_review = reviews[0]["clar_cla_review_date"] if reviews else None
    end = period.until()
    for placement in period.placements:
        day, stop = placement.start, min(placement.end or end, end)
        given = approval(diary.seed, placement)
        held = (
            row["clar_cla_review_date"] for row in reviews if row["clar_cla_review_date"] > placement.start
        )
        reviewed = next(held, None)
        gap, first = 7, True
        while True:
            due = day + timedelta(gap)
            earliest = day + timedelta(1 if first else max(int(gap * 0.72), 3))
            on = within(rng, earliest, due)
            late = _late_by(rng, child, due)
            if late:
                on = due + timedelta(late)
            if on > stop or on > story.END:
                break
            if on >= story.START:
                _tell_visit(rng, diary, child, period, on)
            day, first = on, False
            gap = _gap(period, placement.start, placement.kind, first_review, day)
            if given and given.holds(day):
                weekly = reviewed is None or day + timedelta(7) <= reviewed
                gap = 7 if weekly else 28


def _tell_visit(rng: Random, diary: Diary, child: Child, period: Period, on: date) -> None:
    told = diary.visits[period.id]
    if told and told[-1]["clav_cla_visit_date"] >= on:
        return
    number = len(diary.ledger.rows["ssd_cla_visits"]) + 1
    seen = rng.random() < 0.97
    alone = seen and child.age(on) >= 4 and rng.random() < 0.72
    recorded = on + timedelta(0 if rng.random() < 0.7 else rng.randint(1, 9))
    row = diary.ledger.tell(
        "ssd_cla_visits",
        min(recorded, story.END),
        clav_cla_visit_id=f"V{number:06d}",
        clav_cla_id=period.id,
        clav_person_id=child.id,
        clav_cla_visit_date=on,
        clav_cla_visit_seen="Y" if seen else "N",
        clav_cla_visit_seen_alone="Y" if alone else "N",
    )
    told.append(row)


PLAN_KEYS = ("REMAINSUP", "RETURN1M", "RETURN6M", "RETURNEV", "LTRELFR", "LTFOST18", "RESPLMT", "SUPPLIV",
             "ADOPTION", "OTHERPLN")  # fmt: skip


def _plan_json(key: str) -> str:
    return json.dumps({name: "Y" if name == key else "N" for name in PLAN_KEYS})


def plan_row(
    ledger: Ledger,
    number: int,
    child: Child,
    period: Period,
    day: date,
    *,
    until: date | None = None,
    blank: bool = False,
) -> Row:
    """Tell one care plan that names the way to permanence, or is blank."""
    return ledger.tell(
        "ssd_cla_care_plan",
        day,
        lacp_table_id=f"C{number:06d}",
        lacp_person_id=child.id,
        lacp_cla_care_plan_start_date=day,
        lacp_cla_care_plan_end_date=until,
        lacp_cla_care_plan_json="" if blank else _plan_json(permanence_plan(child, period, day)),
    )


def keep_care_plans(rng: Random, diary: Diary, child: Child, period: Period) -> None:
    """Tell the care plans: a first within ten working days, a new one after each review."""
    end = period.until()
    due = add_working_days(period.entered, 10)
    on_time = rng.random() < story.PLAN_ON_TIME.at(period.entered)
    days = [
        within(rng, period.entered, due) if on_time else due + timedelta(1 + int(rng.gammavariate(1.4, 12)))
    ]
    for review in diary.reviews[period.id]:
        held: date = review["clar_cla_review_date"]
        if rng.random() < story.PLAN_RENEWED.at(held):
            days.append(held + timedelta(rng.randint(0, 12)))
    days = sorted({day for day in days if day < end})
    for index, day in enumerate(days):
        number = len(diary.ledger.rows["ssd_cla_care_plan"]) + 1
        blank = rng.random() < (0.12 if day >= date(2017, 1, 1) else 0.04)
        until = days[index + 1] if index + 1 < len(days) else period.left
        plan_row(diary.ledger, number, child, period, day, until=until, blank=blank)
