"""Supervision since April 2018: sessions of every worker who holds cases, and the children talked about.

It holds up until the autumn of 2018, breaks down over the winter, and recovers in 2019. Whether a session is
late is spread evenly over each area's workers, so that no area is worse than another by chance alone.
"""

from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from sightline.engine.synthetic import story
from sightline.engine.synthetic.grid import Flags, Numbers, add_working, dates, next_working, number, stream
from sightline.engine.synthetic.keeping import BEGAN, Planted, planted
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.owed import chain_late, merged, within
from sightline.engine.synthetic.staff import SOCIAL_WORKER

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("supervision",)

WEEKS_4 = 28
BREAK = 28
_SESSIONS = 34
_DRAW = 11
"""Which of many draws: a worker's children are late together, and in this one no area stands out by that."""
_BEGAN, _END = number(BEGAN), number(story.END)
_LONG_AGO = _BEGAN - 120
_WINTER = (number(story.WINTER[0]), number(story.WINTER[1]))
_BLANK_IN_WINTER, _LEFT_OUT = 0.2, 0.07
_DISCUSSED = (
    "Plan and visits.",
    "Risk and contact.",
    "School and health.",
    "Next steps agreed.",
    "Court dates.",
)
_CANCELLED = ("absence", "workload", "workload", "vacancy")


def _holders(county: "County") -> pl.DataFrame:
    """Who held which child from when to when (numbers of days), since the register began."""
    told = county.ledger.told("ssd_involvements").filter(
        (pl.col("invo_professional_role_id") == SOCIAL_WORKER) & pl.col("_until").is_null()
    )
    days = told.select(
        worker="invo_professional_id", team="invo_professional_team", child="invo_person_id",
        start=pl.col("invo_involvement_start_date").dt.epoch("d").cast(pl.Int64),
        end=pl.col("invo_involvement_end_date").dt.epoch("d").cast(pl.Int64),
    )  # fmt: skip
    return days.filter(pl.col("end").is_null() | (pl.col("end") >= _LONG_AGO)).sort(
        "worker", "start", "child"
    )


def _share_in_time(day: Numbers) -> np.ndarray[Any, np.dtype[np.float64]]:
    steps = [(number(on), share) for on, share in story.SUPERVISED_IN_TIME.steps]
    places = np.searchsorted(np.array([on for on, _ in steps]), day, side="right") - 1
    return np.array([share for _, share in steps])[np.maximum(places, 0)]


def _sessions(county: "County", holders: pl.DataFrame) -> pl.DataFrame:
    """Every session: worker, team, held, due (numbers of days)."""
    area = {team.id: team.area or "" for team in county.authority.teams}
    workers = holders.group_by("worker", maintain_order=True).agg(
        pl.col("team").last(), pl.col("start").min(), pl.col("end").fill_null(_END).max()
    )
    workers = workers.with_columns(
        area=pl.col("team").replace_strict(area, default="", return_dtype=pl.String)
    ).sort("area", "worker")
    rank = workers.select(pl.int_range(pl.len()).over("area")).to_series().to_numpy()
    rng = stream(county.seed, "supervision", _DRAW)
    first = np.maximum(workers["start"].to_numpy(), _BEGAN - rng.integers(0, 24, workers.height))
    last = np.minimum(workers["end"].to_numpy(), _END)
    day, found = first, []
    for turn in range(_SESSIONS):
        late = np.modf(rank * 0.6180339887 + turn * 0.4142135623)[0] >= _share_in_time(day)
        gap = np.where(late, rng.integers(31, 56, len(day)), rng.integers(17, 25, len(day)))
        held = next_working(day + gap)
        inside = (held <= last) & (held >= _BEGAN)
        found.append(
            workers.select("worker", "team").with_columns(
                held=pl.Series(held), due=pl.Series(np.minimum(held, day + WEEKS_4))
            ).filter(pl.Series(inside))
        )  # fmt: skip
        day = held
    return pl.concat(found).sort("worker", "held")


def _talked_about(county: "County", holders: pl.DataFrame, sessions: pl.DataFrame) -> pl.DataFrame:
    """The children of each session: all whom the worker held that day, but for a few."""
    both = sessions.join(holders.drop("team"), on="worker", how="inner").filter(
        (pl.col("start") < pl.col("held")) & (pl.col("end").is_null() | (pl.col("end") > pl.col("held")))
    )
    both = both.sort("worker", "held", "child").unique(["held", "child"], keep="first", maintain_order=True)
    rng = stream(county.seed, "talked about", _DRAW)
    return both.filter(pl.Series(rng.random(both.height) >= _LEFT_OUT)).drop("start", "end")


def _chosen(rng: np.random.Generator, texts: tuple[str, ...], n: int) -> pl.Series:
    return pl.Series(list(texts)).gather(rng.integers(0, len(texts), n))


