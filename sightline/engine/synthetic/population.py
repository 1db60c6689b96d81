"""Who starts and who ceases to be looked after, month by month, so that the county keeps its size."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import (
    add_months,
    add_working_days,
    month_end,
    month_starts,
    next_working,
)
from sightline.engine.synthetic.lots import Lots
from sightline.engine.synthetic.people import Child, Period, draw_dob, make_child, pick

STOCK_AGES = {"0-1": 6, "1-5": 13, "5-10": 17, "10-16": 40, "16-18": 24}
START_AGES = {"0-1": 26, "1-5": 13, "5-10": 18, "10-16": 36, "16-18": 18}
NEEDS = {"N1": 67, "N2": 4, "N3": 5, "N4": 7, "N5": 10, "N6": 4, "N8": 3}
LEAVE_YOUNG = {"E4A": 70, "E4B": 9, "E13": 13, "E41": 3, "E3": 2, "E8": 3}
LEAVE_OLDER = {"E5": 38, "E4A": 38, "E4B": 9, "E6": 10, "E9": 2, "E8": 3}
LEAVE_ADULT = {"E5": 82, "E6": 6, "E7": 6, "E8": 6}
_SEASON = (31, 27, 31, 29, 30, 29, 30, 28, 29, 31, 29, 26)
_HOME_AGAIN = {"E4A", "E4B", "E13"}


@dataclass
class Population:
    """The children so far, and those now looked after."""

    seed: int
    scale: float
    areas: int
    children: list[Child] = field(default_factory=list)
    inside: dict[int, Child] = field(default_factory=dict)  # by number, in the order in which they came
    outside: dict[int, Child] = field(default_factory=dict)
    periods: int = 0

    def rng(self, *about: object) -> Random:
        """A stream of chance for one subject."""
        return story.stream(self.seed, "population", *about)

    def new_child(self, rng: Random, on: date, ages: Mapping[str, float], uasc_share: float) -> Child:
        """A child of a plausible age who has never been in care."""
        uasc = rng.random() < uasc_share
        low, high = (14.5, 17.6) if uasc else (float(part) for part in pick(rng, ages).split("-"))
        dob = draw_dob(rng, on, low, min(high, 17.9))
        shares = story.AREA_SHARE if self.areas == len(story.AREA_SHARE) else (1,) * self.areas
        area = rng.choices(range(self.areas), shares)[0]
        number = 1021 + 23 * len(self.children) + rng.randint(0, 22)
        child = make_child(rng, number, dob, area, uasc=uasc)
        self.children.append(child)
        return child

    def enter(self, rng: Random, child: Child, day: date) -> Period:
        """Start a period of care and choose the path that it will take."""
        self.periods += 1
        need = "N8" if child.uasc else pick(rng, NEEDS)
        period = Period(id=f"P{self.periods:05d}", entered=day, need=need, path="stay")
        child.periods.append(period)
        _choose_path(rng, child, period)
        self.inside[child.number] = child
        return period

    def leave(self, child: Child, day: date, reason: str) -> None:
        """End a child's period of care."""
        period = child.periods[-1]
        period.left, period.reason = day, reason
        del self.inside[child.number]
        if reason in _HOME_AGAIN and day < add_months(child.eighteen, -8):
            self.outside[child.number] = child


def _choose_path(rng: Random, child: Child, period: Period) -> None:
    age = child.age(period.entered)
    roll = rng.random()
    if child.uasc:
        if roll < 0.17:
            _plan(period, "assessed as adult", "E15", rng.randint(20, 110))
        elif roll < 0.25:
            _plan(period, "moved authority", "E3", rng.randint(6, 60))
        return
    if roll < 0.17:
        _plan(period, "short stay", rng.choices(("E4A", "E4B", "E13"), (6, 3, 1))[0], _short_stay(rng))
        return
    roll = rng.random()
    adoption, guardianship = (0.56, 0.19) if age < 2 else (0.14, 0.24) if age < 7 else (0.0, 0.05)
    if roll < adoption:
        _plan(period, "adoption", rng.choice(("E11", "E12", "E12")), rng.randint(460, 860))
        period.order_on = period.entered + timedelta(rng.randint(190, 280))
        period.placed_for_adoption = period.order_on + timedelta(rng.randint(60, 170))
    elif roll < adoption + guardianship:
        _plan(period, "guardianship", "", rng.randint(200, 640))


def _short_stay(rng: Random) -> int:
    return rng.randint(3, 26) if rng.random() < 0.4 else rng.randint(30, 90)


def _plan(period: Period, path: str, reason: str, days: int) -> None:
    period.path, period.planned_reason = path, reason
    period.planned_end = next_working(period.entered + timedelta(days))


def _guardianship_reason(rng: Random, day: date) -> str:
    """Special guardianship took new codes on 1 April 2018."""
    if day < date(2018, 4, 1):
        return rng.choice(("E43", "E44"))
    return rng.choices(("E45", "E46", "E47", "E48"), (5, 2, 6, 1))[0]


