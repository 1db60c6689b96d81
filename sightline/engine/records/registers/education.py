"""Personal education plans, home education, children missing education, and absence."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD

HOME_EDUCATION = Table(
    name="home_education",
    title="Elective home education",
    key=("child_id", "notified_on"),
    person="child_id",
    starts="notified_on",
    ends="ended_on",
    register=True,
    source=(
        "Local register; Education Act 1996 sections 7 and 437 (not verified); DfE guidance "
        "Elective home education, 2019; limits are local practice"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("upn", Type.TEXT, Kind.IDENTITY, "Unique pupil number"),
        Column("notified_on", Type.DATE, Kind.DATE, "Authority told", required=True),
        Column("from_school_urn", Type.TEXT, Kind.IDENTITY, "Last school"),
        Column("off_roll_on", Type.DATE, Kind.DATE, "Taken off the roll"),
        Column(
            "reason",
            Type.TEXT,
            Kind.IDENTITY,
            "Reason",
            expected=True,
            codes=(
                "philosophical",
                "health",
                "mental health",
                "SEND",
                "dissatisfied",
                "bullying",
                "exclusion risk",
                "lifestyle",
                "religious",
                "unknown",
            ),
        ),
        Column(
            "social_care_status_at_start",
            Type.TEXT,
            Kind.IDENTITY,
            "Social care when it began",
            expected=True,
            codes=("none", "early help", "child in need", "child protection", "looked after"),
        ),
        Column("ehc_plan", Type.FLAG, Kind.IDENTITY, "Education, health and care plan", expected=True),
        Column("first_contact_on", Type.DATE, Kind.DATE, "First contact"),
        Column(
            "education_view",
            Type.TEXT,
            Kind.CONTENT,
            "Education",
            codes=("suitable", "not suitable", "not known"),
        ),
        Column("last_seen_on", Type.DATE, Kind.DATE, "Child last seen"),
        Column(
            "attendance_order_stage",
            Type.TEXT,
            Kind.CONTENT,
            "School attendance order",
            codes=("none", "notice", "order", "withdrawn"),
        ),
        Column("ended_on", Type.DATE, Kind.DATE, "Ended"),
        Column(
            "ended_reason",
            Type.TEXT,
            Kind.IDENTITY,
            "Why it ended",
            codes=("school", "moved", "over age", "missing education", "other"),
        ),
        Column("evidence", Type.TEXT, Kind.CONTENT, "Evidence of the education"),
    ),
)

NOT_FULL_TIME_EDUCATION = Table(
    name="not_full_time_education",
    title="Children missing education or on part-time timetables",
    key=("child_id", "kind", "from"),
    person="child_id",
    starts="from",
    ends="to",
    register=True,
    source=(
        "Local register; Education Act 1996 sections 19 and 436A (not verified); limits are local practice"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column(
            "kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind",
            required=True,
            codes=(
                "missing education",
                "part-time timetable",
                "awaiting placement",
                "alternative provision under 25 hours",
                "medical",
            ),
        ),
        Column("from", Type.DATE, Kind.DATE, "From", required=True),
        Column("to", Type.DATE, Kind.DATE, "To"),
        Column("hours_per_week", Type.NUMBER, Kind.CONTENT, "Hours a week"),
        Column(
            "reason",
            Type.TEXT,
            Kind.IDENTITY,
            "Reason",
            expected=True,
            codes=("behaviour", "medical", "SEND", "reintegration", "moved in", "other"),
        ),
        Column("referred_to_panel_on", Type.DATE, Kind.DATE, "Referred to panel"),
        Column("provision_found_on", Type.DATE, Kind.DATE, "Provision found"),
        Column("complex_need", Type.FLAG, Kind.CONTENT, "Complex need"),
        Column("review_due", Type.DATE, Kind.DATE, "Review due"),
        Column("enquiries", Type.TEXT, Kind.CONTENT, "Enquiries made"),
    ),
)

SCHOOL_ATTENDANCE_CARE = Table(
    name="school_attendance_care",
    title="Absence and exclusion of children in care",
    key=("child_id", "school_urn", "term"),
    person="child_id",
    register=True,
    source=(
        "Local register; School Attendance (Pupil Registration) (England) Regulations 2024; local practice"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("school_urn", Type.TEXT, Kind.IDENTITY, "School", required=True),
        Column("term", Type.TEXT, Kind.IDENTITY, "Term", required=True, note="for example 2018-autumn"),
        Column("sessions_possible", Type.INTEGER, Kind.CONTENT, "Sessions possible", expected=True),
        Column("sessions_missed", Type.INTEGER, Kind.CONTENT, "Sessions missed", expected=True),
        Column("suspensions", Type.INTEGER, Kind.CONTENT, "Suspensions"),
        Column("suspension_sessions", Type.INTEGER, Kind.CONTENT, "Sessions lost to suspension"),
        Column("permanent_exclusion_on", Type.DATE, Kind.DATE, "Permanently excluded"),
        Column("timetable", Type.TEXT, Kind.CONTENT, "Timetable", codes=("full", "part-time", "none")),
        Column("action", Type.TEXT, Kind.CONTENT, "What was done"),
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
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("term", Type.TEXT, Kind.IDENTITY, "Term", note="for example 2018-autumn"),
        Column("year_group", Type.TEXT, Kind.IDENTITY, "Year group"),
        Column("school_urn", Type.TEXT, Kind.IDENTITY, "School"),
        Column("due_on", Type.DATE, Kind.DATE, "Due", required=True),
        Column("begun_on", Type.DATE, Kind.DATE, "Begun by the social worker"),
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
        Column(
            "sen_stage",
            Type.TEXT,
            Kind.IDENTITY,
            "Special educational needs",
            codes=("none", "SEN support", "EHC plan"),
        ),
    ),
)
