"""Tables found where they are declared, so that adding one touches one file."""

from collections.abc import Iterable
from types import ModuleType

from sightline.engine.records.columns import Table


def tables_of(modules: Iterable[ModuleType]) -> dict[str, Table]:
    """The tables that modules declare, by name: modules in alphabetical order, tables as they stand there.

    Raises ValueError where two tables have one name, or one title.
    """
    found: dict[str, Table] = {}
    for module in sorted(modules, key=lambda module: module.__name__):
        for value in vars(module).values():
            if isinstance(value, Table) and found.setdefault(value.name, value) is not value:
                raise ValueError(f"{module.__name__}: two tables are called {value.name}")
    titles = [table.title for table in found.values()]
    if twice := sorted({title for title in titles if titles.count(title) > 1}):
        raise ValueError(f"two tables have one title: {twice}")
    return found
