"""A row of a nested document (XML, JSON) as it was told, found again by its address."""

from functools import lru_cache

from sightline.engine.records.readers import cin_census
from sightline.engine.records.readers.cin_census_fields import BRANCHES as CENSUS
from sightline.engine.records.readers.findings import Findings
from sightline.engine.records.readers.nested import Harvest
from sightline.engine.records.readers.nested_xml import harvest_xml
from sightline.engine.records.readers.sheet import slug
from sightline.engine.records.reading import File


def is_nested(file: File) -> bool:
    """Whether the file is one of the nested formats."""
    return cin_census.READER.recognises([file])


@lru_cache(maxsize=2)
def _harvest(file: File) -> Harvest:
    return harvest_xml(file, CENSUS, "Child", Findings(file.name))


def row_as_told(file: File, place: str, number: int) -> tuple[str, dict[str, str]]:
    """The place in words and the values of a row. Raises KeyError where the file has no such row."""
    harvest = _harvest(file)
    path = next((path for path in harvest.branches if slug(path) == place), None)
    if path is None or not 0 < number <= len(harvest.rows[path]):
        raise KeyError(f"{file.name} has no row {number} of {place}")
    return path, {name: (value or "").strip() for name, value in harvest.told(path, number).items()}
