"""Late, early and overlapping submissions: the store must equal an obvious telling in plain Python."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from sightline.engine.records.columns import reading_schema
from sightline.engine.records.evidence.windows import joined, superseded
from sightline.engine.records.reading import Window
from sightline.engine.records.record import ALL_TABLES

DAY = date(2019, 1, 1)
SPELLS = ALL_TABLES["ssd_cla_placement"]
POINTS = ALL_TABLES["ssd_cla_visits"]
PEOPLE = ALL_TABLES["ssd_person"]


def day(n: int | None) -> date | None:
    return None if n is None else DAY + timedelta(n)


@dataclass(frozen=True)
class Row:
    child: str
    start: int | None
    end: int | None
    place: str


@dataclass(frozen=True)
class Telling:
    rows: tuple[Row, ...]
    window: tuple[int, int] | None


def slow(tellings: list[Telling], spells: bool) -> set[Row]:
    """Row by row: a newer telling wins its keys, and withdraws what its window holds and it does not tell."""
    standing: set[Row] = set()
    for telling in tellings:
        keys = {(row.child, row.start) for row in telling.rows}
        for row in list(standing):
            if (row.child, row.start) in keys:
                standing.discard(row)
            elif telling.window:
                first, last = telling.window
                finish = (row.end if row.end is not None else 10**6) if spells else row.start
                if row.start is None or (row.start <= last and finish is not None and finish >= first):
                    standing.discard(row)
        standing |= set(telling.rows)
    return standing


def frame(rows: tuple[Row, ...], spells: bool) -> pl.DataFrame:
    table = SPELLS if spells else POINTS
    prefix = "clap" if spells else "clav"
    start = "clap_cla_placement_start_date" if spells else "clav_cla_visit_date"
    values = [
        {
            f"{prefix}_person_id": row.child,
            start: day(row.start),
            **({"clap_cla_placement_end_date": day(row.end)} if spells else {}),
            f"{prefix}_cla_id": row.place,
            "_row": f"{row.child}/{row.start}/{row.end}/{row.place}",
        }
        for row in rows
    ]
    return pl.DataFrame(values, schema=reading_schema(table))


rows = st.builds(
    lambda child, start, length, place: Row(
        child, start, None if start is None or length is None else start + length, place
    ),
    st.sampled_from("ab"),
    st.none() | st.integers(0, 30),
    st.none() | st.integers(0, 20),
    st.sampled_from("xy"),
)
tellings = st.builds(
    Telling,
    st.lists(rows, max_size=5, unique_by=lambda row: (row.child, row.start)).map(tuple),
    st.none() | st.tuples(st.integers(0, 40), st.integers(0, 20)).map(lambda t: (t[0], t[0] + t[1])),
)


@given(st.lists(tellings, max_size=5), st.booleans())
def test_standing_rows_equal_the_slow_telling(history: list[Telling], spells: bool) -> None:
    table = SPELLS if spells else POINTS
    standing = pl.DataFrame(schema=reading_schema(table))
    for telling in history:
        window = (
            Window(DAY + timedelta(telling.window[0]), DAY + timedelta(telling.window[1]))
            if telling.window
            else None
        )
        standing = superseded(standing, frame(telling.rows, spells), table, window)
    expected = {f"{row.child}/{row.start}/{row.end}/{row.place}" for row in slow(history, spells)}
    assert sorted(standing["_row"]) == sorted(expected)


def test_a_table_without_dates_keeps_whoever_is_not_told_again() -> None:
    def people(*told: tuple[str, str]) -> pl.DataFrame:
        values = [{"pers_person_id": id, "pers_forename": name, "_row": id} for id, name in told]
        return pl.DataFrame(values, schema=reading_schema(PEOPLE))

    standing = superseded(people(("1", "Ann"), ("2", "Bob")), people(("2", "Rob")), PEOPLE, None)
    assert sorted(standing["pers_forename"]) == ["Ann", "Rob"]


def test_windows_that_touch_are_one_and_a_gap_of_a_day_keeps_them_apart() -> None:
    touching = [Window(day(10), day(20)), Window(day(0), day(9))]
    apart = [Window(day(0), day(8)), Window(day(10), day(20))]
    assert joined(touching) == [Window(day(0), day(20))]
    assert joined(apart) == apart
