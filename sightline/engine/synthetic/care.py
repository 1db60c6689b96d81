"""Legal status and placements within each period of care."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_months
from sightline.engine.synthetic.people import Child, Period, Placement, Span, pick

FOSTER = frozenset({"U1", "U3", "U4", "U6"})
PLACES_YOUNG = {"U6": 62, "U4": 14, "U3": 14, "U1": 5, "R3": 3, "P1": 2}
PLACES_MIDDLE = {"U6": 38, "U4": 22, "U3": 6, "U1": 4, "K2": 26, "S1": 1, "H5": 1, "P1": 1.5, "R1": 0.5}
PLACES_OLDER = {"U6": 15, "U4": 9, "U3": 2, "K2": 22, "H5": 41, "P2": 9, "R1": 0.5, "K1": 1, "Z1": 0.5}
PLACES_UASC = {"U6": 35, "H5": 54, "K2": 3, "P2": 8}
PROVIDERS = {
    "U1": "PR1",
    "U3": "PR1",
    "P1": "PR0",
    "P2": "PR1",
    "R3": "PR4",
    "R1": "PR4",
    "S1": "PR4",
    "K1": "PR2",
}
CHANGES = {
    "CARPL": 74,
    "CREQB": 8,
    "CREQO": 2,
    "CHILD": 2,
    "PLACE": 10,
    "CLOSE": 1.5,
    "STAND": 0.8,
    "OTHER": 1.7,
}
_TOWNS = (
    "BN11 4",
    "BN13 2",
    "BN43 5",
    "BN15 9",
    "PO19 7",
    "PO21 2",
    "BN17 5",
    "RH10 6",
    "RH11 8",
    "RH13 5",
    "RH16 1",
)
_FAR = ("BN2 3", "PO4 8", "GU2 7", "TN22 1", "CT9 2", "ME7 4", "SO15 5", "RH1 2", "CR0 6")
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def give_legal_status(rng: Random, child: Child, period: Period) -> None:
    """The sequence of legal statuses of a period: agreement, interim order, full order, placement order."""
    if period.short_breaks:
        period.legal = [Span("V4", period.entered, period.left)]
        return
    marks = _legal_marks(rng, child, period)
    end = period.until()
    marks = [(day, code) for day, code in marks if day == period.entered or day < end]
    for index, (day, code) in enumerate(marks):
        later = marks[index + 1][0] if index + 1 < len(marks) else period.left
        period.legal.append(Span(code, day, later))


def _legal_marks(rng: Random, child: Child, period: Period) -> list[tuple[date, str]]:
    start = period.entered
    if child.uasc:
        return [(start, "V2")]
    if period.path == "short stay":
        return [(start, "L1"), (start + timedelta(3), "V2")] if rng.random() < 0.3 else [(start, "V2")]
    first = pick(rng, {"V2": 47, "C1": 35, "L2": 7, "L1": 8, "C2": 3})
    if period.order_on:
        full = start + timedelta(rng.randint(150, 185))
        opening = "C1" if first in ("C2", "V2") else first
        marks = [(start, opening)]
        if opening != "C1":
            marks.append((start + timedelta(3 if opening == "L1" else 8), "C1"))
        return [*marks, (full, "C2"), (period.order_on, "E1")]
    marks = [(start, first)]
    if first in ("L1", "L2"):
        marks.append((start + timedelta(3 if first == "L1" else 8), "C1" if rng.random() < 0.7 else "V2"))
    if marks[-1][1] == "V2":
        if rng.random() < (0.45 if child.age(start) < 14 else 0.2):
            marks.append((marks[-1][0] + timedelta(rng.randint(30, 240)), "C1"))
        else:
            return marks
    if marks[-1][1] == "C1":
        marks.append((marks[-1][0] + timedelta(rng.randint(150, 290)), "C2"))
    return marks


def _mix(child: Child, day: date) -> Mapping[str, float]:
    age = child.age(day)
    if child.uasc:
        return PLACES_UASC if age >= 16 else {"U6": 90, "K2": 10}
    return PLACES_YOUNG if age < 10 else PLACES_MIDDLE if age < 16 else PLACES_OLDER


def _make(rng: Random, kind: str, start: date, number: int, period: Period) -> Placement:
    provider = PROVIDERS.get(kind, "")
    if not provider:
        own = 0.66 if kind in FOSTER else 0.14
        provider = "PR1" if rng.random() < own else pick(rng, {"PR4": 84, "PR5": 16})
    far = rng.random() < (0.36 if provider in ("PR4", "PR5") else 0.1)
    distance = (
        None if rng.random() < 0.15 else round(rng.uniform(20, 90) if far else rng.gammavariate(2.2, 4.5), 1)
    )
    postcode = f"{rng.choice(_FAR if far else _TOWNS)}{rng.choice(_LETTERS)}{rng.choice(_LETTERS)}"
    urn = (
        "XXXXXXX"
        if kind in ("H5", "Z1")
        else ""
        if kind in ("P1", "P2", "R5")
        else f"SC{rng.randint(30000, 499999):06d}"
    )
    return Placement(f"{period.id}-{number:02d}", kind, provider, start, None, distance, postcode, urn)


def give_placements(rng: Random, child: Child, period: Period) -> None:
    """Where the child lived: one open placement at a time, each day of the period covered once."""
    end, day, number = period.until(), period.entered, 1
    if period.short_breaks:
        period.placements = [_make(rng, "R1", day, 1, period)]
        period.placements[0].end = period.left
        return
    current = _make(rng, pick(rng, _mix(child, day)), day, 1, period)
    period.placements.append(current)
    for moved_on, kind in _moves(rng, child, period, end):
        number += 1
        current.end, current.reason = moved_on, pick(rng, CHANGES)
        current = _make(rng, kind or pick(rng, _mix(child, moved_on)), moved_on, number, period)
        if kind:
            current.provider = "PR1"
        period.placements.append(current)
    current.end = period.left


def _moves(rng: Random, child: Child, period: Period, end: date) -> list[tuple[date, str]]:
    """Days on which the child moved, with the kind of placement where the path settles it."""
    moves: list[tuple[date, str]] = []
    stop = min(period.placed_for_adoption or end, end)
    day = period.entered
    if period.path != "short stay":
        while True:
            settled = (day - period.entered).days > 500
            yearly = (0.2 if settled else 1.05) * child.unsettled * (1.5 if child.age(day) >= 14 else 0.8)
            day += timedelta(max(9, int(rng.expovariate(max(yearly, 0.05) / 365))))
            if day >= stop - timedelta(5):
                break
            moves.append((day, ""))
    if period.placed_for_adoption and period.placed_for_adoption < end - timedelta(5):
        moves.append((period.placed_for_adoption, "A6" if rng.random() < 0.88 else "A5"))
    elif period.placed_for_adoption:
        period.placed_for_adoption = None
    return moves


def permanence_plan(child: Child, period: Period, day: date) -> str:
    """The plan for permanence that fits a child on a day, as the key that the dataset uses."""
    if period.path == "adoption" and day >= add_months(period.entered, 3):
        return "ADOPTION"
    if period.path == "guardianship":
        return "LTRELFR"
    if child.uasc or child.age(day) >= 16:
        return "SUPPLIV"
    if (day - period.entered).days < 100:
        return "RETURN6M"
    return "LTFOST18" if child.age(day) < 14 or child.number % 3 else "RESPLMT"


def give_care(seed: int, children: list[Child]) -> None:
    """Legal status and placements for every period of every child."""
    for child in children:
        for period in child.periods:
            give_legal_status(story.stream(seed, "legal", period.id), child, period)
            give_placements(story.stream(seed, "placements", period.id), child, period)
