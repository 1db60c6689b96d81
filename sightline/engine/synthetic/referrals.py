"""Children who come to the front door: who they are, each time they were referred, and the path that took."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from sightline.engine.synthetic import front_story as front
from sightline.engine.synthetic import story
from sightline.engine.synthetic.grid import (
    Flags,
    Numbers,
    Shares,
    add_working,
    next_working,
    number,
    stream,
    years_after,
)

NOT_IN_NEED, SERVICES, PLAN, ENQUIRY, CONFERENCE = range(5)
"""Paths: assessed and not in need; other services; a plan; an enquiry that ended there; a conference."""

_ROUNDS = 5
_NEVER = number(date(2030, 1, 1))


@dataclass
class Cases:
    """Columns of equal length, a referral each, in the order of the days; ``child`` is a place in ``dob``."""

    child: Numbers
    referred: Numbers
    path: Numbers
    began: Numbers  # the assessment
    authorised: Numbers
    concern: Numbers  # of the strategy discussion, on paths that have one
    discussed: Numbers
    plan_from: Numbers  # of the plan, in need or of protection
    plan_until: Numbers
    conference: Numbers
    closed: Numbers
    dob: Numbers
    area: Numbers

    def on(self, *paths: int) -> Flags:
        """Which cases took some paths."""
        return np.isin(self.path, paths)


def _year(day: Numbers) -> Numbers:
    months = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return 1970 + (months + 9) // 12


def by_year(shares: dict[int, float], day: Numbers) -> Shares:
    """Each day's share, by the year to 31 March in which it lies."""
    years = _year(day)
    found = np.zeros(len(day))
    for year in np.unique(years):
        found[years == year] = front.of_year(shares, int(year))
    return found


def _first_referrals(rng: np.random.Generator, scale: float) -> Numbers:
    """The days of first referrals: a year's count in its seasons, less those that come back."""
    days = []
    for year, count in front.REFERRALS.items():
        share = 1 - front.COMES_BACK * (0.5 if year == min(front.REFERRALS) else 1)
        for place, season in enumerate(front.SEASON):
            first = date(year - (place < 9), (place + 3) % 12 + 1, 1)
            n = round(count * scale * season / sum(front.SEASON) * share)
            days.append(number(first) + rng.integers(0, 28 if first.month == 2 else 30, n))
    found = np.concatenate(days)
    found = next_working(found)
    return np.sort(found[(found >= number(front.WARM_UP)) & (found <= number(story.END))])


def _paths(rng: np.random.Generator, referred: Numbers) -> Numbers:
    """A path for each referral, by its year's shares of enquiries and conferences."""
    conference = by_year(front.CONFERENCES, referred)
    enquiry = by_year(front.ENQUIRIES, referred) - conference
    roll = rng.random(len(referred))
    rest = (roll - conference - enquiry) / (1 - conference - enquiry)
    rest_path = np.where(rest < front.NOT_IN_NEED * 1.36, NOT_IN_NEED, np.where(rest < 0.83, PLAN, SERVICES))
    path = np.where(roll < conference, CONFERENCE, np.where(roll < conference + enquiry, ENQUIRY, rest_path))
    return path.astype(np.int64)


_LENGTHS = ((0, 0, 3.8), (1, 10, 26.3), (11, 20, 7.9), (21, 30, 10.7), (31, 40, 11.3), (41, 45, 25.4))
_LATE_LENGTHS = ((46, 50, 6.2), (51, 60, 5.5), (61, 95, 2.9))
_PLAN_LENGTHS = ((20, 90, 18.3), (91, 182, 15.1), (183, 365, 38.9), (366, 540, 24.4), (735, 1000, 3.3))


def among(rng: np.random.Generator, n: int, spans: tuple[tuple[float, float, float], ...]) -> Shares:
    """Draws from spans of which each has a share, both ends included."""
    low, high, weights = (np.array(part) for part in zip(*spans, strict=True))
    which = rng.choice(len(spans), n, p=weights / weights.sum())
    drawn: Shares = low[which] + rng.random(n) * (high[which] - low[which])
    return drawn


