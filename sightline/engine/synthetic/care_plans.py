"""The plans of children in care on the county's last day: exactly a quarter are out of date.

The inspection of 2019 (paragraph 19) counted a quarter. A plan is up to date that was made on or after the
day of the child's last review. Of children whose last review is so recent that the ten working days still
run, and who have no new plan yet, nothing is said.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from sightline.engine.synthetic import contacts, story
from sightline.engine.synthetic.county import County
from sightline.engine.synthetic.days import add_working_days
from sightline.engine.synthetic.ledger import UNTIL, Row
from sightline.engine.synthetic.people import Child, Period

TABLE = "ssd_cla_care_plan"
OUT_OF_DATE = (1, 4)
WITHIN = 10

_START, _STOP = "lacp_cla_care_plan_start_date", "lacp_cla_care_plan_end_date"


@dataclass
class _Owed:
    """A child in care, the day of the last review, and the plans so far, the latest last."""

    child: Child
    period: Period
    reviewed: date
    plans: list[Row]

    @property
    def renewed(self) -> bool:
        """Whether a plan was made on or after the last review."""
        return bool(self.plans) and self.plans[-1][_START] >= self.reviewed

    @property
    def due(self) -> date:
        """The day by which the plan was to be brought up to date."""
        return add_working_days(self.reviewed, WITHIN)


def _owed(county: County) -> list[_Owed]:
    """The children in care now who have had a review, except those whose ten days still run."""
    reviews: dict[str, date] = {}
    for row in county.ledger.rows["ssd_cla_reviews"]:
        if row[UNTIL] is None:
            on = row["clar_cla_review_date"]
            reviews[row["clar_cla_id"]] = max(on, reviews.get(row["clar_cla_id"], on))
    plans: dict[str, list[Row]] = defaultdict(list)
    for row in county.ledger.rows[TABLE]:
        if row[UNTIL] is None:
            plans[row["lacp_person_id"]].append(row)
    found = []
    for child in county.children:
        period = child.periods[-1]
        on = reviews.get(period.id)
        if on is None or period.left is not None or period.short_breaks:
            continue
        mine = sorted(
            (row for row in plans[child.id] if row[_START] >= period.entered), key=lambda row: row[_START]
        )
        owed = _Owed(child, period, on, mine)
        if owed.renewed or owed.due < story.END:
            found.append(owed)
    return found


def settle_plans(county: County, rng: Random) -> dict[str, Any]:
    """Leave exactly a quarter out of date: take back the last plans of some, or give plans to some."""
    owed = _owed(county)
    wanted = round(len(owed) * OUT_OF_DATE[0] / OUT_OF_DATE[1])
    stale = [item for item in owed if not item.renewed]
    free = [item for item in owed if item.child.id not in county.taken]
    if len(stale) < wanted:
        able = [item for item in free if item.renewed and item.due < story.END and len(item.plans) > 1]
        for item in rng.sample(able, min(wanted - len(stale), len(able))):
            _forget(county, item)
    else:
        able = [item for item in free if not item.renewed]
        for item in rng.sample(able, min(len(stale) - wanted, len(able))):
            _renew(county, item)
    still = sorted((item.child.id, item.reviewed) for item in owed if not item.renewed)
    return {
        "owed": len(owed),
        "out_of_date": len(still),
        "percent": round(100 * len(still) / len(owed), 1) if owed else None,
        "children": [{"person_id": child, "reviewed": on} for child, on in still],
    }


def _forget(county: County, item: _Owed) -> None:
    """The plans made since the last review never were: the one before them goes on."""
    gone = [row for row in item.plans if row[_START] >= item.reviewed]
    ids = {id(row) for row in gone}
    rows = county.ledger.rows[TABLE]
    rows[:] = [row for row in rows if id(row) not in ids]
    item.plans = item.plans[: -len(gone)]
    if item.plans:
        item.plans[-1][_STOP] = None


def _renew(county: County, item: _Owed) -> None:
    """The plan was brought up to date on the day of the review."""
    if item.plans:
        item.plans[-1][_STOP] = item.reviewed
    number = 900000 + len(county.ledger.rows[TABLE])
    row = contacts.plan_row(county.ledger, number, item.child, item.period, item.reviewed)
    item.plans.append(row)
