"""A row of a nested document (XML, JSON) as it was told, found again by its address."""

from collections.abc import Callable
from functools import lru_cache

from sightline.engine.records.readers import (
    cin_census,
    cin_census_fields,
    csc_api,
    csc_api_fields,
    workforce,
    workforce_fields,
)
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.nested import Branch, Harvest
from sightline.engine.records.readers.nested_json import harvest_json
from sightline.engine.records.readers.nested_xml import harvest_xml
from sightline.engine.records.readers.sheet import slug
from sightline.engine.records.reading import File, Reader

_Harvesting = Callable[[File, tuple[Branch, ...], str, Findings], Harvest]

_NESTED: tuple[tuple[Reader, _Harvesting, tuple[Branch, ...], str], ...] = (
    (cin_census.READER, harvest_xml, cin_census_fields.BRANCHES, "Child"),
    (workforce.READER, harvest_xml, workforce_fields.BRANCHES, workforce_fields.WORKER),
    (csc_api.READER, harvest_json, csc_api_fields.BRANCHES, csc_api_fields.CHILD),
)
"""The nested formats: how the rows of each are gathered, its kinds of row, and the one at the top."""


def is_nested(file: File) -> bool:
    """Whether the file is one of the nested formats."""
    return any(reader.recognises([file]) for reader, *_ in _NESTED)


@lru_cache(maxsize=2)
def _harvest(file: File) -> Harvest:
    known = next(known for known in _NESTED if known[0].recognises([file]))
    _, gather, branches, top = known
    return gather(file, branches, top, Findings(file.name))


def row_as_told(file: File, place: str, number: int) -> tuple[str, dict[str, str]]:
    """The place in words and the values of a row. Raises KeyError where the file has no such row."""
    harvest = _harvest(file)
    path = next((path for path in harvest.branches if slug(path) == place), None)
    if path is None or not 0 < number <= len(harvest.rows[path]):
        raise KeyError(f"{file.name} has no row {number} of {place}")
    return path, {name: (value or "").strip() for name, value in harvest.told(path, number).items()}
