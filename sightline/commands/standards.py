"""Duties and measures from the command line, narrowed to what is asked for."""

from datetime import date
from typing import Any

import polars as pl
from rich.table import Table
from rich.text import Text

from sightline.commands.choosing import OfArea, OfDuty, chosen_duties
from sightline.commands.nothing import no_cases
from sightline.commands.shell import (
    SHOW,
    SPEAK,
    AsAt,
    AsJson,
    KnownOn,
    Whose,
    day_in_words,
    emit,
    nothing_to_show,
    view,
    waiting,
)
from sightline.engine.duties.duty import Basis, Duty

_LOCAL = "local standard"
"""The kind of a basis that is an authority's own number."""


def duties(area: OfArea = None, duty: OfDuty = None, as_json: AsJson = False) -> None:
    """Every duty with its law, its limit and what each source can show of it."""
    found = chosen_duties(area, duty)
    if as_json:
        emit([_duty(one) for one in found])
        return
    table = Table("Duty", "Area", "Owed to", "Within", "Then every", "Law", show_lines=True)
    for one in found:
        law = "\n".join(f"{basis}{_doubt(basis)}" for basis in one.basis)
        within = f"{one.within}{' before' if one.before else ''}"
        name = Text(one.title).append(f"\n{one.id}", style="dim")
        table.add_row(name, one.area, one.subject.value, within, str(one.every or ""), Text(law))
    SHOW.print(table)
    SPEAK.print(f"{len(found):,} duties")


def _doubt(basis: Basis) -> str:
    """What is said after a source that nobody read: of a local standard, that there is no law to read."""
    if basis.kind == _LOCAL:
        return " (local practice)"
    return "" if basis.verified else " (not verified)"


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "id": duty.id,
        "title": duty.title,
        "area": duty.area,
        "subject": duty.subject,
        "within": str(duty.within),
        "before": duty.before,
        "every": str(duty.every) if duty.every else None,
        "then_every": str(duty.then_every) if duty.then_every else None,
        "basis": [
            {
                "source": str(basis),
                "kind": basis.kind,
                "verified": None if basis.kind == _LOCAL else basis.verified,
                "read": basis.checked,
                "note": basis.note,
            }
            for basis in duty.basis
        ],
        "valid_from": duty.valid_from,
        "valid_to": duty.valid_to,
        "excludes": list(duty.excludes),
        "shows": {source: str(shown) for source, shown in duty.shows.items()},
        "needs": list(duty.needs),
        "answers": list(duty.answers),
        "accountable": duty.accountable,
        "target": duty.target,
        "note": duty.note,
    }


def measures(
    area: OfArea = None,
    duty: OfDuty = None,
    as_at: AsAt = None,
    known_on: KnownOn = None,
    whose: Whose = "west-sussex",
    as_json: AsJson = False,
) -> None:
    """The newest figure of every measure: its time, as recorded, floor, ceiling, how far to rely on it."""
    from sightline.engine.measures.catalogue import MEASURES
    from sightline.engine.measures.evaluate import all_results
    from sightline.engine.measures.presentation import as_text, ceiling_text, floor_text

    wanted = {one.id for one in chosen_duties(area, duty)}
    seen = view(whose, as_at, known_on)
    with waiting("Counting"):
        results = seen.results
        figures = all_results(
            [measure for measure in MEASURES.values() if measure.duty in wanted],
            results.obligations,
            results.people,
            seen.as_at,
            first=_year_before(seen.as_at),
        )
    latest = figures.group_by("measure", maintain_order=True).last().sort("measure")
    if as_json:
        emit({**seen.told, "measures": latest.select(figures.columns).to_dicts()})
        return
    if latest.filter(pl.col("denominator") > 0).is_empty():
        nothing_to_show(seen, no_cases(seen, latest.height))
        return
    SHOW.print(seen.heading, markup=False, soft_wrap=True)
    table = Table("Measure", "Recorded", "Floor", "Ceiling", "Assurance", "Why")
    with_cases = latest.filter(pl.col("denominator") > 0)
    for row in with_cases.iter_rows(named=True):
        title = Text(MEASURES[row["measure"]].title).append(f"\n{_when(row)}", style="dim")
        figure = (as_text(row), floor_text(row), ceiling_text(row))
        table.add_row(title, *figure, row["assurance"] or "", Text(row["reason"] or ""))
    SHOW.print(table)
    if none := latest.height - with_cases.height:
        SPEAK.print(f"{none:,} more measures have no cases (--json lists them)")


def _when(row: dict[str, Any]) -> str:
    """The day on which a figure stands, or the month over which it counts."""
    if row["period_from"] == row["period_to"]:
        return f"on {day_in_words(row['period_to'])}"
    return f"{row['period_from']:%B %Y}"


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=1)
