"""What is wrong: with files as they were read, with files never read, and with the record in force."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from sightline.engine.records.duplicates import possible_duplicates, still_listed
from sightline.engine.records.evidence import disk, loads
from sightline.engine.records.evidence.building import in_order
from sightline.engine.records.evidence.model import Snapshot, Submission
from sightline.engine.records.evidence.windows import joined
from sightline.engine.records.problems import Problem, of_submission
from sightline.engine.records.reading import Window
from sightline.engine.records.record import ALL_TABLES
from sightline.engine.records.strangers import problems_of, strangers

if TYPE_CHECKING:
    from sightline.engine.records.evidence.store import EvidenceStore

_Key = TypeVar("_Key", bound=Hashable)


def with_submission(store: "EvidenceStore", id: str) -> list[Problem]:
    """Reading problems of one submission. Raises KeyError where there is none of that id."""
    told = disk.read_json(store.home / "submissions" / id / "problems.json") if store.submission(id) else ()
    return of_submission(map(Problem.from_dict, told), id, store.submission(id).received.date())


def never_read(store: "EvidenceStore") -> list[Problem]:
    """Files of which nothing could be read, and loads that were set aside; with the day they came."""
    found = [problem for _, problems in _unread(store) for problem in problems]
    for one in store.unfinished():
        if one.set_aside:
            found.append(replace(loads.set_aside(one), received=one.received.date()))
    return found


def _unread(store: "EvidenceStore") -> Iterator[tuple[datetime, list[Problem]]]:
    """Of each load, when it came and its files of which nothing could be read."""
    for path in sorted(store.home.glob("loads/*.json")):
        note = disk.read_json(path)
        came = datetime.fromisoformat(note["received"])
        yield came, of_submission(map(Problem.from_dict, note.get("problems", [])), "", came.date())


def in_record(store: "EvidenceStore", snapshot: Snapshot) -> list[Problem]:
    """What is to be settled in a snapshot's record: sources that disagree, children who may stand there
    twice, and rows of children whom no file lists."""
    found = [Problem.from_dict(entry["problem"]) for entry in disk.read_json(snapshot.path / "problems.json")]
    files = {file.sha256[:12]: file.name for told in store.submissions() for file in told.files}
    record, sealed = store.record(snapshot), store.sealed()["person_id"]

    def name_of(row: str) -> str:
        return files.get(row[:12], row[:12])

    found += [*possible_duplicates(record, name_of, sealed), *still_listed(record, name_of, sealed)]
    return found + problems_of(strangers(record, sealed=sealed), name_of)


def looked_at_first(
    store: "EvidenceStore", problems: Iterable[Problem]
) -> tuple[list[Problem], list[Problem]]:
    """Problems of what stands as it was told, and of the record as a whole; and those told again since.

    Told again: in every table, or by a file of the same name, for the whole time that was covered before. A
    file that was never read: once a file of its name was read.
    """
    standing = in_order(store.submissions())
    whole, files = _told_again(standing)
    read = _latest((file.name, told.received) for told in standing for file in told.files)
    unread = _latest(((one.file, one.received), came) for came, found in _unread(store) for one in found)
    parts: tuple[list[Problem], list[Problem]] = ([], [])
    for one in problems:
        if one.submission:
            again = one.submission in whole or (one.submission, one.file) in files
        else:
            came = unread.get((one.file, one.received))
            again = came is not None and one.file in read and read[one.file] > came
        parts[1 if again and one.code != loads.SET_ASIDE else 0].append(one)
    return parts


def _told_again(ordered: Sequence[Submission]) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Submissions, and files of others as (submission, name), of which newer ones of the source told all."""
    whole, files = set(), set()
    newer: defaultdict[str, list[Submission]] = defaultdict(list)
    for told in reversed(ordered):
        since = newer[told.source]
        held = {table for table in told.rows if _held(told, table, since)}
        if told.rows and held == set(told.rows):
            whole.add(told.id)
        for one in since:
            if told.rows.keys() & one.rows.keys() <= held:
                names = {file.name for file in one.files}
                files |= {(told.id, file.name) for file in told.files if file.name in names}
        since.append(told)
    return frozenset(whole), frozenset(files)


def _held(told: Submission, table: str, since: Iterable[Submission]) -> bool:
    """Whether newer submissions tell a table for the whole time for which one told it.

    One whose file broke off covers no time: the day on which it was drawn stands for it.
    """
    again = [one for one in since if table in one.rows and table not in one.purged_tables]
    if table not in ALL_TABLES or ALL_TABLES[table].starts is None:
        return bool(again)
    own = told.windows.get(table, Window(told.extract_date, told.extract_date))
    windows = joined(one.windows[table] for one in again if table in one.windows)
    return any(window.start <= own.start and own.end <= window.end for window in windows)


def _latest(found: Iterable[tuple[_Key, datetime]]) -> dict[_Key, datetime]:
    """By key, the last of its moments."""
    last: dict[_Key, datetime] = {}
    for key, moment in found:
        last[key] = max(moment, last.get(key, moment))
    return last
