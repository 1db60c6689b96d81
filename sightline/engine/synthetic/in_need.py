"""Child in need plans, visits in assessments and under plans, and early help."""

import numpy as np
import polars as pl

from sightline.engine.synthetic import front_story as front
from sightline.engine.synthetic.front_door import Front, code, since, touched
from sightline.engine.synthetic.grid import (
    Numbers,
    add_working,
    dates,
    next_working,
    number,
    numbered,
    place_of,
    texts,
)
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.protection import rhythm, running
from sightline.engine.synthetic.referrals import CONFERENCE, ENQUIRY, NOT_IN_NEED, PLAN, planted_share
from sightline.engine.synthetic.story import END, START

_START, _END = number(START), number(END)


def tell_plans(on: Front) -> None:
    """Child in need plans, most of them agreed within ten working days of the assessment."""
    cases = on.cases
    frame = pl.DataFrame(
        {
            "cinp_cin_plan_id": "CN" + on.numbers.str.slice(1),
            "cinp_referral_id": on.numbers,
            "cinp_person_id": on.people,
            "cinp_cin_plan_start_date": dates(cases.plan_from),
            "cinp_cin_plan_end_date": dates(cases.plan_until),
            SINCE: since(cases.plan_from),
        }
    )
    has = cases.on(PLAN) & (cases.plan_until > cases.plan_from)
    on.ledger.tell_frame(
        "ssd_cin_plans", frame.filter(pl.Series(has) & touched(cases.plan_from, cases.plan_until))
    )


def _first_seen(on: Front, rng: np.random.Generator) -> tuple[Numbers, Numbers]:
    """When each child was first seen in an assessment: late for a planted share of those that ran long."""
    cases = on.cases
    n = len(cases.child)
    days = place_of(cases.authorised) - place_of(cases.began)
    late = (rng.random(n) < planted_share(front.CHILD_SEEN_LATE, cases.began, cases.area[cases.child])) & (
        days > 12
    )
    seen = np.where(
        late, 6 + rng.random(n) * np.minimum(days - 6, 24), np.minimum(rng.integers(0, 6, n), days)
    )
    return np.arange(n), add_working(cases.began, seen.astype(np.int64))


def tell_visits(on: Front) -> None:
    """Visits: in each assessment, on the day of an enquiry or the next, every four weeks under a plan, and in
    the first days of those whom it knew before they were born."""
    cases, rng = on.cases, on.rng("visits")
    first = _first_seen(on, rng)
    assessed = np.arange(len(cases.child))
    later = rhythm(rng, first[1], np.minimum(cases.authorised, _END), (10, 18), (20, 25), 0.1)
    asked = np.flatnonzero(cases.on(ENQUIRY, CONFERENCE))
    enquiry = cases.discussed[asked] + np.where(
        rng.random(len(asked)) < 0.85, rng.integers(0, 2, len(asked)), 3
    )
    mine, start, end = running(on, cases.plan_from, cases.plan_until, cases.on(PLAN))
    planned = rhythm(rng, start, end, (12, 19), (21, 35), 0.12)
    unborn = np.flatnonzero(cases.dob[cases.child] > cases.began)
    after_birth = cases.dob[cases.child[unborn]] + rng.integers(1, 6, len(unborn))
    case = np.concatenate((first[0], assessed[later[0]], asked, mine[planned[0]], unborn))
    day = np.concatenate((first[1], later[1], enquiry, planned[1], after_birth))
    inside = (
        (day >= _START) & (day <= _END) & (day >= cases.dob[cases.child[case]]) & (day <= cases.closed[case])
    )
    case, day = case[inside], day[inside]
    n = len(day)
    old = day - cases.dob[cases.child[case]] >= 4 * 365
    frame = pl.DataFrame(
        {
            "cinv_cin_visit_id": numbered("NV", n, 7),
            "cinv_person_id": on.people[case],
            "cinv_cin_visit_date": dates(day),
            "cinv_cin_visit_seen": texts(("Y",), np.zeros(n, dtype=np.int64)),
            "cinv_cin_visit_seen_alone": texts(("N", "Y"), (old & (rng.random(n) < 0.66)).astype(np.int64)),
            "cinv_cin_visit_bedroom": texts(("N", "Y"), (rng.random(n) < 0.5).astype(np.int64)),
            SINCE: since(day),
        }
    )
    on.ledger.tell_frame(
        "ssd_cin_visits",
        frame.unique(["cinv_person_id", "cinv_cin_visit_date"], keep="first", maintain_order=True),
    )


_REASONS = ("parenting", "behaviour at home", "school attendance", "domestic abuse", "housing and debt")
_ENDS = ("needs met", "family withdrew", "stepped up", "moved away")


def tell_early_help(on: Front) -> None:
    """Early help for some of the children whom an assessment found not in need, and its steps since 2018."""
    cases, rng = on.cases, on.rng("early help")
    n = len(cases.child)
    begins = next_working(cases.closed + rng.integers(0, 6, n))
    lasted = next_working(begins + 20 + rng.gamma(2.2, 70, n).astype(np.int64))
    helped = cases.on(NOT_IN_NEED) & (rng.random(n) < 0.34)
    mine = np.flatnonzero(
        helped & (begins <= _END) & (lasted >= _START) & (begins < cases.dob[cases.child] + 17 * 365)
    )
    start, end, k = begins[mine], lasted[mine], len(mine)
    frame = pl.DataFrame(
        {
            "earl_episode_id": "EH" + on.numbers[mine].str.slice(1),
            "earl_person_id": on.people[mine],
            "earl_episode_start_date": dates(start),
            "earl_episode_end_date": dates(end),
            "earl_episode_reason": texts(_REASONS, rng.integers(0, len(_REASONS), k)),
            "earl_episode_end_reason": texts(_ENDS, rng.choice(4, k, p=(0.6, 0.24, 0.1, 0.06))),
            "earl_episode_organisation": code(
                rng, {"Family support": 6, "School": 3, "Children's centre": 1}, k
            ),
            SINCE: since(start),
        }
    )
    on.ledger.tell_frame("ssd_early_help_episodes", frame)
