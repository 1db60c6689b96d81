"""A load in a process of its own, to be killed: tells on standard output how far it is, and which reader reads."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from sightline.engine.records import readers
from sightline.engine.records.evidence import EvidenceStore
from sightline.engine.records.reading import File, Reader, Reading


def tell(what: str, done: int = 0, of: int = 0) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def telling(reader: Reader) -> Reader:
    def read(files: Sequence[File]) -> Reading:
        tell(f"<{reader.source}>")
        told = reader.read(files)
        tell(f"</{reader.source}>")
        return told

    return replace(reader, read=read)


def main() -> None:
    home, folder, number = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    readers.READERS = tuple(telling(reader) for reader in readers.READERS)
    EvidenceStore(home, "test").load(
        sorted(folder.iterdir()),
        received=datetime(2019, 1, 1 + number % 28, number // 28),
        extract_date=date(2018, 12, 31),
        progress=tell,
    )


if __name__ == "__main__":
    main()
