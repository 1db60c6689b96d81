"""Bytes are kept first, snapshots are whole or not at all, and every row leads back to its line."""

import errno
import threading
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sightline.engine.records.evidence import EvidenceStore, MissingFileError, disk, loads, taking

JANUARY = {"ssd_cla_visits": ("2019-01-01", "2019-01-31")}
EARLY = datetime(2019, 2, 1, 9)
LATE = datetime(2019, 3, 1, 9)


def test_a_submission_withdraws_inside_its_window_and_nowhere_else(desk: Any) -> None:
    desk.visits("V1,001,2018-12-20,Y", "V2,001,2019-01-10,Y", "V3,001,2019-02-03,Y", received=EARLY,
                extract_date=date(2019, 2, 10))  # fmt: skip
    desk.visits("V2,001,2019-01-12,Y", received=LATE, extract_date=date(2019, 2, 28), windows=JANUARY)
    assert desk.dates() == ["2018-12-20", "2019-01-12", "2019-02-03"]
    assert desk.dates(1) == ["2018-12-20", "2019-01-10", "2019-02-03"]


def test_files_drawn_earlier_never_supersede_files_drawn_later(desk: Any) -> None:
    desk.visits("V2,001,2019-01-12,Y", received=EARLY, extract_date=date(2019, 2, 28), windows=JANUARY)
    desk.visits("V2,001,2019-01-10,Y", "V1,001,2018-12-20,Y", received=LATE, extract_date=date(2019, 1, 15),
                windows={"ssd_cla_visits": ("2018-12-01", "2019-01-15")})  # fmt: skip
    assert desk.dates() == ["2018-12-20", "2019-01-12"]


def test_as_known_on_finds_what_stood_then(desk: Any) -> None:
    desk.visits("V1,001,2019-01-10,Y", received=EARLY)
    desk.visits("V1,001,2019-01-10,Y", "V2,001,2019-02-10,Y", received=LATE)
    numbers = [
        found.number if (found := desk.store.in_force(day)) else None
        for day in (date(2019, 1, 31), date(2019, 2, 1), date(2019, 2, 28), date(2019, 3, 1), None)
    ]
    assert numbers == [None, 1, 1, 2, 2]


def test_a_history_told_out_of_order_is_never_known_before_it_came(desk: Any) -> None:
    desk.visits("V1,001,2019-01-10,Y", received=LATE)
    second = desk.visits("V2,001,2019-01-11,Y", received=EARLY)
    assert second.snapshot.in_force_from == LATE


def test_the_same_bytes_twice_change_nothing_and_say_so(desk: Any) -> None:
    first = desk.visits("V1,001,2019-01-10,Y", received=EARLY)
    again = desk.visits("V1,001,2019-01-10,Y", received=LATE)
    assert again.repeat and again.snapshot is None and again.submission == first.submission
    assert len(desk.store.snapshots()) == 1


def test_sources_merge_by_precedence_and_disagreements_name_both_places(desk: Any) -> None:
    people = desk.file("ssd_person.csv", "pers_person_id,pers_sex,pers_dob\n001,F,2008-05-01\n")
    desk.store.load([people], received=EARLY)
    header = desk.file("header.csv", "CHILD,SEX,DOB,ETHNIC,UPN\n001,2,02/05/2008,WBRI,UN1\n")
    loaded = desk.store.load([header], received=LATE)
    person = desk.store.record(loaded.snapshot).frame("ssd_person").row(0, named=True)
    assert person["pers_dob"] == date(2008, 5, 1) and person["pers_ethnicity"] == "WBRI"
    assert person["_sources"] == ["ssd", "ssda903"] and len(person["_rows"]) == 2
    told = next(p for p in loaded.problems if p.code == "sources_disagree")
    assert (told.file, told.row, told.column) == ("ssd_person.csv", 2, "pers_dob")
    assert "header.csv, row 2" in told.expected
    assert told in desk.store.problems()


def test_coverage_says_what_each_source_undertakes_to_tell(desk: Any) -> None:
    desk.visits("V1,001,2019-01-10,Y", received=EARLY, extract_date=date(2019, 1, 31), windows=JANUARY)
    desk.visits("V2,001,2019-02-10,Y", received=LATE, extract_date=date(2019, 2, 28),
                windows={"ssd_cla_visits": ("2019-02-01", "2019-02-28")})  # fmt: skip
    coverage = desk.store.record(desk.store.in_force()).coverage
    assert coverage.rows() == [("ssd_cla_visits", "ssd", date(2019, 1, 1), date(2019, 2, 28))]


