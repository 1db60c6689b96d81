"""Episodes of care, placements, reviews, care plans, visits and going missing."""

from sightline.engine.records.columns import Column, Kind, Table, Through, Type
from sightline.engine.records.tables.shared import SSD

CLA_EPISODES = Table(
    name="ssd_cla_episodes",
    title="Episodes of being looked after",
    key=("clae_person_id", "clae_cla_episode_start_date"),
    person="clae_person_id",
    starts="clae_cla_episode_start_date",
    ends="clae_cla_episode_ceased_date",
    source=SSD,
    columns=(
        Column("clae_cla_episode_id", Type.TEXT, Kind.IDENTITY),
        Column("clae_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("clae_cla_placement_id", Type.TEXT, Kind.IDENTITY),
        Column("clae_cla_episode_start_date", Type.DATE, Kind.DATE),
        Column(
            "clae_cla_episode_start_reason", Type.TEXT, Kind.CONTENT, codes=("S", "L", "P", "T", "B", "U")
        ),
        Column(
            "clae_cla_primary_need_code",
            Type.TEXT,
            Kind.CONTENT,
            codes=("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"),
        ),
        Column("clae_cla_episode_ceased_date", Type.DATE, Kind.DATE),
        Column("clae_cla_episode_ceased_reason", Type.TEXT, Kind.CONTENT),
        Column("clae_cla_id", Type.TEXT, Kind.IDENTITY),
        Column("clae_referral_id", Type.TEXT, Kind.IDENTITY),
        Column("clae_cla_last_iro_contact_date", Type.DATE, Kind.DATE),
        Column("clae_entered_care_date", Type.DATE, Kind.DATE),
    ),
)

CLA_PLACEMENT = Table(
    name="ssd_cla_placement",
    title="Placements",
    key=("clap_person_id", "clap_cla_placement_start_date"),
    person="clap_person_id",
    starts="clap_cla_placement_start_date",
    ends="clap_cla_placement_end_date",
    source=SSD,
    columns=(
        Column("clap_cla_placement_id", Type.TEXT, Kind.IDENTITY),
        Column("clap_cla_id", Type.TEXT, Kind.IDENTITY),
        Column("clap_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("clap_cla_placement_start_date", Type.DATE, Kind.DATE),
        Column("clap_cla_placement_type", Type.TEXT, Kind.CONTENT),
        Column("clap_cla_placement_urn", Type.TEXT, Kind.IDENTITY),
        Column("clap_cla_placement_distance", Type.NUMBER, Kind.CONTENT),
        Column(
            "clap_cla_placement_provider",
            Type.TEXT,
            Kind.CONTENT,
            codes=("PR0", "PR1", "PR2", "PR3", "PR4", "PR5"),
        ),
        Column("clap_cla_placement_postcode", Type.TEXT, Kind.IDENTITY),
        Column("clap_cla_placement_end_date", Type.DATE, Kind.DATE),
        Column("clap_cla_placement_change_reason", Type.TEXT, Kind.CONTENT),
    ),
)

CLA_REVIEWS = Table(
    name="ssd_cla_reviews",
    title="Looked-after reviews",
    key=("clar_cla_person_id", "clar_cla_review_date"),
    person="clar_cla_person_id",
    starts="clar_cla_review_date",
    source=SSD,
    columns=(
        Column("clar_cla_review_id", Type.TEXT, Kind.IDENTITY),
        Column("clar_cla_id", Type.TEXT, Kind.IDENTITY),
        Column("clar_cla_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("clar_cla_review_due_date", Type.DATE, Kind.DATE),
        Column("clar_cla_review_date", Type.DATE, Kind.DATE),
        Column("clar_cla_review_cancelled", Type.TEXT, Kind.CONTENT, codes=("Y", "N")),
        Column(
            "clar_cla_review_participation",
            Type.TEXT,
            Kind.CONTENT,
            codes=("PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7"),
        ),
    ),
)

CLA_CARE_PLAN = Table(
    name="ssd_cla_care_plan",
    title="Care plans",
    key=("lacp_person_id", "lacp_cla_care_plan_start_date"),
    person="lacp_person_id",
    starts="lacp_cla_care_plan_start_date",
    ends="lacp_cla_care_plan_end_date",
    source=SSD,
    columns=(
        Column("lacp_table_id", Type.TEXT, Kind.IDENTITY),
        Column("lacp_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("lacp_cla_care_plan_start_date", Type.DATE, Kind.DATE),
        Column("lacp_cla_care_plan_end_date", Type.DATE, Kind.DATE),
        Column("lacp_cla_care_plan_json", Type.TEXT, Kind.CONTENT),
    ),
)

CLA_VISITS = Table(
    name="ssd_cla_visits",
    title="Visits to looked-after children",
    key=("clav_person_id", "clav_cla_visit_date"),
    person="clav_person_id",
    starts="clav_cla_visit_date",
    source=SSD,
    columns=(
        Column("clav_cla_visit_id", Type.TEXT, Kind.IDENTITY),
        Column("clav_cla_id", Type.TEXT, Kind.IDENTITY),
        Column("clav_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("clav_cla_visit_date", Type.DATE, Kind.DATE),
        Column("clav_cla_visit_seen", Type.TEXT, Kind.CONTENT, codes=("Y", "N")),
        Column("clav_cla_visit_seen_alone", Type.TEXT, Kind.CONTENT, codes=("Y", "N")),
    ),
)

MISSING = Table(
    name="ssd_missing",
    title="Missing and away episodes",
    key=("miss_person_id", "miss_missing_episode_start_date"),
    person="miss_person_id",
    starts="miss_missing_episode_start_date",
    ends="miss_missing_episode_end_date",
    source=SSD,
    columns=(
        Column("miss_table_id", Type.TEXT, Kind.IDENTITY),
        Column("miss_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("miss_missing_episode_start_date", Type.DATETIME, Kind.DATE),
        Column("miss_missing_episode_type", Type.TEXT, Kind.CONTENT, codes=("M", "A")),
        Column("miss_missing_episode_end_date", Type.DATETIME, Kind.DATE),
        Column("miss_missing_rhi_offered", Type.TEXT, Kind.CONTENT, codes=("Y", "N", "NA")),
        Column("miss_missing_rhi_accepted", Type.TEXT, Kind.CONTENT, codes=("Y", "N", "NA")),
    ),
)

S251_FINANCE = Table(
    name="ssd_s251_finance",
    title="Cost of placements",
    key=("s251_table_id",),
    through=Through("s251_cla_placement_id", "ssd_cla_placement", "clap_cla_placement_id"),
    source=SSD,
    columns=(
        Column("s251_table_id", Type.TEXT, Kind.IDENTITY),
        Column("s251_cla_placement_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("s251_placeholder_1", Type.TEXT, Kind.CONTENT),
        Column("s251_placeholder_2", Type.TEXT, Kind.CONTENT),
        Column("s251_placeholder_3", Type.TEXT, Kind.CONTENT),
        Column("s251_placeholder_4", Type.TEXT, Kind.CONTENT),
    ),
)
