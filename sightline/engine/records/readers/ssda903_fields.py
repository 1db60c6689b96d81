"""The tables of the SSDA903 return: their columns, codes and names in CSV files and in XML.

Codes and columns: the Department for Education's return as described by Data to Insight and LIIA (MIT).
"""

from dataclasses import dataclass

from sightline.engine.records.columns import Type
from sightline.engine.records.readers.fields import Field
from sightline.engine.records.readers.values import Codes
from sightline.engine.records.tables import PERMANENCE, PERSON

_YES_NO = Codes(("0", "1"))
_PLACES = "A3 A4 A5 A6 K1 K2 K3 P1 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6 Z11 Z12 Z13 Z14"
_CEASED = "X1 E11 E12 E2 E3 E4A E4B E13 E41 E5 E6 E7 E9 E14 E15 E16 E17 E8 E45 E46 E47 E48"
_CHANGES = "CARPL CLOSE ALLEG STAND APPRR CREQB CREQO CHILD LAREQ PLACE OTHER CUSTOD"
_WORKERS = "MANAGE FCONTA LEFTRL ORGRST TSPROC ABSENC CHCHAN PCCHAN SWDIED OTHERS"
_ACCOMMODATION = "BCDEGHKRSTUVWXYZ"

SEX = Codes(("M", "F", "U"), also={"1": "M", "2": "F", "1.0": "M", "2.0": "F"})
ACTIVITY = Codes(
    ("F1", "P1", "F2", "P2", "G4", "G5", "G6", "F4", "P4", "F5", "P5", "0"), past={"F3": 2021, "P3": 2021}
)
PLACEMENT = Codes(tuple(_PLACES.split()), past={"H5": 2024, "P2": 2024, "Z1": 2025})
LEGAL_STATUS = Codes(
    ("C1", "C2", "E1", "V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3"), past={"D1": 2024}
)
CEASED = Codes(tuple(_CEASED.split()), past={"E43": 2018, "E44": 2018})
PROVIDER = Codes(("PR0", "PR1", "PR2", "PR3", "PR4", "PR5"))
NEED = Codes(tuple(f"N{number}" for number in range(1, 9)))
ACCOMMODATION = Codes((*(letter + digit for letter in _ACCOMMODATION for digit in "12"), "0"))
IN_TOUCH = Codes(("YES", "NO", "DIED", "REFU", "NREQ", "RHOM"))

POSTCODE = r"(?i)^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$"
URN = r"(?i)^(?:SC\d{6}|\d{7}|XXXXXXX)$"

_CHILD = Field("CHILD", required=True, aliases=("CHILDID", "Child ID", "Child Unique ID"))
_DOB = Field("DOB", Type.DATE, aliases=("Date of birth",), expected_heading=False)


def _date(name: str) -> Field:
    return Field(name, Type.DATE)


def _codes(name: str, codes: Codes | str, *, aliases: tuple[str, ...] = ()) -> Field:
    listed = Codes(tuple(codes.split())) if isinstance(codes, str) else codes
    return Field(name, codes=listed, aliases=aliases)


@dataclass(frozen=True)
class ReturnTable:
    """A table of the return: its fields, the column that only it has, its names as a file, its XML element.

    ``xml`` is the path below MESSAGE of the element that holds one row; ``has_home`` whether a canonical
    table takes its rows.
    """

    name: str
    title: str
    mark: str
    fields: tuple[Field, ...]
    stems: tuple[str, ...]
    xml: str
    has_home: bool = True


_POSTCODE_WORDS = "a postcode such as SW1A 1AA"

