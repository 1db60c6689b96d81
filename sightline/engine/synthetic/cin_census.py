"""The census of children in need for one year, as XML, from the same ledger as the dataset.

It holds the cases that were open at any time in the year, and no later day.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape

import polars as pl

from sightline.engine.synthetic.county import County
from sightline.engine.synthetic.days import add_months

_SEXES = {"M": "1", "F": "2", "U": "0"}
Row = dict[str, Any]
Rows = dict[str, list[Row]]


@dataclass(frozen=True)
class Year:
    """A census year as the record stood on the day the census was drawn."""

    county: County
    first: date
    last: date
    drawn: date

    def rows(self, table: str, start: str, end: str, key: str) -> Rows:
        """The rows that began by the year's last day and went on in it, by one column."""
        frame = self.county.ledger.as_held(table, self.drawn)
        lasts = pl.col(end).is_null() | (pl.col(end) >= self.first)
        frame = frame.filter((pl.col(start) <= self.last) & lasts).sort(key, start)
        found: Rows = defaultdict(list)
        for row in frame.iter_rows(named=True):
            found[row[key] or ""].append(row)
        return found

    def known(self, day: date | None) -> date | None:
        """A day that had come by the year's last."""
        return day if day is not None and day <= self.last else None


@dataclass(frozen=True)
class Told:
    """What the census tells, by referral (plans' reviews by plan, factors by assessment, people by child)."""

    year: Year
    people: dict[str, Row]
    disabilities: Rows
    assessments: Rows
    factors: dict[str, list[str]]
    needs: Rows
    enquiries: Rows
    conferences: dict[str, Row]
    plans: Rows
    reviews: Rows


def _element(name: str, value: object) -> str:
    if value is None or value == "":
        return ""
    return f"<{name}>{escape(str(value))}</{name}>"


def _group(name: str, *parts: str) -> str:
    inside = "".join(parts)
    return f"<{name}>{inside}</{name}>" if inside else ""


