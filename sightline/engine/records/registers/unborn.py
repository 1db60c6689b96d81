"""Babies not yet born."""

from sightline.engine.records.codes import FACTORS
from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD

PRE_BIRTH = Table(
    name="pre_birth",
    title="Unborn babies",
    key=("child_id", "referred_on"),
    person="child_id",
    starts="referred_on",
    ends="born_on",
    register=True,
    source=(
        "Local register; Working Together to Safeguard Children, 2018, chapter 1; points of "
        "gestation are local practice"
    ),
    columns=(
        Column(
            "child_id",
            Type.TEXT,
            Kind.IDENTITY,
            "Unborn child",
            required=True,
            aliases=CHILD,
            note="own identifier from referral",
        ),
        Column("mother_id", Type.TEXT, Kind.IDENTITY, "Mother", note="restricted; taken out at adoption"),
        Column("expected_birth", Type.DATE, Kind.DATE, "Expected birth", expected=True),
        Column("referred_on", Type.DATE, Kind.DATE, "Referred", required=True),
        Column("concern", Type.TEXT, Kind.CONTENT, "Concerns", expected=True, codes=FACTORS, several=True),
        Column(
            "parent_care_leaver",
            Type.FLAG,
            Kind.CONTENT,
            "A parent is a care leaver",
            note="not itself a ground for referral",
        ),
        Column(
            "concern_about_capacity",
            Type.FLAG,
            Kind.CONTENT,
            "Concern about a parent's capacity",
            expected=True,
        ),
        Column("allocated_on", Type.DATE, Kind.DATE, "Allocated"),
        Column("worker_id", Type.TEXT, Kind.IDENTITY, "Worker"),
        Column("assessment_started_on", Type.DATE, Kind.DATE, "Assessment started"),
        Column("assessment_ended_on", Type.DATE, Kind.DATE, "Assessment completed"),
        Column("strategy_on", Type.DATE, Kind.DATE, "Strategy meeting"),
        Column("conference_on", Type.DATE, Kind.DATE, "Conference"),
        Column("legal_planning_on", Type.DATE, Kind.DATE, "Legal planning meeting"),
        Column("pre_proceedings_on", Type.DATE, Kind.DATE, "Pre-proceedings began"),
        Column("early_permanence_considered_on", Type.DATE, Kind.DATE, "Early permanence considered"),
        Column("birth_plan_shared_on", Type.DATE, Kind.DATE, "Birth plan shared with midwifery"),
        Column("born_on", Type.DATE, Kind.DATE, "Born"),
        Column(
            "pregnancy_end",
            Type.TEXT,
            Kind.CONTENT,
            "How the pregnancy ended",
            codes=("live birth", "stillbirth", "miscarriage", "termination", "moved"),
        ),
        Column(
            "first_step_after_birth",
            Type.TEXT,
            Kind.CONTENT,
            "First step after birth",
            codes=(
                "home no plan",
                "home with plan",
                "parent and child placement",
                "family",
                "foster",
                "early permanence",
                "emergency order",
                "police protection",
            ),
        ),
        Column("unplanned_step", Type.FLAG, Kind.CONTENT, "That step was not planned"),
        Column("analysis", Type.TEXT, Kind.CONTENT, "Analysis of risk and strengths"),
    ),
)
