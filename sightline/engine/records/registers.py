"""Local registers: what the seed names and no national return holds, in the same declaration.

A register says what was done *and what it found*: its content columns are what makes "recorded is not
done" computable (inspection of 2019, paragraph 36: forms with only the key dates).
"""

from sightline.engine.records.columns import Column, Kind, Table, Type

_CHILD = ("child unique id", "child")
_ASSESSORS = ("doctor", "nurse", "midwife", "dentist")

RETURN_HOME_INTERVIEW = Table(
    name="return_home_interview",
    title="Return home interviews",
    key=("child_id", "missing_from"),
    person="child_id",
    starts="missing_from",
    register=True,
    source="Local register; DfE statutory guidance on children who run away or go missing, 2014",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=_CHILD),
        Column("missing_from", Type.DATETIME, Kind.DATE, "Missing from", required=True),
        Column("missing_to", Type.DATETIME, Kind.DATE, "Found or returned"),
        Column(
            "missing_from_place",
            Type.TEXT,
            Kind.IDENTITY,
            "Missing from where",
            codes=("home", "care placement", "other authority placement"),
        ),
        Column("offered_on", Type.DATETIME, Kind.DATE, "Offered"),
        Column(
            "response",
            Type.TEXT,
            Kind.IDENTITY,
            "Child's response",
            codes=("accepted", "declined", "not reached", "missing again", "not offered"),
        ),
        Column("held_on", Type.DATETIME, Kind.DATE, "Held"),
        Column("interviewer_role", Type.TEXT, Kind.IDENTITY, "Interviewer"),
        Column("push_pull_reason", Type.TEXT, Kind.CONTENT, "Why the child went"),
        Column("where_and_who", Type.TEXT, Kind.CONTENT, "Where the child was and with whom"),
        Column("harm_disclosed", Type.TEXT, Kind.CONTENT, "Harm disclosed", codes=("Y", "N")),
        Column("risk_found", Type.TEXT, Kind.CONTENT, "Risk found"),
        Column("analysis", Type.TEXT, Kind.CONTENT, "Analysis of the critical issues"),
        Column("shared_with_police_on", Type.DATE, Kind.DATE, "Shared with the police"),
        Column("plan_updated_on", Type.DATE, Kind.DATE, "Plan or risk assessment updated"),
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
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=_CHILD),
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
            codes=_ASSESSORS,
        ),
        Column("health_needs", Type.TEXT, Kind.CONTENT, "Health needs found"),
        Column("recommendations", Type.TEXT, Kind.CONTENT, "Recommendations for the care plan"),
        Column("child_views", Type.TEXT, Kind.CONTENT, "What the child said"),
        Column("late_reason", Type.TEXT, Kind.IDENTITY, "Reason if late"),
        Column("plan_updated_on", Type.DATE, Kind.DATE, "Care plan updated"),
    ),
)

PERSONAL_EDUCATION_PLAN = Table(
    name="personal_education_plan",
    title="Personal education plans",
    key=("child_id", "due_on", "done_on"),
    person="child_id",
    starts="due_on",
    register=True,
    source="Local register; DfE guidance Promoting the education of looked-after children, 2018",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=_CHILD),
        Column("term", Type.TEXT, Kind.IDENTITY, "Term", note="for example 2018-autumn"),
        Column("year_group", Type.TEXT, Kind.IDENTITY, "Year group"),
        Column("school_urn", Type.TEXT, Kind.IDENTITY, "School"),
        Column("due_on", Type.DATE, Kind.DATE, "Due", required=True),
        Column("done_on", Type.DATE, Kind.DATE, "Meeting held"),
        Column("signed_off_on", Type.DATE, Kind.DATE, "Signed off by the virtual school"),
        Column("quality", Type.TEXT, Kind.CONTENT, "Quality", codes=("good", "needs work", "poor")),
        Column("targets", Type.TEXT, Kind.CONTENT, "Targets"),
        Column("child_view", Type.TEXT, Kind.CONTENT, "What the child said"),
        Column(
            "attainment",
            Type.TEXT,
            Kind.CONTENT,
            "Attainment against expected",
            codes=("below", "at", "above", "not known"),
        ),
        Column("pupil_premium_use", Type.TEXT, Kind.CONTENT, "Use of pupil premium"),
    ),
)

REGISTERS: dict[str, Table] = {
    register.name: register
    for register in (RETURN_HOME_INTERVIEW, HEALTH_ASSESSMENT, PERSONAL_EDUCATION_PLAN)
}
"""Every local register by name."""
