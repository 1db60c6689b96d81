"""Renew sightline/engine/duties/data/bank_holidays_england.csv from the publisher's list.

    python scripts/import_bank_holidays.py FILE

FILE is GOV.UK's bank-holidays.json, or a CSV with the columns date and title. The division of England and
Wales is taken. The data are Crown copyright, Open Government Licence v3.0.
"""

import csv
import json
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "sightline/engine/duties/data/bank_holidays_england.csv"
HEADER = """\
# Bank holidays in England and Wales, substitute days and one-off days included.
# Source: GOV.UK bank holidays (Crown copyright, Open Government Licence v3.0), as at 23 November 2026.
# Made by scripts/import_bank_holidays.py. Days outside these years cannot be counted, and say so.
"""


def rows(path: Path) -> list[tuple[str, str]]:
    """Date (ISO) and title of each bank holiday."""
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".json":
        events = json.loads(text)["england-and-wales"]["events"]
        return [(event["date"], event["title"]) for event in events]
    return [(row["date"], row["title"]) for row in csv.DictReader(text.splitlines())]


def main() -> None:
    """Write the packaged file, in order of date, each date once."""
    found = sorted(dict(rows(Path(sys.argv[1]))).items())
    TARGET.parent.mkdir(exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        out.write(HEADER)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("date", "title"))
        writer.writerows(found)
    print(f"{len(found)} bank holidays from {found[0][0]} to {found[-1][0]} written to {TARGET.name}")


if __name__ == "__main__":
    main()
