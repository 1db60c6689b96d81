"""Section 47 enquiries, conferences and child protection plans."""

from sightline.engine.records.codes import ABUSE_CATEGORIES, PARTICIPATION
from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.tables.shared import SSD, YES_NO

S47_ENQUIRY = Table(
    name="ssd_s47_enquiry",
    title="Section 47 enquiries",
    key=("s47e_person_id", "s47e_s47_start_date"),
    person="s47e_person_id",
    starts="s47e_s47_start_date",
    ends="s47e_s47_end_date",
    source=SSD,
    columns=(
        Column("s47e_s47_enquiry_id", Type.TEXT, Kind.IDENTITY),
        Column("s47e_referral_id", Type.TEXT, Kind.IDENTITY),
        Column("s47e_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("s47e_s47_start_date", Type.DATE, Kind.DATE),
        Column("s47e_s47_end_date", Type.DATE, Kind.DATE),
        Column("s47e_s47_nfa", Type.TEXT, Kind.CONTENT, codes=YES_NO),
        Column("s47e_s47_outcome_json", Type.TEXT, Kind.CONTENT),
        Column("s47e_s47_completed_by_team", Type.TEXT, Kind.IDENTITY),
        Column("s47e_s47_completed_by_worker_id", Type.TEXT, Kind.IDENTITY),
    ),
)

INITIAL_CP_CONFERENCE = Table(
    name="ssd_initial_cp_conference",
    title="Initial child protection conferences",
    key=("icpc_person_id", "icpc_icpc_date"),
    person="icpc_person_id",
    starts="icpc_icpc_date",
    source=SSD,
    columns=(
        Column("icpc_icpc_id", Type.TEXT, Kind.IDENTITY),
        Column("icpc_icpc_meeting_id", Type.TEXT, Kind.IDENTITY),
        Column("icpc_s47_enquiry_id", Type.TEXT, Kind.IDENTITY),
        Column("icpc_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("icpc_cp_plan_id", Type.TEXT, Kind.IDENTITY),
        Column("icpc_referral_id", Type.TEXT, Kind.IDENTITY),
        Column("icpc_icpc_transfer_in", Type.TEXT, Kind.CONTENT, codes=YES_NO),
        Column("icpc_icpc_target_date", Type.DATE, Kind.DATE),
        Column("icpc_icpc_date", Type.DATE, Kind.DATE),
        Column(
            "icpc_icpc_outcome_cp_flag", Type.TEXT, Kind.CONTENT, "Child protection plan agreed", codes=YES_NO
        ),
        Column("icpc_icpc_outcome_json", Type.TEXT, Kind.CONTENT),
        Column("icpc_icpc_team", Type.TEXT, Kind.IDENTITY),
        Column("icpc_icpc_worker_id", Type.TEXT, Kind.IDENTITY),
    ),
)

CP_PLANS = Table(
    name="ssd_cp_plans",
    title="Child protection plans",
    key=("cppl_person_id", "cppl_cp_plan_start_date"),
    person="cppl_person_id",
    starts="cppl_cp_plan_start_date",
    ends="cppl_cp_plan_end_date",
    source=SSD,
    columns=(
        Column("cppl_cp_plan_id", Type.TEXT, Kind.IDENTITY),
        Column("cppl_referral_id", Type.TEXT, Kind.IDENTITY),
        Column("cppl_icpc_id", Type.TEXT, Kind.IDENTITY),
        Column("cppl_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("cppl_cp_plan_start_date", Type.DATE, Kind.DATE),
        Column("cppl_cp_plan_end_date", Type.DATE, Kind.DATE),
        Column(
            "cppl_cp_plan_ola",
            Type.TEXT,
            Kind.IDENTITY,
            "Plan of another authority",
            codes=YES_NO,
            note="Y: the plan is owned by another authority",
        ),
        Column("cppl_cp_plan_initial_category", Type.TEXT, Kind.CONTENT, codes=ABUSE_CATEGORIES),
        Column("cppl_cp_plan_latest_category", Type.TEXT, Kind.CONTENT, codes=ABUSE_CATEGORIES),
    ),
)

CP_VISITS = Table(
    name="ssd_cp_visits",
    title="Visits to children with a child protection plan",
    key=("cppv_person_id", "cppv_cp_visit_date"),
    person="cppv_person_id",
    starts="cppv_cp_visit_date",
    source=SSD,
    columns=(
        Column("cppv_cp_visit_id", Type.TEXT, Kind.IDENTITY),
        Column("cppv_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("cppv_cp_plan_id", Type.TEXT, Kind.IDENTITY),
        Column("cppv_cp_visit_date", Type.DATE, Kind.DATE),
        Column("cppv_cp_visit_seen", Type.TEXT, Kind.CONTENT, codes=YES_NO),
        Column("cppv_cp_visit_seen_alone", Type.TEXT, Kind.CONTENT, codes=YES_NO),
        Column("cppv_cp_visit_bedroom", Type.TEXT, Kind.CONTENT, codes=YES_NO),
    ),
)

CP_REVIEWS = Table(
    name="ssd_cp_reviews",
    title="Reviews of child protection plans",
    key=("cppr_person_id", "cppr_cp_review_date"),
    person="cppr_person_id",
    starts="cppr_cp_review_date",
    source=SSD,
    columns=(
        Column("cppr_cp_review_id", Type.TEXT, Kind.IDENTITY),
        Column("cppr_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("cppr_cp_plan_id", Type.TEXT, Kind.IDENTITY),
        Column("cppr_cp_review_due", Type.DATE, Kind.DATE),
        Column("cppr_cp_review_date", Type.DATE, Kind.DATE),
        Column("cppr_cp_review_meeting_id", Type.TEXT, Kind.IDENTITY),
        Column(
            "cppr_cp_review_outcome_continue_cp",
            Type.TEXT,
            Kind.CONTENT,
            "Outcome: plan continues",
            codes=YES_NO,
        ),
        Column("cppr_cp_review_quorate", Type.TEXT, Kind.CONTENT),
        Column("cppr_cp_review_participation", Type.TEXT, Kind.CONTENT, codes=PARTICIPATION),
    ),
)
