"""Care leavers."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.tables.shared import SSD

CARE_LEAVERS = Table(
    name="ssd_care_leavers",
    title="Care leavers",
    key=("clea_person_id",),
    person="clea_person_id",
    source=SSD,
    columns=(
        Column("clea_table_id", Type.TEXT, Kind.IDENTITY),
        Column("clea_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column(
            "clea_care_leaver_eligibility",
            Type.TEXT,
            Kind.CONTENT,
            codes=("Relevant", "Former Relevant", "Eligible", "Qualifying", "No Current Eligibility"),
        ),
        Column(
            "clea_care_leaver_in_touch",
            Type.TEXT,
            Kind.CONTENT,
            codes=("YES", "NO", "DIED", "REFU", "NREQ", "RHOM"),
        ),
        Column("clea_care_leaver_latest_contact", Type.DATE, Kind.DATE),
        Column(
            "clea_care_leaver_accommodation",
            Type.TEXT,
            Kind.CONTENT,
            codes=("B", "C", "D", "E", "G", "H", "K", "R", "S", "T", "U", "V", "W", "X", "Y", "Z"),
        ),
        Column("clea_care_leaver_accom_suitable", Type.TEXT, Kind.CONTENT, codes=("1", "2")),
        Column(
            "clea_care_leaver_activity",
            Type.TEXT,
            Kind.CONTENT,
            codes=("F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5", "G4", "G5", "G6"),
        ),
        Column("clea_pathway_plan_review_date", Type.DATE, Kind.DATE),
        Column("clea_care_leaver_personal_advisor", Type.TEXT, Kind.IDENTITY),
        Column("clea_care_leaver_allocated_team", Type.TEXT, Kind.IDENTITY),
        Column("clea_care_leaver_worker_id", Type.TEXT, Kind.IDENTITY),
    ),
)
