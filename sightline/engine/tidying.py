"""Results kept beside snapshots, thinned: they can be computed again, and a year of them fills a disk."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sightline.engine.records.evidence import EvidenceStore

RECENT = 3
"""The newest snapshots, of which each keeps its own results."""

EACH, OTHERS = 20, 10
"""Answers (a day under one set of rules) kept of each recent snapshot, and of all others together."""


def prune(store: EvidenceStore) -> int:
    """Remove all but the answers written last; gives how many went.

    Whoever is reading a file goes on reading it; whoever comes later computes it again.
    """
    folders = sorted(store.home.glob("snapshots/[0-9]*/results"), key=lambda path: int(path.parent.name))
    numbers = sorted(int(path.name) for path in store.home.glob("snapshots/[0-9]*"))
    recent = set(numbers[-RECENT:])
    gone = [path for one in folders if int(one.parent.name) in recent for path in _beyond([one], EACH)]
    gone += _beyond([one for one in folders if int(one.parent.name) not in recent], OTHERS)
    for path in gone:
        path.unlink(missing_ok=True)
    for folder in folders:
        with suppress(OSError):  # not empty, or a purge took it
            folder.rmdir()
    return len(gone)


def _beyond(folders: Iterable[Path], most: int) -> list[Path]:
    """The files of all answers but so many written last. What is still being written is left alone."""
    answers: dict[tuple[Path, str], list[Path]] = defaultdict(list)
    written: dict[tuple[Path, str], float] = {}
    for folder in folders:
        for path in folder.glob("[0-9]*.parquet"):
            with suppress(FileNotFoundError):
                key = (folder, "-".join(path.name.split("-")[:6]))
                written[key] = max(written.get(key, 0.0), path.stat().st_mtime)
                answers[key].append(path)
    oldest_last = sorted(written, key=lambda key: (written[key], key[1]), reverse=True)
    return [path for key in oldest_last[most:] for path in answers[key]]
