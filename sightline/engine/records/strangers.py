"""Rows that name a child whom no file lists: kept, and on no page until a file brings the child."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

from sightline.engine.records.columns import ROWS
from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.record import ALL_TABLES, Record

NOT_LISTED = "child_not_listed"
"""The code of the problem that tells of them."""

LISTS_CHILDREN = (
    "an Annex A workbook, the SSDA903 (header), the CIN census, the Standard Safeguarding Dataset "
    "(ssd_person) or the Department’s API file"
)
"""What brings children, in words."""


@dataclass(frozen=True)
class Strangers:
    """Of ``of`` rows of a table, ``rows`` name ``children`` whom no file lists; ``first`` is one's address.

    ``near``: how many of these children have an identifier that is another's but for leading zeros, case or
    blanks, as a spreadsheet leaves it.
    """

    table: str
    rows: int
    of: int
    children: int
    near: int
    first: str

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        told = {name: value for name, value in vars(self).items() if name != "first"}
        return {**told, "title": ALL_TABLES[self.table].title, "found": self.found, "advice": self.advice}

    @property
    def found(self) -> str:
        """How many rows name how many children, in words."""
        verb, who = ("names", "a child") if self.rows == 1 else ("name", f"{self.children:,} children")
        who = "a child" if self.children == 1 else who
        return f"{self.rows:,} of {self.of:,} rows {verb} {who} whom no loaded file lists"

    @property
    def advice(self) -> str:
        """What to do about them."""
        if self.near:
            some = "All" if self.near == self.children else f"{self.near:,}"
            return (
                f"{some} of these identifiers are known but for leading zeros, capitals or blanks: write "
                "them as the case system does, and load the file again"
            )
        return (
            f"These rows are kept and stand on no page until a file lists the children. Load {LISTS_CHILDREN}"
        )


def listed(record: Record) -> pl.Series:
    """Identifiers of the children whom any file lists: people, and whoever was looked after."""
    people = record.frame("ssd_person")["pers_person_id"]
    return pl.concat([people, record.frame("ssd_cla_episodes")["clae_person_id"]]).drop_nulls().unique()


def strangers(
    record: Record, tables: Iterable[str] | None = None, sealed: Iterable[str] = ()
) -> list[Strangers]:
    """Tables with rows of children whom no file lists, by title; of ``tables`` alone, where these are named.

    A row that leads to its child through another table is left out, and so are ``sealed`` identities: that
    an identifier is like one of theirs is not said, lest somebody write it.
    """
    everyone, closed = listed(record), pl.Series(sorted(sealed), dtype=pl.String)
    known = pl.concat([everyone, closed])
    alike = everyone.filter(~everyone.is_in(closed.implode())).to_frame("id")
    bare = alike.select(_bare("id")).to_series().implode()
    found = []
    for name in sorted(record.tables if tables is None else tables):
        table = ALL_TABLES.get(name)
        if table is None or table.person is None or not record.tells(name):
            continue
        frame = record.frame(name)
        person = pl.col(table.person)
        rows = frame.filter(person.is_not_null() & ~person.is_in(known.implode()))
        if rows.is_empty():
            continue
        children = rows.select(table.person).unique()
        near = children.filter(_bare(table.person).is_in(bare)).height
        found.append(Strangers(name, rows.height, frame.height, children.height, near, rows[ROWS][0][0]))
    return sorted(found, key=lambda one: ALL_TABLES[one.table].title)


def _bare(column: str) -> pl.Expr:
    """An identifier as a spreadsheet may leave it: no leading zeros, no blanks, no case."""
    return pl.col(column).str.to_lowercase().str.replace_all(r"\s", "").str.strip_chars_start("0")


def problems_of(found: Iterable[Strangers], name_of: Callable[[str], str]) -> list[Problem]:
    """What is said of them among the problems of the record. ``name_of``: the file of a row's address."""
    return [
        Problem(
            NOT_LISTED,
            Severity.NOTE,
            name_of(one.first),
            ALL_TABLES[one.table].title,
            int(one.first.rsplit("/", 1)[1]),
            found=one.found,
            advice=one.advice,
        )
        for one in found
    ]
