"""How the engine grows: the county's children once, twice, four and eight times; what a whole load needs.

Asked for by ``bench.py``. Copies of the county are made in memory, every child (and whoever else a row is
about) under a number of their own. Memory is that of a process of its own, which loads every submission into
an empty store, evaluates every duty and counts every measure.
"""

import resource
import subprocess
import sys
import tempfile
import time
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
from sightline.engine.records.people import people
from sightline.engine.records.record import ALL_TABLES, Record

SIZES = (1, 2, 4, 8)
TIMES = 3
KILOBYTE, GIGABYTE = 1024, 1e9


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


def seconds(record: Record, as_at: date, authority: Authority) -> float:
    """The least time of the processor for every duty and every measure."""
    found = []
    for _ in range(TIMES):
        start = time.process_time()
        _everything(record, as_at, authority)
        found.append(time.process_time() - start)
    return min(found)


def _everything(record: Record, as_at: date, authority: Authority) -> int:
    obligations = evaluate(record, as_at, authority)
    counted = all_results(
        MEASURES.values(), obligations, people(record, as_at, authority), as_at, dimensions=("all", "area_id")
    )
    return obligations.height + counted.height


def exponent(record: Record, as_at: date, authority: Authority) -> tuple[float, list[float]]:
    """The power of the number of children with which time grows from one end of SIZES to the other; the
    times."""
    taken = [seconds(times_over(record, size), as_at, authority) for size in SIZES]
    return log(taken[-1] / taken[0]) / log(SIZES[-1] / SIZES[0]), taken


def peak_memory(home: Path) -> float:
    """Gigabytes that a process of its own needed at most to load and evaluate what a home holds."""
    told = subprocess.run([sys.executable, __file__, str(home)], check=True, capture_output=True, text=True)
    return float(told.stdout.split()[-1])


def _load_and_evaluate(home: Path) -> float:
    authority = load_authority()
    kept = EvidenceStore(home, authority.id)
    with tempfile.TemporaryDirectory() as folder:
        store = EvidenceStore(Path(folder), authority.id)
        for told in kept.submissions():
            files = [kept.file(each.name, each.sha256) for each in told.files]
            store.load(files, received=told.received, extract_date=told.extract_date, windows=told.windows)
        print(f"loaded: {_peak():.2f} GB at most", file=sys.stderr)
        snapshot = store.in_force()
        if snapshot is None:
            sys.exit(f"{home}: no submission there. Run `sightline demo` first.")
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
    print(f"{_load_and_evaluate(Path(sys.argv[1])):.3f}")
