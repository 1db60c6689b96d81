"""The census of children in need: its kinds of element, 2017 to the pre-proceedings of 2026 to 2027.

Elements and codes: the Department for Education's census as described by Data to Insight and LIIA (MIT).
"""

from sightline.engine.records.codes import ABUSE_CATEGORIES, CLOSURE_REASONS, FACTORS, NEEDS, REFERRAL_SOURCES
from sightline.engine.records.columns import Type
from sightline.engine.records.readers.census_header import header
from sightline.engine.records.readers.fields import Field
from sightline.engine.records.readers.nested import Branch
from sightline.engine.records.readers.values import Codes
from sightline.engine.records.tables import DISABILITY, PERSON

CHILD = "LAchildID"
_UPN = r"^[A-Za-z]\d{11}[\dA-Za-z]$"
_UPN_WORDS = "a pupil number: a letter and twelve digits"


def _date(name: str, *, required: bool = False) -> Field:
    return Field(name, Type.DATE, required=required)


def _codes(name: str, codes: tuple[str, ...], *, required: bool = False) -> Field:
    return Field(name, codes=Codes(codes), required=required)


_CHILD = Branch(
    "Child",
    "children",
    (
        Field(CHILD, required=True),
        Field("UPN", pattern=_UPN, expected=_UPN_WORDS),
        Field("FormerUPN", pattern=_UPN, expected=_UPN_WORDS),
        _codes("UPNunknown", tuple(f"UN{number}" for number in range(1, 11))),
        _date("PersonBirthDate"),
        _date("ExpectedPersonBirthDate"),
        Field("Sex", codes=Codes(("M", "F", "U"), also={"1": "M", "2": "F", "0": "U", "9": "U"})),
        _codes("GenderCurrent", ("0", "1", "2", "9")),
        _date("PersonDeathDate"),
        _codes("Ethnicity", PERSON["pers_ethnicity"].codes),
    ),
    groups=("ChildIdentifiers", "ChildCharacteristics", "Disabilities"),
)

_DISABILITY = Branch(
    "Child/Disability",
    "disabilities",
    (_codes("Disability", DISABILITY["disa_disability_code"].codes, required=True),),
    leaf=True,
)

_DETAILS = Branch(
    "Child/CINdetails",
    "referrals",
    (
        _date("CINreferralDate", required=True),
        Field("ReferralSource", codes=Codes(REFERRAL_SOURCES)),
        _codes("PrimaryNeedCode", NEEDS),
        _date("CINclosureDate"),
        _codes("ReasonForClosure", CLOSURE_REASONS),
        _date("DateOfInitialCPC"),
        Field("ReferralNFA", Type.FLAG),
    ),
)

_ASSESSMENT = Branch(
    "Child/CINdetails/Assessments",
    "assessments",
    (
        _date("AssessmentActualStartDate", required=True),
        _date("AssessmentInternalReviewDate"),
        _date("AssessmentAuthorisationDate"),
    ),
    groups=("FactorsIdentifiedAtAssessment",),
)

_FACTOR = Branch(
    "Child/CINdetails/Assessments/AssessmentFactors",
    "assessment factors",
    (
        Field(
            "AssessmentFactors",
            required=True,
            codes=Codes(
                tuple(code for code in FACTORS if code not in ("18A", "19A")), past={"18A": 2020, "19A": 2020}
            ),
        ),
    ),
    leaf=True,
)

_PLAN = Branch(
    "Child/CINdetails/CINPlanDates",
    "child in need plans",
    (_date("CINPlanStartDate", required=True), _date("CINPlanEndDate")),
)

_ENQUIRY = Branch(
    "Child/CINdetails/Section47",
    "section 47 enquiries",
    (
        _date("S47ActualStartDate", required=True),
        _date("InitialCPCtarget"),
        _date("DateOfInitialCPC"),
        Field("ICPCnotRequired", Type.FLAG),
    ),
)

_PROTECTION = Branch(
    "Child/CINdetails/ChildProtectionPlans",
    "child protection plans",
    (
        _date("CPPstartDate", required=True),
        _date("CPPendDate"),
        _codes("InitialCategoryOfAbuse", ABUSE_CATEGORIES),
        _codes("LatestCategoryOfAbuse", ABUSE_CATEGORIES),
        Field("NumberOfPreviousCPP", Type.INTEGER),
    ),
    groups=("Reviews",),
)

_REVIEW = Branch(
    "Child/CINdetails/ChildProtectionPlans/CPPreviewDate",
    "reviews of child protection plans",
    (_date("CPPreviewDate", required=True),),
    leaf=True,
)

_PRE_PROCEEDINGS = Branch(
    "Child/CINdetails/PreProceedingsandFGDM",
    "pre-proceedings",
    (
        _date("PPStartDate"),
        _date("LBPSentDate"),
        Field("FGDMMeetingOffer", Type.FLAG),
        Field("FGDMMeetingFac", Type.FLAG),
        _date("InitialPPMeetingDate"),
        Field("ReviewMeetingsCount", Type.INTEGER),
        _date("StepDecisionDate"),
        _codes("PPOutcome", ("A", "B", "C")),
        _date("CourtAppDate"),
        _date("LetterInitCPDate"),
    ),
    common=False,
)

BRANCHES = (
    header("CIN"),
    _CHILD,
    _DISABILITY,
    _DETAILS,
    _ASSESSMENT,
    _FACTOR,
    _PLAN,
    _ENQUIRY,
    _PROTECTION,
    _REVIEW,
    _PRE_PROCEEDINGS,
)
"""Every kind of element of the census that is a row, each after the one in which it stands."""
