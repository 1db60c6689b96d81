"""What the pages of this room tell: sources, coverage, problems, how far figures can be relied on."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.measures.measure import Assurance
from sightline.engine.records.evidence import Snapshot, Submission
from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.readers import READERS
from sightline.engine.records.reading import Window
from sightline.engine.records.record import ALL_TABLES
from sightline.office.evidence.quoting import Guarded, guarded
from sightline.office.lens.holding import Holding
from sightline.office.lens.lens import Lens
from sightline.office.lens.standing import last_touched, standing

OLD_AFTER = 45
"""Days after which files that come monthly are old."""

_YEARLY = {"ssda903": 400}
_SOURCES = {reader.source: reader.title for reader in READERS}
_ORDER = {severity: place for place, severity in enumerate(Severity)}
_problems: Holding[list[Problem]] = Holding(2)
_guarded: Holding[Guarded] = Holding(2)

DUPLICATE = "possible_duplicate"
SEVERITIES = {
    Severity.FILE: ("Whole file", "Nothing of the file, or of one of its sheets, could be read"),
    Severity.ROW: ("Row", "A row was set aside"),
    Severity.VALUE: ("Value", "A value was left blank; the rest of its row was read"),
    Severity.NOTE: ("Note", "Read, but somebody should know"),
}
"""Each severity in a word and in a sentence."""


@dataclass(frozen=True)
class Source:
    """One source's newest submission, how many days ago it was drawn, and whether that is old."""

    title: str
    latest: Submission
    days: int
    old: bool


@dataclass(frozen=True)
class Told:
    """What one source tells of one table: its windows, where they leave a gap, whether they end too early."""

    table: str
    title: str
    source: str
    windows: list[Window]
    gaps: list[Window] = field(default_factory=list)
    old: bool = False


def source_title(source: str) -> str:
    """A source as people know it."""
    return _SOURCES.get(source, source)


def reader_titles() -> list[str]:
    """The formats that are read."""
    return sorted(_SOURCES.values())


def table_title(name: str) -> str:
    """A table as people know it."""
    return ALL_TABLES[name].title or name if name in ALL_TABLES else name


def old_after(source: str) -> int:
    """After how many days a source's files are old."""
    return _YEARLY.get(source, OLD_AFTER)


def submissions_of(lens: Lens) -> list[Submission]:
    """The submissions that stand in the snapshot that is read, the newest first."""
    return lens.submissions()


def sources(told: Iterable[Submission], day: date) -> list[Source]:
    """The newest submission of each source, by the day its files were drawn."""
    latest: dict[str, Submission] = {}
    for one in sorted(told, key=lambda one: (one.extract_date, one.received)):
        latest[one.source] = one
    return [
        Source(source_title(name), one, days, days > old_after(name))
        for name, one in sorted(latest.items(), key=lambda pair: source_title(pair[0]))
        for days in [(day - one.extract_date).days]
    ]


def coverage(lens: Lens) -> list[Told]:
    """What each source covers of each table, by the table's title."""
    snapshot = lens.snapshot
    return [] if snapshot is None else lens.once(("coverage",), lambda: _coverage(lens, snapshot))


def _coverage(lens: Lens, snapshot: Snapshot) -> list[Told]:
    spans: dict[tuple[str, str], list[Window]] = {}
    for table, source, start, end in lens.store.coverage(snapshot).iter_rows():
        spans.setdefault((table, source), []).append(Window(start, end))
    found = [
        Told(
            table,
            table_title(table),
            source_title(source),
            windows,
            _gaps(windows),
            (lens.as_at - windows[-1].end).days > old_after(source),
        )
        for (table, source), windows in spans.items()
    ]
    return sorted(found, key=lambda one: (one.title, one.source))


def _gaps(windows: Sequence[Window]) -> list[Window]:
    a_day = timedelta(1)
    return [Window(one.end + a_day, then.start - a_day) for one, then in pairwise(windows)]


def never_told(told: Iterable[Submission]) -> list[tuple[str, int]]:
    """Tables that duties are judged by and no file tells: their titles, and how many duties wait for each."""
    there = {table for one in told for table in one.rows}
    wanted = Counter(table for duty in DUTIES.values() for table in duty.needs if table not in there)
    return sorted(((table_title(table), count) for table, count in wanted.items()), key=lambda pair: pair[0])


def standing_problems(lens: Lens) -> list[Problem]:
    """Every problem of the record in force and of files that were never read, the gravest first; what may not
    be quoted is not in them."""
    latest = standing(lens.store)
    stamp = (latest.path / "problems.json").stat().st_mtime_ns if latest else 0
    key = (str(lens.store.home), latest and latest.number, stamp, _loads(lens.store.home / "loads"))
    return _problems.get(key, lambda: _standing(lens))


def problems_of(lens: Lens, submission: str) -> list[Problem]:
    """The problems of one submission, without what may not be quoted. Raises KeyError: no such submission."""
    found = lens.store.problems(submission)
    return _kept_back(lens).quoting([lens.store.submission(submission)]).over(found)


def load_problems(lens: Lens, load: str) -> list[Problem]:
    """The problems of one load, without what may not be quoted. Raises KeyError: no such load."""
    return _kept_back(lens).quoting(lens.store.submissions()).over(lens.store.load_problems(load))


def _standing(lens: Lens) -> list[Problem]:
    quoting = _kept_back(lens).quoting(lens.store.submissions())
    return gravest_first(quoting.over(lens.store.problems()))


def _kept_back(lens: Lens) -> Guarded:
    """What nothing may be quoted of. The record in force says so, whatever is read as known on."""
    latest = standing(lens.store)
    stamp = (latest.path / "problems.json").stat().st_mtime_ns if latest else 0
    key = (str(lens.store.home), latest and latest.number, stamp, lens.store.seals_mark())
    return _guarded.get(key, lambda: guarded(lens.store, latest))


def _loads(folder: Path) -> Hashable:
    """What tells one state of the loads from another: every note takes its name in the folder in one step."""
    touched = last_touched(folder)
    if touched is not None:
        return touched
    return tuple(sorted((one.name, one.stat().st_mtime_ns) for one in folder.glob("*.json")))


def gravest_first(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by severity, otherwise in the order in which they were found."""
    return sorted(problems, key=lambda one: _ORDER[one.severity])


def by_severity(problems: Iterable[Problem]) -> list[tuple[Severity, int]]:
    """How many problems of each severity there are, the gravest first."""
    found = Counter(one.severity for one in problems)
    return [(severity, found[severity]) for severity in Severity]


def reliability(lens: Lens) -> list[tuple[Assurance, int]]:
    """How many measures, at their newest figure with cases, may be relied on how far; ``none`` last."""
    return lens.once(("reliability",), lambda: _reliability(lens))


def _reliability(lens: Lens) -> list[tuple[Assurance, int]]:
    newest: dict[str, str] = {}
    for row in lens.all_results().sort("period_to").iter_rows(named=True):
        if row["denominator"]:
            newest[row["measure"]] = row["assurance"]
    found = Counter(newest.values())
    return [(level, found[level.value]) for level in Assurance]
