"""Legal planning, pre-proceedings, and what courts say."""

from sightline.engine.records.codes import LEGAL_STATUSES
from sightline.engine.records.columns import Column, Kind, Subject, Table, Type
from sightline.engine.records.registers.shared import CHILD

LEGAL_PLANNING = Table(
    name="legal_planning",
    title="Legal planning and pre-proceedings",
    key=("child_id", "gateway_on"),
    person="child_id",
    starts="gateway_on",
    ends="ended_on",
    register=True,
    source=(
        "Local register; Children Act 1989 sections 31 and 32 (proceedings within 26 weeks); "
        "Public Law Working Group best practice guidance, 2021 (pre-proceedings within 12 to 16 "
        "weeks)"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("family_id", Type.TEXT, Kind.IDENTITY, "Family"),
        Column("gateway_on", Type.DATE, Kind.DATE, "Legal gateway meeting", required=True),
        Column(
            "trigger",
            Type.TEXT,
            Kind.CONTENT,
            "Reasons",
            expected=True,
            codes=("neglect", "unborn", "domestic abuse", "injury", "sexual abuse", "substance", "other"),
            several=True,
        ),
        Column(
            "outcome",
            Type.TEXT,
            Kind.CONTENT,
            "Outcome",
            expected=True,
            codes=("A", "B", "C", "D"),
            note="A continue the plan, B start pre-proceedings, C issue proceedings, D not known",
        ),
        Column("decided_by", Type.TEXT, Kind.IDENTITY, "Decided by", expected=True),
        Column("pre_proceedings_from", Type.DATE, Kind.DATE, "Pre-proceedings began"),
        Column("letter_on", Type.DATE, Kind.DATE, "Letter before proceedings"),
        Column("first_meeting_on", Type.DATE, Kind.DATE, "First meeting with parents"),
        Column(
            "family_group_conference",
            Type.TEXT,
            Kind.CONTENT,
            "Family group conference",
            codes=("offered and held", "offered and declined", "not offered"),
        ),
        Column(
            "assessment_commissioned",
            Type.TEXT,
            Kind.CONTENT,
            "Assessments asked for",
            codes=("parenting", "psychological", "drug and alcohol test", "sibling", "cognitive"),
            several=True,
        ),
        Column("ended_on", Type.DATE, Kind.DATE, "Pre-proceedings ended"),
        Column(
            "end_outcome",
            Type.TEXT,
            Kind.CONTENT,
            "How they ended",
            codes=("A", "B", "C"),
            note="codes of the CIN census PPOutcome",
        ),
        Column("issued_on", Type.DATE, Kind.DATE, "Proceedings issued"),
        Column("court_reference", Type.TEXT, Kind.IDENTITY, "Court reference"),
        Column("order_on", Type.DATE, Kind.DATE, "Order made"),
        Column("order", Type.TEXT, Kind.CONTENT, "Order", codes=(*LEGAL_STATUSES, "none")),
    ),
)

LEGAL_PLANNING_MEETING = Table(
    name="legal_planning_meeting",
    title="Reviews of legal planning and pre-proceedings",
    key=("child_id", "gateway_on", "due_on"),
    person="child_id",
    starts="due_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("gateway_on", Type.DATE, Kind.DATE, "Legal gateway meeting"),
        Column("due_on", Type.DATE, Kind.DATE, "Due", required=True),
        Column("held_on", Type.DATE, Kind.DATE, "Held"),
        Column(
            "decision",
            Type.TEXT,
            Kind.CONTENT,
            "Decision",
            codes=("continue", "step down", "issue proceedings"),
        ),
        Column("reasons", Type.TEXT, Kind.CONTENT, "Reasons for the decision"),
    ),
)

COURT_FEEDBACK = Table(
    name="court_feedback",
    title="Feedback from courts",
    key=("court_reference", "received_on", "from"),
    of=(Subject.CASE, "court_reference"),
    starts="received_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("court_reference", Type.TEXT, Kind.IDENTITY, "Court reference"),
        Column("received_on", Type.DATE, Kind.DATE, "Received", required=True),
        Column(
            "from",
            Type.TEXT,
            Kind.IDENTITY,
            "From",
            expected=True,
            codes=("judge", "guardian", "Cafcass", "children solicitor", "other"),
        ),
        Column(
            "theme",
            Type.TEXT,
            Kind.CONTENT,
            "What about",
            expected=True,
            codes=(
                "late filing",
                "change of worker",
                "assessment quality",
                "statement quality",
                "non-attendance",
                "good practice",
            ),
            several=True,
        ),
        Column("worker_changes_in_case", Type.INTEGER, Kind.CONTENT, "Changes of worker in the case"),
        Column("direction_missed", Type.FLAG, Kind.CONTENT, "Direction missed"),
        Column("response_on", Type.DATE, Kind.DATE, "Answered"),
        Column("action_id", Type.TEXT, Kind.IDENTITY, "Action"),
    ),
)
