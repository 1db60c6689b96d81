"""The front door's part of the county: every child in need and protected, told into the county's ledger."""

from sightline.engine.authority import Authority
from sightline.engine.synthetic import caseworkers, front_door, in_need, protection
from sightline.engine.synthetic.front_door import Front
from sightline.engine.synthetic.grid import numbered
from sightline.engine.synthetic.ledger import Ledger
from sightline.engine.synthetic.newcomers import tell_children
from sightline.engine.synthetic.referrals import refer


def open_front(seed: int, scale: float, authority: Authority, ledger: Ledger) -> Front:
    """Tell everything of the front door. The children in care must have been told already."""
    cases = refer(seed, scale, len(authority.areas))
    taken = ledger.told("ssd_person").select("pers_forename", "pers_surname", "pers_dob")
    ids = tell_children(seed, ledger, cases, taken)
    n = len(cases.child)
    numbers = numbered("R", n, 7)
    on = Front(
        seed, scale, ledger, cases, ids, ids.gather(cases.child), numbers,
        caseworkers.assign(seed, scale, authority, cases), "S" + numbers.str.slice(1),
    )  # fmt: skip
    for tell in (
        front_door.tell_contacts,
        front_door.tell_referrals,
        front_door.tell_assessments,
        front_door.tell_strategy_discussions,
        front_door.tell_enquiries,
        protection.tell_conferences,
        protection.tell_plans,
        protection.tell_visits,
        protection.tell_reviews,
        protection.tell_core_groups,
        in_need.tell_plans,
        in_need.tell_visits,
        in_need.tell_early_help,
    ):
        tell(on)
    caseworkers.tell_allocations(on, authority)
    return on


def counts(ledger: Ledger) -> dict[str, int]:
    """Rows told a whole column at a time, by table."""
    return {name: sum(frame.height for frame in frames) for name, frames in sorted(ledger.columns.items())}
