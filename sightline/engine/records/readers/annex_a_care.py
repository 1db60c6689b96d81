"""Annex A's list of children in care (8) as canonical tables: of most things the latest date."""

from collections.abc import Callable

import polars as pl

from sightline.engine.records.readers.annex_a_fields import CHILD
from sightline.engine.records.readers.canonical import period_id, shaped
from sightline.engine.records.tables import (
    CLA_CARE_PLAN,
    CLA_EPISODES,
    CLA_HEALTH,
    CLA_PLACEMENT,
    CLA_REVIEWS,
    CLA_VISITS,
    IMMIGRATION_STATUS,
    LEGAL_STATUS,
)

_CHILD = pl.col(CHILD)
_STARTED = pl.col("Date Started to be Looked After")
_CEASED = pl.col("Date Ceased to be Looked After")
_PLANS = {
    "Return to family": '{"RETURNEV": "Y"}',
    "Adoption": '{"ADOPTION": "Y"}',
    "SGO/CAO": '{"LTRELFR": "Y"}',
    "Supported living in the community": '{"SUPPLIV": "Y"}',
    "Long-term residential placement": '{"RESPLMT": "Y"}',
    "Long-term fostering": '{"LTFOST18": "Y"}',
    "Other": '{"OTHERPLN": "Y"}',
}
HEALTH_ASSESSMENT = "Health assessment"
DENTAL_CHECK = "Dental check"


def episodes(care: pl.DataFrame) -> pl.DataFrame:
    """``ssd_cla_episodes``: the period of care as one episode from its start."""
    return shaped(
        care.filter(_STARTED.is_not_null()),
        CLA_EPISODES,
        {
            "clae_cla_episode_id": period_id(_CHILD, _STARTED),
            "clae_person_id": _CHILD,
            "clae_cla_episode_start_date": _STARTED,
            "clae_cla_episode_start_reason": pl.lit("S"),
            "clae_cla_primary_need_code": _need(),
            "clae_cla_episode_ceased_date": _CEASED,
            "clae_cla_episode_ceased_reason": pl.col("Reason Ceased to be Looked After"),
            "clae_cla_id": period_id(_CHILD, _STARTED),
            "clae_cla_last_iro_contact_date": pl.col("Date of Last IRO Visit / Contact to the Child"),
            "clae_entered_care_date": _STARTED,
        },
    )


def _need() -> pl.Expr:
    code = pl.col("Child's Category of Need")
    return pl.when(code.is_in(CLA_EPISODES["clae_cla_primary_need_code"].codes)).then(code)


def legal_status(care: pl.DataFrame) -> pl.DataFrame:
    """``ssd_legal_status``: the current one, or the last where care has ended."""
    return shaped(
        care.filter(pl.col("Child's Legal Status").is_not_null()),
        LEGAL_STATUS,
        {
            "lega_person_id": _CHILD,
            "lega_legal_status": pl.col("Child's Legal Status"),
            "lega_legal_status_start_date": pl.col("Start date of current legal status"),
            "lega_legal_status_end_date": _CEASED,
        },
    )


def placement(care: pl.DataFrame) -> pl.DataFrame:
    """``ssd_cla_placement``: the most recent one."""
    start = pl.col("Start Date of Most Recent Placement")
    return shaped(
        care.filter(start.is_not_null()),
        CLA_PLACEMENT,
        {
            "clap_cla_placement_id": period_id(_CHILD, start),
            "clap_cla_id": period_id(_CHILD, _STARTED),
            "clap_person_id": _CHILD,
            "clap_cla_placement_start_date": start,
            "clap_cla_placement_type": pl.col("Placement Type"),
            "clap_cla_placement_urn": pl.col("URN of Placement"),
            "clap_cla_placement_provider": pl.col("Placement Provider"),
            "clap_cla_placement_postcode": pl.col("Placement postcode"),
            "clap_cla_placement_end_date": _CEASED,
        },
    )


def review(care: pl.DataFrame) -> pl.DataFrame:
    """``ssd_cla_reviews``: the latest one."""
    day = pl.col("Date of Latest Statutory Review")
    columns = {
        "clar_cla_person_id": _CHILD,
        "clar_cla_id": period_id(_CHILD, _STARTED),
        "clar_cla_review_date": day,
    }
    return shaped(care.filter(day.is_not_null()), CLA_REVIEWS, columns)


def visit(care: pl.DataFrame) -> pl.DataFrame:
    """``ssd_cla_visits``: the last one."""
    day = pl.col("Date of Last Social Work Visit")
    columns = {
        "clav_person_id": _CHILD,
        "clav_cla_id": period_id(_CHILD, _STARTED),
        "clav_cla_visit_date": day,
    }
    return shaped(care.filter(day.is_not_null()), CLA_VISITS, columns)


def care_plan(care: pl.DataFrame) -> pl.DataFrame:
    """``ssd_cla_care_plan``: the plan for permanence, in the dataset's keys; the list has no date of it."""
    plan = pl.col("What is the permanence plan for this child?")
    told = plan.replace_strict(_PLANS, default=None, return_dtype=pl.String)
    return shaped(
        care.filter(plan.is_not_null()),
        CLA_CARE_PLAN,
        {"lacp_person_id": _CHILD, "lacp_cla_care_plan_json": told},
    )


def health(care: pl.DataFrame) -> pl.DataFrame:
    """``ssd_cla_health``: the last health assessment and the last dental check, both completed."""
    parts = []
    for heading, kind in (
        ("Date of Last Health Assessment", HEALTH_ASSESSMENT),
        ("Date of Last Dental Check", DENTAL_CHECK),
    ):
        day = pl.col(heading)
        columns = {
            "clah_person_id": _CHILD,
            "clah_health_check_type": pl.lit(kind),
            "clah_health_check_date": day,
            "clah_health_check_status": pl.lit("Completed"),
        }
        parts.append(shaped(care.filter(day.is_not_null()), CLA_HEALTH, columns))
    return pl.concat(parts)


def immigration(care: pl.DataFrame) -> pl.DataFrame:
    """``ssd_immigration_status``: unaccompanied asylum-seeking children; the list has no dates of it."""
    flag = pl.col("Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)")
    columns = {"immi_person_id": _CHILD, "immi_immigration_status": pl.lit("UASC")}
    return shaped(care.filter(flag == "Y"), IMMIGRATION_STATUS, columns)


FROM_LIST_8: tuple[tuple[str, Callable[[pl.DataFrame], pl.DataFrame]], ...] = (
    (CLA_EPISODES.name, episodes),
    (LEGAL_STATUS.name, legal_status),
    (CLA_PLACEMENT.name, placement),
    (CLA_REVIEWS.name, review),
    (CLA_VISITS.name, visit),
    (CLA_CARE_PLAN.name, care_plan),
    (CLA_HEALTH.name, health),
    (IMMIGRATION_STATUS.name, immigration),
)
"""The tables that the list tells, by name."""
