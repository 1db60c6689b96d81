"""How the children in care first came: the contact, the referral, the assessment and who held it until care.

Every period of care that the front door's case system touches has its own referral, which stays open until
care has ended. Those who seek asylum alone, and a quarter of the others, come into care within days.
"""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from sightline.engine.authority import Authority
from sightline.engine.synthetic import caseworkers, front_story, story
from sightline.engine.synthetic.days import add_working_days, next_working, previous_working
from sightline.engine.synthetic.front_door import flag
from sightline.engine.synthetic.ledger import SINCE, Ledger, Row
from sightline.engine.synthetic.people import Child, Period, pick
from sightline.engine.synthetic.staff import SOCIAL_WORKER

Holders = dict[int, dict[str, list[tuple[str, str, date, date | None]]]]
"""By area and post: the workers of the assessment service as (team, worker, first day, last day)."""

_CLOSED = {"E11": "RC1", "E12": "RC1", "E45": "RC3", "E46": "RC3", "E47": "RC3", "E48": "RC3"}


def came(seed: int, scale: float, authority: Authority, children: list[Child], ledger: Ledger,
         persons: dict[str, Row]) -> None:  # fmt: skip
    """Tell it of every child. The children and who holds them in care must have been told already."""
    holders = _holders(seed, scale, authority)
    number = 0
    for child in children:
        previous: Period | None = None
        for period in child.cared_for():
            if period.until() >= front_story.FRONT_FROM:
                number += 1
                rng = story.stream(seed, "came", period.id)
                referred = _referred(rng, child, period, previous)
                _tell(rng, ledger, holders, child, period, referred, f"C{number:05d}")
                known = max(min(persons[child.id][SINCE], referred), story.START)
                persons[child.id][SINCE] = known
            previous = period


def _holders(seed: int, scale: float, authority: Authority) -> Holders:
    found: Holders = defaultdict(lambda: defaultdict(list))
    for post, team, worker, first, last in caseworkers.tenures(seed, scale, authority):
        kind, place = post.rpartition("-")[0][:-1], post.rpartition("-")[0][-1]
        if kind == caseworkers.ASSESSING:
            found[int(place)][post].append((team, worker, first, last))
    return found


def _referred(rng: Random, child: Child, period: Period, previous: Period | None) -> date:
    """The day of the referral: on the way into care, never before birth or the end of care before."""
    if child.uasc or rng.random() < 0.25:
        lead = 0 if child.uasc else rng.randint(0, 3)
    else:
        lead = 20 + int(rng.gammavariate(1.4, 75))
    day = previous_working(period.entered - timedelta(lead))
    earliest = child.dob
    if previous is not None and previous.left is not None:
        earliest = previous.left + timedelta(30)
    return day if day >= earliest else period.entered


def _closed(child: Child, period: Period, authorised: date) -> date | None:
    """When the case was closed: with the adoption or the birthday, else some weeks after care."""
    if period.left is None:
        return None
    if period.reason in ("E11", "E12") or period.left >= child.eighteen:
        return period.left
    later = next_working(max(period.left, authorised) + timedelta(child.number % 20))
    return min(later, child.eighteen)


def _tell(
    rng: Random, ledger: Ledger, holders: Holders, child: Child, period: Period, referred: date, key: str
) -> None:
    held = _hold(rng, ledger, holders, child, period, referred, key)
    team, worker = held or (None, None)
    since = max(referred, story.START)
    source = "10" if child.uasc else pick(rng, front_story.SOURCES)
    _tell_contact(ledger, child, referred, source, key)
    began = add_working_days(referred, rng.randint(0, 1))
    wait = rng.randint(8, 44) if rng.random() < 0.88 else rng.randint(46, 70)
    authorised = min(add_working_days(began, wait), child.eighteen)
    closed = _closed(child, period, authorised)
    ledger.tell(
        "ssd_cin_episodes",
        since,
        cine_referral_id=f"R{key}",
        cine_person_id=child.id,
        cine_referral_date=referred,
        cine_cin_primary_need_code=period.need,
        cine_referral_source_code=source,
        cine_referral_outcome_json=flag("SINGLE_ASSESSMENT"),
        cine_referral_nfa="N",
        cine_close_reason=_CLOSED.get(period.reason, "RC7") if closed else None,
        cine_close_date=closed,
        cine_referral_team=team,
        cine_referral_worker_id=worker,
    )
    ledger.tell(
        "ssd_cin_assessments",
        max(began, story.START),
        cina_assessment_id=f"A{key}",
        cina_person_id=child.id,
        cina_referral_id=f"R{key}",
        cina_assessment_start_date=began,
        cina_assessment_child_seen="Y",
        cina_assessment_auth_date=authorised,
        cina_assessment_outcome_json=flag("CLA_REQUEST"),
        cina_assessment_outcome_nfa="N",
        cina_assessment_team=team,
        cina_assessment_worker_id=worker,
    )
    _tell_visit(rng, ledger, child, began, authorised, key)


def _tell_contact(ledger: Ledger, child: Child, day: date, source: str, key: str) -> None:
    if day < front_story.CONTACTS_FROM:
        return
    ledger.tell(
        "ssd_contacts",
        day,
        cont_contact_id=f"T{key}",
        cont_person_id=child.id,
        cont_contact_date=day,
        cont_contact_source_code=source,
        cont_contact_outcome_json=flag("NEW_REFERRAL"),
    )


def _tell_visit(rng: Random, ledger: Ledger, child: Child, began: date, authorised: date, key: str) -> None:
    """The child is seen at the assessment's beginning, for most within five working days."""
    day = add_working_days(began, rng.randint(0, 5) if rng.random() < 0.88 else rng.randint(6, 20))
    day = min(day, authorised)
    if not story.START <= day <= story.END:
        return
    ledger.tell(
        "ssd_cin_visits",
        day,
        cinv_cin_visit_id=f"NV{key}",
        cinv_person_id=child.id,
        cinv_cin_visit_date=day,
        cinv_cin_visit_seen="Y",
        cinv_cin_visit_seen_alone="Y" if child.age(day) >= 4 and rng.random() < 0.66 else "N",
        cinv_cin_visit_bedroom="N",
    )


def _hold(
    rng: Random, ledger: Ledger, holders: Holders, child: Child, period: Period, referred: date, key: str
) -> tuple[str, str] | None:
    """The assessing workers who held the case until care began; gives the first (team, worker)."""
    posts = holders[child.area]
    post = posts[rng.choice(sorted(posts))]
    mine = [
        (team, worker, max(first, referred), min(last or period.entered, period.entered))
        for team, worker, first, last in post
        if first < period.entered and (last is None or last > referred)
    ]
    for place, (team, worker, start, end) in enumerate(mine):
        if end < story.START or start >= end:
            continue
        ledger.tell(
            "ssd_involvements",
            max(start, story.START),
            invo_involvements_id=f"I{key}-{place}",
            invo_professional_id=worker,
            invo_professional_role_id=SOCIAL_WORKER,
            invo_professional_team=team,
            invo_person_id=child.id,
            invo_involvement_start_date=start,
            invo_involvement_end_date=end,
            invo_referral_id=f"R{key}",
        )
    return mine[0][:2] if mine else None