def _case_rows(county: "County", talks: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The register's rows about children; and of those that hold only dates: child, held."""
    rng, n = stream(county.seed, "case supervision", _DRAW), talks.height
    held = talks["held"].to_numpy()
    winter = (held >= _WINTER[0]) & (held <= _WINTER[1])
    blank: Flags = winter & (rng.random(n) < _BLANK_IN_WINTER)
    said = pl.Series(~blank)
    roll = rng.random(n)
    waits = np.where(roll < 0.82, np.where(roll < 0.7, 0, rng.integers(1, 6, n)), rng.integers(6, 12, n))
    rows = talks.select(
        worker_id="worker", supervisor_id="supervisor", kind=pl.lit("case"), child_id="child",
        held_on=dates(held), due_on=dates(talks["due"].to_numpy()),
        signed_on=dates(add_working(held, waits), roll < 0.95),
        reflective=pl.when(said).then(pl.Series(rng.random(n) < 0.6)),
        previous_actions_reviewed=pl.when(said).then(pl.Series(rng.random(n) < 0.7)),
        discussion=pl.when(said).then(_chosen(rng, _DISCUSSED, n)),
    ).with_columns(pl.col("held_on").alias(SINCE))  # fmt: skip
    return rows, talks.filter(~said).select(subject="child", on="held")


def _personal_rows(county: "County", sessions: pl.DataFrame) -> pl.DataFrame:
    """The sessions themselves, and those that were cancelled when they were due."""
    rng, n = stream(county.seed, "personal supervision", _DRAW), sessions.height
    held, due = (dates(sessions[name].to_numpy()) for name in ("held", "due"))
    named = sessions.select(
        worker_id="worker", supervisor_id="supervisor", kind=pl.lit("personal"), held_on=held, due_on=due,
        reflective=pl.Series(rng.random(n) < 0.55), actions_set=pl.Series(rng.integers(0, 6, n)),
    ).with_columns(cancelled_reason=pl.lit(None, pl.String))  # fmt: skip
    missed = named.with_columns(
        held_on=pl.lit(None, pl.Date), reflective=pl.lit(None, pl.Boolean),
        actions_set=pl.lit(None, pl.Int64), cancelled_reason=_chosen(rng, _CANCELLED, n),
    ).filter(pl.Series(sessions["held"] > sessions["due"]))  # fmt: skip
    both = pl.concat([named, missed]).with_columns(pl.coalesce("held_on", "due_on").alias(SINCE))
    return both.filter(pl.col("due_on") >= BEGAN)


def _supervisors(county: "County", rng: Random, teams: pl.Series) -> dict[str, str]:
    """The manager of each team; one is hired where a team of the front door has none yet."""
    for team in teams.unique().sort():
        if team not in county.office.managers:
            manager = county.office.hire(rng, team, "Team manager")
            county.office.managers[team] = manager
            county.ledger.tell("ssd_professionals", story.START, **county.office.workers[manager])
    return county.office.managers


def _open_cases(county: "County") -> pl.DataFrame:
    """When each child's case was open: subject, start, end (numbers of days)."""
    told = county.ledger.told("ssd_cin_episodes").select(
        subject="cine_person_id", start="cine_referral_date", end="cine_close_date"
    )
    cared = [
        (child.id, period.entered, period.left) for child in county.children for period in child.cared_for()
    ]
    care = pl.DataFrame(cared, schema=told.schema, orient="row")
    both = pl.concat([told, care]).with_columns(pl.col("start", "end").dt.epoch("d").cast(pl.Int64))
    return merged(both.filter(pl.col("end").is_null() | (pl.col("end") >= _LONG_AGO)), 0)


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the register of supervision; give what was late, and what has only its dates."""
    holders = _holders(county)
    sessions = _sessions(county, holders)
    names = _supervisors(county, rng, sessions["team"])
    sessions = sessions.with_columns(supervisor=pl.col("team").replace_strict(names, return_dtype=pl.String))
    talks = _talked_about(county, holders, sessions)
    cases, blank = _case_rows(county, talks)
    county.ledger.tell_frame("supervision", cases)
    county.ledger.tell_frame("supervision", _personal_rows(county, sessions))
    working = merged(holders.select("start", "end", subject="worker"), BREAK)
    missed = chain_late(working, sessions.select("held", subject="worker"), WEEKS_4, _BEGAN, _END)
    cases_open = _open_cases(county)
    unheard = chain_late(cases_open, talks.select("held", subject="child"), WEEKS_4, *_WINTER)
    blank = within(cases_open, blank.rename({"on": "held"})).select("subject", on="held")
    winter = {"first": story.WINTER[0], "last": story.WINTER[1]}
    return [
        planted(
            "supervision of workers late or missing", "supervision_monthly",
            "gaps of more than four weeks between a worker's supervisions", "¶44",
            (_items(missed), sessions.height),
        ),
        planted(
            "children not talked about in supervision", "case_supervision",
            "gaps of more than four weeks between talks about a child in supervision", "¶44",
            (_items(unheard), talks.height),
        ) | winter,
        planted(
            "case supervision with dates only", "case_supervision",
            "talks about a child of which the record holds only the date", "¶44",
            (_items(blank), talks.height),
        ) | winter | {"substance": "dates only"},
    ]  # fmt: skip


def _items(found: pl.DataFrame) -> list[list[Any]]:
    return [list(row) for row in found.select("subject", dates(found["on"].to_numpy())).iter_rows()]
