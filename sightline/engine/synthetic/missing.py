"""Children who went missing from care, and the interviews they were offered when they came back."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random

from sightline.engine.synthetic import story, words
from sightline.engine.synthetic.days import next_working
from sightline.engine.synthetic.ledger import Ledger, Row
from sightline.engine.synthetic.people import Child, Period, pick

REGISTER = "return_home_interview"
CONTENT = ("push_pull_reason", "where_and_who", "harm_disclosed", "risk_found", "analysis")
_REST = timedelta(days=5)
_SHARING_SLIPPED = date(2018, 10, 1)


def _hours(rng: Random) -> float:
    """How long an episode lasts: a third under a day, most under three (DfE, England, year to March 2024)."""
    kind = rng.choices(("hours", "night", "days", "week"), (26, 63, 9, 2))[0]
    if kind == "hours":
        return rng.uniform(2.5, 12)
    if kind == "night":
        return rng.uniform(20, 68)
    return rng.uniform(72, 170) if kind == "days" else rng.uniform(190, 420)


def _starts(rng: Random, child: Child, period: Period) -> list[datetime]:
    """When the child went missing, in order, before the episodes' lengths are known."""
    day, end = max(period.entered, story.START), min(period.until(), child.eighteen)
    found: list[datetime] = []
    while True:
        rate = 2.95 * child.runs * story.MISSING_LEVEL.at(day) * (1.0 if child.age(day) >= 12 else 0.06)
        day += timedelta(days=max(1, int(rng.expovariate(max(rate, 0.01) / 365))))
        if day >= end - timedelta(3):
            return found
        found.append(
            datetime.combine(day, time(rng.choice((15, 17, 18, 20, 21, 22, 23)), rng.choice((0, 10, 30, 45))))
        )


def content(rng: Random) -> Row:
    """What an interview found."""
    return {
        "push_pull_reason": words.some(rng, words.WHY_WENT),
        "where_and_who": words.some(rng, words.WHERE_AND_WHO, 1),
        "harm_disclosed": "Y" if rng.random() < 0.12 else "N",
        "risk_found": words.some(rng, words.RISKS, 1),
        "analysis": words.some(rng, words.ANALYSES),
    }


def _interview(rng: Random, back: datetime) -> Row:
    """The offer, the answer and the interview after one return."""
    accepted = story.INTERVIEW_ACCEPTED.at(back.date())
    answer = "accepted"
    if rng.random() > accepted:
        answer = pick(rng, {"declined": 48, "not reached": 26, "not offered": 22, "missing again": 4})
    values: Row = {"response": answer, "offered_on": None, "held_on": None}
    if answer != "not offered":
        values["offered_on"] = back + timedelta(hours=rng.randint(3, 44))
    if answer != "accepted":
        return values
    on_time = rng.random() < story.INTERVIEW_IN_TIME.at(back.date())
    held = back + timedelta(hours=rng.randint(12, 70) if on_time else 80 + int(rng.gammavariate(1.4, 70)))
    held = held.replace(hour=min(max(held.hour, 9), 18)) if on_time is False else held
    values["held_on"] = held
    values["offered_on"] = min(values["offered_on"], held - timedelta(hours=2))
    values["interviewer_role"] = rng.choice(("missing children's worker", "youth worker", "advocate"))
    roll, blank = rng.random(), story.INTERVIEW_DATES_ONLY.at(held.date())
    if roll >= blank:
        values |= content(rng)
        values["shared_with_police_on"] = _shared(rng.random(), held.date())
        if rng.random() < 0.4:
            values["plan_updated_on"] = next_working(held.date() + timedelta(2))
    elif roll < 0.6 * blank or held.date() < _SHARING_SLIPPED:
        values["shared_with_police_on"] = _shared(roll / blank, held.date())
    return values


def _shared(roll: float, held: date) -> date | None:
    """When the interview was shared with the police: mostly within the week, some weeks later, of the newest
    not at all. ``roll``: a chance from 0 to 1."""
    if roll > (0.99 if held < _SHARING_SLIPPED else 0.9):
        return None
    return next_working(held + timedelta(int(roll * 5) if roll < 0.72 else int((roll - 0.69) * 150)))


