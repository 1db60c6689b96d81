"""Telling people, legal status, placements, episodes and permanence in the dataset's own tables."""

from datetime import date, timedelta
from random import Random

from sightline.engine.synthetic import story
from sightline.engine.synthetic.days import birthday
from sightline.engine.synthetic.ledger import Ledger, Row
from sightline.engine.synthetic.people import Child, Period, Placement, Span, pick


def tell_person(rng: Random, ledger: Ledger, child: Child) -> Row:
    """One child, known from the day care first started (or the record's first day)."""
    since = max(child.periods[0].entered, story.START)
    row = ledger.tell(
        "ssd_person",
        since,
        pers_legacy_id=f"L{child.number:07d}",
        pers_person_id=child.id,
        pers_upn=child.upn,
        pers_forename=child.forename,
        pers_surname=child.surname,
        pers_sex=child.sex,
        pers_gender=child.sex,
        pers_ethnicity=child.ethnicity,
        pers_dob=child.dob,
        pers_upn_unknown=child.no_upn,
        pers_send_flag="Y" if child.disability or rng.random() < 0.3 else "N",
        pers_nationality=child.nationality,
    )
    number = len(ledger.rows["ssd_disability"]) + 1
    ledger.tell(
        "ssd_disability",
        since,
        disa_table_id=f"D{number:06d}",
        disa_person_id=child.id,
        disa_disability_code=child.disability or "NONE",
    )
    if child.uasc:
        number = len(ledger.rows["ssd_immigration_status"]) + 1
        ledger.tell(
            "ssd_immigration_status",
            since,
            immi_immigration_status_id=f"S{number:06d}",
            immi_person_id=child.id,
            immi_immigration_status_start_date=child.periods[0].entered,
            immi_immigration_status_end_date=min(child.eighteen, child.periods[-1].left or child.eighteen),
            immi_immigration_status="UASC",
        )
    return row


def tell_period(ledger: Ledger, child: Child, period: Period) -> None:
    """Legal status, placements and the episodes that follow from both."""
    since = story.START
    for span in period.legal:
        number = len(ledger.rows["ssd_legal_status"]) + 1
        ledger.tell(
            "ssd_legal_status",
            max(span.start, since),
            lega_legal_status_id=f"G{number:06d}",
            lega_person_id=child.id,
            lega_legal_status=span.code,
            lega_legal_status_start_date=span.start,
            lega_legal_status_end_date=span.end,
        )
    for placement in period.placements:
        ledger.tell(
            "ssd_cla_placement",
            max(placement.start, since),
            clap_cla_placement_id=placement.id,
            clap_cla_id=period.id,
            clap_person_id=child.id,
            clap_cla_placement_start_date=placement.start,
            clap_cla_placement_type=placement.kind,
            clap_cla_placement_urn=placement.urn,
            clap_cla_placement_distance=placement.distance,
            clap_cla_placement_provider=placement.provider,
            clap_cla_placement_postcode=placement.postcode,
            clap_cla_placement_end_date=placement.end,
            clap_cla_placement_change_reason=placement.reason,
        )
    for start, reason, _, placement, end in episodes(period):
        number = len(ledger.rows["ssd_cla_episodes"]) + 1
        last = end == period.left
        ledger.tell(
            "ssd_cla_episodes",
            max(start, since),
            clae_cla_episode_id=f"E{number:06d}",
            clae_person_id=child.id,
            clae_cla_placement_id=placement.id,
            clae_cla_episode_start_date=start,
            clae_cla_episode_start_reason=reason,
            clae_cla_primary_need_code=period.need,
            clae_cla_episode_ceased_date=end,
            clae_cla_episode_ceased_reason=(period.reason if last else "X1") if end else "",
            clae_cla_id=period.id,
            clae_entered_care_date=period.entered,
        )


def episodes(period: Period) -> list[tuple[date, str, Span, Placement, date | None]]:
    """The episodes of a period: a new one on each change of legal status or placement.

    Each is (start, reason for the new episode, legal status, placement, end).
    """
    starts = sorted({span.start for span in period.legal} | {place.start for place in period.placements})
    found = []
    for index, start in enumerate(starts):
        legal = next(span for span in reversed(period.legal) if span.start <= start)
        place = next(item for item in reversed(period.placements) if item.start <= start)
        if start == period.entered:
            reason = "S"
        elif legal.start == place.start == start:
            reason = "B"
        else:
            reason = "L" if legal.start == start else "P"
        found.append(
            (start, reason, legal, place, starts[index + 1] if index + 1 < len(starts) else period.left)
        )
    return found


def tell_permanence(rng: Random, ledger: Ledger, child: Child, period: Period) -> None:
    """Adoption and special guardianship, as far as each has gone."""
    guardianship = period.reason in {"E43", "E44", "E45", "E46", "E47", "E48"}
    if not (period.order_on and period.order_on < period.until()) and not guardianship:
        return
    values: Row = {}
    if guardianship:
        values = {
            "perm_permanence_order_date": period.left,
            "perm_permanence_order_type": "Special Guardianship",
        }
    elif period.order_on:
        values = _adoption(rng, period, period.order_on)
    number = len(ledger.rows["ssd_permanence"]) + 1
    ledger.tell(
        "ssd_permanence",
        max(period.left or period.placed_for_adoption or period.order_on or period.entered, story.START),
        perm_table_id=f"N{number:06d}",
        perm_person_id=child.id,
        perm_cla_id=period.id,
        **values,
    )


def _adoption(rng: Random, period: Period, order: date) -> Row:
    placed = period.placed_for_adoption
    couple = rng.random() < 0.85
    values: Row = {
        "perm_adm_decision_date": order - timedelta(rng.randint(30, 70)),
        "perm_part_of_sibling_group": "Y" if rng.random() < 0.3 else "N",
        "perm_placement_order_date": order,
        "perm_adopted_by_carer_flag": "N",
    }
    if placed and placed <= story.END:
        values |= {
            "perm_matched_date": placed - timedelta(rng.randint(8, 21)),
            "perm_placed_for_adoption_date": placed,
            "perm_number_of_adopters": 2 if couple else 1,
            "perm_adopter_sex": pick(rng, {"MF": 84, "MM": 9, "FF": 7})
            if couple
            else pick(rng, {"F1": 9, "M1": 1}),
            "perm_adopter_legal_status": rng.choice(("L11", "L3")) if couple else "L0",
        }
        if values["perm_adopter_sex"] in ("MM", "FF"):
            values["perm_adopter_legal_status"] = rng.choice(("L12", "L2", "L4"))
    if period.reason in ("E11", "E12"):
        values |= {"perm_permanence_order_date": period.left, "perm_permanence_order_type": "Adoption"}
    return values


def in_scope(child: Child) -> bool:
    """Whether the six years of the record hold anything of a child."""
    return any(period.until() >= story.START for period in child.periods)


def weeks_in_care_since(child: Child, age: int, day: date) -> int:
    """Whole weeks looked after since a birthday, short breaks left out."""
    since = birthday(child.dob, age)
    days = 0
    for period in child.cared_for():
        start, end = max(period.entered, since), min(period.until(), day)
        days += max((end - start).days, 0)
    return days // 7
