"""Annex A's lists as canonical tables: care leavers (9), adoption (10), and all of them together."""

from collections.abc import Mapping

import polars as pl

from sightline.engine.records.readers.annex_a_care import FROM_LIST_8
from sightline.engine.records.readers.annex_a_fields import CHILD
from sightline.engine.records.readers.annex_a_need import tables
from sightline.engine.records.readers.annex_a_people import (
    ALLOCATED_IN,
    PEOPLE_FROM,
    disability,
    person,
    workers,
)
from sightline.engine.records.readers.canonical import period_id, shaped
from sightline.engine.records.tables import CARE_LEAVERS, DISABILITY, PERMANENCE, PERSON

_CHILD = pl.col(CHILD)


def care_leavers(leavers: pl.DataFrame) -> pl.DataFrame:
    """``ssd_care_leavers`` from list 9."""
    return shaped(
        leavers,
        CARE_LEAVERS,
        {
            "clea_person_id": _CHILD,
            "clea_care_leaver_eligibility": pl.col("Eligibility Category"),
            "clea_care_leaver_in_touch": pl.col("LA in Touch"),
            "clea_care_leaver_latest_contact": pl.col("Latest Date of Contact"),
            "clea_care_leaver_accommodation": pl.col("Type of Accommodation"),
            "clea_care_leaver_accom_suitable": pl.col("Suitability of Accommodation"),
            "clea_care_leaver_activity": pl.col("Activity Status"),
            "clea_pathway_plan_review_date": pl.col("Latest Pathway Plan Review Date"),
            "clea_care_leaver_personal_advisor": pl.col("Allocated Personal Advisor"),
            "clea_care_leaver_allocated_team": pl.col("Allocated Team"),
            "clea_care_leaver_worker_id": pl.col("Allocated Worker"),
        },
    )


def permanence(adoption: pl.DataFrame) -> pl.DataFrame:
    """``ssd_permanence`` from list 10."""
    ordered = pl.col("Date of Adoption Order")
    return shaped(
        adoption,
        PERMANENCE,
        {
            "perm_person_id": _CHILD,
            "perm_cla_id": period_id(_CHILD, pl.col("Date the Child Entered Care")),
            "perm_adm_decision_date": pl.col("Date of Decision that Child Should be Placed for Adoption"),
            "perm_placement_order_date": pl.col("Date of Placement Order"),
            "perm_matched_date": pl.col("Date of Matching Child and Prospective Adopters"),
            "perm_placed_for_adoption_date": pl.col("Date Placed for Adoption"),
            "perm_placed_ffa_cp_date": pl.col(
                "Date the child was placed for fostering in FFA or concurrent planning placement"
            ),
            "perm_decision_reversed_date": pl.col(
                "Date of Decision that Child Should No Longer be Placed for Adoption"
            ),
            "perm_decision_reversed_reason": pl.col("Reason Why Child No Longer Placed for Adoption"),
            "perm_permanence_order_date": ordered,
            "perm_permanence_order_type": pl.when(ordered.is_not_null()).then(pl.lit("Adoption")),
        },
    )


def canonical(lists: Mapping[int, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Every canonical table that the lists tell, by name."""
    frames: dict[str, pl.DataFrame] = {}
    if any(number in lists for number in PEOPLE_FROM):
        frames[PERSON.name] = person(lists)
    if any(4 <= number <= 10 for number in lists):
        frames[DISABILITY.name] = disability(lists)
    if 8 in lists:
        frames |= {name: build(lists[8]) for name, build in FROM_LIST_8}
    if 9 in lists:
        frames[CARE_LEAVERS.name] = care_leavers(lists[9])
    if 10 in lists:
        frames[PERMANENCE.name] = permanence(lists[10])
    if any(number in lists for number in ALLOCATED_IN):
        frames |= workers(lists)
    return frames | tables(lists)
