"""When each term of reference was last exercised, and on what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sightline.engine.authority import Body, TermOfReference
from sightline.engine.duties.clock import add_months


@dataclass(frozen=True)
class Use:
    """A term of reference used: at a quorate meeting, on an item that came to something."""

    term: int
    on: date
    what: str
    meeting: int


@dataclass(frozen=True)
class TermRecord:
    """A term with its last use as at a day."""

    term: TermOfReference
    last: Use | None
    next_due: date | None
    overdue: bool


def term_records(body: Body, uses: Iterable[Use], day: date, *, since: date) -> tuple[TermRecord, ...]:
    """Each term of a body, when it was last exercised by a day, and whether its own interval has passed.

    A term with an interval and no use yet is measured from ``since``, the day that the constitution began.
    """
    latest: Mapping[int, Use] = {
        use.term: use for use in sorted(uses, key=lambda use: use.on) if use.on <= day
    }
    records = []
    for term in body.terms:
        last = latest.get(term.number)
        due = add_months(last.on if last else since, term.every_months) if term.every_months else None
        records.append(TermRecord(term, last, due, due is not None and due < day))
    return tuple(records)
