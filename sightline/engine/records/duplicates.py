"""Children who may stand in the record twice: told with what to do about each, and never joined here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import polars as pl

from sightline.engine.records.columns import ROWS
from sightline.engine.records.identity import canonical_id, sealed_people
from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.record import Record

POSSIBLE, GIVEN_UP = "possible_duplicate", "identifier_given_up"
"""The codes of the problems that tell of them."""

NameOf = Callable[[str], str]

_ABOUT = 45
"""Days between the day on which a child was expected and its birth."""


@dataclass(frozen=True)
class Sign:
    """What makes two identifiers look like one child: the columns that agree, and what to do about it."""

    on: tuple[str, ...]
    found: str
    advice: str


_MERGE = "If they are one child, merge the two records in the case system"
_AGAIN = "then load a new extract. Until then each has its own due dates"
PUPIL_NUMBER = Sign(
    ("upn",),
    "one pupil number on several identifiers",
    f"{_MERGE}; if they are two, one bears a wrong UPN: correct it; {_AGAIN}",
)
NHS_NUMBER = Sign(
    ("nhs",),
    "one NHS number on several identifiers",
    f"{_MERGE}; if they are two, one bears a wrong NHS number: correct it; {_AGAIN}",
)
NAME = Sign(
    ("dob", "surname", "forename"),
    "one birth date and name on several identifiers",
    f"{_MERGE}, {_AGAIN}. If they are two children of one name, nothing is to be done: they stay two, and "
    "this note stays too. Twins of different first names are never told here",
)
UNBORN = Sign(
    ("pair",),
    "an unborn child and a child of the same mother",
    "If the unborn child is the one who was born, the record opened before the birth should have been kept: "
    f"merge the two in the case system, {_AGAIN}. If they are two, record how the pregnancy ended",
)

_STILL_LISTED = (
    "What stands under the earlier identifier was not joined. If they are one child and the case system has "
    "both, merge them there; where a register names it, put the kept one in its place; where only an earlier "
    "extract lists it, nothing is to be done. If they are two children, never merge them: correct the linked "
    "or legacy identifier"
)


def possible_duplicates(record: Record, name_of: NameOf = str, sealed: Iterable[str] = ()) -> list[Problem]:
    """People who may be one child under two identifiers: told, never merged.

    One pupil number on two identifiers, a former one of either included; one NHS number; one birth date,
    surname and forename (twins share at most the first two); or an unborn child and a child born to the same
    mother about the day that was expected. Sealed identities are left out: nothing may be matched across an
    adoption, nor to ``sealed``, who were told to be adopted before. So are numbers that the case system
    itself says were given up for another (linked identifiers). ``name_of`` gives the name of the file of a
    row's address.
    """
    closed = pl.Series(sorted({*sealed_people(record)["person_id"], *sealed}), dtype=pl.String)
    people = (
        record.frame("ssd_person")
        .select(
            id=canonical_id("pers_person_id"),
            upn=pl.col("pers_upn").str.to_uppercase(),
            nhs="pers_single_unique_id",
            dob="pers_dob",
            expected="pers_expected_dob",
            surname=_plain("pers_surname"),
            forename=_plain("pers_forename"),
            rows=ROWS,
        )
        .filter(~pl.col("id").is_in(closed.implode()).fill_null(value=False))
        .join(_given_up(record), on="id", how="anti", maintain_order="left")
    )
    known: list[str] = []
    numbers = pl.concat([people.select("id", "upn", "rows"), _former_numbers(record, people)])
    once = numbers.unique(("id", "upn"), keep="first", maintain_order=True)
    asked = (
        (once, PUPIL_NUMBER),
        (people, NHS_NUMBER),
        (people, NAME),
        (_expected_and_born(record, people), UNBORN),
    )
    return [problem for frame, sign in asked for problem in _shared(frame, sign, known, name_of)]


def still_listed(record: Record, name_of: NameOf = str, sealed: Iterable[str] = ()) -> list[Problem]:
    """Identifiers that were given up for another, and under which the record still has a child: one a pair.

    What was given up: a former case number among the linked identifiers; or a legacy identifier, which comes
    of another system's numbers, unless birth date and UPN show two children. Where another source uses one
    and lists no child under it, its rows are the child's already.
    """
    closed = pl.Series(sorted({*sealed_people(record)["person_id"], *sealed}), dtype=pl.String)
    people = record.frame("ssd_person").select(
        id=canonical_id("pers_person_id"),
        dob="pers_dob",
        upn=pl.col("pers_upn").str.to_uppercase(),
        row=pl.col(ROWS).list.first(),
    )
    legacy = record.frame("ssd_person").select(
        id=canonical_id("pers_legacy_id"), kept=canonical_id("pers_person_id"), told=pl.lit(value=False)
    )
    given_up = pl.concat([_former(record).with_columns(told=pl.lit(value=True)), legacy.drop_nulls()]).filter(
        pl.col("id") != pl.col("kept"), *(~pl.col(name).is_in(closed.implode()) for name in ("id", "kept"))
    )
    pairs = (
        people.join(given_up.unique(("id", "kept"), keep="first", maintain_order=True), on="id")
        .join(people, left_on="kept", right_on="id", how="left", suffix="_kept")
        .filter(pl.col("told") | _may_be_one())
        .sort("id", "kept")
    )
    return [
        Problem(
            GIVEN_UP,
            Severity.NOTE,
            name_of(row),
            "People",
            int(row.rsplit("/", 1)[1]),
            found="a number given up and still listed" + _beside(row, kept, name_of),
            expected="each child under one identifier",
            advice=_STILL_LISTED,
        )
        for row, kept in pairs.select("row", "row_kept").iter_rows()
    ]


def _may_be_one() -> pl.Expr:
    """Whether birth dates or UPNs (``_kept``: of whoever is listed beside) agree, or none says otherwise."""
    born, pupil = (pl.col(name) == pl.col(f"{name}_kept") for name in ("dob", "upn"))
    agree = born.fill_null(value=False) | pupil.fill_null(value=False)
    return agree | (born.fill_null(value=True) & pupil.fill_null(value=True))


def _beside(row: str, other: str | None, name_of: NameOf) -> str:
    """Where the other of two stands, if it is listed."""
    if other is None:
        return ""
    number, (one, two) = other.rsplit("/", 1)[1], (name_of(address) for address in (row, other))
    if row.partition("/")[0] == other.partition("/")[0]:
        return f" (also row {number})"
    return f" (also row {number} of {f'another {two}' if one == two else two})"


def _former_numbers(record: Record, people: pl.DataFrame) -> pl.DataFrame:
    """Pupil numbers that a child had before: columns id, upn, rows."""
    links = record.frame("ssd_linked_identifiers").filter(
        pl.col("link_identifier_type") == "Former Unique Pupil Number"
    )
    former = links.select(
        id=canonical_id("link_person_id"), upn=pl.col("link_identifier_value").str.to_uppercase(), rows=ROWS
    )
    return former.join(people, on="id", how="semi", maintain_order="left")


def _expected_and_born(record: Record, people: pl.DataFrame) -> pl.DataFrame:
    """Children under two identifiers from about their birth: columns id, rows and the pair they make."""
    mothers = record.frame("ssd_mother").select(
        mother=canonical_id("moth_person_id"), id=canonical_id("moth_childs_person_id")
    )
    children = people.join(mothers.drop_nulls().unique(), on="id", how="inner", maintain_order="left")
    unborn = children.filter(pl.col("dob").is_null() & pl.col("expected").is_not_null())
    both = unborn.join(children.filter(pl.col("dob").is_not_null()), on="mother", how="inner", suffix="_born")
    near = both.filter((pl.col("dob_born") - pl.col("expected")).dt.total_days().abs() <= _ABOUT)
    pair = pl.concat_str("id", pl.lit("/"), "id_born").alias("pair")
    return pl.concat(
        [
            near.select("id", "rows", pair),
            near.select(pl.col("id_born").alias("id"), pl.col("rows_born").alias("rows"), pair),
        ]
    )


def _former(record: Record) -> pl.DataFrame:
    """Case numbers that linked identifiers name as a child's former ones: columns id and kept."""
    links = record.frame("ssd_linked_identifiers").filter(pl.col("link_identifier_type") == "Case Number")
    former = links.select(id=canonical_id("link_identifier_value"), kept=canonical_id("link_person_id"))
    return former.filter(pl.col("id") != pl.col("kept"))


