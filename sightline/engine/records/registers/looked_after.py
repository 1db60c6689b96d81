"""Reviewing officers, placement with parents, returning home, and placement searches."""

from sightline.engine.records.codes import LEGAL_STATUSES, NEEDS, PLACEMENTS
from sightline.engine.records.columns import Column, Kind, Subject, Table, Type
from sightline.engine.records.registers.shared import CHALLENGE_OUTCOMES, CHILD

IRO_ESCALATION = Table(
    name="iro_escalation",
    title="Disputes raised by reviewing officers",
    key=("child_id", "raised_on", "stage", "theme"),
    person="child_id",
    starts="raised_on",
    ends="resolved_on",
    register=True,
    source=(
        "Local register; IRO Handbook, 2010, chapter 6 (20 working days in all); SI 2010/959 "
        "regulation 45 (not verified)"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("raised_on", Type.DATE, Kind.DATE, "Raised", required=True),
        Column("iro_id", Type.TEXT, Kind.IDENTITY, "Reviewing officer", expected=True),
        Column(
            "stage",
            Type.TEXT,
            Kind.IDENTITY,
            "Stage",
            required=True,
            codes=(
                "informal",
                "stage 1 team manager",
                "stage 2 service manager",
                "stage 3 head of service",
                "stage 4 director",
                "Cafcass",
            ),
            note="one row for each stage",
        ),
        Column(
            "theme",
            Type.TEXT,
            Kind.IDENTITY,
            "What about",
            expected=True,
            codes=(
                "drift",
                "care plan",
                "permanence",
                "visits",
                "health assessment",
                "education plan",
                "placement",
                "legal",
                "recording",
                "other",
            ),
        ),
        Column("responded_on", Type.DATE, Kind.DATE, "Answered"),
        Column("resolved_on", Type.DATE, Kind.DATE, "Resolved"),
        Column("outcome", Type.TEXT, Kind.CONTENT, "Outcome", codes=CHALLENGE_OUTCOMES),
        Column("child_effect", Type.TEXT, Kind.CONTENT, "What it meant for the child"),
    ),
)

PLACEMENT_WITH_PARENTS = Table(
    name="placement_with_parents",
    title="Placement with parents",
    key=("child_id", "placed_on"),
    person="child_id",
    starts="placed_on",
    register=True,
    source=(
        "Local register; Care Planning, Placement and Case Review (England) Regulations 2010 (SI "
        "2010/959) regulations 15 to 19"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("placed_on", Type.DATE, Kind.DATE, "Placed"),
        Column("order", Type.TEXT, Kind.IDENTITY, "Legal status", expected=True, codes=LEGAL_STATUSES),
        Column("assessment_started_on", Type.DATE, Kind.DATE, "Assessment started"),
        Column("assessment_ended_on", Type.DATE, Kind.DATE, "Assessment completed"),
        Column(
            "criminal_checks_on",
            Type.DATE,
            Kind.DATE,
            "Criminal record checks completed",
            note="the last of them; each adult's stand in their own register",
        ),
        Column("health_checks_on", Type.DATE, Kind.DATE, "Health checks completed"),
        Column("child_view", Type.FLAG, Kind.CONTENT, "Holds what the child said"),
        Column("nominated_officer_id", Type.TEXT, Kind.IDENTITY, "Nominated officer"),
        Column("approved_on", Type.DATE, Kind.DATE, "Approved"),
        Column("emergency", Type.FLAG, Kind.CONTENT, "Placed before the assessment", expected=True),
        Column("support_plan_on", Type.DATE, Kind.DATE, "Support plan agreed"),
        Column("order_discharge_sought_on", Type.DATE, Kind.DATE, "Discharge of the order sought"),
        Column("analysis", Type.TEXT, Kind.CONTENT, "Analysis of the assessment"),
    ),
)

