"""Tools that assess neglect."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD

NEGLECT_TOOL = Table(
    name="neglect_tool",
    title="Neglect assessment tools",
    key=("child_id", "tool", "used_on"),
    person="child_id",
    starts="used_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column(
            "tool",
            Type.TEXT,
            Kind.IDENTITY,
            "Tool",
            expected=True,
            codes=("graded care profile", "home conditions", "neglect screening", "other"),
        ),
        Column("used_on", Type.DATE, Kind.DATE, "Used", required=True),
        Column(
            "by_agency",
            Type.TEXT,
            Kind.IDENTITY,
            "Used by",
            expected=True,
            codes=("social care", "early help", "health", "school", "other"),
        ),
        Column("overall", Type.INTEGER, Kind.CONTENT, "Overall score", note="1 to 5"),
        Column(
            "used_in",
            Type.TEXT,
            Kind.CONTENT,
            "Used in",
            codes=("assessment", "plan", "conference", "supervision", "court"),
            several=True,
        ),
        Column("finding", Type.TEXT, Kind.CONTENT, "What was found"),
    ),
)

NEGLECT_TOOL_AREA = Table(
    name="neglect_tool_area",
    title="Neglect tools area by area",
    key=("child_id", "used_on", "area"),
    person="child_id",
    starts="used_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("used_on", Type.DATE, Kind.DATE, "Used", required=True),
        Column(
            "area",
            Type.TEXT,
            Kind.IDENTITY,
            "Area of care",
            required=True,
            codes=("physical care", "safety", "love", "esteem"),
        ),
        Column("score", Type.INTEGER, Kind.CONTENT, "Score of the area", note="1 to 5"),
    ),
)
