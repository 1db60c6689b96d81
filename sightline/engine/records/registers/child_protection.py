"""Strategy meetings, core groups, attendance, plans, visits and chairs."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import AGENCIES, CHALLENGE_OUTCOMES, CHILD

STRATEGY_MEETING = Table(
    name="strategy_meeting",
    title="Strategy discussions and meetings",
    key=("child_id", "concern_on", "held_on"),
    person="child_id",
    starts="concern_on",
    register=True,
    source=(
        "Local register; Working Together to Safeguard Children, 2018, chapter 1; the limit "
        "between concern and meeting is local practice"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("concern_on", Type.DATETIME, Kind.DATE, "Concern received", required=True),
        Column("held_on", Type.DATETIME, Kind.DATE, "Held"),
        Column(
            "run_by",
            Type.TEXT,
            Kind.IDENTITY,
            "Run by",
            expected=True,
            codes=("front door", "area team", "out of hours", "hospital"),
        ),
        Column(
            "kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind of meeting",
            expected=True,
            codes=("first", "review", "exploitation", "pre-birth", "allegation"),
        ),
        Column(
            "threshold_met", Type.FLAG, Kind.CONTENT, "Threshold for a section 47 enquiry met", expected=True
        ),
        Column(
            "decision",
            Type.TEXT,
            Kind.CONTENT,
            "Decision",
            expected=True,
            codes=("single enquiry", "joint enquiry", "assessment", "no action"),
        ),
        Column("actions", Type.INTEGER, Kind.CONTENT, "Number of actions"),
        Column("minutes_sent_on", Type.DATE, Kind.DATE, "Minutes sent"),
        Column("not_convened_reason", Type.TEXT, Kind.CONTENT, "Why no meeting was held"),
        Column("rationale", Type.TEXT, Kind.CONTENT, "Reasons for the decision"),
    ),
)

MEETING_ATTENDANCE = Table(
    name="meeting_attendance",
    title="Attendance at strategy meetings, conferences and core groups",
    key=("child_id", "meeting", "held_on", "agency"),
    person="child_id",
    starts="held_on",
    register=True,
    source=(
        "Local register; Working Together to Safeguard Children, 2018, chapter 1; quorum is local practice"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column(
            "meeting",
            Type.TEXT,
            Kind.IDENTITY,
            "Meeting",
            required=True,
            codes=(
                "strategy meeting",
                "initial conference",
                "review conference",
                "core group",
                "child in need meeting",
            ),
        ),
        Column("held_on", Type.DATE, Kind.DATE, "Held", required=True),
        Column(
            "agency", Type.TEXT, Kind.IDENTITY, "Agency", required=True, codes=(*AGENCIES, "parent", "child")
        ),
        Column("invited", Type.FLAG, Kind.CONTENT, "Invited"),
        Column("attended", Type.FLAG, Kind.CONTENT, "Attended"),
        Column("information_sent_on", Type.DATE, Kind.DATE, "Report or information sent"),
        Column("report_shared_on", Type.DATE, Kind.DATE, "Report shared with the family"),
    ),
)

CORE_GROUP = Table(
    name="core_group",
    title="Core groups and plan meetings",
    key=("child_id", "plan_id", "due_on", "held_on"),
    person="child_id",
    starts="due_on",
    register=True,
    source=(
        "Local register; Working Together to Safeguard Children, 2018, chapter 1 (within 10 "
        "working days of the conference); later intervals are local practice"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("plan_id", Type.TEXT, Kind.IDENTITY, "Plan", expected=True),
        Column("held_on", Type.DATE, Kind.DATE, "Held"),
        Column("due_on", Type.DATE, Kind.DATE, "Due", required=True),
        Column("parent_attended", Type.FLAG, Kind.CONTENT, "Parent attended"),
        Column("plan_updated", Type.FLAG, Kind.CONTENT, "Plan updated"),
        Column("progress", Type.TEXT, Kind.CONTENT, "Progress against the plan"),
    ),
)

PLAN_QUALITY = Table(
    name="plan_quality",
    title="Currency and quality of plans",
    key=("child_id", "plan_kind", "version_on"),
    person="child_id",
    starts="version_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column(
            "plan_kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind of plan",
            required=True,
            codes=("early help", "child in need", "child protection", "care", "pathway", "placement", "EHC"),
        ),
        Column("version_on", Type.DATE, Kind.DATE, "Date of this version", required=True),
        Column("approved_on", Type.DATE, Kind.DATE, "Approved"),
        Column("due_update_on", Type.DATE, Kind.DATE, "Update due", expected=True),
        Column("actions", Type.INTEGER, Kind.CONTENT, "Number of actions", expected=True),
        Column("actions_with_owner", Type.INTEGER, Kind.CONTENT, "Actions that name who", expected=True),
        Column("actions_with_date", Type.INTEGER, Kind.CONTENT, "Actions that say by when", expected=True),
        Column("bottom_line", Type.FLAG, Kind.CONTENT, "Says what follows if nothing changes", expected=True),
        Column("child_view", Type.FLAG, Kind.CONTENT, "Holds what the child said", expected=True),
        Column("family_copy_on", Type.DATE, Kind.DATE, "Copy given to the family"),
    ),
)

VISIT = Table(
    name="visit",
    title="Visits to children",
    key=("child_id", "kind", "due_on", "done_on"),
    person="child_id",
    starts="due_on",
    register=True,
    source=(
        "Local register; Visits to looked-after children: SI 2010/959 regulation 28; other visits"
        " are local practice"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column(
            "kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind of visit",
            required=True,
            codes=(
                "child in need",
                "child protection",
                "looked after",
                "private fostering",
                "adoption",
                "leaving care",
                "early help",
            ),
        ),
        Column("due_on", Type.DATE, Kind.DATE, "Due", required=True),
        Column("done_on", Type.DATE, Kind.DATE, "Done"),
        Column("by_worker_id", Type.TEXT, Kind.IDENTITY, "Visited by"),
        Column(
            "by_kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Allocated worker or another",
            expected=True,
            codes=("allocated", "duty", "other"),
        ),
        Column("seen", Type.FLAG, Kind.CONTENT, "Child seen", expected=True),
        Column("seen_alone", Type.FLAG, Kind.CONTENT, "Child seen alone", expected=True),
        Column("bedroom", Type.FLAG, Kind.CONTENT, "Bedroom seen"),
        Column("view_recorded", Type.FLAG, Kind.CONTENT, "What the child said is recorded", expected=True),
        Column("direct_work", Type.FLAG, Kind.CONTENT, "Direct work done"),
        Column("recorded_on", Type.DATETIME, Kind.DATE, "Recorded"),
        Column("observed", Type.TEXT, Kind.CONTENT, "What was seen and heard"),
    ),
)

CP_CHAIR_CHALLENGE = Table(
    name="cp_chair_challenge",
    title="Challenges by conference chairs",
    key=("child_id", "plan_id", "raised_on", "theme"),
    person="child_id",
    starts="raised_on",
    ends="resolved_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("plan_id", Type.TEXT, Kind.IDENTITY, "Plan", expected=True),
        Column("raised_on", Type.DATE, Kind.DATE, "Raised", required=True),
        Column("chair_id", Type.TEXT, Kind.IDENTITY, "Chair", expected=True),
        Column(
            "theme",
            Type.TEXT,
            Kind.IDENTITY,
            "What about",
            expected=True,
            codes=(
                "plan not specific",
                "no timescales",
                "core group missed",
                "visits missed",
                "no progress",
                "legal advice needed",
                "report late",
                "attendance",
            ),
        ),
        Column("resolved_on", Type.DATE, Kind.DATE, "Resolved"),
        Column("outcome", Type.TEXT, Kind.CONTENT, "Outcome", codes=CHALLENGE_OUTCOMES),
    ),
)