def test_a_row_leads_back_to_its_line_even_past_a_quoted_line_break(desk: Any) -> None:
    text = 'pers_person_id,pers_forename,pers_sex\n001,"Ann\nMarie",F\n002,"Bo, Jo",M\n'
    loaded = desk.store.load([desk.file("ssd_person.csv", text)], received=EARLY)
    frame = desk.store.record(loaded.snapshot).frame("ssd_person")
    line = desk.store.row(frame["_rows"][1][0])
    assert (line.file_name, line.row, line.submission_id) == ("ssd_person.csv", 3, "S0001")
    assert line.cells == {"pers_person_id": "002", "pers_forename": "Bo, Jo", "pers_sex": "M"}


def test_an_address_that_leads_nowhere_is_told_as_such(desk: Any) -> None:
    desk.visits("V1,001,2019-01-10,Y", received=EARLY)
    sha = desk.store.submissions()[0].files[0].sha256[:12]
    for ref in ("ffffffffffff/csv/2", f"{sha}/csv/99", f"{sha}/csv/two", f"{sha}"):
        with pytest.raises(KeyError):
            desk.store.row(ref)


def test_what_no_reader_knows_is_kept_and_told_without_a_snapshot(desk: Any) -> None:
    loaded = desk.store.load([desk.file("notes.txt", "hello\n")], received=EARLY)
    assert loaded.snapshot is None and loaded.submission is None
    assert [problem.code for problem in loaded.problems] == ["unknown_format"]
    assert len(list((desk.store.home / "files").iterdir())) == 1


def test_a_path_to_nothing_names_itself(desk: Any) -> None:
    with pytest.raises(MissingFileError, match=r"nowhere\.csv"):
        desk.store.load([Path("nowhere.csv")], received=EARLY)


