"""What a child is still owed, in the order in which somebody has to see to it."""

from dataclasses import dataclass

from sightline.engine.duties.judge import NO_SOURCE
from sightline.engine.duties.obligation import State
from sightline.office.caseload.lines import Line


@dataclass(frozen=True)
class Owed:
    """A duty that is owed, and what else of the same duty is owed in the same state."""

    line: Line
    more: list[Line]


@dataclass(frozen=True)
class Owing:
    """What is overdue, the longest at the head; what is due next; and what cannot be told."""

    overdue: list[Owed]
    next: list[Owed]
    untold: list[Owed]


def owed_now(told: list[Line]) -> Owing:
    """What of a child's obligations nobody has met or ended, but for what no file could show."""
    still = [line for line in told if not (line.met_on or line.ended_on or line.reason == NO_SOURCE)]
    still.sort(key=lambda line: (-(line.days_late or 0), str(line.due or ""), line.title))
    states = (State.OVERDUE, State.RUNNING, State.CANNOT_TELL)
    return Owing(*(_by_duty([line for line in still if line.state == state.value]) for state in states))


def _by_duty(lines: list[Line]) -> list[Owed]:
    """One for each duty, in the order of their first lines."""
    found: dict[str, Owed] = {}
    for line in lines:
        if line.duty in found:
            found[line.duty].more.append(line)
        else:
            found[line.duty] = Owed(line, [])
    return list(found.values())
