"""Contacts, referrals, assessments, strategy discussions and enquiries, told a whole column at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from sightline.engine.synthetic import front_story as front
from sightline.engine.synthetic.grid import (
    Flags,
    Numbers,
    add_working,
    dates,
    number,
    numbered,
    stream,
    texts,
)
from sightline.engine.synthetic.ledger import SINCE, Ledger
from sightline.engine.synthetic.referrals import (
    CONFERENCE,
    ENQUIRY,
    NOT_IN_NEED,
    PLAN,
    SERVICES,
    Cases,
)
from sightline.engine.synthetic.story import END, START

_START, _END = number(START), number(END)


@dataclass
class Front:
    """The cases, and what every part that tells them needs."""

    seed: int
    scale: float
    ledger: Ledger
    cases: Cases
    ids: pl.Series
    people: pl.Series  # the child of each case
    numbers: pl.Series  # the number of each referral
    workers: dict[str, pl.Series]  # the worker and team of each case, by stage
    enquiries: pl.Series  # the number of each case's section 47 enquiry, if it has one

    def rng(self, *about: object) -> np.random.Generator:
        """A stream of chance of its own for each part."""
        return stream(self.seed, "front", *about)

    def born(self, day: Numbers) -> Flags:
        """Whether each case's child was born by a day."""
        return np.asarray(self.cases.dob[self.cases.child] <= day)


def flag(name: str) -> str:
    """An outcome as case systems pack it into one cell."""
    return f'{{"{name}_FLAG": "Y"}}'


def code(rng: np.random.Generator, weights: Mapping[str, float], n: int) -> pl.Series:
    """Codes drawn by their weights."""
    shares = np.array(list(weights.values()), dtype=float)
    return texts(tuple(weights), rng.choice(len(weights), n, p=shares / shares.sum()))


def touched(start: Numbers, end: Numbers) -> pl.Series:
    """Which spells the six years touch."""
    return pl.Series((start <= _END) & (end >= _START))


def since(day: Numbers) -> pl.Series:
    """From when the record holds something that happened on a day: no earlier than its own first day."""
    return dates(np.maximum(day, _START))


def tell_referrals(on: Front) -> None:
    """Referrals: open until the case is closed."""
    cases, rng = on.cases, on.rng("referrals")
    n = len(cases.child)
    source = code(rng, front.SOURCES, n)
    grown = (cases.closed >= cases.dob[cases.child] + 18 * 365) & ~cases.on(NOT_IN_NEED)
    reasons = np.where(cases.on(NOT_IN_NEED), 0, np.where(grown, 1, 2))
    frame = pl.DataFrame(
        {
            "cine_referral_id": on.numbers,
            "cine_person_id": on.people,
            "cine_referral_date": dates(cases.referred),
            "cine_cin_primary_need_code": code(rng, front.NEEDS, n),
            "cine_referral_source_code": source,
            "cine_referral_outcome_json": texts(
                (flag("SINGLE_ASSESSMENT"), flag("STRATEGY_DISCUSSION")),
                cases.on(ENQUIRY, CONFERENCE).astype(np.int64),
            ),
            "cine_referral_nfa": pl.Series(["N"]).extend_constant("N", n - 1),
            "cine_close_reason": texts(("RC8", "RC6", "RC7"), reasons),
            "cine_close_date": dates(cases.closed),
            "cine_referral_team": on.workers["assessment team"],
            "cine_referral_worker_id": on.workers["assessment"],
            SINCE: since(cases.referred),
        }
    )
    on.ledger.tell_frame("ssd_cin_episodes", frame.filter(touched(cases.referred, cases.closed)))


_OUTCOMES = {
    NOT_IN_NEED: flag("NFA"),
    SERVICES: flag("SPECIALIST_ASSESSMENT"),
    PLAN: flag("PROV_OF_SERVICES"),
    ENQUIRY: flag("NFA_S47_END"),
    CONFERENCE: flag("STRATEGY_DISCUSSION"),
}
_FACTORS = {"3A": 22, "3B": 12, "4B": 18, "4C": 8, "2B": 11, "2C": 5, "16A": 14, "17A": 16, "18B": 7,
            "19B": 3, "19C": 6, "5A": 6, "6A": 6, "7A": 1, "10A": 3, "11A": 2, "8B": 3, "1B": 3}  # fmt: skip


def tell_assessments(on: Front) -> None:
    """Child and family assessments, and the factors that they found."""
    cases, rng = on.cases, on.rng("assessments")
    n = len(cases.child)
    ids = "A" + on.numbers.str.slice(1)
    frame = pl.DataFrame(
        {
            "cina_assessment_id": ids,
            "cina_person_id": on.people,
            "cina_referral_id": on.numbers,
            "cina_assessment_start_date": dates(cases.began),
            "cina_assessment_child_seen": texts(("N", "Y"), (rng.random(n) < 0.96).astype(np.int64)),
            "cina_assessment_auth_date": dates(cases.authorised),
            "cina_assessment_outcome_json": texts(tuple(_OUTCOMES.values()), cases.path),
            "cina_assessment_outcome_nfa": texts(("N", "Y"), (cases.path == NOT_IN_NEED).astype(np.int64)),
            "cina_assessment_team": on.workers["assessment team"],
            "cina_assessment_worker_id": on.workers["assessment"],
            SINCE: since(cases.began),
        }
    )
    told = touched(cases.began, cases.authorised)
    on.ledger.tell_frame("ssd_cin_assessments", frame.filter(told))
    one, other = code(rng, _FACTORS, n), code(rng, _FACTORS, n)
    both = pl.Series(rng.random(n) < 0.6) & (one != other)
    packed = ('["' + one + '"]').zip_with(~both, '["' + one + '", "' + other + '"]')
    factors = pl.DataFrame(
        {
            "cinf_table_id": "K" + ids,
            "cinf_assessment_id": ids,
            "cinf_assessment_factors_json": packed,
            SINCE: since(cases.authorised),
        }
    )
    done = pl.Series((cases.authorised <= _END) & ~cases.on(NOT_IN_NEED))
    on.ledger.tell_frame("ssd_assessment_factors", factors.filter(told & done))


