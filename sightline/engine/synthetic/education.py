"""Personal education plans: a first soon after care starts, then one in every term."""

from datetime import date, timedelta
from random import Random

from sightline.engine.authority import Term
from sightline.engine.synthetic import story, words
from sightline.engine.synthetic.contacts import within
from sightline.engine.synthetic.days import add_working_days, birthday, next_working
from sightline.engine.synthetic.ledger import Ledger
from sightline.engine.synthetic.people import Child, Period, pick

REGISTER = "personal_education_plan"


def year_group(child: Child, day: date) -> int | None:
    """The school year of a child on a day: 0 is reception; None outside nursery to year 13."""
    autumn = day.year - (day.month < 9)
    year = autumn - child.dob.year - 5 + (child.dob.month < 9)
    return year if -1 <= year <= 13 else None


def _tell(rng: Random, ledger: Ledger, child: Child, term: Term | None, due: date, done: date | None) -> None:
    year = year_group(child, due)
    blank = rng.random() < 0.2
    held = done is not None and not blank
    since = max(due - timedelta(50), story.START)
    if done is not None:
        since = max(min(since, done), story.START)
    if since > story.END:
        return
    signed = add_working_days(done, rng.randint(3, 15)) if done and rng.random() < 0.85 else None
    ledger.tell(
        REGISTER,
        since,
        child_id=child.id,
        term=term.name if term else "",
        year_group="N" if year == -1 else "R" if year == 0 else str(year),
        school_urn=f"{125800 + rng.randrange(180)}",
        due_on=due,
        done_on=done,
        signed_off_on=signed if signed and signed <= story.END else None,
        quality=pick(rng, {"good": 45, "needs work": 40, "poor": 15}) if held else None,
        targets=words.some(rng, words.PEP_TARGETS) if held else None,
        child_view=words.some(rng, words.PEP_VIEWS, 1) if held and rng.random() < 0.8 else None,
        attainment=pick(rng, {"below": 52, "at": 30, "above": 6, "not known": 12}) if held else None,
        pupil_premium_use=words.some(rng, words.PREMIUM_USES, 1) if held and rng.random() < 0.7 else None,
    )


def keep_plans(rng: Random, ledger: Ledger, child: Child, period: Period, terms: tuple[Term, ...]) -> None:
    """The plans of one period of care, from the county's first day on, for children of school age."""
    end = period.until()
    first_due = add_working_days(period.entered, 20)
    if period.entered >= story.START and first_due < end and year_group(child, first_due) is not None:
        _keep_one(rng, ledger, child, None, (period.entered + timedelta(4), first_due, end))
    for term in terms:
        if (
            term.end < story.START
            or term.start > story.END
            or not period.entered < term.start - timedelta(20)
        ):
            continue
        if term.end >= min(end, birthday(child.dob, 18)) and period.left is not None:
            continue
        if year_group(child, term.end) is not None and term.end < birthday(child.dob, 18):
            _keep_one(rng, ledger, child, term, (term.start + timedelta(10), term.end - timedelta(3), end))


def _keep_one(
    rng: Random, ledger: Ledger, child: Child, term: Term | None, days: tuple[date, date, date]
) -> None:
    earliest, latest, end = days
    due = term.end if term else latest
    done: date | None = within(rng, earliest, latest)
    if rng.random() > story.PEP_ON_TIME.at(due):
        done = None if rng.random() < 0.5 else next_working(due + timedelta(rng.randint(5, 45)))
    if done is not None and (done >= end or done > story.END):
        done = None
    _tell(rng, ledger, child, term, due, done)
