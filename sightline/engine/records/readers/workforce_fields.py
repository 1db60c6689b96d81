"""The children's social work workforce census: its kinds of element, 2022 onward.

Elements and codes: the Department for Education's census as described by LIIA (MIT).
"""

from sightline.engine.records.codes import ORG_ROLES, REASONS_FOR_LEAVING
from sightline.engine.records.columns import Type
from sightline.engine.records.readers.census_header import header
from sightline.engine.records.readers.fields import Field
from sightline.engine.records.readers.nested import Branch
from sightline.engine.records.readers.values import Codes
from sightline.engine.records.tables import PERSON

WORKER = "CSWWWorker"
LEAVING = ("RoleEndDate", "LeaverDestination", "ReasonLeave")
"""What is told of those who left."""


def _codes(name: str, codes: tuple[str, ...]) -> Field:
    return Field(name, codes=Codes(codes))


def _upto(last: int, first: int = 1) -> tuple[str, ...]:
    return tuple(str(number) for number in range(first, last + 1))


_VACANCIES = (
    Field("NumberOfVacancies", Type.NUMBER),
    Field("NoAgencyFTE", Type.NUMBER),
    Field("NoAgencyHeadcount", Type.INTEGER),
)
_PAY = (
    *(
        _codes(name, ("0", "1", "2"))
        for name in (
            "RecruitmentBonus",
            "RetentionBonus",
            "CarAllowance",
            "RelocationPackage",
            "RegionalWeighting",
            "CostSWE",
            "CostDBS",
        )
    ),
    Field("PerformanceAward", codes=Codes(("0", "1", "2")), aliases=("PerformanceReward",)),
    Field("OtherAllowances"),
)

_WORKER_FIELDS = (
    Field(
        "SWENo",
        required=True,
        pattern=r"^[A-Za-z0-9]{1,12}$",
        expected="a Social Work England number, up to 12 letters and digits",
    ),
    _codes("AgencyWorker", ("0", "1")),
    Field("FTE", Type.NUMBER),
    Field("PersonBirthDate", Type.DATE, private=True),
    _codes("GenderCurrent", ("0", "1", "2", "9")),
    _codes("Sex", ("F", "M")),
    _codes("Ethnicity", PERSON["pers_ethnicity"].codes),
    _codes("QualLevel", _upto(3)),
    _codes("StepUpGrad", ("0", "1")),
    _codes("FrontlineGrad", ("0", "1")),
    _codes("OrgRole", ORG_ROLES),
    Field("RoleStartDate", Type.DATE),
    _codes("StartOrigin", _upto(10)),
    Field("RoleEndDate", Type.DATE),
    _codes("LeaverDestination", _upto(9)),
    _codes("ReasonLeave", REASONS_FOR_LEAVING),
    Field("FTE30", Type.NUMBER),
    Field("Cases30", Type.INTEGER),
    Field("WorkingDaysLost", Type.NUMBER),
    Field("ContractWeeks", Type.NUMBER),
    _codes("Absat30Sept", ("0", "1")),
    _codes("ReasonAbsence", ("MAT", "OTH", "PUB", "SIC", "TRN", "UNA", "UNP")),
    _codes("CFKSSstatus", _upto(4)),
    *(Field(name, Type.NUMBER, private=True) for name in ("BaseSalary", "RRPayments", "OtherPayments")),
)

BRANCHES = (
    header("CSWW"),
    Branch("LALevelVacancies", "vacancies", _VACANCIES, common=False),
    Branch("LALevel", "terms of the authority", (*_VACANCIES, *_PAY), common=False),
    Branch(WORKER, "workers", _WORKER_FIELDS),
    Branch(
        f"{WORKER}/QualInst",
        "qualifying institutions",
        (Field("QualInst", required=True),),
        leaf=True,
        common=False,
    ),
)
"""Every kind of element of the census that is a row, each after the one in which it stands."""
