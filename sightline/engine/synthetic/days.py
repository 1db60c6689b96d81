"""A small calendar of the synthetic county's own.

Truths are planted with this, and found by the engine with another: each checks the other.
"""

from datetime import date, timedelta
from functools import cache


def _easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian rule)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _monday_on_or_after(day: date) -> date:
    return day + timedelta((7 - day.weekday()) % 7)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a year from 2000 to 2019, with substitutes and one-off days."""
    easter = _easter(year)
    new_year = date(year, 1, 1)
    while new_year.weekday() > 4:
        new_year += timedelta(1)
    late_may = date(2012, 6, 4) if year == 2012 else _monday_on_or_after(date(year, 5, 25))
    found = {
        new_year,
        easter - timedelta(2),
        easter + timedelta(1),
        _monday_on_or_after(date(year, 5, 1)),
        late_may,
        _monday_on_or_after(date(year, 8, 25)),
    }
    for christmas in (date(year, 12, 25), date(year, 12, 26)):
        day = christmas
        while day.weekday() > 4 or day in found:
            day += timedelta(1)
        found.add(day)
    if year == 2011:
        found.add(date(2011, 4, 29))
    if year == 2012:
        found.add(date(2012, 6, 5))
    return frozenset(found)


def is_working(day: date) -> bool:
    """Monday to Friday and not a bank holiday of England."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


@cache
def add_working_days(day: date, n: int) -> date:
    """The n-th working day after a day; the day itself is not counted."""
    while n > 0:
        day += timedelta(1)
        n -= is_working(day)
    return day


def next_working(day: date) -> date:
    """The day itself when it is a working day, else the next that is."""
    while not is_working(day):
        day += timedelta(1)
    return day


def previous_working(day: date) -> date:
    """The day itself when it is a working day, else the one before that is."""
    while not is_working(day):
        day -= timedelta(1)
    return day


def add_months(day: date, n: int) -> date:
    """The corresponding date n calendar months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    month += 1
    for back in range(4):
        try:
            return date(year, month, day.day - back)
        except ValueError:
            continue
    raise ValueError(f"no day {day.day} in {year}-{month:02d}")


def birthday(dob: date, age: int) -> date:
    """The day on which a person reaches an age (29 February: 1 March in other years)."""
    try:
        return dob.replace(year=dob.year + age)
    except ValueError:
        return date(dob.year + age, 3, 1)


def age_on(dob: date, day: date) -> int:
    """Whole years of age on a day."""
    return day.year - dob.year - ((day.month, day.day) < (dob.month, dob.day))


def month_end(day: date) -> date:
    """The last day of the month that holds a day."""
    return add_months(day.replace(day=1), 1) - timedelta(1)


def month_starts(first: date, last: date) -> list[date]:
    """The first day of every month from one day's month to another's."""
    months, day = [], first.replace(day=1)
    while day <= last:
        months.append(day)
        day = add_months(day, 1)
    return months
