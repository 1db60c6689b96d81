"""The header of a census: its year, its authority, and whether its parts agree on them."""

import re
from dataclasses import dataclass
from datetime import date

import polars as pl

from sightline.engine.records.columns import Type
from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.fields import Field
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.nested import Branch
from sightline.engine.records.readers.values import Codes

_YEAR_IN_NAME = re.compile(r"(?<!\d)20(\d{2})(?!\d)")

_SPANS = (
    "201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 420 800-803 805-808 810-813 815-816"
    " 820-823 825-826 830-831 835-841 845-846 850-852 855-857 860-861 865-896 908-909 916 919 921 925-926"
    " 928-929 931 933 935-938 940-943"
)


def _numbers(spans: str) -> frozenset[int]:
    ends = [span.partition("-") for span in spans.split()]
    return frozenset(
        number for first, _, last in ends for number in range(int(first), int(last or first) + 1)
    )


AUTHORITIES = _numbers(_SPANS)
"""Numbers of local authorities in England, those of authorities that have ended included."""


def header(collection: str) -> Branch:
    """The header's elements, for a census that calls itself by one code."""
    return Branch(
        "Header",
        "header",
        (
            Field("Collection", codes=Codes((collection,))),
            Field("Year", Type.INTEGER, expected="a year of four digits"),
            Field("ReferenceDate", Type.DATE),
            Field("SourceLevel", codes=Codes(("L",))),
            Field("LEA", pattern=r"^\d{3}$", expected="an authority's number, three digits"),
            Field("SoftwareCode"),
            Field("Release"),
            Field("SerialNo"),
            Field("DateTime", Type.DATETIME),
        ),
        groups=("CollectionDetails", "Source"),
    )


@dataclass(frozen=True)
class About:
    """``reference`` is the census day, ``end`` the last day of its year where its parts agree on it."""

    reference: date | None
    end: date | None


def about(
    header: pl.DataFrame | None, name: str, collection_day: tuple[int, int], findings: Findings
) -> About:
    """Read a header and tell where its year, its day, its file's name and its authority do not fit.

    ``collection_day``: month and day on which the collection's year ends.
    """
    if header is None or header.is_empty():
        findings.add(
            "no_header",
            Severity.NOTE,
            found="no header that can be read",
            expected="the collection's year, its reference date and the authority's number",
            advice="What the file covers is taken from its dates",
        )
        return About(None, None)
    told = header.row(0, named=True)
    _tell_authority(told["LEA"], findings)
    return _years(told["Year"], told["ReferenceDate"], name, collection_day, findings)


def _tell_authority(number: str | None, findings: Findings) -> None:
    if number is not None and int(number) not in AUTHORITIES:
        findings.add(
            "unknown_authority",
            Severity.NOTE,
            column="LEA",
            found=f'"{number}"',
            expected="the number of a local authority in England",
            advice="Read. Check that the file is an authority's own",
        )


def _years(year: int | None, day: date | None, name: str, ends: tuple[int, int], findings: Findings) -> About:
    end = date(year, *ends) if year and 1990 < year < 2100 else None
    agreed = end is not None
    if end and day and day != end:
        agreed = False
        findings.add(
            "wrong_reference_date",
            Severity.NOTE,
            column="ReferenceDate",
            found=f"{day:%d/%m/%Y} in a collection of {year}",
            expected=f"{end:%d/%m/%Y}",
            advice="Read; what the file covers is taken from its dates. Check that it is the right file",
        )
    named = _YEAR_IN_NAME.search(name)
    if named and year and int(named.group(0)) != year:
        agreed = False
        findings.add(
            "wrong_year",
            Severity.NOTE,
            column="Year",
            found=f"{year}, in a file whose name says {named.group(0)}",
            expected="one year",
            advice="Read; what the file covers is taken from its dates. Check that it is the right file",
        )
    return About(day or end, end if agreed else None)
