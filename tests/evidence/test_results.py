"""What was worked out and kept beside a snapshot: never of rows that a purge took away, whoever asks when."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from shutil import copytree, ignore_patterns
from subprocess import run
from sys import executable
from threading import Barrier
from typing import Any

import polars as pl
import pytest

import sightline
import sightline.engine
from sightline.authorities import load_authority
from sightline.engine import tidying
from sightline.engine.results import DECIDES, Results, code_digest, digest_of
from sightline.engine.tidying import EACH, OTHERS, prune

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


@pytest.mark.parametrize(
    ("file", "decides"),
    [("authority.py", True), ("records/record.py", True), ("duties/judge.py", True), ("tidying.py", False)],
)
def test_answers_are_kept_by_all_code_that_decides_them(tmp_path: Path, file: str, decides: bool) -> None:
    engine = Path(copytree(Path(sightline.engine.__file__).parent, tmp_path / "engine"))
    before = digest_of(DECIDES, engine)
    assert before == code_digest()
    changed = engine / file
    changed.write_text(f"{changed.read_text()}\n# another rule\n")
    assert (digest_of(DECIDES, engine) != before) is decides


def test_answers_of_another_polars_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest_of(DECIDES)
    monkeypatch.setattr(pl, "__version__", "0.0.1")
    assert digest_of(DECIDES) != before


def test_a_process_that_began_before_an_upgrade_keeps_nothing_under_the_new_rules(
    tmp_path: Path,
) -> None:
    """Its files are replaced before its first answer: that answer is still of the code that was loaded."""
    copytree(
        Path(sightline.__file__).parent, tmp_path / "sightline", ignore=ignore_patterns("site", "office")
    )
    told = (
        "from sightline.engine.results import DECIDES, _ENGINE, code_digest, digest_of\n"
        "path = _ENGINE / 'duties' / 'judge.py'\n"
        "path.write_text(path.read_text() + '# another rule')\n"
        "print(_ENGINE, code_digest(), digest_of(DECIDES))"
    )
    said = run([executable, "-c", told], cwd=tmp_path, capture_output=True, text=True, check=True)
    where, then, now = said.stdout.split()
    assert Path(where) == tmp_path / "sightline" / "engine"
    assert then == code_digest() != now


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


def answers(store: Any, number: int, days: int, written: int) -> list[Path]:
    """Files as they are kept beside a snapshot, written one after another."""
    folder = store.home / "snapshots" / f"{number:04d}" / "results"
    folder.mkdir(parents=True)
    made = []
    for day in range(1, days + 1):
        for name in ("obligations", "people"):
            path = folder / f"2019-03-{day:02}-aaaaaaaa-bbbbbbbb-cccccccc-{name}.parquet"
            path.write_bytes(b"-")
            os.utime(path, (written + day, written + day))
            made.append(path)
    return made


def test_kept_answers_are_thinned_and_those_of_superseded_snapshots_first(desk: Any) -> None:
    old = [answers(desk.store, number, 6, number * 100) for number in (1, 2)]
    new = answers(desk.store, 5, EACH + 2, 0)
    (desk.store.home / "snapshots" / "0003").mkdir()
    (desk.store.home / "snapshots" / "0004").mkdir()
    half = new[0].with_name(f".half-{new[0].name}")
    half.write_bytes(b"-")
    assert prune(desk.store) == 2 * (12 - OTHERS) + 2 * 2
    assert [path.exists() for path in old[0]] == [False] * 4 + [True] * 8
    assert all(path.exists() for path in old[1]) and half.exists()
    assert [path.exists() for path in new] == [False] * 4 + [True] * 2 * EACH
    assert prune(desk.store) == 0


def test_whoever_reads_a_kept_answer_reads_on_and_the_next_computes_it_again(
    results: Callable[[], Results], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert results().people.height == 1
    (path,) = kept(results())
    with path.open("rb") as reader:
        monkeypatch.setattr(tidying, "EACH", 0)
        assert prune(results().store) == 1 and not path.exists()
        assert pl.read_parquet(reader.read()).height == 1
    again = results()
    assert again.people.height == 1 and "record" in vars(again)
