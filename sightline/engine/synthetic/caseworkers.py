"""Who held each case of the front door: an assessing worker, then one of the family safeguarding teams."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.synthetic import story, words
from sightline.engine.synthetic.front_door import Front, since, touched
from sightline.engine.synthetic.grid import Numbers, dates, day_of, number, stream, texts
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.referrals import NOT_IN_NEED, Cases
from sightline.engine.synthetic.staff import FRONT_SERVICES, SOCIAL_WORKER

ASSESSING, SAFEGUARDING = FRONT_SERVICES
_CASES_EACH = {ASSESSING: 13, SAFEGUARDING: 17}
_OPEN = {ASSESSING: 1150, SAFEGUARDING: 2700}
"""Cases open in each service at West Sussex's size, so that each worker holds about that many."""

_FOREVER = number(date(2027, 1, 1))


class Service:
    """The posts of one service in one area, each with its workers one after another."""

    def __init__(self, seed: int, kind: str, team: str, posts: int) -> None:
        rng = stream(seed, "posts", kind, team)
        self.team, self.posts = team, posts
        self.starts: list[Numbers] = []
        self.first: list[int] = []
        count = 0
        for _ in range(posts):
            starts, day = [], number(date(2009, 1, 1))
            while day < number(story.END):
                starts.append(day)
                months = story.WORKER_MONTHS.at(date.fromordinal(day + 719163))
                day += 7 * (int(30 * max(3.0, float(rng.gamma(1.6, months / 1.6)))) // 7)
            self.starts.append(np.array(starts, dtype=np.int64))
            self.first.append(count)
            count += len(starts)
        self.count = count


def _teams(authority: Authority, kind: str, area: int) -> str:
    """The team of a service in an area."""
    here = [team for team in authority.teams if team.area == authority.areas[area].id]
    mine = [team.id for team in here if team.parent == kind]
    return mine[0] if mine else here[0].id if here else authority.teams[0].id


def services(seed: int, scale: float, authority: Authority) -> dict[tuple[str, int], Service]:
    """Every service in every area."""
    found = {}
    shares = story.AREA_SHARE
    even = len(authority.areas) != len(shares)
    for kind in FRONT_SERVICES:
        for area in range(len(authority.areas)):
            share = 1 / len(authority.areas) if even else shares[area]
            posts = max(2, round(_OPEN[kind] * scale * share / _CASES_EACH[kind]))
            found[kind, area] = Service(seed, kind, _teams(authority, kind, area), posts)
    return found


def tenures(
    seed: int, scale: float, authority: Authority
) -> Iterator[tuple[str, str, str, date, date | None]]:
    """Every worker of these services as (post, team, worker, first day, last day; None: still there)."""
    for (kind, place), service in services(seed, scale, authority).items():
        for post, starts in enumerate(service.starts):
            names = _names(kind, place, service.first[post] + np.arange(len(starts))).to_list()
            days = [day_of(day) for day in starts.tolist()]
            for worker, start, end in zip(names, days, [*days[1:], None], strict=True):
                yield f"{kind}{place}-{post + 1:03d}", service.team, worker, start, end


def _held(
    service: Service, post: Numbers, start: Numbers, end: Numbers
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Spells in posts, cut where the worker changed: (row, worker's place in the service, from, to)."""
    rows, workers, froms, tos = [], [], [], []
    for number_of, starts in enumerate(service.starts):
        mine = np.flatnonzero(post == number_of)
        first = np.searchsorted(starts, start[mine], side="right") - 1
        last = np.maximum(np.searchsorted(starts, end[mine], side="left") - 1, first)
        pieces = last - first + 1
        row = np.repeat(mine, pieces)
        step = np.arange(len(row)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        worker = np.repeat(first, pieces) + step
        until = np.append(starts[1:], _FOREVER)[worker]
        rows.append(row)
        workers.append(worker + service.first[number_of])
        froms.append(np.maximum(starts[worker], start[row]))
        tos.append(np.minimum(until, end[row]))
    return np.concatenate(rows), np.concatenate(workers), np.concatenate(froms), np.concatenate(tos)


def _names(kind: str, area: int, workers: Numbers) -> pl.Series:
    return f"{kind[0]}{area}" + pl.Series(workers).cast(pl.String).str.zfill(4)


def first_workers(seed: int, scale: float, authority: Authority, cases: Cases) -> dict[str, Numbers]:
    """The post of each case in each service."""
    posts = {}
    for kind in FRONT_SERVICES:
        rng = stream(seed, "case posts", kind)
        count = np.array([s.posts for (k, _), s in services(seed, scale, authority).items() if k == kind])
        posts[kind] = (rng.random(len(cases.child)) * count[cases.area[cases.child]]).astype(np.int64)
    return posts


def assign(seed: int, scale: float, authority: Authority, cases: Cases) -> dict[str, pl.Series]:
    """The assessing worker and team of each case, for the tables that name one."""
    found = services(seed, scale, authority)
    posts = first_workers(seed, scale, authority, cases)[ASSESSING]
    area = cases.area[cases.child]
    names = pl.Series([""], dtype=pl.String).extend_constant("", len(area) - 1).to_numpy().astype(object)
    teams = names.copy()
    for place in range(len(authority.areas)):
        service = found[ASSESSING, place]
        for post, starts in enumerate(service.starts):
            mine = np.flatnonzero((area == place) & (posts == post))
            worker = np.searchsorted(starts, cases.referred[mine], side="right") - 1 + service.first[post]
            names[mine] = _names(ASSESSING, place, worker).to_numpy()
            teams[mine] = service.team
    return {"assessment": pl.Series(list(names)), "assessment team": pl.Series(list(teams))}


def tell_allocations(on: Front, authority: Authority) -> None:
    """Tell who held each case from when to when, and the workers themselves."""
    cases = on.cases
    found = services(on.seed, on.scale, authority)
    posts = first_workers(on.seed, on.scale, authority, cases)
    area = cases.area[cases.child]
    spans = {
        ASSESSING: (
            cases.referred,
            np.minimum(cases.authorised, cases.closed),
            np.ones(len(area), dtype=bool),
        ),
        SAFEGUARDING: (
            cases.authorised,
            cases.closed,
            ~cases.on(NOT_IN_NEED) & (cases.closed > cases.authorised),
        ),
    }
    told = 0
    for (kind, place), service in found.items():
        start, end, has = spans[kind]
        mine = np.flatnonzero(
            (area == place) & has & (end >= number(story.START)) & (start <= number(story.END))
        )
        rows, workers, froms, tos = _held(service, posts[kind][mine], start[mine], end[mine])
        frame = pl.DataFrame(
            {
                "invo_professional_id": _names(kind, place, workers),
                "invo_professional_role_id": texts((SOCIAL_WORKER,), np.zeros(len(rows), dtype=np.int64)),
                "invo_professional_team": texts((service.team,), np.zeros(len(rows), dtype=np.int64)),
                "invo_person_id": on.people[mine[rows]],
                "invo_involvement_start_date": dates(froms),
                "invo_involvement_end_date": dates(tos),
                "invo_referral_id": on.numbers[mine[rows]],
                "invo_involvements_id": f"{kind}{place}" + pl.Series(range(len(rows))).cast(pl.String),
                SINCE: since(froms),
            }
        )
        on.ledger.tell_frame("ssd_involvements", frame.filter(touched(froms, tos)))
        _tell_workers(on, kind, place, service)
        told += len(rows)


def _tell_workers(on: Front, kind: str, place: int, service: Service) -> None:
    rng = on.rng("workers", kind, place)
    n = service.count
    names = words.FORENAMES_F + words.FORENAMES_M
    ids = _names(kind, place, np.arange(n))
    forename, surname = (
        texts(names, rng.integers(0, len(names), n)),
        texts(words.SURNAMES, rng.integers(0, len(words.SURNAMES), n)),
    )
    frame = pl.DataFrame(
        {
            "prof_professional_id": ids,
            "prof_staff_id": "7" + str(place) + ids.str.slice(1),
            "prof_professional_name": forename + " " + surname,
            "prof_social_worker_registration_no": "SW" + kind[0] + ids.str.slice(1),
            "prof_agency_worker_flag": texts(("0", "1"), (rng.random(n) < 0.14).astype(np.int64)),
            "prof_professional_job_title": texts((SOCIAL_WORKER,), np.zeros(n, dtype=np.int64)),
            "prof_professional_department": texts((service.team,), np.zeros(n, dtype=np.int64)),
            "prof_full_time_equivalency": pl.Series(rng.choice([1.0, 0.8, 0.6], n, p=(0.75, 0.15, 0.1))),
            SINCE: dates(np.full(n, number(story.START))),
        }
    )
    on.ledger.tell_frame("ssd_professionals", frame)
