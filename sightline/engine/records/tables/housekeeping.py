"""Tables that the dataset is built with: read like any other, and no duty rests on them."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.tables.shared import SSD

DIM_DATE = Table(
    name="ssd_dim_date",
    title="Calendar by which the dataset is built",
    key=("date_key",),
    source=SSD,
    columns=(
        Column("date_key", Type.INTEGER, Kind.IDENTITY, required=True),
        Column("full_date", Type.DATE, Kind.DATE),
        Column("calendar_year", Type.INTEGER, Kind.IDENTITY),
        Column("calendar_quarter", Type.INTEGER, Kind.IDENTITY),
        Column("month_number", Type.INTEGER, Kind.IDENTITY),
        Column("day_of_month", Type.INTEGER, Kind.IDENTITY),
        Column("iso_year", Type.INTEGER, Kind.IDENTITY),
        Column("iso_week", Type.INTEGER, Kind.IDENTITY),
        Column("day_of_week_monday1", Type.INTEGER, Kind.IDENTITY, "Day of week (Monday is 1)"),
        Column("is_weekend", Type.FLAG, Kind.IDENTITY),
        Column("month_start_date", Type.DATE, Kind.DATE),
        Column("month_end_date", Type.DATE, Kind.DATE),
        Column("quarter_start_date", Type.DATE, Kind.DATE),
        Column("quarter_end_date", Type.DATE, Kind.DATE),
        Column("year_start_date", Type.DATE, Kind.DATE),
        Column("year_end_date", Type.DATE, Kind.DATE),
        Column("fiscal_year_start_year", Type.INTEGER, Kind.IDENTITY),
        Column("fiscal_year_label", Type.TEXT, Kind.IDENTITY),
        Column("fiscal_year_start_date", Type.DATE, Kind.DATE),
        Column("fiscal_year_end_date", Type.DATE, Kind.DATE),
        Column("fiscal_quarter", Type.INTEGER, Kind.IDENTITY),
        Column("fiscal_quarter_start_date", Type.DATE, Kind.DATE),
        Column("fiscal_quarter_end_date", Type.DATE, Kind.DATE),
    ),
)

COHORT = Table(
    name="ssd_cohort",
    title="Children whom the dataset takes in, and why",
    key=("dim_person_id",),
    person="dim_person_id",
    source=SSD,
    columns=(
        Column("dim_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("legacy_id", Type.TEXT, Kind.IDENTITY),
        Column("has_contact", Type.FLAG, Kind.IDENTITY),
        Column("has_referral", Type.FLAG, Kind.IDENTITY),
        Column("has_903", Type.FLAG, Kind.IDENTITY),
        Column("is_care_leaver", Type.FLAG, Kind.IDENTITY),
        Column("has_eligibility", Type.FLAG, Kind.IDENTITY),
        Column("has_client_flag", Type.FLAG, Kind.IDENTITY, "Has client flag"),
        Column("has_involvement", Type.FLAG, Kind.IDENTITY),
        Column("first_activity_dttm", Type.DATE, Kind.DATE),
        Column("last_activity_dttm", Type.DATE, Kind.DATE),
    ),
)

PRE_CLA_CARE_PLAN = Table(
    name="ssd_pre_cla_care_plan",
    title="Answers of care plan forms, from which the dataset takes permanence plans",
    key=("FACT_FORM_ID", "ANSWER_NO"),
    person="DIM_PERSON_ID",
    source=SSD,
    columns=(
        Column("FACT_FORM_ID", Type.TEXT, Kind.IDENTITY, "Form ID"),
        Column("DIM_PERSON_ID", Type.TEXT, Kind.IDENTITY, required=True),
        Column("ANSWER_NO", Type.TEXT, Kind.IDENTITY),
        Column("ANSWER", Type.TEXT, Kind.CONTENT),
        Column("LatestResponseDate", Type.DATE, Kind.DATE, "Latest response date"),
    ),
)

VERSION_LOG = Table(
    name="ssd_version_log",
    title="Versions of the dataset",
    key=("version_number",),
    source=SSD,
    columns=(
        Column("version_number", Type.TEXT, Kind.IDENTITY, required=True),
        Column("release_date", Type.DATE, Kind.DATE),
        Column("description", Type.TEXT, Kind.CONTENT),
        Column("is_current", Type.FLAG, Kind.CONTENT),
        Column("created_at", Type.DATETIME, Kind.DATE),
        Column("created_by", Type.TEXT, Kind.IDENTITY),
        Column("impact_description", Type.TEXT, Kind.CONTENT),
    ),
)

API_STAGING = Table(
    name="ssd_api_data_staging",
    title="What is sent to the Department each day",
    key=("id",),
    person="person_id",
    source=SSD,
    columns=(
        Column("id", Type.TEXT, Kind.IDENTITY),
        Column("person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("json_payload", Type.TEXT, Kind.CONTENT),
        Column("current_hash", Type.TEXT, Kind.IDENTITY),
        Column("previous_hash", Type.TEXT, Kind.IDENTITY),
        Column("submission_status", Type.TEXT, Kind.CONTENT),
        Column("submission_timestamp", Type.DATETIME, Kind.DATE),
        Column("api_response", Type.TEXT, Kind.CONTENT),
        Column("row_state", Type.TEXT, Kind.CONTENT),
        Column("last_updated", Type.DATETIME, Kind.DATE),
    ),
)
