"""Reviews of children in need since April 2018: who met, and when (inspection of 2019, paragraph 8).

A first meeting within six weeks of the plan, then one in every three months. What is planted: plans whose
reviews come late or not at all.
"""

from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from sightline.engine.synthetic.days import add_months
from sightline.engine.synthetic.grid import Numbers, day_of, next_working, number, stream, texts
from sightline.engine.synthetic.keeping import BEGAN, Planted, planted, was_late
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.story import END

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("meeting_attendance",)
MEETING = "child in need meeting"
_FIRST, _NEXT = 42, 88
"""Days within which a first and a later meeting are held when they are in time."""
_PLENTY = 8


def _plans(county: "County") -> pl.DataFrame:
    """The plans that began since the register did: child, from, until."""
    told = county.ledger.told("ssd_cin_plans").select(
        person="cinp_person_id", began="cinp_cin_plan_start_date", until="cinp_cin_plan_end_date"
    )
    return told.filter(pl.col("began").is_between(BEGAN, END)).sort("person", "began")


def _held(draw: np.random.Generator, plans: pl.DataFrame) -> tuple[Numbers, Numbers]:
    """Days of the meetings, and the plan of each: (place, day), in order."""
    began = plans["began"].to_physical().to_numpy().astype(np.int64)
    until = np.minimum(plans["until"].to_physical().fill_null(number(END) + 999).to_numpy(), number(END) + 1)
    previous, place, found = began, np.arange(len(began)), []
    for turn in range(_PLENTY):
        limit = _FIRST if turn == 0 else _NEXT
        n = len(previous)
        late = draw.random(n) < (0.3 if turn == 0 else 0.24)
        wait = np.where(late, limit + draw.integers(8, 60, n), limit - draw.integers(4, 22, n))
        held = next_working(previous + wait)
        inside = held < until[place]
        place, previous = place[inside], held[inside]
        found.append((place, previous))
    return tuple(np.concatenate(column) for column in zip(*found, strict=True))  # type: ignore[return-value]


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the meetings; give the plans not reviewed in time, by the day from which the time ran."""
    plans = _plans(county)
    draw = stream(county.seed, "need reviews")
    place, day = _held(draw, plans)
    people = plans["person"][place.astype(np.uint32)]
    meetings = pl.DataFrame({"child_id": people, "held_on": pl.Series(day.astype(np.int32)).cast(pl.Date)})
    invited = [meetings.with_columns(agency=pl.lit(each)) for each in ("parent", "social care")]
    wider = texts(("school", "health", "early help"), draw.integers(0, 3, len(day)))
    invited.append(meetings.with_columns(agency=wider).filter(pl.Series(draw.random(len(day)) < 0.6)))
    rows = pl.concat(invited)
    came = pl.Series(draw.random(rows.height) < 0.82) | (rows["agency"] == "social care")
    rows = rows.with_columns(
        pl.col("held_on").alias(SINCE), meeting=pl.lit(MEETING), invited=pl.lit(value=True), attended=came
    )
    key = ["child_id", "meeting", "held_on", "agency"]
    county.ledger.tell_frame("meeting_attendance", rows.unique(key, keep="first", maintain_order=True))
    late, of = _overdue(plans, place, day)
    return [
        planted(
            "children in need not reviewed", "cin_review",
            "plans of children in need without a review in time", "¶8", (late, of),
        )
    ]  # fmt: skip


def _overdue(plans: pl.DataFrame, place: Numbers, day: Numbers) -> tuple[list[list[Any]], int]:
    """Every wait for a review that ran out: [child, the day on which the plan began]."""
    meetings: dict[int, list[date]] = {}
    for which, on in zip(place.tolist(), day.tolist(), strict=True):
        meetings.setdefault(which, []).append(day_of(on))
    late, of = [], 0
    for which, (person, began, until) in enumerate(plans.rows()):
        since, due = began, None
        for held in [*sorted(meetings.get(which, [])), None]:
            due = day_of(number(began) + _FIRST) if since == began else add_months(since, 3)
            of += 1
            if was_late(due, held, until):
                late.append([person, since])
            since = held or since
    return late, of
