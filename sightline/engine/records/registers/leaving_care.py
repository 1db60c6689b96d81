"""The steps of leaving care, personal advisers' contacts, and where care leavers live."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD

LEAVING_CARE_STEP = Table(
    name="leaving_care_step",
    title="Steps of leaving care",
    key=("child_id", "step", "asked_on"),
    person="child_id",
    starts="asked_on",
    register=True,
    source="Local register; Care Leavers (England) Regulations 2010 (SI 2010/2571); local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Young person", required=True, aliases=CHILD),
        Column(
            "step",
            Type.TEXT,
            Kind.IDENTITY,
            "Step",
            required=True,
            codes=(
                "needs assessment",
                "pathway plan",
                "personal adviser",
                "staying put",
                "housing plan",
                "support from 21",
            ),
        ),
        Column("asked_on", Type.DATE, Kind.DATE, "Asked for or begun", required=True),
        Column("done_on", Type.DATE, Kind.DATE, "Completed or agreed"),
        Column("declined_on", Type.DATE, Kind.DATE, "Declined by the young person"),
        Column("adviser_id", Type.TEXT, Kind.IDENTITY, "Personal adviser"),
        Column("young_person_view", Type.TEXT, Kind.CONTENT, "View of the young person"),
        Column("agreed", Type.TEXT, Kind.CONTENT, "What was found or agreed"),
    ),
)

ADVISER_CONTACT = Table(
    name="adviser_contact",
    title="Personal advisers' visits and contacts",
    key=("child_id", "contact_on", "contact_way"),
    person="child_id",
    starts="contact_on",
    register=True,
    source="Local register; Care Leavers (England) Regulations 2010 (SI 2010/2571) regulation 8",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Young person", required=True, aliases=CHILD),
        Column("contact_on", Type.DATE, Kind.DATE, "Contact", required=True),
        Column(
            "contact_way",
            Type.TEXT,
            Kind.IDENTITY,
            "Way of contact",
            required=True,
            codes=("visit at home", "meeting elsewhere", "call", "message"),
        ),
        Column("reached", Type.FLAG, Kind.IDENTITY, "Young person reached", expected=True),
        Column("adviser_id", Type.TEXT, Kind.IDENTITY, "Personal adviser"),
        Column("home_suitable", Type.FLAG, Kind.CONTENT, "Home found suitable"),
        Column("talked_about", Type.TEXT, Kind.CONTENT, "What was talked about"),
    ),
)

CARE_LEAVER_HOME = Table(
    name="care_leaver_home",
    title="Where care leavers live",
    key=("child_id", "moved_in_on"),
    person="child_id",
    starts="moved_in_on",
    ends="moved_out_on",
    register=True,
    source="Local register; Care Leavers (England) Regulations 2010 (SI 2010/2571) regulations 7 to 9",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Young person", required=True, aliases=CHILD),
        Column("moved_in_on", Type.DATE, Kind.DATE, "Moved in", required=True),
        Column("moved_out_on", Type.DATE, Kind.DATE, "Moved out"),
        Column(
            "provided_by",
            Type.TEXT,
            Kind.IDENTITY,
            "Provided by",
            required=True,
            codes=("authority", "family", "foster carer", "housing", "private landlord", "custody", "other"),
            note="authority: under section 23B or 24B of the Children Act 1989",
        ),
        Column("district", Type.TEXT, Kind.IDENTITY, "District"),
        Column("plan_reviewed_on", Type.DATE, Kind.DATE, "Pathway plan reviewed after the move"),
        Column("suitable", Type.FLAG, Kind.CONTENT, "Suitable"),
        Column("why_suitable", Type.TEXT, Kind.CONTENT, "Why suitable, or not"),
    ),
)
