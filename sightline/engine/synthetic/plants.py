"""What is planted before the county lives: December's assessments, a child adopted and back again."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from sightline.engine.synthetic import story, words
from sightline.engine.synthetic.care import give_care
from sightline.engine.synthetic.days import add_months, add_working_days, next_working
from sightline.engine.synthetic.people import Child, Period, pupil_number

ADOPTED_BACK_ON = date(2019, 5, 13)


@dataclass
class Plan:
    """What was decided in advance, and to whom it falls."""

    seen: dict[str, date | None] = field(default_factory=dict)
    december: list[tuple[Child, Period]] = field(default_factory=list)
    never: list[tuple[Child, Period]] = field(default_factory=list)
    adopted: tuple[Child, Child] | None = None


def few(count: int, scale: float) -> int:
    """How many to plant at a scale: at least one."""
    return max(round(count * scale), 1)


def prepare(seed: int, scale: float, children: list[Child]) -> Plan:
    """Decide what falls to whom. Adds the adopted child's second identity to the children."""
    plan = Plan()
    plan.december = december_starters(children)
    _settle_december(story.stream(seed, "december"), scale, plan)
    _settle_never(story.stream(seed, "never"), scale, children, plan)
    _adopted_child(story.stream(seed, "adopted"), seed, children, plan)
    return plan


def december_starters(children: list[Child]) -> list[tuple[Child, Period]]:
    """The children who started to be looked after in December 2018 and stayed until an assessment was due."""
    first, last = story.DECEMBER
    return [
        (child, period)
        for child in children
        for period in child.cared_for()
        if first <= period.entered <= last and period.until() > add_working_days(period.entered, 20)
    ]


def on_time_in_december(eligible: int) -> int:
    """Four of thirty-one, or the same share of fewer."""
    share = story.ASSESSED_ON_TIME_IN_DECEMBER / story.ELIGIBLE_IN_DECEMBER
    return max(round(eligible * share), 1)


def _settle_december(rng: Random, scale: float, plan: Plan) -> None:
    order = list(range(len(plan.december)))
    rng.shuffle(order)
    on_time = set(order[: on_time_in_december(len(order))])
    never = set(order[-few(2, scale) :])
    for index, (_, period) in enumerate(plan.december):
        due = add_working_days(period.entered, 20)
        if index in on_time:
            plan.seen[period.id] = add_working_days(period.entered, rng.randint(11, 20))
        elif index in never and period.left is None:
            plan.seen[period.id] = None
        else:
            plan.seen[period.id] = add_working_days(due, rng.randint(1, 45))


def _settle_never(rng: Random, scale: float, children: list[Child], plan: Plan) -> None:
    """Children in care now, who came in during the year before, and were never assessed."""
    able = [
        (child, period)
        for child in children
        for period in child.cared_for()
        if period.left is None
        and date(2018, 6, 1) <= period.entered <= date(2019, 7, 31)
        and period.id not in plan.seen
        and period.path == "stay"
    ]
    plan.never = rng.sample(able, min(few(6, scale), len(able)))
    for _, period in plan.never:
        plan.seen[period.id] = None
    plan.never += [
        pair for pair in plan.december if pair[1].id in plan.seen and plan.seen[pair[1].id] is None
    ]


def _adopted_child(rng: Random, seed: int, children: list[Child], plan: Plan) -> None:
    """One child adopted years ago comes back into care as another person, with another name and number."""
    able = [
        child
        for child in children
        if child.periods[-1].reason in ("E11", "E12")
        and date(2014, 6, 1) <= (child.periods[-1].left or date.min) <= date(2017, 6, 30)
        and child.age(ADOPTED_BACK_ON) >= 5
    ]
    if not able:
        return
    earlier = rng.choice(able)
    number = max(child.number for child in children) + 17
    later = replace(
        earlier,
        id=f"{number:06d}",
        number=number,
        surname=rng.choice([name for name in words.SURNAMES if name != earlier.surname]),
        upn=pupil_number(rng, earlier.dob),
        no_upn="",
        runs=0.0,
        periods=[Period(id="P90001", entered=ADOPTED_BACK_ON, need="N1", path="stay")],
    )
    give_care(seed, [later])
    children.append(later)
    plan.adopted = (earlier, later)
    plan.seen["P90001"] = next_working(add_months(ADOPTED_BACK_ON, 1) + timedelta(9))
