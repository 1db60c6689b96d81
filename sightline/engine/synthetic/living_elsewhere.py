"""Children who live with others since 2018: private fostering, and homeless young people of 16 and 17.

What is planted: visits to privately fostered children missed, adults at home never checked, and young people
who asked for a home and were not assessed (inspection of 2019, paragraphs 13 and 14).
"""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import add_working_days, next_working
from sightline.engine.synthetic.keeping import BEGAN, Planted, Rows, planted, some_day, tell, until_now
from sightline.engine.synthetic.known_children import of_ages
from sightline.engine.synthetic.ledger import SINCE
from sightline.engine.synthetic.people import pick
from sightline.engine.synthetic.plants import few

if TYPE_CHECKING:
    from sightline.engine.synthetic.county import County

TABLES = ("private_fostering", "private_fostering_visit", "homeless_16_17")

_TOLD_BY = {"school": 40, "health": 15, "carer": 15, "parent": 10, "language school": 15, "agency": 5}
_SUITABLE = {"suitable": 84, "with requirements": 14, "prohibited": 2}
_WHY_ENDED = {"returned": 60, "moved": 25, "looked after": 5, "other": 10}
_WEEKS_6, _WEEKS_8 = 42, 56


def _known(rng: Random, began: date) -> date:
    """When the authority was told: mostly after the child had moved in, as the inspection found."""
    roll = rng.random()
    if roll < 0.18:
        return began - timedelta(rng.randint(_WEEKS_6, 75))
    if roll < 0.35:
        return began - timedelta(rng.randint(1, 38))
    return add_working_days(began, rng.randint(1, 40))


def _kept(day: date, last: date) -> date | None:
    """A day, if it came while the arrangement went on."""
    return day if day <= last else None


def _arrangement(rng: Random, child: str) -> dict[str, Any]:
    """One arrangement as the register tells it at the end."""
    began = some_day(rng, date(2018, 11, 1), date(2019, 7, 1))
    told = _known(rng, began)
    ended = some_day(rng, began + timedelta(80), began + timedelta(300)) if rng.random() < 0.35 else None
    ended = until_now(ended)
    last = ended or story.END
    visited = add_working_days(told, rng.randint(2, 7) if rng.random() < 0.86 else rng.randint(8, 15))
    decided = _kept(add_working_days(told, rng.randint(20, 44 if rng.random() < 0.8 else 70)), last)
    roll = rng.random()
    wait = rng.randint(12, _WEEKS_8) if roll < 0.62 else rng.randint(_WEEKS_8 + 2, 130)
    checked = _kept(told + timedelta(wait), last) if roll < 0.86 else None
    return {
        "child_id": child, "notified_on": told, "notified_by": pick(rng, _TOLD_BY),
        "arrangement_from": began, "arrangement_to": ended, "kind": "8B", "first_visit_on": visited,
        "child_seen_alone": rng.random() < 0.85, "suitability_decision_on": decided,
        "suitability": pick(rng, _SUITABLE) if decided and rng.random() < 0.9 else None,
        "dbs_all_adults_on": checked, "medical_and_references_on": checked,
        "end_notified_on": until_now(ended + timedelta(rng.randint(0, 6))) if ended else None,
        "ended_reason": pick(rng, _WHY_ENDED) if ended else None, SINCE: told,
    }  # fmt: skip


def _visits(rng: Random, row: dict[str, Any]) -> tuple[Rows, list[list[Any]]]:
    """The visits after the first, and the days after which none was made for more than six weeks."""
    last = row["arrangement_to"] or story.END
    previous = max(row["notified_on"], row["arrangement_from"])
    missed = rng.random() < 0.4
    visits: Rows = []
    late = []
    on = row["first_visit_on"]
    while True:
        if on >= previous:
            if min(on, last) > previous + timedelta(_WEEKS_6):
                late.append([row["child_id"], previous])
            if on > last:
                return visits, late
            if on != row["first_visit_on"]:
                visits.append(_visit(rng, row, on))
            previous = on
        gap = rng.randint(70, 95) if missed and visits else rng.randint(32, 42)
        missed, on = missed and not visits, previous + timedelta(gap)


def _visit(rng: Random, row: dict[str, Any], on: date) -> dict[str, Any]:
    return {
        "child_id": row["child_id"], "arrangement_from": row["arrangement_from"], "visited_on": on,
        "seen": True, "seen_alone": rng.random() < 0.7,
        "report": "Settled; school and health arranged.", SINCE: on,
    }  # fmt: skip


