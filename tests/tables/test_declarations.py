"""The declarations hold the whole of the dataset and of the proposed registers, and hang together."""

import csv
from pathlib import Path

import pytest

from sightline.engine.records.about import names_child
from sightline.engine.records.codes import MEANINGS
from sightline.engine.records.columns import Column, Kind, Subject, Table, Through, Type
from sightline.engine.records.declared import tables_of
from sightline.engine.records.readers.headings import plain
from sightline.engine.records.record import ALL_TABLES
from sightline.engine.records.registers import REGISTERS
from sightline.engine.records.tables import TABLES

RENAMED = {
    ("education_plan", "attainment_against_expected"): ("personal_education_plan", "attainment"),
    ("return_home_interview", "plan_or_risk_assessment_updated_on"): (
        "return_home_interview",
        "plan_updated_on",
    ),
    # lists inside a cell, and what hangs under a row, are rows of their own
    ("front_door", "agency_check_on"): ("agency_check", "asked_at"),
    ("early_help_flow", "screened_on"): ("early_help_screening", "screened_on"),
    ("neglect_tool", "area_score"): ("neglect_tool_area", "score"),
    ("strategy_meeting", "agency"): ("meeting_attendance", "agency"),
    ("core_group", "agency"): ("meeting_attendance", "agency"),
    ("designated_officer", "strategy_meeting_on"): ("allegation_meeting", "held_on"),
    ("private_fostering", "visit_on"): ("private_fostering_visit", "visited_on"),
    ("permanence_tracker", "planning_meeting_on"): ("permanence_meeting", "held_on"),
    ("legal_planning", "review_meeting_on"): ("legal_planning_meeting", "held_on"),
    ("foster_carer", "supervision_on"): ("foster_carer_visit", "visited_on"),
    ("caseload", "by_status"): ("caseload_status", "children"),
    ("workforce_change", "leave_reason"): ("workforce_leaver", "reason"),
    ("practice_audit", "domain_grade"): ("audit_domain", "grade"),
}
CALLED = {"education_plan": "personal_education_plan"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_every_table_and_column_of_the_dataset_is_declared_in_its_order(shared: Path) -> None:
    told: dict[str, list[str]] = {}
    for row in rows(shared / "standards" / "ssd.csv"):
        told.setdefault(row["table"], []).append(row["column"])
    assert {name: list(table.schema) for name, table in TABLES.items()} == told
    assert (len(told), sum(map(len, told.values()))) == (51, 400)


def test_every_proposed_column_of_a_register_is_declared_or_worked_out(shared: Path) -> None:
    lost, worked_out = [], []
    for row in rows(shared / "standards" / "local_registers.csv"):
        place = (row["register"], row["column"])
        name, column = RENAMED.get(place, (CALLED.get(place[0], place[0]), place[1]))
        if row["type"].startswith("derived"):
            worked_out.append((name, column))
        elif column not in REGISTERS[name].schema:
            lost.append(place)
    assert lost == []
    assert [place for place in worked_out if place[1] in REGISTERS[place[0]].schema] == []


@pytest.mark.parametrize("table", ALL_TABLES.values(), ids=ALL_TABLES)
def test_a_row_can_be_told_from_another_and_from_nothing(table: Table) -> None:
    assert any(column.required for column in table), "nothing says whom or what a row is about"
    for column in table:
        assert len(set(column.codes)) == len(column.codes)
    if table.starts:
        assert table[table.starts].type in (Type.DATE, Type.DATETIME)
    if table.ends:
        assert table[table.ends].type is table[table.starts or ""].type or table.starts


@pytest.mark.parametrize("table", ALL_TABLES.values(), ids=ALL_TABLES)
def test_the_table_in_which_a_child_is_found_has_that_column_and_a_child(table: Table) -> None:
    link, seen = table.through, [table.name]
    while link:
        other = ALL_TABLES[link.table]
        assert link.other in other.schema and other.name not in seen
        seen.append(other.name)
        table, link = other, other.through
    assert table.person or len(seen) == 1


@pytest.mark.parametrize("table", ALL_TABLES.values(), ids=ALL_TABLES)
def test_every_column_has_a_title_in_words_that_no_other_of_its_table_has(table: Table) -> None:
    titles = [plain(column.title) for column in table]
    assert len(set(titles)) == len(titles)
    for column in table:
        assert column.title.strip() and "_" not in column.title and column.title[0].isupper(), column.name


def test_a_name_of_the_dataset_is_said_in_the_field_s_words() -> None:
    person, referral = TABLES["ssd_person"], TABLES["ssd_cin_episodes"]
    assert (person["pers_dob"].title, person["pers_person_id"].title) == ("Date of birth", "Child")
    assert referral["cine_referral_nfa"].title == "Referral: no further action"
    assert TABLES["ssd_cla_placement"]["clap_cla_placement_type"].title == "Placement type"


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_a_register_says_what_was_found_and_where_it_comes_from(register: Table) -> None:
    assert register.register and register.source.startswith("Local register; ")
    assert register.of_kind(Kind.CONTENT), "with dates alone, recorded could not be told from done"
    assert all(column.title and column.title[0].isupper() for column in register)
    assert register.subject is not None or register.name == "other_la_child"


def test_registers_about_others_than_children_say_whom_a_duty_is_owed_to() -> None:
    expected = {
        "supervision": (Subject.WORKER, "worker_id"),
        "caseload": (Subject.WORKER, "worker_id"),
        "foster_carer": (Subject.CARER, "carer_id"),
        "standards_of_care": (Subject.CARER, "carer_id"),
        "household_check": (Subject.HOUSEHOLD, "household_id"),
        "workforce_post": (Subject.TEAM, "team"),
        "visit": (Subject.CHILD, "child_id"),
    }
    for name, told in expected.items():
        assert (REGISTERS[name].subject, REGISTERS[name].subject_column) == told


def test_every_column_that_holds_a_child_s_identifier_is_how_the_child_is_found() -> None:
    """A row that names a child must lead to that child, or a seal or a scope could not reach it."""
    for table in REGISTERS.values():
        if "child_id" in table.schema:
            assert table.person == "child_id", table.name
    helpers = {"ssd_dim_date", "ssd_version_log", "ssd_professionals", "ssd_department"}
    assert {name for name in TABLES if not names_child(name)} == helpers


def test_what_a_code_means_is_said_for_every_national_list() -> None:
    for codes, meanings in MEANINGS.items():
        assert tuple(meanings) == codes and all(meanings.values())


class _Module:
    """Stands for a module of declarations."""

    def __init__(self, name: str, **tables: Table) -> None:
        self.__name__ = name
        vars(self).update(tables)


def _table(name: str, title: str = "A title", **also: object) -> Table:
    column = Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True)
    return Table(name, title, (column,), ("child_id",), **also)  # type: ignore[arg-type]


def test_a_table_is_found_where_it_is_declared() -> None:
    mine = _table("bedtime_story")
    assert tables_of([_Module("room", MINE=mine, AGAIN=mine, OTHER="not a table")]) == {"bedtime_story": mine}  # type: ignore[list-item]


def test_two_of_one_name_or_title_are_refused() -> None:
    for other in (_table("story", "Another title"), _table("tale", "A title")):
        with pytest.raises(ValueError, match="two tables"):
            tables_of([_Module("one", A=_table("story")), _Module("two", B=other)])  # type: ignore[list-item]


def test_a_declaration_that_contradicts_itself_is_refused() -> None:
    for also in (
        {"of": (Subject.WORKER, "worker_id")},
        {"through": Through("episode", "ssd_cla_episodes", "clae_cla_id")},
        {"person": "child_id", "through": Through("child_id", "ssd_person", "pers_person_id")},
    ):
        with pytest.raises(ValueError, match="story"):
            _table("story", **also)
    with pytest.raises(ValueError, match="several"):
        Column("words", Type.TEXT, Kind.CONTENT, several=True)
