"""What real life does to a record: reviews not held, dates missing, rows put right, two numbers for a child.

Each planter changes the ledger and gives back what it did, in plain values, for the list of planted truths.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from sightline.engine.records.record import ALL_TABLES
from sightline.engine.synthetic import missing, story
from sightline.engine.synthetic.county import County
from sightline.engine.synthetic.days import add_months, next_working
from sightline.engine.synthetic.ledger import SINCE, UNTIL, Row
from sightline.engine.synthetic.people import Child, Period
from sightline.engine.synthetic.plants import few

Found = list[dict[str, Any]]
REVIEWS_STOP = date(2019, 1, 1)
ID_CHANGED_ON = date(2019, 6, 20)
KNOWN_SINCE = date(2019, 1, 1)
"""A child whose number changes was known no earlier: the submission of that month tells all of it anew."""
MERGED_ON = date(2019, 7, 10)
LINKED = "ssd_linked_identifiers"


def _in_care_now(county: County, first: date, last: date) -> list[tuple[Child, Period]]:
    """Children in care at the end who came in once, between two days, and are in no other plant."""
    return [
        (child, child.periods[-1])
        for child in county.children
        if len(child.periods) == 1
        and child.id not in county.taken
        and child.periods[-1].left is None
        and child.periods[-1].path == "stay"
        and first <= child.periods[-1].entered <= last
    ]


def _choose(rng: Random, county: County, able: list[Any], count: int, key: Callable[[Any], str]) -> list[Any]:
    """Some of those able, of different children, none of whom is in another plant."""
    chosen: list[Any] = []
    for item in rng.sample(able, len(able)):
        if len(chosen) == few(count, county.scale):
            break
        if key(item) not in county.taken:
            county.taken.add(key(item))
            chosen.append(item)
    return sorted(chosen, key=key)


def reviews_missing(county: County, rng: Random) -> Found:
    """Children whose reviews stopped: none held since the end of 2018, so more than six months ago."""
    able = _in_care_now(county, date(2014, 1, 1), date(2018, 8, 31))
    rows = county.ledger.rows["ssd_cla_reviews"]
    chosen = _choose(rng, county, able, 7, lambda pair: pair[0].id)
    periods = {period.id for _, period in chosen}
    rows[:] = [
        row for row in rows if row["clar_cla_id"] not in periods or row["clar_cla_review_date"] < REVIEWS_STOP
    ]
    last: dict[str, date] = {}
    for row in rows:
        if row["clar_cla_id"] in periods:
            held = row["clar_cla_review_date"]
            last[row["clar_cla_id"]] = max(last.get(row["clar_cla_id"], held), held)
    return [
        {"person_id": child.id, "entered": period.entered, "last_review": last[period.id]}
        for child, period in chosen
    ]


def assessments_undated(county: County, rng: Random) -> Found:
    """Assessments said to be completed, with content, but without the day on which the child was seen."""
    held = [
        row
        for row in county.ledger.rows["health_assessment"]
        if row["kind"] == "initial"
        and row.get("seen_on")
        and row.get("report_received_on")
        and date(2018, 2, 1) <= row["care_from"] <= date(2019, 6, 30)
        and not story.DECEMBER[0] <= row["care_from"] <= story.DECEMBER[1]
        and row.get("health_needs")
    ]
    found: Found = []
    chosen = _choose(rng, county, held, 5, lambda item: str(item["child_id"]))
    seen = {(row["child_id"], row["seen_on"]) for row in chosen}
    checks = county.ledger.rows["ssd_cla_health"]
    checks[:] = [
        check for check in checks if (check["clah_person_id"], check["clah_health_check_date"]) not in seen
    ]
    for row in chosen:
        found.append(
            {"person_id": row["child_id"], "entered": row["care_from"], "really_seen": row["seen_on"]}
        )
        row["seen_on"], row[SINCE] = None, row["report_received_on"]
    return found


def interviews_undated(county: County, rng: Random) -> Found:
    """Interviews that have content but no date."""
    held = [
        row
        for row in county.ledger.rows[missing.REGISTER]
        if row.get("held_on") and row.get("analysis") and row["missing_from"].date() >= date(2018, 10, 1)
    ]
    found: Found = []
    for row in _choose(rng, county, held, 6, lambda item: str(item["child_id"])):
        row[SINCE] = row["held_on"].date()
        found.append({"person_id": row["child_id"], "missing_from": row["missing_from"]})
        row["held_on"] = None
    return found


def still_missing(county: County, rng: Random) -> Found:
    """Children missing on the county's last day: nothing to return from yet."""
    able = [
        pair for pair in _in_care_now(county, story.START, date(2019, 8, 1)) if pair[0].age(story.END) >= 13
    ]
    chosen = _choose(rng, county, able, 2, lambda pair: pair[0].id)
    gone = {child.id: missing.moment(story.END - timedelta(rng.randint(1, 3)), 21) for child, _ in chosen}
    missing.drop_after(county.ledger, {child: on - timedelta(days=8) for child, on in gone.items()})
    for child, on in gone.items():
        missing.tell_open(county.ledger, child, on)
    return [{"person_id": child, "missing_from": on} for child, on in gone.items()]


