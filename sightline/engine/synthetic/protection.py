"""Initial conferences, child protection plans, their visits, reviews and core groups."""

import numpy as np
import polars as pl

from sightline.engine.synthetic import front_story as front
from sightline.engine.synthetic.front_door import Front, code, flag, since, touched
from sightline.engine.synthetic.grid import (
    Flags,
    Numbers,
    at_place,
    chain,
    dates,
    next_working,
    number,
    numbered,
    place_of,
    texts,
)
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.referrals import CONFERENCE, planted_share
from sightline.engine.synthetic.story import END, START

_START, _END = number(START), number(END)


def under_plan(on: Front) -> Flags:
    """Which cases had a child protection plan after their conference, if it has been held."""
    chance = on.rng("planned").random(len(on.cases.child))
    return (
        on.cases.on(CONFERENCE)
        & (chance < front.PLAN_AFTER_CONFERENCE)
        & (on.cases.plan_until > on.cases.conference)
    )


def plan_numbers(on: Front) -> pl.Series:
    """The number of each case's plan."""
    return "CP" + on.numbers.str.slice(1)


def tell_conferences(on: Front) -> None:
    """Initial conferences."""
    cases, planned = on.cases, under_plan(on)
    n = len(cases.child)
    plan = planned.astype(np.int64)
    frame = pl.DataFrame(
        {
            "icpc_icpc_id": "N" + on.numbers.str.slice(1),
            "icpc_icpc_meeting_id": "M" + on.numbers.str.slice(1),
            "icpc_s47_enquiry_id": on.enquiries,
            "icpc_person_id": on.people,
            "icpc_cp_plan_id": plan_numbers(on).set(pl.Series(~planned), None),
            "icpc_referral_id": on.numbers,
            "icpc_icpc_transfer_in": texts(("N",), np.zeros(n, dtype=np.int64)),
            "icpc_icpc_target_date": dates(at_place(place_of(cases.discussed) + 15)),
            "icpc_icpc_date": dates(cases.conference),
            "icpc_icpc_outcome_cp_flag": texts(("N", "Y"), plan),
            "icpc_icpc_outcome_json": texts((flag("SINGLE_ASSESSMENT"), flag("CP")), plan),
            "icpc_icpc_team": on.workers["assessment team"],
            "icpc_icpc_worker_id": on.workers["assessment"],
            SINCE: since(cases.conference),
        }
    )
    had = cases.on(CONFERENCE) & (cases.conference >= _START) & (cases.conference <= _END)
    on.ledger.tell_frame("ssd_initial_cp_conference", frame.filter(pl.Series(had)))


def tell_plans(on: Front) -> None:
    """Child protection plans, from the conference until the one that ended them."""
    cases, rng = on.cases, on.rng("plans")
    n = len(cases.child)
    category = code(rng, front.CATEGORIES, n)
    changed = pl.Series(rng.random(n) < 0.1)
    frame = pl.DataFrame(
        {
            "cppl_cp_plan_id": plan_numbers(on),
            "cppl_referral_id": on.numbers,
            "cppl_icpc_id": "N" + on.numbers.str.slice(1),
            "cppl_person_id": on.people,
            "cppl_cp_plan_start_date": dates(cases.conference),
            "cppl_cp_plan_end_date": dates(cases.plan_until),
            "cppl_cp_plan_ola": texts(("N",), np.zeros(n, dtype=np.int64)),
            "cppl_cp_plan_initial_category": category,
            "cppl_cp_plan_latest_category": code(rng, front.CATEGORIES, n).zip_with(changed, category),
            SINCE: since(cases.conference),
        }
    )
    had = pl.Series(under_plan(on)) & touched(cases.conference, cases.plan_until)
    on.ledger.tell_frame("ssd_cp_plans", frame.filter(had))


def running(on: Front, start: Numbers, until: Numbers, has: Flags) -> tuple[Numbers, Numbers, Numbers]:
    """The spells that the six years touch: their places, first days and last days so far."""
    mine = np.flatnonzero(has & (start <= _END) & (until >= _START))
    return mine, start[mine], np.minimum(until[mine], _END)


