"""Teams, posts, the workers who pass through them, and who was allocated to each child when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sightline.engine.authority import Authority, Team
from sightline.engine.synthetic import story, words
from sightline.engine.synthetic.days import next_working
from sightline.engine.synthetic.ledger import Ledger
from sightline.engine.synthetic.people import Child, Period

SOCIAL_WORKER = "Allocated social worker"
REVIEWING_OFFICER = "Independent reviewing officer"
ADVISER = "Personal adviser"
REVIEWING_TEAM = "IRO"
FRONT_SERVICES = ("AS", "FS")
"""Services (parents of teams) that work with children in need; the others look after children in care. An
authority that has none of them gives that work to its area teams."""
_BEFORE = date(1995, 1, 1)
_NAMED_AT_ONCE = 0.9
"""Of the children in care, to how many a reviewing officer is named on the first day."""


@dataclass(frozen=True)
class Tenure:
    """A worker in a post, between two days (None: still)."""

    worker: str
    start: date
    end: date | None
    manager: bool = False


@dataclass
class Office:
    """All posts by team, with who held each when."""

    posts: dict[str, list[list[Tenure]]] = field(default_factory=dict)
    workers: dict[str, dict[str, object]] = field(default_factory=dict)
    managers: dict[str, str] = field(default_factory=dict)
    teams_of_area: dict[int, list[Team]] = field(default_factory=dict)
    counter: int = 0

    def hire(self, rng: Random, team: str, title: str, *, agency: bool = False) -> str:
        """A new made-up member of staff."""
        self.counter += 1
        worker = f"W{self.counter:04d}"
        name = f"{rng.choice(words.FORENAMES_F + words.FORENAMES_M)} {rng.choice(words.SURNAMES)}"
        self.workers[worker] = {
            "prof_professional_id": worker,
            "prof_staff_id": f"{700000 + self.counter}",
            "prof_professional_name": name,
            "prof_social_worker_registration_no": "" if title == ADVISER else f"SW{90000 + 7 * self.counter}",
            "prof_agency_worker_flag": "1" if agency else "0",
            "prof_professional_job_title": title,
            "prof_professional_department": team,
            "prof_full_time_equivalency": rng.choices((1.0, 0.8, 0.6), (75, 15, 10))[0],
        }
        return worker


def _fill_post(office: Office, rng: Random, team: Team, title: str, steady: float = 1.0) -> list[Tenure]:
    """A post from the beginning to the end: workers one after another, gaps held by the team's manager."""
    day = team.since or _BEFORE
    stop = team.until or story.END + timedelta(400)
    tenures: list[Tenure] = []
    while day < stop:
        months = story.WORKER_MONTHS.at(day) * steady
        end = next_working(day + timedelta(int(30 * max(3.0, rng.gammavariate(1.6, months / 1.6)))))
        worker = office.hire(rng, team.id, title, agency=rng.random() < 0.13)
        tenures.append(Tenure(worker, day, min(end, stop)))
        day = end
        if title == SOCIAL_WORKER and rng.random() < (0.32 if day >= date(2016, 4, 1) else 0.12):
            back = next_working(day + timedelta(rng.randint(14, 75)))
            tenures.append(Tenure(office.managers[team.id], day, min(back, stop), manager=True))
            day = back
    return tenures


def open_office(seed: int, authority: Authority, scale: float) -> Office:
    """Posts enough for about sixteen children each, in every team that serves an area."""
    office = Office()
    areas = {area.id: index for index, area in enumerate(authority.areas)}
    teams = [team for team in authority.teams if not {team.id, team.parent} & set(FRONT_SERVICES)]
    for team in teams:
        rng = story.stream(seed, "team", team.id)
        office.managers[team.id] = office.hire(rng, team.id, "Team manager")
        if team.area in areas:
            index = areas[team.area]
            office.teams_of_area.setdefault(index, []).append(team)
            sisters = sum(1 for other in teams if other.area == team.area)
            share = story.AREA_SHARE[index] if len(areas) == len(story.AREA_SHARE) else 1 / len(areas)
            count = max(2, round(720 * scale * share / 16 / sisters + 0.5))
            office.posts[team.id] = [_fill_post(office, rng, team, SOCIAL_WORKER) for _ in range(count)]
    leaving = _leaving_team(authority)
    rng = story.stream(seed, "advisers")
    count = max(2, round(22 * scale))
    office.posts[ADVISER] = [_fill_post(office, rng, leaving, ADVISER, 2.0) for _ in range(count)]
    rng = story.stream(seed, "reviewing officers")
    reviewing = Team(REVIEWING_TEAM, "Independent reviewing service")
    count = max(2, round(11 * scale))
    office.posts[REVIEWING_TEAM] = [
        _fill_post(office, rng, reviewing, REVIEWING_OFFICER, 2.5) for _ in range(count)
    ]
    return office


