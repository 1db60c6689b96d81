"""Health: initial and review assessments (in the local register), dental checks, SDQ, immunisations."""

from datetime import date, timedelta
from random import Random

from sightline.engine.synthetic import story, words
from sightline.engine.synthetic.contacts import within
from sightline.engine.synthetic.days import (
    add_months,
    add_working_days,
    birthday,
    next_working,
    previous_working,
)
from sightline.engine.synthetic.ledger import UNTIL, Ledger, Row
from sightline.engine.synthetic.people import Child, Period

REGISTER = "health_assessment"
LATE_REASONS = (
    "consent late",
    "referred late",
    "no clinic slot",
    "placed out of area",
    "child did not attend",
)


def content(rng: Random, share_blank: float) -> Row:
    """What an assessment found, or nothing where only the dates were filled in."""
    if rng.random() < share_blank:
        return {"health_needs": None, "recommendations": None, "child_views": None}
    return {
        "health_needs": words.some(rng, words.HEALTH_NEEDS),
        "recommendations": words.some(rng, words.HEALTH_RECOMMENDATIONS),
        "child_views": words.some(rng, words.CHILD_VIEWS, 1) if rng.random() < 0.8 else None,
    }


def seen_values(rng: Random, seen: date, by: str, share_blank: float, *, late: bool = False) -> Row:
    """The values of an assessment that was carried out."""
    report = add_working_days(seen, rng.randint(2, 12))
    return {
        "offered_on": seen,
        "seen_on": seen,
        "report_received_on": report if report <= story.END else None,
        "status": "completed",
        "assessed_by": by,
        "late_reason": rng.choice(LATE_REASONS) if late else None,
        "plan_updated_on": add_working_days(report, rng.randint(1, 8)) if rng.random() < 0.6 else None,
        **content(rng, share_blank),
    }


def assessment_day(rng: Random, child: Child, period: Period) -> date:
    """When the child is first seen by a doctor: by the story's rate on time, else late."""
    due = add_working_days(period.entered, 20)
    plant = story.LATE_ASSESSMENTS
    on_time = (
        plant.on_time
        if plant.covers(child.area, period.entered)
        else story.ASSESSED_ON_TIME.at(period.entered)
    )
    if rng.random() < on_time:
        return within(rng, add_working_days(period.entered, 6), due)
    return next_working(due + timedelta(2 + int(rng.gammavariate(1.7, 16))))


def tell_initial(rng: Random, ledger: Ledger, child: Child, period: Period, seen: date | None) -> Row | None:
    """One initial assessment, planned from the referral on and completed when the child was seen."""
    entered = period.entered
    due = add_working_days(entered, 20)
    consent = add_working_days(entered, rng.randint(0, 6))
    referred = add_working_days(consent, rng.randint(0, 3 if seen and seen <= due else 9))
    if seen is not None:
        referred = min(referred, previous_working(seen - timedelta(1)))
    consent = min(consent, referred)
    end = period.until()
    if referred >= end or referred > story.END:
        return None
    values: Row = {"status": "planned"}
    if seen is not None and seen < end:
        values = seen_values(rng, seen, "doctor", 0.08, late=seen > due)
    elif period.left is not None:
        values = {"status": "cancelled"}
    return ledger.tell(
        REGISTER,
        referred,
        child_id=child.id,
        care_from=entered,
        kind="initial",
        consent_on=max(consent, entered),
        referred_to_health_on=max(referred, entered),
        **values,
    )


def keep_reviews_of_health(rng: Random, ledger: Ledger, child: Child, period: Period, first: date) -> None:
    """Review assessments: every six months under five, every twelve from five on."""
    previous, end = first, period.until()
    while True:
        due = add_months(previous, 12)
        if add_months(previous, 6) < birthday(child.dob, 5):
            due = add_months(previous, 6)
        span = (due - previous).days
        seen = within(rng, previous + timedelta(int(span * 0.8)), due - timedelta(4))
        if rng.random() > story.HEALTH_REVIEW_ON_TIME.at(due):
            seen = next_working(due + timedelta(2 + int(rng.gammavariate(1.5, 60))))
        if seen >= end:
            return
        by = "nurse" if rng.random() < 0.85 else "doctor"
        ledger.tell(
            REGISTER,
            seen,
            child_id=child.id,
            care_from=period.entered,
            kind="review",
            consent_on=None,
            referred_to_health_on=previous_working(seen - timedelta(rng.randint(15, 40))),
            **seen_values(rng, seen, by, 0.1, late=seen > due),
        )
        if seen >= story.START:
            _check(ledger, child, "Health assessment", seen)
        previous = seen


