"""Relatives and friends approved for a time as carers since April 2018, until the panel decides.

What is planted: assessments that were not before the panel within sixteen weeks, and extensions that ran out
(inspection of 2019, paragraph 22).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import next_working
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, tell, until_now, was_late
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.people import Placement, pick

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("connected_carer",)
WITH_FAMILY = ("U1", "U2", "U3")
_WEEKS_16, _WEEKS_8 = 112, 56
_OUTCOMES = {"approved": 74, "special guardianship": 16, "not approved": 10}


@dataclass(frozen=True)
class Approval:
    """A carer's approval for a time: since when, extended or not, and the day of the panel, if it has met."""

    on: date
    extended: bool
    panel: date | None

    @property
    def expires(self) -> date:
        """The last day of the sixteen weeks."""
        return self.on + timedelta(_WEEKS_16)

    def holds(self, day: date) -> bool:
        """Whether the carer was still approved for a time alone on a day."""
        return self.on <= day and (self.panel is None or day < self.panel)


def approval(seed: int, place: Placement) -> Approval | None:
    """The approval of a relative or friend with whom a child was placed since the register began."""
    if place.kind not in WITH_FAMILY or not BEGAN <= place.start <= story.END:
        return None
    rng = story.stream(seed, "connected", place.id, place.start)
    roll = rng.random()
    extended = roll > 0.78
    if roll < 0.64:
        wait = rng.randint(78, 110)
    elif not extended:
        wait = rng.randint(115, 160)
    else:
        wait = rng.randint(118, 164) if rng.random() < 0.7 else rng.randint(172, 215)
    panel = next_working(place.start + timedelta(wait))
    ended = place.end if place.end is not None and place.end <= panel else None
    return Approval(place.start, extended, None if ended else until_now(panel))


def _row(rng: Random, child: str, number: int, place: Placement, given: Approval) -> dict[str, Any]:
    assessed = given.panel - timedelta(rng.randint(8, 20)) if given.panel else None
    began = given.extended and given.expires <= min(place.end or story.END, story.END)
    return {
        "child_id": child, "carer_id": f"KC{number:04d}", "placed_on": place.start,
        "temporary_approval_on": given.on, "expires_on": given.expires,
        "extended_to": given.expires + timedelta(_WEEKS_8) if began else None,
        "full_assessment_on": until_now(assessed), "panel_on": given.panel,
        "outcome": pick(rng, _OUTCOMES) if given.panel else None, SINCE: place.start,
    }  # fmt: skip


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the register; give the carers who were not decided on in time."""
    rows: Rows = []
    late, overrun, extended = [], [], 0
    for child in county.children:
        for place in (place for period in child.cared_for() for place in period.placements):
            given = approval(county.seed, place)
            if given is None:
                continue
            rows.append(_row(rng, child.id, len(rows) + 1, place, given))
            if rows[-1]["extended_to"]:
                extended += 1
                if was_late(given.expires + timedelta(_WEEKS_8), given.panel, place.end):
                    overrun.append([child.id, given.expires])
            elif was_late(given.expires, given.panel, place.end):
                late.append([child.id, given.on])
    tell(county, "connected_carer", rows)
    return [
        planted(
            "connected carers not decided on in sixteen weeks", "connected_carer_sixteen_weeks",
            "carers approved for a time on whom the panel had not decided when it ran out", "¶22",
            (late, len(rows)),
        ),
        planted(
            "extensions of connected carers that ran out", "connected_carer_extension",
            "carers on whom the panel had not decided when the one extension ran out", "¶22",
            (overrun, extended),
        ),
    ]  # fmt: skip
