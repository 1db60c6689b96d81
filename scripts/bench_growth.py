"""How the engine grows: the county's children once, twice and on to sixteen times; what a whole load needs.

Asked for by ``bench.py``. Each size is a process of its own, which tells the time of the processor for every
duty and every measure, and its memory at most. Copies of the county are made in memory, every child (and
whoever else a row is about) under a number of their own. A size for which the machine has no memory is left
out, and said so.
"""

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from math import log
from pathlib import Path

import polars as pl

from sightline.authorities import load_authority
from sightline.engine.authority import Authority
from sightline.engine.duties.obligations import evaluate
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.evaluate import all_results
from sightline.engine.records.evidence import EvidenceStore
from sightline.engine.records.evidence.model import Snapshot
from sightline.engine.records.people import people
from sightline.engine.records.record import ALL_TABLES, Record

SIZES = (1, 2, 4, 8, 16)
TIMES, FEW = 3, 1
LARGE = 8
"""From this size on a process measures once only."""

KILOBYTE, GIGABYTE = 1024, 1e9
NEEDED = 1.1
"""Gigabytes that must be free for each time the county."""


@dataclass(frozen=True)
class Size:
    """So many times the county: seconds of the processor, gigabytes at most."""

    times: int
    seconds: float
    memory: float


def times_over(record: Record, times: int) -> Record:
    """The record with everybody in it so many times."""
    tables = {name: _copies(name, frame, times) for name, frame in record.tables.items()}
    return Record(record.authority, tables, record.coverage)


def _copies(name: str, frame: pl.DataFrame, times: int) -> pl.DataFrame:
    table = ALL_TABLES[name]
    named = {table.person, table.of[1] if table.of else None, table.through.column if table.through else None}
    named |= {
        other.through.other for other in ALL_TABLES.values() if other.through and other.through.table == name
    }
    numbers = [pl.col(column) for column in sorted(filter(None, named))]
    return pl.concat(
        [frame, *(frame.with_columns(each + f"-{n}" for each in numbers) for n in range(1, times))]
    )


def _everything(record: Record, as_at: date, authority: Authority) -> int:
    obligations = evaluate(record, as_at, authority)
    counted = all_results(
        MEASURES.values(), obligations, people(record, as_at, authority), as_at, dimensions=("all", "area_id")
    )
    return obligations.height + counted.height


def sizes(home: Path) -> list[Size]:
    """Each size that the machine has memory for, the smallest first."""
    found = []
    for times in SIZES:
        free = _free()
        if free is not None and free < NEEDED * times:
            print(
                f"{times}x left out: it needs {NEEDED * times:.0f} GB free, {free:.0f} are", file=sys.stderr
            )
            break
        found.append(Size(times, *_told("size", str(home), str(times))))
        print(
            f"{times}x {found[-1].seconds:.2f} s of the processor, {found[-1].memory:.2f} GB", file=sys.stderr
        )
    return found


def exponents(found: list[Size]) -> tuple[float, float] | None:
    """With which power of the number of children time and memory grow, from the first size to the last.
    None for fewer than two sizes."""
    if len(found) < 2:
        return None
    first, last = found[0], found[-1]
    wide = log(last.times / first.times)
    return log(last.seconds / first.seconds) / wide, log(last.memory / first.memory) / wide


def peak_memory(home: Path) -> float:
    """Gigabytes that a process of its own needed at most to load and evaluate what a home holds."""
    return _told("load", str(home))[-1]


def _told(*asked: str) -> list[float]:
    told = subprocess.run([sys.executable, __file__, *asked], check=True, capture_output=True, text=True)
    return [float(each) for each in told.stdout.split()]


def _free() -> float | None:
    """Gigabytes that a process may still take; None where the system does not say."""
    told = Path("/proc/meminfo")
    if not told.exists():
        return None
    (line,) = (each for each in told.read_text().splitlines() if each.startswith("MemAvailable:"))
    return int(line.split()[1]) * KILOBYTE / GIGABYTE


def _in_force(store: EvidenceStore, home: Path) -> Snapshot:
    snapshot = store.in_force()
    if snapshot is None:
        sys.exit(f"{home}: no submission there. Run `sightline demo` first.")
    return snapshot


def _size(home: Path, times: int) -> tuple[float, float]:
    authority = load_authority()
    store = EvidenceStore(home, authority.id)
    snapshot = _in_force(store, home)
    as_at = authority.demo_as_at or snapshot.in_force_from.date()
    record = times_over(store.record(snapshot), times)
    taken = []
    for _ in range(FEW if times >= LARGE else TIMES):
        start = time.process_time()
        _everything(record, as_at, authority)
        taken.append(time.process_time() - start)
    return min(taken), _peak()


def _load_and_evaluate(home: Path) -> float:
    authority = load_authority()
    kept = EvidenceStore(home, authority.id)
    with tempfile.TemporaryDirectory() as folder:
        store = EvidenceStore(Path(folder), authority.id)
        for told in kept.submissions():
            files = [kept.file(each.name, each.sha256) for each in told.files]
            store.load(files, received=told.received, extract_date=told.extract_date, windows=told.windows)
        print(f"loaded: {_peak():.2f} GB at most", file=sys.stderr)
        snapshot = _in_force(store, home)
        as_at = authority.demo_as_at or snapshot.in_force_from.date()
        rows = _everything(store.record(snapshot), as_at, authority)
    print(f"{rows} rows", file=sys.stderr)
    return _peak()


def _peak() -> float:
    """Gigabytes of memory at most. On Linux getrusage passes a parent's figure down to its children, so the
    account of the process alone goes first; on macOS getrusage counts bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        (told,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(told.split()[1]) * KILOBYTE / GIGABYTE
    unit = 1 if sys.platform == "darwin" else KILOBYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / GIGABYTE


if __name__ == "__main__":
    what, place, *more = sys.argv[1:]
    answers = (_load_and_evaluate(Path(place)),) if what == "load" else _size(Path(place), int(more[0]))
    print(*(f"{each:.3f}" for each in answers))