def _leaving_team(authority: Authority) -> Team:
    return next((team for team in authority.teams if team.id == "LC"), authority.teams[0])


def teams_on(office: Office, area: int, day: date) -> list[Team]:
    """The teams that served an area on a day."""
    teams = office.teams_of_area.get(area) or next(iter(office.teams_of_area.values()))
    return [
        team for team in teams if (team.since or _BEFORE) <= day and (team.until is None or day < team.until)
    ]


@dataclass(frozen=True)
class Seat:
    """A child's place in a post, between two days (None: still)."""

    team: str
    post: int
    start: date
    end: date | None


def _seats(office: Office, rng: Random, child: Child, period: Period) -> list[Seat]:
    """The posts that held a child through a period: a change now and then, and the restructure for all."""
    team = rng.choice(teams_on(office, child.area, period.entered)).id
    day, end = period.entered, period.until()
    seats: list[Seat] = []
    while day < end or not seats:
        stop = day + timedelta(int(rng.expovariate(1 / 1100)) + 60)
        if day < story.RESTRUCTURE < end:
            stop = min(stop, story.RESTRUCTURE)
        last = stop >= end
        post = rng.randrange(len(office.posts[team]))
        seats.append(Seat(team, post, day, period.left if last else stop))
        if last:
            break
        day = stop
        if day == story.RESTRUCTURE:
            team = rng.choice(teams_on(office, child.area, day)).id
    return seats


def _tell(
    ledger: Ledger, child: Child, worker: str, role: str, team: str, start: date, end: date | None
) -> None:
    """One involvement. The reason of a change is held by the involvement that begins."""
    ledger.tell(
        "ssd_involvements",
        start,
        invo_involvements_id=f"I{len(ledger.rows['ssd_involvements']) + 1:06d}",
        invo_professional_id=worker,
        invo_professional_role_id=role,
        invo_professional_team=team,
        invo_person_id=child.id,
        invo_involvement_start_date=start,
        invo_involvement_end_date=end,
    )


def _occupy(office: Office, key: str, seat: Seat) -> list[tuple[Tenure, date, date | None]]:
    """The workers of a post while a child sat in it, each with the first and last day."""
    stop = seat.end or story.END + timedelta(1)
    held: list[tuple[Tenure, date, date | None]] = []
    for tenure in office.posts[key][seat.post]:
        start, end = max(tenure.start, seat.start), min(tenure.end or stop, stop)
        if start < end or (seat.start == seat.end == start and not held):
            open_still = seat.end is None and (tenure.end is None or tenure.end > story.END)
            held.append((tenure, start, None if open_still else end))
    return held


def allocate(seed: int, office: Office, children: list[Child], ledger: Ledger) -> dict[str, list[str]]:
    """Tell every involvement. Gives the children held in a manager's name at the end, by team."""
    in_manager_name: dict[str, list[str]] = defaultdict(list)
    for child in children:
        for period in child.periods:
            rng = story.stream(seed, "allocation", period.id)
            if period.until() < story.START:
                continue
            for seat in _seats(office, rng, child, period):
                for tenure, start, end in _occupy(office, seat.team, seat):
                    _tell(ledger, child, tenure.worker, SOCIAL_WORKER, seat.team, start, end)
                    if tenure.manager and end is None:
                        in_manager_name[seat.team].append(child.id)
            if period.short_breaks:
                continue
            officers = len(office.posts[REVIEWING_TEAM])
            post = rng.randrange(officers)
            named = period.entered + timedelta(0 if rng.random() < _NAMED_AT_ONCE else rng.randint(8, 30))
            if named >= period.until():
                continue
            seat = Seat(REVIEWING_TEAM, post, named, period.left)
            for tenure, start, end in _occupy(office, REVIEWING_TEAM, seat):
                _tell(ledger, child, tenure.worker, REVIEWING_OFFICER, REVIEWING_TEAM, start, end)
    return dict(in_manager_name)


def tell_staff(authority: Authority, office: Office, ledger: Ledger) -> None:
    """Tell the teams and the people who work in them."""
    names = {team.id: team.name for team in authority.teams}
    for team in authority.teams:
        ledger.tell(
            "ssd_department",
            team.since or story.START,
            dept_team_id=team.id,
            dept_team_name=team.name,
            dept_team_parent_id=team.parent or "",
            dept_team_parent_name=names.get(team.parent or "", ""),
        )
    ledger.tell(
        "ssd_department",
        story.START,
        dept_team_id=REVIEWING_TEAM,
        dept_team_name="Independent reviewing service",
    )
    seen = {row["invo_professional_id"] for row in ledger.rows["ssd_involvements"]}
    for worker, values in office.workers.items():
        if worker in seen or worker in office.managers.values():
            ledger.tell("ssd_professionals", story.START, **values)
