"""Permanence and adoption."""

from sightline.engine.records.codes import PREVIOUS_PERMANENCE
from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.tables.shared import SSD

PERMANENCE = Table(
    name="ssd_permanence",
    title="Permanence and adoption",
    key=("perm_person_id", "perm_cla_id"),
    person="perm_person_id",
    source=SSD,
    columns=(
        Column("perm_table_id", Type.TEXT, Kind.IDENTITY),
        Column("perm_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("perm_cla_id", Type.TEXT, Kind.IDENTITY),
        Column("perm_adm_decision_date", Type.DATE, Kind.DATE, "Agency decision-maker’s decision date"),
        Column("perm_part_of_sibling_group", Type.TEXT, Kind.CONTENT, codes=("Y", "N")),
        Column("perm_siblings_placed_together", Type.INTEGER, Kind.CONTENT),
        Column("perm_siblings_placed_apart", Type.INTEGER, Kind.CONTENT),
        Column(
            "perm_ffa_cp_decision_date",
            Type.DATE,
            Kind.DATE,
            "Fostering for adoption or concurrent planning: decision date",
        ),
        Column("perm_placement_order_date", Type.DATE, Kind.DATE),
        Column("perm_matched_date", Type.DATE, Kind.DATE),
        Column("perm_adopter_sex", Type.TEXT, Kind.CONTENT, codes=("M1", "F1", "MM", "FF", "MF")),
        Column(
            "perm_adopter_legal_status", Type.TEXT, Kind.CONTENT, codes=("L0", "L11", "L12", "L2", "L3", "L4")
        ),
        Column("perm_number_of_adopters", Type.INTEGER, Kind.CONTENT, codes=("1", "2")),
        Column("perm_placed_for_adoption_date", Type.DATE, Kind.DATE),
        Column("perm_adopted_by_carer_flag", Type.TEXT, Kind.CONTENT, codes=("Y", "N")),
        Column("perm_placed_foster_carer_date", Type.DATE, Kind.DATE, "Placed with foster carer date"),
        Column(
            "perm_placed_ffa_cp_date",
            Type.DATE,
            Kind.DATE,
            "Fostering for adoption or concurrent planning: placed date",
        ),
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

CLA_PREVIOUS_PERMANENCE = Table(
    name="ssd_cla_previous_permanence",
    title="Permanence that broke down before",
    key=("lapp_person_id", "lapp_previous_permanence_option", "lapp_previous_permanence_order_date"),
    person="lapp_person_id",
    source=SSD,
    columns=(
        Column("lapp_table_id", Type.TEXT, Kind.IDENTITY),
        Column("lapp_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("lapp_previous_permanence_option", Type.TEXT, Kind.CONTENT, codes=PREVIOUS_PERMANENCE),
        Column(
            "lapp_previous_permanence_la",
            Type.TEXT,
            Kind.IDENTITY,
            "Local authority of the previous permanence",
        ),
        Column(
            "lapp_previous_permanence_order_date",
            Type.TEXT,
            Kind.IDENTITY,
            note="dd/mm/yyyy, with zz for a part that is not known",
        ),
    ),
)
