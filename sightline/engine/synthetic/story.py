"""What the county's story is: sizes by year, how practice declined and began to recover, area by area.

Sizes follow the published figures for West Sussex (DfE, looked-after children, years ending 31 March
2014 to 2020; Open Government Licence v3.0). The rates of lateness are invented.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from random import Random

START = date(2013, 10, 1)
"""The first day that the visits, reviews and missing tables tell."""

END = date(2019, 9, 30)
"""The day on which the county's clock stands."""

WHOLE = date(1990, 1, 1)
"""From here the tables of spells (episodes, placements, legal status ...) are told whole."""

RESTRUCTURE = date(2018, 4, 1)
DECEMBER = (date(2018, 12, 1), date(2018, 12, 31))
ELIGIBLE_IN_DECEMBER = 31
ASSESSED_ON_TIME_IN_DECEMBER = 4

IN_CARE = (
    (date(2013, 10, 1), 645),
    (date(2014, 3, 31), 643),
    (date(2015, 3, 31), 641),
    (date(2016, 3, 31), 639),
    (date(2017, 3, 31), 663),
    (date(2018, 3, 31), 704),
    (date(2019, 3, 31), 705),
    (date(2019, 9, 30), 742),
)
STARTS_BY_YEAR = {2014: 360, 2015: 372, 2016: 380, 2017: 377, 2018: 378, 2019: 347, 2020: 430}
"""Children starting to be looked after, by the year in which the year to 31 March ends."""


def stream(seed: int, *about: object) -> Random:
    """A stream of chance of its own for each subject, so that one change does not move all the rest."""
    return Random("/".join(map(str, (seed, *about))))  # noqa: S311  a story needs repeating, not secrecy


def in_care_target(day: date, scale: float) -> int:
    """How many children should be looked after at the end of a day."""
    for (from_day, start), (to_day, end) in pairwise(IN_CARE):
        if from_day <= day <= to_day:
            share = (day - from_day).days / (to_day - from_day).days
            return round((start + (end - start) * share) * scale)
    return round(IN_CARE[-1][1] * scale)


def financial_year(day: date) -> int:
    """The year in which the year to 31 March that holds a day ends."""
    return day.year + (day.month > 3)


@dataclass(frozen=True)
class Steps:
    """A rate that changes on stated days."""

    steps: tuple[tuple[date, float], ...]

    def at(self, day: date) -> float:
        """The rate in force on a day."""
        index = bisect_right([step[0] for step in self.steps], day) - 1
        return self.steps[max(index, 0)][1]


def _steps(*steps: tuple[int, int, float]) -> Steps:
    return Steps(tuple((date(year, month, 1), rate) for year, month, rate in steps))


ASSESSED_ON_TIME = _steps(
    (1990, 1, 0.72), (2016, 1, 0.62), (2017, 1, 0.48), (2018, 1, 0.36), (2018, 7, 0.24), (2019, 1, 0.2),
    (2019, 4, 0.36), (2019, 7, 0.5),
)  # fmt: skip
REVIEW_ON_TIME = _steps((1990, 1, 0.96), (2016, 7, 0.94), (2018, 1, 0.91), (2018, 9, 0.85), (2019, 4, 0.92))
VISIT_ON_TIME = _steps((1990, 1, 0.96), (2016, 7, 0.94), (2018, 1, 0.92), (2018, 9, 0.88), (2019, 4, 0.94))
HEALTH_REVIEW_ON_TIME = _steps((1990, 1, 0.88), (2016, 1, 0.84), (2018, 1, 0.72), (2019, 4, 0.8))
DENTAL_ON_TIME = _steps((1990, 1, 0.94), (2018, 1, 0.92), (2019, 2, 0.76))
DENTAL_WORSE_SINCE = date(2019, 2, 1)
"""The one practice that is still getting worse on the county's last day."""
IMMUNISATIONS_ASKED = _steps((1990, 1, 0.9), (2017, 1, 0.86))
SDQ_DONE = _steps((1990, 1, 0.75), (2017, 1, 0.85), (2018, 4, 0.92))
PLAN_ON_TIME = _steps((1990, 1, 0.93), (2016, 7, 0.88), (2018, 1, 0.78), (2019, 4, 0.84))
PLAN_RENEWED = _steps((1990, 1, 0.86), (2016, 7, 0.8), (2018, 1, 0.72), (2019, 4, 0.76))
PEP_ON_TIME = _steps((1990, 1, 0.86), (2016, 7, 0.8), (2018, 1, 0.7), (2019, 1, 0.78))
INTERVIEW_ACCEPTED = _steps((1990, 1, 0.52), (2018, 4, 0.58), (2018, 10, 0.66), (2019, 4, 0.68))
INTERVIEW_IN_TIME = _steps((1990, 1, 0.6), (2018, 4, 0.68), (2018, 10, 0.76), (2019, 4, 0.8))
INTERVIEW_DATES_ONLY = _steps(
    (1990, 1, 0.12), (2017, 1, 0.22), (2018, 4, 0.42), (2018, 10, 0.58), (2019, 4, 0.34), (2019, 7, 0.22),
)  # fmt: skip
MISSING_LEVEL = _steps((1990, 1, 0.75), (2016, 4, 0.8), (2017, 4, 0.62), (2018, 4, 1.0), (2019, 4, 1.1))
WORKER_MONTHS = _steps((1990, 1, 24.0), (2016, 4, 16.0), (2017, 4, 13.0), (2018, 4, 10.0), (2019, 4, 16.0))

SUPERVISED_IN_TIME = _steps(
    (2018, 4, 0.84), (2018, 9, 0.68), (2018, 11, 0.52), (2019, 4, 0.72), (2019, 7, 0.88)
)  # fmt: skip
WINTER = (date(2018, 10, 1), date(2019, 3, 31))
"""The half year in which supervision broke down and recording thinned."""


@dataclass(frozen=True)
class LateArea:
    """An area planted late on one duty between two days."""

    area: int  # the place of the area in the authority's list
    duty: str
    first: date
    last: date
    on_time: float

    def covers(self, area: int, day: date) -> bool:
        """Whether the plant holds for an area on a day."""
        return area == self.area and self.first <= day <= self.last


LATE_VISITS = LateArea(0, "visits", date(2018, 9, 1), date(2019, 3, 31), 0.35)
LATE_ASSESSMENTS = LateArea(2, "initial health assessment", date(2018, 4, 1), date(2019, 6, 30), 0.0)
"""Outside December 2018, which is planted child by child."""

AREA_SHARE = (0.22, 0.34, 0.2, 0.24)
"""Children by area, in the authority's order; spread evenly where it has another number of areas."""
