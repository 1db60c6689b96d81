"""Health and conduct of looked-after children."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.tables.shared import SSD, YES_NO

CLA_HEALTH = Table(
    name="ssd_cla_health",
    title="Health checks",
    key=("clah_person_id", "clah_health_check_type", "clah_health_check_date"),
    person="clah_person_id",
    starts="clah_health_check_date",
    source=SSD,
    columns=(
        Column("clah_health_check_id", Type.TEXT, Kind.IDENTITY),
        Column("clah_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("clah_health_check_type", Type.TEXT, Kind.IDENTITY),
        Column("clah_health_check_date", Type.DATE, Kind.DATE),
        Column(
            "clah_health_check_status",
            Type.TEXT,
            Kind.CONTENT,
            codes=("Planned", "Refused", "Cancelled", "Completed"),
        ),
    ),
)

CLA_IMMUNISATIONS = Table(
    name="ssd_cla_immunisations",
    title="Immunisations",
    key=("clai_person_id",),
    person="clai_person_id",
    source=SSD,
    columns=(
        Column("clai_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("clai_immunisations_status", Type.TEXT, Kind.CONTENT, codes=("Y", "N")),
        Column("clai_immunisations_status_date", Type.DATE, Kind.DATE),
    ),
)

SDQ_SCORES = Table(
    name="ssd_sdq_scores",
    title="Strengths and difficulties questionnaires",
    key=("csdq_person_id", "csdq_sdq_completed_date"),
    person="csdq_person_id",
    starts="csdq_sdq_completed_date",
    source=SSD,
    columns=(
        Column("csdq_table_id", Type.TEXT, Kind.IDENTITY),
        Column("csdq_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("csdq_sdq_completed_date", Type.DATE, Kind.DATE),
        Column("csdq_sdq_score", Type.INTEGER, Kind.CONTENT),
        Column("csdq_sdq_reason", Type.TEXT, Kind.CONTENT, codes=("SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5")),
    ),
)

CLA_SUBSTANCE_MISUSE = Table(
    name="ssd_cla_substance_misuse",
    title="Substance misuse of looked-after children",
    key=("clas_person_id", "clas_substance_misuse_date", "clas_substance_misused"),
    person="clas_person_id",
    starts="clas_substance_misuse_date",
    source=SSD,
    columns=(
        Column("clas_substance_misuse_id", Type.TEXT, Kind.IDENTITY),
        Column("clas_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("clas_substance_misuse_date", Type.DATE, Kind.DATE),
        Column("clas_substance_misused", Type.TEXT, Kind.CONTENT),
        Column("clas_intervention_received", Type.TEXT, Kind.CONTENT, codes=YES_NO),
    ),
)

CLA_CONVICTIONS = Table(
    name="ssd_cla_convictions",
    title="Convictions of looked-after children",
    key=("clac_person_id", "clac_cla_conviction_date", "clac_cla_conviction_offence"),
    person="clac_person_id",
    starts="clac_cla_conviction_date",
    source=SSD,
    columns=(
        Column("clac_cla_conviction_id", Type.TEXT, Kind.IDENTITY),
        Column("clac_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("clac_cla_conviction_date", Type.DATE, Kind.DATE),
        Column("clac_cla_conviction_offence", Type.TEXT, Kind.CONTENT),
    ),
)
