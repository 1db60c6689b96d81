"""The children of the county: who they are, and the periods in which they were looked after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sightline.engine.synthetic import words
from sightline.engine.synthetic.days import age_on, birthday
from sightline.engine.synthetic.story import END


@dataclass(slots=True)
class Span:
    """Something that held from a day to a day (None: still)."""

    code: str
    start: date
    end: date | None
    reason: str = ""


@dataclass(slots=True)
class Placement:
    """Where a child lived, from a day to a day (None: still)."""

    id: str
    kind: str
    provider: str
    start: date
    end: date | None
    distance: float | None
    postcode: str
    urn: str
    reason: str = ""


@dataclass(slots=True)
class Period:
    """One continuous period of being looked after."""

    id: str
    entered: date
    need: str
    path: str
    left: date | None = None
    reason: str = ""
    planned_end: date | None = None
    planned_reason: str = ""
    order_on: date | None = None
    placed_for_adoption: date | None = None
    legal: list[Span] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)

    def until(self) -> date:
        """The last day of the period that the county knows of."""
        return self.left or END

    def holds(self, day: date) -> bool:
        """Whether the child was looked after on a day; the day of leaving is not one."""
        return self.entered <= day and (self.left is None or day < self.left)

    @property
    def short_breaks(self) -> bool:
        """A series of short breaks: outside every count of children looked after."""
        return self.path == "short breaks"


@dataclass(slots=True)
class Child:
    """One person of the county, under the identity that the record gives."""

    id: str
    number: int
    forename: str
    surname: str
    sex: str
    ethnicity: str
    dob: date
    area: int
    uasc: bool
    upn: str = ""
    no_upn: str = ""
    disability: str = ""
    nationality: str = "British"
    runs: float = 0.0
    unsettled: float = 1.0
    periods: list[Period] = field(default_factory=list)

    def age(self, day: date) -> int:
        """Whole years of age on a day."""
        return age_on(self.dob, day)

    @property
    def eighteen(self) -> date:
        """The eighteenth birthday."""
        return birthday(self.dob, 18)

    def cared_for(self) -> list[Period]:
        """The periods of care, without series of short breaks."""
        return [period for period in self.periods if not period.short_breaks]


ETHNICITIES = {
    "WBRI": 71, "WIRI": 1, "WOTH": 4, "WROM": 0.5, "MWBC": 2.5, "MWBA": 1.5, "MWAS": 1.5, "MOTH": 2.5,
    "AIND": 0.5, "APKN": 0.8, "ABAN": 0.7, "AOTH": 0.6, "BCRB": 0.8, "BAFR": 1.8, "BOTH": 0.6, "OOTH": 1,
    "NOBT": 3, "REFU": 0.7,
}  # fmt: skip
ABROAD = {"BAFR": 34, "AOTH": 26, "OOTH": 30, "WOTH": 7, "NOBT": 3}
NATIONS = {
    "Eritrean": 22,
    "Sudanese": 20,
    "Afghan": 18,
    "Iranian": 14,
    "Vietnamese": 10,
    "Albanian": 8,
    "Iraqi": 8,
}
DISABILITIES = {"LD": 30, "AUT": 28, "BEH": 16, "COMM": 10, "MOB": 6, "CON": 3, "HEAR": 3, "VIS": 2, "DDA": 2}
_CHECK = "ABCDEFGHJKLMNPQRTUVWXYZ"


def pick(rng: Random, weights: Mapping[str, float]) -> str:
    """One key, by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def pupil_number(rng: Random, born: date) -> str:
    """A unique pupil number with a right check letter, from a school of our own authority's number."""
    digits = f"938{rng.randint(2000, 4999)}{(born.year + 5) % 100:02d}{rng.randint(0, 999):03d}"
    total = sum(int(digit) * weight for weight, digit in enumerate(digits, 2))
    return _CHECK[total % 23] + digits


def draw_dob(rng: Random, on: date, youngest: float, oldest: float) -> date:
    """A date of birth that makes a person between two ages (in years) on a day."""
    days = rng.randint(round(youngest * 365.25), max(round(oldest * 365.25) - 1, round(youngest * 365.25)))
    return on - timedelta(days)


def make_child(rng: Random, number: int, dob: date, area: int, *, uasc: bool) -> Child:
    """A made-up child. The number gives the id; some ids keep their leading zero."""
    male = rng.random() < (0.9 if uasc else 0.56)
    forename = rng.choice(words.FORENAMES_M if male else words.FORENAMES_F)
    child = Child(
        id=f"{number:06d}",
        number=number,
        forename=forename,
        surname=rng.choice(words.SURNAMES_ABROAD if uasc else words.SURNAMES),
        sex="M" if male else "F",
        ethnicity=pick(rng, ABROAD if uasc else ETHNICITIES),
        dob=dob,
        area=area,
        uasc=uasc,
        nationality=pick(rng, NATIONS) if uasc else "British",
        unsettled=rng.gammavariate(1.2, 0.8),
        runs=rng.gammavariate(0.45, 12.0) if rng.random() < 0.22 else 0.0,
    )
    if uasc:
        child.no_upn = "UN3"
    elif age_on(dob, END) < 5:
        child.no_upn = "UN1"
    else:
        child.upn = pupil_number(rng, dob)
    if not uasc and rng.random() < 0.13:
        child.disability = pick(rng, DISABILITIES)
    return child
