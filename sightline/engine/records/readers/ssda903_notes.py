"""What a sound reader should say of a return whose rows are readable and yet cannot be right."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sightline.engine.records.problems import Problem

if TYPE_CHECKING:
    from sightline.engine.records.readers.ssda903 import Part


def notes(
    parts: Sequence["Part"], tables: Mapping[str, pl.DataFrame], ends: Mapping[int | None, date | None]
) -> list[Problem]:
    """Notes on rows that were read: repeated keys, dates after the year, codes that disagree."""
    return []
