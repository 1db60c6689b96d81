"""Duties told by the rows of a table: what starts the clock, what stops it, and how far it is believed."""

from dataclasses import replace
from datetime import date, datetime

import polars as pl
import pytest

from duties.records import AUTHORITY
from sightline.engine.duties.duty import Basis, Duty, Shows, weeks, working_days
from sightline.engine.duties.obligations import evaluate
from sightline.engine.duties.told import Happening, Row, Spell
from sightline.engine.records.columns import record_schema
from sightline.engine.records.record import ALL_TABLES, COVERAGE_SCHEMA, Record

AS_AT = date(2019, 9, 30)
MEETING = Row("strategy_meeting", "concern_on", "held_on")


def record(**tables: list[dict[str, object]]) -> Record:
    frames, windows = {}, []
    for name, rows in tables.items():
        told = [
            {"_rows": [f"aaaaaaaaaaaa/{name}/{n}"], "_sources": ["register"]} | row
            for n, row in enumerate(rows, 2)
        ]
        frames[name] = pl.DataFrame(told, schema=record_schema(ALL_TABLES[name]))
        windows.append((name, "register", date(2010, 1, 1), AS_AT))
    return Record("west-sussex", frames, pl.DataFrame(windows, schema=COVERAGE_SCHEMA, orient="row"))


STRATEGY = Duty(
    id="a_strategy_discussion",
    title="Strategy discussion",
    area="test",
    owed_to=MEETING.owed,
    met_by=MEETING.done,
    within=working_days(1),
    basis=(Basis("local standard", "A test"),),
    shows={"register": Shows.TIMELINESS},
    needs=("strategy_meeting",),
)


def meeting(child: str, concern: datetime, held: datetime | None, **more: object) -> dict[str, object]:
    return {"child_id": child, "concern_on": concern, "held_on": held, **more}


@pytest.mark.parametrize(
    ("held", "more", "state", "substance"),
    [
        (datetime(2019, 9, 3, 10), {"decision": "no action"}, "met", "content seen"),
        (datetime(2019, 9, 3, 10), {}, "met", "dates only"),
        (datetime(2019, 9, 3, 10), {"rationale": "  "}, "met", "dates only"),
        (datetime(2019, 9, 5, 10), {"actions": 3}, "met late", "content seen"),
        (None, {}, "overdue", None),
    ],
)
def test_one_row_tells_the_whole_occasion(
    held: datetime | None, more: dict[str, object], state: str, substance: str | None
) -> None:
    told = record(strategy_meeting=[meeting("A", datetime(2019, 9, 2, 9), held, **more)])
    row = evaluate(told, AS_AT, AUTHORITY, [STRATEGY]).row(0, named=True)
    assert (row["state"], row["substance"], row["due"]) == (state, substance, date(2019, 9, 3))
    assert row["trigger_rows"] == ["aaaaaaaaaaaa/strategy_meeting/2"]


def test_two_rows_of_one_child_are_told_apart_and_keep_their_own_answer() -> None:
    rows = [
        meeting("A", datetime(2019, 9, 2, 9), None),
        meeting("A", datetime(2019, 9, 9, 9), datetime(2019, 9, 9, 16)),
    ]
    found = evaluate(record(strategy_meeting=rows), AS_AT, AUTHORITY, [STRATEGY])
    assert found["state"].to_list() == ["overdue", "met"]
    assert found["occasion"].to_list() == ["2019-09-02T09:00", "2019-09-09T09:00"]


def test_the_key_stays_when_the_row_is_filled_in() -> None:
    before = evaluate(
        record(strategy_meeting=[meeting("A", datetime(2019, 9, 2), None)]), AS_AT, AUTHORITY, [STRATEGY]
    )
    after = evaluate(
        record(strategy_meeting=[meeting("A", datetime(2019, 9, 2), datetime(2019, 9, 3))]),
        AS_AT,
        AUTHORITY,
        [STRATEGY],
    )
    assert before["key"].to_list() == after["key"].to_list()


def test_a_refusal_and_a_row_that_does_not_count() -> None:
    row = replace(
        MEETING, where=pl.col("kind") == "first", refused=pl.col("not_convened_reason").is_not_null()
    )
    duty = replace(STRATEGY, owed_to=row.owed, met_by=row.done)
    rows = [
        meeting("A", datetime(2019, 9, 2), None, kind="first", not_convened_reason="police could not come"),
        meeting("B", datetime(2019, 9, 2), None, kind="review"),
        meeting("C", datetime(2019, 9, 2), None),
    ]
    found = evaluate(record(strategy_meeting=rows), AS_AT, AUTHORITY, [duty])
    assert found.select("person_id", "state").rows() == [("A", "refused")]


def test_a_spell_and_what_happens_in_it() -> None:
    duty = replace(
        STRATEGY,
        owed_to=Spell(
            "ssd_cp_plans", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date", because="The plan ended"
        ),
        met_by=Happening("core_group", "held_on"),
        within=working_days(10),
        every=weeks(6),
        needs=("core_group",),
    )
    plan = {
        "cppl_person_id": "A",
        "cppl_cp_plan_start_date": date(2019, 7, 1),
        "cppl_cp_plan_end_date": date(2019, 9, 20),
    }
    groups = [{"child_id": "A", "held_on": day} for day in (date(2019, 7, 12), date(2019, 8, 30))]
    found = evaluate(record(ssd_cp_plans=[plan], core_group=groups), AS_AT, AUTHORITY, [duty])
    assert found["state"].to_list() == ["met", "met late", "ended before due"]
    assert found["reason"].to_list()[-1] == "The plan ended"
