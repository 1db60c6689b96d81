"""Which quoted values of reading problems may travel: none about an adult, none of a sealed identity."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from sightline.engine.records.about import names_child, with_person
from sightline.engine.records.columns import ROWS, Subject
from sightline.engine.records.evidence import EvidenceStore, Snapshot, Submission
from sightline.engine.records.identity import carries
from sightline.engine.records.problems import Problem
from sightline.engine.records.readers.register_names import named_register
from sightline.engine.records.readers.sheet import slug
from sightline.engine.records.record import ALL_TABLES

OF_AN_ADULT, OF_THE_SEALED = "not shown: about an adult", "not shown: an adopted child"
"""What stands in the place of a value that may not travel."""

WHY_ADULT = (
    "Values about adults who work with children are not repeated: look at the row in your copy of the file"
)
WHY_SEALED = (
    "By law the earlier identity of an adopted child is sealed, so no value of such a row is repeated: "
    "look at it in your copy of the file, and put it right in the case system"
)

_OURS = frozenset({"sources_disagree", "possible_duplicate"})
"""Problems whose words are ours and quote no cell."""

_TAIL = re.compile(r" in rows [\d, ]+( and [\d,]+ more)?$")
_WORKBOOKS = (".xlsx", ".xlsm")


class Quoting:
    """What files told about adults who work with children, and where rows of sealed identities stand."""

    def __init__(self, adults: Iterable[str], sealed: Iterable[str], names: dict[str, str]) -> None:
        self._names = names
        self._adults = {(name, place) for name, place, _ in map(self._place, adults)}
        self._sealed = set(map(self._place, sealed))
        self._sealed_rows = {(name, row) for name, _, row in self._sealed}
        self._adult_files = {name for name, _ in self._adults}

    def _place(self, ref: str) -> tuple[str, str, str]:
        """The file's name, the place and the row of an address."""
        start, _, rest = ref.partition("/")
        place, _, row = rest.rpartition("/")
        return self._names.get(start, start), place, row

    def over(self, problems: Iterable[Problem]) -> list[Problem]:
        """The same problems, with words in the place of each value that may not travel."""
        return [self._without(one) for one in problems]

    def _without(self, problem: Problem) -> Problem:
        if '"' not in problem.found or problem.code in _OURS:
            return problem  # only what stood in a cell is between quotation marks
        tail = _TAIL.search(problem.found)
        rows = tail.group(0) if tail else ""
        if self._of_an_adult(problem):
            return _kept_back(problem, OF_AN_ADULT + rows, WHY_ADULT)
        named = {str(problem.row), *re.findall(r"\d+", rows.partition(" and ")[0])}
        if problem.row is not None and any(self._of_the_sealed(problem, row) for row in named):
            return _kept_back(problem, OF_THE_SEALED + rows, WHY_SEALED)
        return problem

    def _of_an_adult(self, problem: Problem) -> bool:
        for name in (problem.place, problem.file):
            register = named_register(name)
            if register is not None and register.subject is Subject.ADULT:
                return True
        if problem.place and problem.file.casefold().endswith(_WORKBOOKS):
            return (problem.file, slug(problem.place)) in self._adults
        return problem.file in self._adult_files

    def _of_the_sealed(self, problem: Problem, row: str) -> bool:
        if problem.place and problem.file.casefold().endswith(_WORKBOOKS):
            return (problem.file, slug(problem.place), row) in self._sealed
        return (problem.file, row) in self._sealed_rows


def _kept_back(problem: Problem, found: str, why: str) -> Problem:
    return replace(problem, found=found, advice=". ".join(filter(None, (problem.advice, why))))


@dataclass(frozen=True)
class Guarded:
    """The addresses of rows about adults, and of rows that carry a sealed identity, in a snapshot."""

    adults: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()

    def quoting(self, submissions: Iterable[Submission]) -> Quoting:
        """What may be quoted in the problems of these submissions, and of no others."""
        names = {file.sha256[:12]: file.name for one in submissions for file in one.files}
        return Quoting(_of(names, self.adults), _of(names, self.sealed), names)


def guarded(store: EvidenceStore, snapshot: Snapshot | None) -> Guarded:
    """The rows of a snapshot that nothing may be quoted of; none where there is no snapshot."""
    if snapshot is None:
        return Guarded()
    record, closed = store.record(snapshot), store.sealed()["person_id"]
    adults: list[str] = []
    sealed: list[str] = []
    for table in filter(ALL_TABLES.__contains__, record.tables):
        if ALL_TABLES[table].subject is Subject.ADULT:
            adults += _refs(record.frame(table))
        elif len(closed) and names_child(table):
            sealed += _refs(with_person(record, table).filter(carries(table, closed)))
    return Guarded(tuple(adults), tuple(sealed))


def quotable(store: EvidenceStore, problems: Sequence[Problem], only: str | None = None) -> list[Problem]:
    """Problems without what may not be quoted of the record in force, whose seals hold for every other.

    ``only``: the submission whose problems they are, where they are of one.
    """
    if not problems:
        return []
    told = [store.submission(only)] if only else store.submissions()
    return guarded(store, store.in_force()).quoting(told).over(problems)


def _refs(frame: pl.DataFrame) -> list[str]:
    return frame[ROWS].explode().drop_nulls().to_list()


def _of(names: dict[str, str], refs: Iterable[str]) -> list[str]:
    return [ref for ref in refs if ref.partition("/")[0] in names]
