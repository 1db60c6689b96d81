"""Some of the children whom the front door knows, for registers about children of an age."""

from collections.abc import Set
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from sightline.engine.synthetic import story
from sightline.engine.synthetic.grid import day_of

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County


def of_ages(
    county: "County",
    rng: Random,
    ages: tuple[float, float],
    count: int,
    *,
    apart: Set[str] = frozenset(),
) -> list[tuple[str, date]]:
    """Some children of the front door of an age on the last day: (id, birth date), each once."""
    if county.front is None:
        return []
    born = [day_of(n) for n in county.front.cases.dob]
    oldest, youngest = (story.END - timedelta(int(age * 365.25)) for age in (ages[1], ages[0]))
    known = county.front.people.unique(maintain_order=True).to_list()
    places = dict(zip(county.front.ids, born, strict=True))
    able = [id for id in known if oldest <= places[id] <= youngest and id not in apart]
    return [(id, places[id]) for id in rng.sample(able, min(count, len(able)))]
