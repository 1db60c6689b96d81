"""Bodies that lead and scrutinise, improvement, and partners."""

from sightline.engine.records.columns import Column, Kind, Subject, Table, Type
from sightline.engine.records.registers.shared import AGENCIES

CORPORATE_PARENTING = Table(
    name="corporate_parenting",
    title="Corporate parenting panel and scrutiny",
    key=("body", "met_on", "item"),
    of=(Subject.BODY, "body"),
    starts="met_on",
    register=True,
    source=(
        "Local register; Children and Social Work Act 2017 section 1 (not verified); the body's "
        "own terms of reference"
    ),
    columns=(
        Column(
            "body",
            Type.TEXT,
            Kind.IDENTITY,
            "Body",
            required=True,
            codes=(
                "corporate parenting panel",
                "select committee",
                "improvement board",
                "cabinet",
                "safeguarding partners",
            ),
        ),
        Column("met_on", Type.DATE, Kind.DATE, "Met", required=True),
        Column("attended", Type.INTEGER, Kind.CONTENT, "Number present", expected=True),
        Column("quorate", Type.FLAG, Kind.CONTENT, "Quorate", expected=True),
        Column("young_people_present", Type.FLAG, Kind.CONTENT, "Young people present", expected=True),
        Column("item", Type.TEXT, Kind.IDENTITY, "Item", required=True),
        Column("question", Type.TEXT, Kind.CONTENT, "Question or challenge"),
        Column("action_id", Type.TEXT, Kind.IDENTITY, "Action"),
        Column(
            "evidence_seen",
            Type.TEXT,
            Kind.CONTENT,
            "Evidence seen",
            codes=("report", "data", "visit", "children", "audit"),
        ),
    ),
)

BODY_ATTENDANCE = Table(
    name="body_attendance",
    title="Attendance at panels and boards",
    key=("body", "met_on", "seat"),
    of=(Subject.BODY, "body"),
    starts="met_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("body", Type.TEXT, Kind.IDENTITY, "Body", required=True),
        Column("met_on", Type.DATE, Kind.DATE, "Met", required=True),
        Column(
            "seat",
            Type.TEXT,
            Kind.IDENTITY,
            "Seat",
            required=True,
            codes=(
                "member",
                "health",
                "reviewing officer",
                "foster carer",
                "young person",
                "housing",
                "police",
                "education",
                "officer",
            ),
        ),
        Column("attended", Type.FLAG, Kind.CONTENT, "Attended"),
    ),
)

IMPROVEMENT_ACTION = Table(
    name="improvement_action",
    title="Improvement plan and direction",
    key=("action_id",),
    of=(Subject.ACTION, "action_id"),
    starts="due_on",
    register=True,
    source="Local register; Education Act 1996 section 497A (direction); otherwise local practice",
    columns=(
        Column("action_id", Type.TEXT, Kind.IDENTITY, "Action", required=True),
        Column(
            "source",
            Type.TEXT,
            Kind.IDENTITY,
            "Where it comes from",
            expected=True,
            codes=(
                "Ofsted",
                "commissioner",
                "peer review",
                "audit",
                "panel",
                "scrutiny",
                "complaint",
                "court",
            ),
        ),
        Column("finding", Type.TEXT, Kind.CONTENT, "Finding", expected=True, note="number of the paragraph"),
        Column("text", Type.TEXT, Kind.CONTENT, "What is to be done", expected=True),
        Column("owner", Type.TEXT, Kind.IDENTITY, "Owner", expected=True),
        Column("due_on", Type.DATE, Kind.DATE, "Due", required=True),
        Column(
            "status",
            Type.TEXT,
            Kind.CONTENT,
            "Status",
            expected=True,
            codes=("not started", "on time", "late", "done", "done and checked"),
        ),
        Column("measure", Type.TEXT, Kind.CONTENT, "Measure", expected=True),
        Column("baseline", Type.NUMBER, Kind.CONTENT, "Starting figure"),
        Column("target", Type.NUMBER, Kind.CONTENT, "Target"),
        Column("effect_evidence", Type.TEXT, Kind.CONTENT, "Evidence of effect"),
        Column("checked_by", Type.TEXT, Kind.IDENTITY, "Checked by", note="not the owner"),
        Column("reopened_on", Type.DATE, Kind.DATE, "Opened again"),
    ),
)

PARTNER_ENGAGEMENT = Table(
    name="partner_engagement",
    title="Partners' engagement",
    key=("body", "agency", "met_on"),
    of=(Subject.BODY, "body"),
    starts="met_on",
    register=True,
    source="Local register; Children Act 2004 sections 16E to 16K (not verified); local practice",
    columns=(
        Column("body", Type.TEXT, Kind.IDENTITY, "Body", required=True),
        Column("agency", Type.TEXT, Kind.IDENTITY, "Agency", required=True, codes=AGENCIES),
        Column("met_on", Type.DATE, Kind.DATE, "Met", required=True),
        Column("attended", Type.FLAG, Kind.CONTENT, "Attended", expected=True),
        Column("seniority", Type.TEXT, Kind.CONTENT, "Who came", codes=("decision maker", "deputy", "none")),
        Column("action_id", Type.TEXT, Kind.IDENTITY, "Action"),
        Column("done_on", Type.DATE, Kind.DATE, "Action done"),
    ),
)
