"""The SSDA903's other tables as canonical ones (episodes are in ``ssda903_episodes``)."""

from collections.abc import Mapping

import polars as pl

from sightline.engine.records.columns import ROW
from sightline.engine.records.readers.canonical import shaped
from sightline.engine.records.tables import (
    CARE_LEAVERS,
    CLA_IMMUNISATIONS,
    CLA_REVIEWS,
    IMMIGRATION_STATUS,
    INVOLVEMENTS,
    MISSING,
    PERMANENCE,
    PERSON,
    PROFESSIONALS,
    SDQ_SCORES,
)

_CHILD = pl.col("CHILD")
_UPN_REASON = r"(?i)^UN\d{1,2}$"


def _yes_no(column: str) -> pl.Expr:
    return pl.col(column).replace_strict({"1": "Y", "0": "N"}, default=None, return_dtype=pl.String)


def person(header: pl.DataFrame) -> pl.DataFrame:
    """``ssd_person``: UN1 to UN5 in the UPN column are the reason why there is none."""
    no_upn = pl.col("UPN").str.contains(_UPN_REASON)
    return shaped(
        header,
        PERSON,
        {
            "pers_person_id": _CHILD,
            "pers_sex": pl.col("SEX"),
            "pers_dob": pl.col("DOB"),
            "pers_ethnicity": pl.col("ETHNIC"),
            "pers_upn": pl.when(~no_upn).then(pl.col("UPN")),
            "pers_upn_unknown": pl.when(no_upn).then(pl.col("UPN").str.to_uppercase()),
            "pers_is_mother": _yes_no("MOTHER"),
        },
    )


def reviews(frame: pl.DataFrame) -> pl.DataFrame:
    """``ssd_cla_reviews``: reviews that were held; the return does not say when they were due."""
    return shaped(
        frame,
        CLA_REVIEWS,
        {
            "clar_cla_person_id": _CHILD,
            "clar_cla_review_date": pl.col("REVIEW"),
            "clar_cla_review_participation": pl.col("REVIEW_CODE"),
        },
    )


def immigration(uasc: pl.DataFrame) -> pl.DataFrame:
    """``ssd_immigration_status``: being in the table is the status; only its end is dated."""
    return shaped(
        uasc,
        IMMIGRATION_STATUS,
        {
            "immi_person_id": _CHILD,
            "immi_immigration_status_end_date": pl.col("DUC"),
            "immi_immigration_status": pl.lit("UASC"),
        },
    )


def sdq(oc2: pl.DataFrame) -> pl.DataFrame:
    """``ssd_sdq_scores``: a score or the reason for none; the return has no date of it."""
    said = pl.col("SDQ_SCORE").is_not_null() | pl.col("SDQ_REASON").is_not_null()
    return shaped(
        oc2.filter(said),
        SDQ_SCORES,
        {
            "csdq_person_id": _CHILD,
            "csdq_sdq_score": pl.when(pl.col("SDQ_SCORE").is_between(0, 40)).then(pl.col("SDQ_SCORE")),
            "csdq_sdq_reason": pl.col("SDQ_REASON"),
        },
    )


def immunisations(oc2: pl.DataFrame) -> pl.DataFrame:
    """``ssd_cla_immunisations``: up to date or not, as at the end of the collection year."""
    return shaped(
        oc2.filter(pl.col("IMMUNISATIONS").is_not_null()),
        CLA_IMMUNISATIONS,
        {
            "clai_person_id": _CHILD,
            "clai_immunisations_status": _yes_no("IMMUNISATIONS"),
            "clai_immunisations_status_date": pl.col("_year_end"),
        },
    )


