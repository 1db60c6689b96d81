"""When a reply is due, and how it stands: working days of England, by the engine's own clock."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sightline.engine.authority import Body
from sightline.engine.duties.clock import add_working_days, calendar_span, is_working_day

CLEAR_DAYS = 5
"""Agendas and reports are open this many clear days before a meeting (Local Government Act 1972 s.100B)."""


def clear_days_before(meeting: date) -> date | None:
    """The last day for publishing a meeting's papers: neither that day nor the meeting's own is counted.

    None where the calendar of bank holidays does not reach the meeting.
    """
    first, last = calendar_span()
    if not first + timedelta(8 * CLEAR_DAYS) <= meeting <= last:
        return None
    day, left = meeting, CLEAR_DAYS
    while left:
        day -= timedelta(1)
        left -= is_working_day(day)
    day -= timedelta(1)
    while not is_working_day(day):
        day -= timedelta(1)
    return day


class ReplyState(StrEnum):
    """How the reply to a challenge stands."""

    WAITING = "waiting for a reply"
    OVERDUE = "reply overdue"
    ON_TIME = "answered on time"
    LATE = "answered late"


@dataclass(frozen=True)
class Reply:
    """The state of a reply, and by how many working days it is late."""

    state: ReplyState
    working_days_late: int = 0

    @property
    def words(self) -> str:
        """As the page says it."""
        if not self.working_days_late:
            return self.state.value.capitalize()
        days = "1 working day" if self.working_days_late == 1 else f"{self.working_days_late} working days"
        return f"{self.state.value.capitalize()} by {days}"


def reply_due(body: Body, asked_on: date) -> date:
    """The last day for a reply. The day it was asked is day 0; weekends and bank holidays do not count.

    Raises:
        ValueError: the calendar of bank holidays does not reach that far.
    """
    due = add_working_days(asked_on, body.reply_working_days)
    if due is None:
        raise ValueError(f"bank holidays are not known for {body.reply_working_days} days after {asked_on}")
    return due


def working_days_after(due: date, day: date) -> int:
    """How many working days a day lies after the due day; at least one once it is past."""
    days = (due + timedelta(n) for n in range(1, (day - due).days + 1))
    return max(sum(is_working_day(one) for one in days), int(day > due))


def reply(due: date, answered_on: date | None, day: date) -> Reply:
    """How a reply stands at the end of a day. An answer that came after that day is not yet known."""
    answered = answered_on if answered_on is not None and answered_on <= day else None
    until = answered or day
    if until <= due:
        return Reply(ReplyState.ON_TIME if answered else ReplyState.WAITING)
    return Reply(ReplyState.LATE if answered else ReplyState.OVERDUE, working_days_after(due, until))
