"""What was worked out and kept beside a snapshot: never of rows that a purge took away, whoever asks when."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import polars as pl
import pytest

from sightline.authorities import load_authority
from sightline.engine.results import Results

DAY = date(2019, 3, 1)


@pytest.fixture
def results(desk: Any) -> Callable[[], Results]:
    desk.store.load(
        [desk.file("ssd_person.csv", "pers_person_id,pers_sex,pers_dob\n001,F,2015-05-01\n")],
        received=datetime(2019, 2, 1),
    )
    return lambda: Results(desk.store, desk.store.in_force(), DAY, load_authority("west-sussex"))


def kept(one: Results) -> list[Path]:
    return sorted((one.snapshot.path / "results").glob("*"))


def purge(one: Results) -> None:
    (told,) = one.store.submissions()
    one.store.purge(told.files[0].sha256, "its term is over", date(2026, 1, 1))


def test_what_is_kept_is_read_by_the_next_who_asks(results: Callable[[], Results]) -> None:
    first = results()
    assert first.people.height == 1 and len(kept(first)) == 1
    assert "record" not in vars(second := results()) and second.people.equals(first.people)
    assert "record" not in vars(second)


def test_what_was_begun_before_a_purge_is_not_kept_after_it(results: Callable[[], Results]) -> None:
    begun = results()
    assert begun.record.frame("ssd_person").height == 1
    purge(begun)
    assert begun.people.height == 1
    assert kept(begun) == []
    assert results().people.is_empty()


def test_a_purge_in_the_last_moment_takes_what_was_just_kept(
    results: Callable[[], Results], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = results()
    told = iter([begun.store.purges_mark(), "purged meanwhile"])
    monkeypatch.setattr(begun.store, "purges_mark", lambda: next(told))
    assert begun.people.height == 1
    assert kept(begun) == []


def test_a_folder_that_goes_while_it_is_written_loses_no_answer(
    results: Callable[[], Results], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any, **__: Any) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(pl.DataFrame, "write_parquet", gone)
    assert results().people.height == 1


def test_threads_that_compute_the_same_at_once_do_not_trip_each_other(
    results: Callable[[], Results],
) -> None:
    barrier, frame = Barrier(4), pl.DataFrame({"n": range(1000)})

    def ask(one: Results) -> pl.DataFrame:
        def at_once() -> pl.DataFrame:
            barrier.wait(20)
            return frame

        return one._kept("numbers", at_once)

    asking = [results() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        assert all(found.equals(frame) for found in pool.map(ask, asking))
    assert [path.name[:4] for path in kept(asking[0])] == ["2019"]
