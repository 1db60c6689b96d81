"""Special educational needs; education, health and care plans."""

from sightline.engine.records.columns import Column, Kind, Table, Through, Type
from sightline.engine.records.tables.shared import SSD

SEND = Table(
    name="ssd_send",
    title="Special educational needs",
    key=("send_person_id", "send_table_id"),
    person="send_person_id",
    source=SSD,
    columns=(
        Column("send_table_id", Type.TEXT, Kind.IDENTITY),
        Column("send_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("send_upn", Type.TEXT, Kind.IDENTITY),
        Column("send_uln", Type.TEXT, Kind.IDENTITY),
        Column(
            "send_upn_unknown",
            Type.TEXT,
            Kind.IDENTITY,
            codes=("UN1", "UN2", "UN3", "UN5", "UN8", "UN9", "UN10"),
        ),
    ),
)

SEN_NEED = Table(
    name="ssd_sen_need",
    title="Needs in education, health and care plans",
    key=("senn_active_ehcp_id", "senn_active_ehcp_need_type"),
    through=Through("senn_active_ehcp_id", "ssd_ehcp_active_plans", "ehcp_active_ehcp_id"),
    source=SSD,
    columns=(
        Column("senn_table_id", Type.TEXT, Kind.IDENTITY),
        Column("senn_active_ehcp_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column(
            "senn_active_ehcp_need_type",
            Type.TEXT,
            Kind.CONTENT,
            codes=("SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "OTH"),
        ),
        Column("senn_active_ehcp_need_rank", Type.TEXT, Kind.CONTENT, codes=("1", "2")),
    ),
)

EHCP_REQUESTS = Table(
    name="ssd_ehcp_requests",
    title="Requests for education, health and care plans",
    key=("ehcr_ehcp_request_id",),
    starts="ehcr_ehcp_req_date",
    ends="ehcr_ehcp_req_outcome_date",
    through=Through("ehcr_send_table_id", "ssd_send", "send_table_id"),
    source=SSD,
    columns=(
        Column("ehcr_ehcp_request_id", Type.TEXT, Kind.IDENTITY),
        Column("ehcr_send_table_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("ehcr_ehcp_req_date", Type.DATE, Kind.DATE),
        Column("ehcr_ehcp_req_outcome_date", Type.DATE, Kind.DATE),
        Column("ehcr_ehcp_req_outcome", Type.TEXT, Kind.CONTENT, codes=("Y", "N", "A", "W", "H")),
    ),
)

EHCP_ASSESSMENT = Table(
    name="ssd_ehcp_assessment",
    title="Assessments for education, health and care plans",
    key=("ehca_ehcp_assessment_id",),
    starts="ehca_ehcp_assessment_outcome_date",
    through=Through("ehca_ehcp_request_id", "ssd_ehcp_requests", "ehcr_ehcp_request_id"),
    source=SSD,
    columns=(
        Column("ehca_ehcp_assessment_id", Type.TEXT, Kind.IDENTITY),
        Column("ehca_ehcp_request_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("ehca_ehcp_assessment_outcome_date", Type.DATE, Kind.DATE),
        Column("ehca_ehcp_assessment_outcome", Type.TEXT, Kind.CONTENT, codes=("Y", "N", "A", "W", "H")),
        Column("ehca_ehcp_assessment_exceptions", Type.TEXT, Kind.CONTENT, codes=("0", "1")),
    ),
)

EHCP_NAMED_PLAN = Table(
    name="ssd_ehcp_named_plan",
    title="Education, health and care plans",
    key=("ehcn_named_plan_id",),
    starts="ehcn_named_plan_start_date",
    ends="ehcn_named_plan_ceased_date",
    through=Through("ehcn_ehcp_asmt_id", "ssd_ehcp_assessment", "ehca_ehcp_assessment_id"),
    source=SSD,
    columns=(
        Column("ehcn_named_plan_id", Type.TEXT, Kind.IDENTITY),
        Column("ehcn_ehcp_asmt_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("ehcn_named_plan_start_date", Type.DATE, Kind.DATE),
        Column("ehcn_named_plan_ceased_date", Type.DATE, Kind.DATE),
        Column(
            "ehcn_named_plan_ceased_reason",
            Type.TEXT,
            Kind.CONTENT,
            codes=("1", "2", "3", "4", "5", "6", "7", "8", "9"),
            note=(
                "1 maximum age, 2 needs met without a plan, 3 higher education, 4 employment, 5 moved,"
                " 6 disengaged, 7 left England, 8 died, 9 other"
            ),
        ),
    ),
)

EHCP_ACTIVE_PLANS = Table(
    name="ssd_ehcp_active_plans",
    title="Education, health and care plans in force",
    key=("ehcp_active_ehcp_id",),
    through=Through("ehcp_ehcp_request_id", "ssd_ehcp_requests", "ehcr_ehcp_request_id"),
    source=SSD,
    columns=(
        Column("ehcp_active_ehcp_id", Type.TEXT, Kind.IDENTITY),
        Column("ehcp_ehcp_request_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("ehcp_active_ehcp_last_review_date", Type.DATE, Kind.DATE),
    ),
)
