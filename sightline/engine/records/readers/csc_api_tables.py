"""The API's payload as canonical tables."""

from collections.abc import Mapping

import polars as pl

from sightline.engine.records.columns import ROW
from sightline.engine.records.readers.canonical import shaped
from sightline.engine.records.readers.csc_api_fields import CHILD, EPISODE
from sightline.engine.records.readers.nested import ABOVE, inside
from sightline.engine.records.readers.sheet import NUMBER
from sightline.engine.records.readers.ssda903_episodes import chained
from sightline.engine.records.record import ALL_TABLES

Frames = Mapping[str, pl.DataFrame]
Kept = list[tuple[str, pl.DataFrame]]

_PERSON, _REFERRAL = "_person", "_referral"
_ID = pl.col(_PERSON)
_DETAILS = "child/child_details"
_NEEDED = {True: '{"CP_CONFERENCE_FLAG": "Y"}', False: '{"CP_CONFERENCE_FLAG": "N"}'}


def canonical(frames: Frames) -> dict[str, pl.DataFrame]:
    """Every canonical table that a payload tells, by name."""
    found: dict[str, pl.DataFrame] = {}
    for build in (_person, _about, _episodes, _assessments, _plans, _enquiries, _care, _after_care, _workers):
        found |= dict(build(frames))
    return found


def _of_child(frames: Frames, path: str) -> pl.DataFrame | None:
    return inside(frames, path, CHILD, {_PERSON: "la_child_id"})


def _of_episode(frames: Frames, kind: str) -> pl.DataFrame | None:
    """A kind's rows with the child and the key of the referral in which they stand."""
    path = f"{EPISODE}/{kind}"
    told = _of_child(frames, path)
    upper = inside(frames, path, EPISODE, {_REFERRAL: "social_care_episode_id"})
    return None if told is None or upper is None else told.with_columns(upper[_REFERRAL])


def _kept(name: str, frame: pl.DataFrame, columns: Mapping[str, pl.Expr]) -> tuple[str, pl.DataFrame]:
    return name, shaped(frame, ALL_TABLES[name], columns)


def _person(frames: Frames) -> Kept:
    if CHILD not in frames:
        return []
    children = frames[CHILD]
    if _DETAILS in frames:
        details = frames[_DETAILS].drop(NUMBER, ROW, "purge").unique(ABOVE, keep="first", maintain_order=True)
        children = children.join(
            details.rename({ABOVE: NUMBER}), on=NUMBER, how="left", maintain_order="left"
        )
    told = {
        "pers_upn": "unique_pupil_number",
        "pers_upn_unknown": "unique_pupil_number_unknown_reason",
        "pers_forename": "first_name",
        "pers_surname": "surname",
        "pers_sex": "sex",
        "pers_ethnicity": "ethnicity",
        "pers_dob": "date_of_birth",
        "pers_expected_dob": "expected_date_of_birth",
    }
    known = {name: pl.col(column) for name, column in told.items() if column in children.columns}
    ids = {"pers_person_id": pl.col("la_child_id"), "pers_legacy_id": pl.col("mis_child_id")}
    return [_kept("ssd_person", children, {**known, **ids})]


def _about(frames: Frames) -> Kept:
    """What the details of a child hold that is no column of a person."""
    details = _of_child(frames, _DETAILS)
    found: Kept = []
    if details is not None:
        former = {
            "link_person_id": _ID,
            "link_identifier_type": pl.lit("Former Unique Pupil Number"),
            "link_identifier_value": pl.col("former_unique_pupil_number"),
        }
        had = details.filter(pl.col("former_unique_pupil_number").is_not_null())
        home = {"addr_person_id": _ID, "addr_address_postcode": pl.col("postcode")}
        alone = {
            "immi_person_id": _ID,
            "immi_immigration_status_end_date": pl.col("uasc_end_date"),
            "immi_immigration_status": pl.lit("UASC"),
        }
        found = [
            _kept("ssd_linked_identifiers", had, former),
            _kept("ssd_address", details.filter(pl.col("postcode").is_not_null()), home),
            _kept("ssd_immigration_status", details.filter("uasc_flag"), alone),
        ]
    disabled = _of_child(frames, f"{_DETAILS}/disabilities")
    if disabled is not None:
        codes = {"disa_person_id": _ID, "disa_disability_code": pl.col("disabilities")}
        found.append(_kept("ssd_disability", disabled, codes))
    scores = _of_child(frames, "child/health_and_wellbeing/sdq_assessments")
    if scores is not None:
        scored = {
            "csdq_person_id": _ID,
            "csdq_sdq_completed_date": pl.col("date"),
            "csdq_sdq_score": pl.when(pl.col("score").is_between(0, 40)).then(pl.col("score")),
        }
        found.append(_kept("ssd_sdq_scores", scores, scored))
    return found


