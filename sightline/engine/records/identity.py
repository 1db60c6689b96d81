"""Which rows are the same child, which may be, and which must never be joined."""

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from sightline.engine.records.columns import ROWS
from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.record import Record

NameOf = Callable[[str], str]

_ABOUT = 45
"""Days between the day on which a child was expected and its birth."""

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

    One pupil number on two identifiers, a former one of either included; one NHS number; one birth date,
    surname and forename (twins share at most the first two); or an unborn child and a child born to the same
    mother about the day that was expected. Sealed identities are left out: nothing may be matched across an
    adoption. So are numbers that the case system itself says were given up for another (linked identifiers).
    ``name_of`` gives the name of the file of a row's address.
    """
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
        .join(sealed_people(record), left_on="id", right_on="person_id", how="anti", maintain_order="left")
        .join(_given_up(record), on="id", how="anti", maintain_order="left")
    )
    known: list[str] = []
    numbers = pl.concat([people.select("id", "upn", "rows"), _former_numbers(record, people)])
    once = numbers.unique(("id", "upn"), keep="first", maintain_order=True)
    asked = (
        (once, ["upn"], "one pupil number on several identifiers"),
        (people, ["nhs"], "one NHS number on several identifiers"),
        (people, ["dob", "surname", "forename"], "one birth date and name on several identifiers"),
        (_expected_and_born(record, people), ["pair"], "an unborn child and a child of the same mother"),
    )
    return [problem for frame, on, found in asked for problem in _shared(frame, on, found, known, name_of)]


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


def adopted_ids(told: Mapping[str, Sequence[tuple[str, pl.DataFrame]]]) -> frozenset[str]:
    """Identifiers of children who were adopted, by any source's rows of the tables that tell it.

    ``told``: by table, (source, frame of ``reading_schema(table)``). Nothing may be joined to them.
    """
    found: set[str] = set()
    for table, person, column, values in _ADOPTIONS:
        for _, frame in told.get(table, ()):
            found |= set(frame.filter(pl.col(column).is_in(values))[person].drop_nulls())
    return frozenset(found)


ADOPTION_TABLES = ("ssd_cla_episodes", "ssd_permanence", "ssd_cin_episodes")
"""The tables that tell of an adoption."""

_ADOPTIONS = (
    ("ssd_cla_episodes", "clae_person_id", "clae_cla_episode_ceased_reason", ADOPTED),
    ("ssd_permanence", "perm_person_id", "perm_permanence_order_type", ("Adoption",)),
    ("ssd_cin_episodes", "cine_person_id", "cine_close_reason", ("RC1",)),
)


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
