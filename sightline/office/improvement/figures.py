"""A figure frozen where it was used: which measure, which snapshot, as at which day, and what it said."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Figure:
    """A figure as it stood. ``figure`` is its words, such as "39% (12 of 31)"; ``assurance`` an Assurance.

    ``period_from`` to ``denominator``: what the words tell, for what is shown later to be held against.
    """

    measure: str
    snapshot: int
    as_at: date
    figure: str
    assurance: str
    period_from: date
    period_to: date
    recorded: int
    denominator: int
