"""A sheet: the cells of one CSV file, worksheet or XML element, as text, before anyone judges them."""

import re
from dataclasses import dataclass

import polars as pl

from sightline.engine.records.columns import ROW
from sightline.engine.records.reading import File

NUMBER = "_number"
"""The row number as a person sees it: in a CSV the record's number, headings included (a record may span
lines inside quotes); in a worksheet the row; in XML the ordinal of the element in the file."""


def slug(place: str) -> str:
    """A place as it stands in a row's address: lower case, words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", place.lower()).strip("-") or "sheet"


@dataclass(frozen=True)
class Sheet:
    """Cells as text. ``cells`` holds a String column for each heading, named ``c0``, ``c1`` …, and NUMBER."""

    file: File
    place: str
    address: str
    headings: tuple[str, ...]
    cells: pl.DataFrame

    @property
    def row_addresses(self) -> pl.Expr:
        """An expression of each row's address: ``<first 12 of sha256>/<place>/<row>``."""
        return pl.format(f"{self.file.sha256[:12]}/{self.address}/{{}}", pl.col(NUMBER)).alias(ROW)
