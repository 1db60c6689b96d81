"""Privately fostered children, homeless young people, and children placed here by others."""

from sightline.engine.records.codes import PLACEMENTS
from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD

OTHER_LA_CHILD = Table(
    name="other_la_child",
    title="Children placed here by other authorities",
    key=("notice_id",),
    starts="placed_on",
    ends="ended_on",
    register=True,
    source="Local register; SI 2010/959 regulation 13",
    columns=(
        Column("notice_id", Type.TEXT, Kind.IDENTITY, "Notice", required=True),
        Column(
            "placing_authority",
            Type.TEXT,
            Kind.IDENTITY,
            "Placing authority",
            expected=True,
            note="three-digit code",
        ),
        Column(
            "child_initials_or_id",
            Type.TEXT,
            Kind.IDENTITY,
            "Child, as the placing authority calls them",
            expected=True,
        ),
        Column("birth_date", Type.DATE, Kind.IDENTITY, "Birth date"),
        Column("placed_on", Type.DATE, Kind.DATE, "Placed", required=True),
        Column("notified_on", Type.DATE, Kind.DATE, "Told to this authority", expected=True),
        Column("ended_on", Type.DATE, Kind.DATE, "Ended"),
        Column("placement_urn", Type.TEXT, Kind.IDENTITY, "Provider"),
        Column("placement_type", Type.TEXT, Kind.IDENTITY, "Placement", expected=True, codes=PLACEMENTS),
        Column("exploitation_risk", Type.FLAG, Kind.CONTENT, "Risk of exploitation"),
        Column("school_urn", Type.TEXT, Kind.IDENTITY, "School"),
    ),
)

PRIVATE_FOSTERING = Table(
    name="private_fostering",
    title="Private fostering arrangements",
    key=("child_id", "arrangement_from"),
    person="child_id",
    starts="arrangement_from",
    ends="arrangement_to",
    register=True,
    source=(
        "Local register; Children (Private Arrangements for Fostering) Regulations 2005 (SI "
        "2005/1533) regulations 3, 4, 7 and 8"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("notified_on", Type.DATE, Kind.DATE, "Authority became aware", expected=True),
        Column(
            "notified_by",
            Type.TEXT,
            Kind.IDENTITY,
            "Who told the authority",
            expected=True,
            codes=("parent", "carer", "school", "health", "language school", "agency", "other"),
        ),
        Column("arrangement_from", Type.DATE, Kind.DATE, "Arrangement began", required=True),
        Column("arrangement_to", Type.DATE, Kind.DATE, "Arrangement ended"),
        Column(
            "kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind of arrangement",
            expected=True,
            codes=("8B", "8C", "8D", "8E", "8F"),
        ),
        Column("first_visit_on", Type.DATE, Kind.DATE, "First visit"),
        Column("child_seen_alone", Type.FLAG, Kind.CONTENT, "Child seen alone"),
        Column("suitability_decision_on", Type.DATE, Kind.DATE, "Decision on suitability"),
        Column(
            "suitability",
            Type.TEXT,
            Kind.CONTENT,
            "Suitable",
            codes=("suitable", "with requirements", "prohibited"),
        ),
        Column("dbs_all_adults_on", Type.DATE, Kind.DATE, "Criminal record checks of all adults completed"),
        Column("medical_and_references_on", Type.DATE, Kind.DATE, "Medical and references received"),
        Column("end_notified_on", Type.DATE, Kind.DATE, "Told that it ended"),
        Column(
            "ended_reason",
            Type.TEXT,
            Kind.IDENTITY,
            "Why it ended",
            codes=("returned", "16 or 18", "moved", "looked after", "other"),
        ),
    ),
)

PRIVATE_FOSTERING_VISIT = Table(
    name="private_fostering_visit",
    title="Visits to privately fostered children",
    key=("child_id", "visited_on"),
    person="child_id",
    starts="visited_on",
    register=True,
    source=(
        "Local register; SI 2005/1533 regulation 8 (every six weeks in the first year, then every twelve)"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("arrangement_from", Type.DATE, Kind.DATE, "Arrangement began"),
        Column("visited_on", Type.DATE, Kind.DATE, "Visited", required=True),
        Column("visited_by", Type.TEXT, Kind.IDENTITY, "Visited by"),
        Column("seen", Type.FLAG, Kind.CONTENT, "Child seen"),
        Column("seen_alone", Type.FLAG, Kind.CONTENT, "Child seen alone"),
        Column("report", Type.TEXT, Kind.CONTENT, "What was seen and heard"),
    ),
)

HOMELESS_16_17 = Table(
    name="homeless_16_17",
    title="Homeless 16 and 17 year olds",
    key=("child_id", "presented_on"),
    person="child_id",
    starts="presented_on",
    register=True,
    source=(
        "Local register; Children Act 1989 section 20 (not verified); guidance Prevention of "
        "homelessness and provision of accommodation for 16 and 17 year olds, 2018"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Young person", required=True, aliases=CHILD),
        Column("presented_on", Type.DATETIME, Kind.DATE, "Asked for help", required=True),
        Column(
            "presented_to",
            Type.TEXT,
            Kind.IDENTITY,
            "Asked whom",
            expected=True,
            codes=("housing", "social care", "other"),
        ),
        Column("joint_assessment_started_on", Type.DATE, Kind.DATE, "Joint assessment started"),
        Column("assessment_ended_on", Type.DATE, Kind.DATE, "Assessment completed"),
        Column(
            "accommodation_need_considered",
            Type.FLAG,
            Kind.CONTENT,
            "Need for a home considered",
            expected=True,
        ),
        Column("child_in_need", Type.FLAG, Kind.CONTENT, "Found to be a child in need"),
        Column(
            "section_20_duty_found", Type.FLAG, Kind.CONTENT, "Duty under section 20 found", expected=True
        ),
        Column("told_of_rights_on", Type.DATE, Kind.DATE, "Told of their rights"),
        Column("written_information_given", Type.FLAG, Kind.CONTENT, "Given them in writing"),
        Column(
            "advocate",
            Type.TEXT,
            Kind.CONTENT,
            "Advocate",
            expected=True,
            codes=("offered and accepted", "offered and declined", "not offered"),
        ),
        Column(
            "decision",
            Type.TEXT,
            Kind.CONTENT,
            "Decision",
            codes=(
                "section 20 accepted",
                "section 20 declined with capacity",
                "section 17",
                "housing duty",
                "returned home",
                "no duty",
            ),
        ),
        Column("decision_by", Type.TEXT, Kind.IDENTITY, "Decided by"),
        Column(
            "interim_accommodation",
            Type.TEXT,
            Kind.CONTENT,
            "Where they stayed meanwhile",
            codes=("supported lodgings", "foster care", "hostel", "bed and breakfast", "family", "other"),
            note="bed and breakfast is not suitable",
        ),
        Column("accommodated_on", Type.DATETIME, Kind.DATE, "Safe place given"),
        Column("decision_reviewed_on", Type.DATE, Kind.DATE, "Decision reviewed"),
        Column("wishes", Type.TEXT, Kind.CONTENT, "What the young person wanted"),
    ),
)
