"""The payload of the Department's children's social care API: its kinds of object (specification 0.8).

Names and codes as described by Data to Insight's scripts for it; the specification itself was not read.
"""

from sightline.engine.records.codes import CLOSURE_REASONS, FACTORS, REFERRAL_SOURCES
from sightline.engine.records.columns import Type
from sightline.engine.records.readers.fields import Field
from sightline.engine.records.readers.nested import Branch
from sightline.engine.records.readers.ssda903_fields import ACTIVITY, CEASED, PLACEMENT, POSTCODE
from sightline.engine.records.readers.values import Codes
from sightline.engine.records.tables import CARE_LEAVERS, DISABILITY, PERSON

_ID = r"^[A-Za-z0-9_-]{1,36}$"
_ID_WORDS = "up to 36 letters, digits, hyphens or underscores"


def _id(name: str, *, required: bool = False) -> Field:
    return Field(name, pattern=_ID, expected=_ID_WORDS, required=required)


def _date(name: str) -> Field:
    return Field(name, Type.DATE)


def _codes(name: str, codes: Codes | tuple[str, ...], *, required: bool = False) -> Field:
    return Field(name, codes=codes if isinstance(codes, Codes) else Codes(codes), required=required)


PURGE = Field("purge", Type.FLAG)
CHILD = "child"
EPISODE = "child/social_care_episodes"

BRANCHES = (
    Branch(CHILD, "children", (_id("la_child_id", required=True), _id("mis_child_id"), PURGE)),
    Branch(
        "child/child_details",
        "details of children",
        (
            Field("unique_pupil_number", pattern=r"^[A-Za-z0-9]{13}$", expected="13 letters and digits"),
            Field(
                "former_unique_pupil_number", pattern=r"^[A-Za-z0-9]{13}$", expected="13 letters and digits"
            ),
            _codes("unique_pupil_number_unknown_reason", tuple(f"UN{number}" for number in range(1, 11))),
            Field("first_name", private=True),
            Field("surname", private=True),
            _date("date_of_birth"),
            _date("expected_date_of_birth"),
            _codes("sex", ("M", "F", "U")),
            _codes("ethnicity", PERSON["pers_ethnicity"].codes),
            Field("postcode", pattern=POSTCODE, expected="a postcode", private=True),
            Field("uasc_flag", Type.FLAG),
            _date("uasc_end_date"),
            PURGE,
        ),
    ),
    Branch(
        "child/child_details/disabilities",
        "disabilities",
        (_codes("disabilities", DISABILITY["disa_disability_code"].codes, required=True),),
        leaf=True,
        common=False,
    ),
    Branch("child/health_and_wellbeing", "health and wellbeing", (PURGE,), common=False),
    Branch(
        "child/health_and_wellbeing/sdq_assessments",
        "strengths and difficulties questionnaires",
        (_date("date"), Field("score", Type.INTEGER)),
        common=False,
    ),
    Branch(
        EPISODE,
        "social care episodes",
        (
            _id("social_care_episode_id"),
            _date("referral_date"),
            _codes("referral_source", REFERRAL_SOURCES),
            _date("closure_date"),
            _codes("closure_reason", CLOSURE_REASONS),
            Field("referral_no_further_action_flag", Type.FLAG),
            PURGE,
        ),
    ),
    Branch(
        f"{EPISODE}/child_and_family_assessments",
        "assessments",
        (_id("child_and_family_assessment_id"), _date("start_date"), _date("authorisation_date"), PURGE),
        common=False,
    ),
    Branch(
        f"{EPISODE}/child_and_family_assessments/factors",
        "assessment factors",
        (_codes("factors", FACTORS, required=True),),
        leaf=True,
        common=False,
    ),
    Branch(
        f"{EPISODE}/child_in_need_plans",
        "child in need plans",
        (_id("child_in_need_plan_id"), _date("start_date"), _date("end_date"), PURGE),
        common=False,
    ),
    Branch(
        f"{EPISODE}/section_47_assessments",
        "section 47 enquiries",
        (
            _id("section_47_assessment_id"),
            _date("start_date"),
            Field("icpc_required_flag", Type.FLAG),
            _date("icpc_date"),
            _date("end_date"),
            PURGE,
        ),
        common=False,
    ),
    Branch(
        f"{EPISODE}/child_protection_plans",
        "child protection plans",
        (_id("child_protection_plan_id"), _date("start_date"), _date("end_date"), PURGE),
        common=False,
    ),
    Branch(
        f"{EPISODE}/child_looked_after_placements",
        "placements",
        (
            _id("child_looked_after_placement_id"),
            _date("start_date"),
            _codes("start_reason", ("S", "L", "P", "T", "B", "U")),
            Field("postcode", pattern=POSTCODE, expected="a postcode", private=True),
            _codes("placement_type", PLACEMENT),
            _date("end_date"),
            _codes("end_reason", CEASED),
            Field("change_reason"),
            PURGE,
        ),
        common=False,
    ),
    Branch(
        f"{EPISODE}/adoption",
        "adoptions",
        (_date("initial_decision_date"), _date("matched_date"), _date("placed_date"), PURGE),
        common=False,
    ),
    Branch(
        f"{EPISODE}/care_leavers",
        "care leavers",
        (
            _date("contact_date"),
            _codes("activity", ACTIVITY),
            _codes("accommodation", CARE_LEAVERS["clea_care_leaver_accommodation"].codes),
            PURGE,
        ),
        common=False,
    ),
    Branch(
        f"{EPISODE}/care_worker_details",
        "workers of children",
        (_id("worker_id"), _date("start_date"), _date("end_date"), PURGE),
        common=False,
    ),
)
"""Every kind of object of the payload, each after the one in which it stands."""
