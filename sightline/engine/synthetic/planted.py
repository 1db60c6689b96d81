"""Everything that was planted, as plain values: what a test should find again, all of it and no others."""

import csv
import io
import json
from collections import Counter
from dataclasses import fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sightline.engine.synthetic import care_plans, defects, practice, small_registers, story
from sightline.engine.synthetic.county import County
from sightline.engine.synthetic.days import add_working_days
from sightline.engine.synthetic.missing import CONTENT, REGISTER
from sightline.engine.synthetic.plants import Plan
from sightline.engine.synthetic.story import LateArea
from sightline.engine.synthetic.truths import ASSESSMENT, Truth, standing, work_out

Planted = dict[str, Any]


def plant(county: County) -> tuple[Planted, list[Truth]]:
    """Plant the defects, then work out the truths of the finished record. The ledger is final afterwards."""
    plan = county.plan
    county.taken |= {child.id for child, _ in [*plan.december, *plan.never]}
    county.taken |= {child.id for child in plan.adopted or ()}
    done = {
        name: planter(county, story.stream(county.seed, "defect", name))
        for name, planter in _PLANTERS.items()
    }
    twice = defects.duplicates(county, story.stream(county.seed, "defect", "duplicates"))
    plans = care_plans.settle_plans(county, story.stream(county.seed, "defect", "care plans"))
    registers = small_registers.keep_registers(county, done["id_changed"])
    areas = [area.id for area in county.authority.areas]
    truths = work_out(county.children, county.ledger, areas)
    planted: Planted = {
        "as_at": story.END,
        "seed": county.seed,
        "scale": county.scale,
        "december_2018": _december(plan),
        "never_assessed": [
            {"person_id": child.id, "entered": period.entered} for child, period in sorted_pairs(plan.never)
        ],
        "interviews_with_dates_only": _dates_only(county),
        "care_plans_out_of_date": plans,
        "late_areas": [
            _late_assessments(truths, areas),
            _late_visits(county, areas),
            practice.late_discussions(county),
        ],
        "drift": [{"duty": "dental check", "worse_since": story.DENTAL_WORSE_SINCE}],
        "overdue_at_the_end": _overdue(truths),
        "background": _background(truths),
        **done,
        "duplicates_merged": twice["merged"],
        "duplicates_open": twice["open"],
        "sealed": _sealed(county),
        "adopted": _adopted(plan),
        "practice": [*practice.planted(county), *registers],
        "in_a_managers_name": county.in_manager_name,
    }
    return planted, truths


_PLANTERS = {
    "reviews_missing": defects.reviews_missing,
    "assessments_without_date_seen": defects.assessments_undated,
    "interviews_without_date_held": defects.interviews_undated,
    "still_missing": defects.still_missing,
    "reviews_corrected": defects.reviews_corrected,
    "assessments_corrected": defects.assessments_corrected,
    "visits_withdrawn": defects.visits_withdrawn,
    "visits_entered_late": defects.visits_entered_late,
    "missing_withdrawn": defects.missing_withdrawn,
    "id_changed": defects.id_changed,
}


def sorted_pairs(pairs: list[Any]) -> list[Any]:
    """Pairs of child and period by the child's id."""
    return sorted(pairs, key=lambda pair: str(pair[0].id))


def _december(plan: Plan) -> Planted:
    rows = []
    for child, period in sorted_pairs(plan.december):
        due, seen = add_working_days(period.entered, 20), plan.seen[period.id]
        seen = seen if seen and seen <= story.END and (period.left is None or seen < period.left) else None
        rows.append(
            {
                "person_id": child.id,
                "entered": period.entered,
                "due": due,
                "seen": seen,
                "on_time": bool(seen and seen <= due),
            }
        )
    on_time = sum(row["on_time"] for row in rows)
    return {
        "eligible": len(rows),
        "on_time": on_time,
        "percent": round(100 * on_time / len(rows), 1) if rows else None,
        "children": rows,
    }


def _dates_only(county: County) -> Planted:
    """Interviews held whose form holds only the key dates (the inspection of 2019, paragraph 36)."""
    held = [row for row in standing(county.ledger, REGISTER) if row.get("held_on")]
    blank = [row for row in held if not any(row.get(name) for name in CONTENT)]
    months = Counter(row["held_on"].strftime("%Y-%m") for row in held)
    blank_months = Counter(row["held_on"].strftime("%Y-%m") for row in blank)
    return {
        "held": len(held),
        "dates_only": len(blank),
        "by_month": {month: [blank_months[month], n] for month, n in sorted(months.items())},
        "interviews": [
            {
                "person_id": row["child_id"],
                "missing_from": row["missing_from"],
                "missing_to": row["missing_to"],
            }
            for row in sorted(blank, key=lambda row: (row["child_id"], row["missing_from"]))
        ],
    }


def _late_assessments(truths: list[Truth], areas: list[str]) -> Planted:
    plant = story.LATE_ASSESSMENTS
    first, last = plant.first.isoformat(), plant.last.isoformat()
    counts: dict[str, list[int]] = {}
    for truth in truths:
        if truth.duty != ASSESSMENT or not first <= truth.entered <= last:
            continue
        if truth.entered.startswith("2018-12") or truth.state not in ("met", "met late", "overdue"):
            continue
        count = counts.setdefault(truth.area, [0, 0])
        count[0] += truth.state == "met"
        count[1] += 1
    return _late(plant, areas, "entered", dict(sorted(counts.items())))