TABLES_903: dict[str, ReturnTable] = {
    table.name: table
    for table in (
        ReturnTable(
            "Header",
            "children",
            "ETHNIC",
            (
                _CHILD,
                _codes("SEX", SEX),
                _DOB,
                _codes("ETHNIC", Codes(PERSON["pers_ethnicity"].codes)),
                Field("UPN"),
                _codes("MOTHER", _YES_NO),
                _date("MC_DOB"),
            ),
            ("header",),
            "CHILD/HEADER",
        ),
        ReturnTable(
            "Episodes",
            "episodes",
            "DECOM",
            (
                _CHILD,
                Field("DECOM", Type.DATE, required=True),
                _codes("RNE", "S L P T B U"),
                _codes("LS", LEGAL_STATUS),
                _codes("CIN", NEED),
                _codes("PLACE", PLACEMENT, aliases=("PL",)),
                _codes("PLACE_PROVIDER", PROVIDER),
                _date("DEC"),
                _codes("REC", CEASED),
                _codes("REASON_PLACE_CHANGE", _CHANGES),
                Field("HOME_POST", pattern=POSTCODE, expected=_POSTCODE_WORDS, private=True),
                Field("PL_POST", pattern=POSTCODE, expected=_POSTCODE_WORDS, private=True),
                Field("URN", pattern=URN, expected="SC and six digits, seven digits, or XXXXXXX"),
            ),
            ("episodes", "episode"),
            "CHILD/EPISODE",
        ),
        ReturnTable(
            "Reviews",
            "reviews",
            "REVIEW_CODE",
            (_CHILD, _DOB, _date("REVIEW"), _codes("REVIEW_CODE", "PN0 PN1 PN2 PN3 PN4 PN5 PN6 PN7")),
            ("reviews", "review"),
            "CHILD/HEADER/AREVIEW",
        ),
        ReturnTable(
            "UASC",
            "unaccompanied asylum-seeking children",
            "DUC",
            (_CHILD, _codes("SEX", SEX), _DOB, _date("DUC")),
            ("uasc",),
            "CHILD/HEADER",
        ),
        ReturnTable(
            "OC2",
            "outcomes of children in care 12 months",
            "SDQ_SCORE",
            (
                _CHILD,
                _DOB,
                Field("SDQ_SCORE", Type.INTEGER, expected="a whole number from 0 to 40"),
                _codes("SDQ_REASON", "SDQ1 SDQ2 SDQ3 SDQ4 SDQ5"),
                _codes("CONVICTED", _YES_NO),
                _codes("HEALTH_CHECK", _YES_NO),
                _codes("IMMUNISATIONS", _YES_NO),
                _codes("TEETH_CHECK", _YES_NO),
                _codes("HEALTH_ASSESSMENT", _YES_NO),
                _codes("SUBSTANCE_MISUSE", _YES_NO),
                _codes("INTERVENTION_RECEIVED", _YES_NO),
                _codes("INTERVENTION_OFFERED", _YES_NO),
            ),
            ("oc2",),
            "CHILD/HEADER/OC2",
        ),
        ReturnTable(
            "OC3",
            "care leavers",
            "IN_TOUCH",
            (
                _CHILD,
                _DOB,
                _codes("IN_TOUCH", IN_TOUCH),
                _codes("ACTIV", ACTIVITY),
                _codes("ACCOM", ACCOMMODATION),
            ),
            ("oc3",),
            "CHILD/HEADER",
        ),
        ReturnTable(
            "AD1",
            "adoptions",
            "DATE_INT",
            (
                _CHILD,
                _DOB,
                _date("DATE_INT"),
                _date("DATE_MATCH"),
                _codes("FOSTER_CARE", _YES_NO),
                _codes("NB_ADOPTR", "1 2"),
                _codes("SEX_ADOPTR", Codes(PERMANENCE["perm_adopter_sex"].codes)),
                _codes("LS_ADOPTR", Codes(PERMANENCE["perm_adopter_legal_status"].codes)),
            ),
            ("ad1",),
            "CHILD/HEADER",
        ),
        ReturnTable(
            "PlacedAdoption",
            "decisions to place for adoption",
            "DATE_PLACED",
            (
                _CHILD,
                _DOB,
                _date("DATE_PLACED"),
                _date("DATE_PLACED_CEASED"),
                _codes("REASON_PLACED_CEASED", "RD1 RD2 RD3 RD4"),
            ),
            ("placedforadoption", "placedadoption", "shouldbeplacedforadoption"),
            "CHILD/HEADER/AD_PLACED",
        ),
        ReturnTable(
            "PrevPerm",
            "previous permanence",
            "PREV_PERM",
            (_CHILD, _DOB, _codes("PREV_PERM", "P1 P2 P3 P4 Z1"), Field("LA_PERM"), Field("DATE_PERM")),
            ("previouspermanence", "prevperm"),
            "CHILD/HEADER/PERMANENCE",
            has_home=False,
        ),
        ReturnTable(
            "Missing",
            "missing and away",
            "MIS_START",
            (
                _CHILD,
                _DOB,
                _codes("MISSING", "M A"),
                Field("MIS_START", Type.DATETIME),
                Field("MIS_END", Type.DATETIME),
            ),
            ("missing",),
            "CHILD/HEADER/AMISSING",
        ),
        ReturnTable(
            "SWEpisodes",
            "social workers",
            "SW_DECOM",
            (
                _CHILD,
                _DOB,
                Field("SW_ID", pattern=r"(?i)^(?:SWE?\d+|XX.*)$", expected="SW and digits, or XX where none"),
                _date("SW_DECOM"),
                _date("SW_DEC"),
                _codes("SW_REASON", _WORKERS),
            ),
            ("swepisodes", "socialworker", "swepisode"),
            "CHILD/HEADER/SWEPISODE",
        ),
        ReturnTable(
            "DoLo",
            "deprivation of liberty orders",
            "DOLO_START",
            (_CHILD, _DOB, _date("DOLO_START"), _date("DOLO_END")),
            ("dolo",),
            "CHILD/HEADER/DOLO",
            has_home=False,
        ),
    )
}
"""The twelve tables of the return by name."""
