"""What care leavers were offered."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD

CARE_LEAVER_OFFER = Table(
    name="care_leaver_offer",
    title="Care leavers' local offer",
    key=("child_id", "item", "offered_on"),
    person="child_id",
    starts="offered_on",
    register=True,
    source="Local register; Children and Social Work Act 2017 section 2; limits are local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Young person", required=True, aliases=CHILD),
        Column(
            "district",
            Type.TEXT,
            Kind.IDENTITY,
            "District",
            note="where they live: offers differ by district",
        ),
        Column(
            "item",
            Type.TEXT,
            Kind.IDENTITY,
            "What was offered",
            required=True,
            codes=(
                "council tax relief",
                "housing priority",
                "setting-up grant",
                "staying put",
                "leisure",
                "data",
                "health card",
            ),
        ),
        Column("offered_on", Type.DATE, Kind.DATE, "Offered"),
        Column("taken_on", Type.DATE, Kind.DATE, "Taken up"),
        Column("plan_actions", Type.INTEGER, Kind.CONTENT, "Actions in the pathway plan"),
        Column("plan_actions_timed", Type.INTEGER, Kind.CONTENT, "Of them, with a date"),
    ),
)
