"""Contacts, decisions at the front door, and early help."""

from sightline.engine.records.codes import REFERRAL_SOURCES
from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import AGENCIES, CHILD

FRONT_DOOR = Table(
    name="front_door",
    title="Contacts and front door decisions",
    key=("contact_id", "child_id"),
    person="child_id",
    starts="received_at",
    ends="decided_at",
    register=True,
    source=(
        "Local register; Working Together to Safeguard Children, 2018, chapter 1 (a decision on a"
        " referral within one working day); screening of contacts is local practice"
    ),
    columns=(
        Column("contact_id", Type.TEXT, Kind.IDENTITY, "Contact number", required=True),
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("received_at", Type.DATETIME, Kind.DATE, "Received", required=True),
        Column("source", Type.TEXT, Kind.IDENTITY, "Who made contact", expected=True, codes=REFERRAL_SOURCES),
        Column("domestic_abuse", Type.FLAG, Kind.IDENTITY, "Notification of domestic abuse"),
        Column("rag", Type.TEXT, Kind.IDENTITY, "Priority", codes=("red", "amber", "green")),
        Column(
            "consent",
            Type.TEXT,
            Kind.IDENTITY,
            "Consent",
            expected=True,
            codes=("given", "refused", "not needed", "not sought"),
        ),
        Column("history_checked", Type.FLAG, Kind.CONTENT, "History checked", expected=True),
        Column("decided_at", Type.DATETIME, Kind.DATE, "Decided"),
        Column("decided_by", Type.TEXT, Kind.IDENTITY, "Decided by"),
        Column(
            "outcome",
            Type.TEXT,
            Kind.CONTENT,
            "Outcome",
            expected=True,
            codes=(
                "new referral",
                "existing referral",
                "child protection enquiry",
                "no further action",
                "adoption outside an agency",
                "private fostering",
                "advice",
                "missing",
                "child protected by another authority",
                "early help",
                "other",
            ),
        ),
        Column("threshold_met", Type.FLAG, Kind.CONTENT, "Threshold met", expected=True),
        Column("reason", Type.TEXT, Kind.CONTENT, "Reason for the decision"),
    ),
)

AGENCY_CHECK = Table(
    name="agency_check",
    title="Checks with other agencies at the front door",
    key=("contact_id", "agency", "asked_at"),
    person="child_id",
    starts="asked_at",
    ends="answered_at",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("contact_id", Type.TEXT, Kind.IDENTITY, "Contact number", required=True),
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", aliases=CHILD),
        Column("agency", Type.TEXT, Kind.IDENTITY, "Agency asked", required=True, codes=AGENCIES),
        Column("asked_at", Type.DATETIME, Kind.DATE, "Asked", required=True),
        Column("answered_at", Type.DATETIME, Kind.DATE, "Answered"),
        Column("answer", Type.TEXT, Kind.CONTENT, "What the agency said"),
    ),
)

EARLY_HELP_FLOW = Table(
    name="early_help_flow",
    title="Early help steps",
    key=("child_id", "contact_on"),
    person="child_id",
    starts="contact_on",
    register=True,
    source=(
        "Local register; Working Together to Safeguard Children, 2018, chapter 1; limits are local practice"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("contact_on", Type.DATE, Kind.DATE, "Contact", required=True),
        Column("allocated_on", Type.DATE, Kind.DATE, "Allocated"),
        Column("first_visit_on", Type.DATE, Kind.DATE, "First visit"),
        Column("lead_practitioner", Type.TEXT, Kind.IDENTITY, "Lead practitioner"),
        Column("assessment_on", Type.DATE, Kind.DATE, "Assessment completed"),
        Column("plan_on", Type.DATE, Kind.DATE, "Plan agreed"),
        Column(
            "family_feedback",
            Type.TEXT,
            Kind.CONTENT,
            "What the family said of the help",
            codes=("better", "same", "worse", "none"),
        ),
        Column(
            "outcome",
            Type.TEXT,
            Kind.CONTENT,
            "Outcome",
            codes=("needs met", "step up", "disengaged", "moved"),
        ),
        Column("closed_on", Type.DATE, Kind.DATE, "Help ended"),
    ),
)

EARLY_HELP_SCREENING = Table(
    name="early_help_screening",
    title="Screening of early help contacts",
    key=("child_id", "contact_on", "screened_on"),
    person="child_id",
    starts="contact_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("contact_on", Type.DATE, Kind.DATE, "Contact", required=True),
        Column("screened_on", Type.DATE, Kind.DATE, "Screened", required=True),
        Column("screened_by", Type.TEXT, Kind.IDENTITY, "Screened by"),
        Column("decision", Type.TEXT, Kind.CONTENT, "Decision"),
    ),
)
