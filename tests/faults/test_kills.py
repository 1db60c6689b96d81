"""kill -9 at any instant of a load: no half snapshot, no lost submission, and the next load works."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from every_form import FORMS, SOURCES, Files, of_every_form

from sightline.engine.records.evidence import EvidenceStore, Snapshot, disk

LOADING = Path(__file__).with_name("loading.py")
KEPT = "The bytes are kept"

FEW, MANY = 20, 1000
"""Children in each file of a load of every format at once, and in a load of one format alone."""

SPARED = 4
"""After so many kills one load is left to finish: it has to finish the killed ones before it as well."""

AIMED = 10
"""Kills inside each format's own load: half of them while it is read, half from there to its end."""


class Loading:
    """A load in a process of its own, which has imported everything and begun."""

    def __init__(self, home: Path, folder: Path, number: int) -> None:
        self.said: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, str(LOADING), str(home), str(folder), str(number)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(LOADING.parents[2])},
        )
        self.until("")

    def until(self, word: str) -> None:
        """Wait until it says a word, or has ended."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.strip())
            if line.strip() == word or not word:
                return

    def end(self) -> list[str]:
        """Let it end, of itself or killed; gives all that it said."""
        self.said += self.process.communicate()[0].split("\n")
        return self.said

    def kill(self, delay: float) -> None:
        time.sleep(delay)
        self.process.send_signal(signal.SIGKILL)


class Home:
    """A home in which loads are killed, and what must be found in it whatever is killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = EvidenceStore(folder / "home", "test")
        self.kept: dict[str, str] = {}
        self.number = self.standing = 0

    def load(self, files: Files) -> tuple[Loading, dict[str, str]]:
        """Begin to load files; gives SHA-256 to name."""
        inbox = self.folder / f"in{self.number}"
        inbox.mkdir()
        for name, content in files.items():
            (inbox / name).write_bytes(content)
        began = Loading(self.store.home, inbox, self.number)
        self.number += 1
        return began, {hashlib.sha256(content).hexdigest(): name for name, content in files.items()}

    def after(self, loading: Loading, files: dict[str, str]) -> list[str]:
        """What the load said; nothing that it kept may be lost, and what stands must be whole."""
        said = loading.end()
        if KEPT in said:
            self.kept |= files
        for sha in self.kept:
            assert hashlib.sha256((self.store.home / "files" / sha).read_bytes()).hexdigest() == sha
        snapshots = self.store.snapshots()
        assert [one.number for one in snapshots] == list(range(1, len(snapshots) + 1))
        assert len(snapshots) >= self.standing
        for snapshot in snapshots[self.standing :]:
            self.whole(snapshot)
        self.standing = len(snapshots)
        return said

    def whole(self, snapshot: Snapshot) -> None:
        """It holds every table that its submissions make and no other row; what came together stands together."""
        told = [self.store.submission(id) for id in snapshot.submissions]
        loads = {disk.read_json(self._manifest(one.id))["load"]: one.files for one in told}
        for load, files in loads.items():
            noted = disk.read_json(self.store.home / "loads" / f"{load}.json")["files"]
            assert {file.sha256 for file in files} == {one["sha256"] for one in noted}
            mine = [one.source for one in told if disk.read_json(self._manifest(one.id))["load"] == load]
            sources = {SOURCES[file.name] for file in files}
            assert sorted(mine) == sorted(sources), "all that came together, or nothing"
        record = self.store.record(snapshot)
        building = self.store.building(told)
        for name in building.tables:
            assert building.table(name)[0].equals(record.frame(name)), name
        assert building.coverage().equals(record.coverage)

    def _manifest(self, submission: str) -> Path:
        return self.store.home / "submissions" / submission / "manifest.json"

    def at_the_end(self) -> None:
        """One more load, undisturbed: everything that was ever kept stands, and nothing half written lies about."""
        files = of_every_form(self.number, FEW)
        loading, told = self.load(files)
        self.after(loading, told)
        assert loading.process.returncode == 0
        latest = self.store.in_force()
        assert latest is not None and latest.number == self.standing
        there = {file.sha256 for one in self.store.submissions() for file in one.files}
        assert set(self.kept) <= there
        assert not list(self.store.home.rglob(f"{disk.HALF}*"))


def sweep(home: Home, moments: Iterable[float]) -> tuple[int, int]:
    """Kill loads of every format, each at a share of the time that one takes which is left alone.

    Gives how many had not kept their bytes, and how many had.
    """
    early = late = 0
    loading, files = home.load(of_every_form(home.number, FEW))
    began = time.perf_counter()
    loading.until("In force")
    takes = time.perf_counter() - began
    home.after(loading, files)
    for at, moment in enumerate(moments):
        loading, files = home.load(of_every_form(home.number, FEW))
        loading.kill(moment * takes)
        said = home.after(loading, files)
        early, late = early + (KEPT not in said), late + (KEPT in said)
        if at % SPARED == SPARED - 1:
            home.after(*home.load(of_every_form(home.number, FEW)))
    return early, late


def aim(home: Home, form: str) -> Iterator[bool]:
    """Kill loads of one format after its reader began; tells of each whether it was still reading."""
    source, make = FORMS[form]
    loading, files = home.load(make(home.number, MANY))
    loading.until(KEPT)
    times = []
    for word in (f"<{source}>", f"</{source}>", "In force"):
        loading.until(word)
        times.append(time.perf_counter())
    home.after(loading, files)
    read, all_of_it = times[1] - times[0], times[2] - times[0]
    for at in range(AIMED):
        loading, files = home.load(make(home.number, MANY))
        loading.until(KEPT)
        loading.until(f"<{source}>")
        half, step = AIMED // 2, at // 2
        loading.kill(step * read / half if at % 2 == 0 else read + (step + 1) * (all_of_it - read) / half)
        said = home.after(loading, files)
        own = said[said.index(KEPT) :]
        yield f"</{source}>" not in own
        if at % SPARED == SPARED - 1:
            home.after(*home.load(make(home.number, MANY)))


@pytest.mark.kills
def test_ten_kills_lose_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    sweep(home, [n / 10 for n in range(10)])
    home.at_the_end()


@pytest.mark.faults
@pytest.mark.kills
@pytest.mark.timeout(1800)
def test_a_hundred_kills_at_any_instant_lose_nothing(tmp_path: Path) -> None:
    home, chance = Home(tmp_path), random.Random(2019)
    early, late = sweep(home, [n / 50 for n in range(50)] + [chance.uniform(0, 1) for _ in range(50)])
    assert early + late == 100 and late > 20
    home.at_the_end()


@pytest.mark.faults
@pytest.mark.kills
@pytest.mark.timeout(1800)
def test_ten_kills_inside_each_reader_and_what_follows_it_lose_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    reading = {form: list(aim(home, form)) for form in FORMS}
    assert all(len(found) == AIMED and any(found) for found in reading.values()), reading
    home.at_the_end()
