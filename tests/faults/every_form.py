"""Small files of every format that the readers know, each load with children whom no other load has."""

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO

import polars as pl

from tests.records import test_cin_census as cin_census
from tests.records import test_csc_api as csc_api
from tests.records import test_workforce as workforce
from tests.records.files import workbook
from tests.records.formats import return_xml

Files = dict[str, bytes]


def _ssd_csv(number: int, rows: int) -> Files:
    ids = [f"{number:03d}{n:04d}" for n in range(rows)]
    told = {
        "ssd_person.csv": "pers_person_id,pers_sex\n" + "".join(f"{id},F\n" for id in ids),
        "ssd_cla_visits.csv": "clav_cla_visit_id,clav_person_id,clav_cla_visit_date\n"
        + "".join(f"V{n},{id},2018-12-{1 + n % 28:02d}\n" for n, id in enumerate(ids)),
        "ssd_cla_reviews.csv": "clar_cla_review_id,clar_cla_person_id,clar_cla_review_date\n"
        + "".join(f"R{n},{id},2018-11-{1 + n % 28:02d}\n" for n, id in enumerate(ids)),
    }
    return {name: text.encode() for name, text in told.items()}


def _ssd_parquet(number: int, rows: int) -> Files:
    stream = BytesIO()
    ids = [f"Q{number:03d}{n:04d}" for n in range(rows)]
    frame = pl.DataFrame({"cinv_person_id": ids, "cinv_cin_visit_date": [date(2018, 12, 1)] * rows})
    frame.write_parquet(stream)
    return {"ssd_cin_visits.parquet": stream.getvalue()}


def _annex_a(number: int, rows: int) -> Files:
    head = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Date of Contact", "Contact Source"]
    told = ["b) Female", "a) WBRI", "01/05/2010", "03/09/2018", "q) 6: Police"]
    lists = [head, *([f"A{number:03d}{n:04d}", *told] for n in range(rows))]
    return {"Annex_A.xlsx": workbook({"List 1": lists})}


def _return_csv(number: int, rows: int) -> Files:
    head = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
    told = "".join(f"H{number:03d}{n:04d},2,01/05/2010,WBRI,UN1,0,\n" for n in range(rows))
    return {"header.csv": (head + told).encode()}


def _return_xml(number: int, rows: int) -> Files:
    return {"return.xml": return_xml(rows).replace("P0", f"X{number:03d}").encode()}


def _census(number: int, rows: int) -> Files:
    return {"cin.xml": cin_census.census(rows).replace("P0", f"C{number:03d}").encode()}


def _payload(number: int, rows: int) -> Files:
    return {"payload.json": json.dumps(csc_api.payload(rows)).replace("P0", f"J{number:03d}").encode()}


def _workforce(number: int, rows: int) -> Files:
    return {"csww.xml": workforce.census(rows).replace("SW000", f"SW{number:03d}").encode()}


def _register_csv(number: int, rows: int) -> Files:
    head = "child_id,missing_from,missing_to,response,held_on\n"
    told = "10/03/2018 18:00,11/03/2018 07:30,accepted,12/03/2018"
    lines = "".join(f"R{number:03d}{n:04d},{told}\n" for n in range(rows))
    return {"return_home_interview.csv": (head + lines).encode()}


def _register_xlsx(number: int, rows: int) -> Files:
    head = ["Child", "Scored", "Score", "Plan changed"]
    told = [head, *([f"S{number:03d}{n:04d}", "12/03/2018", "17", "Y"] for n in range(rows))]
    return {"sdq_use.xlsx": workbook({"sdq_use": told})}


FORMS: dict[str, tuple[str, Callable[[int, int], Files]]] = {
    "dataset as CSV": ("ssd", _ssd_csv),
    "dataset as Parquet": ("ssd", _ssd_parquet),
    "Annex A": ("annex_a", _annex_a),
    "SSDA903 as CSV": ("ssda903", _return_csv),
    "SSDA903 as XML": ("ssda903", _return_xml),
    "children in need census": ("cin_census", _census),
    "API payload": ("csc_api", _payload),
    "workforce census": ("workforce", _workforce),
    "register as CSV": ("register", _register_csv),
    "register as XLSX": ("register", _register_xlsx),
}
"""Each format with the source that reads it, and how so many rows of it are made for a load of a number."""

SOURCES = {name: source for source, make in FORMS.values() for name in make(0, 1)}
"""The name of each file that they make, with the source that reads it."""


def of_every_form(number: int, rows: int) -> Files:
    """A file of every format, or the few that make it."""
    return {name: content for _, make in FORMS.values() for name, content in make(number, rows).items()}
