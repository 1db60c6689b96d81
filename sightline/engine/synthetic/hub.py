"""The front door's own list since April 2019: contacts, decisions, and checks with other agencies.

The list is told whole columns at a time, from the contacts of the record. What is planted (inspection of
2019, paragraph 6): decisions that take more than a working day, those of a less serious nature above all.
"""

from datetime import date
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sightline.engine.synthetic import story
from sightline.engine.synthetic.grid import Numbers, add_working, dates, number, stream, texts
from sightline.engine.synthetic.keeping import Planted, planted
from sightline.engine.synthetic.ledger import SINCE

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("front_door", "agency_check")
KEPT_FROM = date(2019, 4, 1)

_LATE = {"red": 0.01, "amber": 0.05, "green": 0.22}
_OUTCOMES = ("no further action", "advice", "missing", "existing referral", "new referral")
_FLAGS = ("NFA", "ADVICE", "MISSING", "EXISTING_REFERRAL", "NEW_REFERRAL")
_REASONS = (
    "Known history read; no new concern.",
    "Advice given to the school.",
    "Threshold met: concerns repeat and worsen.",
    "With the allocated worker.",
)
_AGENCIES = ("police", "health", "school")
_HOURS = {"red": (1, 4), "amber": (3, 23), "green": (5, 70)}
_LATE_HOURS = {"red": (5, 20), "amber": (25, 90), "green": (73, 190)}


def _contacts(county: "County") -> pl.DataFrame:
    """The contacts since the list began, each child's first of a day, in the order of their numbers."""
    told = county.ledger.standing("ssd_contacts").filter(
        pl.col("cont_contact_date").is_between(KEPT_FROM, story.END)
    )
    key = ["cont_person_id", "cont_contact_date"]
    return told.unique(key, keep="first", maintain_order=True).sort("cont_contact_id")


def _graded(rng: np.random.Generator, outcome: Numbers) -> tuple[pl.Series, Numbers]:
    """Priorities: of those that became referrals a third are red; and who decides late."""
    n = len(outcome)
    roll = rng.random(n)
    referred = outcome == _OUTCOMES.index("new referral")
    grade = np.where(
        referred, np.where(roll < 0.3, 0, 1), np.where(roll < 0.02, 0, np.where(roll < 0.3, 1, 2))
    )
    late = rng.random(n) < np.array(list(_LATE.values()))[grade]
    waits = np.where(late, rng.integers(2, 7, n), rng.integers(0, 2, n))
    return texts(tuple(_LATE), grade), waits


def _moments(days: Numbers, minutes: Numbers) -> pl.Series:
    """Days and minutes of the day as moments."""
    return pl.Series((days * 1440 + minutes) * 60_000_000).cast(pl.Datetime("us"))


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the list and the checks; give the contacts decided late."""
    told = _contacts(county)
    if told.is_empty():
        return []
    draw = stream(county.seed, "hub")
    n = told.height
    flags = told["cont_contact_outcome_json"]
    outcome = np.select([flags.str.contains(f'"{name}_FLAG"').to_numpy() for name in _FLAGS], range(5), 0)
    rag, waits = _graded(draw, outcome)
    day = told["cont_contact_date"].to_physical().to_numpy().astype(np.int64)
    minutes = draw.integers(8 * 60, 17 * 60, n)
    decided = np.where(waits > 0, add_working(day, waits), day)
    at = np.where(decided > day, draw.integers(9 * 60, 16 * 60, n), np.minimum(minutes + 45, 1439))
    known = pl.Series(decided <= number(story.END))
    frame = pl.DataFrame(
        {
            "contact_id": told["cont_contact_id"],
            "child_id": told["cont_person_id"],
            "received_at": _moments(day, minutes),
            "source": told["cont_contact_source_code"],
            "domestic_abuse": pl.Series(draw.random(n) < 0.24),
            "rag": rag,
            "consent": texts(("given", "not needed", "refused"), draw.choice(3, n, p=(0.7, 0.24, 0.06))),
            "history_checked": pl.Series(draw.random(n) < 0.94),
            "decided_at": _moments(decided, at).set(~known, None),
            "decided_by": texts(("MA01", "MA02", "MA03", "MA04"), draw.integers(0, 4, n)),
            "outcome": texts(_OUTCOMES, outcome),
            "threshold_met": pl.Series(outcome == 4),
            "reason": texts(_REASONS, draw.integers(0, len(_REASONS), n)),
            SINCE: dates(day),
        }
    )
    county.ledger.tell_frame("front_door", frame)
    _tell_checks(county, draw, frame, day, minutes)
    late = frame.filter(_late(add_working(day, 1), decided))
    items = [list(row) for row in late.select("child_id", pl.col("received_at").dt.date()).rows()]
    return [
        planted(
            "contacts decided late", "contact_decision",
            "contacts without a decision by the next working day", "¶6", (items, n), first=KEPT_FROM,
        )
    ]  # fmt: skip


def _late(due: Numbers, decided: Numbers) -> pl.Series:
    return pl.Series(np.minimum(decided, number(story.END)) > due)


def _tell_checks(
    county: "County", draw: np.random.Generator, frame: pl.DataFrame, day: Numbers, minutes: Numbers
) -> None:
    """Checks with police, health and schools: of every red and amber contact some, of a green one few."""
    asked = frame["rag"].replace_strict({"red": 0.9, "amber": 0.4, "green": 0.04}, return_dtype=pl.Float64)
    mine = np.flatnonzero(draw.random((frame.height, len(_AGENCIES))) < asked.to_numpy()[:, None])
    place, agency = mine // len(_AGENCIES), mine % len(_AGENCIES)
    n = len(place)
    rag = frame["rag"][place].to_list()
    late = draw.random(n) < np.where(agency == 1, 0.2, 0.08)
    span = np.array([(_LATE_HOURS if slow else _HOURS)[grade] for grade, slow in zip(rag, late, strict=True)])
    hours = draw.integers(span[:, 0], span[:, 1])
    began = day[place] * 1440 + minutes[place] + draw.integers(5, 40, n)
    answered = began + hours * 60
    known = pl.Series(answered < (number(story.END) + 1) * 1440)
    checks = pl.DataFrame(
        {
            "contact_id": frame["contact_id"][place],
            "child_id": frame["child_id"][place],
            "agency": texts(_AGENCIES, agency),
            "asked_at": _moments(np.zeros(n, dtype=np.int64), began),
            "answered_at": _moments(np.zeros(n, dtype=np.int64), answered).set(~known, None),
            "answer": texts(("Nothing known.", "Information shared."), draw.integers(0, 2, n)).set(
                ~known, None
            ),
            SINCE: dates(day[place]),
        }
    )
    county.ledger.tell_frame("agency_check", checks)
