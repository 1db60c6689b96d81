"""Managers' decisions since April 2018: at referrals, enquiries, placements, checkpoints and closures.

Over the winter of 2018 they came late, or without a reason written down.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from sightline.engine.synthetic import story
from sightline.engine.synthetic.grid import Numbers, Shares, add_working, dates, next_working, number, stream
from sightline.engine.synthetic.keeping import BEGAN, Planted, planted
from sightline.engine.synthetic.known_children import until_closed
from sightline.engine.synthetic.ledger import SINCE, UNTIL

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("management_oversight",)

KEY = {
    "referral": ("ssd_cin_episodes", "cine_person_id", "cine_referral_date"),
    "strategy": ("ssd_s47_enquiry", "s47e_person_id", "s47e_s47_start_date"),
    "placement": ("ssd_cla_placement", "clap_person_id", "clap_cla_placement_start_date"),
}
"""Key events: at each a manager should decide within two working days."""

WITHIN = 2
_IN_TIME = (
    (date(2018, 4, 1), 0.86),
    (date(2018, 10, 1), 0.66),
    (date(2019, 4, 1), 0.8),
    (date(2019, 7, 1), 0.9),
)
_NEVER, _FOUND_LATER = 0.06, 0.9
"""Of the decisions that nobody made, most are written down weeks later, when somebody reads the file."""

_BLANK_IN_WINTER = 0.3
_WINTER = (number(story.WINTER[0]), number(story.WINTER[1]))
_REASONS = (
    "Threshold met.",
    "Child seen; plan agreed.",
    "Risk has fallen.",
    "Family agrees.",
    "Needs are clear.",
)
_HIGH = "head of service"


def _told(county: "County", table: str, person: str, day: str, *more: str) -> pl.DataFrame:
    """Rows that stand, since the register began: child, day (a number), and more columns."""
    told = county.ledger.told(table).filter(pl.col(UNTIL).is_null() & (pl.col(day).cast(pl.Date) >= BEGAN))
    frame = told.select(*more, child=person, day=pl.col(day).cast(pl.Date).dt.epoch("d").cast(pl.Int64))
    return frame.filter(pl.col("day") <= number(story.END))


def _share(day: Numbers) -> Shares:
    places = np.searchsorted(np.array([number(on) for on, _ in _IN_TIME]), day, side="right") - 1
    return np.array([share for _, share in _IN_TIME])[np.maximum(places, 0)]


def key_events(county: "County") -> pl.DataFrame:
    """Every key event once: child, point, day."""
    parts = [
        _told(county, *source).select("child", "day", point=pl.lit(point)) for point, source in KEY.items()
    ]
    return pl.concat(parts).unique().sort("child", "point", "day")


def _key_decisions(county: "County", events: pl.DataFrame) -> pl.DataFrame:
    rng, n = stream(county.seed, "oversight"), events.height
    day = events["day"].to_numpy()
    late = rng.random(n) >= _share(day)
    wait = np.where(late, rng.integers(WITHIN + 1, 10, n), rng.integers(0, WITHIN, n))
    made = add_working(next_working(day), wait)
    missed = rng.random(n) < _NEVER
    found = missed & (rng.random(n) < _FOUND_LATER)
    made = np.where(found, add_working(next_working(day), rng.integers(15, 80, n)), made)
    return events.select("child", "point", day=pl.Series(made)).filter(pl.Series(~missed | found))


def _some(
    rng: np.random.Generator, frame: pl.DataFrame, point: str, share: float, level: str = "team"
) -> pl.DataFrame:
    """Of some occasions (child, day) those at which a manager decided."""
    chosen = frame.filter(pl.Series(rng.random(frame.height) < share))
    return chosen.select("child", "day", point=pl.lit(point), level=pl.lit(level))


def _moved(frame: pl.DataFrame, days: Numbers) -> pl.DataFrame:
    return frame.with_columns(day=pl.Series(days))


def _other_decisions(county: "County") -> Iterator[pl.DataFrame]:
    """Checkpoints of assessments, requests for conferences, closures: most of each."""
    rng = stream(county.seed, "oversight", "others")
    begun = _told(county, "ssd_cin_assessments", "cina_person_id", "cina_assessment_start_date",
                  "cina_assessment_auth_date")  # fmt: skip
    at = add_working(begun["day"].to_numpy(), rng.integers(6, 11, begun.height))
    ends = begun["cina_assessment_auth_date"].dt.epoch("d").fill_null(1 << 24)
    yield _some(rng, _moved(begun, at).filter(ends > pl.Series(at)), "other", 0.8)
    asked = _told(county, "ssd_s47_enquiry", "s47e_person_id", "s47e_s47_end_date", "s47e_s47_nfa")
    asked = asked.filter(pl.col("s47e_s47_nfa") == "N")
    waits = np.where(
        rng.random(asked.height) < 0.89, rng.integers(0, 2, asked.height), rng.integers(3, 13, asked.height)
    )
    at = add_working(asked["day"].to_numpy(), waits)
    yield _some(rng, _moved(asked, at), "conference request", 0.99)
    closed = _told(county, "ssd_cin_episodes", "cine_person_id", "cine_close_date")
    yield _some(
        rng, _moved(closed, closed["day"].to_numpy() - rng.integers(0, 6, closed.height)), "closure", 0.86
    )


def _high_decisions(county: "County") -> Iterator[pl.DataFrame]:
    """What a head of service decides: long plans, children not seen, audits that found inadequate work."""
    rng = stream(county.seed, "oversight", "high")
    visits = county.ledger.told("ssd_cp_visits").filter(pl.col("cppv_cp_visit_seen") == "Y")
    seen = visits.select(
        child="cppv_person_id", day=pl.col("cppv_cp_visit_date").dt.epoch("d").cast(pl.Int64)
    ).sort("child", "day")
    unseen = seen.filter(pl.col("day").shift(-1).over("child") - pl.col("day") > 28)
    yield _some(rng, unseen.with_columns(pl.col("day") + 28), "other", 0.6)
    plans = county.ledger.told("ssd_cp_plans").select(
        "cppl_cp_plan_end_date", child="cppl_person_id",
        day=pl.col("cppl_cp_plan_start_date").dt.epoch("d").cast(pl.Int64),
    )  # fmt: skip
    at = plans["day"].to_numpy() + rng.integers(375, 450, plans.height)
    ends = plans["cppl_cp_plan_end_date"].dt.epoch("d").fill_null(1 << 24)
    yield _some(rng, _moved(plans, next_working(at)).filter(ends > pl.Series(at + 4)), "other", 0.7, _HIGH)
    audits = _told(county, "practice_audit", "child_id", "done_on", "grade")
    found = audits.filter(pl.col("grade") == "inadequate")
    at = add_working(found["day"].to_numpy(), rng.integers(0, 2, found.height))
    yield _some(rng, _moved(found, at), "other", 0.75, _HIGH)


def _missing_told(county: "County", rng: Random) -> list[dict[str, Any]]:
    """Heads of service told of children missing for a day."""
    rows = []
    for row in county.ledger.rows["ssd_missing"]:
        gone, back = row["miss_missing_episode_start_date"], row.get("miss_missing_episode_end_date")
        told = gone + timedelta(hours=24 + rng.randint(1, 23 if rng.random() < 0.85 else 60))
        long = back is None or back > gone + timedelta(hours=24)
        if not long or row[UNTIL] or gone.date() < BEGAN or told.date() > story.END or rng.random() < 0.2:
            continue
        rows.append(
            {
                "child_id": row["miss_person_id"], "decision_on": told.replace(second=0),
                "manager_level": _HIGH, "decision_point": "other",
                "rationale": "Told; actions agreed.", SINCE: told.date(),
            }
        )  # fmt: skip
    return rows


def _as_rows(county: "County", made: pl.DataFrame) -> pl.DataFrame:
    """The register's rows, some of the winter's key decisions without their reasons."""
    rng, n = stream(county.seed, "oversight", "rows"), made.height
    day = made["day"].to_numpy()
    winter = (day >= _WINTER[0]) & (day <= _WINTER[1]) & made["point"].is_in(list(KEY)).to_numpy()
    blank = winter & (rng.random(n) < _BLANK_IN_WINTER)
    at = dates(day).cast(pl.Datetime("us")) + pl.Series(rng.integers(36, 68, n) * 15).cast(
        pl.Int64
    ) * timedelta(minutes=1)
    why = pl.Series(list(_REASONS)).gather(rng.integers(0, len(_REASONS), n))
    return made.select(
        child_id="child", decision_on=at, manager_level="level", decision_point="point",
        rationale=why.set(pl.Series(blank), None),
    ).with_columns(pl.col("decision_on").dt.date().alias(SINCE))  # fmt: skip


def _answered(events: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Each key event with the first decision that belongs to it: that of its kind, before the next event and
    before it ended (``waited``: until when it was waited for)."""
    made = rows.filter(pl.col("decision_point").is_in(list(KEY))).select(
        "rationale", child="child_id", point="decision_point",
        made=pl.col("decision_on").dt.date().dt.epoch("d").cast(pl.Int64),
    )  # fmt: skip
    linked = made.sort("made").join_asof(
        events.sort("day"), left_on="made", right_on="day", by=["child", "point"], strategy="backward",
        check_sortedness=False,
    )  # fmt: skip
    first = linked.sort("made").unique(["child", "point", "day"], keep="first", maintain_order=True)
    following = pl.col("day").shift(-1).over("child", "point")
    after = events.sort("child", "point", "day").with_columns(after=following)
    answered = after.join(first, on=["child", "point", "day"], how="left")
    waited = pl.min_horizontal("after", "ended", pl.lit(number(story.END)))
    return answered.with_columns(waited=waited).with_columns(
        made=pl.when(pl.col("made") <= pl.col("waited")).then("made")
    )


