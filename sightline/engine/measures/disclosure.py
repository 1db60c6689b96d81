"""What may leave the service: small numbers protected so that what is shown cannot give them away.

A figure is shown whole (numerator, denominator and percentage) or not at all. It is hidden (``c``)

- where the numerator, or what is left of the denominator, is 1 to 5, or is made of 5 children or fewer;
- where it is 0 of N or N of N, which would say something of every child in the group;
- where showing it would give a hidden one away through a total, a neighbour, or a shorter or longer period,
  whether shown now or in an earlier publication.

A figure that was shown before stands as it was until the record has moved it by more than 5: two publications
that differ by one child would tell of that child.

The denominator goes with the rest: a percentage quoted elsewhere would turn it back into a count. No cases is
shown. The rule of 1 to 5 and of shown noughts is the DfE's practice in its published files; the group rule
and the number of values that must stay possible are ours.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from sightline.engine.measures.measure import RESULT_SCHEMA
from sightline.engine.measures.presentation import NO_CASES, percent
from sightline.engine.measures.suppression import SMALL, Table

HIDDEN = "c"

PROTECTED_SCHEMA: dict[str, pl.DataType] = {
    "measure": pl.String(),
    "as_at": pl.Date(),
    "period_from": pl.Date(),
    "period_to": pl.Date(),
    "dimension": pl.String(),
    "group": pl.String(),
    "denominator": pl.String(),  # digits, or "c"
    "numerator": pl.String(),  # digits, or "c": on time as recorded
    "percent": pl.String(),  # "13%", "c" or "no cases": from the protected counts alone
    "assurance": pl.String(),  # an Assurance; "" where hidden
}
"""The only columns that leave: no floor, ceiling, exclusions or reason, for those hold counts too."""

_KEY = ("measure", "period_from", "period_to", "dimension", "group")


def protect(figures: pl.DataFrame, shown_before: pl.DataFrame | None = None) -> pl.DataFrame:
    """Figures fit to leave the service: PROTECTED_SCHEMA, sorted.

    ``figures``: rows of RESULT_SCHEMA that will be shown together, of any measures, periods and groups; a
    column ``few_children`` (bool), where there is one, marks rows that rest on five children or fewer.
    ``shown_before``: rows of RESULT_SCHEMA that were shown at earlier times and cannot be taken back, the
    oldest first; of one figure there may be several.
    Raises ValueError where a row has no counts (medians and gaps are not published).
    """
    if (
        figures["recorded"].null_count()
        and figures.filter(pl.col("denominator") > 0)["recorded"].null_count()
    ):
        raise ValueError("a median or a gap has no counts to protect, so it is not published")
    figures = figures.unique(_KEY, keep="first", maintain_order=True).sort(_KEY)
    parts = [pl.DataFrame(schema=PROTECTED_SCHEMA)]
    for measure in figures["measure"].unique(maintain_order=True):
        mine = figures.filter(pl.col("measure") == measure)
        earlier = pl.DataFrame(schema=RESULT_SCHEMA)
        if shown_before is not None:
            earlier = shown_before.filter(pl.col("measure") == measure)
        new = mine.join(earlier, on=_KEY, how="anti", maintain_order="left")
        again = mine.join(earlier, on=_KEY, how="semi", maintain_order="left")
        gone = earlier.join(mine, on=_KEY, how="anti").unique(_KEY, keep="last", maintain_order=True)
        # The sums are those of today's record: what was shown before is as good as known today.
        hidden = Table(new, pl.concat([again, gone], how="diagonal")).hide()
        parts.append(_written(new, hidden))
        parts.append(_written(_standing(again, earlier), set()))
    return pl.concat(parts).sort(_KEY)


def _standing(again: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """Figures that were shown before: today's counts, or those last shown where today's would tell of a few.

    The groups of a period move together: the change of one is the total's less those of the others.
    """
    was = earlier.partition_by(_KEY, as_dict=True, maintain_order=True)
    today = [(row, was[tuple(row[name] for name in _KEY)].to_dicts()) for row in again.iter_rows(named=True)]
    held = {_span(row) for row, before in today if not _may_replace(row, before)}
    rows = []
    for row, before in today:
        last = {name: before[-1][name] for name in ("denominator", "recorded", "assurance")}
        rows.append(row | last if _span(row) in held else row)
    return pl.DataFrame(rows, schema=again.schema)


def _span(row: Mapping[str, Any]) -> tuple[date, date]:
    return row["period_from"], row["period_to"]


def _may_replace(now: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a figure can be shown beside all that were shown of it: none differs from it by a few."""
    done, rest = _sides(now)
    small = done + rest > 0 and (min(done, rest) <= SMALL or now.get("few_children"))
    if small:
        return False
    moved = [(abs(done - was_done), abs(rest - was_rest)) for was_done, was_rest in map(_sides, before)]
    return all(not 0 < change <= SMALL for changes in moved for change in changes)


def _sides(row: Mapping[str, Any]) -> tuple[int, int]:
    done = row["recorded"] or 0
    return done, row["denominator"] - done


def _written(figures: pl.DataFrame, hidden: set[int]) -> pl.DataFrame:
    rows = []
    for n, row in enumerate(figures.iter_rows(named=True)):
        whole, part = row["denominator"], row["recorded"] or 0
        shown = {"denominator": HIDDEN, "numerator": HIDDEN, "percent": HIDDEN, "assurance": ""}
        if n not in hidden:
            text = percent(part, whole) if whole else NO_CASES
            shown = {"denominator": str(whole), "numerator": str(part), "percent": text}
            shown["assurance"] = row["assurance"]
        rows.append({name: row[name] for name in (*_KEY, "as_at")} | shown)
    return pl.DataFrame(rows, schema=PROTECTED_SCHEMA)
