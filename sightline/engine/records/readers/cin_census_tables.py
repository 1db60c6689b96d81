"""The census of children in need as canonical tables: child and date stand for the keys that it lacks."""

from collections.abc import Mapping

import polars as pl

from sightline.engine.records.columns import ROW, Table
from sightline.engine.records.readers.canonical import period_id, shaped
from sightline.engine.records.readers.nested import ABOVE, inside
from sightline.engine.records.record import ALL_TABLES

Frames = Mapping[str, pl.DataFrame]

_PERSON, _REFERRED, _BEGAN = "_person", "_referred", "_began"
_CHILD = pl.col(_PERSON)
_REFERRAL = period_id(_CHILD, pl.col(_REFERRED))
_DETAILS = "Child/CINdetails"


def _placed(frames: Frames, kind: str) -> pl.DataFrame | None:
    """Rows of a kind inside a referral, with the child's identifier and the day of the referral."""
    path = f"{_DETAILS}/{kind}"
    below = inside(frames, path, "Child", {_PERSON: "LAchildID"})
    dated = inside(frames, path, _DETAILS, {_REFERRED: "CINreferralDate"})
    return None if below is None or dated is None else below.with_columns(dated[_REFERRED])


def _kept(name: str, frame: pl.DataFrame, columns: Mapping[str, pl.Expr]) -> tuple[str, pl.DataFrame]:
    return name, shaped(frame, _table(name), columns)


def _table(name: str) -> Table:
    return ALL_TABLES[name]


def canonical(frames: Frames) -> dict[str, pl.DataFrame]:
    """Every canonical table that a census tells, by name."""
    found: dict[str, pl.DataFrame] = {}
    for build in (_people, _referrals, _assessments, _plans, _enquiries, _protection, _pre_proceedings):
        found |= dict(build(frames))
    return found


def _people(frames: Frames) -> list[tuple[str, pl.DataFrame]]:
    if "Child" not in frames:
        return []
    children = frames["Child"]
    by_gender = {"1": "M", "2": "F", "0": "U", "9": "U"}
    gender = {"1": "M", "2": "F", "0": "unknown", "9": "I"}

    def as_(words: Mapping[str, str]) -> pl.Expr:
        return pl.col("GenderCurrent").replace_strict(words, default=None, return_dtype=pl.String)

    person = {
        "pers_person_id": pl.col("LAchildID"),
        "pers_upn": pl.col("UPN").str.to_uppercase(),
        "pers_upn_unknown": pl.col("UPNunknown"),
        "pers_sex": pl.coalesce("Sex", as_(by_gender)),
        "pers_gender": as_(gender),
        "pers_ethnicity": pl.col("Ethnicity"),
        "pers_dob": pl.col("PersonBirthDate"),
        "pers_expected_dob": pl.col("ExpectedPersonBirthDate"),
        "pers_death_date": pl.col("PersonDeathDate"),
    }
    former = {
        "link_person_id": pl.col("LAchildID"),
        "link_identifier_type": pl.lit("Former Unique Pupil Number"),
        "link_identifier_value": pl.col("FormerUPN").str.to_uppercase(),
    }
    found = [
        _kept("ssd_person", children, person),
        _kept("ssd_linked_identifiers", children.filter(pl.col("FormerUPN").is_not_null()), former),
    ]
    disabled = inside(frames, "Child/Disability", "Child", {_PERSON: "LAchildID"})
    if disabled is not None:
        codes = {"disa_person_id": _CHILD, "disa_disability_code": pl.col("Disability")}
        found.append(_kept("ssd_disability", disabled, codes))
    return found


def _referrals(frames: Frames) -> list[tuple[str, pl.DataFrame]]:
    details = inside(frames, _DETAILS, "Child", {_PERSON: "LAchildID"})
    if details is None:
        return []
    referral = period_id(_CHILD, pl.col("CINreferralDate"))
    columns = {
        "cine_referral_id": referral,
        "cine_person_id": _CHILD,
        "cine_referral_date": pl.col("CINreferralDate"),
        "cine_cin_primary_need_code": pl.col("PrimaryNeedCode"),
        "cine_referral_source_code": pl.col("ReferralSource"),
        "cine_referral_nfa": _yes_no("ReferralNFA"),
        "cine_close_reason": pl.col("ReasonForClosure"),
        "cine_close_date": pl.col("CINclosureDate"),
    }
    moved_in = {
        "icpc_icpc_id": pl.concat_str([period_id(_CHILD, pl.col("DateOfInitialCPC")), pl.lit("/transfer")]),
        "icpc_person_id": _CHILD,
        "icpc_referral_id": referral,
        "icpc_icpc_transfer_in": pl.lit("Y"),
        "icpc_icpc_date": pl.col("DateOfInitialCPC"),
    }
    held = details.filter(pl.col("DateOfInitialCPC").is_not_null())
    enquired = _conferences(frames)
    conferences = shaped(held, _table("ssd_initial_cp_conference"), moved_in)
    both = [conferences] if enquired is None else [enquired, conferences]
    return [
        _kept("ssd_cin_episodes", details, columns),
        ("ssd_initial_cp_conference", pl.concat(both)),
    ]


