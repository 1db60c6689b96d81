"""Which child a row is about, also where another table must be asked; and codes that share a cell."""

from typing import Any

import polars as pl

from sightline.engine.records.about import PERSON, parts, with_person
from sightline.engine.records.columns import ROWS, SOURCES, record_schema
from sightline.engine.records.record import ALL_TABLES, Record


def record(**tables: list[dict[str, Any]]) -> Record:
    frames = {
        name: pl.DataFrame(
            [{**row, ROWS: [], SOURCES: ["ssd"]} for row in rows], schema=record_schema(ALL_TABLES[name])
        )
        for name, rows in tables.items()
    }
    return Record("anywhere", frames)


def people(record: Record, table: str) -> list[str | None]:
    return with_person(record, table)[PERSON].to_list()


def test_a_row_that_names_its_child() -> None:
    told = record(visit=[{"child_id": "002"}, {"child_id": "001"}])
    assert people(told, "visit") == ["002", "001"]


def test_a_factor_belongs_to_the_child_of_its_assessment() -> None:
    told = record(
        ssd_cin_assessments=[
            {"cina_assessment_id": "A1", "cina_person_id": "001"},
            {"cina_assessment_id": "A2", "cina_person_id": "002"},
        ],
        ssd_assessment_factors=[
            {"cinf_assessment_id": "A2"},
            {"cinf_assessment_id": "A1"},
            {"cinf_assessment_id": "A9"},
            {"cinf_assessment_id": None},
        ],
    )
    assert people(told, "ssd_assessment_factors") == ["002", "001", None, None]


def test_a_plan_is_followed_through_assessment_and_request_to_the_child() -> None:
    told = record(
        ssd_send=[{"send_table_id": "S1", "send_person_id": "001"}],
        ssd_ehcp_requests=[{"ehcr_ehcp_request_id": "R1", "ehcr_send_table_id": "S1"}],
        ssd_ehcp_assessment=[{"ehca_ehcp_assessment_id": "E1", "ehca_ehcp_request_id": "R1"}],
        ssd_ehcp_named_plan=[{"ehcn_named_plan_id": "P1", "ehcn_ehcp_asmt_id": "E1"}],
    )
    assert people(told, "ssd_ehcp_named_plan") == ["001"]


def test_an_identifier_that_tells_two_children_tells_neither() -> None:
    told = record(
        ssd_cin_assessments=[
            {"cina_assessment_id": "A1", "cina_person_id": "001"},
            {"cina_assessment_id": "A1", "cina_person_id": "001"},
            {"cina_assessment_id": "A2", "cina_person_id": "001"},
            {"cina_assessment_id": "A2", "cina_person_id": "002"},
        ],
        ssd_assessment_factors=[{"cinf_assessment_id": "A1"}, {"cinf_assessment_id": "A2"}],
    )
    assert people(told, "ssd_assessment_factors") == ["001", None]


def test_a_table_about_nobody_s_child_and_one_never_told() -> None:
    told = record(foster_carer=[{"carer_id": "C1"}])
    assert people(told, "foster_carer") == [None]
    assert people(told, "ssd_sen_need") == []


def test_several_codes_in_a_cell_are_told_apart_however_they_are_spelt() -> None:
    trigger = ALL_TABLES["legal_planning"]["trigger"]
    cells = ["neglect", "Neglect;  DOMESTIC ABUSE;", "injury\nother", None]
    told = pl.DataFrame({"trigger": cells}).select(parts(trigger))["trigger"].to_list()
    assert told == [["neglect"], ["neglect", "domestic abuse"], ["injury", "other"], None]
