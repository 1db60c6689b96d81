"""The status of an action, computed from what has happened. Nobody types a status."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

STALLED_AFTER_DAYS = 28


class Status(StrEnum):
    """Where an action stands as at a day."""

    VERIFIED = "verified done"
    STALLED = "stalled"
    OVERDUE = "overdue"
    REJECTED = "evidence rejected"
    AWAITING = "evidence awaiting verification"
    IN_PROGRESS = "in progress"
    NOT_STARTED = "not started"


@dataclass(frozen=True)
class EvidenceSeen:
    """One piece of evidence and what a second person said of it."""

    added_on: date
    accepted: bool | None = None
    checked_on: date | None = None


@dataclass(frozen=True)
class MilestoneSeen:
    """One step of an action. ``done_on`` is its owner's word, which is not yet proof."""

    due_on: date
    done_on: date | None = None
    evidence: tuple[EvidenceSeen, ...] = ()

    def proven(self) -> bool:
        """A second person accepted evidence of it."""
        return any(item.accepted for item in self.evidence)

    def waiting(self) -> bool:
        """Evidence is there and nobody has checked it."""
        return not self.proven() and any(item.accepted is None for item in self.evidence)

    def refused(self) -> bool:
        """All the evidence there is has been rejected."""
        return bool(self.evidence) and all(item.accepted is False for item in self.evidence)


@dataclass(frozen=True)
class ActionSeen:
    """An action as far as its status needs it."""

    opened_on: date
    due_on: date
    milestones: tuple[MilestoneSeen, ...] = ()


def as_at(action: ActionSeen, day: date) -> ActionSeen:
    """The action as it stood at the end of a day: nothing that happened later."""

    def checked(item: EvidenceSeen) -> EvidenceSeen:
        known = item.checked_on is not None and item.checked_on <= day
        return item if known else EvidenceSeen(item.added_on)

    def step(milestone: MilestoneSeen) -> MilestoneSeen:
        done = milestone.done_on if milestone.done_on and milestone.done_on <= day else None
        seen = tuple(checked(item) for item in milestone.evidence if item.added_on <= day)
        return MilestoneSeen(milestone.due_on, done, seen)

    return ActionSeen(action.opened_on, action.due_on, tuple(step(item) for item in action.milestones))


def last_movement(action: ActionSeen) -> date | None:
    """The last day on which anything was done, evidenced or checked. Talk and moved dates do not count."""
    days = [milestone.done_on for milestone in action.milestones]
    for milestone in action.milestones:
        days += [day for item in milestone.evidence for day in (item.added_on, item.checked_on)]
    return max((day for day in days if day is not None), default=None)


def days_still(action: ActionSeen, day: date) -> int:
    """Days since anything last moved, or since the action was opened."""
    return (day - (last_movement(action) or action.opened_on)).days


def is_late(action: ActionSeen, day: date) -> bool:
    """The action or one of its unproven milestones is past its due day. The due day itself is in time."""
    return action.due_on < day or any(item.due_on < day and not item.proven() for item in action.milestones)


def status(action: ActionSeen, day: date, *, stalled_after: int = STALLED_AFTER_DAYS) -> Status:
    """Where an action stands at the end of a day. The worst true thing is said first."""
    action = as_at(action, day)
    steps = action.milestones
    if steps and all(item.proven() for item in steps):
        return Status.VERIFIED
    if is_late(action, day):
        return Status.STALLED if days_still(action, day) >= stalled_after else Status.OVERDUE
    if any(item.refused() for item in steps):
        return Status.REJECTED
    if any(item.waiting() for item in steps):
        return Status.AWAITING
    return Status.IN_PROGRESS if last_movement(action) else Status.NOT_STARTED


def why(action: ActionSeen, day: date, *, stalled_after: int = STALLED_AFTER_DAYS) -> str:
    """One sentence that says what the status rests on."""
    now = status(action, day, stalled_after=stalled_after)
    action = as_at(action, day)
    steps = action.milestones
    proven = sum(item.proven() for item in steps)
    waiting = sum(item.waiting() for item in steps)
    late = sum(item.due_on < day and not item.proven() for item in steps)
    moved = last_movement(action)
    since = f"nothing has moved since {moved:%-d %B %Y}" if moved else "nothing has moved since it was opened"
    said = {
        Status.VERIFIED: "Every milestone has evidence that a second person accepted.",
        Status.STALLED: f"Past its date, and {since}: {days_still(action, day)} days.",
        Status.OVERDUE: f"{late} of {len(steps)} milestones past their date without accepted evidence."
        if late
        else f"Due {action.due_on:%-d %B %Y}, and not all of it is proven.",
        Status.REJECTED: "A second person did not accept the evidence, and none has been added since.",
        Status.AWAITING: f"{waiting} of {len(steps)} milestones have evidence that nobody else has checked.",
        Status.IN_PROGRESS: f"{proven} of {len(steps)} milestones proven; none is late.",
        Status.NOT_STARTED: "No milestone has moved." if steps else "It has no milestones.",
    }
    return said[now]
