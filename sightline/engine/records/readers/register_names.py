"""Which register a file or a sheet says that it is, by what it is called."""

import re

from sightline.engine.records.columns import Table
from sightline.engine.records.readers.headings import plain
from sightline.engine.records.registers import REGISTERS

_DISTINCT = 12
"""Letters from which on a register's name is its own wherever it stands in a file's name."""

SHEET = 31
"""The most letters that a worksheet's name may have."""

GUIDANCE, LISTS = "Guidance", "Lists"
BESIDE = frozenset({GUIDANCE, LISTS})
"""Sheets of a blank workbook that stand beside the register and are never read."""


def _names() -> dict[str, Table]:
    """Every name and title, and each title as a worksheet shortens it; longest first."""
    found = {plain(table.name): table for table in REGISTERS.values()}
    for table in REGISTERS.values():
        for title in (table.title, table.title[:SHEET]):
            if found.setdefault(plain(title), table) is not table:
                raise ValueError(f"{table.name}: another register would be taken for it by its title")
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


_BY_NAME = _names()


def named_register(name: str) -> Table | None:
    """The register that a file's or a sheet's name says it is, the longest name that fits; None where none.

    A short name, such as ``visit``, must stand first in it and be a word of its own.
    """
    text = plain(name)
    for key, table in _BY_NAME.items():
        if text.startswith("ssd") or key not in text:
            continue
        if len(key) >= _DISTINCT or (_ends_word(name, key)):
            return table
    return None


def _ends_word(name: str, key: str) -> bool:
    """Whether ``key`` is the first words of a name, whole."""
    seen = ""
    for word in re.split(r"[^A-Za-z0-9'’]+", name):
        seen += plain(word)
        if seen.rstrip("s") == key.rstrip("s"):
            return True
    return False
