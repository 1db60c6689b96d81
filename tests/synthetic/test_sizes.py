"""The county is of West Sussex's size: within stated bands of the figures that the DfE published.

Children looked after in England including adoption, years ending 31 March (Open Government Licence v3.0),
unless another source is named. A band is the farthest that the synthetic county may lie from the figure.
"""

from datetime import date

import pytest

from sightline.engine.synthetic import story
from sightline.engine.synthetic.county import County
from sightline.engine.synthetic.people import Child, Period

MARCH = date(2019, 3, 31)
YEAR = (date(2018, 4, 1), MARCH)
Now = list[tuple[Child, Period]]


def _on(county: County, day: date) -> Now:
    return [(child, p) for child in county.children for p in child.cared_for() if p.holds(day)]


@pytest.fixture(scope="module")
def now(whole: County) -> Now:
    """Children looked after at 31 March 2019."""
    return _on(whole, MARCH)


def _percent(part: int, of: int) -> float:
    return 100 * part / of


def _left(county: County, *reasons: str) -> int:
    """Children who ceased to be looked after in the year to 31 March 2019, for some reasons."""
    return sum(
        YEAR[0] <= p.left <= YEAR[1] and (not reasons or p.reason in reasons)
        for child in county.children
        for p in child.cared_for()
        if p.left
    )


@pytest.mark.parametrize(
    ("year", "published"), [(2014, 643), (2015, 641), (2016, 639), (2017, 663), (2018, 704), (2019, 705)]
)
def test_children_looked_after_at_31_march(whole: County, year: int, published: int) -> None:
    assert len(_on(whole, date(year, 3, 31))) == pytest.approx(published, rel=0.02)


def test_children_starting_and_ceasing_in_the_year(whole: County) -> None:
    started = sum(YEAR[0] <= p.entered <= YEAR[1] for child in whole.children for p in child.cared_for())
    assert started == pytest.approx(347, rel=0.03)
    assert _left(whole) == pytest.approx(354, rel=0.03)


def test_adoptions_and_special_guardianship(whole: County) -> None:
    assert _left(whole, "E11", "E12") == pytest.approx(42, rel=0.25)
    assert _left(whole, "E43", "E44", "E45", "E46", "E47", "E48") == pytest.approx(35, rel=0.25)


@pytest.mark.parametrize(
    ("ages", "published"), [((0, 1), 7), ((1, 5), 11), ((5, 10), 14), ((10, 16), 39), ((16, 18), 28)]
)
def test_ages(now: Now, ages: tuple[int, int], published: int) -> None:
    """Percentages of those looked after at 31 March 2019, within seven points."""
    share = _percent(sum(ages[0] <= child.age(MARCH) < ages[1] for child, _ in now), len(now))
    assert share == pytest.approx(published, abs=7)


def test_boys_white_children_and_asylum_seeking_children(now: Now) -> None:
    assert _percent(sum(child.sex == "M" for child, _ in now), len(now)) == pytest.approx(59, abs=4)
    assert _percent(sum(child.ethnicity[0] == "W" for child, _ in now), len(now)) == pytest.approx(76, abs=4)
    assert sum(child.uasc for child, _ in now) == pytest.approx(72, rel=0.15)


def test_where_children_live(now: Now) -> None:
    places = [next(x for x in reversed(period.placements) if x.start <= MARCH) for _, period in now]
    foster = sum(place.kind.startswith("U") for place in places)
    homes = sum(place.kind in ("K1", "K2", "H5") for place in places)
    assert _percent(foster, len(places)) == pytest.approx(67, abs=8)
    assert _percent(homes, len(places)) == pytest.approx(23, abs=5)
    far = sum(place.distance is not None and place.distance > 20 for place in places)
    unknown = sum(place.distance is None for place in places)
    assert _percent(far, len(places)) == pytest.approx(24, abs=4)
    assert _percent(unknown, len(places)) == pytest.approx(15, abs=4)


