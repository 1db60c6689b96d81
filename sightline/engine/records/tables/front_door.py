"""Contacts, early help, referrals and assessments."""

from sightline.engine.records.codes import CLOSURE_REASONS, NEEDS, REFERRAL_SOURCES
from sightline.engine.records.columns import Column, Kind, Table, Through, Type
from sightline.engine.records.tables.shared import SSD, YES_NO

CONTACTS = Table(
    name="ssd_contacts",
    title="Contacts",
    key=("cont_person_id", "cont_contact_date", "cont_contact_source_code"),
    person="cont_person_id",
    starts="cont_contact_date",
    source=SSD,
    columns=(
        Column("cont_contact_id", Type.TEXT, Kind.IDENTITY),
        Column("cont_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("cont_contact_date", Type.DATE, Kind.DATE),
        Column("cont_contact_source_code", Type.TEXT, Kind.IDENTITY, codes=REFERRAL_SOURCES),
        Column("cont_contact_source_desc", Type.TEXT, Kind.IDENTITY),
        Column("cont_contact_outcome_json", Type.TEXT, Kind.CONTENT),
    ),
)

EARLY_HELP_EPISODES = Table(
    name="ssd_early_help_episodes",
    title="Early help",
    key=("earl_person_id", "earl_episode_start_date"),
    person="earl_person_id",
    starts="earl_episode_start_date",
    ends="earl_episode_end_date",
    source=SSD,
    columns=(
        Column("earl_episode_id", Type.TEXT, Kind.IDENTITY),
        Column("earl_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("earl_episode_start_date", Type.DATE, Kind.DATE),
        Column("earl_episode_end_date", Type.DATE, Kind.DATE),
        Column("earl_episode_reason", Type.TEXT, Kind.CONTENT),
        Column("earl_episode_end_reason", Type.TEXT, Kind.CONTENT),
        Column("earl_episode_organisation", Type.TEXT, Kind.IDENTITY),
        Column("earl_episode_worker_id", Type.TEXT, Kind.IDENTITY),
    ),
)

CIN_EPISODES = Table(
    name="ssd_cin_episodes",
    title="Referrals and children in need",
    key=("cine_person_id", "cine_referral_date"),
    person="cine_person_id",
    starts="cine_referral_date",
    ends="cine_close_date",
    source=SSD,
    columns=(
        Column("cine_referral_id", Type.TEXT, Kind.IDENTITY),
        Column("cine_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("cine_referral_date", Type.DATE, Kind.DATE),
        Column("cine_cin_primary_need_code", Type.TEXT, Kind.CONTENT, codes=NEEDS),
        Column("cine_referral_source_code", Type.TEXT, Kind.IDENTITY, codes=REFERRAL_SOURCES),
        Column("cine_referral_source_desc", Type.TEXT, Kind.IDENTITY),
        Column("cine_referral_outcome_json", Type.TEXT, Kind.CONTENT),
        Column("cine_referral_nfa", Type.TEXT, Kind.CONTENT, codes=YES_NO),
        Column("cine_close_reason", Type.TEXT, Kind.CONTENT, codes=CLOSURE_REASONS),
        Column("cine_close_date", Type.DATE, Kind.DATE),
        Column("cine_referral_team", Type.TEXT, Kind.IDENTITY),
        Column("cine_referral_worker_id", Type.TEXT, Kind.IDENTITY),
    ),
)

CIN_ASSESSMENTS = Table(
    name="ssd_cin_assessments",
    title="Assessments",
    key=("cina_person_id", "cina_assessment_start_date"),
    person="cina_person_id",
    starts="cina_assessment_start_date",
    ends="cina_assessment_auth_date",
    source=SSD,
    columns=(
        Column("cina_assessment_id", Type.TEXT, Kind.IDENTITY),
        Column("cina_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("cina_referral_id", Type.TEXT, Kind.IDENTITY),
        Column("cina_assessment_start_date", Type.DATE, Kind.DATE),
        Column("cina_assessment_child_seen", Type.TEXT, Kind.CONTENT, "Child seen", codes=YES_NO),
        Column("cina_assessment_auth_date", Type.DATE, Kind.DATE),
        Column("cina_assessment_outcome_json", Type.TEXT, Kind.CONTENT),
        Column("cina_assessment_outcome_nfa", Type.TEXT, Kind.CONTENT, codes=YES_NO),
        Column("cina_assessment_team", Type.TEXT, Kind.IDENTITY),
        Column("cina_assessment_worker_id", Type.TEXT, Kind.IDENTITY),
    ),
)

ASSESSMENT_FACTORS = Table(
    name="ssd_assessment_factors",
    title="Factors found in assessments",
    key=("cinf_assessment_id", "cinf_assessment_factors_json"),
    through=Through("cinf_assessment_id", "ssd_cin_assessments", "cina_assessment_id"),
    source=SSD,
    columns=(
        Column("cinf_table_id", Type.TEXT, Kind.IDENTITY),
        Column("cinf_assessment_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column(
            "cinf_assessment_factors_json",
            Type.TEXT,
            Kind.CONTENT,
            note="list of the codes of the CIN census",
        ),
    ),
)
