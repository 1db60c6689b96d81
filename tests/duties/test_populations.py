"""Populations against the obvious way: periods of care built episode by episode, eligibility counted day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from duties.records import AUTHORITY, episode, person, placement, record
from sightline.engine.duties import occasions
from sightline.engine.records.record import Record

DAY = timedelta(days=1)
START = date(2016, 2, 20)


@st.composite
def lives(draw: st.DrawFn) -> list[tuple[date, date | None, str]]:
    """Episodes in order: each begins where the last one ended, or after a while; only the last may be open."""
    found: list[tuple[date, date | None, str]] = []
    start, why = START + timedelta(draw(st.integers(0, 60))), "S"
    for _ in range(draw(st.integers(1, 6))):
        end = start + timedelta(draw(st.integers(1, 200)))
        found.append((start, end, why))
        away = draw(st.sampled_from([0, 0, 0, 1, 40]))
        # Home and back on one day is a return to care too.
        why = "S" if away else draw(st.sampled_from(["L", "P", "T", "B", "U", "S"]))
        start = end + timedelta(away)
    if draw(st.booleans()):
        found[-1] = (found[-1][0], None, found[-1][2])
    return found


def slowly(life: list[tuple[date, date | None, str]]) -> list[tuple[date, date | None]]:
    """Periods of care, one episode at a time."""
    periods: list[tuple[date, date | None]] = []
    for start, end, why in life:
        if periods and why != "S" and periods[-1][1] == start:
            periods[-1] = (periods[-1][0], end)
        else:
            periods.append((start, end))
    return periods


def told(life: list[tuple[date, date | None, str]], dob: date | None = None) -> Record:
    people = [person(dob)] if dob else []
    return record(
        ssd_person=people, ssd_cla_episodes=[episode(start, end, why=why) for start, end, why in life]
    )


@given(life=lives(), order=st.randoms(use_true_random=False))
def test_periods_of_care(life: list[tuple[date, date | None, str]], order: object) -> None:
    shuffled = list(life)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    found = occasions.care_periods(told(shuffled)).sort("entered_on")
    assert list(found.select("entered_on", "ends").iter_rows()) == slowly(life)
    assert found["occasion"].to_list() == [start.isoformat() for start, _ in slowly(life)]


def eligible_slowly(periods: list[tuple[date, date | None]], dob: date) -> date | None:
    """The first day at sixteen or over, in care, with thirteen weeks of nights in care since fourteen behind it."""
    fourteen, sixteen = dob.replace(year=dob.year + 14), dob.replace(year=dob.year + 16)
    eighteen, counted, day = dob.replace(year=dob.year + 18), 0, fourteen
    while day < eighteen:
        inside = any(start <= day and (end is None or day < end) for start, end in periods)
        if inside and day >= sixteen and counted >= 91:
            return day
        counted += inside
        day += DAY
    return None


@given(
    life=lives(),
    dob=st.dates(date(1999, 1, 1), date(2003, 12, 31)).filter(lambda day: (day.month, day.day) != (2, 29)),
)
def test_eligible(life: list[tuple[date, date | None, str]], dob: date) -> None:
    found = occasions.becoming_eligible(told(life, dob))["trigger"].to_list()
    slow = eligible_slowly(slowly(life), dob)
    assert found == ([slow] if slow else [])


def test_birthdays_of_29_february_fall_on_1_march() -> None:
    given_record = told([(date(2016, 3, 1), None, "S")], date(2012, 2, 29))
    care = occasions.in_care(given_record)
    days = care.select(
        five=occasions.birthday(5), four=occasions.birthday(4), eighteen=occasions.birthday(18)
    )
    assert days.row(0) == (date(2017, 3, 1), date(2016, 2, 29), date(2030, 3, 1))


def test_care_ends_at_eighteen_and_an_unknown_birth_date_ends_nothing() -> None:
    life = [(date(2016, 3, 1), None, "S")]
    assert occasions.in_care(told(life, date(2000, 5, 1)))["ends"].to_list() == [date(2018, 5, 1)]
    assert occasions.in_care(told(life))["ends"].to_list() == [None]


def test_a_date_of_entry_that_is_given_stands() -> None:
    given_record = record(ssd_cla_episodes=[episode(date(2016, 3, 1), why="L", entered=date(2014, 1, 1))])
    assert occasions.care_periods(given_record)["occasion"].to_list() == ["2014-01-01"]


def test_an_end_never_filled_in_came_by_the_day_of_the_return() -> None:
    found = occasions.care_periods(told([(date(2016, 3, 1), None, "S"), (date(2017, 3, 1), None, "S")]))
    assert found["ends"].to_list() == [date(2017, 3, 1), None]


def test_a_placement_without_its_date_cannot_be_told_and_one_outside_care_is_no_occasion() -> None:
    given_record = record(
        ssd_cla_episodes=[episode(date(2016, 3, 1), date(2016, 9, 1))],
        ssd_cla_placement=[placement(None), placement(date(2016, 3, 1)), placement(date(2016, 9, 1))],
    )
    found = occasions.placements(given_record, AUTHORITY)
    assert found["occasion"].to_list() == ["2016-03-01", "no start date"]


def test_the_last_record_is_remembered_and_no_other() -> None:
    first, second = told([(date(2016, 3, 1), None, "S")]), told([(date(2017, 3, 1), None, "S")])
    for given_record, entered in ((first, "2016-03-01"), (second, "2017-03-01"), (first, "2016-03-01")):
        assert occasions.care_periods(given_record)["occasion"].to_list() == [entered]
        assert occasions.care_periods(given_record) is occasions.care_periods(given_record)
