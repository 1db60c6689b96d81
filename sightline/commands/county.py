"""The demonstration: a county that never existed, written out, read back, and summed up for its director."""

import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
from rich.table import Table

from sightline.commands.shell import SHOW, SPEAK, View, home, open_store, progress, view
from sightline.engine.authority import Authority
from sightline.engine.duties.catalogue import DUTIES, TARGETS
from sightline.engine.duties.obligation import State
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.drift import drifts
from sightline.engine.measures.evaluate import all_results
from sightline.engine.measures.measure import Assurance
from sightline.engine.measures.periods import months_back
from sightline.engine.measures.variation import area_differences
from sightline.engine.records.columns import Subject
from sightline.engine.records.evidence import Batch
from sightline.engine.synthetic import write_county

_WORST, _MONTHS = 5, 12


def build(whose: str) -> View:
    """Write the county and load its submissions in order; what was loaded before is passed over."""
    authority, store = open_store(whose)
    with progress() as tell:
        months = _written(authority, tell)
        batches = [batch for month in months for batch in _batches(month)]
        for done, batch in enumerate(batches):
            tell(f"Loading what came on {batch.received:%d %B %Y}", done, len(batches))
            store.load(
                batch.paths,
                received=batch.received,
                extract_date=batch.extract_date,
                windows=batch.windows,
            )
        tell("Loaded", len(batches), len(batches))
    return view(whose, authority.demo_as_at, None)


def _written(authority: Authority, tell: Any) -> list[Path]:
    """The months' folders, written once: a folder takes its name when all of it stands."""
    folder = home() / "demo"
    if not folder.exists():
        half = folder.with_name(".half-demo")
        shutil.rmtree(half, ignore_errors=True)
        write_county(half, authority, progress=tell)
        half.rename(folder)
    return sorted(path.parent for path in folder.glob("*/submission.json"))


def _batches(month: Path) -> Iterator[Batch]:
    for told in json.loads((month / "submission.json").read_text(encoding="utf-8"))["sets"]:
        yield Batch(
            [month / name for name in told["files"]],
            datetime.fromisoformat(told["received"]),
            date.fromisoformat(told["extract_date"]),
            told["windows"],
        )


def summary(seen: View) -> dict[str, Any]:
    """What a director would want: overdue by duty, worst drift, reliability, differences between areas."""
    results = seen.results
    sealed = results.sealed["person_id"]
    shown = results.obligations.filter(~pl.col("person_id").is_in(sealed.implode()))
    first = seen.as_at.replace(year=seen.as_at.year - 3, day=1)
    monthly = all_results(MEASURES.values(), results.obligations, results.people, seen.as_at, first=first)
    latest = monthly.group_by("measure", maintain_order=True).last()
    reliability = dict(
        latest.filter(pl.col("denominator") > 0).group_by("assurance").len().sort("assurance").iter_rows()
    )
    return {
        "authority": seen.authority.name,
        "as_at": seen.as_at,
        "snapshot": seen.snapshot.number,
        "looked_after": results.people.filter("in_care").height,
        "overdue": _overdue(shown),
        "drift": [
            {"measure": MEASURES[drift.measure].title, "said": str(drift)}
            for drift in drifts(monthly, MEASURES)
            if drift.worse
        ][:_WORST],
        "reliability": reliability,
        "without_cases": len(MEASURES) - sum(reliability.values()),
        "areas": _areas(seen)[:_WORST],
    }


def _overdue(obligations: pl.DataFrame) -> list[dict[str, Any]]:
    """By duty that is owed to a child, how many children wait and the longest, the most children first."""
    overdue = (
        obligations.filter(
            pl.col("state") == State.OVERDUE.value,
            pl.col("ended_on").is_null(),
            pl.col("subject") == Subject.CHILD.value,
            ~pl.col("duty").is_in(sorted(TARGETS)),
        )
        .group_by("duty")
        .agg(pl.col("person_id").n_unique().alias("children"), pl.col("days_late").max().alias("longest"))
        .sort("children", "duty", descending=[True, False])
    )
    return [
        {"duty": DUTIES[duty].title, "children": children, "longest_days": longest}
        for duty, children, longest in overdue.iter_rows()
    ]


def _areas(seen: View) -> list[dict[str, str]]:
    """Where areas differ by more than chance explains, over the twelve months that pages speak of."""
    results, names = seen.results, {area.id: area.name for area in seen.authority.areas}
    by_area = all_results(
        MEASURES.values(),
        results.obligations,
        results.people,
        seen.as_at,
        dimensions=("area_id",),
        first=months_back(seen.as_at, _MONTHS - 1),
    )
    return [
        {
            "measure": MEASURES[found.measure].title,
            "area": names.get(found.group, found.group),
            "said": str(found).partition(": ")[2],
        }
        for found in area_differences(by_area, MEASURES)
    ]


def say(told: dict[str, Any]) -> None:
    """The summary on a screen."""
    SHOW.print(
        f"\n{told['authority']} (synthetic children), as at {told['as_at']}, snapshot {told['snapshot']}"
    )
    SHOW.print(f"{told['looked_after']:,} children looked after\n")
    table = Table("Overdue now", "Children", "Longest, days", title="What is overdue")
    for row in told["overdue"]:
        table.add_row(row["duty"], f"{row['children']:,}", f"{row['longest_days'] or 0:,}")
    SHOW.print(table)
    SHOW.print("Worst drift", style="bold")
    for row in told["drift"]:
        SHOW.print(f"  {row['measure']}: {row['said']}", markup=False)
    if not told["drift"]:
        SHOW.print("  No measure has drifted for the worse over the last eight months")
    SHOW.print("Where areas differ by more than chance explains", style="bold")
    for row in told["areas"]:
        SHOW.print(f"  {row['measure']}, {row['area']}: {row['said']}", markup=False)
    SHOW.print("How far the figures may be relied on", style="bold")
    counts = {level: told["reliability"].get(level, 0) for level in Assurance}
    levels = ", ".join(f"{level} {count}" for level, count in counts.items() if count)
    SHOW.print(f"  Assurance of the {sum(counts.values())} measures with cases in the latest month: {levels}")
    SHOW.print(f"  Measures without a case then: {told['without_cases']}")
    SPEAK.print("")
