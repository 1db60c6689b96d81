"""What a load changed, a load that ends its process, and what a purge leaves of a file's values."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from sightline.engine.records.evidence import changes, disk, taking
from sightline.engine.records.reading import File

EARLY, LATE = datetime(2019, 1, 5, 9), datetime(2019, 2, 5, 9)


def test_changes_count_rows_added_changed_and_withdrawn(desk: Any) -> None:
    first = desk.visits(
        "V1,001,2018-12-20,Y", "V2,002,2018-12-21,Y", received=EARLY, extract_date=date(2018, 12, 31)
    )
    second = desk.visits(
        "V1,001,2018-12-20,N",
        "V3,003,2018-12-22,Y",
        received=LATE,
        extract_date=date(2019, 1, 31),
        windows={"ssd_cla_visits": ("2018-12-01", "2018-12-31")},
    )
    (at_first,) = changes(None, first.snapshot)
    assert (at_first.added, at_first.changed, at_first.withdrawn) == (2, 0, 0)
    (then,) = changes(first.snapshot, second.snapshot)
    assert (then.table, then.added, then.changed, then.withdrawn) == ("ssd_cla_visits", 1, 1, 1)


def test_the_same_rows_from_another_file_are_no_change(desk: Any) -> None:
    first = desk.visits("V1,001,2018-12-20,Y", received=EARLY, extract_date=date(2018, 12, 31))
    again = desk.visits("V1,001,2018-12-20,Y", received=LATE, extract_date=date(2019, 1, 31))
    assert changes(first.snapshot, again.snapshot) == []


def test_a_load_can_be_asked_again_what_was_wrong_with_it(desk: Any) -> None:
    unknown = desk.file("notes.txt", "hello\n")
    visits = desk.file("ssd_cla_visits.csv", "clav_cla_visit_id,clav_person_id,clav_cla_visit_date\nV1,1,x\n")
    loaded = desk.store.load([unknown, visits], received=EARLY)
    assert {problem.file for problem in loaded.problems} == {"notes.txt", "ssd_cla_visits.csv"}
    assert set(desk.store.load_problems(loaded.load)) == set(loaded.problems)
    again = desk.store.load([unknown, visits], received=LATE)
    assert again.repeat and again.received == EARLY and again.load == loaded.load
    with pytest.raises(KeyError):
        desk.store.load_problems("0" * 32)


def test_a_load_killed_after_its_snapshot_keeps_what_was_wrong_with_its_files(
    desk: Any,
) -> None:
    unknown = desk.file("notes.txt", "hello\n")
    people = desk.file("ssd_person.csv", "pers_person_id,pers_sex\n001,F\n")

    first = desk.store.load([unknown, people], received=EARLY)
    note = disk.read_json(desk.store.home / "loads" / f"{first.load}.json")
    del note["submissions"]
    disk.write_json(desk.store.home / "loads" / f"{first.load}.json", note)
    desk.visits("V1,001,2018-12-20,Y", received=LATE)
    assert "notes.txt" in {problem.file for problem in desk.store.load_problems(first.load)}


def test_files_that_end_the_process_bar_no_other_load(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    poison = desk.file("ssd_person.csv", "pers_person_id,pers_sex\n001,F\n")
    sound = taking.read

    def deadly(files: Any) -> Any:
        if any(file.name == "ssd_person.csv" for file in files):
            raise SystemExit  # as an operating system short of memory would
        return sound(files)

    monkeypatch.setattr(taking, "read", deadly)
    with pytest.raises(SystemExit):
        desk.store.load([poison], received=EARLY, owned=True)
    assert desk.visits("V1,001,2018-12-20,Y", received=LATE).snapshot.number == 1
    monkeypatch.setattr(taking, "read", sound)
    landed = desk.store.load([poison], received=EARLY, owned=True)
    assert landed.snapshot.number == 2 and not landed.repeat


def test_another_load_s_failure_is_not_this_one_s(desk: Any) -> None:
    kept = desk.store.keep([desk.file("ssd_person.csv", "pers_person_id,pers_sex\n001,F\n")])
    note = {
        "files": [{"name": kept[0].name, "sha256": kept[0].sha256}],
        "received": EARLY.isoformat(),
        "extract_date": None,
        "windows": {},
    }
    disk.write_json(desk.store.home / "loads" / f"{'a' * 32}.json", note)
    (desk.store.home / "files" / kept[0].sha256).unlink()
    assert desk.visits("V1,001,2018-12-20,Y", received=LATE).snapshot.number == 1
    assert disk.read_json(desk.store.home / "loads" / f"{'a' * 32}.json")["failed"]


def test_a_purge_leaves_none_of_the_file_s_values_among_the_problems(desk: Any) -> None:
    loaded = desk.visits("V1,001,the-ninth,Y", "V2,002,2018-12-20,Y", received=EARLY)
    assert "the-ninth" in " ".join(problem.found for problem in desk.store.problems())
    sha = loaded.submission.files[0].sha256
    desk.store.purge(sha, "kept for its full term", date(2026, 1, 1))
    assert all("the-ninth" not in problem.found for problem in desk.store.problems())
    stone = desk.store.tombstone(sha[:12])
    assert stone and (stone.reason, stone.on) == ("kept for its full term", date(2026, 1, 1))
    assert desk.store.tombstone("0" * 12) is None and desk.store.tombstone("*") is None


def test_a_file_that_is_being_kept_is_not_swept_away_by_a_load(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush, seen = disk.os.fsync, []

    def swept_meanwhile(handle: int) -> None:
        disk.sweep(desk.store.home / "files")
        seen.append(sorted(path.name[:6] for path in (desk.store.home / "files").glob(".half-*")))
        flush(handle)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(disk.os, "fsync", swept_meanwhile)
        (kept,) = desk.store.keep([desk.file("ssd_person.csv", "pers_person_id\n001\n")])
    assert seen[0] == [".half-"] and (desk.store.home / "files" / kept.sha256).read_bytes() == kept.content
    (desk.store.home / "files" / ".half-1-2-abc").write_bytes(b"left by a killed process")
    disk.sweep(desk.store.home / "files")
    assert [path.name for path in (desk.store.home / "files").iterdir()] == [kept.sha256]


def test_the_same_file_can_be_kept_by_several_at_once(desk: Any) -> None:
    content = b"pers_person_id\n" + b"001\n" * 200_000
    file = File("ssd_person.csv", content, hashlib.sha256(content).hexdigest())
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: desk.store.keep([file]), range(16)))
    assert (desk.store.home / "files" / file.sha256).read_bytes() == content


def test_a_repeat_says_what_stands_over_it_and_a_later_day_puts_it_back(desk: Any) -> None:
    def load(day: str, drawn: int) -> Any:
        told = {"ssd_cla_visits": ("2019-05-01", "2019-05-31")}
        row = f"V1,P1,2019-05-0{day},Y"
        return desk.visits(row, received=LATE, extract_date=date(2019, 6, drawn), windows=told)

    first, second = load("1", 1), load("2", 2)
    again = load("1", 1)
    assert again.repeat and again.over == second.submission and second.submission.id in again.stood_over
    assert desk.dates() == ["2019-05-02"]
    back = load("1", 3)
    assert not back.repeat and not back.stood_over and first.over is None
    assert desk.dates() == ["2019-05-01"]


def test_a_file_that_was_not_known_by_its_name_is_read_under_another(desk: Any, tmp_path: Path) -> None:
    """Whoever is told to check a file's name renames it, and loads the same bytes again."""
    register = "Child,Missing from,Found or returned\n001,2019-03-01,2019-03-02\n"
    people = "pers_person_id,pers_dob\n001,2009-05-01\n"
    for folder, name in (("a", "rhi.csv"), ("b", "return_home_interview.csv")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(register, encoding="utf-8")
        (tmp_path / folder / "ssd_person.csv").write_text(people, encoding="utf-8")
    alone, renamed = tmp_path / "a" / "rhi.csv", tmp_path / "b" / "return_home_interview.csv"
    when = datetime(2019, 5, 1)
    assert desk.store.load([alone], received=when).snapshot is None
    again = desk.store.load([renamed], received=when)
    assert again.snapshot is not None and not again.repeat, "alone: nothing of it had been read"
    assert desk.store.load([tmp_path / "a"], received=when).snapshot is not None
    both = desk.store.load([tmp_path / "b"], received=when)
    assert not both.repeat and "return_home_interview" in {
        name for one in both.submissions for name in one.rows
    }
    assert desk.store.load([tmp_path / "b"], received=when).repeat
