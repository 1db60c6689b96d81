"""Child and family assessments, and children passed between teams (2019 inspection, paragraphs 8 and 41)."""

import polars as pl

from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, local_standard
from sightline.engine.duties.catalogue.working_together import IN_FORCE, working_together
from sightline.engine.duties.duty import Duty, Shows, working_days
from sightline.engine.duties.populations_assessment import ASSESSED, CHILD_SEEN, assessments_from_referral
from sightline.engine.duties.told import Happening, Spell
from sightline.engine.duties.workforce import until_closed

ASSESSMENTS_SHOWN = {
    "ssd": Shows.TIMELINESS,
    "cin_census": Shows.TIMELINESS,
    "annex_a": Shows.TIMELINESS,
    "csc_api": Shows.TIMELINESS,
}
SEEN_SHOWN = {"ssd": Shows.TIMELINESS, "register": Shows.TIMELINESS, "annex_a": Shows.CURRENCY}
_ASSESSING = Spell(
    "ssd_cin_assessments",
    "cina_assessment_start_date",
    "cina_assessment_auth_date",
    because="The assessment was authorised",
)

CFA_45WD = Duty(
    id="cfa_45wd",
    title="Child and family assessment completed",
    area="assessment",
    owed_to=assessments_from_referral,
    met_by=ASSESSED.done,
    within=working_days(45),
    needs=("ssd_cin_assessments",),
    shows=ASSESSMENTS_SHOWN,
    basis=working_together("no longer than 45 working days from the point of referral"),
    valid_from=IN_FORCE,
    excludes=("referrals for which no assessment was begun",),
    answers=("¶8",),
    note=(
        "From the referral, as the guidance counts; a later assessment of an open case from its own start. "
        "The national return counts from the start of each: see the duty beside this one. 45 is a ceiling, "
        "not the child's own timescale. Authorised counts as completed; shared with the family is not "
        "recorded."
        " In force date not verified: 15 April 2013 by two law firms' notices."
    ),
)

CFA_45WD_FROM_START = Duty(
    id="cfa_45wd_from_start",
    title="Child and family assessment completed (from its start)",
    area="assessment",
    owed_to=ASSESSED.owed,
    met_by=ASSESSED.done,
    within=working_days(45),
    needs=("ssd_cin_assessments",),
    shows=ASSESSMENTS_SHOWN,
    basis=working_together("the number is the guidance's; counting from the start is the CIN census's"),
    valid_from=IN_FORCE,
    answers=("¶8",),
    note=(
        "Kept beside the duty that counts from the referral, to compare with published figures."
        " In force date not verified: 15 April 2013 by two law firms' notices."
    ),
)

CFA_CHECKPOINT = Duty(
    id="cfa_checkpoint",
    title="Manager's checkpoint in an assessment",
    area="assessment",
    owed_to=_ASSESSING,
    met_by=Happening(
        "management_oversight",
        "decision_on",
        where=~pl.col("decision_point").is_in(["contact", "referral", "assessment sign-off"]),
        content=("rationale",),
    ),
    within=working_days(10),
    needs=("management_oversight",),
    shows=REGISTER_ONLY,
    basis=(local_standard("the tenth working day is usual, often with another at the 25th"),),
    excludes=("assessments authorised before it was due",),
    answers=("¶8", "¶44"),
    note="The sign-off at the end is not a checkpoint.",
)

CFA_CHILD_SEEN = Duty(
    id="cfa_child_seen",
    title="Child seen in an assessment",
    area="assessment",
    owed_to=until_closed(Spell("ssd_cin_assessments", "cina_assessment_start_date")),
    met_by=CHILD_SEEN,
    within=working_days(5),
    needs=("ssd_cin_visits", "visit"),
    shows=SEEN_SHOWN,
    basis=(local_standard("the guidance asks that the child be seen and gives no number"),),
    answers=("¶8",),
    note=(
        "A yes in the assessment's own form has no date and does not meet this. Authorising an assessment "
        "does not end it, closing the case does: a child not seen by then stays late and is waited for no "
        "more."
    ),
)

CASE_TRANSFER_HANDOVER = Duty(
    id="case_transfer_handover",
    title="Joint handover when a case passes to another team",
    area="assessment",
    owed_to=until_closed(
        Spell(
            "transfer_point",
            "accepted_on",
            where=pl.col("accepted_on").is_not_null(),
            by=("from_team", "to_team"),
        )
    ),
    met_by=Happening("allocation", "handover_on", content=("handed_over",)),
    within=working_days(10),
    lookback_days=14,
    needs=("allocation",),
    shows=REGISTER_ONLY,
    basis=(local_standard("no national limit"),),
    excludes=("transfers asked for and not accepted",),
    answers=("¶41",),
    note="A handover in the two weeks before the transfer was accepted counts. Closing the case ends it.",
)
