"""What children say, and advocacy."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD

PARTICIPATION = Table(
    name="participation",
    title="Voice of children and advocacy",
    key=("child_id", "on", "way"),
    person="child_id",
    starts="on",
    register=True,
    source="Local register; Children Act 1989 section 22(4) (not verified); local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", aliases=CHILD, note="blank for groups"),
        Column("on", Type.DATE, Kind.DATE, "On", required=True),
        Column(
            "way",
            Type.TEXT,
            Kind.IDENTITY,
            "Way of being heard",
            required=True,
            codes=(
                "review",
                "conference",
                "council of children in care",
                "care leaver group",
                "survey",
                "advocacy",
                "complaint",
                "direct work",
            ),
        ),
        Column(
            "advocate",
            Type.TEXT,
            Kind.IDENTITY,
            "Advocate",
            codes=("offered and used", "offered and declined", "not offered"),
        ),
        Column("view", Type.TEXT, Kind.CONTENT, "What was said", expected=True),
        Column("what_changed", Type.TEXT, Kind.CONTENT, "What changed"),
        Column("told_back_on", Type.DATE, Kind.DATE, "Told back"),
    ),
)