def care_leavers(oc3: pl.DataFrame) -> pl.DataFrame:
    """``ssd_care_leavers``: the accommodation code's letter is the kind, its digit whether it suits."""
    accommodation = pl.when(pl.col("ACCOM") != "0").then(pl.col("ACCOM"))
    return shaped(
        oc3,
        CARE_LEAVERS,
        {
            "clea_person_id": _CHILD,
            "clea_care_leaver_in_touch": pl.col("IN_TOUCH"),
            "clea_care_leaver_activity": pl.when(pl.col("ACTIV") != "0").then(pl.col("ACTIV")),
            "clea_care_leaver_accommodation": accommodation.str.slice(0, 1),
            "clea_care_leaver_accom_suitable": accommodation.str.slice(1, 1),
        },
    )


def missing(frame: pl.DataFrame) -> pl.DataFrame:
    """``ssd_missing``: where the file has no hour, the moment is the day's midnight."""
    return shaped(
        frame,
        MISSING,
        {
            "miss_person_id": _CHILD,
            "miss_missing_episode_start_date": pl.col("MIS_START"),
            "miss_missing_episode_type": pl.col("MISSING"),
            "miss_missing_episode_end_date": pl.col("MIS_END"),
        },
    )


def adopted(ad1: pl.DataFrame) -> pl.DataFrame:
    """``ssd_permanence`` from AD1: children adopted in the year."""
    return shaped(
        ad1,
        PERMANENCE,
        {
            "perm_person_id": _CHILD,
            "perm_adm_decision_date": pl.col("DATE_INT"),
            "perm_matched_date": pl.col("DATE_MATCH"),
            "perm_adopted_by_carer_flag": _yes_no("FOSTER_CARE"),
            "perm_number_of_adopters": pl.col("NB_ADOPTR"),
            "perm_adopter_sex": pl.col("SEX_ADOPTR"),
            "perm_adopter_legal_status": pl.col("LS_ADOPTR"),
            "perm_permanence_order_type": pl.lit("Adoption"),
        },
    )


def placed_for_adoption(frame: pl.DataFrame) -> pl.DataFrame:
    """``ssd_permanence`` from decisions to place: DATE_PLACED is the decision, not the placing."""
    return shaped(
        frame,
        PERMANENCE,
        {
            "perm_person_id": _CHILD,
            "perm_adm_decision_date": pl.col("DATE_PLACED"),
            "perm_decision_reversed_date": pl.col("DATE_PLACED_CEASED"),
            "perm_decision_reversed_reason": pl.col("REASON_PLACED_CEASED"),
        },
    )


def permanence(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame | None:
    """One row a child from both adoption tables: AD1 tells what it holds, the decisions fill the rest."""
    parts = [
        build(tables[name])
        for name, build in (("AD1", adopted), ("PlacedAdoption", placed_for_adoption))
        if name in tables
    ]
    if not parts:
        return None
    told = [pl.col(name).drop_nulls().first() for name in PERMANENCE.schema if name != "perm_person_id"]
    both = pl.concat(parts).group_by("perm_person_id", maintain_order=True).agg(*told, pl.col(ROW).first())
    return both.select(parts[0].columns)


def involvements(workers: pl.DataFrame) -> pl.DataFrame:
    """``ssd_involvements``: social workers of each child, by their registration number."""
    return shaped(
        workers,
        INVOLVEMENTS,
        {
            "invo_professional_id": pl.col("SW_ID"),
            "invo_professional_role_id": pl.lit("Allocated social worker"),
            "invo_person_id": _CHILD,
            "invo_involvement_start_date": pl.col("SW_DECOM"),
            "invo_involvement_end_date": pl.col("SW_DEC"),
            "invo_worker_change_reason": pl.col("SW_REASON"),
        },
    )


def professionals(workers: pl.DataFrame) -> pl.DataFrame:
    """``ssd_professionals``: each registration number once."""
    known = workers.filter(pl.col("SW_ID").is_not_null()).unique("SW_ID", keep="first", maintain_order=True)
    return shaped(
        known,
        PROFESSIONALS,
        {"prof_professional_id": pl.col("SW_ID"), "prof_social_worker_registration_no": pl.col("SW_ID")},
    )
