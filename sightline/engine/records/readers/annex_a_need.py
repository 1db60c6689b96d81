"""Annex A's lists of contact, help, need and protection (1 to 7) and of adopters (11) as canonical tables."""

from collections.abc import Callable, Mapping
from datetime import date

import polars as pl

from sightline.engine.records.readers.annex_a_fields import CHILD
from sightline.engine.records.readers.canonical import period_id, shaped
from sightline.engine.records.reading import Window
from sightline.engine.records.record import ALL_TABLES

_CHILD = pl.col(CHILD)
_YES_NO = ("Y", "N")
_REVERSED = {"Y": "N", "N": "Y"}
_CATEGORIES = {
    "Neglect": "NEG",
    "Physical abuse": "PHY",
    "Sexual abuse": "SAB",
    "Emotional abuse": "EMO",
    "Multiple/not recommended": "MUL",
}
_SEEN_AS_IN_NEED = ("Child in need plan", "Open assessment")
"""Of whom list 6 tells the last visit; for the others lists 7 and 8 tell it as what it is."""

_LEFT = {"1": "withdrew", "3": "not approved"}
_MONTHS = 6


def _table(name: str, frame: pl.DataFrame, columns: Mapping[str, pl.Expr]) -> tuple[str, pl.DataFrame]:
    return name, shaped(frame, ALL_TABLES[name], columns)


def _said(column: str) -> pl.Expr:
    return pl.when(pl.col(column).is_in(_YES_NO)).then(pl.col(column))


def _mapped(column: str, words: Mapping[str, str]) -> pl.Expr:
    return pl.col(column).replace_strict(words, default=None, return_dtype=pl.String)


