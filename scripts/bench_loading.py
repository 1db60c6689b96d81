"""How fast files become canonical frames: each format beside the fastest plain parser on the same bytes.

What the county's home does not hold in a format is made here: so many made-up children or workers.
"""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.records.reading import File

CHILDREN = 3000
IN_NEED = 8000
"""Children in need in a year: about as many as a county of West Sussex's size has at the national rate."""


class Parser(NamedTuple):
    """A plain parser: its name, and what it does with the bytes of one file."""

    name: str
    parse: Callable[[bytes], Any]


class Told(NamedTuple):
    """One format: the files to load, the parser beside, and the ratio that may not be passed."""

    what: str
    files: list[File]
    beside: Parser
    limit: float | None


def formats(home: Path, authority: Authority) -> Iterator[Told]:
    """The county's largest submission of CSV and of XLSX, and a made document of each other format."""
    csv = Parser("polars.read_csv", lambda content: pl.read_csv(content, infer_schema=False))
    sets = _submitted(home, authority)
    for ending, what, beside, limit in (
        ("csv", "CSV", csv, 10),
        ("xlsx", "XLSX", Parser("fastexcel", _plain_xlsx), 3),
    ):
        alike = [files for files in sets if {_ending(file) for file in files} == {ending}]
        if alike:
            yield Told(what, max(alike, key=lambda files: sum(len(f.content) for f in files)), beside, limit)
    lxml = Parser("lxml", _plain_xml)
    yield Told("SSDA903 XML", [File("ssda903.xml", a_return(CHILDREN), "0" * 64)], lxml, 3)
    yield Told("children in need census XML", [File("cin.xml", a_census(IN_NEED), "1" * 64)], lxml, 3)
    yield Told("workforce census XML", [File("csww.xml", a_workforce(CHILDREN), "2" * 64)], lxml, None)
    beside = Parser("json.loads", json.loads)
    yield Told("API payload JSON", [File("payload.json", a_payload(CHILDREN), "3" * 64)], beside, None)


def read(files: list[File]) -> Any:
    """Files into canonical frames."""
    from sightline.engine.records.readers import read

    return read(files)


def _ending(file: File) -> str:
    return file.name.rpartition(".")[2].lower()


def _submitted(home: Path, authority: Authority) -> list[list[File]]:
    """The files of each submission, those of one ending together."""
    from sightline.engine.records.evidence import EvidenceStore

    store = EvidenceStore(home, authority.id)
    sets = []
    for submission in store.submissions():
        files = [store.file(each.name, each.sha256) for each in submission.files]
        for ending in sorted({_ending(file) for file in files}):
            sets.append([file for file in files if _ending(file) == ending])
    return sets


def _plain_xlsx(content: bytes) -> list[pl.DataFrame]:
    import fastexcel

    book = fastexcel.read_excel(content)
    return [book.load_sheet(name, header_row=None, dtypes="string").to_polars() for name in book.sheet_names]


def _plain_xml(content: bytes) -> int:
    from lxml import etree

    return sum(1 for _ in etree.iterparse(BytesIO(content), resolve_entities=False, no_network=True))


# --- made documents ---


def _xml(name: str, inside: str | dict[str, Any]) -> str:
    """An element around text that is XML already, or around an element for each value."""
    if isinstance(inside, dict):
        inside = "".join(f"<{key}>{escape(str(value))}</{key}>" for key, value in inside.items())
    return f"<{name}>{inside}</{name}>"


def _day(n: int, month: int, year: int) -> str:
    return f"{year}-{month:02}-{1 + n % 28:02}"


def a_return(children: int) -> bytes:
    """An SSDA903 return as XML: each child with three episodes and four reviews."""
    parts = []
    for n in range(children):
        day = f"{1 + n % 28:02}"
        head = {"CHILDID": f"{n:06}", "SEX": 1 + n % 2, "DOB": f"{day}/05/{2003 + n % 14}", "ETHNIC": "WBRI"}
        reviews = [{"REVIEW": f"{day}/{2 + 3 * k:02}/2019", "REVIEW_CODE": "PN1"} for k in range(4)]
        told = _xml("HEADER", _xml_inside(head) + "".join(_xml("AREVIEW", review) for review in reviews))
        for k in range(3):
            episode = {"DECOM": f"{day}/{5 + k:02}/2018", "RNE": "S" if k == 0 else "P", "LS": "C2"}
            ends = {"DEC": f"{day}/{6 + k:02}/2018", "REC": "X1"} if k < 2 else {}
            told += _xml("EPISODE", episode | {"CIN": "N1", "PL": "U6"} | ends)
        parts.append(_xml("CHILD", told))
    return f"<?xml version='1.0' encoding='utf-8'?>{_xml('EXPSSDA903', ''.join(parts))}".encode()


def _xml_inside(values: dict[str, Any]) -> str:
    return "".join(_xml(name, escape(str(value))) for name, value in values.items())


