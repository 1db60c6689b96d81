"""The answers that an engine should give, worked out from the finished record by each duty's plain meaning.

Three duties, for every child: the initial health assessment, the reviews and the return home interview.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_months, add_working_days
from sightline.engine.synthetic.ledger import UNTIL, Ledger, Row
from sightline.engine.synthetic.missing import CONTENT
from sightline.engine.synthetic.people import Child, Period

ASSESSMENT = "initial health assessment"
REVIEW = "review"
INTERVIEW = "return home interview"
LONDON = ZoneInfo("Europe/London")
MISSING_GUIDANCE = date(2014, 1, 1)
"""Returns before the guidance of January 2014 are owed nothing by it."""


@dataclass(frozen=True)
class Truth:
    """What one child was owed once, and when it was done. Dates are ISO; blank where there is none."""

    duty: str
    person_id: str
    entered: str
    sequence: int
    trigger: str
    due: str
    met: str
    ended: str
    state: str
    substance: str
    area: str


def state_of(due: date, met: date | None, ended: date | None) -> str:
    """The state on the county's last day. A child who left care by the day it was due was not owed it."""
    if met is not None and (ended is None or met <= ended):
        return "met" if met <= due else "met late"
    if ended is not None and ended <= due:
        return "ended before due"
    return "overdue" if due < story.END else "running"


def standing(ledger: Ledger, table: str) -> list[Row]:
    """The rows of a table that stand at the end."""
    return [row for row in ledger.rows[table] if row[UNTIL] is None]


def _text(day: date | datetime | None) -> str:
    return day.isoformat() if day else ""


def _assessment(child: Child, period: Period, area: str, rows: list[Row]) -> Truth:
    mine = [row for row in rows if row["care_from"] == period.entered and row.get("status") == "completed"]
    undated = any(row.get("seen_on") is None for row in mine)
    seen = min((row["seen_on"] for row in mine if row.get("seen_on")), default=None)
    row = next((row for row in mine if row.get("seen_on") == seen), {})
    due = add_working_days(period.entered, 20)
    state = "cannot tell" if undated and seen is None else state_of(due, seen, period.left)
    substance = "" if not seen else "content seen" if row.get("health_needs") else "dates only"
    return Truth(
        ASSESSMENT, child.id, _text(period.entered), 0, _text(period.entered), _text(due), _text(seen),
        _text(period.left), state, substance, area,
    )  # fmt: skip


def _reviews(child: Child, period: Period, area: str, rows: list[Row]) -> list[Truth]:
    """The chain of reviews, until care ends or the child is placed for adoption (another cycle's rules)."""
    placed = period.placed_for_adoption
    adopting = placed is not None and placed <= min(period.left or story.END, story.END)
    ended = placed if adopting else period.left
    held = sorted(row["clar_cla_review_date"] for row in rows)
    counted: list[date | None] = [on for on in held if ended is None or on <= ended]
    found: list[Truth] = []
    previous = period.entered
    for sequence, on in enumerate([*counted, None]):
        if sequence and previous == ended:
            break
        due = add_months(previous, 3 if sequence == 1 else 6)
        if sequence == 0:
            due = add_working_days(previous, 20)
        state = state_of(due, on, ended)
        if adopting and state == "ended before due":
            state = "superseded"
        found.append(
            Truth(
                REVIEW, child.id, _text(period.entered), sequence, _text(previous), _text(due), _text(on),
                _text(ended), state, "", area,
            )
        )  # fmt: skip
        previous = on or previous
    return found


def hours_after(moment: datetime, hours: int) -> datetime:
    """The local time so many hours later, the change of the clocks counted."""
    later = moment.replace(tzinfo=LONDON).astimezone(UTC) + timedelta(hours=hours)
    return later.astimezone(LONDON).replace(tzinfo=None)


def _held_on(child: Child, day: date) -> bool:
    """Whether anybody held the child's case on a day: nobody does once care has ended."""
    return any(period.entered <= day <= period.until() for period in child.periods)


def _declined_on(row: Row) -> date:
    """The day of the offer that was declined, or else of the return: after 72 hours it wipes nothing out."""
    back: datetime = row["missing_to"]
    offered: datetime = row.get("offered_on") or back
    return max(offered, back).date()


def _interview(child: Child, row: Row, area: str) -> Truth:
    back: datetime = row["missing_to"]
    gone = row["missing_from"].date()
    entered = next((p.entered for p in child.cared_for() if p.entered <= gone <= p.until()), None)
    due = hours_after(back, 72)
    adult = child.eighteen
    area = area if _held_on(child, min(due.date(), adult, story.END)) else ""
    held: datetime | None = row.get("held_on")
    too_late = held is not None and held.date() > adult
    if too_late:
        held = None
    if held is not None:
        state = "met" if held <= due else "met late"
    elif row["response"] == "declined" and _declined_on(row) <= due.date():
        state = "refused"
    elif row["response"] == "accepted" and not too_late:
        state = "cannot tell"
    else:
        state = "overdue" if due.date() < story.END else "running"
    seen = any(row.get(name) for name in CONTENT)
    if state in ("overdue", "running", "cannot tell") and adult <= min(due.date(), story.END):
        state = "ended before due"
    ended = _text(adult) if adult <= story.END else ""
    if state == "overdue" and row["response"] == "declined" and _declined_on(row) <= adult:
        ended = _text(_declined_on(row))
    return Truth(
        INTERVIEW, row["child_id"], _text(entered), 0, _text(back), _text(due), _text(held), ended, state,
        "" if held is None else "content seen" if seen else "dates only", area,
    )  # fmt: skip


def work_out(children: list[Child], ledger: Ledger, areas: list[str]) -> list[Truth]:
    """Every truth, for periods of care that began on or after the record's first day, and every return."""
    assessments: dict[str, list[Row]] = defaultdict(list)
    reviews: dict[str, list[Row]] = defaultdict(list)
    interviews: dict[str, list[Row]] = defaultdict(list)
    for row in standing(ledger, "health_assessment"):
        if row["kind"] == "initial":
            assessments[row["child_id"]].append(row)
    for row in standing(ledger, "ssd_cla_reviews"):
        reviews[row["clar_cla_id"]].append(row)
    for row in standing(ledger, "return_home_interview"):
        interviews[row["child_id"]].append(row)
    truths: list[Truth] = []
    for child in children:
        area = areas[child.area]
        for period in child.cared_for():
            if period.entered >= story.START:
                truths.append(_assessment(child, period, area, assessments[child.id]))
                truths.extend(_reviews(child, period, area, reviews[period.id]))
        for row in interviews[child.id]:
            if row["missing_to"] is None or row["missing_to"].date() < MISSING_GUIDANCE:
                continue
            truths.append(_interview(child, row, area))
    return sorted(truths, key=lambda truth: (truth.duty, truth.person_id, truth.trigger, truth.sequence))
