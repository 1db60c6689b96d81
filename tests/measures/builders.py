"""Obligations and figures made by hand, for tests of measures."""

from datetime import date
from typing import Any

import polars as pl

from sightline.engine.duties.obligation import OBLIGATION_SCHEMA
from sightline.engine.measures.measure import RESULT_SCHEMA, Better, Counting, Measure
from sightline.engine.measures.periods import Period, ends

AS_AT = date(2019, 9, 30)


def obligations(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """A frame of obligations; what a row does not say is null, a key is made from what it says."""
    blank = dict.fromkeys(OBLIGATION_SCHEMA)
    full = []
    for n, row in enumerate(rows):
        made = (
            blank
            | {"subject": "child", "duty": "visit", "person_id": f"c{n}", "occasion": "o", "sequence": 0}
            | row
        )
        made["key"] = f"a/{made['person_id']}/{made['duty']}/{made['occasion']}/{made['sequence']}"
        full.append(made)
    return pl.DataFrame(full, schema=OBLIGATION_SCHEMA).sort("key")


def people(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select("person_id").unique().with_columns(sex=pl.lit("F"), dob=pl.lit(date(2010, 2, 28)))


def measure(counting: Counting, better: Better = Better.HIGHER, public: str | None = "month") -> Measure:
    return Measure("m", "M", "?", "visit", counting, better=better, public=public)


def figures(cells: dict[tuple[date, str, str], tuple[int, int]]) -> pl.DataFrame:
    """Rows of RESULT_SCHEMA from {(first day, period, group): (numerator, denominator)}; group "" is all."""
    rows = [
        {
            "measure": "m",
            "as_at": AS_AT,
            "period_from": start,
            "period": period,
            "dimension": "area_id" if group else "all",
            "group": group,
            "denominator": whole,
            "recorded": part,
            "floor": part,
            "ceiling": part,
            "excluded": 0,
            "assurance": "reasonable",
            "reason": "",
        }
        for (start, period, group), (part, whole) in cells.items()
    ]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    over = pl.coalesce(
        pl.when(pl.col("period") == period.value).then(ends(pl.col("period_from"), period))
        for period in Period
    )
    frame = frame.with_columns(period_to=over, value=None)
    return frame.select(pl.col(name).cast(kind) for name, kind in RESULT_SCHEMA.items())
