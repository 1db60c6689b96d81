"""How visits to children in care were written down since April 2018: when, and if the form says anything.

What is planted: visits entered more than five working days after they were made, and forms of which the free
text was left blank, in the winter of 2018 above all (inspection of 2019, paragraph 36).
"""

from datetime import date, datetime, time
from random import Random
from typing import TYPE_CHECKING, Any

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_working_days
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, tell
from sightline.engine.synthetic.ledger import SINCE, UNTIL

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("record_quality",)
WITHIN = 5
_FIELDS = 14
_BLANK_IN_WINTER, _BLANK = 0.22, 0.05


def _row(rng: Random, visit: str, child: str, on: date, entered: date) -> dict[str, Any]:
    winter = story.WINTER[0] <= on <= story.WINTER[1]
    bare = rng.random() < (_BLANK_IN_WINTER if winter else _BLANK)
    blank = rng.randint(3, 9) if bare else rng.choice((0, 0, 0, 1, 2))
    return {
        "record_kind": "visit to a child in care", "record_id": visit, "child_id": child, "event_on": on,
        "recorded_on": datetime.combine(entered, time(rng.randint(9, 18), rng.randint(0, 59))),
        "mandatory_fields": _FIELDS, "mandatory_blank": blank, "free_text_blank": bare,
        "document_attached": False, SINCE: entered,
    }  # fmt: skip


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the register; give the visits entered late, and the forms left blank.

    Children whose number was changed are left out: the change says anew when each of their rows was entered.
    """
    moved = {row["link_person_id"] for row in county.ledger.rows["ssd_linked_identifiers"]}
    rows: Rows = []
    late, bare = [], []
    for told in county.ledger.rows["ssd_cla_visits"]:
        on, child = told["clav_cla_visit_date"], told["clav_person_id"]
        if told[UNTIL] is not None or on < BEGAN or child in moved:
            continue
        visit, entered = told["clav_cla_visit_id"], min(told[SINCE], story.END)
        row = _row(rng, visit, child, on, entered)
        rows.append(row)
        if entered > add_working_days(on, WITHIN):
            late.append([visit, on])
        if row["free_text_blank"]:
            bare.append([visit, entered])
    tell(county, "record_quality", rows)
    return [
        planted(
            "visits entered on the system late", "visit_recorded",
            "visits entered more than five working days after they were made", "¶36", (late, len(rows)),
        ),
        planted(
            "visits of which the form was left blank", "visit_recorded",
            "visits entered of which the form says nothing", "¶36", (bare, len(rows)),
        ) | {"substance": "dates only"},
    ]  # fmt: skip
