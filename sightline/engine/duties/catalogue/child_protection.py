"""Strategy discussions, enquiries and initial conferences (inspection of 2019, paragraphs 3, 7 and 9)."""

import polars as pl

from sightline.engine.duties.catalogue.assessment import ASSESSMENTS_SHOWN, SEEN_SHOWN
from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, local_standard
from sightline.engine.duties.catalogue.working_together import EARLIER, IN_FORCE, working_together
from sightline.engine.duties.duty import Duty, Shows, hours, working_days
from sightline.engine.duties.populations_assessment import CHILD_SEEN, said
from sightline.engine.duties.populations_child_protection import (
    CONFERENCE,
    TRANSFER_CONFERENCES,
    conferences,
    to_conference,
    transfers_in,
    unborn_to_conference,
)
from sightline.engine.duties.told import Happening, Row, Spell
from sightline.engine.duties.workforce import until_closed

_MEETING = Row(
    "strategy_meeting",
    "concern_on",
    "held_on",
    where=~pl.col("kind").is_in(["review", "allegation"]).fill_null(value=False),
    content=("decision", "rationale"),
)
_ENQUIRY = Row(
    "ssd_s47_enquiry",
    "s47e_s47_start_date",
    "s47e_s47_end_date",
    content=("s47e_s47_outcome_json", "s47e_s47_nfa"),
)
_REPORT = Row(
    "meeting_attendance",
    "held_on",
    "report_shared_on",
    where=(pl.col("agency") == "social care") & (pl.col("meeting") == "initial conference"),
    content=(),
)
_FIFTEEN_DAYS = "within 15 working days of the strategy discussion at which the enquiry was initiated"

STRATEGY_DISCUSSION = Duty(
    id="strategy_discussion",
    title="Strategy discussion held",
    area="child protection",
    owed_to=_MEETING.owed,
    met_by=_MEETING.done,
    within=working_days(1),
    needs=("strategy_meeting",),
    shows=REGISTER_ONLY,
    basis=(local_standard("24 hours or the next working day; the guidance gives no number"),),
    excludes=("later meetings about the same concern", "meetings about allegations against adults"),
    answers=("¶7",),
    note=(
        "Only concerns that somebody wrote down can be late. Who was there, and whether that was a quorum, "
        "is in the register of attendance."
    ),
)

S47_CHILD_SEEN = Duty(
    id="s47_child_seen",
    title="Child seen in a section 47 enquiry",
    area="child protection",
    owed_to=until_closed(Spell("ssd_s47_enquiry", "s47e_s47_start_date")),
    met_by=CHILD_SEEN,
    within=hours(24),
    needs=("ssd_cin_visits", "visit"),
    shows=SEEN_SHOWN,
    basis=(local_standard("24 hours, the same day where the risk is immediate"),),
    answers=("¶7",),
    note=(
        "The enquiry has a day and no hour: seen by the end of the next day. Once the case is closed, be it "
        "before the birth of the child, nobody waits for it any more."
    ),
)

S47_COMPLETE = Duty(
    id="s47_complete",
    title="Section 47 enquiry concluded",
    area="child protection",
    owed_to=_ENQUIRY.owed,
    met_by=_ENQUIRY.done,
    within=working_days(10),
    needs=("ssd_s47_enquiry",),
    shows={"ssd": Shows.TIMELINESS, "csc_api": Shows.TIMELINESS},
    basis=(local_standard("10 to 15 working days, so that a conference can be held by the fifteenth"),),
    answers=("¶7",),
    note="Neither the CIN census nor Annex A holds the day on which an enquiry ended.",
)

ICPC_REQUEST = Duty(
    id="icpc_request",
    title="Initial conference asked for",
    area="child protection",
    owed_to=Spell(
        "ssd_s47_enquiry",
        "s47e_s47_end_date",
        where=pl.col("s47e_s47_end_date").is_not_null() & said("s47e_s47_outcome_json", CONFERENCE),
        by=("s47e_s47_start_date",),
    ),
    met_by=Happening(
        "management_oversight",
        "decision_on",
        where=pl.col("decision_point") == "conference request",
        content=("rationale",),
    ),
    within=working_days(1),
    lookback_days=21,
    needs=("management_oversight",),
    shows=REGISTER_ONLY,
    basis=(local_standard("one working day from the recommendation"),),
    excludes=("enquiries that did not lead to a conference",),
    answers=("¶9",),
    note="The end of the enquiry stands for the recommendation; asking earlier counts.",
)

ICPC_15WD = Duty(
    id="icpc_15wd",
    title="Initial child protection conference",
    area="child protection",
    owed_to=to_conference,
    met_by=conferences,
    within=working_days(15),
    needs=("ssd_initial_cp_conference",),
    shows=ASSESSMENTS_SHOWN,
    basis=working_together(_FIFTEEN_DAYS),
    valid_from=IN_FORCE,
    excludes=("enquiries that did not lead to a conference", "conferences on a child moving in"),
    answers=("¶7", "¶9"),
    note=(
        "From the strategy discussion that started the enquiry, not a later one. Brothers and sisters "
        "share a meeting and have a clock each. A conference without the number of its enquiry is taken to "
        "belong to "
        f"the last one begun by then. {EARLIER}"
        " In force date not verified: 15 April 2013 by two law firms' notices."
    ),
)

PREBIRTH_ICPC = Duty(
    id="prebirth_icpc",
    title="Initial conference for an unborn baby",
    area="unborn babies",
    owed_to=unborn_to_conference,
    met_by=conferences,
    within=working_days(15),
    needs=("ssd_initial_cp_conference",),
    shows=ASSESSMENTS_SHOWN,
    basis=working_together(_FIFTEEN_DAYS),
    valid_from=IN_FORCE,
    excludes=("children already born when the enquiry began",),
    answers=("¶3",),
    note=(
        "The same clock as for every child, shown on its own. Where the conference waits on purpose for a "
        "later week of pregnancy, the reason belongs in the record."
        " In force date not verified: 15 April 2013 by two law firms' notices."
    ),
)

TRANSFER_IN_ICPC = Duty(
    id="transfer_in_icpc",
    title="Conference for a child who moved in under a plan",
    area="child protection",
    owed_to=transfers_in,
    met_by=TRANSFER_CONFERENCES,
    within=working_days(15),
    needs=("ssd_initial_cp_conference",),
    shows={"ssd": Shows.TIMELINESS, "cin_census": Shows.TIMELINESS},
    basis=(local_standard("15 working days in regional procedures"),),
    answers=("¶9",),
    note=(
        "No source holds the notice that the child moved: the referral of the case stands for it. A child "
        "whose conference was never recorded cannot be seen here."
    ),
)

ICPC_REPORT_SHARED = Duty(
    id="icpc_report_shared",
    title="Report shared with the family before the initial conference",
    area="child protection",
    owed_to=_REPORT.owed,
    met_by=_REPORT.done,
    within=working_days(3),
    before=True,
    notice_days=42,
    needs=("meeting_attendance",),
    shows=REGISTER_ONLY,
    basis=(local_standard("three working days before an initial conference, often five before a review"),),
    excludes=("reports of other agencies", "review conferences"),
    answers=("¶9",),
)
