"""The table of ratios that the README quotes: each thing beside the least that the same bytes can cost.

    python scripts/bench.py [--home DIR] [--json] [--only loading,county,growth,pages]

DIR is a home that ``sightline demo`` made (default: SIGHTLINE_HOME, or ./var). Everything is measured in one
run on one machine, which is named; a ratio can be compared between machines, a time cannot. Loops are bounded
and the pages are asked for on the loopback address only.
"""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl

from sightline.authorities import load_authority
from sightline.engine.authority import Authority
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.duty import Duty
from sightline.engine.duties.obligations import evaluate, with_local_limit
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.evaluate import all_results
from sightline.engine.records.record import Record

REPOSITORY = Path(__file__).parents[1]
TIMES = 5
ORACLE_CHILDREN = 20


@dataclass(frozen=True)
class Line:
    """One line of the table. ``ours`` and ``least`` are seconds, or where ``unit`` is named are of that unit;
    ``limit`` is the ratio that may not be passed.
    """

    what: str
    ours: float
    beside: str
    least: float
    limit: float | None
    unit: str = "ms"

    def shown(self, value: float) -> str:
        """A value as the table has it."""
        return f"{1000 * value:.1f} ms" if self.unit == "ms" else f"{value:.2f} {self.unit}".strip()

    @property
    def ratio(self) -> float:
        """How many times the least."""
        return self.ours / self.least if self.least else 0.0

    @property
    def within(self) -> bool | None:
        """Whether the ratio is within its limit; None where it has none."""
        return None if self.limit is None else self.ratio <= self.limit


def fastest(work: Callable[[], Any], times: int = TIMES) -> float:
    """The least of several timings, in seconds, after one that does not count."""
    work()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def machine() -> str:
    """The machine in one line: processor, cores in use, system, Python and Polars."""
    name = platform.processor() or platform.machine()
    told = Path("/proc/cpuinfo")
    if told.exists():
        models = [
            line.partition(":")[2].strip() for line in told.read_text().splitlines() if "model name" in line
        ]
        name = models[0] if models else name
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python, polars = platform.python_version(), pl.__version__
    return (
        f"{name}, {cores} cores, {platform.system()} {platform.release()}, Python {python}, Polars {polars}"
    )


# --- loading ---


def loading(home: Path, authority: Authority) -> list[Line]:
    """Each format read into canonical frames, beside the fastest plain parser on its bytes."""
    beside = _module(REPOSITORY / "scripts/bench_loading.py", "bench_loading")
    lines = []
    for told in beside.formats(home, authority):
        files, parse = told.files, told.beside.parse
        size = sum(len(file.content) for file in files) / 1e6
        many = f"{len(files)} file{'s' if len(files) != 1 else ''}, {size:.1f} MB"
        ours = fastest(lambda files=files: beside.read(files))
        least = fastest(lambda files=files, parse=parse: [parse(file.content) for file in files])
        lines.append(Line(f"load {told.what} ({many})", ours, told.beside.name, least, told.limit))
    return lines


# --- the county ---


def county(home: Path, authority: Authority) -> list[Line]:
    """Every duty and every measure of the county, beside reading its Parquet; and the oracle, child by
    child.
    """
    from sightline.engine.records.evidence import EvidenceStore

    store = EvidenceStore(home, authority.id)
    snapshot = store.in_force()
    if snapshot is None:
        sys.exit(f"{home}: no snapshot there. Run `sightline demo` first, or name its home with --home.")
    paths = sorted(Path(snapshot.path).glob("*.parquet"))
    record, as_at = store.record(snapshot), authority.demo_as_at or snapshot.in_force_from.date()

    def everything() -> None:
        obligations = evaluate(record, as_at, authority)
        all_results(MEASURES.values(), obligations, people_of(record), as_at, dimensions=("all", "area_id"))

    least = fastest(lambda: [pl.read_parquet(path) for path in paths])
    what = f"{len(DUTIES)} duties and {len(MEASURES)} measures"
    lines = [Line(f"{what} of the county", fastest(everything), "read its Parquet", least, 10)]
    each = oracle_time(record, authority, as_at)
    if each is not None:
        people = max(1, record.frame("ssd_cla_episodes")["clae_person_id"].n_unique())
        engine = fastest(lambda: evaluate(record, as_at, authority), 3) / people
        lines.append(Line("oracle, a child", each, "engine, a child", engine, None))
    return lines