def _check(ledger: Ledger, child: Child, kind: str, on: date, status: str = "Completed") -> None:
    number = len(ledger.rows["ssd_cla_health"]) + 1
    ledger.tell(
        "ssd_cla_health",
        on,
        clah_health_check_id=f"H{number:06d}",
        clah_person_id=child.id,
        clah_health_check_type=kind,
        clah_health_check_date=on,
        clah_health_check_status=status,
    )


def keep_dental_checks(rng: Random, ledger: Ledger, child: Child, period: Period) -> None:
    """Dental checks within the first three months and then each year."""
    previous, end = period.entered, period.until()
    gap_first = True
    while True:
        if gap_first:
            seen = previous + timedelta(rng.randint(30, 100))
        else:
            due = add_months(previous, 12)
            seen = within(rng, previous + timedelta(270), due - timedelta(5))
            if rng.random() > story.DENTAL_ON_TIME.at(due):
                seen = due + timedelta(3 + int(rng.gammavariate(1.5, 30)))
        seen = next_working(seen)
        if seen >= end or seen > story.END:
            return
        if seen >= story.START and child.age(seen) >= 1:
            _check(ledger, child, "Dental check", seen)
        previous, gap_first = seen, False


def keep_questionnaires(rng: Random, ledger: Ledger, child: Child, period: Period) -> None:
    """A strengths and difficulties score in each year of care from four to sixteen, or why none."""
    end = period.until()
    base = min(max(rng.gauss(16.1, 6.8), 0), 40)
    for year in range(1, 16):
        day = next_working(add_months(period.entered, 12 * year) - timedelta(rng.randint(5, 70)))
        if day >= end or day > story.END:
            return
        if day < story.START or not birthday(child.dob, 4) <= day < birthday(child.dob, 17):
            continue
        if rng.random() > story.SDQ_DONE.at(day):
            continue
        refused = rng.random() < 0.06
        number = len(ledger.rows["ssd_sdq_scores"]) + 1
        ledger.tell(
            "ssd_sdq_scores",
            day,
            csdq_table_id=f"Q{number:06d}",
            csdq_person_id=child.id,
            csdq_sdq_completed_date=day,
            csdq_sdq_score=None if refused else round(min(max(base + rng.gauss(0, 3), 0), 40)),
            csdq_sdq_reason=rng.choice(("SDQ2", "SDQ4", "SDQ5")) if refused else "",
        )


def _asked(rng: Random, period: Period) -> list[date]:
    """The days on which immunisations were asked after: soon after care begins, then about each year."""
    last = min(period.until(), story.END)
    day = min(period.entered + timedelta(rng.randint(40, 120)), last)
    days = [day]
    while True:
        day += timedelta(rng.randint(290, 350))
        if rng.random() > story.IMMUNISATIONS_ASKED.at(day):
            day += timedelta(rng.randint(60, 300))
        day = next_working(day)
        if day > last:
            return days
        days.append(day)


def keep_immunisations(rng: Random, ledger: Ledger, child: Child) -> None:
    """Whether immunisations were up to date: the system holds the latest answer alone."""
    days = _asked(rng, child.periods[-1])
    answers = ["Y" if rng.random() < (0.75 if child.uasc else 0.95) else "N" for _ in days]
    for day, answer, until in zip(days, answers, [*days[1:], None], strict=True):
        if until is not None and until <= story.START:
            continue
        row = ledger.tell(
            "ssd_cla_immunisations",
            max(day, story.START),
            clai_person_id=child.id,
            clai_immunisations_status=answer,
            clai_immunisations_status_date=day,
        )
        row[UNTIL] = until


def keep_development_checks(rng: Random, ledger: Ledger, child: Child, period: Period) -> None:
    """Development checks of children under five: within the year, and each year after."""
    day = next_working(period.entered + timedelta(rng.randint(60, 300)))
    while day < min(period.until(), story.END) and day < birthday(child.dob, 5):
        if day >= story.START:
            _check(ledger, child, "Development check", day)
        day = next_working(day + timedelta(rng.randint(200, 380)))


def keep_health(
    rng: Random, ledger: Ledger, child: Child, period: Period, planted: dict[str, date | None]
) -> Row | None:
    """Everything about health in one period of care. Gives the row of the initial assessment.

    ``planted`` settles, for some periods, when the child was seen (None: never).
    """
    drawn = assessment_day(rng, child, period)
    seen = planted.get(period.id, drawn)
    row = tell_initial(rng, ledger, child, period, seen)
    if row is not None and row.get("seen_on"):
        if row["seen_on"] >= story.START:
            _check(ledger, child, "Health assessment", row["seen_on"])
        keep_reviews_of_health(rng, ledger, child, period, row["seen_on"])
    keep_dental_checks(rng, ledger, child, period)
    keep_questionnaires(rng, ledger, child, period)
    keep_development_checks(rng, ledger, child, period)
    return row