def _about(collection: str, year: int, month: int, day: int) -> str:
    details = {"Collection": collection, "Year": year, "ReferenceDate": f"{year}-{month:02}-{day:02}"}
    return _xml(
        "Header", _xml("CollectionDetails", details) + _xml("Source", {"SourceLevel": "L", "LEA": 938})
    )


def a_census(children: int) -> bytes:
    """A census of children in need: a referral and an assessment each; of three children one with an enquiry,
    of six one with a plan and two reviews."""
    told = "".join(_xml("Child", _child_in_need(n)) for n in range(children))
    document = _xml("Message", _about("CIN", 2019, 3, 31) + _xml("Children", told))
    return f"<?xml version='1.0' encoding='utf-8'?>{document}".encode()


def _child_in_need(n: int) -> str:
    known = {
        "LAchildID": f"{n:06}",
        "UPN": f"A938{n:09}",
        "PersonBirthDate": _day(n, 5, 2003 + n % 14),
        "GenderCurrent": 1 + n % 2,
    }
    disabled = _xml("Disabilities", {"Disability": "MOB"}) if n % 8 == 0 else ""
    parts = _xml("ChildIdentifiers", known)
    parts += _xml("ChildCharacteristics", _xml("Ethnicity", "WBRI") + disabled)
    factors = "".join(_xml("AssessmentFactors", code) for code in ("3B", "16A", "2B"))
    assessment = {
        "AssessmentActualStartDate": _day(n, 6, 2018),
        "AssessmentAuthorisationDate": _day(n, 7, 2018),
    }
    referral = {
        "CINreferralDate": _day(n, 6, 2018),
        "ReferralSource": "2A",
        "PrimaryNeedCode": "N1",
        "ReferralNFA": 0,
    }
    details = _xml_inside(referral)
    details += _xml("Assessments", _xml_inside(assessment) + _xml("FactorsIdentifiedAtAssessment", factors))
    if n % 3 == 0:
        enquiry = {"S47ActualStartDate": _day(n, 8, 2018), "ICPCnotRequired": int(n % 6 != 0)}
        held = {"InitialCPCtarget": _day(n, 9, 2018), "DateOfInitialCPC": _day(n, 9, 2018)}
        details += _xml("Section47", enquiry | (held if n % 6 == 0 else {}))
    if n % 6 == 0:
        plan = {"CPPstartDate": _day(n, 9, 2018), "InitialCategoryOfAbuse": "NEG"}
        reviews = "".join(
            _xml("CPPreviewDate", _day(n, month, year)) for month, year in ((12, 2018), (3, 2019))
        )
        latest = _xml("LatestCategoryOfAbuse", "EMO")
        details += _xml("ChildProtectionPlans", _xml_inside(plan) + latest + _xml("Reviews", reviews))
    return parts + _xml("CINdetails", details)


def a_workforce(workers: int) -> bytes:
    """A social work workforce census: so many workers with what they hold."""
    told = "".join(
        _xml(
            "CSWWWorker",
            {
                "AgencyWorker": int(n % 6 == 0),
                "SWENo": f"SW{n:010}",
                "FTE": 0.8 if n % 4 == 0 else 1,
                "PersonBirthDate": _day(n, 2, 1960 + n % 35),
                "OrgRole": 5,
                "RoleStartDate": _day(n, 5, 2012 + n % 7),
                "Cases30": n % 25,
            },
        )
        for n in range(workers)
    )
    vacant = _xml("LALevelVacancies", {"NumberOfVacancies": 12.5, "NoAgencyFTE": 7, "NoAgencyHeadcount": 8})
    return _xml("Message", _about("CSWW", 2019, 9, 30) + vacant + told).encode()


def a_payload(children: int) -> bytes:
    """A payload of the Department's API: an episode of need and an assessment each."""
    return json.dumps([_child_of_payload(n) for n in range(children)]).encode()


def _child_of_payload(n: int) -> dict[str, Any]:
    looked_after = {
        "child_looked_after_placement_id": f"P{n}",
        "start_date": _day(n, 9, 2018),
        "start_reason": "S",
        "postcode": "AB1 2CD",
        "placement_type": "U6",
    }
    episode = {
        "social_care_episode_id": f"E{n}",
        "referral_date": _day(n, 6, 2018),
        "referral_source": "2A",
        "referral_no_further_action_flag": False,
        "child_and_family_assessments": [
            {
                "child_and_family_assessment_id": f"A{n}",
                "start_date": _day(n, 6, 2018),
                "authorisation_date": _day(n, 7, 2018),
                "factors": ["1C", "4A"],
            }
        ],
        "child_looked_after_placements": [looked_after] if n % 6 == 0 else [],
    }
    return {
        "la_child_id": f"{n:06}",
        "mis_child_id": f"M{n}",
        "child_details": {
            "unique_pupil_number": f"A938{n:09}",
            "date_of_birth": _day(n, 5, 2003 + n % 14),
            "sex": "M",
            "ethnicity": "WBRI",
            "disabilities": ["NONE"],
        },
        "social_care_episodes": [episode],
    }
