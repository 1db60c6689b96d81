"""What is looked at first: what nothing has told again since, though newer files came."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from sightline.engine.records.evidence import EvidenceStore, looked_at_first
from sightline.engine.records.problems import Severity
from tests.records.files import File, file
from tests.records.test_one_event import annex

HEAD = "CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC"
LOST = Severity.FILE, Severity.ROW, Severity.VALUE


def year(end: int, *rows: str) -> File:
    return file(f"SSDA903_{end - 1}_{end}_episodes.csv", "\n".join([HEAD, *rows]) + "\n")


def parted(store: EvidenceStore) -> tuple[list[str], list[str]]:
    """Submissions, or names of files never read, of what was lost: those looked at first, and the others."""
    first, older = looked_at_first(store, store.problems())
    named = [
        sorted({one.submission or one.file for one in part if one.severity in LOST})
        for part in (first, older)
    ]
    return named[0], named[1]


def test_a_year_s_return_is_not_told_again_by_the_next_year_s(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path, "test")
    whole = "101,01/05/2017,S,E1,N1,U4,,"
    store.load([year(2018, whole, "102,soon,S,E1,N1,U4,,")], received=datetime(2018, 6, 30))
    assert parted(store) == (["S0001"], [])
    store.load([year(2019, "101,01/05/2018,S,E1,N1,U4,,")], received=datetime(2019, 6, 30))
    assert parted(store) == (["S0001"], []), "the row is still lost, and its year stands"
    store.load([year(2018, whole, "102,02/05/2017,S,E1,N1,U4,,")], received=datetime(2019, 7, 2))
    assert parted(store) == ([], ["S0001"]), "the same year came again"


def test_windows_that_newer_files_hold_only_together_are_held(desk: Any) -> None:
    def load(first: date, last: date, row: str, month: int) -> None:
        windows = {"ssd_cla_visits": (first, last)}
        desk.visits(
            row, received=datetime(2019, month, 1), extract_date=date(2019, month, 1), windows=windows
        )

    load(date(2018, 10, 1), date(2018, 11, 30), "V1,A,2018-10-05,Y\nV9,A,soon,Y", 1)
    load(date(2018, 10, 1), date(2018, 10, 31), "V1,A,2018-10-05,Y", 2)
    assert parted(desk.store) == (["S0001"], []), "of November nothing was told again"
    load(date(2018, 11, 1), date(2018, 12, 31), "V2,A,2018-11-05,Y", 3)
    assert parted(desk.store) == ([], ["S0001"])


def test_a_file_that_was_never_read_stands_until_one_of_its_name_is_read(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path, "test")
    name = annex().name
    store.load([file(name, b"no workbook")], received=datetime(2019, 6, 30, 9))
    store.load([file("ssd_person.csv", "pers_person_id\nA\n")], received=datetime(2019, 7, 1, 9))
    assert parted(store) == ([name], []), "a file of another name tells nothing of it"
    assert store.load([annex()], received=datetime(2019, 7, 1, 10)).submissions
    assert name in parted(store)[1] and name not in parted(store)[0]
    store.load([file(name, b"broken again")], received=datetime(2019, 7, 1, 11))
    assert name in parted(store)[0], "though one of its name was read before it"
