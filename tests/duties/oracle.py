"""A second, slow and obvious way to the same obligations: one child at a time, with plain dates.

Written from docs/duties.md, not from the engine, and it shares no arithmetic with it: days are walked one by one.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from sightline.engine.authority import Term
from sightline.engine.duties.duty import CountFrom, Duty, Limit, Shows, Unit

DAY = timedelta(days=1)
HOLIDAYS = {
    date.fromisoformat(line[:10])
    for line in files("sightline.engine.duties")
    .joinpath("data/bank_holidays_england.csv")
    .read_text()
    .splitlines()
    if line[:2] == "20"
}
YEARS = {day.year for day in HOLIDAYS}


@dataclass(frozen=True)
class Occasion:
    person_id: str
    occasion: str
    trigger: date | None
    trigger_at: datetime | None = None
    ends: date | None = None
    ended_because: str | None = None
    limit_n: int | None = None
    switches: date | None = None


@dataclass(frozen=True)
class Event:
    person_id: str
    occasion: str | None
    on: date | None
    at: datetime | None = None
    outcome: str = "met"
    substance: str | None = None
    row: str = ""


@dataclass(frozen=True)
class Window:
    table: str
    source: str
    first: date
    last: date


@dataclass
class Owed:
    """One obligation, in the columns that matter."""

    person_id: str
    occasion: str
    sequence: int
    trigger: date | None
    due: date | None = None
    due_at: datetime | None = None
    met_on: date | None = None
    met_at: datetime | None = None
    ended_on: date | None = None
    state: str = ""
    days_late: int | None = None
    substance: str | None = None
    met_rows: list[str] = field(default_factory=list)
    refused_on: date | None = None


def works(day: date) -> bool:
    return day.weekday() not in (5, 6) and day not in HOLIDAYS


def month_after(day: date, n: int) -> date:
    """The same day of the month n months on; where that month is shorter, its last day."""
    year, month = day.year, day.month
    for _ in range(n):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_day(trigger: date, limit: Limit, counts_from: CountFrom, terms: Sequence[Term]) -> date | None:
    """The last day on which the limit is kept; None where the calendar does not reach."""
    day = trigger - DAY if counts_from is CountFrom.TRIGGER_DAY else trigger
    if limit.unit is Unit.MONTHS:
        return month_after(day, limit.n)
    if limit.unit is Unit.TERMS:
        return {term.start <= day <= term.end: term.end for term in terms}.get(True)
    if limit.unit is Unit.SCHOOL_DAYS:
        left, known = limit.n, [each for term in terms for each in (term.start, term.end)]
        while known and min(known) <= day <= max(known):
            if not left:
                return day
            day += DAY
            left -= works(day) and any(term.start <= day <= term.end for term in terms)
        return None
    if limit.unit is Unit.WORKING_DAYS:
        left = limit.n
        while left:
            if day.year not in YEARS:
                return None
            day += DAY
            left -= works(day)
        return day if day.year in YEARS else None
    count = {Unit.DAYS: limit.n, Unit.WEEKS: limit.n * 7, Unit.HOURS: (limit.n + 23) // 24}[limit.unit]
    for _ in range(count):
        day += DAY
    return day


def last_day_before(day: date, limit: Limit) -> date | None:
    """The last day on which something is in time that is due so long before a day."""
    if limit.unit is Unit.MONTHS:
        year, month = day.year, day.month
        for _ in range(limit.n):
            year, month = (year - 1, 12) if month == 1 else (year, month - 1)
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    if limit.unit is Unit.WORKING_DAYS:
        left = limit.n
        while left:
            day -= DAY
            if day.year not in YEARS:
                return None
            left -= works(day)
        return day if day.year in YEARS else None
    return day - timedelta(days={Unit.DAYS: limit.n, Unit.WEEKS: 7 * limit.n}[limit.unit])


def hours_later(moment: datetime, n: int) -> datetime:
    there = ZoneInfo("Europe/London")
    seconds = moment.replace(tzinfo=there).timestamp() + 3600 * n
    return datetime.fromtimestamp(seconds, there).replace(tzinfo=None)


def obligations(
    duty: Duty,
    occasions: Sequence[Occasion],
    events: Sequence[Event],
    windows: Sequence[Window],
    terms: Sequence[Term],
    as_at: date,
) -> list[Owed]:
    """Every obligation of every child, in order of child, occasion and sequence."""
    found: list[Owed] = []
    for person in sorted({occasion.person_id for occasion in occasions}):
        mine = [
            each
            for each in occasions
            if each.person_id == person
            and not (each.trigger and each.trigger - timedelta(days=duty.notice_days) > as_at)
        ]
        theirs = [each for each in events if each.person_id == person and not (each.on and each.on > as_at)]
        for occasion in mine:
            found += _one_occasion(duty, occasion, mine, theirs, windows, terms, as_at)
    return sorted(found, key=lambda owed: (owed.person_id, owed.occasion, owed.sequence))


def _one_occasion(
    duty: Duty,
    occasion: Occasion,
    mine: Sequence[Occasion],
    theirs: Sequence[Event],
    windows: Sequence[Window],
    terms: Sequence[Term],
    as_at: date,
) -> list[Owed]:
    ends = occasion.ends if occasion.ends and occasion.ends <= as_at else None
    days = _days(_belonging(duty, occasion, ends, mine, theirs))
    undated = any(
        each.on is None and each.outcome == "met" and each.occasion in (None, occasion.occasion)
        for each in theirs
    )
    links = (
        _chain(duty, occasion, ends, days, terms) if duty.every else [_single(duty, occasion, days, terms)]
    )
    kept = []
    for link in links:
        link.ended_on = ends
        outside = link.trigger and (
            (duty.valid_from and link.trigger < duty.valid_from)
            or (duty.valid_to and link.trigger > duty.valid_to)
        )
        if not outside:
            _judge(duty, link, occasion, undated, windows, as_at)
            kept.append(link)
    return kept


def _belonging(
    duty: Duty, occasion: Occasion, ends: date | None, mine: Sequence[Occasion], theirs: Sequence[Event]
) -> list[Event]:
    """The dated events in the time of an occasion."""
    if occasion.trigger is None:
        return []
    order = sorted((each for each in mine if each.trigger), key=lambda each: (each.trigger, each.occasion))
    place = order.index(occasion)
    following = order[place + 1].trigger if place + 1 < len(order) else None
    found = []
    for event in theirs:
        if event.on is None or (event.occasion is not None and event.occasion != occasion.occasion):
            continue
        if event.on < occasion.trigger - timedelta(days=max(duty.lookback_days, duty.notice_days)):
            continue
        if duty.after_trigger and event.on <= occasion.trigger - timedelta(
            days=max(duty.lookback_days, duty.notice_days)
        ):
            continue
        if ends is not None and event.on > ends:
            continue
        if event.occasion is None and following is not None and event.on >= following:
            continue
        found.append(event)
    return found


def _days(events: Sequence[Event]) -> list[Event]:
    """One event for each day and outcome, the one that tells most; days in order, a fulfilment before a refusal."""
    best: dict[tuple[date, str], Event] = {}
    for event in events:
        assert event.on is not None
        known = best.get((event.on, event.outcome))
        if known is None or _telling(event) < _telling(known):
            best[event.on, event.outcome] = event
    return [best[key] for key in sorted(best)]


def _telling(event: Event) -> tuple[bool, datetime, bool, str, bool, str]:
    substance = (event.substance is None, event.substance or "")
    return (
        event.at is None,
        event.at or datetime.max,
        event.substance != "content seen",
        event.row,
        *substance,
    )


def _met_by(link: Owed, event: Event) -> None:
    link.met_on, link.met_at, link.substance = event.on, event.at, event.substance
    link.met_rows = [event.row]


def _single(duty: Duty, occasion: Occasion, days: Sequence[Event], terms: Sequence[Term]) -> Owed:
    link = Owed(occasion.person_id, occasion.occasion, 0, occasion.trigger)
    _fall_due(duty, link, occasion, terms)
    for event in days:
        if event.outcome == "met" and link.met_on is None:
            _met_by(link, event)
        since = occasion.trigger - timedelta(days=duty.notice_days)
        if event.outcome == "refused" and link.refused_on is None and event.on >= since:
            link.refused_on = event.on
    return link


def _chain(
    duty: Duty, occasion: Occasion, ends: date | None, days: Sequence[Event], terms: Sequence[Term]
) -> list[Owed]:
    links: list[Owed] = []
    start = occasion.trigger
    closed: set[date] = set()
    for event in days:
        if event.on in closed:
            continue  # refused on a day on which it was also done
        closed.add(event.on)
        link = Owed(occasion.person_id, occasion.occasion, len(links), start)
        _fall_due(duty, link, occasion, terms)
        if event.outcome == "met":
            _met_by(link, event)
        else:
            link.refused_on = event.on
        links.append(link)
        start = event.on
    if not (links and start == ends):
        link = Owed(occasion.person_id, occasion.occasion, len(links), start)
        _fall_due(duty, link, occasion, terms)
        links.append(link)
    # A fulfilment before or on the trigger may leave a later link to start on the day the duty ended.
    return [link for link in links if link.sequence == 0 or link.trigger != ends]


def _fall_due(duty: Duty, link: Owed, occasion: Occasion, terms: Sequence[Term]) -> None:
    if link.trigger is None:
        return
    limit = duty.within
    if duty.before:
        link.due = last_day_before(link.trigger, limit)
        return
    if link.sequence == 0 and occasion.limit_n is not None:
        limit = Limit(occasion.limit_n, limit.unit)
    if link.sequence > 0:
        assert duty.every is not None
        limit = duty.every
    link.due = last_day(link.trigger, limit, duty.counts_from, terms)
    if duty.then_every and occasion.switches and link.due and link.due >= occasion.switches:
        link.due = last_day(link.trigger, duty.then_every, duty.counts_from, terms)
    if link.sequence == 0 and duty.within.unit is Unit.HOURS and occasion.trigger_at:
        link.due_at = hours_later(occasion.trigger_at, duty.within.n)
        link.due = link.due_at.date()


def _judge(
    duty: Duty, link: Owed, occasion: Occasion, undated: bool, windows: Sequence[Window], as_at: date
) -> None:
    if link.trigger is None or link.due is None:
        link.state = "cannot tell"
        return
    if link.met_on is None and link.refused_on is not None and link.refused_on > link.due:
        link.ended_on = link.refused_on  # nobody waits any more, and it was late by then
    link.state = _state(duty, link, occasion, undated, windows, as_at)
    if link.state in ("met late", "overdue"):
        link.days_late = ((link.met_on or link.ended_on or as_at) - link.due).days


def _state(
    duty: Duty, link: Owed, occasion: Occasion, undated: bool, windows: Sequence[Window], as_at: date
) -> str:
    assert link.due is not None
    shown = {duty.shows.get(window.source, Shows.NOTHING) for window in windows if window.table in duty.needs}
    best = next((level for level in (Shows.TIMELINESS, Shows.CURRENCY) if level in shown), Shows.NOTHING)
    if best is Shows.NOTHING:
        return "cannot tell"
    if link.met_on is not None:
        if best is Shows.CURRENCY and duty.every:
            return "cannot tell"
        n = occasion.limit_n or duty.within.n
        part_of_a_day = duty.within.unit is Unit.HOURS and n % 24 and link.sequence == 0
        whole_days = link.trigger + timedelta(days=n // 24) if part_of_a_day else link.due
        if not (occasion.trigger_at and link.met_at) and whole_days < link.met_on <= link.due:
            return "cannot tell"  # only dates are known, and the hours ran out in the midst of that day
        if link.met_at <= link.due_at if link.met_at and link.due_at else link.met_on <= link.due:
            return "met"
        return "met late" if best is Shows.TIMELINESS and _seen(duty, link, windows) else "cannot tell"
    if link.refused_on is not None and link.refused_on <= link.due:
        return "refused"
    if link.ended_on is not None and link.ended_on <= link.due:
        taken_over = (occasion.ended_because or "").startswith("Taken over")
        return "superseded" if taken_over else "ended before due"
    if undated:
        return "cannot tell"
    if link.due >= as_at:
        return "running"
    if best is Shows.TIMELINESS:
        return "overdue" if _seen(duty, link, windows) else "cannot tell"
    return "overdue" if link.ended_on is None and _drawn_since(duty, link.due, windows) else "cannot tell"


def _drawn_since(duty: Duty, due: date, windows: Sequence[Window]) -> bool:
    """Whether a list was drawn on or after the due date, of every table where all are needed."""
    known = {
        window.table
        for window in windows
        if due <= window.last and duty.shows.get(window.source, Shows.NOTHING) is not Shows.NOTHING
    }
    return known.issuperset(duty.needs) if duty.needs_all else not known.isdisjoint(duty.needs)


def _seen(duty: Duty, link: Owed, windows: Sequence[Window]) -> bool:
    """Whether a source of every event covers each day from trigger to due date, in every table where all are needed."""
    if duty.needs_all:
        return all(_tables_seen(duty, link, windows, [table]) for table in duty.needs)
    return _tables_seen(duty, link, windows, duty.needs)


def _tables_seen(duty: Duty, link: Owed, windows: Sequence[Window], tables: Sequence[str]) -> bool:
    able = [
        window
        for window in windows
        if window.table in tables and duty.shows.get(window.source) is Shows.TIMELINESS
    ]
    day = link.trigger - timedelta(days=duty.notice_days)
    while day <= link.due:
        if not any(window.first <= day <= window.last for window in able):
            return False
        day += DAY
    return bool(able)
