"""Changes of school, exclusions, and long absence told by schools."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD

SCHOOL_CHANGE = Table(
    name="school_change",
    title="Changes of school of looked-after children",
    key=("child_id", "new_school_from"),
    person="child_id",
    starts="new_school_from",
    register=True,
    source="Local register; DfE guidance Promoting the education of looked-after children, 2018",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("new_school_from", Type.DATE, Kind.DATE, "Started at the new school", required=True),
        Column("new_school_urn", Type.TEXT, Kind.IDENTITY, "New school", expected=True),
        Column("old_school_urn", Type.TEXT, Kind.IDENTITY, "Old school"),
        Column("why_changed", Type.TEXT, Kind.CONTENT, "Why the school changed"),
    ),
)

SCHOOL_EXCLUSION = Table(
    name="school_exclusion",
    title="Suspensions and permanent exclusions from school",
    key=("child_id", "exclusion", "excluded_from"),
    person="child_id",
    starts="excluded_from",
    register=True,
    source=(
        "Local register; Education Act 1996 section 19; Suspension and Permanent Exclusion "
        "guidance (numbers not verified)"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column(
            "exclusion",
            Type.TEXT,
            Kind.IDENTITY,
            "Suspension or exclusion",
            required=True,
            codes=("suspension", "permanent"),
        ),
        Column("excluded_from", Type.DATE, Kind.DATE, "First day out of school", required=True),
        Column("school_days_out", Type.INTEGER, Kind.IDENTITY, "School days out", expected=True),
        Column("other_education_from", Type.DATE, Kind.DATE, "Other education began"),
        Column("rescinded_on", Type.DATE, Kind.DATE, "Exclusion taken back or child on a new roll"),
        Column("other_education", Type.TEXT, Kind.CONTENT, "What the other education is"),
    ),
)

LONG_ABSENCE = Table(
    name="long_absence",
    title="Long absences told to the authority by schools",
    key=("child_id", "tenth_day_on"),
    person="child_id",
    starts="tenth_day_on",
    register=True,
    source=(
        "Local register; School Attendance (Pupil Registration) (England) Regulations 2024 (not verified)"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("tenth_day_on", Type.DATE, Kind.DATE, "Tenth school day of absence in a row", required=True),
        Column("authority_told_on", Type.DATE, Kind.DATE, "School told the authority"),
        Column("absence_ended_on", Type.DATE, Kind.DATE, "Back at school"),
        Column("what_school_did", Type.TEXT, Kind.CONTENT, "What the school did"),
    ),
)

TIMETABLE_REVIEW = Table(
    name="timetable_review",
    title="Reviews of part-time timetables",
    key=("child_id", "timetable_reviewed_on"),
    person="child_id",
    starts="timetable_reviewed_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("timetable_reviewed_on", Type.DATE, Kind.DATE, "Timetable reviewed", required=True),
        Column("hours_agreed", Type.NUMBER, Kind.CONTENT, "Hours a week agreed at the review"),
        Column("way_back", Type.TEXT, Kind.CONTENT, "The way back to full time"),
    ),
)
