"""The county: made once from the seed, its truths planted, then written out month by month."""

from dataclasses import dataclass, field
from datetime import date

from sightline.engine.authority import Authority
from sightline.engine.synthetic import (
    came_to_care,
    care,
    contacts,
    education,
    front,
    health,
    leavers,
    missing,
    staff,
    story,
    tables,
)
from sightline.engine.synthetic.contacts import Diary
from sightline.engine.synthetic.front_door import Front
from sightline.engine.synthetic.ledger import Ledger, Row
from sightline.engine.synthetic.people import Child
from sightline.engine.synthetic.plants import Plan, prepare
from sightline.engine.synthetic.population import populate
from sightline.engine.synthetic.staff import Office


@dataclass
class County:
    """Everything that is true of the county, and what its system held of it."""

    seed: int
    scale: float
    authority: Authority
    children: list[Child]
    office: Office
    ledger: Ledger
    diary: Diary
    front: Front | None = None
    persons: dict[str, Row] = field(default_factory=dict)
    assessments: dict[str, Row] = field(default_factory=dict)
    in_manager_name: dict[str, list[str]] = field(default_factory=dict)
    eligible_from: dict[str, date] = field(default_factory=dict)
    leaving: dict[str, leavers.Leaving] = field(default_factory=dict)
    known: list[tuple[str, date]] = field(default_factory=list)
    plan: Plan = field(default_factory=Plan)
    taken: set[str] = field(default_factory=set)
    spare: int = 990000

    def leaver_rows(self, day: date) -> list[Row]:
        """The leaving-care record as it stood on a day."""
        rows = []
        for child in self.children:
            start = self.eligible_from.get(child.id)
            if start is None:
                continue
            if child.id not in self.leaving:
                self.leaving[child.id] = leavers.leaving(self.seed, child, start)
            row = leavers.leaver_row(self.seed, self.office, child, self.leaving[child.id], day)
            if row:
                rows.append(row)
        return rows


def build(authority: Authority, seed: int, scale: float) -> County:
    """Make the county: children, care, staff and everything done for each child, with the planted lives."""
    if not authority.areas:
        raise ValueError(f"{authority.name}: found no areas, expected at least one in the authority's file")
    children = populate(seed, scale, len(authority.areas))
    care.give_care(seed, children)
    plan = prepare(seed, scale, children)
    children = [child for child in children if tables.in_scope(child)]
    ledger = Ledger()
    office = staff.open_office(seed, authority, scale)
    county = County(seed, scale, authority, children, office, ledger, Diary(ledger, seed), plan=plan)
    for child in children:
        _live(county, child)
    county.in_manager_name = staff.allocate(seed, office, children, ledger)
    staff.tell_staff(authority, office, ledger)
    came_to_care.came(seed, scale, authority, children, ledger, county.persons)
    county.front = front.open_front(seed, scale, authority, ledger)
    return county


def _live(county: County, child: Child) -> None:
    """Everything that the record tells of one child."""
    ledger, diary = county.ledger, county.diary
    county.persons[child.id] = tables.tell_person(
        story.stream(county.seed, "person", child.id), ledger, child
    )
    for period in child.periods:
        if period.until() < story.START:
            continue
        rng = story.stream(county.seed, "life", period.id)
        tables.tell_period(ledger, child, period)
        if period.short_breaks:
            continue
        contacts.keep_reviews(rng, diary, child, period)
        contacts.keep_visits(rng, diary, child, period)
        contacts.keep_care_plans(rng, diary, child, period)
        rng = story.stream(county.seed, "health", period.id)
        row = health.keep_health(rng, ledger, child, period, county.plan.seen)
        if row is not None:
            county.assessments[period.id] = row
        rng = story.stream(county.seed, "education", period.id)
        education.keep_plans(rng, ledger, child, period, county.authority.terms)
        missing.keep_missing(story.stream(county.seed, "missing", period.id), ledger, child, period)
        tables.tell_permanence(rng, ledger, child, period)
    if child.cared_for():
        health.keep_immunisations(story.stream(county.seed, "immunised", child.id), ledger, child)
    start = leavers.eligible_from(child, story.END)
    if start:
        county.eligible_from[child.id] = start
