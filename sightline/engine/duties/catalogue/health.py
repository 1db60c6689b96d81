"""Health of looked-after children (inspection of 2019, paragraph 20)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.catalogue.sources import (
    EVERY_EVENT,
    HEALTH_GUIDANCE,
    REGISTER_ONLY,
    guidance,
    local_standard,
    regulation,
)
from sightline.engine.duties.duty import Basis, Duty, Shows, Substance, months, working_days
from sightline.engine.records.record import Record


def _initial(record: Record, authority: Authority) -> pl.DataFrame:
    return events.health_register(record, "initial")


def _initial_report(record: Record, authority: Authority) -> pl.DataFrame:
    return events.health_register(record, "initial", on="report_received_on")


def _any_assessment(record: Record, authority: Authority) -> pl.DataFrame:
    """A review, or the initial assessment that starts the cycle, in the register or the case system."""
    return events.together(
        events.health_register(record, "initial", "review"), events.health_checks(record, "health assessment")
    )


def _review_cycle(record: Record, authority: Authority) -> pl.DataFrame:
    """From the first assessment of a period of care; the fifth birthday changes the interval."""
    assessed = occasions.after_nth(occasions.in_care(record), _any_assessment(record, authority), 1)
    return occasions.shaped(assessed.with_columns(switches=occasions.birthday(5)))


def _dental(record: Record, authority: Authority) -> pl.DataFrame:
    return events.together(events.health_register(record, "dental"), events.health_checks(record, "dental"))


def _questionnaires(record: Record, authority: Authority) -> pl.DataFrame:
    return events.questionnaires(record)


def _sdq_age(record: Record, authority: Authority) -> pl.DataFrame:
    """From the later of the start of care and the fourth birthday, until the seventeenth."""
    care = occasions.in_care(record).with_columns(trigger="entered_on")
    return occasions.shaped(occasions.aged(care, 4, 17))


INITIAL_HEALTH_ASSESSMENT = Duty(
    id="initial_health_assessment",
    title="Initial health assessment",
    area="health",
    owed_to=occasions.starting_care,
    met_by=_initial,
    within=working_days(20),
    lookback_days=92,
    needs=("health_assessment",),
    shows=REGISTER_ONLY,
    basis=(
        guidance(
            HEALTH_GUIDANCE,
            note="20 working days, in time for the first review, as procedures quote it; to be read there",
        ),
        regulation(
            "reg 7",
            note="before the first placement or, failing that, before the first review; to be read: reg "
            "7(1) and (2)",
        ),
    ),
    valid_from=date(2011, 4, 1),
    excludes=(
        "short breaks (V3, V4)",
        "a child assessed in the three months before",
        "a child who leaves care before the day it is due",
    ),
    answers=("¶20", "¶38"),
    accountable="authority and health service",
    note="Counted by the day a doctor saw the child. The report's arrival is a duty of its own.",
)

INITIAL_HEALTH_ASSESSMENT_REPORT = Duty(
    id="initial_health_assessment_report",
    title="Initial health assessment report received",
    area="health",
    owed_to=occasions.starting_care,
    met_by=_initial_report,
    within=working_days(20),
    needs=("health_assessment",),
    shows=REGISTER_ONLY,
    basis=(
        guidance(HEALTH_GUIDANCE, note="the report is to be there for the first review; to be read there"),
    ),
    valid_from=date(2011, 4, 1),
    excludes=("short breaks (V3, V4)",),
    answers=("¶20",),
    accountable="health service",
)


def _referrals(record: Record, authority: Authority) -> pl.DataFrame:
    rows = record.frame("health_assessment").filter(
        (pl.col("kind") == "initial") & pl.col("referred_to_health_on").is_not_null()
    )
    return events.shaped(
        rows.select(
            person_id="child_id",
            on="referred_to_health_on",
            outcome=pl.lit(events.MET),
            substance=pl.lit(Substance.NOT_VISIBLE.value),
            rows="_rows",
        )
    )


INITIAL_HEALTH_REFERRAL = Duty(
    id="initial_health_referral",
    title="Consent and referral for the initial health assessment",
    area="health",
    owed_to=occasions.starting_care,
    met_by=_referrals,
    within=working_days(5),
    needs=("health_assessment",),
    shows=REGISTER_ONLY,
    basis=(local_standard("2 to 5 working days are usual; the authority's share of the 20"),),
    valid_from=date(2011, 4, 1),
    excludes=("short breaks (V3, V4)",),
    answers=("¶20",),
    accountable="authority",
)

REVIEW_HEALTH_ASSESSMENT = Duty(
    id="review_health_assessment",
    title="Review health assessment",
    area="health",
    owed_to=_review_cycle,
    met_by=_any_assessment,
    within=months(6),
    every=months(6),
    then_every=months(12),
    after_trigger=True,
    needs=("health_assessment", "ssd_cla_health"),
    shows={"register": Shows.TIMELINESS, "ssd": Shows.TIMELINESS, "annex_a": Shows.CURRENCY},
    basis=(
        regulation(
            "reg 7(3)",
            note="every 6 months under five, every 12 months from five, as procedures quote it; to be "
            "read: reg 7(3)",
        ),
    ),
    valid_from=date(2011, 4, 1),
    excludes=("short breaks (V3, V4)",),
    answers=("¶20",),
    accountable="authority and health service",
    note="A child who turns five between assessments moves to 12 months from the last one.",
)

DENTAL_CHECK = Duty(
    id="dental_check",
    title="Dental check",
    area="health",
    owed_to=occasions.starting_care,
    met_by=_dental,
    within=months(12),
    every=months(12),
    needs=("ssd_cla_health",),
    shows=EVERY_EVENT,
    basis=(
        Basis(
            "national return",
            "SSDA903 OC2, TEETH_CHECK",
            note="the return counts a check in the year to 31 March; the 12-month interval is usual "
            "practice; to be read: the return's guide",
        ),
    ),
    valid_from=date(2011, 4, 1),
    excludes=("short breaks (V3, V4)",),
    answers=("¶20",),
    accountable="health service",
    note="A check in the health register counts too; that the register lacks one says nothing.",
)

SDQ = Duty(
    id="sdq",
    title="Strengths and difficulties questionnaire",
    area="health",
    owed_to=_sdq_age,
    met_by=_questionnaires,
    within=months(12),
    every=months(12),
    needs=("ssd_sdq_scores",),
    shows={"ssd": Shows.TIMELINESS},
    basis=(
        Basis(
            "national return",
            "SSDA903 OC2, SDQ_SCORE and SDQ_REASON",
            note="ages 4 to 16, after 12 months, as the public validator of the return has it (rule 197B); "
            "to be "
            "read: the Department's own list of rules",
        ),
        guidance(HEALTH_GUIDANCE, note="each year; to be read there"),
    ),
    valid_from=date(2011, 4, 1),
    excludes=("children looked after for less than 12 months", "under 4", "17 and over"),
    answers=("¶20",),
    note=(
        "A score, or a reason why there is none; the first is due by twelve months in care. Whether the "
        "score was used in planning is for an audit to say."
    ),
)
