"""Which rows are the same child, and which must never be joined."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from sightline.engine.records.about import PERSON
from sightline.engine.records.columns import ROWS, Kind, Type
from sightline.engine.records.record import ALL_TABLES, Record

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


class Adoption(NamedTuple):
    """Where a table says that a child was adopted: whose row, the column and its values, and the day."""

    person: str
    column: str
    values: tuple[str, ...]
    day: str


_ADOPTIONS = {
    "ssd_cla_episodes": Adoption(
        "clae_person_id", "clae_cla_episode_ceased_reason", ADOPTED, "clae_cla_episode_ceased_date"
    ),
    "ssd_permanence": Adoption(
        "perm_person_id", "perm_permanence_order_type", ("Adoption",), "perm_permanence_order_date"
    ),
    "ssd_cin_episodes": Adoption("cine_person_id", "cine_close_reason", ("RC1",), "cine_close_date"),
}
"""Everything that tells of an adoption: whom it seals, and to whom nothing may be joined."""

ADOPTION_TABLES = tuple(_ADOPTIONS)
"""The tables that tell of an adoption."""


def sealed_people(record: Record) -> pl.DataFrame:
    """Identities before an adoption, sealed from the day of the order: SEALED_SCHEMA, sorted by person_id.

    The child's later identity is another person and is never joined to this one. Source: an episode that
    ceased with E11 or E12, a permanence order of type adoption, or a case closed for adoption (RC1). What
    this record tells alone: ``EvidenceStore.sealed`` is everybody who was ever sealed.
    """
    return sealed_in({name: record.frame(name) for name in ADOPTION_TABLES})


def sealed_in(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """``sealed_people`` of a record's frames by table, where ADOPTION_TABLES may be missing."""
    found = [pl.DataFrame(schema=SEALED_SCHEMA)]
    for table, told in _ADOPTIONS.items():
        if table in tables:
            adopted = tables[table].filter(pl.col(told.column).is_in(told.values))
            who, day = pl.col(told.person).alias("person_id"), pl.col(told.day).cast(pl.Date)
            found.append(adopted.select(who, day.alias("sealed_from"), pl.lit("adopted").alias("reason")))
    return (
        pl.concat(found)
        .drop_nulls("person_id")
        .group_by("person_id")
        .agg(pl.col("sealed_from").min(), pl.col("reason").first())
        .select(*SEALED_SCHEMA)
        .sort("person_id")
    )


def rows_of_adoptions(table: str, frame: pl.DataFrame) -> dict[str, list[str]]:
    """By child, the addresses of the rows of a record's frame that tell an adoption; of ADOPTION_TABLES."""
    one = _ADOPTIONS[table]
    adopted = frame.filter(pl.col(one.column).is_in(one.values)).drop_nulls(one.person)
    told = adopted.group_by(one.person).agg(pl.col(ROWS).explode())
    return dict(told.iter_rows())


def carries(table: str, sealed: Iterable[str]) -> pl.Expr:
    """Whether a row names a sealed identity, its own or another's (a mother's child, a former identifier).

    For a record's frame as ``with_person`` gives it.
    """
    names = [
        one.name
        for one in ALL_TABLES[table]
        if one.kind is Kind.IDENTITY and one.type is Type.TEXT and not one.codes
    ]
    closed = pl.Series(sorted(sealed), dtype=pl.String).implode()
    return pl.any_horizontal(pl.col(name).is_in(closed).fill_null(value=False) for name in (PERSON, *names))


def adopted_ids(told: Mapping[str, Sequence[tuple[str, pl.DataFrame]]]) -> frozenset[str]:
    """Identifiers of children who were adopted, by any source's rows of the tables that tell it.

    ``told``: by table, (source, frame of ``reading_schema(table)``). Nothing may be joined to them.
    """
    found: set[str] = set()
    for table, one in _ADOPTIONS.items():
        for _, frame in told.get(table, ()):
            found |= set(frame.filter(pl.col(one.column).is_in(one.values))[one.person].drop_nulls())
    return frozenset(found)


def given_way(
    people: Sequence[tuple[str, pl.DataFrame]],
    links: Sequence[tuple[str, pl.DataFrame]],
    sealed: frozenset[str],
) -> dict[str, dict[str, str]]:
    """By source, which of its identifiers of children give way to those under which another keeps them.

    After a migration, or where the returns are made from the old system's key, a source says so itself: its
    linked identifiers name a former case number, its people a legacy identifier. Only what is said, of one
    child alone, and never across an adoption. ``people`` and ``links``: (source, frame) of ``ssd_person`` and
    ``ssd_linked_identifiers``, in order of precedence.
    """
    found: dict[str, dict[str, str]] = {}
    own = {source: frozenset(frame["pers_person_id"].drop_nulls()) for source, frame in people}
    said = [
        (source, _said(source, people, links)) for source in dict.fromkeys([*own, *(s for s, _ in links)])
    ]
    for source, mine in own.items():
        pairs: dict[str, str] = {}
        for other, kept in said:
            theirs = own.get(other, frozenset())
            if other != source:
                pairs |= {
                    old: new
                    for old, new in kept.items()
                    if old in mine and old not in theirs and old != new and not {old, new} & sealed
                }
        if pairs:
            found[source] = pairs
    return found


def _said(
    source: str, people: Sequence[tuple[str, pl.DataFrame]], links: Sequence[tuple[str, pl.DataFrame]]
) -> dict[str, str]:
    """What one source says of former identifiers: old to kept, those of several children left out."""
    parts = [
        frame.select(old="pers_legacy_id", new="pers_person_id") for name, frame in people if name == source
    ]
    parts += [
        frame.filter(pl.col("link_identifier_type") == "Case Number").select(
            old="link_identifier_value", new="link_person_id"
        )
        for name, frame in links
        if name == source
    ]
    told = (
        pl.concat(parts).drop_nulls().unique()
        if parts
        else pl.DataFrame(schema={"old": pl.String(), "new": pl.String()})
    )
    return dict(told.filter(~pl.col("old").is_duplicated()).iter_rows())
