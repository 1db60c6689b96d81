"""The smaller registers since April 2018: disputes, audits, private fostering, homelessness.

Each is written with its own kind of failing planted, and what was planted is told beside it.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sightline.engine.synthetic import (
    adopters,
    allegations,
    at_home,
    carers,
    complaints,
    conferences,
    early_steps,
    hub,
    legal_steps,
    need_reviews,
    oversight,
    permanence_steps,
    schooling,
    story,
    supervision,
    unborn_babies,
    workforce,
)
from sightline.engine.synthetic.days import add_working_days
from sightline.engine.synthetic.keeping import (
    BEGAN,
    Keeper,
    Planted,
    Rows,
    planted,
    renumber,
    some_day,
    tell,
    until_now,
)
from sightline.engine.synthetic.known_children import of_ages
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.plants import few

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

MODULES: tuple[Keeper, ...] = (
    oversight,
    allegations,
    conferences,
    carers,
    supervision,
    workforce,
    adopters,
    complaints,
    unborn_babies,
    legal_steps,
    at_home,
    permanence_steps,
    schooling,
    early_steps,
    hub,
    need_reviews,
)
"""Modules that keep registers of their own."""

TABLES = (
    *(table for module in MODULES for table in module.TABLES),
    "iro_escalation", "practice_audit", "audit_action", "private_fostering", "private_fostering_visit",
    "homeless_16_17",
)  # fmt: skip

_THEMES = ("drift", "care plan", "permanence", "visits", "health assessment", "education plan", "placement")
_STAGES = ("stage 1 team manager", "stage 2 service manager", "stage 3 head of service")


def disputes(county: "County", rng: Random) -> Planted:
    """Formal disputes of reviewing officers: nearly half not resolved in twenty working days, some never."""
    able = [
        child
        for child in county.children
        if child.periods[-1].left is None and child.periods[-1].path == "stay" and child.age(story.END) < 17
    ]
    able = [child for child in able if child.id not in county.taken]
    rows: Rows = []
    late = []
    for child in rng.sample(able, min(few(85, county.scale), len(able))):
        first = max(BEGAN, child.periods[-1].entered + timedelta(60))
        if first > story.END - timedelta(10):
            continue
        raised = some_day(rng, first, story.END - timedelta(8))
        roll = rng.random()
        wait = rng.randint(6, 20) if roll < 0.55 else rng.randint(22, 70)
        resolved = None if roll > 0.82 else until_now(add_working_days(raised, wait))
        due = add_working_days(raised, 20)
        if (resolved or story.END) > due:
            late.append([child.id, raised])
        rows.append(
            {
                "child_id": child.id, "raised_on": raised, "iro_id": None, "stage": rng.choice(_STAGES),
                "theme": rng.choice(_THEMES), "responded_on": resolved, "resolved_on": resolved,
                "outcome": rng.choice(("agreed and done", "agreed not done",
                "not agreed")) if resolved else None,
                "child_effect": "Plan changed at the next review." if resolved else None, SINCE: raised,
            }
        )  # fmt: skip
    tell(county, "iro_escalation", rows)
    return planted(
        "disputes of reviewing officers unanswered", "iro_dispute",
        "disputes not resolved in 20 working days", "¶21", (late, len(rows)),
    )  # fmt: skip


_GRADES = ("good", "requires improvement", "inadequate")
_AUDIT_THEMES = ("assessment", "plan", "visits", "voice", "supervision", "recording")


def audits(county: "County", rng: Random) -> Planted:
    """Practice audits each month and their actions, a third of which were never finished."""
    auditors = sorted(county.office.managers.values())
    children = [child for child in county.children if child.periods[-1].left is None]
    rows: Rows = []
    actions: Rows = []
    late = []
    for number in range(few(300, county.scale)):
        given = some_day(rng, BEGAN, story.END - timedelta(20))
        done = until_now(
            given + timedelta(rng.randint(8, 29) if rng.random() < 0.86 else rng.randint(33, 60))
        )
        audit, child = f"Q{number + 1:05d}", rng.choice(children)
        grade = rng.choices(_GRADES, (25, 60, 15))[0]
        rows.append(
            {
                "audit_id": audit, "child_id": child.id, "auditor_id": rng.choice(auditors),
                "allocated_on": given,
                "due_on": given + timedelta(30), "done_on": done, "theme": rng.choice(_AUDIT_THEMES),
                "grade": grade if done else None,
                "findings": "Plan without dates." if done else None, SINCE: given,
            }
        )  # fmt: skip
        for place in range(rng.randint(1, 3) if done else 0):
            actions.append(_action(rng, audit, place + 1, child.id, done or given))
            if (actions[-1]["checked_on"] or story.END) > actions[-1]["due_on"]:
                late.append([audit, done])
    tell(county, "practice_audit", rows)
    tell(county, "audit_action", actions)
    return planted(
        "audit actions never finished", "audit_actions", "actions of audits past due, not done",
        "¶35", (late, len(actions)),
    )  # fmt: skip


def _action(rng: Random, audit: str, place: int, child: str, set_on: date) -> dict[str, Any]:
    due = set_on + timedelta(28)
    finished = set_on + timedelta(rng.randint(5, 27))
    done = until_now(finished if rng.random() < 0.66 else None)
    return {
        "audit_id": audit, "action_no": place, "child_id": child, "text": "Update the plan with the family.",
        "owner_id": "owner", "due_on": due, "done_on": done, "checked_on": done,
        "evidence": "Plan seen." if done else None, "checked_by": "quality lead" if done else None,
        "effect": rng.choice(("child better", "no change", "too soon")) if done else None, SINCE: set_on,
    }  # fmt: skip


def private_fostering(county: "County", rng: Random) -> Planted:
    """Private fostering arrangements since November 2018, of which some went months without a visit."""
    rows: Rows = []
    visits: Rows = []
    late = []
    for child, _ in of_ages(county, rng, (5, 14), few(34, county.scale)):
        began = some_day(rng, date(2018, 11, 1), date(2019, 7, 1))
        told = add_working_days(began, rng.randint(1, 15))
        previous = add_working_days(told, rng.randint(2, 7))
        rows.append(
            {
                "child_id": child, "notified_on": told, "notified_by": rng.choice(("school",
                "carer", "health")),
                "arrangement_from": began, "kind": "8B", "first_visit_on": previous, "child_seen_alone": True,
                "suitability_decision_on": until_now(add_working_days(told, rng.randint(20, 44))),
                SINCE: told,
            }
        )  # fmt: skip
        missed = rng.random() < 0.4
        while True:
            gap = rng.randint(70, 95) if missed else rng.randint(32, 42)
            missed, on = False, previous + timedelta(gap)
            if min(on, story.END) > previous + timedelta(42):
                late.append([child, previous])
            if on > story.END:
                break
            visits.append(_fostering_visit(rng, child, began, on))
            previous = on
    tell(county, "private_fostering", rows)
    tell(county, "private_fostering_visit", visits)
    return planted(
        "private fostering visits missed", "pf_visit", "gaps of more than six weeks between visits",
        "¶13", (late, len(rows) + len(visits)),
    )  # fmt: skip


def _fostering_visit(rng: Random, child: str, began: date, on: date) -> dict[str, Any]:
    return {
        "child_id": child, "arrangement_from": began, "visited_on": on, "seen": True,
        "seen_alone": rng.random() < 0.7, "report": "Settled; school and health arranged.", SINCE: on,
    }  # fmt: skip


_SAFE = ("supported lodgings", "foster care", "hostel", "family")


def homeless(county: "County", rng: Random) -> Planted:
    """Young people of 16 and 17 who came as homeless: about a third were never assessed."""
    rows: Rows = []
    late = []
    for child, dob in of_ages(county, rng, (16.3, 18.8), few(75, county.scale)):
        first = max(BEGAN, dob + timedelta(int(16.05 * 365.25)))
        last = min(story.END - timedelta(5), dob + timedelta(int(17.9 * 365.25)))
        if first >= last:
            continue
        came = some_day(rng, first, last)
        ended = add_working_days(came, rng.randint(8, 44)) if rng.random() < 0.68 else None
        ended = until_now(ended)
        if (ended or story.END) > add_working_days(came, 45):
            late.append([child, came])
        placed = came + timedelta(rng.random() < 0.4)
        rows.append(
            {
                "child_id": child, "presented_on": came, "presented_to": rng.choice(("housing",
                "social care")),
                "assessment_ended_on": ended, "accommodated_on": placed,
                "interim_accommodation": rng.choice(_SAFE),
                "decision": rng.choice(("section 20 accepted", "section 17",
                "returned home")) if ended else None,
                "wishes": "Wants to stay near college." if ended else None, SINCE: came,
            }
        )  # fmt: skip
    tell(county, "homeless_16_17", rows)
    return planted(
        "homeless young people not assessed", "homeless_1617_assessment",
        "young people of 16 and 17 not assessed in 45 working days", "¶14", (late, len(rows)),
    )  # fmt: skip


_KINDS: tuple[Callable[["County", Random], Planted], ...] = (
    disputes, audits, private_fostering, homeless,
)  # fmt: skip


def keep_registers(county: "County", changed: Rows) -> list[Planted]:
    """Tell the smaller registers; give what was planted in each. ``changed``: see ``keeping.renumber``."""
    told = [keep(county, story.stream(county.seed, "register", keep.__name__)) for keep in _KINDS]
    for module in MODULES:
        told += module.keep(county, story.stream(county.seed, "register", *module.TABLES))
    renumber(county, TABLES, changed)
    return told
