"""The eleven lists of Annex A: their columns (``annex_a_columns.csv``) and what each may hold."""

import csv
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sightline.engine.records.columns import Type
from sightline.engine.records.readers.fields import Field
from sightline.engine.records.readers.headings import plain
from sightline.engine.records.readers.ssda903_fields import (
    CEASED,
    LEGAL_STATUS,
    NEED,
    PLACEMENT,
    POSTCODE,
    PROVIDER,
)
from sightline.engine.records.readers.values import Codes
from sightline.engine.records.tables import CARE_LEAVERS, PERSON

CHILD = "Child Unique ID"
_NAMES = {
    1: "Contacts",
    2: "Early help assessments",
    3: "Referrals",
    4: "Assessments",
    5: "Section 47 enquiries and initial child protection conferences",
    6: "Children in need",
    7: "Child protection",
    8: "Children in care",
    9: "Leaving care services",
    10: "Adoption (children)",
    11: "Adopters",
}
_ENOUGH = 0.45
"""How alike a sheet's headings and a list's columns must be, from 0 to 1, its name counted in."""

_NAMED_IS_WORTH = 0.35
_COLUMNS_WORTH = 0.6
"""What all columns of a list are worth among many headings that are not its own."""

_LIST_NUMBER = re.compile(r"(?:^|\b|_)(?:list|l|annex ?a)?[\s_.-]*0*(\d{1,2})(?:\b|_|$)", re.IGNORECASE)


def _labelled(codes: Codes, *extra: str, also: dict[str, str] | None = None) -> Codes:
    return Codes((*codes.allowed, *extra), also=also or {}, past=codes.past, labelled=True)


_SOURCE_LETTERS = {1: "ABCD", 2: "AB", 3: "ABCDEF", 5: "ABCD", **dict.fromkeys((4, 6, 7, 8, 9, 10), ("",))}
_YES = {"yes": "Y", "no": "N", "unknown": "U", "a": "Y", "b": "N", "c": "U", "not known": "U"}
_SOURCES = tuple(f"{number}{letter}" for number, letters in _SOURCE_LETTERS.items() for letter in letters)
_CODES: dict[str, Codes] = {
    "yes_no": Codes(("Y", "N"), also={"a": "Y", "b": "N"}, labelled=True),
    "yes_no_unknown": Codes(("Y", "N", "U"), also=_YES, labelled=True),
    "gender": Codes(
        ("M", "F", "U", "I"),
        also={"male": "M", "female": "F", "not stated/recorded": "U", "not stated": "U", "neither": "I"}
        | {"a": "M", "b": "F", "c": "U", "d": "I", "indeterminate": "I", "1": "M", "2": "F"},
        labelled=True,
    ),
    "ethnicity": Codes((*PERSON["pers_ethnicity"].codes, "UNKNOWN"), labelled=True),
    "source": Codes(_SOURCES, labelled=True),
    "need": _labelled(NEED, "N9", "N0"),
    "closure": Codes(tuple(f"RC{number}" for number in range(1, 10)), labelled=True),
    "case_status": Codes(
        (
            "Looked after child",
            "Child Protection plan",
            "Child in need plan",
            "Open assessment",
            "Closed episode",
        ),
        labelled=True,
    ),
    "abuse": Codes(
        ("Neglect", "Physical abuse", "Sexual abuse", "Emotional abuse", "Multiple/not recommended"),
        also={"multiple": "Multiple/not recommended"},
        labelled=True,
    ),
    "legal_status": _labelled(LEGAL_STATUS),
    "permanence_plan": Codes(
        (
            "Return to family",
            "Adoption",
            "SGO/CAO",
            "Supported living in the community",
            "Long-term residential placement",
            "Long-term fostering",
            "Other",
        ),
        labelled=True,
    ),
    "ceased": _labelled(CEASED),
    "placement": _labelled(PLACEMENT),
    "provider": _labelled(PROVIDER),
    "location": Codes(("In", "Out"), labelled=True),
    "eligibility": Codes(
        ("Relevant", "Former Relevant", "Qualifying", "Eligible", "No Current Eligibility"),
        also={
            "relevant child": "Relevant",
            "former relevant child": "Former Relevant",
            "qualifying care leaver": "Qualifying",
            "eligible child": "Eligible",
        },
        labelled=True,
    ),
    "in_touch": Codes(CARE_LEAVERS["clea_care_leaver_in_touch"].codes, labelled=True),
    "accommodation": Codes(CARE_LEAVERS["clea_care_leaver_accommodation"].codes, labelled=True),
    "suitable": Codes(
        ("1", "2"), also={"suitable": "1", "unsuitable": "2", "a": "1", "b": "2"}, labelled=True
    ),
    "activity": Codes(
        CARE_LEAVERS["clea_care_leaver_activity"].codes, past={"F3": 2021, "P3": 2021}, labelled=True
    ),
    "reversed": Codes(("RD1", "RD2", "RD3", "RD4"), labelled=True),
    "adopter_left": Codes(("1", "2", "3"), labelled=True),
}
_WANTED = {
    "yes_no": "a) Yes or b) No",
    "yes_no_unknown": "a) Yes, b) No or c) Unknown",
    "gender": "a) Male, b) Female, c) Not stated/recorded or d) Neither",
}


