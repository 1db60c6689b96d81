"""Into which groups figures can be split."""

from collections.abc import Iterable

import polars as pl

from sightline.engine.records.columns import Subject

ALL = "all"
NOT_KNOWN = "not known"

OBLIGATION_GROUPS = ("area_id", "team_id", "worker_id")
"""Taken from the obligation: who held the child when it counted."""

AGE = "age_band"

CHILD_GROUPS = ("sex", "ethnicity", AGE, "disabled", "uasc")
"""Taken from the people frame. ``ethnicity`` is the national statistics' broad group; ``age_band`` is the
child's age, in the national statistics' bands, on the day that places the case in its period."""

DIMENSIONS = (ALL, *OBLIGATION_GROUPS, *CHILD_GROUPS)

_ETHNICITY = {
    "W": "White",
    "M": "Mixed or multiple ethnic groups",
    "A": "Asian or Asian British",
    "C": "Asian or Asian British",  # CHNE: with Asian groups, as in the census
    "B": "Black, Black British, Caribbean or African",
    "O": "Other ethnic group",
}
_BANDS = ((1, "under 1"), (5, "1 to 4"), (10, "5 to 9"), (16, "10 to 15"))
_OLDEST = "16 and over"
BANDS = pl.Enum(sorted([*(name for _, name in _BANDS), _OLDEST, NOT_KNOWN]))
"""Every value of AGE, in the order in which figures are given."""


def with_groups(cases: pl.DataFrame, people: pl.DataFrame, dimensions: Iterable[str]) -> pl.DataFrame:
    """Cases with one text column for each dimension, "not known" where the record does not say.

    ``cases`` needs person_id and ``placed`` (date). Raises ValueError for a dimension that does not exist.
    """
    wanted = list(dict.fromkeys(dimensions))
    unknown = [name for name in wanted if name not in DIMENSIONS]
    if unknown:
        raise ValueError(f"cannot split figures by {unknown[0]}: expected one of {', '.join(DIMENSIONS)}")
    child = [name for name in wanted if name in CHILD_GROUPS]
    if child:
        cases = _joined(cases, people, child)
    texts = [_text(cases, name) for name in wanted if name != ALL]
    return cases.with_columns(texts)


def _joined(cases: pl.DataFrame, people: pl.DataFrame, child: list[str]) -> pl.DataFrame:
    sources = ["dob" if name == AGE else name for name in child]
    held = [name for name in sources if name in people.columns]
    known = people.select("person_id", *held).unique("person_id", keep="first", maintain_order=True)
    cases = cases.join(known, on="person_id", how="left", maintain_order="left")
    if "subject" in cases.columns:
        # A worker or a piece of work may bear the number of a child, and has none of the child's attributes.
        child_s = pl.col("subject") == Subject.CHILD.value
        cases = cases.with_columns(pl.when(child_s).then(pl.col(name)).alias(name) for name in held)
    if AGE in child and "dob" in held:
        cases = cases.with_columns(age_band=_age_band(pl.col("dob"), pl.col("placed")))
    if "ethnicity" in held:
        first = pl.col("ethnicity").str.slice(0, 1)
        broad = first.replace_strict(_ETHNICITY, default=None, return_dtype=pl.String)
        refused = pl.col("ethnicity").is_in(["REFU", "NOBT"])
        cases = cases.with_columns(ethnicity=pl.when(~refused).then(broad))
    return cases


def _age_band(dob: pl.Expr, on: pl.Expr) -> pl.Expr:
    had_birthday = on.dt.month() * 100 + on.dt.day() >= dob.dt.month() * 100 + dob.dt.day()
    age = on.dt.year() - dob.dt.year() - (~had_birthday).cast(pl.Int32)
    band: pl.Expr = pl.lit(_OLDEST)
    for below, name in reversed(_BANDS):
        band = pl.when(age < below).then(pl.lit(name)).otherwise(band)
    return pl.when(age.is_not_null()).then(band)


def _text(cases: pl.DataFrame, name: str) -> pl.Expr:
    if name not in cases.columns:
        return pl.lit(NOT_KNOWN).alias(name)
    if cases.schema[name] == pl.Boolean:
        return (
            pl.when(name)
            .then(pl.lit("yes"))
            .when(~pl.col(name))
            .then(pl.lit("no"))
            .otherwise(pl.lit(NOT_KNOWN))
            .alias(name)
        )
    return pl.col(name).cast(pl.String).fill_null(NOT_KNOWN).alias(name)
