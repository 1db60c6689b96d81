"""What the engine says about each duty owed: the schema of obligations, and their states."""

from enum import StrEnum

import polars as pl


class State(StrEnum):
    """The state of an obligation as at a date."""

    RUNNING = "running"
    MET = "met"
    MET_LATE = "met late"
    OVERDUE = "overdue"
    NOT_DUE = "not due"
    ENDED_BEFORE_DUE = "ended before due"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    CANNOT_TELL = "cannot tell"


SUPERSEDED_BY = "Taken over: "
"""How the reason begins where another duty or occasion took this one's place before it was due."""

LATEST_ONLY = "The source holds only the latest date, so earlier ones cannot be told"
LATEST_OVERDUE = "The source holds only the latest date, and tells nothing since"
LATEST_DRAWN = "The source holds only the latest date, and was drawn before this was due"
LATEST_OF_MANY = (LATEST_ONLY, LATEST_OVERDUE, LATEST_DRAWN)
"""Reasons of what is owed again and again, where the source holds only the latest time that it was done. Such
a source shows who is overdue now; what was on time it cannot show, for whatever was done has gone from it."""

OBLIGATION_SCHEMA: dict[str, pl.DataType] = {
    "key": pl.String(),  # authority/person/duty/occasion/sequence: stable over reloads and merges
    "subject": pl.String(),  # a Subject: whom person_id names
    "person_id": pl.String(),  # the child; for other subjects the worker, carer, adult or piece of work
    "duty": pl.String(),
    "occasion": pl.String(),
    "sequence": pl.Int32(),  # 0 is the first; a repeating duty counts up
    "trigger": pl.Date(),
    "trigger_at": pl.Datetime("us"),
    "earliest": pl.Date(),
    "due": pl.Date(),
    "due_at": pl.Datetime("us"),
    "met_on": pl.Date(),
    "met_at": pl.Datetime("us"),
    "ended_on": pl.Date(),  # the day the duty itself ended: from then on nobody waits for it
    "state": pl.String(),  # a State
    "days_late": pl.Int32(),  # calendar days after due; null unless met late or overdue
    "substance": pl.String(),  # a Substance; null unless met
    "reason": pl.String(),  # why it ended, or why nothing can be told
    "entered_on": pl.Date(),
    "trigger_rows": pl.List(pl.String()),
    "met_rows": pl.List(pl.String()),
    "worker_id": pl.String(),  # the allocated worker when due (or as at, if earlier)
    "team_id": pl.String(),
    "area_id": pl.String(),
}
"""One row for every obligation. ``evaluate`` gives exactly these columns, sorted by key."""

COUNTED = (State.MET, State.MET_LATE, State.OVERDUE)
"""States in which an obligation fell due and can be told: they make the denominator of timeliness,
together with CANNOT_TELL ones whose due date is known."""
