"""kill -9 at any instant of a load: no half snapshot, no lost submission, and the next load works."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from sightline.engine.records.evidence import EvidenceStore, disk

LOADING = Path(__file__).with_name("loading.py")
ROWS = 400


def write(folder: Path, number: int) -> dict[str, str]:
    """Three files that no other load has; gives name to SHA-256."""
    folder.mkdir()
    told = {
        "ssd_person.csv": "pers_person_id,pers_sex\n"
        + "".join(f"{number:03d}{n:04d},F\n" for n in range(ROWS)),
        "ssd_cla_visits.csv": "clav_cla_visit_id,clav_person_id,clav_cla_visit_date\n"
        + "".join(f"V{n},{number:03d}{n:04d},2018-12-{1 + n % 28:02d}\n" for n in range(ROWS)),
        "ssd_cla_reviews.csv": "clar_cla_review_id,clar_cla_person_id,clar_cla_review_date\n"
        + "".join(f"R{n},{number:03d}{n:04d},2018-11-{1 + n % 28:02d}\n" for n in range(ROWS)),
    }
    for name, text in told.items():
        (folder / name).write_text(text, encoding="utf-8")
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in told.items()}


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
        people = record.frame("ssd_person").height
        assert people == ROWS * len(snapshot.submissions)
        assert record.frame("ssd_cla_reviews").height == ROWS  # the newest telling of November
        for id in snapshot.submissions:
            store.submission(id)
    return len(snapshots)


def kill_loads(tmp_path: Path, delays: list[float]) -> tuple[int, int]:
    """Kill one load after another; gives how many were killed before and after their bytes were kept."""
    home = tmp_path / "home"
    store = EvidenceStore(home, "test")
    kept: dict[int, dict[str, str]] = {}
    early = 0
    standing = 0
    for number, delay in enumerate(delays):
        files = write(tmp_path / f"in{number}", number)
        process = started(home, tmp_path / f"in{number}", number)
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
    loaded = store.load(sorted((tmp_path / "last").glob("*.csv")), received=datetime(2020, 1, 1))
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
    swept = [n * 0.002 for n in range(100)]
    early, late = kill_loads(tmp_path, swept + [chance.uniform(0, 0.25) for _ in range(100)])
    assert early + late == 200
    assert late > 20
