"""One thing under several sources' identifiers: which of them are the same, and where they are used.

A worker whom Annex A knows by name, the SSDA903 by registration number and the dataset by the system's own
number is one worker; so is a period of care that a return, having no key for it, names by child and day.
Sources keep their rows; before these are merged, each identifier gives way to the one that stands.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from sightline.engine.records.record import ALL_TABLES

Told = Sequence[tuple[str, pl.DataFrame]]
"""(source, frame of ``reading_schema(table)``) in order of precedence."""


@dataclass(frozen=True)
class Known:
    """How the things of one table are known.

    ``column`` holds their identifier. Two sources' identifiers are one thing's where a column of ``alike``
    agrees and is nobody else's; without ``alike``, where the table's natural key does. ``used`` are the
    (table, column) in which other rows name them.
    """

    table: str
    column: str
    used: tuple[tuple[str, str], ...]
    alike: tuple[tuple[str, Callable[[pl.Expr], pl.Expr]], ...] = ()


def _number(value: pl.Expr) -> pl.Expr:
    """A registration number without blanks and case."""
    return value.str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")


def _name(value: pl.Expr) -> pl.Expr:
    """A name whatever its order, case and punctuation: "Hill, Ada" and "ada hill" are one."""
    words = value.str.normalize("NFKD").str.to_lowercase().str.replace_all(r"[^a-z0-9 ]", " ")
    return words.str.extract_all(r"[a-z0-9]+").list.sort().list.join(" ")


def _ending(*endings: str) -> tuple[tuple[str, str], ...]:
    """Columns of the dataset whose names end so, by table."""
    return tuple(
        (table.name, column.name)
        for table in ALL_TABLES.values()
        if table.name.startswith("ssd_")
        for column in table
        if column.name.endswith(endings)
    )


KNOWN: tuple[Known, ...] = (
    Known(
        "ssd_professionals",
        "prof_professional_id",
        _ending("_worker_id", "_professional_id", "_care_leaver_personal_advisor"),
        (("prof_social_worker_registration_no", _number), ("prof_professional_name", _name)),
    ),
    Known(
        "ssd_department",
        "dept_team_id",
        _ending("_team", "_team_id", "_professional_team"),
        (("dept_team_name", _name),),
    ),
    Known("ssd_cla_episodes", "clae_cla_id", _ending("_cla_id")),
    Known("ssd_cla_placement", "clap_cla_placement_id", _ending("_cla_placement_id")),
    Known("ssd_cin_episodes", "cine_referral_id", _ending("_referral_id")),
    Known("ssd_cin_assessments", "cina_assessment_id", _ending("cinf_assessment_id")),
    Known("ssd_s47_enquiry", "s47e_s47_enquiry_id", _ending("_s47_enquiry_id")),
    Known("ssd_initial_cp_conference", "icpc_icpc_id", _ending("_icpc_id")),
    Known("ssd_cp_plans", "cppl_cp_plan_id", _ending("_cp_plan_id")),
)
"""Everything that several sources may know under identifiers of their own."""

_USES: Mapping[str, tuple[tuple[Known, str], ...]] = {
    name: tuple((known, column) for known in KNOWN for table, column in known.used if table == name)
    for name in ALL_TABLES
}

Aliases = Mapping[str, Mapping[str, str]]
"""By source, what each of its identifiers gives way to; those that stand are left out."""


def aliases(known: Known, told: Told) -> dict[str, dict[str, str]]:
    """Which identifiers of each source give way, and to which: the first source's stand."""
    if len(told) < 2:
        return {}
    return _alike(known, told) if known.alike else _by_key(known, told)


def _by_key(known: Known, told: Told) -> dict[str, dict[str, str]]:
    table = ALL_TABLES[known.table]
    key = [name for name in table.key if name != known.column]
    standing = pl.DataFrame(schema={**{name: table.schema[name] for name in key}, "_stands": pl.String()})
    found: dict[str, dict[str, str]] = {}
    for source, frame in told:
        mine = frame.select(*key, pl.col(known.column).alias("_mine")).drop_nulls()
        mine = mine.unique(key, keep="first", maintain_order=True)
        both = mine.join(standing, on=key, how="inner").filter(pl.col("_mine") != pl.col("_stands"))
        once = both.unique("_mine", keep="first", maintain_order=True)
        found[source] = dict(once.select("_mine", "_stands").iter_rows())
        new = mine.join(standing, on=key, how="anti").rename({"_mine": "_stands"})
        standing = pl.concat([standing, new.select(standing.columns)])
    return {source: pairs for source, pairs in found.items() if pairs}


def _alike(known: Known, told: Told) -> dict[str, dict[str, str]]:
    columns = [name for name, _ in known.alike]
    marks = {f"_{name}": plain(pl.col(name)) for name, plain in known.alike}
    standing = told[0][1].select(known.column, **marks)
    found: dict[str, dict[str, str]] = {}
    for source, frame in told[1:]:
        mine = frame.select(known.column, **marks)
        strange = mine.join(standing, on=known.column, how="anti")
        pairs: dict[str, str] = {}
        for mark in (f"_{name}" for name in columns):
            left = strange.filter(~pl.col(known.column).is_in(list(pairs)))
            pairs |= dict(_matches(left, standing, known.column, mark))
        found[source] = pairs
        new = strange.filter(~pl.col(known.column).is_in(list(pairs)))
        standing = pl.concat([standing, new])
    return {source: pairs for source, pairs in found.items() if pairs}


def _matches(mine: pl.DataFrame, theirs: pl.DataFrame, column: str, mark: str) -> Iterable[tuple[str, str]]:
    """Identifiers that share a mark which only one thing has on either side."""

    def alone(frame: pl.DataFrame, name: str) -> pl.DataFrame:
        marked = frame.filter((pl.col(mark) != "").fill_null(value=False)).unique((column, mark))
        return marked.filter(~pl.col(mark).is_duplicated()).select(mark, pl.col(column).alias(name))

    both = alone(mine, "_mine").join(alone(theirs, "_theirs"), on=mark, how="inner")
    return both.select("_mine", "_theirs").iter_rows()


def linked(table: str, source: str, frame: pl.DataFrame, known: Mapping[str, Aliases]) -> pl.DataFrame:
    """A source's rows with every identifier that gives way replaced by the one that stands.

    ``known``: for each table of KNOWN, its aliases.
    """
    changed = [
        pl.col(column).replace(dict(pairs))
        for use, column in _USES[table]
        if (pairs := known.get(use.table, {}).get(source))
    ]
    own = {use.column for use in KNOWN if use.table == table and not use.alike}
    kept = [each for each in changed if each.meta.output_name() not in own or table == "ssd_cla_episodes"]
    return frame.with_columns(kept) if kept else frame


def of_kept_children(table: str, frame: pl.DataFrame, pairs: Mapping[str, str]) -> pl.DataFrame:
    """A source's rows with the identifiers of children that give way replaced by those that stand."""
    person = ALL_TABLES[table].person
    columns = [name for name in (person, _CHILD_OF.get(table)) if name]
    return (
        frame.with_columns(pl.col(name).replace(dict(pairs)) for name in columns)
        if pairs and columns
        else frame
    )


_CHILD_OF = {"ssd_mother": "moth_childs_person_id"}


def needed_by(table: str) -> frozenset[str]:
    """The tables whose identifiers a table's rows use, itself left out."""
    return frozenset(known.table for known, _ in _USES[table]) - {table}