def _field(column: str, kind: str) -> Field:
    if kind in _CODES:
        return Field(column, codes=_CODES[kind], expected=_WANTED.get(kind, ""), aliases=_aliases(column))
    if kind == "id":
        return Field(column, required=True)
    if kind == "postcode":
        return Field(column, pattern=POSTCODE, expected="a postcode such as SW1A 1AA")
    if kind == "age":
        return Field(
            column, Type.NUMBER, aliases=("Age", "Age (Years)", "Age of Child"), expected_heading=False
        )
    types = {"date": Type.DATE, "integer": Type.INTEGER}
    return Field(column, types.get(kind, Type.TEXT), private=kind == "name", aliases=_aliases(column))


def _aliases(column: str) -> tuple[str, ...]:
    aliases = {
        "Gender": ("Sex",),
        "Date of Birth": ("DOB", "Date of Birth or Expected Date of Birth"),
        "Allocated Personal Advisor": ("Allocated Personal Adviser",),
        "Ethnicity": ("Ethnic origin",),
    }
    return aliases.get(column, ())


@dataclass(frozen=True)
class AnnexList:
    """One list: its number, its name, its fields in the order of the template."""

    number: int
    name: str
    fields: tuple[Field, ...]

    def score(self, headings: Collection[str]) -> int:
        """How many of its columns stand among the headings, which are plain (``headings.plain``)."""
        return sum(not field.plain_names.isdisjoint(headings) for field in self.fields)


@lru_cache(maxsize=1)
def lists() -> dict[int, AnnexList]:
    """The eleven lists by number."""
    path = Path(__file__).with_name("annex_a_columns.csv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    fields: dict[int, list[Field]] = {}
    for row in csv.DictReader(lines):
        fields.setdefault(int(row["list"]), []).append(_field(row["column"], row["kind"]))
    return {number: AnnexList(number, _NAMES[number], tuple(found)) for number, found in fields.items()}


def named(sheet: str) -> int | None:
    """The list that a sheet's name tells: "List 8", "8. Children in care", "Children in care"."""
    found = _LIST_NUMBER.search(sheet)
    if found and 1 <= int(found.group(1)) <= len(_NAMES):
        return int(found.group(1))
    whole = plain(sheet)
    fitting = [number for number, name in _NAMES.items() if plain(name) in whole]
    return fitting[0] if fitting else None


def list_of(sheet: str, headings: Sequence[str]) -> AnnexList | None:
    """The list that a sheet holds, by its headings first and its name second; None for a sheet of notes."""
    by_name = named(sheet)
    known = {plain(heading) for heading in headings if heading}

    def worth(item: AnnexList) -> float:
        shared = item.score(known)
        alike = max(2 * shared / (len(item.fields) + len(known)), _COLUMNS_WORTH * shared / len(item.fields))
        return alike + (_NAMED_IS_WORTH if item.number == by_name else 0)

    best = max(lists().values(), key=worth)
    return best if worth(best) >= _ENOUGH else None
