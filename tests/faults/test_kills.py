"""kill -9 at any instant of a load: no half snapshot, no lost submission, and the next load works."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

from sightline.engine.records.evidence import EvidenceStore, disk
from sightline.engine.records.readers import READERS
from tests.records import test_cin_census as cin_census
from tests.records import test_csc_api as csc_api
from tests.records import test_workforce as workforce
from tests.records.files import workbook

LOADING = Path(__file__).with_name("loading.py")
ROWS = 400


SMALL = 20
"""Children, workers or rows in the file of each other format."""

SPARED = 5
"""Of so many loads one is left to finish: it has to finish the killed ones before it as well."""

OTHERS = 4
"""Formats beside the dataset that name children of their own."""


def _others(number: int) -> dict[str, bytes]:
    """A file of every other format that the readers know, with children that no other load has."""
    children = [f"{number:03d}{n:02d}" for n in range(SMALL)]
    registers = "child_id,missing_from,missing_to,response,held_on\n" + "".join(
        f"R{child},10/03/2018 18:00,11/03/2018 07:30,accepted,12/03/2018\n" for child in children
    )
    header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n" + "".join(
        f"H{child},2,01/05/2010,WBRI,UN1,0,\n" for child in children
    )
    lists = [["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Date of Contact", "Contact Source"]]
    lists += [
        [f"A{child}", "b) Female", "a) WBRI", "01/05/2010", "03/09/2018", "q) 6: Police"]
        for child in children
    ]
    stream = BytesIO()
    visits = pl.DataFrame({"cinv_person_id": children, "cinv_cin_visit_date": [date(2018, 12, 1)] * SMALL})
    visits.write_parquet(stream)
    return {
        "cin.xml": cin_census.census(SMALL).replace("P000", f"C{number:03d}").encode(),
        "payload.json": json.dumps(csc_api.payload(SMALL)).replace("P000", f"J{number:03d}").encode(),
        "csww.xml": workforce.census(SMALL).replace("SW00000", f"SW{number:05d}").encode(),
        "header.csv": header.encode(),
        "return_home_interview.csv": registers.encode(),
        "Annex_A.xlsx": workbook({"List 1": lists}),
        "ssd_cin_visits.parquet": stream.getvalue(),
    }


def write(folder: Path, number: int) -> dict[str, str]:
    """A file of every format, none of which another load has; gives name to SHA-256."""
    folder.mkdir()
    told = {
        "ssd_person.csv": "pers_person_id,pers_sex\n"
        + "".join(f"{number:03d}{n:04d},F\n" for n in range(ROWS)),
        "ssd_cla_visits.csv": "clav_cla_visit_id,clav_person_id,clav_cla_visit_date\n"
        + "".join(f"V{n},{number:03d}{n:04d},2018-12-{1 + n % 28:02d}\n" for n in range(ROWS)),
        "ssd_cla_reviews.csv": "clar_cla_review_id,clar_cla_person_id,clar_cla_review_date\n"
        + "".join(f"R{n},{number:03d}{n:04d},2018-11-{1 + n % 28:02d}\n" for n in range(ROWS)),
    }
    files = {name: text.encode() for name, text in told.items()} | _others(number)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def started(home: Path, folder: Path, number: int) -> subprocess.Popen[str]:
    """A load whose process has imported everything and begun."""
    process = subprocess.Popen(
        [sys.executable, str(LOADING), str(home), str(folder), str(number)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(LOADING.parents[2])},
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip()
    return process


def whole(store: EvidenceStore) -> int:
    """How many snapshots stand; every one must be whole and readable."""
    snapshots = store.snapshots()
    assert [snapshot.number for snapshot in snapshots] == list(range(1, len(snapshots) + 1))
    for snapshot in snapshots[-2:]:
        record = store.record(snapshot)
        loads = sum(store.submission(id).source == "ssd" for id in snapshot.submissions)
        assert len(snapshot.submissions) == len(READERS) * loads, "all that came together, or nothing"
        assert record.frame("ssd_person").height == (ROWS + OTHERS * SMALL) * loads
        assert record.frame("return_home_interview").height == SMALL
        assert record.frame("ssd_cla_reviews").height == ROWS  # the newest telling of November
    return len(snapshots)


def kill_loads(tmp_path: Path, delays: list[float]) -> tuple[int, int]:
    """Kill four loads of five; gives how many had not kept their bytes, and how many had."""
    home = tmp_path / "home"
    store = EvidenceStore(home, "test")
    kept: dict[int, dict[str, str]] = {}
    early = 0
    standing = 0
    for number, delay in enumerate(delays):
        files = write(tmp_path / f"in{number}", number)
        process = started(home, tmp_path / f"in{number}", number)
        if number % SPARED != SPARED - 1:  # the others take all that was interrupted to its end
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
        out = process.communicate()[0]
        if "The bytes are kept" in out:
            kept[number] = files
        else:
            early += 1
        now = whole(store)
        assert now >= standing
        standing = now
        for shas in kept.values():
            for sha in shas.values():
                assert hashlib.sha256((home / "files" / sha).read_bytes()).hexdigest() == sha
    last = write(tmp_path / "last", len(delays))
    loaded = store.load(sorted((tmp_path / "last").iterdir()), received=datetime(2020, 1, 1))
    assert loaded.snapshot is not None
    kept[len(delays)] = last
    whole(store)
    there = {file.sha256 for told in store.submissions() for file in told.files}
    assert all(sha in there for files in kept.values() for sha in files.values())
    assert not list(home.rglob(f"{disk.HALF}*"))
    return early, len(kept) - 1


@pytest.mark.kills
def test_ten_kills_lose_nothing(tmp_path: Path) -> None:
    kill_loads(tmp_path, [n * 0.02 for n in range(10)])


@pytest.mark.faults
@pytest.mark.kills
@pytest.mark.timeout(1800)
def test_two_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    chance = random.Random(2019)
    swept = [n * 0.006 for n in range(100)]
    early, late = kill_loads(tmp_path, swept + [chance.uniform(0, 1) for _ in range(100)])
    assert early + late == 200
    assert late > 20
