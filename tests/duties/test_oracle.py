"""The engine equals the oracle on histories of every shape: re-entry, same-day and out-of-order events, missing
dates, refusals, bank holidays, leap days, endings midway, windows of coverage."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duties import oracle
from duties.oracle import Event, Occasion, Window
from sightline.authorities import load_authority
from sightline.engine.authority import Authority
from sightline.engine.duties.duty import (
    EVENT_SCHEMA,
    OCCASION_SCHEMA,
    Basis,
    CountFrom,
    Duty,
    Limit,
    Shows,
    Unit,
    days,
    hours,
    months,
    weeks,
    working_days,
)
from sightline.engine.duties.obligations import evaluate
from sightline.engine.records.record import COVERAGE_SCHEMA, Record

AUTHORITY = load_authority()
FIRST, LAST = date(2015, 10, 1), date(2020, 6, 30)
# Days that trap: Christmas, Easter, leap days, month ends, clock changes, ends of term.
TRAPS = [date(2018, 12, 21), date(2018, 12, 24), date(2016, 2, 29), date(2020, 2, 29), date(2019, 4, 18),
         date(2019, 1, 31), date(2019, 8, 31), date(2019, 3, 30), date(2019, 10, 26), date(2019, 4, 5)]  # fmt: skip


def _no_occasions(record: Record, authority: Authority) -> pl.DataFrame:
    return pl.DataFrame(schema=OCCASION_SCHEMA)


BASE = Duty(
    id="a_duty",
    title="A duty",
    area="test",
    owed_to=_no_occasions,
    met_by=_no_occasions,
    within=working_days(20),
    basis=(Basis("local standard", "A test"),),
    shows={"ssd": Shows.TIMELINESS, "annex_a": Shows.CURRENCY},
    needs=("ssd_cla_visits", "health_assessment"),
)
History = tuple[list[Occasion], list[Event], list[Window], date]
SHAPES = {
    "working days": BASE,
    "looking back": replace(BASE, lookback_days=92),
    "counting the trigger day": replace(BASE, within=days(7), counts_from=CountFrom.TRIGGER_DAY),
    "hours": replace(BASE, within=hours(72)),
    "hours within a day": replace(BASE, within=hours(4)),
    "all tables needed": replace(BASE, needs_all=True),
    "all tables needed, again and again": replace(BASE, every=months(1), needs_all=True),
    "a term": replace(BASE, within=Limit(1, Unit.TERMS)),
    "after the trigger": replace(BASE, within=months(3), after_trigger=True),
    "in force for a while": replace(BASE, valid_from=date(2016, 3, 1), valid_to=date(2019, 3, 1)),
    "weeks before a day": replace(BASE, within=weeks(4), before=True, notice_days=120),
    "months before a day": replace(BASE, within=months(3), before=True, notice_days=200),
    "working days before a day": replace(BASE, within=working_days(5), before=True, notice_days=40),
    "by the day itself": replace(BASE, within=days(0), before=True, notice_days=90),
    "every six weeks": replace(BASE, within=weeks(6), every=weeks(6)),
    "every six months, then twelve": replace(
        BASE, within=months(6), every=months(6), then_every=months(12), after_trigger=True
    ),
    "working days, then months": replace(BASE, every=months(6), valid_from=date(2017, 1, 1)),
    "the register alone": replace(
        BASE, shows={"register": Shows.TIMELINESS}, every=months(1), within=months(1)
    ),
}

DAYS = st.one_of(st.dates(FIRST, LAST), st.sampled_from(TRAPS))
ROWS = st.integers(1, 9999).map("row/{:04d}".format)
WHOLE = [Window("ssd_cla_visits", "ssd", date(2010, 1, 1), date(2020, 12, 31))]
REGISTER = [Window("health_assessment", "register", date(2010, 1, 1), date(2020, 12, 31))]


def edges(duty: Duty, trigger: date) -> list[date]:
    """The days on which an answer may turn: the trigger, the due dates that follow, and the days beside them."""
    found = [trigger]
    if duty.before and (due := oracle.last_day_before(trigger, duty.within)):
        return [day + timedelta(off) for day in (due, trigger) for off in (-1, 0, 1)]
    for limit in (duty.within, duty.every, duty.then_every):
        if limit and (due := oracle.last_day(found[-1], limit, duty.counts_from, AUTHORITY.terms)):
            found.append(due)
    return [day + timedelta(off) for day in found for off in (-1, 0, 1)]


def histories(duty: Duty) -> st.SearchStrategy[History]:
    """Up to three children, each with periods that may touch or overlap, and events in any order."""
    return _histories(duty)


@st.composite
def _histories(draw: st.DrawFn, duty: Duty) -> History:
    occasions: list[Occasion] = []
    events: list[Event] = []
    turns: list[date] = []
    for person in draw(st.sampled_from([["A"], ["A", "B"], ["B", "A", "C"]])):
        mine = edges(duty, draw(DAYS))
        for number in range(draw(st.integers(1, 3))):
            occasions.append(_occasion(draw, duty, person, f"o{number}", mine))
            if occasions[-1].trigger:
                mine = mine + edges(duty, occasions[-1].trigger)
        for _ in range(draw(st.integers(0, 6))):
            events.append(_event(draw, person, draw(near(mine))))
        if events and draw(st.booleans()):
            events.append(replace(draw(st.sampled_from(events)), row=draw(ROWS)))
        turns += mine
    whole = REGISTER if "register" in duty.shows else WHOLE
    return occasions, events, draw(st.just(whole) | windows(turns)), draw(near(turns) | st.just(LAST))


def near(turns: list[date]) -> st.SearchStrategy[date]:
    """Mostly a day on which something turns; now and then any other."""
    turn = st.sampled_from(turns)
    return st.one_of(
        turn, turn, turn, st.builds(lambda day, off: day + timedelta(off), turn, st.integers(-90, 400))
    )


def _occasion(draw: st.DrawFn, duty: Duty, person: str, name: str, turns: list[date]) -> Occasion:
    trigger = None if draw(st.integers(0, 19)) == 19 else draw(near(turns))
    if trigger is None:
        return Occasion(person, name, None)
    mine = turns + edges(duty, trigger)
    timed = draw(st.booleans())
    ends = max(draw(near(mine)), trigger) if draw(st.booleans()) else None
    return Occasion(
        person,
        name,
        trigger,
        datetime.combine(trigger, time(draw(st.integers(4, 23)), 30)) if timed else None,
        ends,
        draw(st.sampled_from([None, "Left care", "Taken over: the next one"])) if ends else None,
        draw(st.integers(1, 30)) if draw(st.integers(0, 5)) == 5 else None,
        draw(near(mine)) if draw(st.booleans()) else None,
    )


def _event(draw: st.DrawFn, person: str, day: date) -> Event:
    on = None if draw(st.integers(0, 14)) == 14 else day
    return Event(
        person,
        draw(st.sampled_from([None, None, None, None, "o0", "o1", "o9"])),
        on,
        datetime.combine(on, time(draw(st.integers(4, 23)), 15)) if on and draw(st.booleans()) else None,
        draw(st.sampled_from(["met", "met", "met", "refused"])),
        draw(st.sampled_from(["content seen", "dates only", "not visible", None])),
        draw(ROWS),
    )


def windows(turns: list[date]) -> st.SearchStrategy[list[Window]]:
    """Windows that begin and end where something turns, of sources that show more, less or nothing."""
    return st.lists(
        st.builds(
            lambda table, source, first, length: Window(table, source, first, first + timedelta(length)),
            st.sampled_from(["ssd_cla_visits", "ssd_cla_visits", "health_assessment", "ssd_cla_reviews"]),
            st.sampled_from(["ssd", "ssd", "annex_a", "register"]),
            st.sampled_from(turns) | st.just(date(2010, 1, 1)),
            st.sampled_from([0, 27, 28, 30, 182, 364, 6000]),
        ),
        max_size=4,
    )


def frames(occasions: list[Occasion], events: list[Event]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The history as the engine's populations would give it."""
    owed = [{**vars(each), "entered_on": each.trigger, "rows": ["t"]} for each in occasions]
    done = [{name: value for name, value in vars(each).items() if name != "row"} | {"rows": [each.row]} for each in events]  # fmt: skip
    return pl.DataFrame(owed, schema=OCCASION_SCHEMA), pl.DataFrame(done, schema=EVENT_SCHEMA)


