"""A load from the first byte to its end, and what becomes of one that did not come to it.

``loads/<digest>.json`` is the note of a load: what came together, written once the bytes are kept. A note
without ``submissions`` is a load that did not end: it was killed, or ``stopped`` says which error of the
machine (a full disk) ended it, and the next load finishes it; or it ``failed``, and waits for a person.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sightline.engine.records.evidence import disk
from sightline.engine.records.evidence.building import in_order
from sightline.engine.records.evidence.model import Loaded, Submission, Unfinished, windows_from
from sightline.engine.records.evidence.purging import finish_purges, purged
from sightline.engine.records.evidence.taking import STEPS, Note, Progress, take
from sightline.engine.records.problems import Problem, Severity, of_submission
from sightline.engine.records.reading import File

if TYPE_CHECKING:
    from sightline.engine.records.evidence.store import EvidenceStore

SET_ASIDE = "load_set_aside"
"""The code of the problem that tells of a load that stopped."""

_OF_THE_MACHINE = (OSError, MemoryError)
"""Errors that say nothing against the files: the same load may well end another time."""


def run(store: "EvidenceStore", files: Sequence[File], asked: Mapping[str, Any], tell: Progress) -> Loaded:
    """Load files whose bytes are kept, as it was ``asked`` for; by whoever holds the store's lock."""
    note: Note = {
        "files": [{"name": file.name, "sha256": file.sha256} for file in files],
        **asked,
        "refused": sorted(file.sha256 for file in files if purged(store, file.sha256)),
    }
    note, digest = _named(store, note)
    path = store.home / "loads" / f"{digest}.json"
    if path.exists() and (before := disk.read_json(path)).get("submissions"):
        return repeated(store, digest, before)
    disk.write_json(path, note)
    tell("The bytes are kept", 1, STEPS)
    loaded = _finish(store, path, note, files, tell)
    return replace(loaded, over=_over(store, loaded.submissions)) if loaded.snapshot else loaded


def asked_for(
    received: datetime, extract_date: Any, windows: Mapping[str, Any] | None, owned: bool
) -> dict[str, Any]:
    """What a note keeps of how a load was asked for."""
    return {
        "received": received.isoformat(),
        "extract_date": extract_date.isoformat() if extract_date else None,
        "windows": {
            name: [window.start.isoformat(), window.end.isoformat()]
            for name, window in windows_from(windows or {}).items()
        },
        "owned": owned,
    }


def _named(store: "EvidenceStore", note: Note) -> tuple[Note, str]:
    """A note and its digest. Files that come again under other names, where one was not known by its name,
    are a load of their own; files of which nothing was read may always be read again."""
    path = store.home / "loads" / f"{_digest(note)}.json"
    before = disk.read_json(path) if path.exists() else {}
    names, earlier = (sorted(file["name"] for file in one.get("files", ())) for one in (note, before))
    if before.get("submissions") and before.get("problems") and names != earlier:
        note = {**note, "names": names}
    return note, _digest(note)


def _digest(note: Note) -> str:
    same = {
        "files": sorted(file["sha256"] for file in note["files"]),
        "extract_date": note["extract_date"],
        "windows": note["windows"],
    }
    same |= {key: note[key] for key in ("refused", "names") if note.get(key)}
    return hashlib.sha256(json.dumps(same, sort_keys=True).encode()).hexdigest()[:32]


def repeated(store: "EvidenceStore", load: str, note: Note) -> Loaded:
    """What a load came to that was taken to its end before."""
    found = tuple(store.submission(id) for id in note.get("submissions", []))
    problems = [problem for told in found for problem in store.problems(told.id)]
    received = datetime.fromisoformat(note["received"])
    problems += of_submission(map(Problem.from_dict, note.get("problems", [])), "", received.date())
    over = _over(store, found)
    return Loaded(found, None, tuple(problems), repeat=True, load=load, received=received, over=over)


def _over(store: "EvidenceStore", found: Sequence[Submission]) -> Submission | None:
    """The newest submission that stands over any of these: of the same source, and later in order."""
    latest = store.in_force()
    standing = [store.submission(id) for id in latest.submissions] if latest else []
    sources = {told.source for told in found}
    newest = [told for told in in_order(standing) if told.source in sources][-1:]
    return next((told for told in newest if told not in found), None)


