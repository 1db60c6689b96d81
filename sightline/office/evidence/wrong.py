"""What was wrong with the files and the record, as pages tell it: without what may not be quoted."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from sightline.engine.records.duplicates import GIVEN_UP, POSSIBLE
from sightline.engine.records.evidence import looked_at_first
from sightline.engine.records.problems import Problem, Severity, newest_first, told_by
from sightline.office.evidence.quoting import Guarded, guarded
from sightline.office.evidence.telling import source_title
from sightline.office.lens.holding import Holding
from sightline.office.lens.lens import Lens
from sightline.office.lens.standing import last_touched, standing

DUPLICATES = frozenset({POSSIBLE, GIVEN_UP})
"""Problems that tell of children who may stand in the record twice."""


@dataclass(frozen=True)
class Standing:
    """Problems of files that none has told again since and of the record (``first``), and of the others."""

    first: tuple[Problem, ...]
    older: tuple[Problem, ...]


@dataclass(frozen=True)
class Group:
    """Problems of one submission, of files never read (``submission`` blank), or of the record as a whole
    (``received`` None as well)."""

    submission: str
    received: date | None
    title: str
    problems: tuple[Problem, ...]


_ORDER = {severity: place for place, severity in enumerate(Severity)}
_problems: Holding[Standing] = Holding(2)
_guarded: Holding[Guarded] = Holding(2)


def standing_problems(lens: Lens) -> Standing:
    """Every problem of the record in force and of files that were never read; what may not be quoted is not
    in them."""
    latest = standing(lens.store)
    stamp = (latest.path / "problems.json").stat().st_mtime_ns if latest else 0
    seals = lens.store.seals_mark()  # what may be quoted, and whom a near match may point at
    key = (str(lens.store.home), latest and latest.number, stamp, seals, _loads(lens.store.home / "loads"))
    return _problems.get(key, lambda: _standing(lens))


def _standing(lens: Lens) -> Standing:
    quoting = kept_back(lens).quoting(lens.store.submissions())
    first, older = looked_at_first(lens.store, in_order(quoting.over(lens.store.problems())))
    return Standing(tuple(first), tuple(older))


def problems_of(lens: Lens, submission: str) -> list[Problem]:
    """The problems of one submission. Raises KeyError: no such submission."""
    found = lens.store.problems(submission)
    return in_order(kept_back(lens).quoting([lens.store.submission(submission)]).over(found))


def load_problems(lens: Lens, load: str) -> list[Problem]:
    """The problems of one load. Raises KeyError: no such load."""
    return in_order(kept_back(lens).quoting(lens.store.submissions()).over(lens.store.load_problems(load)))


def kept_back(lens: Lens) -> Guarded:
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


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems of the newest submission first, in each the gravest first."""
    return newest_first(sorted(problems, key=lambda one: _ORDER[one.severity]))


def by_severity(problems: Iterable[Problem]) -> list[tuple[Severity, int]]:
    """How many problems of each severity there are, the gravest first."""
    found = Counter(one.severity for one in problems)
    return [(severity, found[severity]) for severity in Severity]


def groups_of(lens: Lens, problems: Iterable[Problem]) -> list[Group]:
    """Problems in their order, those of one submission together."""
    sources = {one.id: one.source for one in lens.submissions()}
    return [
        Group(one.submission, one.received, source_title(sources.get(one.submission, "")), tuple(several))
        for _, found in groupby(problems, key=told_by)
        for several in [list(found)]
        for one in several[:1]
    ]
