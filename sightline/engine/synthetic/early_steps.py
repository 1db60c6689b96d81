"""The steps of early help since April 2018: screened, allocated, visited, assessed (2019, paragraph 4).

Every early help episode of the record that began since then has its line. What is planted: episodes given
to a practitioner late, and contacts screened twice.
"""

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import polars as pl

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_working_days
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, tell, until_now, was_late
from sightline.engine.synthetic.ledger import SINCE

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("early_help_flow", "early_help_screening")
ALLOCATED_WITHIN = 5

_OUTCOMES = {"needs met": "needs met", "family withdrew": "disengaged", "stepped up": "step up",
             "moved away": "moved"}  # fmt: skip
_FEEDBACK = ("better", "better", "same", "worse", "none")
_SCREENS = ("Accepted for family support.", "Ask the school for more.", "Offer the parenting group.")


def _episodes(county: "County") -> list[dict[str, Any]]:
    """Episodes since the register began, each child's first of a day."""
    told = county.ledger.told("ssd_early_help_episodes").rename(lambda name: name.removeprefix("earl_"))
    told = told.filter(pl.col("episode_start_date").is_between(BEGAN, story.END))
    key = ["person_id", "episode_start_date"]
    return told.unique(key, keep="first", maintain_order=True).sort(key).to_dicts()


def _flow(rng: Random, contact: date, ended: date, episode: dict[str, Any]) -> dict[str, Any]:
    late = rng.random() < (0.38 if contact < date(2019, 4, 1) else 0.3)
    allocated = add_working_days(contact, rng.randint(6, 25) if late else rng.randint(0, ALLOCATED_WITHIN))
    visited = add_working_days(allocated, rng.randint(2, 10) if rng.random() < 0.75 else rng.randint(11, 24))
    assessed = add_working_days(visited, rng.randint(2, 10) if rng.random() < 0.72 else rng.randint(11, 35))
    steps = (allocated, visited, assessed)
    allocated_on, visited_on, assessed_on = (until_now(day) if day <= ended else None for day in steps)
    over = until_now(ended)
    return {
        "child_id": episode["person_id"], "contact_on": contact, "allocated_on": allocated_on,
        "lead_practitioner": f"EP{rng.randint(1, 60):03d}" if allocated_on else None,
        "first_visit_on": visited_on,
        "assessment_on": assessed_on, "plan_on": assessed_on,
        "family_feedback": rng.choice(_FEEDBACK) if over else None,
        "outcome": _OUTCOMES[episode["episode_end_reason"]] if over else None, "closed_on": over,
        SINCE: contact,
    }  # fmt: skip


def _screened(rng: Random, child: str, contact: date) -> Rows:
    """A contact is screened within two days, and one in nine times a second time by another team."""
    day = min(contact + timedelta(rng.randint(0, 2) if rng.random() < 0.85 else rng.randint(3, 8)), story.END)
    days = [day, day + timedelta(rng.randint(2, 9))] if rng.random() < 0.11 else [day]
    return [
        {
            "child_id": child, "contact_on": contact, "screened_on": on,
            "screened_by": rng.choice(("front door", "early help hub")), "decision": rng.choice(_SCREENS),
            SINCE: on,
        }
        for on in days
        if on <= story.END
    ]  # fmt: skip


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the registers; give the episodes that were allocated late."""
    rows: Rows = []
    screens: Rows = []
    late = []
    for episode in _episodes(county):
        contact, ended = episode["episode_start_date"], episode["episode_end_date"]
        row = _flow(rng, contact, ended, episode)
        rows.append(row)
        screens += _screened(rng, row["child_id"], contact)
        if was_late(add_working_days(contact, ALLOCATED_WITHIN), row["allocated_on"], ended):
            late.append([row["child_id"], contact])
    tell(county, "early_help_flow", rows)
    tell(county, "early_help_screening", screens)
    return [
        planted(
            "early help allocated late", "eh_allocation",
            "early help given to a practitioner after more than five working days", "¶4", (late, len(rows)),
        )
    ]  # fmt: skip
