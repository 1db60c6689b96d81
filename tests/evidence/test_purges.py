"""What was purged stays away: from memory, from another process, and when the very file is sent again."""

from datetime import date, datetime
from typing import Any

import pytest

from sightline.engine.records.evidence import EvidenceStore, disk, purging
from sightline.engine.records.evidence import store as store_module

EARLY, LATE, LATER = datetime(2019, 2, 1, 9), datetime(2019, 3, 1, 9), datetime(2019, 4, 1, 9)
DAY = date(2026, 1, 1)
MARCH = {"ssd_cla_visits": ("2019-03-01", "2019-03-31")}


def load(desk: Any, day: str, received: datetime, **more: Any) -> Any:
    return desk.visits(f"V{day},001,{day},Y", received=received, extract_date=received.date(), **more)


def test_a_purge_by_another_process_is_not_undone_by_the_next_load(desk: Any) -> None:
    first = load(desk, "2019-01-10", EARLY)
    EvidenceStore(desk.store.home, "test").purge(first.submission.files[0].sha256, "its term is over", DAY)
    load(desk, "2019-03-10", LATER, windows=MARCH)
    assert desk.dates() == ["2019-03-10"]


def test_a_purge_that_another_process_began_is_finished_without_what_memory_holds(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load(desk, "2019-01-10", EARLY)
    sha = first.submission.files[0].sha256
    with monkeypatch.context() as killed:
        killed.setattr(purging, "finish_purges", lambda store: None)
        EvidenceStore(desk.store.home, "test").purge(sha, "its term is over", DAY)
    assert desk.dates(1) == ["2019-01-10"]
    load(desk, "2019-03-10", LATER, windows=MARCH)
    assert desk.dates(1) == [] and desk.dates() == ["2019-03-10"]


def test_a_load_that_failed_leaves_none_of_its_rows_in_memory(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(desk, "2019-01-10", EARLY)
    with monkeypatch.context() as patch:
        patch.setattr(store_module.seals, "seal", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            load(desk, "2019-01-20", LATE)
    load(desk, "2019-03-10", LATER, windows=MARCH)
    assert desk.dates() == ["2019-01-10", "2019-03-10"]


def test_a_purged_file_sent_again_is_refused_and_the_others_are_loaded(desk: Any) -> None:
    first = load(desk, "2019-01-10", EARLY)
    sha = first.submission.files[0].sha256
    desk.store.purge(sha, "its term is over", DAY)
    visits = desk.folder / "ssd_cla_visits.csv"
    people = desk.file("ssd_person.csv", "pers_person_id,pers_sex\n001,F\n")
    loaded = desk.store.load([visits, people], received=LATE)
    (problem,) = [one for one in loaded.problems if one.code == "purged_before"]
    assert problem.file == "ssd_cla_visits.csv" and "1 January 2026" in problem.found
    assert "its term is over" in problem.advice
    assert problem in desk.store.load_problems(loaded.load)
    assert not (desk.store.home / "files" / sha).exists() and desk.store.tombstone(sha[:12])
    assert [file.name for file in loaded.submission.files] == ["ssd_person.csv"]
    assert desk.dates() == []
    assert "ssd_person" in desk.store.record(loaded.snapshot).tables


def test_a_purged_file_alone_is_no_repeat_and_makes_no_snapshot(desk: Any) -> None:
    first = load(desk, "2019-01-10", EARLY)
    sha = first.submission.files[0].sha256
    desk.store.purge(sha, "its term is over", DAY)
    again = load(desk, "2019-01-10", EARLY)
    assert (again.repeat, again.snapshot, again.submissions) == (False, None, ())
    assert [one.code for one in again.problems] == ["purged_before"]
    assert len(desk.store.snapshots()) == 1 and not (desk.store.home / "files" / sha).exists()


def test_files_kept_before_a_purge_are_told_apart_when_they_are_loaded(desk: Any) -> None:
    first = load(desk, "2019-01-10", EARLY)
    told = {"name": "ssd_cla_visits.csv", "sha256": first.submission.files[0].sha256}
    assert desk.store.files([told])[0].content
    desk.store.purge(told["sha256"], "its term is over", DAY)
    (file,) = desk.store.files([told])
    assert file.content == b""
    loaded = desk.store.load([file], received=LATE)
    assert [one.code for one in loaded.problems] == ["purged_before"]
    with pytest.raises(KeyError):
        desk.store.files([{"name": "never.csv", "sha256": "0" * 64}])
    assert disk.read_json(desk.store.home / "loads" / f"{loaded.load}.json")["submissions"] == []


def test_of_the_days_of_a_purged_file_nothing_is_known_until_they_are_told_again(desk: Any) -> None:
    def covered(number: int) -> list[tuple[str, str]]:
        spans = desk.store.coverage(desk.store.snapshot(number)).select("from", "to").rows()
        return [(str(start), str(end)) for start, end in spans]

    def spanning(start: str, end: str) -> dict[str, Any]:
        return {"windows": {"ssd_cla_visits": (start, end)}}

    load(desk, "2019-01-10", EARLY, **spanning("2019-01-01", "2019-01-31"))
    second = load(desk, "2019-01-20", LATE, **spanning("2019-01-15", "2019-02-28"))
    load(desk, "2019-02-20", LATER, **spanning("2019-02-15", "2019-03-31"))
    assert covered(2) == [("2019-01-01", "2019-02-28")] and covered(3) == [("2019-01-01", "2019-03-31")]
    desk.store.purge(second.submission.files[0].sha256, "its term is over", DAY)
    assert covered(1) == [("2019-01-01", "2019-01-31")]
    assert covered(2) == [("2019-01-01", "2019-01-14")]
    assert covered(3) == [("2019-01-01", "2019-01-14"), ("2019-02-15", "2019-03-31")]
    assert desk.store.submission("S0002").purged_tables == ("ssd_cla_visits",)