def test_a_load_that_fails_is_set_aside_and_never_bars_the_next(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(taking, "read", lambda files: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.visits("V1,001,2019-01-10,Y", received=EARLY)
    assert desk.visits("V2,001,2019-01-11,Y", received=LATE).snapshot.number == 1
    assert desk.visits("V1,001,2019-01-10,Y", received=EARLY).snapshot.number == 2


def test_a_load_set_aside_is_listed_with_its_reason_until_it_is_loaded(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(taking, "read", lambda files: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.visits("V1,001,2019-01-10,Y", received=EARLY)
    (one,) = desk.store.unfinished()
    assert (one.set_aside, one.files, one.received) == (True, ("ssd_cla_visits.csv",), EARLY)
    (told,) = desk.store.problems()
    assert told.code == "load_set_aside" and "ZeroDivisionError" in told.found
    desk.visits("V2,001,2019-01-11,Y", received=LATE)
    assert desk.store.unfinished() == [one]
    desk.visits("V1,001,2019-01-10,Y", received=EARLY)
    assert desk.store.unfinished() == [] and not any(
        problem.code == "load_set_aside" for problem in desk.store.problems()
    )


def no_room(*_: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_load_that_a_full_disk_stopped_waits_and_is_finished_once_there_is_room(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(disk, "write_table", no_room)
        with pytest.raises(OSError, match="No space"):
            desk.visits("V1,001,2019-01-10,Y", received=EARLY)
        (one,) = desk.store.unfinished()
        assert (one.set_aside, one.reason) == (False, "No space left on device")
        with pytest.raises(OSError, match="No space"):  # still full: the first goes on waiting
            desk.visits("V2,001,2019-01-11,Y", received=LATE, progress=lambda what, *_: said.append(what))
        assert [two.set_aside for two in desk.store.unfinished()] == [False, False]
    assert any("could not be finished (No space left on device)" in what for what in said)
    desk.visits(
        "V3,001,2019-01-12,Y", received=LATE, windows={"ssd_cla_visits": ("2019-01-12", "2019-01-12")}
    )
    assert desk.store.unfinished() == [] and len(desk.store.snapshots()) == 3
    assert desk.dates(1) == ["2019-01-10"] and desk.dates(2) == ["2019-01-10", "2019-01-11"]


def test_where_not_even_the_reason_can_be_written_the_load_counts_as_killed(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(loads, "take", lambda *_: (patch.setattr(disk, "write_json", no_room), no_room()))
        with pytest.raises(OSError, match="No space"):
            desk.visits("V1,001,2019-01-10,Y", received=EARLY)
    (one,) = desk.store.unfinished()
    assert (one.set_aside, one.reason) == (False, "")
    assert desk.visits("V2,001,2019-01-11,Y", received=LATE).snapshot.number == 2


def test_a_load_that_is_running_is_not_called_unfinished(desk: Any) -> None:
    seen: list[int] = []
    desk.visits(
        "V1,001,2019-01-10,Y",
        received=EARLY,
        progress=lambda *_: seen.append(len(EvidenceStore(desk.store.home, "test").unfinished())),
    )
    assert len(seen) > 3 and set(seen) == {0}


def test_two_loads_at_once_queue_and_both_stand(desk: Any) -> None:
    waited: list[str] = []

    def load(number: int) -> None:
        store = EvidenceStore(desk.store.home, "test")
        text = (
            f"clav_cla_visit_id,clav_person_id,clav_cla_visit_date\nV{number},00{number},2019-01-1{number}\n"
        )
        path = desk.file(f"ssd_cla_visits_{number}.csv", text)
        store.load([path], received=EARLY, extract_date=date(2019, 1, number + 1), windows={},
                   progress=lambda what, done, of: waited.append(what))  # fmt: skip

    threads = [threading.Thread(target=load, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [snapshot.number for snapshot in desk.store.snapshots()] == [1, 2, 3, 4]
    assert len(desk.store.submissions()) == 4


def test_a_purge_takes_the_rows_from_every_snapshot_and_leaves_a_tombstone(desk: Any) -> None:
    first = desk.visits("V1,001,2018-12-20,Y", received=EARLY, extract_date=date(2018, 12, 31))
    desk.visits("V2,001,2019-01-10,Y", received=LATE, extract_date=date(2019, 1, 31))
    sha = first.submission.files[0].sha256
    ref = desk.store.record(first.snapshot).frame("ssd_cla_visits")["_rows"][0][0]
    desk.store.purge(sha, "kept for its full term", date(2026, 1, 1))
    assert desk.dates(1) == [] and desk.dates(2) == ["2019-01-10"]
    assert not (desk.store.home / "files" / sha).exists()
    assert "kept for its full term" in (desk.store.home / "files" / f"{sha}.purged.json").read_text()
    assert desk.store.submissions()[0].files[0].sha256 == sha
    with pytest.raises(KeyError, match="no longer kept"):
        desk.store.row(ref)


def test_a_purge_of_what_was_never_submitted_says_so(desk: Any) -> None:
    with pytest.raises(KeyError, match="no submitted file"):
        desk.store.purge("0" * 64, "a slip", date(2026, 1, 1))


def test_a_row_of_a_workbook_leads_back_to_its_sheet(desk: Any) -> None:
    path = desk.folder / "return_home_interview.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Return home interviews")
        sheet.write_row(
            0, 0, ["Child", "Missing from", "Child's response", "Analysis of the critical issues"]
        )
        sheet.write_row(1, 0, ["001", "01/01/2019 10:00", "accepted", "Ran to see a brother"])
    loaded = desk.store.load([path], received=EARLY)
    ref = desk.store.record(loaded.snapshot).frame("return_home_interview")["_rows"][0][0]
    line = desk.store.row(ref)
    assert (line.place, line.row, line.cells["Child"]) == ("Return home interviews", 2, "001")
    assert line.cells["Analysis of the critical issues"] == "Ran to see a brother"


def test_a_row_of_an_xml_return_leads_back_to_its_element(desk: Any) -> None:
    child = (
        "<CHILD><HEADER><CHILDID>{0}</CHILDID><SEX>1</SEX><DOB>2008-05-01</DOB></HEADER>"
        "<EPISODE><DECOM>2019-01-0{0}</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PLACE>U6</PLACE></EPISODE></CHILD>"
    )
    text = f"<SSDA903>{child.format(1)}{child.format(2)}</SSDA903>"
    loaded = desk.store.load([desk.file("return.xml", text)], received=EARLY)
    ref = desk.store.record(loaded.snapshot).frame("ssd_cla_episodes")["_rows"][1][0]
    line = desk.store.row(ref)
    assert line.cells["CHILDID"] == "2" and line.cells["DECOM"] == "2019-01-02"
