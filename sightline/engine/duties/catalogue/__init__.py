"""The catalogue: every duty declared in a module of this folder, found by looking.

To add a duty, add one declaration to one of these modules. Nothing else needs to know.
"""

from importlib import import_module
from pkgutil import iter_modules

from sightline.engine.duties.duty import Duty


def _found() -> dict[str, Duty]:
    duties: dict[str, Duty] = {}
    for module in sorted(iter_modules(__path__), key=lambda module: module.name):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, Duty) and duties.setdefault(value.id, value) is not value:
                raise ValueError(f"two duties are called {value.id}")
    return duties


DUTIES: dict[str, Duty] = _found()
"""Every duty by its id."""

TARGETS: frozenset[str] = frozenset(duty.id for duty in DUTIES.values() if duty.target_only)
"""Targets for whole cohorts: counted, but nobody is ever listed as having missed one."""
