"""Canonical tables: the names and types of the Standard Safeguarding Dataset 1.4.5 (Data to Insight, MIT).

Children looked after and missing, with the people and teams who work with them. The dataset types every
date as a datetime; here only what is truly timed (missing episodes) keeps its hour.
"""

from sightline.engine.records.columns import Column, Kind, Table, Type

_SSD = "Standard Safeguarding Dataset 1.4.5"


PERSON = Table(
    name="ssd_person",
    title="People",
    key=("pers_person_id",),
    person="pers_person_id",
    source=_SSD,
    columns=(
        Column("pers_legacy_id", Type.TEXT, Kind.IDENTITY),
        Column("pers_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("pers_upn", Type.TEXT, Kind.IDENTITY),
        Column("pers_forename", Type.TEXT, Kind.IDENTITY),
        Column("pers_surname", Type.TEXT, Kind.IDENTITY),
        Column("pers_sex", Type.TEXT, Kind.IDENTITY, codes=("M", "F", "U")),
        Column("pers_gender", Type.TEXT, Kind.IDENTITY, codes=("M", "F", "U", "I", "unknown")),
        Column(
            "pers_ethnicity",
            Type.TEXT,
            Kind.IDENTITY,
            codes=(
                "WBRI",
                "WIRI",
                "WOTH",
                "WIRT",
                "WROM",
                "MWBC",
                "MWBA",
                "MWAS",
                "MOTH",
                "AIND",
                "APKN",
                "ABAN",
                "AOTH",
                "BCRB",
                "BAFR",
                "BOTH",
                "CHNE",
                "OOTH",
                "REFU",
                "NOBT",
            ),
        ),
        Column("pers_dob", Type.DATE, Kind.IDENTITY),
        Column("pers_single_unique_id", Type.TEXT, Kind.IDENTITY),
        Column("pers_upn_unknown", Type.TEXT, Kind.IDENTITY),
        Column("pers_send_flag", Type.TEXT, Kind.CONTENT, codes=("Y", "N")),
        Column("pers_expected_dob", Type.DATE, Kind.DATE),
        Column("pers_death_date", Type.DATE, Kind.DATE),
        Column("pers_is_mother", Type.TEXT, Kind.CONTENT, codes=("Y", "N")),
        Column("pers_nationality", Type.TEXT, Kind.IDENTITY),
    ),
)

DISABILITY = Table(
    name="ssd_disability",
    title="Disabilities",
    key=("disa_person_id", "disa_disability_code"),
    person="disa_person_id",
    source=_SSD,
    columns=(
        Column("disa_table_id", Type.TEXT, Kind.IDENTITY),
        Column("disa_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column(
            "disa_disability_code",
            Type.TEXT,
            Kind.IDENTITY,
            codes=(
                "NONE",
                "MOB",
                "HAND",
                "PC",
                "INC",
                "COMM",
                "LD",
                "HEAR",
                "VIS",
                "BEH",
                "CON",
                "AUT",
                "DDA",
            ),
        ),
    ),
)

IMMIGRATION_STATUS = Table(
    name="ssd_immigration_status",
    title="Immigration status",
    key=("immi_person_id", "immi_immigration_status_start_date", "immi_immigration_status"),
    person="immi_person_id",
    starts="immi_immigration_status_start_date",
    ends="immi_immigration_status_end_date",
    source=_SSD,
    columns=(
        Column("immi_immigration_status_id", Type.TEXT, Kind.IDENTITY),
        Column("immi_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("immi_immigration_status_start_date", Type.DATE, Kind.DATE),
        Column("immi_immigration_status_end_date", Type.DATE, Kind.DATE),
        Column("immi_immigration_status", Type.TEXT, Kind.IDENTITY),
    ),
)

LEGAL_STATUS = Table(
    name="ssd_legal_status",
    title="Legal status",
    key=("lega_person_id", "lega_legal_status_start_date", "lega_legal_status"),
    person="lega_person_id",
    starts="lega_legal_status_start_date",
    ends="lega_legal_status_end_date",
    source=_SSD,
    columns=(
        Column("lega_legal_status_id", Type.TEXT, Kind.IDENTITY),
        Column("lega_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("lega_legal_status", Type.TEXT, Kind.IDENTITY),
        Column("lega_legal_status_start_date", Type.DATE, Kind.DATE),
        Column("lega_legal_status_end_date", Type.DATE, Kind.DATE),
    ),
)

CLA_EPISODES = Table(
    name="ssd_cla_episodes",
    title="Episodes of being looked after",
    key=("clae_person_id", "clae_cla_episode_start_date"),
    person="clae_person_id",
    starts="clae_cla_episode_start_date",
    ends="clae_cla_episode_ceased_date",
    source=_SSD,
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
    source=_SSD,
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
    source=_SSD,
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
    source=_SSD,
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
    source=_SSD,
    columns=(
        Column("clav_cla_visit_id", Type.TEXT, Kind.IDENTITY),
        Column("clav_cla_id", Type.TEXT, Kind.IDENTITY),
        Column("clav_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("clav_cla_visit_date", Type.DATE, Kind.DATE),
        Column("clav_cla_visit_seen", Type.TEXT, Kind.CONTENT, codes=("Y", "N")),
        Column("clav_cla_visit_seen_alone", Type.TEXT, Kind.CONTENT, codes=("Y", "N")),
    ),
)

CLA_HEALTH = Table(
    name="ssd_cla_health",
    title="Health checks",
    key=("clah_person_id", "clah_health_check_type", "clah_health_check_date"),
    person="clah_person_id",
    starts="clah_health_check_date",
    source=_SSD,
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
    source=_SSD,
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
    source=_SSD,
    columns=(
        Column("csdq_table_id", Type.TEXT, Kind.IDENTITY),
        Column("csdq_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("csdq_sdq_completed_date", Type.DATE, Kind.DATE),
        Column("csdq_sdq_score", Type.INTEGER, Kind.CONTENT),
        Column("csdq_sdq_reason", Type.TEXT, Kind.CONTENT, codes=("SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5")),
    ),
)

MISSING = Table(
    name="ssd_missing",
    title="Missing and away episodes",
    key=("miss_person_id", "miss_missing_episode_start_date"),
    person="miss_person_id",
    starts="miss_missing_episode_start_date",
    ends="miss_missing_episode_end_date",
    source=_SSD,
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

CARE_LEAVERS = Table(
    name="ssd_care_leavers",
    title="Care leavers",
    key=("clea_person_id",),
    person="clea_person_id",
    source=_SSD,
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

PERMANENCE = Table(
    name="ssd_permanence",
    title="Permanence and adoption",
    key=("perm_person_id", "perm_cla_id"),
    person="perm_person_id",
    source=_SSD,
    columns=(
        Column("perm_table_id", Type.TEXT, Kind.IDENTITY),
        Column("perm_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("perm_cla_id", Type.TEXT, Kind.IDENTITY),
        Column("perm_adm_decision_date", Type.DATE, Kind.DATE),
        Column("perm_part_of_sibling_group", Type.TEXT, Kind.CONTENT, codes=("Y", "N")),
        Column("perm_siblings_placed_together", Type.INTEGER, Kind.CONTENT),
        Column("perm_siblings_placed_apart", Type.INTEGER, Kind.CONTENT),
        Column("perm_ffa_cp_decision_date", Type.DATE, Kind.DATE),
        Column("perm_placement_order_date", Type.DATE, Kind.DATE),
        Column("perm_matched_date", Type.DATE, Kind.DATE),
        Column("perm_adopter_sex", Type.TEXT, Kind.CONTENT, codes=("M1", "F1", "MM", "FF", "MF")),
        Column(
            "perm_adopter_legal_status", Type.TEXT, Kind.CONTENT, codes=("L0", "L11", "L12", "L2", "L3", "L4")
        ),
        Column("perm_number_of_adopters", Type.INTEGER, Kind.CONTENT, codes=("1", "2")),
        Column("perm_placed_for_adoption_date", Type.DATE, Kind.DATE),
        Column("perm_adopted_by_carer_flag", Type.TEXT, Kind.CONTENT, codes=("Y", "N")),
        Column("perm_placed_foster_carer_date", Type.DATE, Kind.DATE),
        Column("perm_placed_ffa_cp_date", Type.DATE, Kind.DATE),
        Column("perm_placement_provider_urn", Type.TEXT, Kind.IDENTITY),
        Column("perm_decision_reversed_date", Type.DATE, Kind.DATE),
        Column("perm_decision_reversed_reason", Type.TEXT, Kind.CONTENT, codes=("RD1", "RD2", "RD3", "RD4")),
        Column("perm_permanence_order_date", Type.DATE, Kind.DATE),
        Column(
            "perm_permanence_order_type",
            Type.TEXT,
            Kind.CONTENT,
            codes=("Adoption", "Special Guardianship", "Child Arrangements Order/Residence Order"),
        ),
        Column("perm_adoption_worker_id", Type.TEXT, Kind.IDENTITY),
    ),
)

PROFESSIONALS = Table(
    name="ssd_professionals",
    title="Professionals",
    key=("prof_professional_id",),
    source=_SSD,
    columns=(
        Column("prof_professional_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("prof_staff_id", Type.TEXT, Kind.IDENTITY),
        Column("prof_professional_name", Type.TEXT, Kind.IDENTITY),
        Column("prof_social_worker_registration_no", Type.TEXT, Kind.IDENTITY),
        Column("prof_agency_worker_flag", Type.TEXT, Kind.CONTENT, codes=("0", "1")),
        Column("prof_professional_job_title", Type.TEXT, Kind.CONTENT),
        Column("prof_professional_caseload", Type.INTEGER, Kind.CONTENT),
        Column("prof_professional_department", Type.TEXT, Kind.CONTENT),
        Column("prof_full_time_equivalency", Type.NUMBER, Kind.CONTENT),
    ),
)

DEPARTMENT = Table(
    name="ssd_department",
    title="Teams",
    key=("dept_team_id",),
    source=_SSD,
    columns=(
        Column("dept_team_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("dept_team_name", Type.TEXT, Kind.IDENTITY),
        Column("dept_team_parent_id", Type.TEXT, Kind.IDENTITY),
        Column("dept_team_parent_name", Type.TEXT, Kind.IDENTITY),
    ),
)

INVOLVEMENTS = Table(
    name="ssd_involvements",
    title="Workers' involvements",
    key=(
        "invo_person_id",
        "invo_professional_id",
        "invo_professional_role_id",
        "invo_involvement_start_date",
    ),
    person="invo_person_id",
    starts="invo_involvement_start_date",
    ends="invo_involvement_end_date",
    source=_SSD,
    columns=(
        Column("invo_involvements_id", Type.TEXT, Kind.IDENTITY),
        Column("invo_professional_id", Type.TEXT, Kind.IDENTITY),
        Column("invo_professional_role_id", Type.TEXT, Kind.IDENTITY),
        Column("invo_professional_team", Type.TEXT, Kind.IDENTITY),
        Column("invo_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("invo_involvement_start_date", Type.DATE, Kind.DATE),
        Column("invo_involvement_end_date", Type.DATE, Kind.DATE),
        Column(
            "invo_worker_change_reason",
            Type.TEXT,
            Kind.CONTENT,
            codes=(
                "MANAGE",
                "FCONTA",
                "LEFTRL",
                "ORGRST",
                "TSPROC",
                "ABSENC",
                "CHCHAN",
                "PCCHAN",
                "SWDIED",
                "OTHERS",
            ),
        ),
        Column("invo_referral_id", Type.TEXT, Kind.IDENTITY),
    ),
)

LINKED_IDENTIFIERS = Table(
    name="ssd_linked_identifiers",
    title="Linked identifiers",
    key=("link_person_id", "link_identifier_type", "link_identifier_value"),
    person="link_person_id",
    source=_SSD,
    columns=(
        Column("link_table_id", Type.TEXT, Kind.IDENTITY),
        Column("link_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column(
            "link_identifier_type",
            Type.TEXT,
            Kind.IDENTITY,
            codes=(
                "Case Number",
                "Unique Pupil Number",
                "Former Unique Pupil Number",
                "NHS Number",
                "Home Office Registration",
                "National Insurance Number",
                "YOT Number",
                "Court Case Number",
                "RAA ID",
                "Incident ID",
            ),
        ),
        Column("link_identifier_value", Type.TEXT, Kind.IDENTITY),
        Column("link_valid_from_date", Type.DATE, Kind.DATE),
        Column("link_valid_to_date", Type.DATE, Kind.DATE),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        PERSON,
        DISABILITY,
        IMMIGRATION_STATUS,
        LEGAL_STATUS,
        CLA_EPISODES,
        CLA_PLACEMENT,
        CLA_REVIEWS,
        CLA_CARE_PLAN,
        CLA_VISITS,
        CLA_HEALTH,
        CLA_IMMUNISATIONS,
        SDQ_SCORES,
        MISSING,
        CARE_LEAVERS,
        PERMANENCE,
        PROFESSIONALS,
        DEPARTMENT,
        INVOLVEMENTS,
        LINKED_IDENTIFIERS,
    )
}
"""Every canonical table by name."""