HOUSEHOLD_CHECK = Table(
    name="household_check",
    title="Checks of adults in a household",
    key=("child_id", "setting", "placed_on", "adult_key", "check"),
    person="child_id",
    of=(Subject.HOUSEHOLD, "household_id"),
    starts="placed_on",
    register=True,
    source=(
        "Local register; SI 2010/959 schedule 3 (placement with parents); SI 2005/1533 schedule 2"
        " (private fostering); not verified"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("household_id", Type.TEXT, Kind.IDENTITY, "Household"),
        Column(
            "setting",
            Type.TEXT,
            Kind.IDENTITY,
            "Why the household is checked",
            required=True,
            codes=("placement with parents", "private fostering", "connected carer"),
        ),
        Column("placed_on", Type.DATE, Kind.DATE, "Child placed or arrangement began", required=True),
        Column("adult_key", Type.TEXT, Kind.IDENTITY, "Adult (a key, no name)", required=True),
        Column(
            "check",
            Type.TEXT,
            Kind.IDENTITY,
            "Check",
            required=True,
            codes=("criminal record", "health", "references", "local records"),
        ),
        Column("asked_on", Type.DATE, Kind.DATE, "Asked for"),
        Column("received_on", Type.DATE, Kind.DATE, "Received"),
        Column(
            "result", Type.TEXT, Kind.CONTENT, "Result", codes=("clear", "matter to weigh", "not suitable")
        ),
    ),
)

REUNIFICATION = Table(
    name="reunification",
    title="Return home from care",
    key=("child_id", "plan_on"),
    person="child_id",
    starts="plan_on",
    ends="support_ended_on",
    register=True,
    source="Local register; SI 2010/959 regulation 39 (not verified); limits are local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("plan_on", Type.DATE, Kind.DATE, "Plan to return", required=True),
        Column("assessment_on", Type.DATE, Kind.DATE, "Assessment completed"),
        Column("returned_on", Type.DATE, Kind.DATE, "Returned"),
        Column("support_plan", Type.FLAG, Kind.CONTENT, "Support plan in place"),
        Column("support_ended_on", Type.DATE, Kind.DATE, "Support ended"),
        Column("visits_after", Type.INTEGER, Kind.CONTENT, "Visits after the return"),
        Column("came_back_on", Type.DATE, Kind.DATE, "Came back into care"),
        Column("reason_back", Type.TEXT, Kind.CONTENT, "Why the child came back", codes=NEEDS),
    ),
)

PLACEMENT_SEARCH = Table(
    name="placement_search",
    title="Placement searches and matching",
    key=("child_id", "requested_on"),
    person="child_id",
    starts="requested_on",
    ends="placed_on",
    register=True,
    source=(
        "Local register; Children Act 1989 sections 22C and 22G (not verified); limits are local practice"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("requested_on", Type.DATETIME, Kind.DATE, "Requested", required=True),
        Column("needed_by", Type.DATE, Kind.DATE, "Needed by", expected=True),
        Column(
            "reason",
            Type.TEXT,
            Kind.IDENTITY,
            "Reason for the search",
            expected=True,
            codes=("new entry", "breakdown", "planned move", "emergency"),
        ),
        Column(
            "first_choice_type",
            Type.TEXT,
            Kind.IDENTITY,
            "First choice of placement",
            expected=True,
            codes=PLACEMENTS,
        ),
        Column("offers", Type.INTEGER, Kind.CONTENT, "Offers"),
        Column("declined_by_providers", Type.INTEGER, Kind.CONTENT, "Declined by providers"),
        Column("placed_on", Type.DATE, Kind.DATE, "Placed"),
        Column(
            "match_quality",
            Type.TEXT,
            Kind.CONTENT,
            "Quality of the match",
            codes=("good", "partly", "only choice"),
        ),
        Column(
            "siblings_together",
            Type.TEXT,
            Kind.CONTENT,
            "Siblings placed together",
            codes=("yes", "no, assessed", "no, no choice", "not applicable"),
        ),
        Column("unregistered", Type.FLAG, Kind.CONTENT, "Provider not registered"),
    ),
)
