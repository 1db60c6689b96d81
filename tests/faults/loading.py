"""A load in a process of its own, to be killed: tells on standard output when its bytes are kept."""

import sys
from datetime import date, datetime
from pathlib import Path

from sightline.engine.records.evidence import EvidenceStore


def main() -> None:
    home, folder, number = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

    def tell(what: str, done: int, of: int) -> None:
        sys.stdout.write(f"{what}\n")
        sys.stdout.flush()

    EvidenceStore(home, "test").load(
        sorted(folder.iterdir()),
        received=datetime(2019, 1, 1 + number % 28, number // 28),
        extract_date=date(2018, 12, 31),
        progress=tell,
    )


if __name__ == "__main__":
    main()
