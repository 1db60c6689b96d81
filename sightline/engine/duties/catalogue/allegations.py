"""Allegations against adults who work with children (inspection of 2019, paragraphs 16 and 27)."""

from datetime import date

from sightline.engine.duties import allegations
from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, local_standard
from sightline.engine.duties.duty import Basis, Duty, days, months, weeks, working_days
from sightline.engine.records.columns import Subject

_REGISTER = ("designated_officer",)
_MEETINGS = ("allegation_meeting",)
_MINIMUM = "National LADO Network minimum standards; adopted by each authority"
_TARGET = "Working Together to Safeguard Children (2010), appendix 5; not in later editions"

TOLD_TO_OFFICER = Duty(
    id="lado_referral_1wd",
    title="Allegation told to the designated officer",
    area="allegations",
    subject=Subject.ADULT,
    owed_to=allegations.TOLD.owed,
    met_by=allegations.TOLD.done,
    within=working_days(1),
    needs=_REGISTER,
    shows=REGISTER_ONLY,
    basis=(
        Basis(
            "statutory guidance",
            "Working Together to Safeguard Children (2018)",
            "chapter 2",
            note="within one working day; to be read: each edition, that of March 2026 too",
        ),
    ),
    valid_from=date(2018, 7, 4),
    answers=("¶16",),
    accountable="employer",
    note="Starts when the employer learns of it; where that day is not recorded, nothing can be told.",
)

INITIAL_DECISION = Duty(
    id="lado_initial_decision",
    title="Designated officer's first decision",
    area="allegations",
    subject=Subject.ADULT,
    owed_to=allegations.DECIDED.owed,
    met_by=allegations.threshold_decisions,
    within=working_days(1),
    needs=_MEETINGS,
    shows=REGISTER_ONLY,
    basis=(local_standard(_MINIMUM),),
    valid_from=date(2011, 4, 1),
    answers=("¶16",),
    note="A threshold recorded without an evaluation's date cannot be told to be in time.",
)

STRATEGY_MEETING = Duty(
    id="lado_asv_meeting",
    title="First meeting about an allegation",
    area="allegations",
    subject=Subject.ADULT,
    owed_to=allegations.OVER_THRESHOLD.owed,
    met_by=allegations.meetings("strategy meeting", "initial evaluation"),
    within=working_days(5),
    needs=_MEETINGS,
    shows=REGISTER_ONLY,
    basis=(local_standard(_MINIMUM),),
    valid_from=date(2011, 4, 1),
    excludes=("allegations below the threshold",),
    answers=("¶16",),
)

ACTIONS = Duty(
    id="lado_actions",
    title="Action agreed about an allegation",
    area="allegations",
    subject=Subject.ADULT,
    owed_to=allegations.ACTIONS.owed,
    met_by=allegations.ACTIONS.done,
    within=days(14),
    needs=_REGISTER,
    shows=REGISTER_ONLY,
    basis=(local_standard("each action has its own due date; one without it cannot be told"),),
    valid_from=date(2011, 4, 1),
    answers=("¶16",),
    note="The inspection named lack of progress on the actions of these meetings.",
)

MONTHLY_REVIEW = Duty(
    id="lado_monthly_review",
    title="Monthly review of an open allegation",
    area="allegations",
    subject=Subject.ADULT,
    owed_to=allegations.OVER_THRESHOLD.owed,
    met_by=allegations.meetings(),
    within=months(1),
    every=months(1),
    needs=_MEETINGS,
    shows=REGISTER_ONLY,
    basis=(local_standard(_MINIMUM),),
    valid_from=date(2011, 4, 1),
    excludes=("allegations below the threshold", "closed allegations"),
    answers=("¶16",),
    note="Any meeting held about the allegation is a review of it.",
)

BARRING = Duty(
    id="dbs_referral",
    title="Referral to the Disclosure and Barring Service",
    area="allegations",
    subject=Subject.ADULT,
    owed_to=allegations.dismissed_or_gone,
    met_by=allegations.BARRING.done,
    within=months(1),
    lookback_days=730,
    needs=_REGISTER,
    shows=REGISTER_ONLY,
    basis=(
        local_standard("Safeguarding Vulnerable Groups Act 2006 sets no number; one month is the default"),
    ),
    valid_from=date(2012, 12, 1),
    excludes=("allegations not substantiated", "adults who were neither dismissed nor resigned"),
    answers=("¶16",),
    accountable="employer",
)

CARER_ALLEGATION = Duty(
    id="foster_allegation",
    title="Allegation against a foster carer concluded and reviewed",
    area="allegations",
    subject=Subject.CARER,
    owed_to=allegations.CARER_ALLEGATION.owed,
    met_by=allegations.carers_concluded,
    within=months(3),
    needs=("standards_of_care",),
    shows=REGISTER_ONLY,
    basis=(local_standard("Fostering National Minimum Standards (2011), standard 22, sets no number"),),
    valid_from=date(2011, 4, 1),
    answers=("¶27",),
    note="Concluded is not enough: the review must have gone to panel. The later of the two days counts.",
)

CARER_CONCERN = Duty(
    id="standards_of_care",
    title="Concern about a foster carer's standard of care concluded",
    area="allegations",
    subject=Subject.CARER,
    owed_to=allegations.CARER_CONCERN.owed,
    met_by=allegations.CARER_CONCERN.done,
    within=weeks(4),
    needs=("standards_of_care",),
    shows=REGISTER_ONLY,
    basis=(local_standard("four weeks is the default"),),
    valid_from=date(2011, 4, 1),
    answers=("¶27",),
)


def _resolved(id: str, title: str, within_months: int, target: int | None, note: str) -> Duty:
    """One of the three steps of the old national target: a share of all allegations, never of one."""
    return Duty(
        id=id,
        title=title,
        area="allegations",
        subject=Subject.ADULT,
        owed_to=allegations.CLOSED.owed,
        met_by=allegations.CLOSED.done,
        within=months(within_months),
        needs=_REGISTER,
        shows=REGISTER_ONLY,
        basis=(Basis("national target", _TARGET, note="still used by authorities; to be read there"),),
        valid_from=date(2011, 4, 1),
        answers=("¶16",),
        target_only=True,
        target=target,
        note=note,
    )


RESOLVED_1M = _resolved(
    "lado_resolved_1m", "Allegations resolved in one month", 1, 80, "Where the police lead, few can be."
)
RESOLVED_3M = _resolved(
    "lado_resolved_3m", "Allegations resolved in three months", 3, 90, "Where the police lead, few can be."
)
RESOLVED_12M = _resolved(
    "lado_resolved_12m",
    "Allegations resolved in twelve months",
    12,
    None,
    "All but the exceptional: no number.",
)
