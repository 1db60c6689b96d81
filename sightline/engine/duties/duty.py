"""How a duty is declared. A newcomer adds one of these to one catalogue file, and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.records.columns import Subject
from sightline.engine.records.record import Record


class Unit(StrEnum):
    """Units of a limit. They are never converted into one another."""

    WORKING_DAYS = "working days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    HOURS = "hours"
    TERMS = "school terms"
    SCHOOL_DAYS = "school days"


class CountFrom(StrEnum):
    """Whether the day of the trigger is day 0 (the ordinary rule) or day 1."""

    NEXT_DAY = "next day"
    TRIGGER_DAY = "trigger day"


class Shows(StrEnum):
    """What a source can show of a duty."""

    TIMELINESS = "timeliness"  # every event with its date
    CURRENCY = "currency"  # the latest event only
    NOTHING = "nothing"


class Substance(StrEnum):
    """How far a fulfilment can be believed."""

    CONTENT_SEEN = "content seen"
    DATES_ONLY = "dates only"
    CONTRADICTED = "contradicted"
    NOT_VISIBLE = "not visible"


@dataclass(frozen=True)
class Limit:
    """A number of one unit. Build with working_days(20), months(6) and so on."""

    n: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.n < 0:
            raise ValueError(f"a limit cannot be negative, found {self.n}")

    def __str__(self) -> str:
        unit = self.unit.value
        return f"{self.n} {unit[:-1] if self.n == 1 else unit}"


def working_days(n: int) -> Limit:
    """Monday to Friday, less the bank holidays of England."""
    return Limit(n, Unit.WORKING_DAYS)


def days(n: int) -> Limit:
    """Calendar days."""
    return Limit(n, Unit.DAYS)


def weeks(n: int) -> Limit:
    """Seven calendar days each: never a working-day count."""
    return Limit(n, Unit.WEEKS)


def months(n: int) -> Limit:
    """Calendar months: the corresponding date, or the last day of a shorter month."""
    return Limit(n, Unit.MONTHS)


def hours(n: int) -> Limit:
    """Elapsed hours, weekends and nights included. With dates only: by the end of the day that holds them."""
    return Limit(n, Unit.HOURS)


def school_days(n: int) -> Limit:
    """Monday to Friday inside the authority's school terms, less bank holidays: holidays stop the clock."""
    return Limit(n, Unit.SCHOOL_DAYS)


KINDS = (
    "statute",
    "regulation",
    "practice direction",  # of the courts
    "statutory guidance",
    "national minimum standard",
    "national return",  # what a return to government asks for or counts
    "national scheme",
    "national target",
    "local standard",
)
"""What a source is, from what Parliament made down to what an authority sets for itself."""


@dataclass(frozen=True)
class Basis:
    """Where a duty comes from.

    ``checked`` says which text was read, where and when. It is empty until somebody read the source itself:
    the law's own words, be it in a reprint, the official note printed with them, or the guidance. What a
    procedure, a law firm, a charity or a return says of it is no such reading: that belongs in ``note``, with
    what is still to be read.
    """

    kind: str  # one of KINDS
    title: str
    reference: str = ""
    checked: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.title}: a source is one of {', '.join(KINDS)}, not {self.kind}")

    @property
    def verified(self) -> bool:
        """Whether the source itself was read. No number of an authority's own is."""
        return bool(self.checked)

    def __str__(self) -> str:
        return f"{self.title}{', ' + self.reference if self.reference else ''}"


OCCASION_SCHEMA: dict[str, pl.DataType] = {
    "person_id": pl.String(),
    "occasion": pl.String(),  # stable across reloads: what this is about, never a row number
    "trigger": pl.Date(),  # null: the date is missing, so nothing can be told
    "trigger_at": pl.Datetime("us"),  # where the hour is known
    "ends": pl.Date(),  # the day on which it stopped being owed; null: still owed
    "ended_because": pl.String(),
    "entered_on": pl.Date(),  # the cohort date: when this care period began
    "rows": pl.List(pl.String()),
    "limit_n": pl.Int32(),  # null: the duty's own first limit; set where it varies by child
    "switches": pl.Date(),  # the day from which ``then_every`` takes the place of ``every``
}

