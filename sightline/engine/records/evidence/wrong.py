"""What is wrong: with files as they were read, with files never read, and with the record in force."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sightline.engine.records.duplicates import possible_duplicates, still_listed
from sightline.engine.records.evidence import disk, loads
from sightline.engine.records.evidence.building import in_order
from sightline.engine.records.evidence.model import Snapshot, Submission
from sightline.engine.records.problems import Problem, of_submission
from sightline.engine.records.strangers import problems_of, strangers

if TYPE_CHECKING:
    from sightline.engine.records.evidence.store import EvidenceStore


def with_submission(store: "EvidenceStore", id: str) -> list[Problem]:
    """Reading problems of one submission. Raises KeyError where there is none of that id."""
    told = disk.read_json(store.home / "submissions" / id / "problems.json") if store.submission(id) else ()
    return of_submission(map(Problem.from_dict, told), id, store.submission(id).received.date())


def never_read(store: "EvidenceStore") -> list[Problem]:
    """Files of which nothing could be read, and loads that were set aside; with the day they came."""
    found = []
    for path in sorted(store.home.glob("loads/*.json")):
        note = disk.read_json(path)
        came = datetime.fromisoformat(note["received"]).date()
        found += of_submission(map(Problem.from_dict, note.get("problems", [])), "", came)
    for one in store.unfinished():
        if one.set_aside:
            found.append(replace(loads.set_aside(one), received=one.received.date()))
    return found


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


def newest(submissions: Iterable[Submission]) -> frozenset[str]:
    """The submissions that tell any table of their source newer than every other: those that are looked at
    first. What the others told of it has been told again since."""
    tells: dict[tuple[str, str], str] = {}
    silent = set()
    for told in in_order(submissions):
        tells |= dict.fromkeys(((told.source, table) for table in told.rows), told.id)
        if not told.rows:
            silent.add(told.id)
    return frozenset(tells.values()) | silent


def _told_again(ordered: Sequence[Submission]) -> frozenset[tuple[str, str]]:
    """Files that came again under the same name in a newer submission of their source: (submission, name)."""
    seen: set[tuple[str, str]] = set()
    again = set()
    for told in reversed(ordered):
        names = {file.name for file in told.files}
        again |= {(told.id, name) for name in names if (told.source, name) in seen}
        seen |= {(told.source, name) for name in names}
    return frozenset(again)


def looked_at_first(
    store: "EvidenceStore", problems: Iterable[Problem]
) -> tuple[list[Problem], list[Problem]]:
    """Problems of the newest submissions and of the record as a whole; and those that came before.

    Told again: by a file of the same name, or in every table. Of files that were never read, those count as
    before which came on a day before the newest submission.
    """
    standing = in_order(store.submissions())
    first, again = newest(standing), _told_again(standing)
    last = max((told.received.date() for told in standing), default=date.min)
    parts: tuple[list[Problem], list[Problem]] = ([], [])
    for one in problems:
        if one.submission:
            new = one.submission in first and (one.submission, one.file) not in again
        else:
            new = one.received is None or one.received >= last
        parts[0 if new or one.code == loads.SET_ASIDE else 1].append(one)
    return parts
