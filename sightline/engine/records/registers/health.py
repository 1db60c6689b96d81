"""Health assessments, questionnaires in use, and the health history of care leavers."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD

SDQ_USE = Table(
    name="sdq_use",
    title="Use of strengths and difficulties questionnaires",
    key=("child_id", "scored_on"),
    person="child_id",
    starts="scored_on",
    register=True,
    source=(
        "Local register; Promoting the health and well-being of looked-after children, 2015; "
        "limits are local practice"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("scored_on", Type.DATE, Kind.DATE, "Scored", required=True),
        Column("score", Type.INTEGER, Kind.CONTENT, "Score", expected=True, note="0 to 40"),
        Column("discussed_at_review_on", Type.DATE, Kind.DATE, "Discussed at a review"),
        Column("plan_changed", Type.FLAG, Kind.CONTENT, "Plan changed"),
        Column(
            "referred_to",
            Type.TEXT,
            Kind.CONTENT,
            "Referred to",
            codes=("CAMHS", "specialist team", "school", "none needed"),
        ),
        Column("referred_on", Type.DATE, Kind.DATE, "Referred"),
        Column("first_treatment_on", Type.DATE, Kind.DATE, "First treated"),
    ),
)

HEALTH_HISTORY = Table(
    name="health_history",
    title="Health history of care leavers",
    key=("child_id", "compiled_on"),
    person="child_id",
    starts="compiled_on",
    register=True,
    source="Local register; Promoting the health and well-being of looked-after children, 2015",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Young person", required=True, aliases=CHILD),
        Column("compiled_on", Type.DATE, Kind.DATE, "Compiled"),
        Column(
            "held_by",
            Type.TEXT,
            Kind.IDENTITY,
            "Held by",
            expected=True,
            codes=("authority", "health", "both", "none"),
        ),
        Column("given_on", Type.DATE, Kind.DATE, "Given to the young person"),
        Column("format", Type.TEXT, Kind.IDENTITY, "Format", codes=("paper", "digital")),
        Column("refused_on", Type.DATE, Kind.DATE, "Refused"),
        Column("copy_kept", Type.FLAG, Kind.CONTENT, "Copy kept", expected=True),
    ),
)

HEALTH_ASSESSMENT = Table(
    name="health_assessment",
    title="Health assessments of looked-after children",
    key=("child_id", "care_from", "kind", "offered_on", "seen_on"),
    person="child_id",
    starts="care_from",
    register=True,
    source="Local register; no national return tells an initial health assessment from a review",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("care_from", Type.DATE, Kind.DATE, "Started to be looked after", required=True),
        Column(
            "kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind",
            required=True,
            codes=("initial", "review", "dental", "optician", "leaving care summary"),
        ),
        Column("consent_on", Type.DATE, Kind.DATE, "Consent given"),
        Column("referred_to_health_on", Type.DATE, Kind.DATE, "Referred to the health service"),
        Column("offered_on", Type.DATE, Kind.DATE, "Offered for"),
        Column("seen_on", Type.DATE, Kind.DATE, "Child seen"),
        Column("report_received_on", Type.DATE, Kind.DATE, "Report received"),
        Column(
            "status",
            Type.TEXT,
            Kind.IDENTITY,
            "Status",
            codes=("planned", "completed", "refused", "not brought", "cancelled"),
        ),
        Column(
            "assessed_by",
            Type.TEXT,
            Kind.IDENTITY,
            "Assessed by",
            codes=("doctor", "nurse", "midwife", "dentist"),
        ),
        Column("health_needs", Type.TEXT, Kind.CONTENT, "Health needs found"),
        Column("recommendations", Type.TEXT, Kind.CONTENT, "Recommendations for the care plan"),
        Column("child_views", Type.TEXT, Kind.CONTENT, "What the child said"),
        Column("late_reason", Type.TEXT, Kind.IDENTITY, "Reason if late"),
        Column("plan_updated_on", Type.DATE, Kind.DATE, "Care plan updated"),
    ),
)
