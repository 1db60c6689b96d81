"""The language in which canonical tables and local registers are declared."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import polars as pl

from sightline.engine.records.titles import in_words


class Kind(StrEnum):
    """What a column tells us, so that "only the key dates were filled in" can be computed."""

    IDENTITY = "identity"
    DATE = "date"
    CONTENT = "content"


class Type(StrEnum):
    """The storage type of a column."""

    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"

    @property
    def polars(self) -> pl.DataType:
        """The Polars type that holds it."""
        return _POLARS[self]


_POLARS: dict[Type, pl.DataType] = {
    Type.TEXT: pl.String(),
    Type.DATE: pl.Date(),
    Type.DATETIME: pl.Datetime("us"),
    Type.INTEGER: pl.Int64(),
    Type.NUMBER: pl.Float64(),
    Type.FLAG: pl.Boolean(),
}


class Subject(StrEnum):
    """Whom or what a table is about, so that a duty can be owed to them."""

    CHILD = "child"
    WORKER = "worker"
    CARER = "carer"
    HOUSEHOLD = "household"
    HOME = "children's home"
    TEAM = "team"
    ADULT = "adult"  # a person who works with children, under a key kept apart from children's records
    CASE = "case"  # before a court
    BODY = "body"
    AUDIT = "audit"
    ACTION = "action"
    RECORD = "record"
    COMPLAINT = "complaint"


@dataclass(frozen=True)
class Column:
    """One column of a canonical table or register.

    ``codes`` lists the values that the format allows (empty: free); where ``several`` are allowed in one
    cell, semicolons stand between them. ``required``: a row without it says nothing and is set aside.
    ``expected``: every sound row has it, and a row without it still loads. ``aliases`` are other headings
    under which real files carry it; readers compare headings without case, spaces or punctuation. ``title``:
    what it is called on screen; a table gives each column that declares none the words of its name.
    """

    name: str
    type: Type
    kind: Kind
    title: str = ""
    required: bool = False
    codes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    note: str = ""
    expected: bool = False
    several: bool = False

    def __post_init__(self) -> None:
        if self.several and (self.type is not Type.TEXT or not self.codes):
            raise ValueError(f"{self.name}: only text with codes can hold several of them")
        if self.kind is Kind.DATE and self.type not in (Type.DATE, Type.DATETIME):
            raise ValueError(f"{self.name}: a date column needs a date type, found {self.type}")


@dataclass(frozen=True)
class Through:
    """Where the child of a row is found: our ``column`` holds the value of ``other`` in ``table``."""

    column: str
    table: str
    other: str


@dataclass(frozen=True)
class Table:
    """A canonical table or a local register.

    ``key`` is the natural key by which two sources tell the same event; ``person`` names the column
    that holds the child, or ``through`` the table in which the child is found (neither: a row names no
    child). ``of`` says that the table is about a worker, carer, team … and in which column they stand;
    such a row may name a child as well. A row lies inside a coverage window when
    ``starts`` (to ``ends``, where it has one) does; a table without ``starts`` is a register of
    things that simply are, and the newest telling of a key stands.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    person: str | None = None
    starts: str | None = None
    ends: str | None = None
    register: bool = False
    source: str = ""
    note: str = ""
    through: Through | None = None
    of: tuple[Subject, str] | None = None

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        titled = tuple(one if one.title else replace(one, title=in_words(one.name, names)) for one in self)
        object.__setattr__(self, "columns", titled)
        if len(set(names)) != len(names):
            raise ValueError(f"{self.name}: a column is declared twice")
        found_by = (self.through.column if self.through else None, self.of[1] if self.of else None)
        wanted = {*self.key, *filter(None, (self.person, self.starts, self.ends, *found_by))}
        if missing := wanted - set(names):
            raise ValueError(f"{self.name}: names columns that it does not declare: {sorted(missing)}")
        if self.person and self.through:
            raise ValueError(f"{self.name}: the child stands in a column or in another table, not in both")

    @property
    def subject(self) -> Subject | None:
        """Whom or what a row is about; None for a table that is about nobody, such as a calendar."""
        if self.of:
            return self.of[0]
        return Subject.CHILD if self.person or self.through else None

    @property
    def subject_column(self) -> str | None:
        """The column that names the subject; None where it is found in another table, or there is none."""
        return self.of[1] if self.of else self.person

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    def of_kind(self, kind: Kind) -> tuple[str, ...]:
        """The names of the columns of one kind."""
        return tuple(column.name for column in self.columns if column.kind is kind)

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Column name to Polars type, without provenance."""
        return {column.name: column.type.polars for column in self.columns}


ROW = "_row"
"""Reader frames: the row's address in the file as submitted, ``<first 12 of sha256>/<place>/<row>``."""

ROWS = "_rows"
"""Record frames: every address that tells this row (several returns may tell one event)."""

SOURCES = "_sources"
"""Record frames: the sources that tell this row, by precedence; the first is the one that stands."""


def reading_schema(table: Table) -> dict[str, pl.DataType]:
    """The schema of a frame as a reader returns it."""
    return {**table.schema, ROW: pl.String()}


def record_schema(table: Table) -> dict[str, pl.DataType]:
    """The schema of a frame inside a Record."""
    return {**table.schema, ROWS: pl.List(pl.String()), SOURCES: pl.List(pl.String())}


def as_declared(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """A frame kept from earlier, in today's columns: those declared since are null, those given up fall."""
    return frame.select(
        pl.col(name) if name in frame.columns else pl.lit(None, dtype=kind).alias(name)
        for name, kind in schema.items()
    )
