"""A small sound submission of each format, by which bad ones are measured."""

from collections.abc import Callable
from dataclasses import dataclass

from sightline.engine.records.reading import File
from tests.records.files import Rows, csv_text, file, workbook

ANNEX_LIST_8 = (
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age of Child (Years)",
    "Does the Child have a Disability",
    "Date Started to be Looked After",
    "Date of Latest Statutory Review",
    "Placement postcode",
    "Allocated Team",
    "Allocated Worker",
)


@dataclass(frozen=True)
class Format:
    """One format: how a table of it is written, which canonical table it fills, and where its dates stand.

    ``rows(n)`` gives headings and ``n`` sound rows; column ``date_at`` of each holds 12/03/2018, which
    becomes ``date_column`` of the canonical ``table``.
    """

    name: str
    file_name: str
    table: str
    person: str
    date_column: str
    date_at: int
    headings: tuple[str, ...]
    row: Callable[[int], tuple[object, ...]]
    sheet: str = ""

    def rows(self, count: int) -> list[tuple[object, ...]]:
        return [self.headings, *(self.row(number) for number in range(1, count + 1))]

    def write(self, rows: Rows) -> File:
        if self.sheet:
            return file(self.file_name, workbook({self.sheet: rows}))
        return file(self.file_name, csv_text(rows))

    def sound(self, count: int = 3) -> File:
        return self.write(self.rows(count))


SSD = Format(
    "Standard Safeguarding Dataset",
    "ssd_person.csv",
    "ssd_person",
    "pers_person_id",
    "pers_dob",
    2,
    ("pers_person_id", "pers_sex", "pers_dob", "pers_ethnicity"),
    lambda n: (f"P{n:05}", "F", "12/03/2018", "WBRI"),
)
RETURN_CSV = Format(
    "SSDA903 CSV",
    "episodes.csv",
    "ssd_cla_episodes",
    "clae_person_id",
    "clae_cla_episode_ceased_date",
    6,
    ("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "DEC", "REC"),
    lambda n: (f"P{n:05}", "01/04/2017", "S", "V2", "N1", "U6", "12/03/2018", "X1"),
)
REGISTER_CSV = Format(
    "register CSV",
    "return_home_interview.csv",
    "return_home_interview",
    "child_id",
    "held_on",
    4,
    ("child_id", "missing_from", "missing_to", "response", "held_on", "risk_found", "analysis"),
    lambda n: (f"P{n:05}", "10/03/2018 18:00", "11/03/2018 07:30", "accepted", "12/03/2018", "none", "calm"),
)
REGISTER_XLSX = Format(
    "register XLSX",
    "health_assessment.xlsx",
    "health_assessment",
    "child_id",
    "seen_on",
    4,
    ("child_id", "care_from", "kind", "offered_on", "seen_on", "health_needs"),
    lambda n: (f"P{n:05}", "01/03/2018", "initial", "10/03/2018", "12/03/2018", "asthma"),
    sheet="Health assessments",
)
ANNEX_A = Format(
    "Annex A",
    "Annex_A.xlsx",
    "ssd_cla_reviews",
    "clar_cla_person_id",
    "clar_cla_review_date",
    7,
    ANNEX_LIST_8,
    lambda n: (
        f"P{n:05}",
        "b) Female",
        "a) WBRI",
        "01/05/2010",
        8,
        "b) No",
        "01/02/2018",
        "12/03/2018",
        "AB1 2CD",
        "North",
        "W1",
    ),
    sheet="List 8",
)

FORMATS = (SSD, RETURN_CSV, REGISTER_CSV, REGISTER_XLSX, ANNEX_A)
TEXTS = tuple(item for item in FORMATS if not item.sheet)
BOOKS = tuple(item for item in FORMATS if item.sheet)


def return_xml(children: int, extra: str = "") -> str:
    """An SSDA903 return as XML, a line for each child."""
    told = "\n".join(
        f"<CHILD><HEADER><CHILDID>P{n:05}</CHILDID><SEX>F</SEX><DOB>01/05/2010</DOB><ETHNIC>WBRI</ETHNIC>{extra}"
        f"</HEADER><EPISODE><DECOM>01/04/2017</DECOM><RNE>S</RNE><LS>V2</LS><CIN>N1</CIN><PL>U6</PL>"
        f"<DEC>12/03/2018</DEC><REC>X1</REC></EPISODE></CHILD>"
        for n in range(1, children + 1)
    )
    return f"<?xml version='1.0'?>\n<MESSAGE>\n{told}\n</MESSAGE>\n"
