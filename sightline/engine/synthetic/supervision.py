"""Supervision since April 2018: sessions of every worker who holds cases, and the children talked about.

It holds up until the autumn of 2018, breaks down over the winter, and recovers in 2019. No area is worse than
another: whose sessions are late is spread over the workers of each area, whether a child is talked about in
time is that child's own chance, and of several draws the first is kept in which the areas are even.
"""

from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from sightline.engine.synthetic import newly_qualified, story
from sightline.engine.synthetic.grid import (
    Flags,
    Numbers,
    Shares,
    add_working,
    dates,
    next_working,
    number,
    stream,
)
from sightline.engine.synthetic.keeping import BEGAN, Planted, planted
from sightline.engine.synthetic.known_children import open_cases
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.owed import chain_late, chained, merged, within
from sightline.engine.synthetic.staff import SOCIAL_WORKER

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("supervision",)

WEEKS_4 = 28
BREAK = 28
_SESSIONS = 34
_DRAWS = (3, 0, 1, 2, *range(4, 12))
"""The draws, in the order in which they are tried: the one that the ordinary county needs comes first."""

_EVEN = 2.0
_NOT_YET = 1 << 20
_BEGAN, _END = number(BEGAN), number(story.END)
_LONG_AGO = _BEGAN - 120
_WINTER = (number(story.WINTER[0]), number(story.WINTER[1]))
_BLANK_IN_WINTER = 0.2
_NEVER_SIGNED = 0.003
_ABOVE = "Service manager"
_DISCUSSED = ("Plan.", "Risk.", "Contact.", "School.", "Health.", "Court.")
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


def _share_in_time(day: Numbers) -> Shares:
    steps = [(number(on), share) for on, share in story.SUPERVISED_IN_TIME.steps]
    places = np.searchsorted(np.array([on for on, _ in steps]), day, side="right") - 1
    return np.array([share for _, share in steps])[np.maximum(places, 0)]


def _sessions(county: "County", holders: pl.DataFrame, draw: int) -> pl.DataFrame:
    """Every session: worker, team, held (``_NOT_YET`` where it has not been), due (numbers of days)."""
    area = {team.id: team.area or "" for team in county.authority.teams}
    workers = holders.group_by("worker", maintain_order=True).agg(
        pl.col("team").last(), pl.col("start").min(), pl.col("end").fill_null(_END).max()
    )
    workers = workers.with_columns(
        area=pl.col("team").replace_strict(area, default="", return_dtype=pl.String)
    ).sort("area", "worker")
    rank = workers.select(pl.int_range(pl.len()).over("area")).to_series().to_numpy()
    rng = stream(county.seed, "supervision", draw)
    new = workers["start"].to_numpy() - 18  # the first session comes within days of taking over the cases
    first = np.maximum(new, _BEGAN - rng.integers(0, 24, workers.height))
    last = np.minimum(workers["end"].to_numpy(), _END)
    day, found = first, []
    for turn in range(_SESSIONS):
        late = np.modf(rank * 0.6180339887 + turn * 0.4142135623)[0] >= _share_in_time(day)
        gap = np.where(late, rng.integers(31, 47, len(day)), rng.integers(19, 25, len(day)))
        held = next_working(np.maximum(day + np.where(late & (turn == 0), 24, gap), new + 19))
        due = np.minimum(held, day + WEEKS_4)
        inside = (due <= last) & (held >= _BEGAN)
        found.append(
            workers.select("worker", "team").with_columns(
                held=pl.Series(np.where(held <= last, held, _NOT_YET)), due=pl.Series(due)
            ).filter(pl.Series(inside))
        )  # fmt: skip
        day = held
    return pl.concat(found).sort("worker", "held")


def _talked_about(county: "County", holders: pl.DataFrame, sessions: pl.DataFrame, draw: int) -> pl.DataFrame:
    """The children of each session: most whom the worker held that day. When a session is put off, the team's
    manager talks about most of the children with their own manager."""
    rng = stream(county.seed, "talked about", draw)
    late = pl.col("held") > pl.col("due")
    put_off = sessions.filter(late)
    stood_in = put_off.with_columns(held=pl.Series(next_working(put_off["due"].to_numpy() - 5)))
    parts = []
    own = sessions.filter(pl.col("held") < _NOT_YET)
    for frame, by_manager in ((own, False), (stood_in.filter(pl.col("held") >= _BEGAN), True)):
        both = frame.join(holders.drop("team"), on="worker", how="inner").filter(
            (pl.col("start") < pl.col("held")) & (pl.col("end").is_null() | (pl.col("end") > pl.col("held")))
        )
        both = both.sort("worker", "held", "child").with_columns(stood_in=pl.lit(by_manager))
        left_out = pl.Series(rng.random(both.height) < _left_out(both["held"].to_numpy()))
        parts.append(both.filter((late & ~pl.lit(by_manager)) | ~left_out).drop("start", "end"))
    return pl.concat(parts).unique(["held", "child"], keep="first", maintain_order=True)


