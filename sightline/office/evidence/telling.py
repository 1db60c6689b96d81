"""What the pages of this room tell: sources, coverage, how far figures can be relied on."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.measures.measure import Assurance
from sightline.engine.records.evidence import Snapshot, Submission
from sightline.engine.records.problems import Problem
from sightline.engine.records.readers import READERS
from sightline.engine.records.reading import Window
from sightline.engine.records.record import ALL_TABLES
from sightline.office.lens.lens import Lens

OLD_AFTER = 45
"""Days after which files that come monthly are old."""

_YEARLY = {"ssda903": 400}
_SOURCES = {reader.source: reader.title for reader in READERS}


@dataclass(frozen=True)
class Source:
    """One source's newest submission, how many days ago it was drawn, whether that is old, and how many
    problems its files hold that nothing has told again since (of ``name``, which an address asks for)."""

    name: str
    title: str
    latest: Submission
    days: int
    old: bool
    problems: int


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


def is_source(lens: Lens, source: str) -> bool:
    """Whether files of a source are read, or any of it stands in what is read."""
    return source in _SOURCES or any(one.source == source for one in lens.submissions())


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


def sources(told: Iterable[Submission], day: date, problems: Iterable[Problem] = ()) -> list[Source]:
    """The newest submission of each source, by the day its files were drawn. ``problems``: what is wrong with
    files that none has told again since."""
    latest: dict[str, Submission] = {}
    of = {}
    for one in sorted(told, key=lambda one: (one.extract_date, one.received)):
        latest[one.source] = one
        of[one.id] = one.source
    wrong = Counter(of.get(problem.submission) for problem in problems)
    return [
        Source(name, source_title(name), one, days, days > old_after(name), wrong[name])
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
