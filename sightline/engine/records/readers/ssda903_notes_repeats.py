"""Rows of an SSDA903 return that tell one thing twice within one collection year."""

from collections.abc import Sequence

import polars as pl

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.sheet import NUMBER
from sightline.engine.records.readers.ssda903_part import KEYS, ORDER, Part, Year


def repeats(year: Year) -> None:
    """Rows replaced by a later row of the same key, told apart by whether they say the same.

    A later year tells its children again, as it should: only repeats within one year are problems.
    """
    for table, key in KEYS.items():
        rows = year.rows(table)
        if rows is None:
            continue
        rows = rows.drop_nulls(key)
        if rows.height == rows.select(pl.struct(key).n_unique()).item():
            continue
        names = [field.name for field in year.of(table)[0].table.fields]
        last = pl.struct(names).hash().last().over(key)
        judged = rows.sort(ORDER, NUMBER).with_columns(
            pl.struct(key).is_last_distinct().alias("_stands"),
            (pl.struct(names).hash() == last).alias("_same"),
        )
        aside = judged.filter(~pl.col("_stands"))
        for part in year.of(table):
            _tell(part, aside.filter(pl.col(ORDER) == part.order), key)


def _tell(part: Part, aside: pl.DataFrame, key: Sequence[str]) -> None:
    words = " and ".join(key)
    part.findings.add(
        "repeated_row",
        Severity.NOTE,
        rows=aside.filter("_same")[NUMBER],
        column=words,
        found="rows told again word for word",
        expected=f"one row for each {words}",
        advice="Read once",
    )
    part.findings.add(
        "repeated_key",
        Severity.ROW,
        rows=aside.filter(~pl.col("_same"))[NUMBER],
        column=words,
        found="rows told again otherwise",
        expected=f"one row for each {words}",
        advice="The last telling stands; these rows are set aside",
    )