def contacts(told: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """``ssd_contacts`` from list 1."""
    columns = {
        "cont_person_id": _CHILD,
        "cont_contact_date": pl.col("Date of Contact"),
        "cont_contact_source_code": pl.col("Contact Source"),
    }
    return [_table("ssd_contacts", told, columns)]


def early_help(told: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """``ssd_early_help_episodes`` from list 2: it holds assessments, and no end of the help."""
    columns = {
        "earl_person_id": _CHILD,
        "earl_episode_start_date": pl.col("Assessment start date"),
        "earl_episode_organisation": pl.col("Organisation completing assessment"),
    }
    return [_table("ssd_early_help_episodes", told, columns)]


def referrals(told: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """``ssd_cin_episodes`` from list 3."""
    day = pl.col("Date of referral")
    columns = {
        "cine_referral_id": period_id(_CHILD, day),
        "cine_person_id": _CHILD,
        "cine_referral_date": day,
        "cine_referral_source_code": pl.col("Referral Source"),
        "cine_referral_nfa": _said("Referral NFA?"),
    }
    return [_table("ssd_cin_episodes", told, columns)]


def assessments(told: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """``ssd_cin_assessments`` from list 4; support needed is the reverse of no further action."""
    day = pl.col("Continuous Assessment Start Date")
    needed = "Was the child assessed as requiring LA children's social care support?"
    columns = {
        "cina_assessment_id": period_id(_CHILD, day),
        "cina_person_id": _CHILD,
        "cina_assessment_start_date": day,
        "cina_assessment_child_seen": _said("Child Seen During Continuous Assessment"),
        "cina_assessment_auth_date": pl.col("Continuous Assessment Date of Authorisation"),
        "cina_assessment_outcome_nfa": _mapped(needed, _REVERSED),
    }
    return [_table("ssd_cin_assessments", told, columns)]


def enquiries(told: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """``ssd_s47_enquiry`` and ``ssd_initial_cp_conference`` from list 5."""
    started = pl.col("Strategy discussion initiating Section 47 Enquiry Start Date")
    held = pl.col("Date of Initial Child Protection Conference")
    unneeded = _said("Was an Initial Child Protection Conference deemed unnecessary?")
    enquiry = {
        "s47e_s47_enquiry_id": period_id(_CHILD, started),
        "s47e_person_id": _CHILD,
        "s47e_s47_start_date": started,
        "s47e_s47_outcome_json": pl.when(unneeded == "Y")
        .then(pl.lit('{"CP_CONFERENCE_FLAG": "N"}'))
        .when(unneeded == "N")
        .then(pl.lit('{"CP_CONFERENCE_FLAG": "Y"}')),
    }
    conference = {
        "icpc_icpc_id": period_id(_CHILD, held),
        "icpc_s47_enquiry_id": period_id(_CHILD, started),
        "icpc_person_id": _CHILD,
        "icpc_icpc_date": held,
        "icpc_icpc_outcome_cp_flag": _said(
            "Did the Initial Child Protection Conference Result in a Child Protection Plan"
        ),
    }
    return [
        _table("ssd_s47_enquiry", told, enquiry),
        _table("ssd_initial_cp_conference", told.filter(held.is_not_null()), conference),
    ]


def in_need(told: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """``ssd_cin_episodes`` from list 6, by the day of the referral, and ``ssd_cin_visits``: the last."""
    day, seen = pl.col("CIN Start Date"), pl.col("Date Child Was Last Seen")
    episode = {
        "cine_referral_id": period_id(_CHILD, day),
        "cine_person_id": _CHILD,
        "cine_referral_date": day,
        "cine_cin_primary_need_code": pl.col("Primary Need Code"),
        "cine_close_reason": pl.col("Reason for Closure"),
        "cine_close_date": pl.col("CIN Closure Date"),
    }
    visit = {"cinv_person_id": _CHILD, "cinv_cin_visit_date": seen, "cinv_cin_visit_seen": pl.lit("Y")}
    visited = told.filter(seen.is_not_null() & pl.col("Case Status").is_in(_SEEN_AS_IN_NEED))
    return [_table("ssd_cin_episodes", told, episode), _table("ssd_cin_visits", visited, visit)]


def protection(told: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """``ssd_cp_plans`` from list 7, with the last visit and the latest review."""
    start = pl.col("Child Protection Plan Start Date")
    visited, reviewed = pl.col("Date of the Last Statutory Visit"), pl.col("Date of latest review conference")
    plan_id = period_id(_CHILD, start)
    plan = {
        "cppl_cp_plan_id": plan_id,
        "cppl_person_id": _CHILD,
        "cppl_cp_plan_start_date": start,
        "cppl_cp_plan_end_date": pl.col("Child Protection Plan End Date"),
        "cppl_cp_plan_initial_category": _mapped("Initial Category of Abuse", _CATEGORIES),
        "cppl_cp_plan_latest_category": _mapped("Latest Category of Abuse", _CATEGORIES),
    }
    visit = {
        "cppv_person_id": _CHILD,
        "cppv_cp_plan_id": plan_id,
        "cppv_cp_visit_date": visited,
        "cppv_cp_visit_seen_alone": _said("Was the Child Seen Alone?"),
    }
    review = {"cppr_person_id": _CHILD, "cppr_cp_plan_id": plan_id, "cppr_cp_review_date": reviewed}
    return [
        _table("ssd_cp_plans", told, plan),
        _table("ssd_cp_visits", told.filter(visited.is_not_null()), visit),
        _table("ssd_cp_reviews", told.filter(reviewed.is_not_null()), review),
    ]


def adopters(told: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """The register ``adopter`` from list 11: those whose first stage has begun."""
    began, approved = pl.col("Date Stage 1 started"), pl.col("Date application approved")
    left = _mapped("Reason for leaving adoption process", _LEFT)
    columns = {
        "adopter_id": pl.col("Individual adopter identifier"),
        "registered_on": began,
        "stage_one_ended_on": pl.col("Date Stage 1 ended"),
        "stage_two_asked_on": pl.col("Date Stage 2 started"),
        "stage_two_decided_on": approved,
        "stage_two_outcome": pl.when(approved.is_not_null()).then(pl.lit("approved")).otherwise(left),
        "matched_with_child_on": pl.col("Date adopter matched with child(ren)"),
        "adopter_left_on": pl.col("Date of leaving adoption process"),
    }
    return [_table("adopter", told.filter(began.is_not_null()), columns)]


BY_LIST: Mapping[int, Callable[[pl.DataFrame], list[tuple[str, pl.DataFrame]]]] = {
    1: contacts,
    2: early_help,
    3: referrals,
    4: assessments,
    5: enquiries,
    6: in_need,
    7: protection,
    11: adopters,
}
"""How each list becomes tables."""

_DAILY = ((1, "Date of Contact"), (3, "Date of referral"), (4, "Continuous Assessment Start Date"))
"""Lists of what happens every day, by whose last date the day of the extract is known."""


def tables(lists: Mapping[int, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Every table that these lists tell, by name; what two lists tell of one table stands together."""
    found: dict[str, list[pl.DataFrame]] = {}
    for number, build in BY_LIST.items():
        if number in lists:
            for name, frame in build(lists[number]):
                found.setdefault(name, []).append(frame)
    return {name: pl.concat(parts) for name, parts in found.items()}


def drawn(lists: Mapping[int, pl.DataFrame]) -> date | None:
    """The day on which the lists were drawn, as far as what they tell of every day shows it."""
    days = [lists[number][column].max() for number, column in _DAILY if number in lists]
    return max((day for day in days if isinstance(day, date)), default=None)


def windows(lists: Mapping[int, pl.DataFrame]) -> dict[str, Window]:
    """Six months to the day of the extract, for each table of lists 1 to 7."""
    day = drawn(lists)
    if day is None:
        return {}
    first = pl.select(pl.lit(day).dt.offset_by(f"-{_MONTHS}mo")).item()
    wanted = {number: frame for number, frame in lists.items() if 1 <= number <= 7}
    return {name: Window(first, day) for name in tables(wanted) if ALL_TABLES[name].starts is not None}
