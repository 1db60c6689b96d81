"""Decisions on adoption, adopters and their reviews, special guardianship, and fostering decisions."""

from sightline.engine.records.columns import Column, Kind, Subject, Table, Type
from sightline.engine.records.registers.shared import CHILD

ADOPTION_DECISION = Table(
    name="adoption_decision",
    title="Decisions on adoption by the agency decision maker",
    key=("child_id", "decision_about", "papers_ready_on"),
    person="child_id",
    starts="papers_ready_on",
    register=True,
    source=(
        "Local register; Adoption Agencies Regulations 2005 (SI 2005/389); adoption statutory "
        "guidance, 2013 (numbers not verified)"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column(
            "decision_about",
            Type.TEXT,
            Kind.IDENTITY,
            "What is decided about adoption",
            required=True,
            codes=("should be placed", "match"),
        ),
        Column("plan_endorsed_on", Type.DATE, Kind.DATE, "Review endorsed the plan of adoption"),
        Column("permanence_report_on", Type.DATE, Kind.DATE, "Child's permanence report signed off"),
        Column("presented_on", Type.DATE, Kind.DATE, "Presented to the panel or decision maker"),
        Column(
            "papers_ready_on",
            Type.DATE,
            Kind.DATE,
            "Decision maker has the final papers",
            note="the final minutes of the panel, or the papers where no panel sits",
        ),
        Column("adoption_decided_on", Type.DATE, Kind.DATE, "Adoption decision made"),
        Column("parents_told_on", Type.DATE, Kind.DATE, "Birth parents told by word of mouth"),
        Column("parents_written_to_on", Type.DATE, Kind.DATE, "Birth parents told in writing"),
        Column("placement_order_sought_on", Type.DATE, Kind.DATE, "Placement order applied for"),
        Column("decision_reasons", Type.TEXT, Kind.CONTENT, "Reasons for the adoption decision"),
    ),
)

ADOPTION_CEREMONY = Table(
    name="adoption_ceremony",
    title="Adoption celebration hearings",
    key=("child_id", "adoption_order_on"),
    person="child_id",
    starts="adoption_order_on",
    register=True,
    source="Local register; Adoption Agencies Regulations 2005 (SI 2005/389) regulation 35 (not verified)",
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
        Column("adoption_order_on", Type.DATE, Kind.DATE, "Adoption order made", required=True),
        Column("ceremony_on", Type.DATE, Kind.DATE, "Celebration hearing"),
        Column("ceremony_note", Type.TEXT, Kind.CONTENT, "About the celebration"),
    ),
)

ADOPTER = Table(
    name="adopter",
    title="Prospective and approved adopters",
    key=("adopter_id", "registered_on"),
    of=(Subject.CARER, "adopter_id"),
    starts="registered_on",
    ends="adopter_left_on",
    register=True,
    source=(
        "Local register; Adoption Agencies Regulations 2005 (SI 2005/389) regulations 27, 30B and "
        "30D (not verified)"
    ),
    columns=(
        Column("adopter_id", Type.TEXT, Kind.IDENTITY, "Adopter", required=True),
        Column("registered_on", Type.DATE, Kind.DATE, "Registration of interest accepted", required=True),
        Column("stage_one_ended_on", Type.DATE, Kind.DATE, "Stage one completed"),
        Column("stage_two_asked_on", Type.DATE, Kind.DATE, "Asked to go on to stage two"),
        Column("stage_two_decided_on", Type.DATE, Kind.DATE, "Decision on approval as an adopter"),
        Column(
            "stage_two_outcome",
            Type.TEXT,
            Kind.CONTENT,
            "Outcome for the adopter",
            codes=("approved", "not approved", "withdrew"),
        ),
        Column("matched_with_child_on", Type.DATE, Kind.DATE, "Matched with a child"),
        Column("adopter_left_on", Type.DATE, Kind.DATE, "Withdrew or approval ended"),
    ),
)

ADOPTER_REVIEW = Table(
    name="adopter_review",
    title="Reviews of approved adopters who wait",
    key=("adopter_id", "adopter_reviewed_on"),
    of=(Subject.CARER, "adopter_id"),
    starts="adopter_reviewed_on",
    register=True,
    source=("Local register; Adoption Agencies Regulations 2005 (SI 2005/389) regulation 30D (not verified)"),
    columns=(
        Column("adopter_id", Type.TEXT, Kind.IDENTITY, "Adopter", required=True),
        Column("adopter_reviewed_on", Type.DATE, Kind.DATE, "Adopter reviewed", required=True),
        Column("still_suitable", Type.FLAG, Kind.CONTENT, "Still suitable to adopt"),
        Column("adopter_view", Type.TEXT, Kind.CONTENT, "What the adopter said"),
    ),
)

SPECIAL_GUARDIANSHIP = Table(
    name="special_guardianship",
    title="Special guardianship applications",
    key=("child_id", "applied_on"),
    person="child_id",
    starts="applied_on",
    register=True,
    source="Local register; Children Act 1989 section 14A(7) (not verified)",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("applied_on", Type.DATE, Kind.DATE, "Special guardianship applied for", required=True),
        Column("notice_given_on", Type.DATE, Kind.DATE, "Notice given to the authority"),
        Column("with_leave", Type.FLAG, Kind.IDENTITY, "Applied with leave of the court", expected=True),
        Column("guardian_report_on", Type.DATE, Kind.DATE, "Report on the guardians filed"),
        Column("guardian_support", Type.TEXT, Kind.CONTENT, "Support planned for the guardians"),
    ),
)

FOSTERING_DECISION = Table(
    name="fostering_decision",
    title="Fostering panel recommendations and decisions",
    key=("carer_id", "panel_about", "recommended_on"),
    of=(Subject.CARER, "carer_id"),
    starts="recommended_on",
    register=True,
    source=(
        "Local register; Fostering Services (England) Regulations 2011 (SI 2011/581); Fostering "
        "National Minimum Standards, 2011, standard 14 (not verified)"
    ),
    columns=(
        Column("carer_id", Type.TEXT, Kind.IDENTITY, "Carer", required=True),
        Column(
            "panel_about",
            Type.TEXT,
            Kind.IDENTITY,
            "What the panel considered",
            required=True,
            codes=("approval", "first review", "review", "change of terms", "termination", "match"),
        ),
        Column(
            "recommended_on",
            Type.DATE,
            Kind.DATE,
            "Panel's recommendation received",
            required=True,
        ),
        Column("fostering_decided_on", Type.DATE, Kind.DATE, "Fostering decision made"),
        Column("fostering_reasons", Type.TEXT, Kind.CONTENT, "Reasons for the fostering decision"),
    ),
)