def _given_up(record: Record) -> pl.DataFrame:
    """Case numbers that another child's linked identifiers name as a former one: column id."""
    return _former(record).select("id").unique()


def _plain(column: str) -> pl.Expr:
    return pl.col(column).str.normalize("NFKD").str.replace_all(r"[^A-Za-z]", "").str.to_lowercase()


def _shared(people: pl.DataFrame, sign: Sign, known: list[str], name_of: NameOf) -> list[Problem]:
    groups = (
        people.drop_nulls(sign.on)
        .filter(pl.all_horizontal(pl.col(name).cast(pl.String) != "" for name in sign.on))
        .sort("id")
        .group_by(sign.on, maintain_order=True)
        .agg("id", pl.col("rows").list.first())
        .filter(pl.col("id").list.len() > 1)
    )
    problems = []
    for ids, rows in groups.select("id", "rows").iter_rows():
        if (key := "/".join(ids)) in known:
            continue
        known.append(key)
        row = rows[0].split("/")[2]
        others = ", ".join(address.split("/")[2] for address in rows[1:])
        problems.append(
            Problem(
                POSSIBLE,
                Severity.NOTE,
                name_of(rows[0]),
                "People",
                int(row),
                found=f"{sign.found} (also row {others})",
                expected="one identifier for a child",
                advice=f"Nothing was joined. {sign.advice}",
            )
        )
    return problems
