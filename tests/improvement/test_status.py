"""An action's status is computed: held against worked examples, and against an oracle that walks day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.office.improvement.status import (
    STALLED_AFTER_DAYS,
    ActionSeen,
    EvidenceSeen,
    MilestoneSeen,
    Status,
    status,
    why,
)

OPENED = date(2019, 6, 3)
DUE = date(2019, 9, 30)


def day(n: int) -> date:
    return OPENED + timedelta(n)


def action(*milestones: MilestoneSeen, due: date = DUE) -> ActionSeen:
    return ActionSeen(OPENED, due, milestones)


ACCEPTED = EvidenceSeen(day(10), accepted=True, checked_on=day(12))
REFUSED = EvidenceSeen(day(10), accepted=False, checked_on=day(12))
WAITING = EvidenceSeen(day(10))


@pytest.mark.parametrize(
    ("what", "seen", "on", "expected"),
    [
        ("no milestones", action(), day(1), Status.NOT_STARTED),
        ("nothing moved", action(MilestoneSeen(DUE)), day(1), Status.NOT_STARTED),
        ("said done, no proof", action(MilestoneSeen(DUE, day(5))), day(6), Status.IN_PROGRESS),
        ("said done tomorrow", action(MilestoneSeen(DUE, day(5))), day(4), Status.NOT_STARTED),
        ("evidence waits", action(MilestoneSeen(DUE, day(5), (WAITING,))), day(11), Status.AWAITING),
        ("checked tomorrow", action(MilestoneSeen(DUE, None, (ACCEPTED,))), day(11), Status.AWAITING),
        ("checked today", action(MilestoneSeen(DUE, None, (ACCEPTED,))), day(12), Status.VERIFIED),
        ("refused", action(MilestoneSeen(DUE, None, (REFUSED,))), day(13), Status.REJECTED),
        (
            "new evidence after a refusal",
            action(MilestoneSeen(DUE, None, (REFUSED, EvidenceSeen(day(14))))),
            day(14),
            Status.AWAITING,
        ),
        ("on its due day", action(MilestoneSeen(day(5), day(4))), day(5), Status.IN_PROGRESS),
        ("the day after", action(MilestoneSeen(day(5), day(4))), day(6), Status.OVERDUE),
        ("27 days still", action(MilestoneSeen(day(5), day(4))), day(31), Status.OVERDUE),
        ("28 days still", action(MilestoneSeen(day(5), day(4))), day(32), Status.STALLED),
        ("long still, not yet due", action(MilestoneSeen(DUE, day(4))), day(60), Status.IN_PROGRESS),
        ("done on its owner's word, past due", action(MilestoneSeen(DUE, DUE)), day(120), Status.OVERDUE),
        ("proven, however late", action(MilestoneSeen(day(5), None, (ACCEPTED,))), day(300), Status.VERIFIED),
        (
            "one of two proven",
            action(MilestoneSeen(DUE, None, (ACCEPTED,)), MilestoneSeen(DUE)),
            day(13),
            Status.IN_PROGRESS,
        ),
    ],
)
def test_worked_examples(what: str, seen: ActionSeen, on: date, expected: Status) -> None:
    assert status(seen, on) == expected, what
    assert why(seen, on)


def test_an_owner_s_word_never_makes_an_action_done() -> None:
    """Whatever is said to be done, nothing is verified without a check by someone else."""
    seen = action(*(MilestoneSeen(DUE, day(n), (EvidenceSeen(day(n)),)) for n in range(5)))
    assert all(status(seen, day(n)) != Status.VERIFIED for n in range(400))


def oracle(seen: ActionSeen, on: date) -> Status:
    """The status by telling the story from the first day to the last, one day at a time."""
    still = 0
    proven: set[int] = set()
    waiting: dict[int, int] = {}
    refused: set[int] = set()
    moved_ever = False
    today = seen.opened_on
    while today <= on:
        moved = False
        for n, milestone in enumerate(seen.milestones):
            moved |= milestone.done_on == today
            for item in milestone.evidence:
                if item.added_on == today:
                    waiting[n] = waiting.get(n, 0) + 1
                    moved = True
                if item.checked_on == today:
                    waiting[n] -= 1
                    moved = True
                    (proven if item.accepted else refused).add(n)
        still = 0 if moved else still + (today > seen.opened_on)
        moved_ever |= moved
        today += timedelta(1)
    if seen.milestones and len(proven) == len(seen.milestones):
        return Status.VERIFIED
    unproven = [item for n, item in enumerate(seen.milestones) if n not in proven]
    if on > seen.due_on or any(on > item.due_on for item in unproven):
        return Status.STALLED if still >= STALLED_AFTER_DAYS else Status.OVERDUE
    if any(n in refused and n not in proven and not waiting.get(n) for n in range(len(seen.milestones))):
        return Status.REJECTED
    if any(count and n not in proven for n, count in waiting.items()):
        return Status.AWAITING
    return Status.IN_PROGRESS if moved_ever else Status.NOT_STARTED


days = st.integers(0, 120).map(day)


@st.composite
def evidences(draw: st.DrawFn) -> EvidenceSeen:
    added = draw(days)
    if draw(st.booleans()):
        return EvidenceSeen(added)
    return EvidenceSeen(added, draw(st.booleans()), added + timedelta(draw(st.integers(0, 40))))


milestones = st.builds(MilestoneSeen, days, st.none() | days, st.lists(evidences(), max_size=3).map(tuple))
actions = st.builds(ActionSeen, st.just(OPENED), days, st.lists(milestones, max_size=4).map(tuple))


@given(actions, st.integers(0, 200).map(day))
def test_equals_the_oracle(seen: ActionSeen, on: date) -> None:
    assert status(seen, on) == oracle(seen, on)
