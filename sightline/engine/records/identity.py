"""Which rows are the same child, which may be, and which must never be joined."""

from collections.abc import Callable

import polars as pl

from sightline.engine.records.columns import ROWS
from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.record import Record

NameOf = Callable[[str], str]

ADOPTED = ("E11", "E12")
"""Reasons for which an episode ceased that say the child was adopted."""

SEALED_SCHEMA: dict[str, pl.DataType] = {
    "person_id": pl.String(),
    "sealed_from": pl.Date(),
    "reason": pl.String(),
}


def canonical_id(column: str) -> pl.Expr:
    """An identifier without the blanks around it, leading zeros kept; null where nothing is left."""
    trimmed = pl.col(column).cast(pl.String).str.strip_chars()
    return pl.when(trimmed != "").then(trimmed).alias(column)


def sealed_people(record: Record) -> pl.DataFrame:
    """Identities before an adoption, sealed from the day of the order: SEALED_SCHEMA, sorted by person_id.

    The child's later identity is another person and is never joined to this one. Source: an episode that
    ceased with E11 or E12, or a permanence order of type adoption.
    """
    episodes = (
        record.frame("ssd_cla_episodes")
        .filter(pl.col("clae_cla_episode_ceased_reason").is_in(ADOPTED))
        .select(person_id="clae_person_id", sealed_from="clae_cla_episode_ceased_date")
    )
    orders = (
        record.frame("ssd_permanence")
        .filter(pl.col("perm_permanence_order_type") == "Adoption")
        .select(person_id="perm_person_id", sealed_from="perm_permanence_order_date")
    )
    return (
        pl.concat([episodes, orders])
        .drop_nulls("person_id")
        .group_by("person_id")
        .agg(pl.col("sealed_from").min())
        .with_columns(reason=pl.lit("adopted"))
        .select(*SEALED_SCHEMA)
        .sort("person_id")
    )


def possible_duplicates(record: Record, name_of: NameOf = str) -> list[Problem]:
    """People who may be one child under two identifiers: told, never merged.

    One pupil number on two identifiers; or one birth date, surname and forename (twins share at most the
    first two). Sealed identities are left out: nothing may be matched across an adoption. So are numbers
    that the case system itself says were given up for another (linked identifiers).
    ``name_of`` gives the name of the file of a row's address.
    """
    people = (
        record.frame("ssd_person")
        .select(
            id=canonical_id("pers_person_id"),
            upn=pl.col("pers_upn").str.to_uppercase(),
            dob="pers_dob",
            surname=_plain("pers_surname"),
            forename=_plain("pers_forename"),
            rows=ROWS,
        )
        .join(sealed_people(record), left_on="id", right_on="person_id", how="anti", maintain_order="left")
        .join(_given_up(record), on="id", how="anti", maintain_order="left")
    )
    known: list[str] = []
    problems = _shared(people, ["upn"], "one pupil number on several identifiers", known, name_of)
    return problems + _shared(
        people,
        ["dob", "surname", "forename"],
        "one birth date and name on several identifiers",
        known,
        name_of,
    )


def _given_up(record: Record) -> pl.DataFrame:
    """Case numbers that another child's linked identifiers name as a former one: column id."""
    links = record.frame("ssd_linked_identifiers").filter(pl.col("link_identifier_type") == "Case Number")
    former = links.select(id=canonical_id("link_identifier_value"), kept=canonical_id("link_person_id"))
    return former.filter(pl.col("id") != pl.col("kept")).select("id").unique()


def _plain(column: str) -> pl.Expr:
    return pl.col(column).str.normalize("NFKD").str.replace_all(r"[^A-Za-z]", "").str.to_lowercase()


def _shared(
    people: pl.DataFrame, on: list[str], found: str, known: list[str], name_of: NameOf
) -> list[Problem]:
    groups = (
        people.drop_nulls(on)
        .filter(pl.all_horizontal(pl.col(name).cast(pl.String) != "" for name in on))
        .sort("id")
        .group_by(on, maintain_order=True)
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
                "possible_duplicate",
                Severity.NOTE,
                name_of(rows[0]),
                "People",
                int(row),
                found=f"{found} (also row {others})",
                expected="one identifier for a child",
                advice="Nothing was joined. If they are one child, correct the identifier at its source",
            )
        )
    return problems