def _left_out(day: Numbers) -> Shares:
    """Of how many children nobody talks when it is time to, whether the session is held or put off: so that
    lateness is the child's own, and not that of all the children of a worker."""
    return 0.05 + 0.5 * (1 - _share_in_time(day))


def _chosen(rng: np.random.Generator, texts: tuple[str, ...], n: int) -> pl.Series:
    return pl.Series(list(texts)).gather(rng.integers(0, len(texts), n))


def _above(county: "County") -> str:
    """The service manager, who supervises the managers of teams."""
    office = county.office
    named = (
        worker for worker, told in office.workers.items() if told["prof_professional_job_title"] == _ABOVE
    )
    found = next(named, None)
    if found is None:
        found = office.hire(story.stream(county.seed, "service manager"), "", _ABOVE)
        county.ledger.tell("ssd_professionals", story.START, **office.workers[found])
    return found


def _case_rows(county: "County", talks: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The register's rows about children; and of those that hold only dates: child, held."""
    rng, n = stream(county.seed, "case supervision"), talks.height
    held = talks["held"].to_numpy()
    winter = (held >= _WINTER[0]) & (held <= _WINTER[1])
    blank: Flags = winter & (rng.random(n) < _BLANK_IN_WINTER)
    said = pl.Series(~blank)
    signed = _signed(rng, county, talks)
    rows = talks.select(
        worker_id=pl.when("stood_in").then("supervisor").otherwise("worker"),
        supervisor_id=pl.when("stood_in").then(pl.lit(_above(county))).otherwise("supervisor"),
        kind=pl.lit("case"), child_id="child",
        held_on=dates(held), due_on=dates(talks["due"].to_numpy()),
        signed_on=signed,
        reflective=pl.when(said).then(pl.Series(rng.random(n) < 0.6)),
        discussion=pl.when(said).then(_chosen(rng, _DISCUSSED, n)),
    ).with_columns(pl.col("held_on").alias(SINCE))  # fmt: skip
    return rows, talks.filter(~said).select(subject="child", on="held")


def _signed(rng: np.random.Generator, county: "County", talks: pl.DataFrame) -> pl.Series:
    """When each talk about a child was signed off: mostly within the week; what lay unsigned, when the files
    were looked through, or with the closing of the case at the latest. No team is slower than another."""
    n, held = talks.height, talks["held"].to_numpy()
    rank = talks.select(pl.int_range(pl.len()).over("team")).to_series().to_numpy()
    roll = np.modf(rank * 0.6180339887 + rng.random())[0]
    waits = np.where(roll < 0.82, np.where(roll < 0.7, 0, rng.integers(1, 6, n)), rng.integers(6, 12, n))
    waits = np.where(roll < 0.95, waits, rng.integers(12, 24, n))
    never = rng.random(n) < _NEVER_SIGNED
    known = talks.select("held", subject="child").with_row_index("place")
    inside = known.join(open_cases(county), on="subject", how="left").filter(
        (pl.col("held") >= pl.col("start")) & (pl.col("held") <= pl.col("end"))
    )
    ends = known.join(inside.group_by("place").agg(pl.col("end").max()), on="place", how="left")
    closed = ends["end"].fill_null(_NOT_YET).to_numpy()
    signed = np.where(never, _NOT_YET, add_working(held, waits))
    signed = np.maximum(np.minimum(signed, closed), held)
    return dates(np.minimum(signed, _NOT_YET), signed <= _END)


def _personal_rows(county: "County", sessions: pl.DataFrame) -> pl.DataFrame:
    """The sessions themselves, and those that were cancelled when they were due."""
    rng, n = stream(county.seed, "personal supervision"), sessions.height
    held, due = (dates(sessions[name].to_numpy()) for name in ("held", "due"))
    named = sessions.select(
        worker_id="worker", supervisor_id="supervisor", kind=pl.lit("personal"), held_on=held, due_on=due,
        reflective=pl.Series(rng.random(n) < 0.55), actions_set=pl.Series(rng.integers(0, 6, n)),
    ).with_columns(cancelled_reason=pl.lit(None, pl.String))  # fmt: skip
    missed = named.with_columns(
        held_on=pl.lit(None, pl.Date), reflective=pl.lit(None, pl.Boolean),
        actions_set=pl.lit(None, pl.Int64), cancelled_reason=_chosen(rng, _CANCELLED, n),
    ).filter(pl.Series(sessions["held"] > sessions["due"]))  # fmt: skip
    named = named.filter(pl.Series(sessions["held"] < _NOT_YET))
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


def _areas_apart(held: pl.DataFrame, cases: pl.DataFrame, area: pl.DataFrame) -> float:
    """How far the areas lie apart in being in time over the last year, and in waiting on the last day: the
    farthest, in standard deviations of chance."""
    chain = (
        chained(cases, held).join(area, on="subject", how="inner").with_columns(due=pl.col("on") + WEEKS_4)
    )
    waiting = chain.filter(pl.col("next").is_null() & (pl.col("end") > _END))
    waiting = waiting.with_columns(bad=pl.col("due") < _END)
    year = chain.filter(pl.col("due").is_between(_END - 365, _END) & (pl.col("end") > pl.col("due")))
    year = year.with_columns(bad=pl.coalesce("next", pl.lit(_END + 1)) > pl.col("due"))
    far = [0.0]
    for frame in (waiting, year):
        share = frame["bad"].mean()
        for bad, of in (
            frame.group_by("area").agg(pl.col("bad").sum(), pl.len()).select("bad", "len").iter_rows()
        ):
            rest = frame.height - of
            if isinstance(share, float) and 0 < share < 1 and rest:
                apart = bad / of - (frame["bad"].sum() - bad) / rest
                far.append(abs(apart) / (share * (1 - share) * (1 / of + 1 / rest)) ** 0.5)
    return max(far)


def _drawn(county: "County", holders: pl.DataFrame, cases: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Sessions and talks of the first draw in which the areas are even, or else of the most even one."""
    areas = {team.id: team.area or "" for team in county.authority.teams}
    area = holders.unique("child", keep="last", maintain_order=True).select(
        subject="child", area=pl.col("team").replace_strict(areas, default="", return_dtype=pl.String)
    )
    found = []
    for draw in _DRAWS:
        sessions = _sessions(county, holders, draw)
        talks = _talked_about(county, holders, sessions, draw)
        held = talks.select("held", subject="child")
        found.append((_areas_apart(held, cases, area), draw, sessions, talks))
        if found[-1][0] <= _EVEN:
            break
    return min(found, key=lambda each: each[:2])[2:]


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the register of supervision; give what was late, and what has only its dates."""
    holders = _holders(county)
    cases_open = open_cases(county)
    sessions, talks = _drawn(county, holders, cases_open)
    new = newly_qualified.newly_qualified(county, newly_qualified.holdings(county))
    sessions = pl.concat([sessions, newly_qualified.further(county, new, sessions, holders)])
    names = _supervisors(county, rng, sessions["team"])
    supervisor = pl.col("team").replace_strict(names, return_dtype=pl.String)
    sessions, talks = (frame.with_columns(supervisor=supervisor) for frame in (sessions, talks))
    cases, blank = _case_rows(county, talks)
    county.ledger.tell_frame("supervision", cases)
    county.ledger.tell_frame("supervision", _personal_rows(county, sessions))
    working = merged(holders.select("start", "end", subject="worker"), BREAK)
    managers = talks.filter("stood_in").select("held", subject="supervisor")
    own = sessions.filter(pl.col("held") < _NOT_YET)
    held = pl.concat([own.select("held", subject="worker"), managers])
    missed = chain_late(working, held, WEEKS_4, _BEGAN, _END)
    unheard = chain_late(cases_open, talks.select("held", subject="child"), WEEKS_4, *_WINTER)
    blank = within(cases_open, blank.rename({"on": "held"})).select("subject", on="held")
    winter = {"first": story.WINTER[0], "last": story.WINTER[1]}
    return [
        planted(
            "newly qualified workers not seen every two weeks", "supervision_nqsw",
            "gaps of more than two weeks between a newly qualified worker's supervisions", "¶44",
            newly_qualified.late(new, held),
        ),
        planted(
            "supervision of workers late or missing", "supervision_monthly",
            "gaps of more than four weeks between a worker's supervisions", "¶44",
            (_items(missed), own.height),
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