def _episodes(frames: Frames) -> Kept:
    told = _of_child(frames, EPISODE)
    if told is None:
        return []
    nfa = pl.col("referral_no_further_action_flag")
    columns = {
        "cine_referral_id": pl.col("social_care_episode_id"),
        "cine_person_id": _ID,
        "cine_referral_date": pl.col("referral_date"),
        "cine_referral_source_code": pl.col("referral_source"),
        "cine_referral_nfa": pl.when(nfa).then(pl.lit("Y")).when(~nfa).then(pl.lit("N")),
        "cine_close_reason": pl.col("closure_reason"),
        "cine_close_date": pl.col("closure_date"),
    }
    return [_kept("ssd_cin_episodes", told, columns)]


def _assessments(frames: Frames) -> Kept:
    told = _of_episode(frames, "child_and_family_assessments")
    if told is None:
        return []
    columns = {
        "cina_assessment_id": pl.col("child_and_family_assessment_id"),
        "cina_person_id": _ID,
        "cina_referral_id": pl.col(_REFERRAL),
        "cina_assessment_start_date": pl.col("start_date"),
        "cina_assessment_auth_date": pl.col("authorisation_date"),
    }
    found = [_kept("ssd_cin_assessments", told, columns)]
    path = f"{EPISODE}/child_and_family_assessments"
    factors = inside(frames, f"{path}/factors", path, {"_of": "child_and_family_assessment_id"})
    if factors is not None:
        codes = pl.format('"{}"', pl.col("factors").unique(maintain_order=True)).str.join(", ")
        grouped = (
            factors.filter(pl.col("_of").is_not_null())
            .group_by(ABOVE, maintain_order=True)
            .agg(pl.col("_of", ROW).first(), pl.format("[{}]", codes).alias("codes"))
        )
        listed = {"cinf_assessment_id": pl.col("_of"), "cinf_assessment_factors_json": pl.col("codes")}
        found.append(_kept("ssd_assessment_factors", grouped, listed))
    return found


def _plans(frames: Frames) -> Kept:
    found: Kept = []
    if (in_need := _of_episode(frames, "child_in_need_plans")) is not None:
        columns = {
            "cinp_cin_plan_id": pl.col("child_in_need_plan_id"),
            "cinp_referral_id": pl.col(_REFERRAL),
            "cinp_person_id": _ID,
            "cinp_cin_plan_start_date": pl.col("start_date"),
            "cinp_cin_plan_end_date": pl.col("end_date"),
        }
        found.append(_kept("ssd_cin_plans", in_need, columns))
    if (protected := _of_episode(frames, "child_protection_plans")) is not None:
        columns = {
            "cppl_cp_plan_id": pl.col("child_protection_plan_id"),
            "cppl_referral_id": pl.col(_REFERRAL),
            "cppl_person_id": _ID,
            "cppl_cp_plan_start_date": pl.col("start_date"),
            "cppl_cp_plan_end_date": pl.col("end_date"),
        }
        found.append(_kept("ssd_cp_plans", protected, columns))
    return found


def _enquiries(frames: Frames) -> Kept:
    """Enquiries and the conferences that followed them."""
    told = _of_episode(frames, "section_47_assessments")
    if told is None:
        return []
    needed = pl.col("icpc_required_flag").replace_strict(_NEEDED, default=None, return_dtype=pl.String)
    enquiry = {
        "s47e_s47_enquiry_id": pl.col("section_47_assessment_id"),
        "s47e_referral_id": pl.col(_REFERRAL),
        "s47e_person_id": _ID,
        "s47e_s47_start_date": pl.col("start_date"),
        "s47e_s47_end_date": pl.col("end_date"),
        "s47e_s47_outcome_json": needed,
    }
    conference = {
        "icpc_s47_enquiry_id": pl.col("section_47_assessment_id"),
        "icpc_person_id": _ID,
        "icpc_referral_id": pl.col(_REFERRAL),
        "icpc_icpc_date": pl.col("icpc_date"),
    }
    held = told.filter(pl.col("icpc_date").is_not_null())
    return [_kept("ssd_s47_enquiry", told, enquiry), _kept("ssd_initial_cp_conference", held, conference)]


