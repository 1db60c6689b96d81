"""What children said of the work done with them."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.tables.shared import SSD

VOICE_OF_CHILD = Table(
    name="ssd_voice_of_child",
    title="Voice of the child",
    key=("voch_table_id",),
    person="voch_person_id",
    source=SSD,
    columns=(
        Column("voch_table_id", Type.TEXT, Kind.IDENTITY),
        Column("voch_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("voch_explained_worries", Type.TEXT, Kind.CONTENT),
        Column("voch_story_help_understand", Type.TEXT, Kind.CONTENT),
        Column("voch_agree_worker", Type.TEXT, Kind.CONTENT),
        Column("voch_plan_safe", Type.TEXT, Kind.CONTENT),
        Column("voch_tablet_help_explain", Type.TEXT, Kind.CONTENT),
    ),
)