def _giving(frame: pl.DataFrame) -> Callable[[Record, Authority], pl.DataFrame]:
    return lambda record, authority: frame


def by_engine(
    duty: Duty, occasions: list[Occasion], events: list[Event], windows: list[Window], as_at: date
) -> list[dict[str, object]]:
    owed, done = frames(occasions, events)
    coverage = [{"table": w.table, "source": w.source, "from": w.first, "to": w.last} for w in windows]
    record = Record("west-sussex", {}, pl.DataFrame(coverage, schema=COVERAGE_SCHEMA))
    found = evaluate(record, as_at, AUTHORITY, [replace(duty, owed_to=_giving(owed), met_by=_giving(done))])
    return found.sort("person_id", "occasion", "sequence").to_dicts()


COMPARED = ("person_id", "occasion", "sequence", "trigger", "due", "due_at", "met_on", "met_at", "ended_on",
            "state", "days_late", "substance")  # fmt: skip


def check(duty: Duty, history: History) -> None:
    """Engine and oracle agree on every column that matters, and no key comes twice."""
    occasions, events, covered, as_at = history
    engine = by_engine(duty, occasions, events, covered, as_at)
    slow = oracle.obligations(duty, occasions, events, covered, AUTHORITY.terms, as_at)
    assert [{name: row[name] for name in COMPARED} for row in engine] == [
        {name: getattr(owed, name) for name in COMPARED} for owed in slow
    ]
    for row, owed in zip(engine, slow, strict=True):
        assert owed.met_on is None or row["met_rows"] == owed.met_rows
    assert len({row["key"] for row in engine}) == len(engine)


@pytest.mark.parametrize("shape", SHAPES)
@given(data=st.data())
def test_engine_equals_oracle(shape: str, data: st.DataObject) -> None:
    check(SHAPES[shape], data.draw(histories(SHAPES[shape])))


@pytest.mark.faults
@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=500)
@given(data=st.data())
def test_engine_equals_oracle_long(shape: str, data: st.DataObject) -> None:
    check(SHAPES[shape], data.draw(histories(SHAPES[shape])))


@pytest.mark.parametrize("shape", ["working days", "every six months, then twelve"])
@given(data=st.data())
def test_the_order_in_which_rows_are_told_changes_nothing(shape: str, data: st.DataObject) -> None:
    occasions, events, covered, as_at = data.draw(histories(SHAPES[shape]))
    forwards = by_engine(SHAPES[shape], occasions, events, covered, as_at)
    assert forwards == by_engine(SHAPES[shape], occasions[::-1], events[::-1], covered[::-1], as_at)
