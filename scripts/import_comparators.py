"""Renew sightline/engine/measures/data/comparators.csv from the publisher's files.

    python scripts/import_comparators.py LONG DICTIONARY [--authority 938] [--neighbours 800,802,...]

LONG and DICTIONARY are the DfE's Local Authority Interactive Tool as CSV: measure, period, la3, area, value;
and measure, "Last Update" and more. Values are kept as published, marks included. The data are Crown
copyright, Open Government Licence v3.0.
"""

import argparse
import csv
from datetime import date, timedelta
from pathlib import Path

from sightline.engine.measures.comparators import COMPARATORS

TARGET = Path(__file__).parents[1] / "sightline/engine/measures/data/comparators.csv"
ENGLAND, SOUTH_EAST = "970", "989"
NEIGHBOURS = (
    "850,803,916,802,885,881,855,823,865,800"  # of West Sussex, DfE model of April 2021, closest first
)
HEADER = """\
# Published figures for children looked after, years ending 31 March. Values and marks as published.
# Source: Department for Education, Children looked after in England including adoptions, through the
# Local Authority Interactive Tool; last updated by the publisher {updated}.
# Contains public sector information licensed under the Open Government Licence v3.0.
# Neighbours: DfE statistical neighbours, model of April 2021.
# c: suppressed by the publisher. -: no value published. Made by scripts/import_comparators.py.
"""


def serial_day(text: str) -> date:
    """A date as a spreadsheet's day number."""
    return date(1899, 12, 30) + timedelta(int(float(text)))


def main() -> None:
    """Write the packaged file, in order of measure, year and area."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("long", type=Path)
    asked.add_argument("dictionary", type=Path)
    asked.add_argument("--authority", default="938")
    asked.add_argument("--neighbours", default=NEIGHBOURS)
    given = asked.parse_args()
    wanted = {comparator.published for comparator in COMPARATORS}
    kinds = {given.authority: "authority", SOUTH_EAST: "region", ENGLAND: "country"}
    kinds |= dict.fromkeys(given.neighbours.split(","), "neighbour")
    with given.dictionary.open(encoding="utf-8-sig", newline="") as file:
        known = {row["measure"]: row for row in csv.DictReader(file) if row["measure"] in wanted}
    updated = max(serial_day(row["Last Update"]) for row in known.values())
    with given.long.open(encoding="utf-8-sig", newline="") as file:
        rows = sorted(
            (row["measure"], row["period"], kinds[row["la3"]], row["la3"], row["area"], row["value"])
            for row in csv.DictReader(file)
            if row["measure"] in wanted and row["la3"] in kinds
        )
    TARGET.parent.mkdir(exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        out.write(HEADER.format(updated=f"{updated:%-d %B %Y}"))
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("published", "year", "kind", "code", "area", "value"))
        writer.writerows(rows)
    print(f"{len(rows)} figures of {len(wanted)} measures written to {TARGET.name}")


if __name__ == "__main__":
    main()
