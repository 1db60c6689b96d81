"""Finding one of hundreds of duties or measures: by area of practice, by words, by how it counts, by
how far it can be relied on. The choice
stands in the address, so it works without a script and may be kept as a bookmark; it names no child.
"""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.measures.measure import Assurance, Counting
from sightline.engine.measures.presentation import assurance_text

MOST_LETTERS = 80

KINDS: Final[dict[str, tuple[str, tuple[Counting, ...]]]] = {
    "on-time": ("On time", (Counting.TIMELINESS, Counting.TIMELINESS_BY_ENTRY)),
    "overdue": ("Overdue now", (Counting.OPEN_OVERDUE,)),
    "up-to-date": ("Up to date", (Counting.CURRENCY,)),
    "days-late": ("Days late", (Counting.MEDIAN_DAYS_LATE,)),
    "covered": ("Days covered", (Counting.CHILD_DAYS_COVERED,)),
    "gap": ("Longest gap", (Counting.WORST_GAP,)),
}
"""How measures count, as an address says it: a title, and the ways of counting."""


LEVELS: Final = {level.value: assurance_text(level) for level in Assurance}
"""How far measures can be relied on, as an address says it, and in words."""


def slug(area: str) -> str:
    """An area of practice as it stands in an address."""
    return area.replace(" ", "-")


AREAS: Final = {slug(area): area for area in sorted({duty.area for duty in DUTIES.values()})}
"""The areas of practice, by how they stand in an address."""


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for. Empty where it is not asked for."""

    area: str = ""
    words: str = ""
    kind: str = ""
    assurance: str = ""

    @property
    def anything(self) -> bool:
        """Whether anything at all was asked for."""
        return bool(self.area or self.words or self.kind or self.assurance)

    def finds(self, area: str, *texts: str) -> bool:
        """Whether something of an area of practice is looked for: every word stands in one of its texts."""
        if self.area and slug(area) != self.area:
            return False
        told = " ".join((area, *texts)).lower()
        return all(word in told for word in self.words.lower().split())

    def counts(self, counting: Counting) -> bool:
        """Whether a measure that counts in this way is looked for."""
        return not self.kind or counting in KINDS[self.kind][1]


def wanted_of(request: HttpRequest) -> Wanted:
    """What an address asks for; what makes no sense in it is left out."""
    area, kind, level = (request.GET.get(name, "") for name in ("area", "kind", "assurance"))
    words = " ".join(request.GET.get("find", "").split())[:MOST_LETTERS]
    return Wanted(
        area if area in AREAS else "",
        words,
        kind if kind in KINDS else "",
        level if level in LEVELS else "",
    )