def _with_ends(county: "County", events: pl.DataFrame) -> pl.DataFrame:
    """Key events, each with the day on which it ended: a referral with its closing, all with the case's."""
    closed = _told(county, *KEY["referral"], "cine_close_date").select(
        "child", "day", "cine_close_date", point=pl.lit("referral")
    )
    closed = closed.unique(("child", "day"), keep="first", maintain_order=True)
    dated = events.with_columns(on=dates(events["day"].to_numpy()))
    dated = until_closed(county, dated, "child", "on")
    joined = dated.join(closed, on=["child", "point", "day"], how="left", maintain_order="left")
    ended = pl.min_horizontal("closed", "cine_close_date").dt.epoch("d").cast(pl.Int64)
    return joined.select(events.columns, ended=ended)


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the register of managers' decisions; give those late, and those without a reason."""
    events = key_events(county)
    key = _key_decisions(county, events).with_columns(level=pl.lit("team"))
    others = [*_other_decisions(county), *_high_decisions(county)]
    made = pl.concat([part.select("child", "day", "point", "level") for part in (key, *others)])
    kept = pl.col("day").is_between(number(BEGAN), number(story.END))
    rows = _as_rows(county, made.filter(kept).unique(maintain_order=True))
    rows = rows.unique(["child_id", "decision_on", "decision_point"], keep="first", maintain_order=True)
    county.ledger.tell_frame("management_oversight", rows)
    if told := _missing_told(county, rng):
        county.ledger.tell_frame("management_oversight", pl.DataFrame(told))
    told_of = _answered(_with_ends(county, events), rows)
    answered = told_of.filter(pl.col("day").is_between(*_WINTER))
    due = pl.Series(add_working(answered["day"].to_numpy(), WITHIN))
    late = answered.filter(pl.coalesce("made", "waited") > due)
    blank = told_of.filter(pl.col("made").is_not_null() & pl.col("rationale").is_null())
    winter = {"first": story.WINTER[0], "last": story.WINTER[1]}
    return [
        planted(
            "managers' decisions late or missing", "management_oversight",
            "key events without a manager's decision in two working days", "¶44",
            (_items(late, "day"), answered.height),
        ) | winter,
        planted(
            "managers' decisions with dates only", "management_oversight",
            "managers' decisions at key events without a reason", "¶44",
            (_items(blank, "made"), answered.height),
        ) | winter | {"substance": "dates only"},
    ]  # fmt: skip


def _items(found: pl.DataFrame, day: str) -> list[list[Any]]:
    return [list(row) for row in found.select("child", dates(found[day].to_numpy())).unique().iter_rows()]
