"""Whom a row is about, also where the row itself does not say."""

import polars as pl

from sightline.engine.records.columns import Column, Subject
from sightline.engine.records.record import ALL_TABLES, Record

PERSON = "person_id"
"""The column that ``with_person`` adds."""


def names_child(table: str) -> bool:
    """Whether it can be worked out which child a row of a table is about."""
    declared = ALL_TABLES[table]
    return declared.person is not None or declared.through is not None


def with_person(record: Record, table: str) -> pl.DataFrame:
    """A record's frame with ``person_id``, in the same order: the child whom each row is about.

    Null where the table in between does not say, or says two children under one identifier. A table that
    names no child has nothing but nulls.
    """
    frame, declared = record.frame(table), ALL_TABLES[table]
    if declared.person is not None:
        return frame.with_columns(pl.col(declared.person).alias(PERSON))
    if declared.through is None:
        return frame.with_columns(pl.lit(None, dtype=pl.String).alias(PERSON))
    link = declared.through
    known = (
        with_person(record, link.table)
        .select(pl.col(link.other).alias(link.column), PERSON)
        .drop_nulls()
        .unique(maintain_order=True)
        .filter(pl.len().over(link.column) == 1)
    )
    return frame.join(known, on=link.column, how="left", maintain_order="left")


def with_subject(record: Record, table: str, about: Subject | None = None) -> pl.DataFrame:
    """A record's frame with ``person_id``: the child, worker, carer … whom each row is about.

    ``about``: whom to ask for, where a table names two (a supervision names the worker and may name a child);
    None: whom the table itself is about. Raises ValueError where the table does not name such a subject.
    """
    declared = ALL_TABLES[table]
    wanted = about or declared.subject
    if declared.of is not None and wanted is declared.of[0]:
        return record.frame(table).with_columns(pl.col(declared.of[1]).alias(PERSON))
    if wanted is not Subject.CHILD or not names_child(table):
        raise ValueError(f"{table} does not say which {wanted or 'subject'} a row is about")
    return with_person(record, table)


def parts(column: Column) -> pl.Expr:
    """The codes in cells that may hold several: a list, spelt as declared; null where the cell is blank."""
    spelt = {code.casefold(): code for code in column.codes}
    pieces = pl.col(column.name).str.to_lowercase().str.replace_all("\n", ";", literal=True).str.split(";")
    known = pl.element().str.strip_chars().replace_strict(spelt, default=None, return_dtype=pl.String)
    return pieces.list.eval(known).list.drop_nulls()