def _late_visits(county: County, areas: list[str]) -> Planted:
    """Gaps between visits that ended in the planted months: those of six weeks or less, and all."""
    plant = story.LATE_VISITS
    area_of = {child.id: areas[child.area] for child in county.children}
    counts: dict[str, list[int]] = {}
    previous: dict[str, date] = {}
    rows = standing(county.ledger, "ssd_cla_visits")
    for row in sorted(rows, key=lambda row: (row["clav_cla_id"], row["clav_cla_visit_date"])):
        on, before = row["clav_cla_visit_date"], previous.get(row["clav_cla_id"])
        previous[row["clav_cla_id"]] = on
        area = area_of.get(row["clav_person_id"])
        if before is None or area is None or not plant.first <= on <= plant.last:
            continue
        count = counts.setdefault(area, [0, 0])
        count[0] += (on - before).days <= 42
        count[1] += 1
    return _late(plant, areas, "visited", dict(sorted(counts.items())))


def _late(plant: LateArea, areas: list[str], by: str, counts: dict[str, list[int]]) -> Planted:
    return {
        "duty": plant.duty,
        "area": areas[plant.area] if plant.area < len(areas) else None,
        "first": plant.first,
        "last": plant.last,
        "counted_by": by,
        "on_time_of_all_by_area": counts,
    }


def _overdue(truths: list[Truth]) -> dict[str, list[str]]:
    """Children still owed something on the last day, by duty; those who have left care are not waiting."""
    found: dict[str, set[str]] = {}
    for truth in truths:
        if truth.state == "overdue" and not truth.ended:
            found.setdefault(truth.duty, set()).add(truth.person_id)
    return {duty: sorted(people) for duty, people in sorted(found.items())}


def _background(truths: list[Truth]) -> dict[str, dict[str, int]]:
    """How many obligations came to each state, by duty, over the six years."""
    counts: dict[str, Counter[str]] = {}
    for truth in truths:
        counts.setdefault(truth.duty, Counter())[truth.state] += 1
    return {duty: dict(sorted(states.items())) for duty, states in sorted(counts.items())}


def _sealed(county: County) -> list[Planted]:
    """Every child adopted from care: the identity from before the order, and its day."""
    return [
        {"person_id": child.id, "sealed_from": child.periods[-1].left}
        for child in sorted(county.children, key=lambda child: child.id)
        if child.periods[-1].reason in ("E11", "E12")
    ]


def _adopted(plan: Plan) -> Planted | None:
    if plan.adopted is None:
        return None
    earlier, later = plan.adopted
    return {
        "earlier_id": earlier.id,
        "sealed_from": earlier.periods[-1].left,
        "later_id": later.id,
        "back_in_care": later.periods[0].entered,
    }


def as_json(planted: Planted) -> str:
    """The planted truths as JSON."""

    def plain(value: object) -> str:
        if isinstance(value, date | datetime):
            return value.isoformat()
        raise TypeError(f"found {type(value).__name__}, expected a date")

    return json.dumps(planted, indent=1, default=plain) + "\n"


def as_csv(truths: list[Truth]) -> str:
    """Every truth, one a line."""
    out = io.StringIO()
    names = [field.name for field in fields(Truth)]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(map(attrgetter(*names), truths))
    return out.getvalue()


def as_words(planted: Planted) -> str:
    """The planted truths for a person to read."""
    december, interviews = planted["december_2018"], planted["interviews_with_dates_only"]
    plans = planted["care_plans_out_of_date"]
    lines = [
        "# What was planted in the synthetic county",
        "",
        "No child here is real. The lists of children are in planted.json, every answer in truths.csv.",
        "",
        f"- December 2018: {december['eligible']} children started to be looked after and were owed an "
        f"initial health assessment; {december['on_time']} were seen on time ({december['percent']}%).",
        f"- Never assessed though still in care: {len(planted['never_assessed'])} children.",
        f"- Return interviews held: {interviews['held']}; {interviews['dates_only']} hold only their dates.",
    ]
    lines.append(
        f"- Care plans not brought up to date after the last review: {plans['out_of_date']} of "
        f"{plans['owed']} ({plans['percent']}%)."
    )
    for late in planted["late_areas"]:
        counts = "; ".join(
            f"{area} {met} of {n}" for area, (met, n) in late["on_time_of_all_by_area"].items()
        )
        lines.append(
            f"- Late on {late['duty']}: {late['area']}, {late['first']} to {late['last']}. On time: {counts}."
        )
    for drift in planted["drift"]:
        lines.append(f"- Worse and worse: {drift['duty']}, since {drift['worse_since']}.")
    for kind in planted["practice"]:
        lines.append(
            f"- {kind['kind'].capitalize()} ({kind['answers']}): {len(kind['items'])} of {kind['of']}: "
            f"{kind['words']}, {kind['first']} to {kind['last']}, {kind['area'] or 'everywhere'}."
        )
    for name in (*_PLANTERS, "duplicates_merged", "duplicates_open"):
        lines.append(f"- {name.replace('_', ' ').capitalize()}: {len(planted[name])}.")
    for duty, people in planted["overdue_at_the_end"].items():
        lines.append(f"- Waiting on {planted['as_at']} ({duty}): {len(people)} children.")
    if planted["adopted"]:
        lines.append("- One adopted child came back into care as another person; the two are never joined.")
    return "\n".join(lines) + "\n"