def _gather(year: Year) -> Told:
    held = year.county.ledger.as_held
    people = held("ssd_person", year.drawn).iter_rows(named=True)
    packed = held("ssd_assessment_factors", year.drawn)
    ill = held("ssd_disability", year.drawn).filter(pl.col("disa_disability_code") != "NONE")
    disabilities: Rows = defaultdict(list)
    for row in ill.iter_rows(named=True):
        disabilities[row["disa_person_id"]].append(row)
    conferences = held("ssd_initial_cp_conference", year.drawn).filter(pl.col("icpc_icpc_date") <= year.last)
    return Told(
        year,
        {row["pers_person_id"]: row for row in people},
        disabilities,
        year.rows(
            "ssd_cin_assessments",
            "cina_assessment_start_date",
            "cina_assessment_auth_date",
            "cina_referral_id",
        ),
        {
            row[0]: json.loads(row[1])
            for row in packed.select("cinf_assessment_id", "cinf_assessment_factors_json").iter_rows()
        },
        year.rows("ssd_cin_plans", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date", "cinp_referral_id"),
        year.rows("ssd_s47_enquiry", "s47e_s47_start_date", "s47e_s47_start_date", "s47e_referral_id"),
        {row["icpc_s47_enquiry_id"]: row for row in conferences.iter_rows(named=True)},
        year.rows("ssd_cp_plans", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date", "cppl_referral_id"),
        year.rows("ssd_cp_reviews", "cppr_cp_review_date", "cppr_cp_review_date", "cppr_cp_plan_id"),
    )


def _identity(told: Told, id: str) -> str:
    person = told.people[id]
    born = told.year.known(person["pers_dob"])
    identifiers = _group(
        "ChildIdentifiers",
        _element("LAchildID", id),
        _element("UPN", person["pers_upn"]),
        _element("UPNunknown", person["pers_upn_unknown"]),
        _element("PersonBirthDate", born),
        _element(
            "ExpectedPersonBirthDate", None if born else person["pers_expected_dob"] or person["pers_dob"]
        ),
        _element("GenderCurrent", _SEXES[person["pers_sex"] or "U"] if born else "0"),
    )
    codes = "".join(_element("Disability", row["disa_disability_code"]) for row in told.disabilities[id])
    characteristics = _group(
        "ChildCharacteristics", _element("Ethnicity", person["pers_ethnicity"]), _group("Disabilities", codes)
    )
    return identifiers + characteristics


def _assessment(told: Told, row: Row) -> str:
    done = told.year.known(row["cina_assessment_auth_date"])
    codes = told.factors.get(row["cina_assessment_id"], []) if done else []
    return _group(
        "Assessments",
        _element("AssessmentActualStartDate", row["cina_assessment_start_date"]),
        _element("AssessmentAuthorisationDate", done),
        _group("FactorsIdentifiedAtAssessment", *(_element("AssessmentFactors", code) for code in codes)),
    )


def _enquiry(told: Told, row: Row) -> str:
    conference = told.conferences.get(row["s47e_s47_enquiry_id"])
    return _group(
        "Section47",
        _element("S47ActualStartDate", row["s47e_s47_start_date"]),
        _element("InitialCPCtarget", conference["icpc_icpc_target_date"] if conference else None),
        _element("DateOfInitialCPC", conference["icpc_icpc_date"] if conference else None),
        _element("ICPCnotRequired", "true" if row["s47e_s47_nfa"] == "Y" else "false"),
    )


def _plan(told: Told, row: Row) -> str:
    reviews = told.reviews.get(row["cppl_cp_plan_id"], [])
    return _group(
        "ChildProtectionPlans",
        _element("CPPstartDate", row["cppl_cp_plan_start_date"]),
        _element("CPPendDate", told.year.known(row["cppl_cp_plan_end_date"])),
        _element("InitialCategoryOfAbuse", row["cppl_cp_plan_initial_category"]),
        _element("LatestCategoryOfAbuse", row["cppl_cp_plan_latest_category"]),
        *(_group("Reviews", _element("CPPreviewDate", review["cppr_cp_review_date"])) for review in reviews),
    )


def _need(told: Told, row: Row) -> str:
    return _group(
        "CINPlanDates",
        _element("CINPlanStartDate", row["cinp_cin_plan_start_date"]),
        _element("CINPlanEndDate", told.year.known(row["cinp_cin_plan_end_date"])),
    )


def _details(told: Told, row: Row) -> str:
    number, closed = row["cine_referral_id"], told.year.known(row["cine_close_date"])
    return _group(
        "CINdetails",
        _element("CINreferralDate", row["cine_referral_date"]),
        _element("ReferralSource", row["cine_referral_source_code"]),
        _element("PrimaryNeedCode", row["cine_cin_primary_need_code"]),
        _element("CINclosureDate", closed),
        _element("ReasonForClosure", row["cine_close_reason"] if closed else None),
        _element("ReferralNFA", "0"),
        *(_assessment(told, found) for found in told.assessments.get(number, [])),
        *(_need(told, found) for found in told.needs.get(number, [])),
        *(_enquiry(told, found) for found in told.enquiries.get(number, [])),
        *(_plan(told, found) for found in told.plans.get(number, [])),
    )


def _header(year: Year) -> str:
    return (
        "<Header><CollectionDetails><Collection>CIN</Collection>"
        f"<Year>{year.last.year}</Year><ReferenceDate>{year.last}</ReferenceDate></CollectionDetails>"
        f"<Source><SourceLevel>L</SourceLevel><LEA>{year.county.authority.dfe_code}</LEA>"
        "<SoftwareCode>Synthetic county</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo>"
        f"<DateTime>{year.drawn}T12:00:00</DateTime></Source></Header>"
    )


def _children(told: Told) -> Iterator[str]:
    cases = told.year.rows("ssd_cin_episodes", "cine_referral_date", "cine_close_date", "cine_person_id")
    for id, rows in sorted(cases.items()):
        yield _group("Child", _identity(told, id), *(_details(told, row) for row in rows))


def _write(file: IO[str], year: Year) -> None:
    file.write(f'<?xml version="1.0" encoding="utf-8"?>\n<Message>{_header(year)}<Children>\n')
    for child in _children(_gather(year)):
        file.write(child + "\n")
    file.write("</Children></Message>\n")


def write_census(county: County, folder: Path, last: date, drawn: date) -> Path:
    """Write the census for the year that ends on a day, as the record stood when it was drawn."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"cin_census_{last.year}.xml"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        _write(file, Year(county, add_months(last.replace(day=1), -11), last, drawn))
    return path
