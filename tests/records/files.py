"""Small files made in the tests: what authorities send, and what they send by mistake."""

import hashlib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import polars as pl
import xlsxwriter

from sightline.engine.records.problems import Problem, Severity
from sightline.engine.records.readers import read
from sightline.engine.records.reading import File

Rows = Sequence[Sequence[object]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def file(name: str, content: bytes | str) -> File:
    data = content.encode() if isinstance(content, str) else content
    return File(name, data, hashlib.sha256(data).hexdigest())


def csv_text(rows: Rows) -> str:
    return "".join(",".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook of text cells; a cell that begins with ``=`` is a formula."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(at, column, cell, None, "12/03/2018")
                elif isinstance(cell, int | float):
                    sheet.write_number(at, column, cell)
                elif cell not in (None, ""):
                    sheet.write_string(at, column, str(cell))
    book.close()
    return stream.getvalue()


def with_part(book: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return out.getvalue()


def password_protected() -> bytes:
    """What Excel writes for a workbook with a password: an OLE container with an EncryptedPackage stream."""
    return (
        OLE
        + b"\x00" * 504
        + "EncryptionInfo".encode("utf-16-le")
        + "EncryptedPackage".encode("utf-16-le") * 2
    )


@dataclass(frozen=True)
class Read:
    """What came of some files: frames by table, and every problem."""

    tables: Mapping[str, pl.DataFrame]
    problems: Sequence[Problem]
    sources: tuple[str, ...]

    def of(self, code: str, **wanted: object) -> list[Problem]:
        """The problems of one code, whose fields are as wanted."""
        return [
            problem
            for problem in self.problems
            if problem.code == code and all(getattr(problem, name) == value for name, value in wanted.items())
        ]

    def one(self, code: str, **wanted: object) -> Problem:
        found = self.of(code, **wanted)
        assert len(found) == 1, f"{code} {wanted}: {[p.sentence() for p in found or self.problems]}"
        return found[0]

    @property
    def codes(self) -> set[str]:
        return {problem.code for problem in self.problems}

    @property
    def costly(self) -> list[Problem]:
        """Problems that cost a file, a row or a value."""
        return [problem for problem in self.problems if problem.severity is not Severity.NOTE]


def reading(*files: File) -> Read:
    """Read files and hold every message to what a message owes: a file, what was found, what was expected."""
    readings, unknown = read(files)
    tables = {name: frame for found in readings for name, frame in found.tables.items()}
    problems = [*unknown, *(problem for found in readings for problem in found.problems)]
    names = {item.name for item in files}
    for problem in problems:
        assert problem.file in names, problem
        assert problem.found and problem.expected, problem.sentence()
        assert len(problem.found) <= 80
    return Read(tables, problems, tuple(found.source for found in readings))
