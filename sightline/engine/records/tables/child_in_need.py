"""Plans of children in need, and visits to them."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.tables.shared import SSD, YES_NO

CIN_PLANS = Table(
    name="ssd_cin_plans",
    title="Child in need plans",
    key=("cinp_person_id", "cinp_cin_plan_start_date"),
    person="cinp_person_id",
    starts="cinp_cin_plan_start_date",
    ends="cinp_cin_plan_end_date",
    source=SSD,
    columns=(
        Column("cinp_cin_plan_id", Type.TEXT, Kind.IDENTITY),
        Column("cinp_referral_id", Type.TEXT, Kind.IDENTITY),
        Column("cinp_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("cinp_cin_plan_start_date", Type.DATE, Kind.DATE),
        Column("cinp_cin_plan_end_date", Type.DATE, Kind.DATE),
        Column("cinp_cin_plan_team", Type.TEXT, Kind.IDENTITY),
        Column("cinp_cin_plan_worker_id", Type.TEXT, Kind.IDENTITY),
    ),
)

CIN_VISITS = Table(
    name="ssd_cin_visits",
    title="Visits to children in need",
    key=("cinv_person_id", "cinv_cin_visit_date"),
    person="cinv_person_id",
    starts="cinv_cin_visit_date",
    source=SSD,
    columns=(
        Column("cinv_cin_visit_id", Type.TEXT, Kind.IDENTITY),
        Column("cinv_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("cinv_cin_visit_date", Type.DATE, Kind.DATE),
        Column("cinv_cin_visit_seen", Type.TEXT, Kind.CONTENT, codes=YES_NO),
        Column("cinv_cin_visit_seen_alone", Type.TEXT, Kind.CONTENT, codes=YES_NO),
        Column("cinv_cin_visit_bedroom", Type.TEXT, Kind.CONTENT, codes=YES_NO),
    ),
)
