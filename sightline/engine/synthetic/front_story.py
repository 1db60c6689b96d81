"""How many children come to the front door and what becomes of them, year by year, area by area.

Sizes follow the figures published for West Sussex (DfE, children in need, years ending 31 March; Open
Government Licence v3.0): referrals, section 47 enquiries and conferences of the year, assessments within 45
working days and conferences within 15. Years before 2016 are set at 2016's level. Contacts (46,000 a year)
are from the Safeguarding Children Partnership's annual report. The half year from April 2019, in which
practice recovers, and all other rates are invented.
"""

from dataclasses import dataclass
from datetime import date

WARM_UP = date(2010, 10, 1)
"""Cases are made from here, so that the record's first day finds the right number open."""

REFERRALS = {2011: 7900, 2012: 7900, 2013: 7900, 2014: 7950, 2015: 8050, 2016: 8147, 2017: 8741, 2018: 9995,
             2019: 9490, 2020: 9993}  # fmt: skip
"""Referrals by the year in which the year to 31 March ends."""

SEASON = (7.9, 9.3, 8.8, 8.3, 7.1, 8.1, 9.1, 9.5, 6.6, 9.0, 7.7, 8.5)
"""Shares of a year's referrals from April on, as in 2018-19."""

ENQUIRIES = {2016: 0.225, 2017: 0.251, 2018: 0.302, 2019: 0.305, 2020: 0.306}
"""Section 47 enquiries to each referral (106.5, 127.0, 174.5, 167.4 and 177.5 per 10,000 children)."""

CONFERENCES = {2016: 0.094, 2017: 0.104, 2018: 0.112, 2019: 0.092, 2020: 0.108}
"""Initial conferences to each referral; 874 of 9,490 in 2019."""

PLAN_AFTER_CONFERENCE = 0.93
SECOND_PLAN = 0.225
ASSESSED_IN_45 = {2016: 0.965, 2017: 0.969, 2018: 0.978, 2019: 0.854, 2020: 0.955}
CONFERENCE_IN_15 = {2016: 0.529, 2017: 0.428, 2018: 0.851, 2019: 0.695, 2020: 0.75}
NOT_IN_NEED = 0.466
WITH_PLAN = 0.2
COMES_BACK = 0.33
"""Shares of referrals: assessed and not in need, leading to a child in need plan, seen before."""

SOURCES = {"1A": 3.4, "1B": 2.6, "1C": 1.4, "1D": 1.2, "2A": 21.0, "2B": 0.6, "3A": 2.4, "3B": 1.2, "3C": 3.0,
           "3D": 2.6, "3E": 2.0, "3F": 0.8, "4": 1.5, "5A": 5.2, "5B": 8.0, "5C": 2.5, "6": 26.9, "7": 3.1,
           "8": 6.4, "10": 4.1}  # fmt: skip
NEEDS = {"N1": 56, "N2": 9, "N3": 4, "N4": 9, "N5": 12, "N6": 4, "N7": 0.5, "N8": 0.5, "N9": 5}
CATEGORIES = {"NEG": 46, "EMO": 38, "PHY": 8, "SAB": 5, "MUL": 3}
AGES = ((-0.4, 0.0, 2.5), (0.0, 1.0, 9.5), (1.0, 5.0, 22), (5.0, 10.0, 28), (10.0, 16.0, 31), (16.0, 17.6, 7))
"""Years of age at referral (below nought: before birth), and shares."""

FRONT_FROM = date(2017, 4, 1)
"""The front door, children in need and protection plans moved to the case system on this day: what was closed
before is not in it."""

CONTACTS_FROM = date(2017, 10, 1)
CONTACTS_A_YEAR = 46000
ATTENDANCE_FROM = date(2018, 4, 1)
"""From these days the county has kept its record of contacts and its register of attendance."""


def of_year(shares: dict[int, float], year: int) -> float:
    """A year's share; the nearest year's where it has none."""
    return shares[min(max(year, min(shares)), max(shares))]


@dataclass(frozen=True)
class Plant:
    """One kind of failing planted between two days, in one area or in all: so many of each hundred late."""

    kind: str
    duty: str
    words: str
    answers: str
    first: date
    last: date
    late: float
    otherwise: float
    area: int | None = None


STRATEGY_LATE = Plant(
    "strategy discussions late", "strategy_discussion",
    "strategy discussions held more than one working day after the concern", "¶7",
    date(2018, 9, 1), date(2019, 6, 30), 0.55, 0.06, area=3,
)  # fmt: skip
CHILD_SEEN_LATE = Plant(
    "children seen late in assessments", "cfa_child_seen",
    "children first seen more than five working days after their assessment began", "¶8",
    date(2018, 4, 1), date(2019, 3, 31), 0.34, 0.12,
)  # fmt: skip
CONFERENCES_LATE = Plant(
    "initial conferences late", "icpc_15wd",
    "initial conferences held more than 15 working days after the strategy discussion", "¶9",
    date(2018, 4, 1), date(2019, 3, 31), 0.305, 0.25,
)  # fmt: skip
CORE_GROUPS_BLANK = Plant(
    "core groups with dates only", "core_group",
    "core groups of which the record holds only the dates", "¶36",
    date(2018, 10, 1), date(2019, 3, 31), 0.8, 0.0, area=1,
)  # fmt: skip