def _live(rng: np.random.Generator, child: Numbers, referred: Numbers, dob: Numbers, area: Numbers) -> Cases:
    """What became of some referrals."""
    n, path = len(referred), _paths(rng, referred)
    began = add_working(referred, rng.integers(0, 2, n))
    in_time = rng.random(n) < by_year(front.ASSESSED_IN_45, began)
    length = np.where(in_time, among(rng, n, _LENGTHS), among(rng, n, _LATE_LENGTHS)).round().astype(np.int64)
    authorised = add_working(began, length)
    concern = add_working(referred, rng.integers(0, 4, n))
    discussed = _discussions(rng, concern, area[child])
    agreed = np.where(rng.random(n) < 0.86, rng.integers(0, 11, n), rng.integers(11, 30, n))
    plan_from = add_working(authorised, agreed)
    lasted = np.where(path == CONFERENCE, among(rng, n, _PLAN_LENGTHS), rng.gamma(1.7, 118, n) + 30)
    conference = _conference_days(rng, discussed)
    plan_from = np.where(path == CONFERENCE, conference, plan_from)
    plan_until = next_working(plan_from + lasted.astype(np.int64))
    closed = _closed(rng, path, authorised, discussed, plan_until)
    adult = years_after(dob, 18)[child]
    return Cases(
        child, referred, path, began, authorised, concern, discussed, plan_from,
        np.minimum(plan_until, adult), conference, np.minimum(closed, adult), dob, area,
    )  # fmt: skip


def _closed(
    rng: np.random.Generator, path: Numbers, authorised: Numbers, discussed: Numbers, plan_until: Numbers
) -> Numbers:
    """When each case was closed."""
    n = len(path)
    services = authorised + rng.gamma(1.1, 105, n).astype(np.int64) + 5
    after = plan_until + np.where(path == CONFERENCE, rng.integers(10, 150, n), rng.integers(0, 8, n))
    closed = np.where(np.isin(path, (PLAN, CONFERENCE)), after, services)
    closed = np.where(path == ENQUIRY, np.maximum(closed, add_working(discussed, 25)), closed)
    return next_working(np.where(path == NOT_IN_NEED, authorised + rng.integers(0, 4, n), closed))


def _discussions(rng: np.random.Generator, concern: Numbers, area: Numbers) -> Numbers:
    """Strategy discussions: by the next working day, or planted later."""
    n = len(concern)
    late = rng.random(n) < planted_share(front.STRATEGY_LATE, concern, area)
    return add_working(concern, np.where(late, rng.integers(2, 6, n), rng.random(n) < 0.55).astype(np.int64))


def planted_share(plant: front.Plant, day: Numbers, area: Numbers) -> Shares:
    """The share to be late on each day and in each area."""
    inside = (day >= number(plant.first)) & (day <= number(plant.last))
    if plant.area is not None:
        inside &= area == plant.area
    return np.where(inside, plant.late, plant.otherwise)


def _conference_days(rng: np.random.Generator, discussed: Numbers) -> Numbers:
    """Initial conferences: by the share of their year within 15 working days of the discussion."""
    n = len(discussed)
    in_time = rng.random(n) < by_year(front.CONFERENCE_IN_15, discussed)
    early = np.where(rng.random(n) < 0.23, rng.integers(6, 11, n), rng.integers(11, 16, n))
    late = np.where(rng.random(n) < 0.5, rng.integers(17, 22, n), rng.integers(22, 45, n))
    return add_working(discussed, np.where(in_time, early, late))


def _columns(cases: Cases) -> dict[str, Numbers]:
    return {name: column for name, column in vars(cases).items() if name not in ("dob", "area")}


def _joined(parts: list[Cases]) -> Cases:
    whole = parts[0]
    columns = {name: np.concatenate([_columns(part)[name] for part in parts]) for name in _columns(whole)}
    order = np.lexsort((columns["child"], columns["referred"]))
    return Cases(**{name: column[order] for name, column in columns.items()}, dob=whole.dob, area=whole.area)


def refer(seed: int, scale: float, areas: int) -> Cases:
    """Every case of the county that the six years touch, with the children's birth dates and areas."""
    rng = stream(seed, "referrals")
    days = _first_referrals(rng, scale)
    n = len(days)
    dob = days - (365.25 * among(rng, n, front.AGES)).astype(np.int64)
    shares = np.array(story.AREA_SHARE if areas == len(story.AREA_SHARE) else (1,) * areas, dtype=float)
    area = rng.choice(areas, n, p=shares / shares.sum())
    parts = [_live(rng, np.arange(n), days, dob, area)]
    for _ in range(_ROUNDS):
        before = parts[-1]
        again = next_working(before.closed + 12 + rng.exponential(330, len(before.closed)).astype(np.int64))
        back = rng.random(len(again)) < front.COMES_BACK * 1.12
        back &= (again <= number(story.END)) & (again < years_after(dob, 18)[before.child] - 120)
        parts.append(_live(rng, before.child[back], again[back], dob, area))
    cases = _joined(parts)
    return kept(cases, cases.closed >= number(story.START))


def kept(cases: Cases, which: Flags) -> Cases:
    """Some of the cases."""
    return Cases(
        **{name: column[which] for name, column in _columns(cases).items()}, dob=cases.dob, area=cases.area
    )
