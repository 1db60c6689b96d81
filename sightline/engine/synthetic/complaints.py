"""Complaints since April 2018: the three stages, two in five answered late."""

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_working_days
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, some_day, tell, until_now
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.people import pick
from sightline.engine.synthetic.plants import few

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("complaint",)

COUNT = 190
"""Complaints since the register began, at West Sussex's size: some 125 a year of 12,000 children known."""

_FROM = {"parent": 62, "child": 12, "carer": 10, "advocate": 8, "other": 8}
_THEMES = {"worker change": 22, "visits": 12, "plan": 10, "delay": 20, "contact": 12, "placement": 8,
           "decision": 12, "recording": 4}  # fmt: skip
_OUTCOMES = {"upheld": 24, "partly": 34, "not upheld": 38, "withdrawn": 4}
_LIMITS = {"1": (10, 20, 0.3), "2": (25, 65, 0.7), "3": (30, 30, 0.0)}
"""Working days at each stage, those when it is extended, and how often it is."""


def _answered(
    rng: Random, row: dict[str, Any], stage: str, received: date, share: float
) -> tuple[dict[str, Any], date]:
    """A stage's row and the day of its answer, which may lie ahead; late for all but ``share``."""
    ordinary, longer, extended = _LIMITS[stage]
    limit = longer if rng.random() < extended else ordinary
    wait = rng.randint(limit // 2, limit) if rng.random() < share else limit + rng.randint(2, limit + 10)
    answered = add_working_days(received, wait)
    told = {
        **row, "stage": stage, "received_on": received, "due_on": add_working_days(received, limit),
        "responded_on": until_now(answered), SINCE: received,
        "outcome": pick(rng, _OUTCOMES) if answered <= story.END else None,
        "panel_met_on": None, "panel_reported_on": None,
    }  # fmt: skip
    return told, answered


def _panel(rng: Random, row: dict[str, Any], received: date) -> dict[str, Any]:
    """The third stage: the panel meets, reports, and the authority answers."""
    met = add_working_days(received, rng.randint(18, 30) if rng.random() < 0.7 else rng.randint(32, 48))
    reported = add_working_days(met, rng.randint(2, 5) if rng.random() < 0.8 else rng.randint(7, 14))
    answered = add_working_days(reported, rng.randint(6, 15) if rng.random() < 0.6 else rng.randint(17, 30))
    return {
        **row, "stage": "3", "received_on": received, "due_on": add_working_days(received, 30),
        "panel_met_on": until_now(met), "panel_reported_on": until_now(reported),
        "responded_on": until_now(answered), "outcome": "partly" if answered <= story.END else None,
        SINCE: received,
    }  # fmt: skip


def _one(rng: Random, number: int, child: str | None) -> Rows:
    """One complaint with as many stages as it came to."""
    row = {
        "complaint_id": f"CM{number:04d}", "child_id": child, "from": pick(rng, _FROM),
        "theme": pick(rng, _THEMES),
    }  # fmt: skip
    first, answered = _answered(rng, row, "1", some_day(rng, BEGAN, story.END - timedelta(5)), 0.6)
    rows = [first]
    if first["outcome"] == "withdrawn" or rng.random() > 0.16:
        return rows
    asked = add_working_days(answered, rng.randint(5, 19))
    if asked > story.END:
        return rows
    second, answered = _answered(rng, row, "2", asked, 0.62)
    rows.append(second)
    asked = add_working_days(answered, rng.randint(5, 19))
    if second["outcome"] != "withdrawn" and rng.random() < 0.35 and asked <= story.END:
        rows.append(_panel(rng, row, asked))
    return rows


def late(row: dict[str, Any]) -> bool:
    """Whether a first stage was answered after its due date, or waits beyond it."""
    counts = row["stage"] == "1" and row["outcome"] != "withdrawn"
    return counts and bool((row["responded_on"] or story.END) > row["due_on"])


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the complaints: at the first stage two in five are answered late."""
    children = [
        child.id
        for child in county.children
        if child.id not in county.taken
        and child.periods[-1].left is None
        and child.periods[-1].entered < BEGAN
    ]
    rows: Rows = []
    for number in range(few(COUNT, county.scale)):
        child = rng.choice(children) if children and rng.random() < 0.6 else None
        rows += _one(rng, number + 1, child)
    tell(county, "complaint", rows)
    items = [[row["complaint_id"], row["received_on"]] for row in rows if late(row)]
    return [
        planted(
            "complaints answered late", "complaint_stage1",
            "complaints answered at the first stage after 10 working days, or 20 where extended", "¶21",
            (items, sum(row["stage"] == "1" for row in rows)),
        )
    ]  # fmt: skip
