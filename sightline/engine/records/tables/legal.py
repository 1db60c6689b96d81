"""Legal status and pre-proceedings."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.tables.shared import SSD, YES_NO

LEGAL_STATUS = Table(
    name="ssd_legal_status",
    title="Legal status",
    key=("lega_person_id", "lega_legal_status_start_date", "lega_legal_status"),
    person="lega_person_id",
    starts="lega_legal_status_start_date",
    ends="lega_legal_status_end_date",
    source=SSD,
    columns=(
        Column("lega_legal_status_id", Type.TEXT, Kind.IDENTITY),
        Column("lega_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("lega_legal_status", Type.TEXT, Kind.IDENTITY),
        Column("lega_legal_status_start_date", Type.DATE, Kind.DATE),
        Column("lega_legal_status_end_date", Type.DATE, Kind.DATE),
    ),
)

PRE_PROCEEDINGS = Table(
    name="ssd_pre_proceedings",
    title="Pre-proceedings",
    key=("prep_person_id", "prep_pre_pro_decision_date"),
    person="prep_person_id",
    starts="prep_pre_pro_decision_date",
    ends="prep_agree_stepdown_issue_date",
    source=SSD,
    columns=(
        Column("prep_table_id", Type.TEXT, Kind.IDENTITY),
        Column("prep_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("prep_plo_family_id", Type.TEXT, Kind.IDENTITY),
        Column("prep_pre_pro_decision_date", Type.DATE, Kind.DATE),
        Column("prep_initial_pre_pro_meeting_date", Type.DATE, Kind.DATE),
        Column(
            "prep_pre_pro_outcome",
            Type.TEXT,
            Kind.CONTENT,
            codes=("Decision to Issue Care Proceedings", "Decision to step down"),
        ),
        Column(
            "prep_agree_stepdown_issue_date", Type.DATE, Kind.DATE, "Agreed to step down or to issue: date"
        ),
        Column(
            "prep_cp_plans_referral_period",
            Type.INTEGER,
            Kind.CONTENT,
            "Child protection plans in the referral period",
        ),
        Column(
            "prep_legal_gateway_outcome",
            Type.TEXT,
            Kind.CONTENT,
            codes=("A", "B", "C", "D"),
            note="A continue current plan, B start pre-proceedings, C issue proceedings, D unknown",
        ),
        Column(
            "prep_prev_pre_proc_child", Type.INTEGER, Kind.CONTENT, "Earlier pre-proceedings for this child"
        ),
        Column(
            "prep_prev_care_proc_child", Type.INTEGER, Kind.CONTENT, "Earlier care proceedings for this child"
        ),
        Column("prep_pre_pro_letter_date", Type.DATE, Kind.DATE),
        Column("prep_care_pro_letter_date", Type.DATE, Kind.DATE),
        Column("prep_pre_pro_meetings_num", Type.INTEGER, Kind.CONTENT, "Number of pre-proceedings meetings"),
        Column(
            "prep_pre_pro_parents_legal_rep",
            Type.TEXT,
            Kind.CONTENT,
            "Parents represented in pre-proceedings",
            codes=YES_NO,
        ),
        Column(
            "prep_parents_legal_rep_point_of_issue",
            Type.TEXT,
            Kind.CONTENT,
            "Parents represented at the point of issue",
            codes=("Y", "N", "NA"),
        ),
        Column("prep_court_reference", Type.TEXT, Kind.IDENTITY),
        Column("prep_care_proc_court_hearings", Type.INTEGER, Kind.CONTENT),
        Column("prep_care_proc_short_notice", Type.TEXT, Kind.CONTENT, codes=YES_NO),
        Column(
            "prep_proc_short_notice_reason",
            Type.TEXT,
            Kind.CONTENT,
            "Reason for short notice",
            codes=("A", "B", "C"),
            note="A immediate safety, B emergency protection, C other",
        ),
        Column(
            "prep_la_inital_plan_approved",
            Type.TEXT,
            Kind.CONTENT,
            "Local authority’s initial plan approved",
            codes=YES_NO,
        ),
        Column(
            "prep_la_initial_care_plan",
            Type.TEXT,
            Kind.CONTENT,
            "Local authority’s initial care plan",
            codes=("A", "B", "C", "D", "E", "F", "G"),
            note=(
                "A (interim) care order, B care order at home, C adoption, D supervision order, E "
                "special guardianship, F private law, G other"
            ),
        ),
        Column(
            "prep_la_final_plan_approved",
            Type.TEXT,
            Kind.CONTENT,
            "Local authority’s final plan approved",
            codes=YES_NO,
        ),
        Column(
            "prep_la_final_care_plan",
            Type.TEXT,
            Kind.CONTENT,
            "Local authority’s final care plan",
            codes=("A", "B", "C", "D", "E", "F", "G", "H"),
            note=(
                "A care order, B care order at home, C adoption, D supervision order, E special "
                "guardianship, F private law, G other, H not yet at final hearing"
            ),
        ),
    ),
)
