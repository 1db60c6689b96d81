"""Homes looked for and permanence planned since 2016: searches, planning meetings, early permanence.

What is planted: children whose home was the only choice, planning meetings that were not held, and early
permanence considered after the decision for adoption or never (inspection of 2019, paragraphs 24 and 27).
"""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_months, next_working, previous_working
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, tell, until_now, was_late
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.people import Child, Period, Placement, pick
from sightline.engine.synthetic.truths import standing

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("placement_search", "permanence_meeting", "early_permanence")
KEPT_FROM = date(2016, 4, 1)
TOLD_FROM = date(2017, 4, 3)
"""Decisions from here on have the year before them in the register."""

SCARCE = (date(2018, 9, 1), date(2019, 3, 31))
"""The months in which most homes were the only choice."""

_MATCHES = {"good": 46, "partly": 34, "only choice": 20}
_MATCHES_WHEN_SCARCE = {"good": 20, "partly": 26, "only choice": 54}
_DECIDED = ("Match to be sought.", "Parallel plan goes on.", "Assess the grandmother.", "Plan confirmed.")
_AGAINST = ("family carer", "no carers", "parent objection", "other")


def _search(rng: Random, period: Period, place: Placement) -> dict[str, Any]:
    """One search for a home: asked for, offered by some, found."""
    new, sudden = place.start == period.entered, rng.random() < 0.35
    days = 0 if sudden else rng.randint(2, 40)
    day = max(previous_working(place.start - timedelta(days)), period.entered - timedelta(20))
    asked = datetime.combine(min(day, place.start), time(rng.randint(8, 17), rng.choice((0, 15, 40))))
    scarce = SCARCE[0] <= place.start <= SCARCE[1]
    match = pick(rng, _MATCHES_WHEN_SCARCE if scarce else _MATCHES)
    offers = 1 if match == "only choice" else rng.randint(2, 5)
    reason = "emergency" if sudden else "new entry" if new else rng.choice(("breakdown", "planned move"))
    return {
        "requested_on": asked, "needed_by": place.start, "reason": reason,
        "first_choice_type": place.kind if match == "good" or rng.random() < 0.5 else "U6",
        "offers": offers, "declined_by_providers": rng.randint(0, 9 if scarce else 4),
        "placed_on": place.start, "match_quality": match,
        "siblings_together": rng.choice(("not applicable", "not applicable", "yes", "no, no choice")),
        "unregistered": place.kind.startswith("H") and rng.random() < 0.02, SINCE: asked.date(),
    }  # fmt: skip


def _searches(county: "County", rng: Random) -> Planted:
    rows: Rows = []
    only = []
    for child, period in _in_care(county, KEPT_FROM, county.taken):
        for place in period.placements:
            if not KEPT_FROM <= place.start <= story.END or place.kind in ("P1", "A3", "A5", "A6"):
                continue
            row = {"child_id": child.id, **_search(rng, period, place)}
            if any(row["requested_on"] == other["requested_on"] for other in rows[-4:]):
                continue
            rows.append(row)
            if row["match_quality"] == "only choice" and SCARCE[0] <= place.start <= SCARCE[1]:
                only.append([child.id, place.start])
    tell(county, "placement_search", rows)
    of = sum(SCARCE[0] <= row["placed_on"] <= SCARCE[1] for row in rows)
    return planted(
        "homes that were the only choice", "placement_search",
        "children placed where nothing else was offered", "¶27", (only, of),
    ) | {"first": SCARCE[0], "last": SCARCE[1]}  # fmt: skip


def _in_care(
    county: "County", since: date, apart: frozenset[str] | set[str] = frozenset()
) -> list[tuple[Child, Period]]:
    return [
        (child, period)
        for child in county.children
        if child.id not in apart
        for period in child.cared_for()
        if period.until() >= since
    ]


def _meetings(county: "County", rng: Random) -> Planted:
    """A planning meeting ten weeks after care began, then every three months for a year, not all held."""
    rows: Rows = []
    missed, of = [], 0
    for child, period in _in_care(county, BEGAN, county.taken):
        due = period.entered + timedelta(70)
        while due < min(period.until(), story.END) and due < period.entered + timedelta(420):
            if due >= BEGAN:
                winter = story.WINTER[0] <= due <= story.WINTER[1]
                came = rng.random() < (0.66 if winter else 0.86)
                on = next_working(due + timedelta(rng.randint(-8, 4))) if came else None
                held = on if on is not None and on < min(period.until(), story.END) else None
                of += 1
                if held is None:
                    missed.append([child.id, due])
                rows.append(
                    {
                        "child_id": child.id, "due_on": due, "held_on": held,
                        "plan": None, "decisions": rng.choice(_DECIDED) if held else None,
                        SINCE: min(held or due, due),
                    }
                )  # fmt: skip
            due = add_months(due, 3)
    tell(county, "permanence_meeting", rows)
    return planted(
        "permanence planning meetings not held", "permanence_meeting",
        "planning meetings that were due and not held", "¶24", (missed, of),
    )  # fmt: skip


def _considered(rng: Random, decided: date, *, over: bool) -> date | None:
    """When early permanence was considered; never, for some of those whose care is not over yet."""
    roll = rng.random()
    if roll < 0.66:
        return previous_working(decided - timedelta(rng.randint(20, 200)))
    if roll > 0.85 and not over:
        return None
    return until_now(next_working(decided + timedelta(rng.randint(5, 60))))


def _early(county: "County", rng: Random) -> Planted:
    """Early permanence of the children for whom adoption was decided, and of other young children."""
    rows: Rows = []
    late, of = [], 0
    decisions = {}
    for row in standing(county.ledger, "ssd_permanence"):
        if row.get("perm_adm_decision_date"):
            decisions[row["perm_cla_id"]] = row["perm_adm_decision_date"]
    for child, period in _in_care(county, KEPT_FROM):
        decided = decisions.get(period.id)
        if decided is None or not KEPT_FROM <= decided <= story.END:
            young = period.entered >= KEPT_FROM and child.age(period.entered) < 2
            on = until_now(next_working(period.entered + timedelta(rng.randint(0, 30))))
            if young and on and on < period.until() and rng.random() < 0.55:
                rows.append(_looked_at(rng, child, on, suitable=False))
            continue
        on = _considered(rng, decided, over=period.left is not None)
        if on is not None and on >= KEPT_FROM:
            rows.append(_looked_at(rng, child, on, suitable=on <= decided and rng.random() < 0.3))
        if decided >= TOLD_FROM:
            of += 1
            if was_late(decided, on):
                late.append([child.id, decided])
    tell(county, "early_permanence", rows)
    return planted(
        "early permanence not considered in time", "early_permanence_considered",
        "children for whom adoption was decided before early permanence had been considered", "¶24",
        (late, of), first=TOLD_FROM,
    )  # fmt: skip


def _looked_at(rng: Random, child: Child, on: date, *, suitable: bool) -> dict[str, Any]:
    return {
        "child_id": child.id, "considered_on": on, "stage": "at entry" if child.age(on) < 1 else "later",
        "suitable": suitable, "reason_not": None if suitable else rng.choice(_AGAINST),
        "referred_to_agency_on": until_now(on + timedelta(9)) if suitable else None, SINCE: on,
    }  # fmt: skip


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the registers; give the homes without a choice, the meetings not held, and what came too late."""
    return [_searches(county, rng), _meetings(county, rng), _early(county, rng)]
