"""Who the children of the front door are: made-up people, a whole column at a time."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from sightline.engine.synthetic import words
from sightline.engine.synthetic.grid import Flags, Numbers, dates, number, stream, texts
from sightline.engine.synthetic.ledger import SINCE, UNTIL, Ledger
from sightline.engine.synthetic.people import DISABILITIES, ETHNICITIES
from sightline.engine.synthetic.referrals import Cases
from sightline.engine.synthetic.story import END, START

_CHECK = "ABCDEFGHJKLMNPQRTUVWXYZ"
_FIRST_SCHOOL = 5000
"""Their schools' numbers lie apart from those of the children in care, so no two share a pupil number."""


def _pupil_numbers(dob: Numbers) -> pl.Series:
    """A pupil number for each, of a school and a serial of its own, with its check letter."""
    n = np.arange(len(dob))
    year = (1975 + dob // 365) % 100
    schools, serials = _FIRST_SCHOOL + n // 1000, n % 1000
    digits: list[Numbers | int] = [9, 3, 8, *(schools // 10**p % 10 for p in (3, 2, 1, 0))]
    digits += [year // 10, year % 10, *(serials // 10**p % 10 for p in (2, 1, 0))]
    total = np.zeros(len(dob), dtype=np.int64)
    for weight, digit in enumerate(digits, 2):
        total = total + digit * weight
    letters = texts(tuple(_CHECK), total % 23)
    middle = pl.Series(schools).cast(pl.String) + pl.Series(year).cast(pl.String).str.zfill(2)
    return letters + "938" + middle + pl.Series(serials).cast(pl.String).str.zfill(3)


def identifiers(n: int) -> pl.Series:
    """Numbers of seven digits: those of children who came first into care have six."""
    return pl.Series(2000003 + 7 * np.arange(n)).cast(pl.String)


def _names(rng: np.random.Generator, boys: Flags) -> tuple[pl.Series, pl.Series]:
    n = len(boys)
    boy = texts(words.FORENAMES_M, rng.integers(0, len(words.FORENAMES_M), n))
    girl = texts(words.FORENAMES_F, rng.integers(0, len(words.FORENAMES_F), n))
    return boy.zip_with(pl.Series(boys), girl), texts(words.SURNAMES, rng.integers(0, len(words.SURNAMES), n))


def _draw(rng: np.random.Generator, weights: Mapping[str, float], n: int) -> pl.Series:
    shares = np.array(list(weights.values()), dtype=float)
    return texts(tuple(weights), rng.choice(len(weights), n, p=shares / shares.sum()))


def _apart(frame: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    """No two with one birth date and name, nor with one of the taken: the second gets another ending."""
    alike = ["pers_dob", "pers_forename", "pers_surname"]
    both = pl.concat([taken.select(alike), frame], how="diagonal")
    both = both.with_columns(_before=pl.struct(alike).cum_count().over(alike))
    ending = pl.col("_before").replace_strict({1: "", 2: "anne", 3: "beth"}, default="lyn")
    return both[taken.height :].with_columns(pers_forename=pl.col("pers_forename") + ending).drop("_before")


def tell_children(seed: int, ledger: Ledger, cases: Cases, taken: pl.DataFrame) -> pl.Series:
    """Tell the children who are in any case, each known from the first; give the ids of all, by place.

    ``taken`` holds the names and birth dates of the children already told (pers_forename, pers_surname,
    pers_dob): nobody may be taken for one of them.
    """
    rng = stream(seed, "newcomers")
    n = len(cases.dob)
    first = np.full(n, number(END) + 999)
    np.minimum.at(first, cases.child, cases.referred)
    frame = _apart(_people(rng, cases.dob), taken).with_columns(
        dates(np.maximum(first, number(START))).alias(SINCE),
        dates(cases.dob + rng.integers(-14, 15, n)).alias("_expected"),
    )
    ids = frame["pers_person_id"]
    told = frame.filter(pl.Series(first <= number(END)))
    unborn = told.filter(pl.col("pers_dob") > pl.col(SINCE))
    ledger.tell_frame("ssd_person", _before_birth(unborn))
    known = pl.max_horizontal(SINCE, "pers_dob").alias(SINCE)
    ledger.tell_frame("ssd_person", told.with_columns(known).filter(pl.col(SINCE) <= END).drop("_expected"))
    _tell_disabilities(rng, ledger, told)
    return ids


def _before_birth(unborn: pl.DataFrame) -> pl.DataFrame:
    """Unborn children as the record holds them: expected, of no sex, without a birth date or a forename."""
    blank = pl.lit(None, pl.String)
    return unborn.select(
        "pers_legacy_id", "pers_person_id", "pers_surname", "pers_ethnicity", "pers_nationality", SINCE,
        pers_upn=blank, pers_forename=pl.lit("Unborn"), pers_sex=pl.lit("U"), pers_gender=pl.lit("unknown"),
        pers_upn_unknown=pl.lit("UN1"), pers_expected_dob="_expected",
        **{UNTIL: pl.when(pl.col("pers_dob") <= END).then("pers_dob")},
    )  # fmt: skip


def _people(rng: np.random.Generator, dob: Numbers) -> pl.DataFrame:
    n = len(dob)
    ids, boys = identifiers(n), rng.random(n) < 0.52
    forenames, surnames = _names(rng, boys)
    school = pl.Series(dob <= number(END) - 5 * 365)
    sex = texts(("F", "M"), boys.astype(np.int64))
    return pl.DataFrame(
        {
            "pers_legacy_id": "L" + ids,
            "pers_person_id": ids,
            "pers_upn": _pupil_numbers(dob).set(~school, None),
            "pers_forename": forenames,
            "pers_surname": surnames,
            "pers_sex": sex,
            "pers_gender": sex,
            "pers_ethnicity": _draw(rng, ETHNICITIES, n),
            "pers_dob": dates(dob),
            "pers_upn_unknown": pl.Series(["UN1"]).extend_constant("UN1", n - 1).set(school, None),
            "pers_nationality": texts(("British",), np.zeros(n, dtype=np.int64)),
        }
    )


def _tell_disabilities(rng: np.random.Generator, ledger: Ledger, told: pl.DataFrame) -> None:
    codes = _draw(rng, DISABILITIES, told.height).set(pl.Series(rng.random(told.height) >= 0.09), None)
    ill = told.with_columns(disa_disability_code=codes).drop_nulls("disa_disability_code")
    since = pl.max_horizontal(SINCE, "pers_dob").alias(SINCE)
    ledger.tell_frame(
        "ssd_disability",
        ill.select(
            "disa_disability_code",
            since,
            disa_table_id="D" + pl.col("pers_person_id"),
            disa_person_id="pers_person_id",
        ).filter(pl.col(SINCE) <= END),
    )
