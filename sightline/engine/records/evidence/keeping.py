"""What comes in: files under the paths that were named, their bytes kept before anything looks inside."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.engine.records.evidence import disk
from sightline.engine.records.evidence.purging import purged
from sightline.engine.records.reading import File

if TYPE_CHECKING:
    from sightline.engine.records.evidence.store import EvidenceStore

_NOT_DATA = frozenset({"submission.json"})


class MissingFileError(ValueError):
    """A path that holds no file to load."""


def files_in(paths: Iterable[Path | str]) -> list[Path]:
    """Files and the files of folders (hidden ones and ``submission.json`` left out), sorted in each folder.

    Raises MissingFileError, which names the path.
    """
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(entry for entry in path.rglob("*") if entry.is_file())
            found += [entry for entry in inside if entry.name not in _NOT_DATA and entry.name[0] != "."]
        elif path.is_file():
            found.append(path)
        else:
            raise MissingFileError(f"{path}: found nothing there, expected a file or a folder")
    if not found:
        raise MissingFileError(f"{', '.join(map(str, paths))}: found no file, expected at least one to load")
    return found


def keep(store: "EvidenceStore", paths: Sequence[Path | File]) -> list[File]:
    """Keep bytes as submitted; they last once this returns. Of a file that was purged nothing is kept.

    Raises MissingFileError, which names the path.
    """
    files: list[File] = []
    plain = [path for path in paths if not isinstance(path, File)]
    for path in files_in(plain) if plain else []:
        content = path.read_bytes()
        files.append(File(path.name, content, hashlib.sha256(content).hexdigest()))
    files += [path for path in paths if isinstance(path, File)]
    for file in files:
        kept = store.home / "files" / file.sha256
        if not kept.exists() and not purged(store, file.sha256):
            disk.write_whole(kept, file.content)
            if purged(store, file.sha256):  # meanwhile
                kept.unlink(missing_ok=True)
    return files
