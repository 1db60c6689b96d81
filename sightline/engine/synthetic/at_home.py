"""Children in care placed with their parents since April 2016 (inspection of 2019, paragraph 22).

Every placement with parents has its line. What is planted: placements approved late or never, and placements
without the checks of the adults at home.
"""

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_working_days, previous_working
from sightline.engine.synthetic.keeping import Planted, Rows, planted, tell, until_now, was_late
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.people import Child, Period, Placement

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("placement_with_parents", "household_check")
KEPT_FROM = date(2016, 4, 1)
NOTICE = timedelta(180)
"""How long before a placement its approval may be given: placements since then can be told."""

_ANALYSES = (
    "Mother has been free of drugs for a year; the school sees a settled child.",
    "Risk from the former partner remains; safety plan with the grandmother.",
    "The child asks to be home; weekends have gone well since the spring.",
)
_CHECKS = ("criminal record", "health", "local records")
Line = tuple[Child, Period, Placement]


def _placements(county: "County") -> list[Line]:
    return [
        (child, period, place)
        for child in county.children
        if child.id not in county.taken
        for period in child.cared_for()
        for place in period.placements
        if place.kind == "P1" and place.start >= KEPT_FROM and (place.end is None or place.end > place.start)
    ]


def _order(period: Period, day: date) -> str:
    return next(span.code for span in reversed(period.legal) if span.start <= day)


def _approved(rng: Random, placed: date, *, urgent: bool) -> tuple[date, date | None]:
    """The day the assessment ended, and that of the approval, if there was one."""
    roll = rng.random()
    if urgent:
        assessed = add_working_days(placed, rng.randint(4, 10) if roll < 0.6 else rng.randint(12, 40))
        return assessed, add_working_days(assessed, rng.randint(2, 10) if roll < 0.7 else rng.randint(11, 30))
    if roll < 0.5:
        assessed = previous_working(placed - timedelta(rng.randint(6, 40)))
        return assessed, previous_working(placed - timedelta(rng.randint(0, 5)))
    assessed = add_working_days(placed, rng.randint(3, 50))
    return assessed, add_working_days(assessed, rng.randint(1, 20)) if roll < 0.94 else None


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the registers; give the placements approved late or never, and those never checked."""
    rows: Rows = []
    checks: Rows = []
    late, unchecked, of = [], [], 0
    for number, (child, period, place) in enumerate(_placements(county)):
        placed, urgent = place.start, rng.random() < 0.3
        assessed, approved = _approved(rng, placed, urgent=urgent)
        checked = rng.random() < 0.6
        adults = [f"AH{number:04d}-{n + 1}" for n in range(rng.choice((1, 2, 2)))]
        day = max(placed - timedelta(rng.randint(5, 40)), period.entered)
        back = min(day + timedelta(4), story.END)
        for adult in adults:
            for check in _CHECKS if checked else _CHECKS[1:]:
                checks.append(
                    {
                        "child_id": child.id, "household_id": f"HH{number:04d}",
                        "setting": "placement with parents", "placed_on": placed, "adult_key": adult,
                        "check": check, "asked_on": day, "received_on": back,
                        "result": "clear" if rng.random() < 0.8 else "matter to weigh",
                        SINCE: max(back, KEPT_FROM),
                    }
                )  # fmt: skip
        assessed_by_now, approved_by_now = until_now(assessed), until_now(approved)
        rows.append(
            {
                "child_id": child.id, "placed_on": placed, "order": _order(period, placed),
                "assessment_started_on": assessed - timedelta(14), "assessment_ended_on": assessed_by_now,
                "criminal_checks_on": back if checked else None,
                "health_checks_on": back, "child_view": rng.random() < 0.6,
                "nominated_officer_id": "NO01" if approved_by_now else None, "approved_on": approved_by_now,
                "emergency": urgent, "analysis": rng.choice(_ANALYSES) if assessed_by_now else None,
                SINCE: placed,
            }
        )  # fmt: skip
        if not checked:
            unchecked.append([child.id, placed])
        if not urgent and placed >= KEPT_FROM + NOTICE:
            of += 1
            if was_late(placed, approved):
                late.append([child.id, placed])
    tell(county, "placement_with_parents", rows)
    tell(county, "household_check", checks)
    return [
        planted(
            "placements with parents not approved beforehand", "parents_approval_before_placement",
            "placements with parents begun before they were approved", "¶22", (late, of),
            first=KEPT_FROM + NOTICE,
        ),
        planted(
            "placements with parents without criminal record checks", "placement_with_parents",
            "placements with parents without criminal record checks of the adults at home", "¶22",
            (unchecked, len(rows)), first=KEPT_FROM,
        ),
    ]  # fmt: skip
