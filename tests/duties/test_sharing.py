"""Rows that know their neighbours say what grouping says; work kept for a record is that record's alone."""

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from weakref import ref

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from duties.records import episode, record
from sightline.engine.duties.sharing import following, follows, once_a_record, place_in
from sightline.engine.records.record import Record

ROWS = st.lists(st.tuples(st.sampled_from("ABC"), st.none() | st.integers(0, 3)), max_size=12)


@given(ROWS)
def test_neighbours_say_what_groups_say(rows: list[tuple[str, int | None]]) -> None:
    frame = pl.DataFrame(rows, schema={"who": pl.String, "n": pl.Int64}, orient="row").sort("who")
    found = frame.select(
        place=place_in("who"), next=following("n", "who"), first=~follows("who"), pair=place_in("who", "n")
    )
    place = pl.int_range(pl.len()).over("who")
    grouped = frame.select(place=place, next=pl.col("n").shift(-1).over("who"), first=place == 0)
    assert found.drop("pair").equals(grouped)
    ordered = frame.sort("who", "n")
    pairs = ordered.select(one=place_in("who", "n"), other=pl.int_range(pl.len()).over("who", "n"))
    assert pairs["one"].equals(pairs["other"])


def test_what_is_kept_is_the_record_s_own_and_goes_with_it() -> None:
    asked: list[int] = []

    @once_a_record
    def rows(given: Record, more: tuple[int, ...] = ()) -> int:
        asked.append(given.frame("ssd_cla_episodes").height)
        return asked[-1] + len(more)

    one, two, three = (record(ssd_cla_episodes=[episode(None)] * n) for n in (1, 2, 3))
    assert (rows(one), rows(one), asked) == (1, 1, [1])
    assert (rows(two), rows(one), asked) == (2, 1, [1, 2]), "two records keep theirs beside each other"
    assert (rows(three), rows(one), asked) == (3, 1, [1, 2, 3, 1])
    assert rows(one, (7,)) == 2, "another question about the same record is not the same question"
    del one
    gc.collect()
    assert rows(two) == 2


def test_two_records_are_worked_on_at_once_and_each_only_once() -> None:
    """Two snapshots may be asked for in the same moment; who asks for the same one waits, and reads."""
    both, asked = Barrier(2, timeout=20), []

    @once_a_record
    def rows(given: Record) -> int:
        both.wait()
        asked.append(given)
        return given.frame("ssd_cla_episodes").height

    one, two = record(ssd_cla_episodes=[episode(None)]), record(ssd_cla_episodes=[episode(None)] * 2)
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(rows, [one, two] * 3)) == [1, 2] * 3
    assert len(asked) == 2


def test_what_was_made_of_a_record_goes_with_it_at_once() -> None:
    class Made:
        pass

    made = once_a_record(lambda given: Made())
    one, two = record(ssd_cla_episodes=[episode(None)]), record(ssd_cla_episodes=[episode(None)])
    gone, stays = ref(made(one)), ref(made(two))
    assert gone() is not None
    del one
    gc.collect()
    assert gone() is None and stays() is made(two)