def _clip(values: Row) -> Row:
    """An interview that the county's last day cuts off has not been held yet."""
    clock = datetime.combine(story.END, time(23, 59))
    if values["held_on"] and values["held_on"] > clock:
        kept = {"response": None, "offered_on": values["offered_on"], "held_on": None}
        return _clip_offer(kept, clock)
    return _clip_offer(values, clock)


def _clip_offer(values: Row, clock: datetime) -> Row:
    if values["offered_on"] and values["offered_on"] > clock:
        return {"response": "not offered", "offered_on": None, "held_on": None}
    return values


def keep_missing(rng: Random, ledger: Ledger, child: Child, period: Period) -> None:
    """Tell the episodes of one period of care and, in the register, what followed each return."""
    if not child.runs:
        return
    free = datetime.combine(date(2000, 1, 1), time())
    for gone in _starts(rng, child, period):
        if gone < free:
            continue
        back: datetime | None = gone + timedelta(minutes=round(_hours(rng) * 60))
        if back is None or back.date() >= min(period.until(), child.eighteen) - timedelta(1):
            return
        free = back + _REST
        _tell(rng, ledger, child, gone, back)


def _tell(rng: Random, ledger: Ledger, child: Child, gone: datetime, back: datetime) -> None:
    values = _clip(_interview(rng, back))
    offered = values["response"] != "not offered"
    number = len(ledger.rows["ssd_missing"]) + 1
    ledger.tell(
        "ssd_missing",
        gone.date(),
        miss_table_id=f"M{number:06d}",
        miss_person_id=child.id,
        miss_missing_episode_start_date=gone,
        miss_missing_episode_type="M",
        miss_missing_episode_end_date=back,
        miss_missing_rhi_offered="Y" if offered else "N",
        miss_missing_rhi_accepted="Y"
        if values["response"] in ("accepted", None)
        else "N"
        if offered
        else "NA",
    )
    ledger.tell(
        REGISTER,
        max(values["offered_on"].date(), back.date()) if values["offered_on"] else back.date(),
        child_id=child.id,
        missing_from=gone,
        missing_to=back,
        missing_from_place="care placement",
        **values,
    )


def moment(day: date, hour: int) -> datetime:
    """An hour of a day."""
    return datetime.combine(day, time(hour))


def drop_after(ledger: Ledger, since: Mapping[str, datetime]) -> None:
    """Forget what was told of some children, each from a moment on."""
    for table, person, start in (
        ("ssd_missing", "miss_person_id", "miss_missing_episode_start_date"),
        (REGISTER, "child_id", "missing_from"),
    ):
        rows = ledger.rows[table]
        rows[:] = [row for row in rows if row[person] not in since or row[start] < since[row[person]]]


def tell_open(ledger: Ledger, person_id: str, gone: datetime) -> Row:
    """An episode from which the child has not come back."""
    number = len(ledger.rows["ssd_missing"]) + 1
    return ledger.tell(
        "ssd_missing",
        gone.date(),
        miss_table_id=f"M{number:06d}",
        miss_person_id=person_id,
        miss_missing_episode_start_date=gone,
        miss_missing_episode_type="M",
    )


def tell_plain(ledger: Ledger, person_id: str, gone: datetime, back: datetime) -> list[Row]:
    """An episode that ended, and its line in the register: declined."""
    episode = tell_open(ledger, person_id, gone)
    episode |= {
        "miss_missing_episode_end_date": back,
        "miss_missing_rhi_offered": "Y",
        "miss_missing_rhi_accepted": "N",
    }
    line = ledger.tell(
        REGISTER,
        back.date(),
        child_id=person_id,
        missing_from=gone,
        missing_to=back,
        missing_from_place="care placement",
        offered_on=back + timedelta(hours=5),
        response="declined",
    )
    return [episode, line]
