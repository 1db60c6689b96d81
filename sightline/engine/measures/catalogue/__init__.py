"""The catalogue: every measure declared in a module of this folder, found by looking.

The ordinary measures of every duty come from ``standard``; what leaders ask beyond them is declared by hand
in the other modules. To add a measure, add one declaration to one of these. Nothing else needs to know.
"""

from importlib import import_module
from pkgutil import iter_modules

from sightline.engine.measures.measure import Measure


def _found() -> dict[str, Measure]:
    measures: dict[str, Measure] = {}
    for module in sorted(iter_modules(__path__), key=lambda module: module.name):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            for measure in value if isinstance(value, tuple) else (value,):
                if isinstance(measure, Measure) and measures.setdefault(measure.id, measure) is not measure:
                    raise ValueError(f"two measures are called {measure.id}")
    return dict(sorted(measures.items()))


MEASURES: dict[str, Measure] = _found()
"""Every measure by its id."""
