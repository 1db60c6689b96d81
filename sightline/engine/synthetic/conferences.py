"""Who came to initial conferences since April 2018, and when the report was shared with the family.

What is planted: reports shared too late for the family to read them (inspection of 2019, paragraph 9).
"""

from datetime import date
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sightline.engine.synthetic import story
from sightline.engine.synthetic.grid import add_working, dates, number, stream
from sightline.engine.synthetic.keeping import BEGAN, Planted, planted
from sightline.engine.synthetic.ledger import SINCE, UNTIL

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("meeting_attendance",)
MEETING = "initial conference"
BEFORE = 3
"""Working days before the conference by which the family should have the report."""

_CAME = {"social care": 1.0, "police": 0.58, "health": 0.82, "school": 0.74, "parent": 0.8}
_IN_TIME, _AFTERWARDS, _NEVER = 0.62, 0.15, 0.006
_TOLD_FROM = date(2018, 6, 1)
"""The register tells of the weeks before a conference from here."""


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell who was asked and who came; give the conferences whose report was shared too late."""
    held = county.ledger.told("ssd_initial_cp_conference").filter(
        pl.col(UNTIL).is_null() & pl.col("icpc_icpc_date").is_between(BEGAN, story.END)
    )
    held = held.select(child_id="icpc_person_id", held_on="icpc_icpc_date").unique(maintain_order=True)
    chance, n = stream(county.seed, "conference reports"), held.height
    day = held["held_on"].dt.epoch("d").cast(pl.Int64).to_numpy()
    due = add_working(day, -BEFORE)
    in_time = chance.random(n) < _IN_TIME
    after = np.where(chance.random(n) < _AFTERWARDS, chance.integers(3, 16, n), chance.integers(1, 3, n))
    shared = np.where(in_time, add_working(due, -chance.integers(0, 5, n)), add_working(due, after))
    known = (chance.random(n) >= _NEVER) & (shared <= number(story.END))
    held = held.with_columns(shared=dates(shared, known), late=pl.Series(~in_time | ~known))
    parts = []
    for agency, share in _CAME.items():
        own = agency == "social care"
        parts.append(
            held.select(
                "child_id", "held_on", meeting=pl.lit(MEETING), agency=pl.lit(agency),
                invited=pl.lit(value=True),
                attended=pl.Series(chance.random(n) < share),
                report_shared_on=pl.col("shared") if own else pl.lit(None, pl.Date),
            )
        )  # fmt: skip
    county.ledger.tell_frame(
        "meeting_attendance", pl.concat(parts).with_columns(pl.col("held_on").alias(SINCE))
    )
    late = held.filter(pl.col("late") & (pl.col("held_on") >= _TOLD_FROM)).select("child_id", "held_on")
    of = int((day >= number(_TOLD_FROM)).sum())
    kind = planted(
        "conference reports shared late", "icpc_report_shared",
        "reports not shared with the family three working days before the initial conference", "¶9",
        ([list(row) for row in late.iter_rows()], of),
    )  # fmt: skip
    return [kind | {"first": _TOLD_FROM}]
