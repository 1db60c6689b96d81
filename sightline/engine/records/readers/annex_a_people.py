"""Annex A's children and workers, gathered from whichever of the lists name them, as canonical tables."""

from collections.abc import Mapping

import polars as pl

from sightline.engine.records.columns import ROW
from sightline.engine.records.readers.annex_a_fields import CHILD
from sightline.engine.records.readers.annex_a_need import drawn
from sightline.engine.records.readers.canonical import shaped
from sightline.engine.records.tables import (
    DEPARTMENT,
    DISABILITY,
    INVOLVEMENTS,
    PERSON,
    PROFESSIONALS,
)

_CHILD = pl.col(CHILD)
PEOPLE_FROM = (8, 9, 10, 7, 6, 5, 4, 3, 2, 1)
"""Whose telling of a child stands, first to last."""

ALLOCATED_IN = (8, 9, 7, 6, 5, 4, 3)
"""Whose telling of a child's worker stands, first to last."""


def person(lists: Mapping[int, pl.DataFrame]) -> pl.DataFrame:
    """``ssd_person``: each child of lists 1 to 10 once, what list 8 says standing before the others.

    The lists have one column for births. A day that has not come yet, by the age beside it or by the day on
    which the lists were drawn, is the day on which an unborn child is expected.
    """
    columns = [CHILD, "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)", ROW]
    told = pl.concat([lists[number].select(columns) for number in PEOPLE_FROM if number in lists])
    once = told.group_by(CHILD, maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first() for name in columns[1:-1]), pl.col(ROW).first()
    )
    gender, born = pl.col("Gender"), pl.col("Date of Birth")
    ahead = pl.col("Age of Child (Years)").fill_null(0) < 0
    if (day := drawn(lists)) is not None:
        ahead |= pl.col("Age of Child (Years)").is_null() & (born > day)
    return shaped(
        once,
        PERSON,
        {
            "pers_person_id": _CHILD,
            "pers_sex": pl.when(gender == "I").then(pl.lit("U")).otherwise(gender),
            "pers_gender": gender,
            "pers_ethnicity": pl.when(pl.col("Ethnicity") != "UNKNOWN").then(pl.col("Ethnicity")),
            "pers_dob": pl.when(~ahead).then(born),
            "pers_expected_dob": pl.when(ahead).then(born),
        },
    )


def disability(lists: Mapping[int, pl.DataFrame]) -> pl.DataFrame:
    """``ssd_disability``: No is NONE; Yes leaves the code blank, for the lists do not say which."""
    flag = "Does the Child have a Disability"
    told = pl.concat(
        [
            lists[number].select(CHILD, flag, ROW)
            for number in PEOPLE_FROM
            if 4 <= number <= 10 and number in lists
        ]
    )
    known = told.filter(pl.col(flag).is_in(["Y", "N"])).unique(CHILD, keep="first", maintain_order=True)
    code = pl.when(pl.col(flag) == "N").then(pl.lit("NONE"))
    return shaped(known, DISABILITY, {"disa_person_id": _CHILD, "disa_disability_code": code})


def workers(lists: Mapping[int, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Workers and teams of lists 3 to 9. The lists hold names, not ids: the name stands for both."""
    columns = [CHILD, "Allocated Worker", "Allocated Team", ROW]
    told = pl.concat([lists[number].select(columns) for number in ALLOCATED_IN if number in lists])
    worker, team = pl.col("Allocated Worker"), pl.col("Allocated Team")
    once = told.filter(worker.is_not_null()).unique("Allocated Worker", keep="first", maintain_order=True)
    teams = told.filter(team.is_not_null()).unique("Allocated Team", keep="first", maintain_order=True)
    allocated = told.filter(worker.is_not_null() | team.is_not_null()).unique(
        CHILD, keep="first", maintain_order=True
    )
    return {
        INVOLVEMENTS.name: shaped(
            allocated,
            INVOLVEMENTS,
            {
                "invo_professional_id": worker,
                "invo_professional_role_id": pl.lit("Allocated worker"),
                "invo_professional_team": team,
                "invo_person_id": _CHILD,
            },
        ),
        PROFESSIONALS.name: shaped(
            once, PROFESSIONALS, {"prof_professional_id": worker, "prof_professional_name": worker}
        ),
        DEPARTMENT.name: shaped(teams, DEPARTMENT, {"dept_team_id": team, "dept_team_name": team}),
    }