def _care(frames: Frames) -> Kept:
    """Placements, and the episodes that they stand for: one a placement, for the payload has no others."""
    told = _of_episode(frames, "child_looked_after_placements")
    if told is None:
        return []
    chain = chained(
        told.rename({_PERSON: "CHILD", "start_date": "DECOM", "end_date": "DEC", "start_reason": "RNE"})
        .with_columns(LS=pl.lit(None, dtype=pl.String))
        .filter(pl.col("DECOM").is_not_null())
    )
    placement = {
        "clap_cla_placement_id": pl.col("child_looked_after_placement_id"),
        "clap_cla_id": pl.col("period"),
        "clap_person_id": pl.col("CHILD"),
        "clap_cla_placement_start_date": pl.col("DECOM"),
        "clap_cla_placement_type": pl.col("placement_type"),
        "clap_cla_placement_postcode": pl.col("postcode"),
        "clap_cla_placement_end_date": pl.col("DEC"),
        "clap_cla_placement_change_reason": pl.col("change_reason"),
    }
    episode = {
        "clae_cla_episode_id": pl.col("child_looked_after_placement_id"),
        "clae_person_id": pl.col("CHILD"),
        "clae_cla_placement_id": pl.col("child_looked_after_placement_id"),
        "clae_cla_episode_start_date": pl.col("DECOM"),
        "clae_cla_episode_start_reason": pl.col("RNE"),
        "clae_cla_episode_ceased_date": pl.col("DEC"),
        "clae_cla_episode_ceased_reason": pl.col("end_reason"),
        "clae_cla_id": pl.col("period"),
        "clae_referral_id": pl.col(_REFERRAL),
        "clae_entered_care_date": pl.col("entered"),
    }
    return [_kept("ssd_cla_placement", chain, placement), _kept("ssd_cla_episodes", chain, episode)]


def _after_care(frames: Frames) -> Kept:
    found: Kept = []
    if (adopted := _of_episode(frames, "adoption")) is not None:
        columns = {
            "perm_person_id": _ID,
            "perm_adm_decision_date": pl.col("initial_decision_date"),
            "perm_matched_date": pl.col("matched_date"),
            "perm_placed_for_adoption_date": pl.col("placed_date"),
        }
        found.append(_kept("ssd_permanence", adopted, columns))
    if (leavers := _of_episode(frames, "care_leavers")) is not None:
        latest = leavers.sort("contact_date", nulls_last=False, maintain_order=True)
        columns = {
            "clea_person_id": _ID,
            "clea_care_leaver_latest_contact": pl.col("contact_date"),
            "clea_care_leaver_activity": pl.col("activity"),
            "clea_care_leaver_accommodation": pl.col("accommodation"),
        }
        once = latest.unique(_PERSON, keep="last", maintain_order=True)
        found.append(_kept("ssd_care_leavers", once, columns))
    return found


def _workers(frames: Frames) -> Kept:
    told = _of_episode(frames, "care_worker_details")
    if told is None:
        return []
    held = {
        "invo_professional_id": pl.col("worker_id"),
        "invo_professional_role_id": pl.lit("Allocated social worker"),
        "invo_person_id": _ID,
        "invo_involvement_start_date": pl.col("start_date"),
        "invo_involvement_end_date": pl.col("end_date"),
        "invo_referral_id": pl.col(_REFERRAL),
    }
    known = told.filter(pl.col("worker_id").is_not_null())
    once = known.unique("worker_id", keep="first", maintain_order=True)
    number = {
        "prof_professional_id": pl.col("worker_id"),
        "prof_social_worker_registration_no": pl.col("worker_id"),
    }
    return [_kept("ssd_involvements", known, held), _kept("ssd_professionals", once, number)]
