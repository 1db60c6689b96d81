"""Prospective adopters since April 2018: the two stages, the wait for a match and its yearly reviews."""

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_months, next_working
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, some_day, tell, until_now
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.plants import few

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("adopter", "adopter_review")

REGISTERED, WAITING = 110, 34
"""Households whose interest was registered since the register began, and in the year before it, at West
Sussex's size."""

_BLANK = dict.fromkeys(
    (
        "stage_one_ended_on", "stage_two_asked_on", "stage_two_decided_on", "stage_two_outcome",
        "matched_with_child_on", "adopter_left_on",
    )
)  # fmt: skip


def _after(rng: Random, day: date, in_time: tuple[int, int], late: tuple[int, int], share: float) -> date:
    return next_working(day + timedelta(rng.randint(*(in_time if rng.random() < share else late))))


def _household(rng: Random, number: int, registered: date) -> dict[str, Any]:
    """One household as far as it has come; what lies ahead is blank."""
    row = {"adopter_id": f"AP{number:04d}", "registered_on": registered, **_BLANK, SINCE: registered}
    one = _after(rng, registered, (35, 57), (68, 120), 0.72)
    if rng.random() < 0.15:
        return {
            **row,
            "adopter_left_on": until_now(next_working(registered + timedelta(rng.randint(15, 55)))),
        }
    asked = next_working(one + timedelta(rng.randint(2, 100)))
    decided = _after(rng, asked, (80, 116), (128, 200), 0.76)
    approved = rng.random() < 0.93
    matched = next_working(decided + timedelta(rng.randint(60, 620)))
    row |= {"stage_one_ended_on": until_now(one)}
    if rng.random() < 0.18:
        return {**row, "adopter_left_on": until_now(next_working(one + timedelta(rng.randint(20, 90))))}
    return row | {
        "stage_two_asked_on": until_now(asked),
        "stage_two_decided_on": until_now(decided),
        "stage_two_outcome": ("approved" if approved else "not approved") if until_now(decided) else None,
        "matched_with_child_on": until_now(matched) if approved else None,
    }


def _reviews(rng: Random, row: dict[str, Any]) -> Rows:
    """Yearly reviews while approved and not matched."""
    day: date | None = row["stage_two_decided_on"]
    stop: date = row["matched_with_child_on"] or story.END
    rows: Rows = []
    while day is not None and row["stage_two_outcome"] == "approved":
        due = add_months(day, 12)
        late = rng.random() < 0.2
        day = next_working(
            due + timedelta(rng.randint(5, 60)) if late else due - timedelta(rng.randint(5, 40))
        )
        if day >= stop:
            break
        if day >= BEGAN:
            rows.append(
                {
                    "adopter_id": row["adopter_id"], "adopter_reviewed_on": day, "still_suitable": True,
                    "adopter_view": "Still hoping for brothers or sisters.", SINCE: day,
                }
            )  # fmt: skip
    return rows


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the adopters: for more than one in four, stage one took longer than two months."""
    new, before = (range(few(count, county.scale)) for count in (REGISTERED, WAITING))
    days = [some_day(rng, BEGAN, story.END - timedelta(7)) for _ in new]
    days = sorted(days + [some_day(rng, BEGAN - timedelta(540), BEGAN - timedelta(170)) for _ in before])
    rows = [_household(rng, number + 1, day) for number, day in enumerate(days)]
    tell(county, "adopter", rows)
    tell(county, "adopter_review", [review for row in rows for review in _reviews(rng, row)])
    late = [
        [row["adopter_id"], row["registered_on"]]
        for row in rows
        if row["registered_on"] >= BEGAN
        and (row["stage_one_ended_on"] or row["adopter_left_on"] or story.END)
        > add_months(row["registered_on"], 2)
    ]
    return [
        planted(
            "adopters' stage one late", "adopter_stage_one",
            "stages one of adopters that took longer than two months", "¶24", (late, len(new)),
        )
    ]  # fmt: skip