def rhythm(
    rng: np.random.Generator,
    start: Numbers,
    end: Numbers,
    on_time: tuple[int, int],
    late: tuple[int, int],
    share: float,
) -> tuple[Numbers, Numbers]:
    """Days at intervals of so many working days, some late: (place of the spell, day)."""
    least = np.maximum((place_of(end) - place_of(start)) // on_time[0] + 1, 0)
    owner = np.repeat(np.arange(len(start)), least)
    n = len(owner)
    gaps = np.where(
        rng.random(n) < share,
        rng.integers(late[0], late[1] + 1, n),
        rng.integers(on_time[0], on_time[1] + 1, n),
    )
    places = chain(place_of(start), gaps, owner)
    day = at_place(places)
    inside = (places <= place_of(end)[owner]) & (day >= _START) & (day <= _END) & (day <= end[owner])
    return owner[inside], day[inside]


def tell_visits(on: Front) -> None:
    """Visits to children with a plan, at most ten working days apart when they are on time."""
    cases, rng = on.cases, on.rng("plan visits")
    mine, start, end = running(on, cases.conference, cases.plan_until, under_plan(on))
    born = np.maximum(start, cases.dob[cases.child[mine]])
    owner, day = rhythm(rng, np.minimum(born, end), end, (5, 9), (11, 17), 0.08)
    n, case = len(day), mine[owner]
    seen = rng.random(n) < 0.97
    old = day - cases.dob[cases.child[case]] >= 4 * 365
    frame = pl.DataFrame(
        {
            "cppv_cp_visit_id": numbered("PV", n, 7),
            "cppv_person_id": on.people[case],
            "cppv_cp_plan_id": plan_numbers(on)[case],
            "cppv_cp_visit_date": dates(day),
            "cppv_cp_visit_seen": texts(("N", "Y"), seen.astype(np.int64)),
            "cppv_cp_visit_seen_alone": texts(
                ("N", "Y"), (seen & old & (rng.random(n) < 0.7)).astype(np.int64)
            ),
            "cppv_cp_visit_bedroom": texts(("N", "Y"), (rng.random(n) < 0.6).astype(np.int64)),
            SINCE: dates(np.minimum(day + (rng.random(n) < 0.3) * rng.integers(1, 9, n), _END)),
        }
    )
    on.ledger.tell_frame(
        "ssd_cp_visits",
        frame.unique(["cppv_person_id", "cppv_cp_visit_date"], keep="first", maintain_order=True),
    )


def tell_reviews(on: Front) -> None:
    """Review conferences: within three months, then within six; the last ends the plan."""
    cases, rng = on.cases, on.rng("plan reviews")
    mine, start, end = running(on, cases.conference, cases.plan_until, under_plan(on))
    ended = cases.plan_until[mine] <= _END
    parts = []
    previous, place = start, np.arange(len(mine))
    for sequence in range(12):
        limit = 89 if sequence == 0 else 180
        n = len(previous)
        late = rng.random(n) < 0.1
        held = next_working(
            previous + np.where(late, limit + rng.integers(4, 40, n), limit - rng.integers(4, 30, n))
        )
        stop = end[place]
        last = ended[place] & (held >= stop - 21)
        held = np.where(last, stop, held)
        inside = (held <= stop) & (held > previous)
        parts.append((place[inside], held[inside], previous[inside] + limit + 2, last[inside]))
        goes_on = inside & ~last
        previous, place = held[goes_on], place[goes_on]
    place, held, due, last = (np.concatenate(column) for column in zip(*parts, strict=True))
    n, case = len(held), mine[place]
    young = held - cases.dob[cases.child[case]] < 4 * 365
    frame = pl.DataFrame(
        {
            "cppr_cp_review_id": numbered("PR", n, 7),
            "cppr_person_id": on.people[case],
            "cppr_cp_plan_id": plan_numbers(on)[case],
            "cppr_cp_review_due": dates(due),
            "cppr_cp_review_date": dates(held),
            "cppr_cp_review_meeting_id": numbered("RM", n, 7),
            "cppr_cp_review_outcome_continue_cp": texts(("Y", "N"), last.astype(np.int64)),
            "cppr_cp_review_quorate": texts(("N", "Y"), (rng.random(n) < 0.97).astype(np.int64)),
            "cppr_cp_review_participation": texts(
                ("PN0", "PN1", "PN5", "PN6", "PN7"),
                np.where(young, 0, rng.choice((1, 2, 3, 4), n, p=(0.2, 0.3, 0.2, 0.3))),
            ),
            SINCE: since(held),
        }
    )
    on.ledger.tell_frame("ssd_cp_reviews", frame.filter(pl.Series(held >= _START)))


_PROGRESS = (
    "Home conditions better; routines held for three weeks.",
    "Father has not begun the programme; letter sent.",
    "School attendance up to 92%.",
    "No change since the last meeting; bring the review forward.",
    "Mother engages with the midwife and the drug and alcohol service.",
    "Health appointments missed twice.",
)


def tell_core_groups(on: Front) -> None:
    """Core groups: within ten working days of the conference, then every four weeks; in one area and some
    months the record holds only their dates."""
    cases, rng = on.cases, on.rng("core groups")
    mine, start, end = running(on, cases.conference, cases.plan_until, under_plan(on))
    n = len(mine)
    first = at_place(
        place_of(start) + np.where(rng.random(n) < 0.88, rng.integers(5, 11, n), rng.integers(11, 19, n))
    )
    owner, day = rhythm(rng, first, end, (14, 19), (21, 34), 0.14)
    opening = np.flatnonzero((first >= _START) & (first <= end))
    owner, day = np.concatenate((opening, owner)), np.concatenate((first[opening], day))
    n, case = len(day), mine[owner]
    blank = pl.Series(
        rng.random(n) < planted_share(front.CORE_GROUPS_BLANK, day, cases.area[cases.child[case]])
    )
    frame = pl.DataFrame(
        {
            "child_id": on.people[case],
            "plan_id": plan_numbers(on)[case],
            "held_on": dates(day),
            "due_on": dates(day),
            "parent_attended": pl.Series(rng.random(n) < 0.72).set(blank, None),
            "plan_updated": pl.Series(rng.random(n) < 0.55).set(blank, None),
            "progress": texts(_PROGRESS, rng.integers(0, len(_PROGRESS), n)).set(blank, None),
            SINCE: since(day),
        }
    )
    on.ledger.tell_frame(
        "core_group", frame.unique(["child_id", "plan_id", "due_on"], keep="first", maintain_order=True)
    )