def test_how_often_children_move(now: Now) -> None:
    moved = [
        sum(
            place.start <= MARCH and (place.end is None or place.end >= YEAR[0])
            for place in period.placements
        )
        for _, period in now
    ]
    assert _percent(sum(count >= 3 for count in moved), len(now)) == pytest.approx(10, abs=3)
    long = [period for child, period in now if (MARCH - period.entered).days >= 913 and child.age(MARCH) < 16]
    settled = [
        next(x for x in reversed(period.placements) if x.start <= MARCH).start <= date(2017, 3, 31)
        for period in long
    ]
    assert _percent(sum(settled), len(long)) == pytest.approx(66, abs=8)


def _checked(county: County, kind: str) -> float:
    """Percent of children looked after for twelve months at 31 March 2019 with a check in the year."""
    year_long = {child.id for child, period in _on(county, MARCH) if period.entered <= YEAR[0]}
    rows = county.ledger.rows["ssd_cla_health"]
    had = {
        row["clah_person_id"]
        for row in rows
        if row["clah_health_check_type"] == kind and YEAR[0] <= row["clah_health_check_date"] <= MARCH
    }
    return _percent(len(year_long & had), len(year_long))


def test_health_of_children_in_care_for_a_year(whole: County) -> None:
    assert _checked(whole, "Health assessment") == pytest.approx(88, abs=6)
    assert _checked(whole, "Dental check") == pytest.approx(90, abs=6)
    scores = [
        row["csdq_sdq_score"]
        for row in whole.ledger.rows["ssd_sdq_scores"]
        if YEAR[0] <= row["csdq_sdq_completed_date"] <= MARCH and row["csdq_sdq_score"] is not None
    ]
    assert sum(scores) / len(scores) == pytest.approx(16.1, abs=1)


def test_children_who_go_missing(whole: County) -> None:
    """735 incidents of 114 of the 1,044 children looked after in the year (11%)."""
    cared = {
        child.id
        for child in whole.children
        for p in child.cared_for()
        if p.entered <= MARCH and p.until() >= YEAR[0]
    }
    incidents = [
        row
        for row in whole.ledger.rows["ssd_missing"]
        if YEAR[0] <= row["miss_missing_episode_start_date"].date() <= MARCH
    ]
    assert len(cared) == pytest.approx(1044, rel=0.03)
    assert len(incidents) == pytest.approx(735, rel=0.1)
    children = {row["miss_person_id"] for row in incidents}
    assert _percent(len(children), len(cared)) == pytest.approx(11, abs=2)


def test_how_long_children_are_missing(whole: County) -> None:
    """England, year to March 2024: a third under a day, 2.2% over a week, 1.9 days on average."""
    days = [
        (row["miss_missing_episode_end_date"] - row["miss_missing_episode_start_date"]).total_seconds()
        / 86400
        for row in whole.ledger.rows["ssd_missing"]
    ]
    assert _percent(sum(length < 1 for length in days), len(days)) == pytest.approx(33, abs=5)
    assert _percent(sum(length >= 8 for length in days), len(days)) == pytest.approx(2.2, abs=1)
    assert sum(days) / len(days) == pytest.approx(1.9, abs=0.2)


def test_return_interviews(whole: County) -> None:
    """About half of episodes (Children's Society, 2019), 63% of them in time (Missing People, 2024)."""
    rows = whole.ledger.rows["return_home_interview"]
    held = [row for row in rows if row["held_on"]]
    in_time = sum((row["held_on"] - row["missing_to"]).total_seconds() <= 72 * 3600 for row in held)
    assert _percent(len(held), len(rows)) == pytest.approx(50, abs=12)
    assert _percent(in_time, len(held)) == pytest.approx(63, abs=12)


def test_december_2018_has_the_cohort_of_the_inspection(whole: County) -> None:
    """13% on time (inspection of 2019, paragraph 20), of a month's children starting to be looked after."""
    seen = [whole.plan.seen[period.id] for _, period in whole.plan.december]
    assert (len(seen), sum(day is None for day in seen)) == (story.ELIGIBLE_IN_DECEMBER, 2)