EVENT_SCHEMA: dict[str, pl.DataType] = {
    "person_id": pl.String(),
    "occasion": pl.String(),  # null: belongs to whichever occasion its date falls in
    "on": pl.Date(),  # null: it happened, the record does not say when
    "at": pl.Datetime("us"),
    "outcome": pl.String(),  # "met" or "refused"
    "substance": pl.String(),  # a Substance
    "rows": pl.List(pl.String()),
}

Occasions = Callable[[Record, Authority], pl.DataFrame]
Events = Callable[[Record, Authority], pl.DataFrame]


@dataclass(frozen=True)
class Duty:
    """One standard with a clock.

    ``owed_to`` gives the occasions (OCCASION_SCHEMA), ``met_by`` the events (EVENT_SCHEMA).
    ``every``: the duty repeats, each fulfilment starting the next obligation under this limit;
    ``then_every``: the limit once the due date under ``every`` would fall after the occasion's ``switches``.
    ``lookback_days``: events up to so many days before the trigger also meet it; ``after_trigger``: events
    on the trigger's own day do not (it is such an event that started the clock). ``before``: the limit counts
    back from the trigger (a birthday, a planned start), and the duty is owed from ``notice_days`` before it:
    earlier events do not count, and nothing is said of it until then. ``shows``: what
    each source can show of it; a source that is not named shows nothing. ``needs`` are the tables
    read for events, by which coverage is judged: each tells the same events, and any will do, unless
    ``needs_all``: each tells other events that meet it, and only all together can show that none did.
    ``answers``: paragraphs of the 2019 inspection.
    ``target_only``: a target for a whole cohort ("80% within a month"): evaluated and counted, but nobody is
    ever listed as having missed it. ``target``: the share that it asks for, in per cent.
    """

    id: str
    title: str
    area: str
    owed_to: Occasions
    met_by: Events
    within: Limit
    basis: tuple[Basis, ...]
    shows: Mapping[str, Shows]
    needs: tuple[str, ...]
    every: Limit | None = None
    then_every: Limit | None = None
    needs_all: bool = False
    counts_from: CountFrom = CountFrom.NEXT_DAY
    lookback_days: int = 0
    after_trigger: bool = False
    before: bool = False
    notice_days: int = 0
    subject: Subject = Subject.CHILD
    earliest: Limit | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    excludes: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    accountable: str = "authority"
    note: str = ""
    target_only: bool = False
    target: int | None = None

    def __post_init__(self) -> None:
        if not self.basis:
            raise ValueError(f"{self.id}: a duty needs its legal source, or says that it is a local standard")
        if self.then_every and not self.every:
            raise ValueError(f"{self.id}: then_every needs every")
        if self.before != bool(self.notice_days) or (self.before and self.every):
            raise ValueError(f"{self.id}: a duty before a day is owed once, from notice_days before it")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"{self.id}: valid to {self.valid_to} is before valid from {self.valid_from}")
        if self.target is not None and not (self.target_only and 0 < self.target <= 100):
            raise ValueError(f"{self.id}: only a cohort's target has a share, between 1 and 100 per cent")

    @property
    def must_tell(self) -> tuple[tuple[str, ...], ...]:
        """Groups of tables: one of each must cover the time in which something is to be called late."""
        return tuple((table,) for table in self.needs) if self.needs_all else (self.needs,)

    @property
    def lists_children(self) -> bool:
        """Whether who waits may be listed: it is owed to a child, and is no target of a cohort."""
        return self.subject is Subject.CHILD and not self.target_only

    @property
    def reach_back(self) -> int:
        """How many days before its trigger an event may meet it."""
        return max(self.lookback_days, self.notice_days)

    @property
    def verified(self) -> bool:
        """Whether every source of this duty was read."""
        return all(source.verified for source in self.basis)
