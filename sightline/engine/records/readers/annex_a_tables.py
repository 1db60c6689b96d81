"""Annex A's lists of people and care (8 to 10) as canonical tables: of most things the latest date."""

from collections.abc import Callable, Mapping

import polars as pl

from sightline.engine.records.columns import ROW
from sightline.engine.records.readers.annex_a_fields import CHILD
from sightline.engine.records.readers.annex_a_need import drawn, tables
from sightline.engine.records.readers.canonical import period_id, shaped
from sightline.engine.records.tables import (
    CARE_LEAVERS,
    CLA_CARE_PLAN,
    CLA_EPISODES,
    CLA_HEALTH,
    CLA_PLACEMENT,
    CLA_REVIEWS,
    CLA_VISITS,
    DEPARTMENT,
    DISABILITY,
    IMMIGRATION_STATUS,
    INVOLVEMENTS,
    LEGAL_STATUS,
    PERMANENCE,
    PERSON,
    PROFESSIONALS,
)

_CHILD = pl.col(CHILD)
_STARTED = pl.col("Date Started to be Looked After")
_CEASED = pl.col("Date Ceased to be Looked After")
_PEOPLE_FROM = (8, 9, 10, 7, 6, 5, 4, 3, 2, 1)
"""Whose telling of a child stands, first to last."""

_ALLOCATED_IN = (8, 9, 7, 6, 5, 4, 3)
"""Whose telling of a child's worker stands, first to last."""

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


def person(lists: Mapping[int, pl.DataFrame]) -> pl.DataFrame:
    """``ssd_person``: each child of lists 1 to 10 once, what list 8 says standing before the others.

    The lists have one column for births. A day that has not come yet, by the age beside it or by the day on
    which the lists were drawn, is the day on which an unborn child is expected.
    """
    columns = [CHILD, "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)", ROW]
    told = pl.concat([lists[number].select(columns) for number in _PEOPLE_FROM if number in lists])
    once = told.group_by(CHILD, maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first() for name in columns[1:-1]), pl.col(ROW).first()
    )
    gender, born = pl.col("Gender"), pl.col("Date of Birth")
    ahead = pl.col("Age of Child (Years)").fill_null(0) < 0
    if (day := drawn(lists)) is not None:
        ahead |= pl.col("Age of Child (Years)").is_null() & (born > day)
    return shaped(
        once,
        PERSON,
        {
            "pers_person_id": _CHILD,
            "pers_sex": pl.when(gender == "I").then(pl.lit("U")).otherwise(gender),
            "pers_gender": gender,
            "pers_ethnicity": pl.when(pl.col("Ethnicity") != "UNKNOWN").then(pl.col("Ethnicity")),
            "pers_dob": pl.when(~ahead).then(born),
            "pers_expected_dob": pl.when(ahead).then(born),
        },
    )


def disability(lists: Mapping[int, pl.DataFrame]) -> pl.DataFrame:
    """``ssd_disability``: No is NONE; Yes leaves the code blank, for the lists do not say which."""
    flag = "Does the Child have a Disability"
    told = pl.concat(
        [
            lists[number].select(CHILD, flag, ROW)
            for number in _PEOPLE_FROM
            if 4 <= number <= 10 and number in lists
        ]
    )
    known = told.filter(pl.col(flag).is_in(["Y", "N"])).unique(CHILD, keep="first", maintain_order=True)
    code = pl.when(pl.col(flag) == "N").then(pl.lit("NONE"))
    return shaped(known, DISABILITY, {"disa_person_id": _CHILD, "disa_disability_code": code})


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


def workers(lists: Mapping[int, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Workers and teams of lists 3 to 9. The lists hold names, not ids: the name stands for both."""
    columns = [CHILD, "Allocated Worker", "Allocated Team", ROW]
    told = pl.concat([lists[number].select(columns) for number in _ALLOCATED_IN if number in lists])
    worker, team = pl.col("Allocated Worker"), pl.col("Allocated Team")
    once = told.filter(worker.is_not_null()).unique("Allocated Worker", keep="first", maintain_order=True)
    teams = told.filter(team.is_not_null()).unique("Allocated Team", keep="first", maintain_order=True)
    allocated = told.filter(worker.is_not_null() | team.is_not_null()).unique(
        CHILD, keep="first", maintain_order=True
    )
    return {
        INVOLVEMENTS.name: shaped(
            allocated,
            INVOLVEMENTS,
            {
                "invo_professional_id": worker,
                "invo_professional_role_id": pl.lit("Allocated worker"),
                "invo_professional_team": team,
                "invo_person_id": _CHILD,
            },
        ),
        PROFESSIONALS.name: shaped(
            once, PROFESSIONALS, {"prof_professional_id": worker, "prof_professional_name": worker}
        ),
        DEPARTMENT.name: shaped(teams, DEPARTMENT, {"dept_team_id": team, "dept_team_name": team}),
    }


_FROM_LIST_8: tuple[tuple[str, Callable[[pl.DataFrame], pl.DataFrame]], ...] = (
    (CLA_EPISODES.name, episodes),
    (LEGAL_STATUS.name, legal_status),
    (CLA_PLACEMENT.name, placement),
    (CLA_REVIEWS.name, review),
    (CLA_VISITS.name, visit),
    (CLA_CARE_PLAN.name, care_plan),
    (CLA_HEALTH.name, health),
    (IMMIGRATION_STATUS.name, immigration),
)


def canonical(lists: Mapping[int, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Every canonical table that the lists tell, by name."""
    frames: dict[str, pl.DataFrame] = {}
    if any(number in lists for number in _PEOPLE_FROM):
        frames[PERSON.name] = person(lists)
    if any(4 <= number <= 10 for number in lists):
        frames[DISABILITY.name] = disability(lists)
    if 8 in lists:
        frames |= {name: build(lists[8]) for name, build in _FROM_LIST_8}
    if 9 in lists:
        frames[CARE_LEAVERS.name] = care_leavers(lists[9])
    if 10 in lists:
        frames[PERMANENCE.name] = permanence(lists[10])
    if any(number in lists for number in _ALLOCATED_IN):
        frames |= workers(lists)
    return frames | tables(lists)