def _yes_no(column: str) -> pl.Expr:
    return pl.when(pl.col(column)).then(pl.lit("Y")).when(~pl.col(column)).then(pl.lit("N"))


def _assessments(frames: Frames) -> list[tuple[str, pl.DataFrame]]:
    told = _placed(frames, "Assessments")
    if told is None:
        return []
    start = pl.col("AssessmentActualStartDate")
    columns = {
        "cina_assessment_id": period_id(_CHILD, start),
        "cina_person_id": _CHILD,
        "cina_referral_id": _REFERRAL,
        "cina_assessment_start_date": start,
        "cina_assessment_auth_date": pl.col("AssessmentAuthorisationDate"),
    }
    found = [_kept("ssd_cin_assessments", told, columns)]
    path = f"{_DETAILS}/Assessments/AssessmentFactors"
    factors = inside(frames, path, "Child", {_PERSON: "LAchildID"})
    begun = inside(frames, path, f"{_DETAILS}/Assessments", {_BEGAN: "AssessmentActualStartDate"})
    if factors is not None and begun is not None:
        codes = pl.format('"{}"', pl.col("AssessmentFactors").unique(maintain_order=True)).str.join(", ")
        grouped = (
            factors.with_columns(begun[_BEGAN])
            .group_by(ABOVE, maintain_order=True)
            .agg(pl.col(_PERSON, _BEGAN, ROW).first(), pl.format("[{}]", codes).alias("codes"))
        )
        listed = {
            "cinf_assessment_id": period_id(_CHILD, pl.col(_BEGAN)),
            "cinf_assessment_factors_json": pl.col("codes"),
        }
        found.append(_kept("ssd_assessment_factors", grouped, listed))
    return found


def _plans(frames: Frames) -> list[tuple[str, pl.DataFrame]]:
    told = _placed(frames, "CINPlanDates")
    if told is None:
        return []
    columns = {
        "cinp_cin_plan_id": period_id(_CHILD, pl.col("CINPlanStartDate")),
        "cinp_referral_id": _REFERRAL,
        "cinp_person_id": _CHILD,
        "cinp_cin_plan_start_date": pl.col("CINPlanStartDate"),
        "cinp_cin_plan_end_date": pl.col("CINPlanEndDate"),
    }
    return [_kept("ssd_cin_plans", told, columns)]


def _enquiries(frames: Frames) -> list[tuple[str, pl.DataFrame]]:
    """Enquiries; ``ICPCnotRequired`` has the opposite sense of the dataset's flag of a conference."""
    told = _placed(frames, "Section47")
    if told is None:
        return []
    needed = (
        pl.when(pl.col("ICPCnotRequired"))
        .then(pl.lit('{"CP_CONFERENCE_FLAG": "N"}'))
        .when(~pl.col("ICPCnotRequired"))
        .then(pl.lit('{"CP_CONFERENCE_FLAG": "Y"}'))
    )
    columns = {
        "s47e_s47_enquiry_id": period_id(_CHILD, pl.col("S47ActualStartDate")),
        "s47e_referral_id": _REFERRAL,
        "s47e_person_id": _CHILD,
        "s47e_s47_start_date": pl.col("S47ActualStartDate"),
        "s47e_s47_outcome_json": needed,
    }
    return [_kept("ssd_s47_enquiry", told, columns)]