_RATIONALES = (
    "Injury without a clear account; medical to be arranged today.",
    "Repeated incidents at home, the last with the children present.",
    "Disclosure at school; child to be seen before going home.",
    "Neglect over months, no change since the last plan.",
    "Concern about an adult who has moved in.",
)


def tell_strategy_discussions(on: Front) -> None:
    """Strategy discussions, late in one area for ten months."""
    cases, rng = on.cases, on.rng("strategy")
    n = len(cases.child)
    frame = pl.DataFrame(
        {
            "child_id": on.people,
            "concern_on": dates(cases.concern),
            "held_on": dates(cases.discussed),
            "run_by": texts(("front door", "area team", "hospital"), rng.choice(3, n, p=(0.5, 0.44, 0.06))),
            "kind": pl.Series(["first"]).extend_constant("first", n - 1),
            "threshold_met": pl.Series([True]).extend_constant(True, n - 1),
            "decision": texts(("single enquiry", "joint enquiry"), rng.integers(0, 2, n)),
            "actions": pl.Series(rng.integers(1, 6, n)),
            "minutes_sent_on": dates(add_working(cases.discussed, rng.integers(0, 6, n))),
            "rationale": texts(_RATIONALES, rng.integers(0, len(_RATIONALES), n)),
            SINCE: since(cases.concern),
        }
    )
    had = pl.Series(cases.on(ENQUIRY, CONFERENCE) & (cases.concern >= _START) & (cases.concern <= _END))
    on.ledger.tell_frame("strategy_meeting", frame.filter(had))


def enquiries_end(on: Front) -> Numbers:
    """When each enquiry was concluded: mostly within ten working days, always by its conference."""
    cases, rng = on.cases, on.rng("enquiries")
    n = len(cases.child)
    length = np.where(rng.random(n) < 0.72, rng.integers(4, 11, n), rng.integers(11, 24, n))
    ended = add_working(cases.discussed, length)
    return np.where(cases.on(CONFERENCE), np.minimum(ended, cases.conference), ended)


def tell_enquiries(on: Front) -> None:
    """Section 47 enquiries: each begins with its strategy discussion."""
    cases = on.cases
    ended = enquiries_end(on)
    to_conference = cases.on(CONFERENCE).astype(np.int64)
    frame = pl.DataFrame(
        {
            "s47e_s47_enquiry_id": on.enquiries,
            "s47e_referral_id": on.numbers,
            "s47e_person_id": on.people,
            "s47e_s47_start_date": dates(cases.discussed),
            "s47e_s47_end_date": dates(ended),
            "s47e_s47_nfa": texts(("Y", "N"), to_conference),
            "s47e_s47_outcome_json": texts((flag("NFA"), flag("CP_CONFERENCE")), to_conference),
            "s47e_s47_completed_by_team": on.workers["assessment team"],
            "s47e_s47_completed_by_worker_id": on.workers["assessment"],
            SINCE: since(cases.discussed),
        }
    )
    had = pl.Series(cases.on(ENQUIRY, CONFERENCE)) & touched(cases.discussed, ended)
    on.ledger.tell_frame("ssd_s47_enquiry", frame.filter(had))


_KNOWN = 0.82
"""The share of drawn contacts that are about a child known by then; the others are left out."""

_ADVICE = tuple(flag(name) for name in ("NFA", "ADVICE", "MISSING", "EXISTING_REFERRAL"))


def tell_contacts(on: Front) -> None:
    """Contacts, since the county began to record them: one before each referral, and all that led to none."""
    cases, rng = on.cases, on.rng("contacts")
    first = number(front.CONTACTS_FROM)
    led = (cases.referred >= first) & (cases.referred <= _END)
    years = (_END - first) / 365.25
    others = max(round(front.CONTACTS_A_YEAR * years * on.scale / _KNOWN) - int(led.sum()), 0)
    known = np.unique(cases.child[cases.referred >= first - 500])
    child = np.concatenate((cases.child[led], rng.choice(known, others)))
    day = np.concatenate((cases.referred[led], add_working(rng.integers(first, _END - 3, others), 1)))
    n = len(child)
    outcome = np.concatenate((np.full(n - others, 4), rng.choice(4, others, p=(0.52, 0.3, 0.04, 0.14))))
    met = np.full(len(cases.dob), _END + 999)
    np.minimum.at(met, cases.child, cases.referred)
    known_then = pl.Series((met[child] <= day) & (cases.dob[child] + 17.9 * 365 > day))
    frame = pl.DataFrame(
        {
            "cont_contact_id": numbered("T", n, 7),
            "cont_person_id": on.ids[child],
            "cont_contact_date": dates(day),
            "cont_contact_source_code": code(rng, front.SOURCES, n),
            "cont_contact_outcome_json": texts((*_ADVICE, flag("NEW_REFERRAL")), outcome),
            SINCE: dates(day),
        }
    ).filter(known_then)
    key = ["cont_person_id", "cont_contact_date", "cont_contact_source_code"]
    on.ledger.tell_frame("ssd_contacts", frame.unique(key, keep="first", maintain_order=True))
