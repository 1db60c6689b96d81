"""Documents whose rows stand inside rows (XML, JSON) as sheets: what is declared is taken, the rest is told.

Row numbers are the ordinals of one kind of row in the file, from 1: a document may stand on one line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.fields import Field
from sightline.engine.records.readers.findings import Findings, in_words
from sightline.engine.records.readers.read_fields import read_fields
from sightline.engine.records.readers.sheet import NUMBER, Sheet, slug
from sightline.engine.records.reading import File

ABOVE = "_above"
"""The number of the row in which a row stands."""

Cells = dict[str, str | None]


@dataclass(frozen=True)
class Branch:
    """One kind of row of a nested document.

    ``path`` names it with the kinds in which it stands, separated by slashes. ``groups`` are names of things
    inside it that are no rows of their own: what they hold belongs to this row. ``leaf``: the thing itself
    holds the value of its only field. ``common``: say so when a document has none.
    """

    path: str
    title: str
    fields: tuple[Field, ...]
    groups: tuple[str, ...] = ()
    leaf: bool = False
    common: bool = True

    @cached_property
    def known(self) -> Mapping[str, str]:
        """The names that a value may have, each with its field."""
        return {name: field.name for field in self.fields for name in (field.name, *field.aliases)}

    @property
    def above(self) -> str:
        """The path of the kind in which it stands; empty at the top."""
        return self.path.rpartition("/")[0]


class Kind:
    """A branch while its rows are met: they, the numbers of those above them, and what may stand in one."""

    __slots__ = ("above", "below", "groups", "known", "leaf", "path", "rows")

    def __init__(self, branch: Branch) -> None:
        self.path, self.leaf = branch.path, branch.leaf
        self.known, self.groups = branch.known, frozenset(branch.groups)
        self.rows: list[Cells] = []
        self.above: list[int] = []
        self.below: dict[str, Kind] = {}

    def open(self, above: int) -> tuple[int, Cells]:
        """A new row, and its number."""
        row: Cells = {}
        self.rows.append(row)
        self.above.append(above)
        return len(self.rows), row


class Harvest:
    """Rows as they are met, as text, a list for each kind; and whatever the declarations do not know."""

    def __init__(self, branches: Sequence[Branch]) -> None:
        self.branches = {branch.path: branch for branch in branches}
        self.kinds = {branch.path: Kind(branch) for branch in branches}
        for path, kind in self.kinds.items():
            up, _, name = path.rpartition("/")
            if up in self.kinds:
                self.kinds[up].below[name] = kind
        self.rows = {path: kind.rows for path, kind in self.kinds.items()}
        self.above = {path: kind.above for path, kind in self.kinds.items()}
        self.strange: dict[str, dict[str, None]] = {}
        self.marks: dict[tuple[str, str, str], list[int]] = {}

    def open(self, path: str, above: int) -> tuple[int, Cells]:
        """A new row of a kind, and its number."""
        return self.kinds[path].open(above)

    def put(self, path: str, number: int, row: Cells, name: str, value: str | None) -> None:
        """A value of a row; told where the format does not have it, or where the row had another already."""
        field = self.branches[path].known.get(name)
        if field is None:
            self.unknown(path, name)
        elif row.get(field) is not None:
            if value is not None and value != row[field]:
                self.mark("repeated_element", path, number, name)
        else:
            row[field] = value

    def told(self, path: str, number: int) -> Cells:
        """A row as it was told, under the identifier of the row at the top in which it stands."""
        row, at, above = self.rows[path][number - 1], path, number
        while up := self.branches[at].above:
            at, above = up, self.above[at][above - 1]
        key = self.branches[at].fields[0].name
        return {key: self.rows[at][above - 1].get(key), **row}

    def unknown(self, path: str, name: str) -> None:
        """Something that the format does not have."""
        names = self.strange.setdefault(path, {})
        if len(names) < _STRANGE_KEPT:
            names[name] = None

    def mark(self, code: str, path: str, number: int, column: str = "") -> None:
        """A row of which one of ``MARKS`` holds."""
        self.marks.setdefault((code, path, column), []).append(number)


_STRANGE_KEPT = 200

MARKS: Mapping[str, tuple[str, str, str, Severity]] = {
    "repeated_element": (
        "two values of which a row may have one",
        "one value",
        "The first is read",
        Severity.VALUE,
    ),
    "stray_text": (
        "text between the elements",
        "elements only",
        "The text was left out; the elements around it are read",
        Severity.NOTE,
    ),
    "wrong_shape": (
        "a value of another shape",
        "the shape that the format gives it",
        "Read as blank; the rest of each row is read",
        Severity.VALUE,
    ),
    "too_deep": (
        "values inside values inside a value",
        "plain values",
        "Read as blank; the rest of each row is read",
        Severity.VALUE,
    ),
}
"""What may be wrong with the shape of a row: found, expected, advice and cost."""


def read_harvest(
    file: File, harvest: Harvest, top: str, problems: list[Findings]
) -> tuple[dict[str, pl.DataFrame], dict[str, Findings]]:
    """The frames of a document by path: typed columns, NUMBER, ABOVE, ROW; and the findings of each.

    Rows inside a row that was set aside are set aside with it. ``problems`` takes what concerns the whole.
    """
    frames: dict[str, pl.DataFrame] = {}
    findings: dict[str, Findings] = {}
    for path, branch in harvest.branches.items():
        findings[path] = Findings(file.name, path)
        frame = _frame(file, harvest, branch, findings[path])
        if frame is not None and branch.above in frames:
            kept = frames[branch.above][NUMBER]
            if len(kept) < len(harvest.rows[branch.above]):
                frame = frame.filter(pl.col(ABOVE).is_in(kept.implode()))
        elif branch.above and branch.above in harvest.branches and frame is not None:
            frame = frame.clear()
        if frame is not None:
            frames[path] = frame
    whole = Findings(file.name)
    _tell_absent(harvest, top, whole)
    _tell_shape(harvest, findings)
    problems.append(whole)
    return frames, findings


def _frame(file: File, harvest: Harvest, branch: Branch, findings: Findings) -> pl.DataFrame | None:
    rows = harvest.rows[branch.path]
    if not rows:
        return None
    names = [field.name for field in branch.fields]
    text = pl.from_dicts(rows, schema=dict.fromkeys(names, pl.String()))
    cells = text.select(pl.col(name).alias(f"c{index}") for index, name in enumerate(names))
    numbered = cells.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(NUMBER))
    sheet = Sheet(file, branch.path, slug(branch.path), tuple(names), numbered)
    read = read_fields(sheet, branch.fields, findings)
    if read is None:
        return None
    above = pl.Series(ABOVE, harvest.above[branch.path], dtype=pl.Int64)
    return read.frame.with_columns(above.gather(read.frame[NUMBER] - 1))


def _tell_absent(harvest: Harvest, top: str, findings: Findings) -> None:
    absent = [b.title for p, b in harvest.branches.items() if b.common and not harvest.rows[p]]
    if absent and harvest.rows[top]:
        findings.add(
            "absent_elements",
            Severity.NOTE,
            found="no " + ", ".join(absent),
            expected="each kind of row that the format has, where there is one",
            advice="What they would say is not known",
        )


def _tell_shape(harvest: Harvest, findings: Mapping[str, Findings]) -> None:
    for path, names in harvest.strange.items():
        findings[path].add(
            "unknown_element",
            Severity.NOTE,
            column=path,
            found=in_words(sorted(names), 2),
            expected="what the format has in this place",
            advice=f"Not read: {len(names)} kinds of value",
        )
    for (code, path, column), numbers in harvest.marks.items():
        found, expected, advice, severity = MARKS[code]
        findings[path].add(
            code,
            severity,
            rows=pl.Series(numbers),
            column=column,
            found=found,
            expected=expected,
            advice=advice,
        )


def inside(
    frames: Mapping[str, pl.DataFrame], path: str, above: str, columns: Mapping[str, str]
) -> pl.DataFrame | None:
    """A kind's rows with columns of the rows in which they stand, however far up ``above`` is.

    ``columns`` maps a new name to a column of the upper kind. None where the document has no such rows.
    """
    if path not in frames or above not in frames:
        return None
    frame, at = frames[path], path.rpartition("/")[0]
    where = _where(frames[at][NUMBER], frame[ABOVE])
    while at != above:
        up = frames[at][ABOVE].gather(where)
        at = at.rpartition("/")[0]
        where = _where(frames[at][NUMBER], up)
    upper = frames[above]
    return frame.with_columns(upper[old].gather(where).alias(new) for new, old in columns.items())


def _where(numbers: pl.Series, wanted: pl.Series) -> pl.Series:
    """The places of some numbers among those of a frame's rows, which ascend from 1."""
    if len(numbers) and numbers[-1] == len(numbers):
        return wanted - 1
    return numbers.search_sorted(wanted)
