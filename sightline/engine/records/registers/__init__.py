"""Local registers: what practice keeps and no national return holds, in the language of the canonical tables.

A register says what was done *and what it found*: its content columns are what makes "recorded is not
done" computable (inspection of 2019, paragraph 36: forms with only the key dates). What can be worked out
from other columns is never a column. To add a register, declare it in one module of this folder: it is
found by looking, read from CSV and XLSX, and ``sightline template`` writes a blank workbook for it.
"""

from importlib import import_module
from pkgutil import iter_modules

from sightline.engine.records.columns import Table
from sightline.engine.records.declared import tables_of

REGISTERS: dict[str, Table] = tables_of(
    import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)
)
"""Every local register by name."""
