"""The smaller registers since April 2018: disputes and audits here, the others in modules of their own.

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
    caseloads,
    chronologies,
    complaints,
    conferences,
    connected,
    early_steps,
    exclusions,
    exploitation,
    handovers,
    hub,
    leaving_steps,
    legal_steps,
    living_elsewhere,
    need_reviews,
    oversight,
    permanence_steps,
    placing,
    plans,
    recording,
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
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.plants import few
from sightline.engine.synthetic.staff import REVIEWING_OFFICER

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
    living_elsewhere,
    chronologies,
    exploitation,
    plans,
    recording,
    handovers,
    exclusions,
    placing,
    leaving_steps,
    caseloads,
    connected,
)
"""Modules that keep registers of their own."""

TABLES = (
    *(table for module in MODULES for table in module.TABLES),
    "iro_escalation",
    "practice_audit",
    "audit_action",
)

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
    officers = {
        row["invo_person_id"]: row["invo_professional_id"]
        for row in county.ledger.rows["ssd_involvements"]
        if row["invo_professional_role_id"] == REVIEWING_OFFICER and row["invo_involvement_end_date"] is None
    }
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
                "child_id": child.id, "raised_on": raised, "iro_id": officers.get(child.id),
                "stage": rng.choice(_STAGES),
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
                **_moderation(rng, grade, done), "cycle": f"{given:%Y-%m}",
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


def _moderation(rng: Random, grade: str, done: date | None) -> dict[str, Any]:
    """Of one audit in five a second reader's grade, mostly in two weeks; some good ones are marked down."""
    chosen = rng.random() < 0.2
    wait = rng.randint(2, 9) if rng.random() < 0.72 else rng.randint(12, 30)
    read = until_now(add_working_days(done, wait)) if chosen and done and rng.random() < 0.95 else None
    again = "requires improvement" if grade == "good" and rng.random() < 0.3 else grade
    return {
        "to_moderate": chosen, "moderated_on": read, "moderated_grade": again if read else None,
        "with_worker": rng.random() < 0.55 if done else None,
        "family_view_sought": rng.random() < 0.3 if done else None, "urgent_concern": False,
    }  # fmt: skip


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


_KINDS: tuple[Callable[["County", Random], Planted], ...] = (disputes, audits)


def keep_registers(county: "County", changed: Rows) -> list[Planted]:
    """Tell the smaller registers; give what was planted in each. ``changed``: see ``keeping.renumber``."""
    told = [keep(county, story.stream(county.seed, "register", keep.__name__)) for keep in _KINDS]
    for module in MODULES:
        told += module.keep(county, story.stream(county.seed, "register", *module.TABLES))
    renumber(county, TABLES, changed)
    return told