def _first_stock(population: Population) -> None:
    """Those who were in care already on the first day."""
    for n in range(story.in_care_target(story.START, population.scale)):
        rng = population.rng("stock", n)
        child = population.new_child(rng, story.START, STOCK_AGES, 0.12)
        life = (story.START - child.dob).days
        stay = min(int(rng.expovariate(1 / (220 if child.uasc else 900))) + 1, max(life - 1, 1))
        period = population.enter(rng, child, story.START - timedelta(stay))
        if period.planned_end and period.planned_end <= story.START:
            period.path, period.planned_end, period.order_on, period.placed_for_adoption = (
                "stay",
                None,
                None,
                None,
            )


def starts_in_month(month: date, scale: float) -> int:
    """How many children start to be looked after in a month, series of short breaks left out."""
    year = story.STARTS_BY_YEAR[story.financial_year(month)]
    position = (month.month - 4) % 12
    share = sum(_SEASON[: position + 1]) / sum(_SEASON)
    before = sum(_SEASON[:position]) / sum(_SEASON)
    return round(year * scale * share) - round(year * scale * before)


def eligible_in_december(scale: float) -> int:
    """The children of December 2018 who stayed long enough to be owed an initial health assessment."""
    return max(round(story.ELIGIBLE_IN_DECEMBER * scale), 8)


def _start_month(population: Population, month: date) -> None:
    december = month == story.DECEMBER[0]
    extra = 2 if december else 0
    count = (
        eligible_in_december(population.scale) + extra
        if december
        else starts_in_month(month, population.scale)
    )
    returners = [child for child in population.outside.values() if child.eighteen > add_months(month, 6)]
    for n in range(count):
        rng = population.rng("start", month, n)
        day = month + timedelta(rng.randrange((month_end(month) - month).days + 1))
        child = None
        if returners and rng.random() < 0.11:
            child = returners.pop(rng.randrange(len(returners)))
            if day <= child.periods[-1].until() + timedelta(100):
                child = None
            else:
                del population.outside[child.number]
        if child is None:
            child = population.new_child(rng, day, START_AGES, 0.155)
        period = population.enter(rng, child, day)
        if december:
            _december_stay(period, rng, leaves_early=n >= count - extra)


def _december_stay(period: Period, rng: Random, *, leaves_early: bool) -> None:
    """December's eligible children all stay until their assessment is due; two others leave before it."""
    due = add_working_days(period.entered, 20)
    if leaves_early:
        period.path, period.planned_reason = "short stay", "E4A"
        period.planned_end = period.entered + timedelta(rng.randint(5, 16))
        period.order_on = period.placed_for_adoption = None
    elif period.planned_end and period.planned_end <= due + timedelta(30):
        period.planned_end = next_working(due + timedelta(rng.randint(31, 60)))


def _leave_month(population: Population, month: date) -> None:
    last = month_end(month)
    for child in list(population.inside.values()):
        period = child.periods[-1]
        rng = population.rng("leave", child.number, period.id)
        if child.eighteen <= last and not (period.planned_end and period.planned_end < child.eighteen):
            population.leave(child, child.eighteen, pick(rng, LEAVE_ADULT))
        elif period.planned_end and period.planned_end <= last:
            reason = period.planned_reason or _guardianship_reason(rng, period.planned_end)
            population.leave(child, period.planned_end, reason)
    surplus = len(population.inside) - story.in_care_target(last, population.scale)
    if surplus > 0:
        _leave_others(population, month, surplus)


def _leave_others(population: Population, month: date, surplus: int) -> None:
    """Those whose leaving no plan foresaw: the longer a child has stayed, the less likely."""
    rng = population.rng("others", month)
    last = month_end(month)
    able = [
        child
        for child in population.inside.values()
        if child.periods[-1].path == "stay"
        and child.periods[-1].entered < month - timedelta(35)
        and not (
            story.DECEMBER[0] <= child.periods[-1].entered <= story.DECEMBER[1] and month < date(2019, 3, 1)
        )
        and child.eighteen > add_months(last, 2)
    ]
    weights = [
        (0.5 if child.age(month) >= 15 else 1.0) / (90 + (month - child.periods[-1].entered).days)
        for child in able
    ]
    lots = Lots(weights)
    for _ in range(min(surplus, len(able))):
        child = able[lots.draw(rng)]
        day = month + timedelta(rng.randrange((last - month).days + 1))
        older = child.age(day) >= 16
        population.leave(child, day, pick(rng, LEAVE_OLDER if older else LEAVE_YOUNG))


def _short_breaks(population: Population) -> None:
    """Children with a series of short breaks (V4): in the record, outside the counts."""
    for n in range(round(24 * population.scale)):
        rng = population.rng("short breaks", n)
        day = story.START + timedelta(rng.randint(400, 1900))
        child = population.new_child(rng, day, {"6-14": 1}, 0.0)
        child.disability = child.disability or "LD"
        population.periods += 1
        period = Period(id=f"P{population.periods:05d}", entered=day, need="N2", path="short breaks")
        end = day + timedelta(rng.randint(150, 700))
        if end <= story.END:
            period.left, period.reason = end, "E8"
        child.periods.append(period)


def populate(seed: int, scale: float, areas: int) -> list[Child]:
    """Every child of the county with the periods of care, from the seed."""
    population = Population(seed, scale, areas)
    _first_stock(population)
    for month in month_starts(story.START, story.END):
        _start_month(population, month)
        _leave_month(population, month)
    _short_breaks(population)
    return population.children