def _private_fostering(county: "County", rng: Random) -> list[Planted]:
    rows = [_arrangement(rng, child) for child, _ in of_ages(county, rng, (5, 14), few(34, county.scale))]
    told = [_visits(rng, row) for row in rows]
    visits = [visit for made, _ in told for visit in made]
    tell(county, "private_fostering", rows)
    tell(county, "private_fostering_visit", visits)
    unchecked = [
        [row["child_id"], row["notified_on"]]
        for row in rows
        if (row["dbs_all_adults_on"] or row["arrangement_to"] or story.END)
        > row["notified_on"] + timedelta(_WEEKS_8)
    ]
    return [
        planted(
            "private fostering visits missed", "pf_visit", "gaps of more than six weeks between visits",
            "¶13", ([item for _, late in told for item in late], len(rows) + len(visits)),
        ),
        planted(
            "adults of private fostering households checked late or never", "pf_dbs",
            "households whose adults had not all been checked eight weeks after the authority was told",
            "¶13", (unchecked, len(rows)),
        ),
    ]  # fmt: skip


_SAFE = ("supported lodgings", "foster care", "hostel", "family")
_DECIDED = {
    "section 20 accepted": 26, "section 20 declined with capacity": 12, "section 17": 26, "housing duty": 10,
    "returned home": 24, "no duty": 2,
}  # fmt: skip


def _assessed(rng: Random, came: date) -> date | None:
    """When the assessment was completed: in time, late, or never."""
    roll = rng.random()
    if roll > 0.84:
        return None
    return until_now(add_working_days(came, rng.randint(8, 44) if roll < 0.66 else rng.randint(47, 110)))


def _homeless_row(rng: Random, child: str, came: date) -> dict[str, Any]:
    asked = datetime.combine(came, time(rng.randint(9, 18), rng.choice((0, 20, 40))))
    wait = timedelta(hours=rng.randint(1, 7)) if rng.random() < 0.88 else timedelta(hours=rng.randint(26, 90))
    ended = _assessed(rng, came)
    decision = pick(rng, _DECIDED) if ended else None
    rights = ended is not None and rng.random() < 0.7
    return {
        "child_id": child, "presented_on": asked, "presented_to": rng.choice(("housing", "social care")),
        "joint_assessment_started_on": next_working(came + timedelta(rng.randint(0, 6))),
        "assessment_ended_on": ended, "accommodated_on": asked + wait,
        "interim_accommodation": "bed and breakfast" if rng.random() < 0.05 else rng.choice(_SAFE),
        "decision": decision, "wishes": "Wants to stay near college." if ended else None,
        "accommodation_need_considered": True if ended else None,
        "child_in_need": decision not in ("no duty", "housing duty") if ended else None,
        "section_20_duty_found": (decision or "").startswith("section 20") if ended else None,
        "told_of_rights_on": came if rights else None,
        "written_information_given": rights and rng.random() < 0.6 if ended else None,
        "advocate": rng.choice(("offered and accepted", "offered and declined", "not offered"))
        if ended else None,
        SINCE: came,
    }  # fmt: skip


def _homeless(county: "County", rng: Random) -> Planted:
    """Young people of 16 and 17 who came as homeless: a sixth were never assessed."""
    rows: Rows = []
    late = []
    for child, dob in of_ages(county, rng, (16.3, 18.8), few(75, county.scale)):
        first = max(BEGAN, dob + timedelta(int(16.05 * 365.25)))
        last = min(story.END - timedelta(5), dob + timedelta(int(17.9 * 365.25)))
        if first >= last:
            continue
        came = some_day(rng, first, last)
        rows.append(_homeless_row(rng, child, came))
        if (rows[-1]["assessment_ended_on"] or story.END) > add_working_days(came, 45):
            late.append([child, came])
    tell(county, "homeless_16_17", rows)
    return planted(
        "homeless young people not assessed", "homeless_1617_assessment",
        "young people of 16 and 17 not assessed in 45 working days", "¶14", (late, len(rows)),
    )  # fmt: skip


def keep(county: "County", rng: Random) -> list[Planted]:
    """Tell the registers; give the visits missed, the households not checked and the young people not
    assessed."""
    return [*_private_fostering(county, rng), _homeless(county, rng)]
