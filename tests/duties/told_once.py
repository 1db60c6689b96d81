"""Worked examples of duties that one register tells: the row, and the answer."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from duties.records import owed, record

Example = tuple[str, str, dict[str, Any], date | None, str]


def answers(duty: str, register: str, row: dict[str, Any], **beside: Sequence[Any]) -> list[tuple[date, str]]:
    """The due date and state of every obligation, as at the end of September 2019."""
    given = record(**{register: [{**row}]}, **beside)
    return [(each["due"], each["state"]) for each in owed(duty, given)]


def day(text: str) -> date:
    return date.fromisoformat(f"2019-{text}")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"2019-{text}")