def reviews_corrected(county: County, rng: Random) -> Found:
    """Review dates entered wrongly at first and put right a month or two later."""
    able = [
        row
        for row in county.ledger.rows["ssd_cla_reviews"]
        if date(2018, 11, 1) <= row["clar_cla_review_date"] <= date(2019, 6, 30) and row[UNTIL] is None
    ]
    found: Found = []
    for row in _choose(rng, county, able, 8, lambda item: str(item["clar_cla_person_id"])):
        right = row["clar_cla_review_date"]
        wrong = right - timedelta(rng.choice((7, 10, 14)))
        on = next_working(add_months(right, rng.randint(1, 2)))
        row["clar_cla_review_date"] = wrong
        county.ledger.correct("ssd_cla_reviews", row, on, clar_cla_review_date=right)
        found.append(
            {"person_id": row["clar_cla_person_id"], "wrong": wrong, "right": right, "corrected_on": on}
        )
    return found


def assessments_corrected(county: County, rng: Random) -> Found:
    """Assessments entered as on time and later put right: the child was seen weeks after."""
    able = [
        row
        for row in county.ledger.rows["health_assessment"]
        if row["kind"] == "initial" and row.get("late_reason") and row.get("seen_on") and row[UNTIL] is None
        and date(2018, 11, 1) <= row["seen_on"] <= date(2019, 5, 31)
        and not story.DECEMBER[0] <= row["care_from"] <= story.DECEMBER[1]
        and (row["seen_on"] - row["care_from"]).days > 40
    ]  # fmt: skip
    found: Found = []
    for row in _choose(rng, county, able, 4, lambda item: str(item["child_id"])):
        right, on = row["seen_on"], next_working(add_months(row["seen_on"], 2))
        wrong = next_working(row["care_from"] + timedelta(22))
        county.ledger.correct("health_assessment", row, on)
        row["seen_on"] = row["offered_on"] = wrong
        row["late_reason"] = None
        found.append(
            {
                "person_id": row["child_id"],
                "entered": row["care_from"],
                "wrong": wrong,
                "right": right,
                "corrected_on": on,
            }
        )
    return found


def visits_withdrawn(county: County, rng: Random) -> Found:
    """Visits that were entered and had not happened, taken out again."""
    able = _in_care_now(county, date(2016, 1, 1), date(2018, 9, 1))
    found: Found = []
    for child, period in _choose(rng, county, able, 6, lambda pair: pair[0].id):
        on = next_working(date(2018, 11, 5) + timedelta(rng.randint(0, 60)))
        until = next_working(add_months(on, rng.randint(2, 3)))
        row = county.ledger.tell(
            "ssd_cla_visits",
            on,
            clav_cla_visit_id=f"V9{len(found):05d}",
            clav_cla_id=period.id,
            clav_person_id=child.id,
            clav_cla_visit_date=on,
            clav_cla_visit_seen="Y",
            clav_cla_visit_seen_alone="N",
        )
        county.ledger.withdraw(row, until)
        found.append({"person_id": child.id, "visit": on, "withdrawn_on": until})
    return found


def visits_entered_late(county: County, rng: Random) -> Found:
    """Visits that were entered into the system months after they were made."""
    able = [
        row
        for row in county.ledger.rows["ssd_cla_visits"]
        if date(2018, 10, 1) <= row["clav_cla_visit_date"] <= date(2019, 5, 31) and row[UNTIL] is None
    ]
    found: Found = []
    for row in _choose(rng, county, able, 20, lambda item: str(item["clav_person_id"])):
        row[SINCE] = row["clav_cla_visit_date"] + timedelta(rng.randint(35, 95))
        found.append(
            {
                "person_id": row["clav_person_id"],
                "visit": row["clav_cla_visit_date"],
                "entered_on": row[SINCE],
            }
        )
    return found