def _finish(store: "EvidenceStore", path: Path, note: Note, files: Sequence[File], tell: Progress) -> Loaded:
    """Take a load to its end. What ends it before is written down, and never bars the next."""
    try:
        return take(store, path, note, files or store.files(note["files"]), tell)
    except Exception as error:
        store.forget_standing()  # it may hold a submission whose number is given again
        how = "stopped" if isinstance(error, _OF_THE_MACHINE) else "failed"
        with suppress(OSError):  # where not even this can be written, it counts as killed
            disk.write_json(path, {**note, how: _reason(error)})
        raise


def _reason(error: Exception) -> str:
    """Why a load ended, without an error's own words: they may quote a row."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, MemoryError):
        return "there was not enough memory"
    return f"an error of Sightline's own, {type(error).__name__}"


# what did not come to its end


def _pending(store: "EvidenceStore") -> list[tuple[Path, Note]]:
    """Loads that the next one finishes, the oldest first."""
    notes = [(path, disk.read_json(path)) for path in store.home.glob("loads/*.json")]
    found = [(path, note) for path, note in notes if not {"submissions", "failed"} & set(note)]
    return sorted(found, key=lambda entry: (entry[1]["received"], entry[0].name))


def recover(store: "EvidenceStore", tell: Progress) -> None:
    """Sweep what a killed load left, and finish every load whose bytes were kept."""
    for name in ("files", "loads", "submissions", "snapshots"):
        disk.sweep(store.home / name)
    finish_purges(store)
    latest = store.in_force()
    standing = set(latest.submissions) if latest else set()
    for folder in store.home.glob("submissions/S*"):
        if folder.name not in standing:
            shutil.rmtree(folder)
    by_load: dict[str, list[str]] = {}
    pending = _pending(store)
    for id in sorted(standing) if pending else ():
        told = disk.read_json(store.home / "submissions" / id / "manifest.json")
        by_load.setdefault(told.get("load", ""), []).append(id)
    for path, note in pending:
        if done := by_load.get(path.stem):
            disk.write_json(path, {**note, "submissions": done})
        elif not note.get("owned"):
            tell("Finishing a load that was interrupted", 0, STEPS)
            _try_again(store, path, note, tell)


def _try_again(store: "EvidenceStore", path: Path, note: Note, tell: Progress) -> None:
    """Finish an interrupted load; where it cannot be, the load that found it goes on, told the reason."""
    anew = {key: value for key, value in note.items() if key != "stopped"}
    try:
        _finish(store, path, anew, [], tell)
    except _OF_THE_MACHINE as error:
        tell(f"A load that was interrupted could not be finished ({_reason(error)}): it waits", 0, 0)
    except Exception as error:
        tell(f"A load that was interrupted was set aside ({_reason(error)}): sightline problems", 0, 0)


def unfinished(store: "EvidenceStore") -> list[Unfinished]:
    """Loads that brought nothing into force though their bytes are kept, the oldest first.

    One that is running counts as neither: while a load runs, those that it may be finishing are left out.
    """
    busy = disk.is_held(store.home)
    found = []
    for path in store.home.glob("loads/*.json"):
        note = disk.read_json(path)
        failed = note.get("failed")
        if "submissions" in note or (busy and not failed):
            continue
        reason = failed or note.get("stopped")
        found.append(
            Unfinished(
                load=path.stem,
                received=datetime.fromisoformat(note["received"]),
                files=tuple(file["name"] for file in note["files"]),
                set_aside=bool(failed),
                reason=reason if isinstance(reason, str) else "",
                owned=bool(note.get("owned")),
            )
        )
    return sorted(found, key=lambda one: (one.received, one.load))


def set_aside(one: Unfinished) -> Problem:
    """What is said of a load that failed, among the problems of files."""
    more = f" and {len(one.files) - 1} more" if len(one.files) > 1 else ""
    return Problem(
        SET_ASIDE,
        Severity.FILE,
        f"{one.files[0] if one.files else one.load}{more}",
        found=f"a load that stopped: {one.reason or 'the reason was not written down'}",
        expected="a load that ends",
        advice="The files are kept and nothing of them is in force. Load them again",
        count=1,
    )
