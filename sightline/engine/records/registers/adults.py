"""Allegations against adults who work with children, and concerns about carers' standards."""

from sightline.engine.records.codes import REFERRAL_SOURCES
from sightline.engine.records.columns import Column, Kind, Subject, Table, Type
from sightline.engine.records.registers.shared import AGENCIES, ALLEGATION_OUTCOMES, CHILD

DESIGNATED_OFFICER = Table(
    name="designated_officer",
    title="Allegations against people who work with children",
    key=("allegation_id", "child_id"),
    person="child_id",
    of=(Subject.ADULT, "subject_key"),
    starts="referred_on",
    ends="closed_on",
    register=True,
    source=(
        "Local register; Working Together to Safeguard Children, 2018, chapter 2 (tell the "
        "designated officer within one working day)"
    ),
    columns=(
        Column("allegation_id", Type.TEXT, Kind.IDENTITY, "Allegation", required=True),
        Column("referred_on", Type.DATETIME, Kind.DATE, "Told to the designated officer", required=True),
        Column("alleged_on", Type.DATE, Kind.DATE, "Alleged event"),
        Column("employer_told_on", Type.DATE, Kind.DATE, "Employer learned of it"),
        Column(
            "referrer_agency",
            Type.TEXT,
            Kind.IDENTITY,
            "Who told the officer",
            expected=True,
            codes=REFERRAL_SOURCES,
        ),
        Column(
            "subject_sector",
            Type.TEXT,
            Kind.IDENTITY,
            "Sector of the adult",
            expected=True,
            codes=(
                "education",
                "early years",
                "foster care",
                "residential",
                "health",
                "police",
                "social care",
                "transport",
                "faith",
                "voluntary and sport",
                "other",
            ),
        ),
        Column(
            "subject_key",
            Type.TEXT,
            Kind.IDENTITY,
            "Adult (a key, no name)",
            expected=True,
            note="kept apart from children's records",
        ),
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", aliases=CHILD),
        Column(
            "category",
            Type.TEXT,
            Kind.CONTENT,
            "Kind of concern",
            expected=True,
            codes=("physical", "sexual", "emotional", "neglect", "conduct outside work"),
        ),
        Column(
            "threshold_met",
            Type.TEXT,
            Kind.CONTENT,
            "Threshold met",
            expected=True,
            codes=("yes", "no, advice only", "no, standards of care"),
        ),
        Column("action_text", Type.TEXT, Kind.CONTENT, "Action agreed"),
        Column("action_due", Type.DATE, Kind.DATE, "Action due"),
        Column("action_done", Type.DATE, Kind.DATE, "Action done"),
        Column(
            "police_outcome",
            Type.TEXT,
            Kind.CONTENT,
            "Outcome of the police",
            codes=("none", "caution", "charge", "conviction", "no further action"),
        ),
        Column(
            "employer_outcome",
            Type.TEXT,
            Kind.CONTENT,
            "Outcome of the employer",
            codes=("none", "suspended", "dismissed", "resigned", "warning", "returned"),
        ),
        Column("outcome", Type.TEXT, Kind.CONTENT, "Outcome", codes=ALLEGATION_OUTCOMES),
        Column("dbs_referral_on", Type.DATE, Kind.DATE, "Referred to the Disclosure and Barring Service"),
        Column("closed_on", Type.DATE, Kind.DATE, "Closed"),
    ),
)

ALLEGATION_MEETING = Table(
    name="allegation_meeting",
    title="Meetings about allegations against adults",
    key=("allegation_id", "held_on"),
    of=(Subject.ADULT, "subject_key"),
    starts="due_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("allegation_id", Type.TEXT, Kind.IDENTITY, "Allegation", required=True),
        Column("subject_key", Type.TEXT, Kind.IDENTITY, "Adult (a key, no name)"),
        Column(
            "kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind of meeting",
            codes=("initial evaluation", "strategy meeting", "review", "outcome"),
        ),
        Column("due_on", Type.DATE, Kind.DATE, "Due", required=True),
        Column("held_on", Type.DATE, Kind.DATE, "Held"),
        Column("agencies", Type.TEXT, Kind.CONTENT, "Agencies present", codes=AGENCIES, several=True),
        Column("decision", Type.TEXT, Kind.CONTENT, "Decision"),
        Column("minutes_sent_on", Type.DATE, Kind.DATE, "Minutes sent"),
    ),
)

STANDARDS_OF_CARE = Table(
    name="standards_of_care",
    title="Concerns about foster carers and standards of care",
    key=("carer_id", "kind", "raised_on"),
    person="child_id",
    of=(Subject.CARER, "carer_id"),
    starts="raised_on",
    ends="concluded_on",
    register=True,
    source=(
        "Local register; Fostering Services (England) Regulations 2011 (SI 2011/581); limits are "
        "local practice"
    ),
    columns=(
        Column("carer_id", Type.TEXT, Kind.IDENTITY, "Carer", required=True),
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", aliases=CHILD),
        Column("raised_on", Type.DATE, Kind.DATE, "Raised", required=True),
        Column(
            "kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind",
            required=True,
            codes=("allegation", "standard of care", "complaint"),
        ),
        Column("allegation_id", Type.TEXT, Kind.IDENTITY, "Allegation"),
        Column(
            "investigator_id",
            Type.TEXT,
            Kind.IDENTITY,
            "Looked into by",
            note="not the carer's supervising social worker",
        ),
        Column("independent_support_offered", Type.FLAG, Kind.CONTENT, "Independent support offered"),
        Column("concluded_on", Type.DATE, Kind.DATE, "Concluded"),
        Column("outcome", Type.TEXT, Kind.CONTENT, "Outcome", codes=ALLEGATION_OUTCOMES),
        Column("review_to_panel_on", Type.DATE, Kind.DATE, "Review taken to panel"),
        Column(
            "approval_outcome",
            Type.TEXT,
            Kind.CONTENT,
            "What became of the approval",
            codes=("no change", "terms changed", "terminated", "resigned"),
        ),
    ),
)
