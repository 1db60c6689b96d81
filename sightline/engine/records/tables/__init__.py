"""Canonical tables: the names and types of the Standard Safeguarding Dataset 1.4.5 (Data to Insight, MIT).

All 51 of them, by room of practice, found by looking. The dataset types every date as a datetime; here only
what is truly timed (missing episodes) keeps its hour. Tables that only help to build the dataset are read
as well, so that nothing in a folder is passed over.
"""

from importlib import import_module
from pkgutil import iter_modules

from sightline.engine.records.columns import Table
from sightline.engine.records.declared import tables_of
from sightline.engine.records.tables.care_leavers import CARE_LEAVERS
from sightline.engine.records.tables.health import CLA_HEALTH, CLA_IMMUNISATIONS, SDQ_SCORES
from sightline.engine.records.tables.legal import LEGAL_STATUS
from sightline.engine.records.tables.looked_after import (
    CLA_CARE_PLAN,
    CLA_EPISODES,
    CLA_PLACEMENT,
    CLA_REVIEWS,
    CLA_VISITS,
    MISSING,
)
from sightline.engine.records.tables.people import DISABILITY, IMMIGRATION_STATUS, LINKED_IDENTIFIERS, PERSON
from sightline.engine.records.tables.permanence import PERMANENCE
from sightline.engine.records.tables.workforce import DEPARTMENT, INVOLVEMENTS, PROFESSIONALS

__all__ = [
    "CARE_LEAVERS",
    "CLA_CARE_PLAN",
    "CLA_EPISODES",
    "CLA_HEALTH",
    "CLA_IMMUNISATIONS",
    "CLA_PLACEMENT",
    "CLA_REVIEWS",
    "CLA_VISITS",
    "DEPARTMENT",
    "DISABILITY",
    "IMMIGRATION_STATUS",
    "INVOLVEMENTS",
    "LEGAL_STATUS",
    "LINKED_IDENTIFIERS",
    "MISSING",
    "PERMANENCE",
    "PERSON",
    "PROFESSIONALS",
    "SDQ_SCORES",
    "TABLES",
]

TABLES: dict[str, Table] = tables_of(
    import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)
)
"""Every canonical table by name."""
