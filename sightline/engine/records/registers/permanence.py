"""Tracking permanence, early permanence, connected carers, life-story work and adopters."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD, PERMANENCE_PLANS

PERMANENCE_TRACKER = Table(
    name="permanence_tracker",
    title="Permanence decisions and tracking",
    key=("child_id", "care_from"),
    person="child_id",
    starts="care_from",
    ends="order_on",
    register=True,
    source=(
        "Local register; IRO Handbook, 2010 (a plan for permanence by the second review); "
        "Adoption Agencies Regulations 2005 (SI 2005/389)"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("care_from", Type.DATE, Kind.DATE, "Started to be looked after", required=True),
        Column("primary_plan", Type.TEXT, Kind.CONTENT, "Plan", expected=True, codes=PERMANENCE_PLANS),
        Column("parallel_plan", Type.TEXT, Kind.CONTENT, "Parallel plan", codes=PERMANENCE_PLANS),
        Column("decided_on", Type.DATE, Kind.DATE, "Decided"),
        Column(
            "decided_at",
            Type.TEXT,
            Kind.IDENTITY,
            "Decided at",
            codes=("review", "panel", "agency decision maker", "court"),
        ),
        Column("second_review_on", Type.DATE, Kind.DATE, "Second review"),
        Column("match_sought_from", Type.DATE, Kind.DATE, "Match sought from"),
        Column(
            "matched_on",
            Type.DATE,
            Kind.DATE,
            "Matched",
            note="a long-term foster match too, which no return holds",
        ),
        Column("match_panel_on", Type.DATE, Kind.DATE, "Matching panel"),
        Column("placed_on", Type.DATE, Kind.DATE, "Placed"),
        Column("order_on", Type.DATE, Kind.DATE, "Order made"),
        Column(
            "report_quality",
            Type.TEXT,
            Kind.CONTENT,
            "Quality of the permanence report",
            codes=("good", "needs work", "not filed"),
        ),
        Column(
            "blocked_by",
            Type.TEXT,
            Kind.CONTENT,
            "Held up by",
            codes=("assessment", "court", "family finding", "panel", "carer decision", "contact", "none"),
        ),
        Column("next_action_due", Type.DATE, Kind.DATE, "Next action due"),
        Column("manager_reviewed_on", Type.DATE, Kind.DATE, "Reviewed by a manager"),
    ),
)

PERMANENCE_MEETING = Table(
    name="permanence_meeting",
    title="Permanence planning meetings",
    key=("child_id", "due_on", "held_on"),
    person="child_id",
    starts="due_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("due_on", Type.DATE, Kind.DATE, "Due", required=True),
        Column("held_on", Type.DATE, Kind.DATE, "Held"),
        Column("plan", Type.TEXT, Kind.CONTENT, "Plan", codes=PERMANENCE_PLANS),
        Column("decisions", Type.TEXT, Kind.CONTENT, "Decisions"),
    ),
)

EARLY_PERMANENCE = Table(
    name="early_permanence",
    title="Early permanence considered",
    key=("child_id", "considered_on"),
    person="child_id",
    starts="considered_on",
    register=True,
    source="Local register; Children Act 1989 section 22C(9A) and (9B)",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("considered_on", Type.DATE, Kind.DATE, "Considered"),
        Column(
            "stage", Type.TEXT, Kind.IDENTITY, "When", codes=("before birth", "at birth", "at entry", "later")
        ),
        Column("suitable", Type.FLAG, Kind.CONTENT, "Suitable"),
        Column(
            "reason_not",
            Type.TEXT,
            Kind.CONTENT,
            "If not, why",
            codes=("family carer", "no carers", "parent objection", "not considered", "other"),
        ),
        Column("referred_to_agency_on", Type.DATE, Kind.DATE, "Referred to the agency"),
        Column("carers_identified_on", Type.DATE, Kind.DATE, "Carers found"),
        Column("placed_on", Type.DATE, Kind.DATE, "Placed"),
        Column(
            "outcome", Type.TEXT, Kind.CONTENT, "Outcome", codes=("adopted", "returned", "family", "moved")
        ),
    ),
)

CONNECTED_CARER = Table(
    name="connected_carer",
    title="Approval of connected carers",
    key=("carer_id", "child_id", "placed_on"),
    person="child_id",
    starts="placed_on",
    ends="panel_on",
    register=True,
    source="Local register; SI 2010/959 regulations 24 and 25 (16 weeks, one extension of up to 8)",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("carer_id", Type.TEXT, Kind.IDENTITY, "Carer", required=True),
        Column("placed_on", Type.DATE, Kind.DATE, "Placed", required=True),
        Column("temporary_approval_on", Type.DATE, Kind.DATE, "Temporary approval"),
        Column("expires_on", Type.DATE, Kind.DATE, "Approval runs out", expected=True),
        Column("extended_to", Type.DATE, Kind.DATE, "Extended to"),
        Column("full_assessment_on", Type.DATE, Kind.DATE, "Full assessment completed"),
        Column("panel_on", Type.DATE, Kind.DATE, "Panel"),
        Column(
            "outcome",
            Type.TEXT,
            Kind.CONTENT,
            "Outcome",
            codes=("approved", "not approved", "special guardianship", "moved"),
        ),
    ),
)

LIFE_STORY = Table(
    name="life_story",
    title="Life-story work and later-life letters",
    key=("child_id", "kind", "due_on", "done_on"),
    person="child_id",
    starts="due_on",
    ends="given_on",
    register=True,
    source=(
        "Local register; Adoption Agencies Regulations 2005 (SI 2005/389) regulation 35; adoption"
        " statutory guidance, 2013; limits outside adoption are local practice"
    ),
    columns=(
        Column(
            "child_id",
            Type.TEXT,
            Kind.IDENTITY,
            "Child",
            required=True,
            aliases=CHILD,
            note="the identity before adoption only",
        ),
        Column(
            "plan",
            Type.TEXT,
            Kind.IDENTITY,
            "Plan",
            expected=True,
            codes=("adoption", "long-term foster", "special guardianship", "other"),
        ),
        Column(
            "kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind of work",
            required=True,
            codes=("words and pictures", "life-story book", "later-life letter", "direct work"),
        ),
        Column("due_on", Type.DATE, Kind.DATE, "Due"),
        Column("started_on", Type.DATE, Kind.DATE, "Started"),
        Column("done_on", Type.DATE, Kind.DATE, "Done"),
        Column("given_on", Type.DATE, Kind.DATE, "Given to the child or adopters"),
        Column("quality", Type.TEXT, Kind.CONTENT, "Quality", codes=("good", "needs work")),
        Column("author_id", Type.TEXT, Kind.IDENTITY, "Written by"),
    ),
)

ADOPTER_VISITS = Table(
    name="adopter_visits",
    title="Work by the child's worker in adoption",
    key=("child_id", "visit_due_on", "task"),
    person="child_id",
    starts="visit_due_on",
    register=True,
    source="Local register; Adoption Agencies Regulations 2005 (SI 2005/389) regulation 36",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("placed_on", Type.DATE, Kind.DATE, "Placed", expected=True),
        Column("visit_due_on", Type.DATE, Kind.DATE, "Visit due", required=True),
        Column("visit_done_on", Type.DATE, Kind.DATE, "Visit done"),
        Column(
            "task",
            Type.TEXT,
            Kind.IDENTITY,
            "Task",
            codes=(
                "matching report",
                "permanence report",
                "placement plan",
                "contact plan",
                "application report",
            ),
        ),
        Column("task_due_on", Type.DATE, Kind.DATE, "Task due"),
        Column("task_done_on", Type.DATE, Kind.DATE, "Task done"),
        Column("adopter_complaint", Type.FLAG, Kind.CONTENT, "Complaint by the adopters"),
    ),
)