def growth(home: Path, authority: Authority) -> list[Line]:
    """How time and memory grow with the number of children, and the memory of a whole load and evaluation."""
    beside = _module(REPOSITORY / "scripts/bench_growth.py", "bench_growth")
    found = beside.sizes(home)
    peak = beside.peak_memory(home)
    lines = [Line("peak memory of a load and evaluation", peak, "one gigabyte", 1, 1.5, "GB")]
    powers = beside.exponents(found)
    if powers is None:
        print("growth left out: it takes two sizes", file=sys.stderr)
        return lines
    span = f"from {found[0].times}x to {found[-1].times}x"
    return [
        Line(f"{what} {span}: exponent", power, "as many times the children", 1, 1.1, "")
        for what, power in zip(("time", "memory"), powers, strict=True)
    ] + lines


def people_of(record: Record) -> pl.DataFrame:
    """What measures need to know of children."""
    return record.frame("ssd_person").select(
        person_id="pers_person_id", sex="pers_sex", ethnicity="pers_ethnicity", dob="pers_dob"
    )


def oracle_time(record: Record, authority: Authority, as_at: Any) -> float | None:
    """Seconds that the slow oracle takes for one child's duties, over a few children; None without the
    tests.
    """
    path = REPOSITORY / "tests/duties/oracle.py"
    if not path.exists():
        return None
    oracle = _module(path, "oracle")
    work = [
        _for_oracle(oracle, with_local_limit(duty, authority), record, authority) for duty in DUTIES.values()
    ]
    start = time.perf_counter()
    for duty, occasions, events, windows in work:
        oracle.obligations(duty, occasions, events, windows, authority.terms, as_at)
    return (time.perf_counter() - start) / ORACLE_CHILDREN


def _for_oracle(oracle: ModuleType, duty: Duty, record: Record, authority: Authority) -> tuple[Any, ...]:
    chosen = (
        record.frame("ssd_cla_episodes")["clae_person_id"].unique().sort().head(ORACLE_CHILDREN).to_list()
    )
    mine = pl.col("person_id").is_in(chosen)
    occasions = duty.owed_to(record, authority).lazy().filter(mine).collect()
    events = duty.met_by(record, authority).lazy().filter(mine).collect()
    covered = record.coverage.filter(pl.col("table").is_in(list(duty.needs)))
    told = [
        oracle.Window(*window)
        for window in covered.select("table", "source", "from", "to").unique().iter_rows()
    ]
    return duty, _rows(oracle.Occasion, occasions), _rows(oracle.Event, events), told


def _rows(kind: Any, frame: pl.DataFrame) -> list[Any]:
    names = [name for name in kind.__dataclass_fields__ if name in frame.columns]
    return [kind(**row) for row in frame.select(names).iter_rows(named=True)]


def _module(path: Path, name: str) -> ModuleType:
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be loaded")
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _pages(home: Path) -> list[Line]:
    beside = _module(REPOSITORY / "scripts/bench_pages.py", "bench_pages")
    return [Line(*each) for each in beside.pages(home)]


# --- the table ---


def as_table(lines: Iterable[Line]) -> str:
    """The lines as a Markdown table, which is also readable as it stands."""
    head = ("what", "ours", "beside", "least", "ratio", "limit", "within")
    rows = [head, tuple("---" for _ in head)]
    for line in lines:
        limit = "" if line.limit is None else f"{line.limit:g}"
        within = {None: "", True: "yes", False: "NO"}[line.within]
        times = (line.shown(line.ours), line.beside, line.shown(line.least))
        rows.append((line.what, *times, f"{line.ratio:.1f}", limit, within))
    widths = [max(len(row[n]) for row in rows) for n in range(len(head))]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    )


def main() -> None:
    """Measure what was asked for and print one table, or one JSON document."""
    asked = argparse.ArgumentParser(description="The table of ratios that the README quotes.")
    asked.add_argument("--home", type=Path, default=Path(os.environ.get("SIGHTLINE_HOME", "var")))
    asked.add_argument("--json", action="store_true", help="one JSON document on standard output")
    asked.add_argument("--only", default="loading,county,growth,pages", help="parts, with commas between")
    given = asked.parse_args()
    if not (given.home / "demonstration-sign-ins.json").is_file():
        sys.exit(f"{given.home}: no demonstration. Run `sightline demo` first, or name its home with --home.")
    authority = load_authority()
    parts: dict[str, Callable[[], list[Line]]] = {
        "loading": lambda: loading(given.home, authority),
        "county": lambda: county(given.home, authority),
        "growth": lambda: growth(given.home, authority),
        "pages": lambda: _pages(given.home),
    }
    lines = []
    for name in given.only.split(","):
        print(f"Measuring {name}", file=sys.stderr)
        lines += parts[name]()
    if given.json:
        rows = [asdict(line) | {"ratio": line.ratio, "within": line.within} for line in lines]
        print(json.dumps({"machine": machine(), "lines": rows}, indent=1))
    else:
        print(f"{machine()}\n\n{as_table(lines)}")


if __name__ == "__main__":
    main()
