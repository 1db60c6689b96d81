"""People, their families, addresses and identifiers."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.tables.shared import SSD

PERSON = Table(
    name="ssd_person",
    title="People",
    key=("pers_person_id",),
    person="pers_person_id",
    source=SSD,
    columns=(
        Column("pers_legacy_id", Type.TEXT, Kind.IDENTITY, "Identifier in the earlier system"),
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
        Column("pers_single_unique_id", Type.TEXT, Kind.IDENTITY, "Single unique identifier (NHS number)"),
        Column("pers_upn_unknown", Type.TEXT, Kind.IDENTITY, "Why the UPN is not known"),
        Column("pers_send_flag", Type.TEXT, Kind.CONTENT, "Has special educational needs", codes=("Y", "N")),
        Column("pers_expected_dob", Type.DATE, Kind.DATE),
        Column("pers_death_date", Type.DATE, Kind.DATE),
        Column("pers_is_mother", Type.TEXT, Kind.CONTENT, codes=("Y", "N")),
        Column("pers_nationality", Type.TEXT, Kind.IDENTITY),
    ),
)

FAMILY = Table(
    name="ssd_family",
    title="Families",
    key=("fami_person_id", "fami_family_id"),
    person="fami_person_id",
    source=SSD,
    columns=(
        Column("fami_table_id", Type.TEXT, Kind.IDENTITY),
        Column("fami_family_id", Type.TEXT, Kind.IDENTITY),
        Column("fami_person_id", Type.TEXT, Kind.IDENTITY, required=True),
    ),
)

ADDRESS = Table(
    name="ssd_address",
    title="Addresses",
    key=("addr_person_id", "addr_address_type", "addr_address_start_date"),
    person="addr_person_id",
    starts="addr_address_start_date",
    ends="addr_address_end_date",
    source=SSD,
    columns=(
        Column("addr_table_id", Type.TEXT, Kind.IDENTITY),
        Column("addr_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("addr_address_type", Type.TEXT, Kind.IDENTITY),
        Column("addr_address_start_date", Type.DATE, Kind.DATE),
        Column("addr_address_end_date", Type.DATE, Kind.DATE),
        Column("addr_address_postcode", Type.TEXT, Kind.IDENTITY),
        Column("addr_address_json", Type.TEXT, Kind.IDENTITY),
    ),
)

DISABILITY = Table(
    name="ssd_disability",
    title="Disabilities",
    key=("disa_person_id", "disa_disability_code"),
    person="disa_person_id",
    source=SSD,
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
    source=SSD,
    columns=(
        Column("immi_immigration_status_id", Type.TEXT, Kind.IDENTITY),
        Column("immi_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("immi_immigration_status_start_date", Type.DATE, Kind.DATE),
        Column("immi_immigration_status_end_date", Type.DATE, Kind.DATE),
        Column("immi_immigration_status", Type.TEXT, Kind.IDENTITY),
    ),
)

MOTHER = Table(
    name="ssd_mother",
    title="Mothers and their babies",
    key=("moth_person_id", "moth_childs_person_id"),
    person="moth_person_id",
    source=SSD,
    columns=(
        Column("moth_table_id", Type.TEXT, Kind.IDENTITY),
        Column("moth_person_id", Type.TEXT, Kind.IDENTITY, "Mother", required=True),
        Column(
            "moth_childs_person_id",
            Type.TEXT,
            Kind.IDENTITY,
            "Her child",
            note="links a parent and a baby: taken out at adoption",
        ),
        Column("moth_childs_dob", Type.DATE, Kind.IDENTITY, "Her child’s date of birth"),
    ),
)

LINKED_IDENTIFIERS = Table(
    name="ssd_linked_identifiers",
    title="Linked identifiers",
    key=("link_person_id", "link_identifier_type", "link_identifier_value"),
    person="link_person_id",
    source=SSD,
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