def _conferences(frames: Frames) -> pl.DataFrame | None:
    """Conferences that followed an enquiry: held, or with a target while none was held yet."""
    told = _placed(frames, "Section47")
    if told is None:
        return None
    started = pl.col("S47ActualStartDate")
    due = pl.col("InitialCPCtarget").is_not_null() & ~pl.col("ICPCnotRequired").fill_null(value=False)
    columns = {
        "icpc_icpc_id": period_id(_CHILD, pl.coalesce("DateOfInitialCPC", "InitialCPCtarget")),
        "icpc_s47_enquiry_id": period_id(_CHILD, started),
        "icpc_person_id": _CHILD,
        "icpc_referral_id": _REFERRAL,
        "icpc_icpc_transfer_in": pl.lit("N"),
        "icpc_icpc_target_date": pl.col("InitialCPCtarget"),
        "icpc_icpc_date": pl.col("DateOfInitialCPC"),
    }
    held = told.filter(pl.col("DateOfInitialCPC").is_not_null() | due)
    return shaped(held, _table("ssd_initial_cp_conference"), columns)


def _protection(frames: Frames) -> list[tuple[str, pl.DataFrame]]:
    told = _placed(frames, "ChildProtectionPlans")
    if told is None:
        return []
    plan = period_id(_CHILD, pl.col("CPPstartDate"))
    columns = {
        "cppl_cp_plan_id": plan,
        "cppl_referral_id": _REFERRAL,
        "cppl_person_id": _CHILD,
        "cppl_cp_plan_start_date": pl.col("CPPstartDate"),
        "cppl_cp_plan_end_date": pl.col("CPPendDate"),
        "cppl_cp_plan_initial_category": pl.col("InitialCategoryOfAbuse"),
        "cppl_cp_plan_latest_category": pl.col("LatestCategoryOfAbuse"),
    }
    found = [_kept("ssd_cp_plans", told, columns)]
    path = f"{_DETAILS}/ChildProtectionPlans/CPPreviewDate"
    reviews = inside(frames, path, "Child", {_PERSON: "LAchildID"})
    begun = inside(frames, path, f"{_DETAILS}/ChildProtectionPlans", {_BEGAN: "CPPstartDate"})
    if reviews is not None and begun is not None:
        day = pl.col("CPPreviewDate")
        held = {
            "cppr_cp_review_id": period_id(_CHILD, day),
            "cppr_person_id": _CHILD,
            "cppr_cp_plan_id": period_id(_CHILD, pl.col(_BEGAN)),
            "cppr_cp_review_date": day,
        }
        found.append(_kept("ssd_cp_reviews", reviews.with_columns(begun[_BEGAN]), held))
    return found


def _pre_proceedings(frames: Frames) -> list[tuple[str, pl.DataFrame]]:
    """Pre-proceedings; what the dataset has no column for stands in the register of legal planning."""
    told = _placed(frames, "PreProceedingsandFGDM")
    if told is None:
        return []
    dataset = {
        "prep_table_id": pl.concat_str(
            [period_id(_CHILD, pl.col("PPStartDate")), pl.lit("/pre-proceedings")]
        ),
        "prep_person_id": _CHILD,
        "prep_pre_pro_decision_date": pl.col("PPStartDate"),
        "prep_initial_pre_pro_meeting_date": pl.col("InitialPPMeetingDate"),
        "prep_agree_stepdown_issue_date": pl.col("StepDecisionDate"),
        "prep_pre_pro_letter_date": pl.col("LBPSentDate"),
        "prep_care_pro_letter_date": pl.col("LetterInitCPDate"),
        "prep_pre_pro_meetings_num": pl.col("ReviewMeetingsCount")
        + pl.col("InitialPPMeetingDate").is_not_null().cast(pl.Int64),
    }
    offered, held = pl.col("FGDMMeetingOffer"), pl.col("FGDMMeetingFac")
    register = {
        "child_id": _CHILD,
        "gateway_on": pl.col("PPStartDate"),
        "pre_proceedings_from": pl.col("PPStartDate"),
        "letter_on": pl.col("LBPSentDate"),
        "first_meeting_on": pl.col("InitialPPMeetingDate"),
        "family_group_conference": pl.when(offered & held)
        .then(pl.lit("offered and held"))
        .when(offered & ~held)
        .then(pl.lit("offered and declined"))
        .when(~offered)
        .then(pl.lit("not offered")),
        "ended_on": pl.col("StepDecisionDate"),
        "end_outcome": pl.col("PPOutcome"),
        "issued_on": pl.col("CourtAppDate"),
    }
    dated = told.filter(pl.col("PPStartDate").is_not_null())
    return [_kept("ssd_pre_proceedings", told, dataset), _kept("legal_planning", dated, register)]
