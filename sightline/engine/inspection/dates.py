"""Dates in the many forms in which reports print them."""

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})\s*[/.]\s*(\d{1,2})\s*[/.]\s*(\d{4}|\d{2})\b")
_WORDS = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?(?:\s*({_NAMES})\b\.?,?)?(?:\s*(\d{{4}})\b)?", re.IGNORECASE
)
LONGEST = 200
"""Days from the first to the last day of an inspection, split periods included."""


def period(text: str) -> tuple[date, date] | None:
    """The first and the last day that a text names; nothing where it names none or they make no sense.

    A day without month or year takes them from the next date: "13 to 24 March 2023", "17 December to
    11 January 2019".
    """
    days = _days(text)
    if not days:
        return None
    first, last = days[0], max(days)
    if (last - first).days > LONGEST or first > last:
        return None
    return first, last


def _days(text: str) -> list[date]:
    try:
        if told := _ISO.findall(text):
            return [date(int(year), int(month), int(day)) for year, month, day in told]
        if told := _NUMERIC.findall(text):
            return [date(_century(int(year)), int(month), int(day)) for day, month, year in told]
        return _in_words([match.groups() for match in _WORDS.finditer(text)])
    except ValueError:
        return []


def _century(year: int) -> int:
    return year if year > 99 else 2000 + year


def _in_words(told: list[tuple[str | None, ...]]) -> list[date]:
    days: list[date] = []
    month: int | None = None
    year: int | None = None
    for day, name, printed in reversed(told):
        before = month
        month = _MONTHS[name.lower()] if name else month
        year = int(printed) if printed else year
        if month is None or year is None:
            return []
        if not printed and before is not None and month > before:
            year -= 1
        days.append(date(year, month, int(day or 0)))
    return days[::-1]