def missing_withdrawn(county: County, rng: Random) -> Found:
    """Missing episodes recorded on the wrong child and taken out again."""
    able = [pair for pair in _in_care_now(county, date(2015, 1, 1), date(2018, 9, 1)) if not pair[0].runs]
    found: Found = []
    for child, _ in _choose(rng, county, able, 3, lambda pair: pair[0].id):
        gone = missing.moment(date(2018, 12, 1) + timedelta(rng.randint(0, 100)), 20)
        until = next_working(add_months(gone.date(), 2))
        for row in missing.tell_plain(county.ledger, child.id, gone, gone + timedelta(hours=11)):
            county.ledger.withdraw(row, until)
        found.append({"person_id": child.id, "missing_from": gone, "withdrawn_on": until})
    return found


def _told_of(county: County, people: set[str]) -> dict[str, list[tuple[str, str, Row]]]:
    """Every row about each of some children: (table, the column of the child, row)."""
    found: dict[str, list[tuple[str, str, Row]]] = {person: [] for person in people}
    for name, rows in county.ledger.rows.items():
        column = ALL_TABLES[name].person
        if column:
            for row in rows:
                if row[column] in people:
                    found[row[column]].append((name, column, row))
    return found


def _link(county: County, kept: str, lost: str, on: date) -> None:
    number = len(county.ledger.rows[LINKED]) + 1
    county.ledger.tell(
        LINKED,
        on,
        link_table_id=f"X{number:04d}",
        link_person_id=kept,
        link_identifier_type="Case Number",
        link_identifier_value=lost,
        link_valid_from_date=story.START,
        link_valid_to_date=on,
    )


def _spare_id(county: County) -> str:
    county.spare += 13
    return f"{county.spare:06d}"


def id_changed(county: County, rng: Random) -> Found:
    """A child whose number was changed by the case system: the same child, every row under the new number."""
    found: Found = []
    able = [
        pair
        for pair in _in_care_now(county, KNOWN_SINCE, date(2019, 4, 30))
        if pair[0].age(story.END) < 15 and county.persons[pair[0].id][SINCE] >= KNOWN_SINCE
    ]
    chosen = _choose(rng, county, able, 1, lambda pair: pair[0].id)
    told = _told_of(county, {child.id for child, _ in chosen})
    for child, _ in chosen:
        old = _spare_id(county)
        for name, column, row in told[child.id]:
            if row[SINCE] < ID_CHANGED_ON:
                earlier = {**row, column: old, UNTIL: min(row[UNTIL] or ID_CHANGED_ON, ID_CHANGED_ON)}
                county.ledger.rows[name].append(earlier)
                row[SINCE] = ID_CHANGED_ON
        _link(county, child.id, old, ID_CHANGED_ON)
        found.append({"person_id": child.id, "earlier_id": old, "changed_on": ID_CHANGED_ON})
    for rows in county.ledger.rows.values():
        rows[:] = [row for row in rows if row[UNTIL] is None or row[SINCE] < row[UNTIL]]
    return found


def duplicates(county: County, rng: Random) -> dict[str, Found]:
    """Children on two numbers: one pair merged in July 2019, one pair still open at the end."""
    able = [pair for pair in _in_care_now(county, date(2019, 1, 7), date(2019, 5, 31)) if pair[0].upn]
    merged: Found = []
    still: Found = []
    for position, (child, period) in enumerate(_choose(rng, county, able, 2, lambda pair: pair[0].id)):
        other = _spare_id(county)
        until = MERGED_ON if position == 0 else None
        person = {**county.persons[child.id], "pers_person_id": other, "pers_legacy_id": f"L9{other}"}
        person |= {"pers_forename": child.forename[:-1] + child.forename[-1] * 2, UNTIL: until}
        person[SINCE] = period.entered + timedelta(30)
        county.ledger.rows["ssd_person"].append(person)
        visits = [
            row for row in county.diary.visits[period.id] if row["clav_cla_visit_date"] < date(2019, 7, 1)
        ]
        for row in visits[-2:]:
            if until:
                wrong = {**row, "clav_person_id": other, UNTIL: until}
                county.ledger.rows["ssd_cla_visits"].append(wrong)
                row[SINCE] = until
            else:
                row["clav_person_id"] = other
        entry = {"person_id": child.id, "other_id": other, "upn": child.upn, "merged_on": until}
        if until:
            _link(county, child.id, other, until)
        (merged if until else still).append(entry)
    return {"merged": merged, "open": still}
