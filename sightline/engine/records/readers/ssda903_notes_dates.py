"""Notes on dates of an SSDA903 return that its year, or the rows around them, do not allow."""

from datetime import date

import polars as pl

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.sheet import NUMBER
from sightline.engine.records.readers.ssda903_episodes import chained
from sightline.engine.records.readers.ssda903_part import ORDER, Year
from sightline.engine.records.readers.ssda903_years import year_end


def wrong_year(year: Year) -> None:
    """A file whose name tells one year and whose episodes another."""
    for part in year.of("Episodes"):
        end = year_end(part.frame)
        if end is None or year.name_year is None or end.year in (year.name_year, year.name_year + 1):
            continue
        part.findings.add(
            "wrong_year",
            Severity.NOTE,
            column="DECOM",
            found=f"episodes of the year to {end:%d/%m/%Y} at the latest",
            expected=f"the year {year.name_year} or the one that starts in it, as the file's name says",
            advice="Read. Check that this is the right file; what it covers is not known",
        )


def after_the_year(year: Year) -> None:
    """Dates after the collection year's last day: the return tells what has happened."""
    if year.end is None:
        return
    for table in dict.fromkeys(part.table.name for part in year.parts):
        rows = year.rows(table)
        if rows is None:
            continue
        late = rows.select(pl.col(pl.Date, pl.Datetime).cast(pl.Date) > year.end)
        for name in late.columns:
            if late[name].any():
                _tell_late(year, table, name, rows.filter(late[name]))


def _tell_late(year: Year, table: str, name: str, rows: pl.DataFrame) -> None:
    year.note(
        table,
        "after_year",
        rows,
        column=name,
        found="dates after the collection year",
        expected=f"a date up to {year.end:%d/%m/%Y}",
        advice="Read as told",
    )


def episodes_in_order(year: Year) -> None:
    """Episodes that end before they start, overlap the next one, or stay open though another follows."""
    once = year.once("Episodes")
    if once is None:
        return
    start, end = pl.col("DECOM"), pl.col("DEC")
    ordered = once.select("CHILD", "DECOM", "DEC", NUMBER, ORDER).sort("CHILD", "DECOM")
    same_child = pl.col("CHILD").shift(-1) == pl.col("CHILD")
    rows = ordered.with_columns(pl.when(same_child).then(start.shift(-1)).alias("_next"))
    follows = pl.col("_next")
    year.note(
        "Episodes",
        "ends_before_start",
        rows.filter(end < start),
        column="DEC",
        found="episodes that end before they start",
        expected="an end on or after the start",
        advice="Read as told",
    )
    year.note(
        "Episodes",
        "missing_end",
        rows.filter(end.is_null() & follows.is_not_null()),
        column="DEC",
        found="open episodes of children with a later one",
        expected="an end, for another episode follows",
        advice="Read as open",
    )
    year.note(
        "Episodes",
        "overlap",
        rows.filter((end >= start) & (end > follows)),
        column="DEC",
        found="episodes that outlast the next one's start",
        expected="an end on or before the next start",
        advice="Read as told",
    )


def not_twelve_months(year: Year) -> None:
    """OC2 answers of children whom the episodes do not show in care for the whole collection year."""
    oc2, episodes = year.rows("OC2"), year.once("Episodes")
    if oc2 is None or episodes is None or year.end is None:
        return
    first = date(year.end.year - 1, 4, 1)
    periods = (
        chained(episodes)
        .group_by("period")
        .agg(pl.col("CHILD", "began_before", "known_from").first(), pl.col("DEC").last())
    )
    through = periods.filter(
        pl.col("began_before") | (pl.col("known_from") <= first),
        pl.col("DEC").is_null() | (pl.col("DEC") > year.end),
    )
    year.note(
        "OC2",
        "not_twelve_months",
        oc2.filter(~pl.col("CHILD").is_in(through["CHILD"].unique().implode())),
        column="CHILD",
        found="children not in care all the year",
        expected="children in care for twelve months by their episodes",
        advice="Read as told",
    )
