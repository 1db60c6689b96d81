"""Visits under the rules that are not the ordinary one (inspection of 2019, paragraphs 22, 23 and 29)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.catalogue.care_sources import NO_SHORT_BREAKS, adoption_regulation
from sightline.engine.duties.catalogue.looked_after import IN_FORCE
from sightline.engine.duties.catalogue.sources import (
    AS_MADE_EARLIER,
    EVERY_EVENT,
    local_standard,
    regulation,
    visits,
)
from sightline.engine.duties.duty import Duty, months, weeks
from sightline.engine.duties.visit_rules import FOR_ADOPTION, SIX_MONTHS_ALLOWED_FROM, Rule, under
from sightline.engine.records.record import Record

ONE_RULE = "A child is judged by one rule of visits at a time; another takes over on the day it begins."
ADOPTION_IN_FORCE = date(2005, 12, 30)


def _visits(record: Record, authority: Authority) -> pl.DataFrame:
    return events.visits(record)


def _after_first_adoption_review(record: Record, authority: Authority) -> pl.DataFrame:
    """Placements for adoption from the first review after they began, until they end."""
    kinds = record.frame("ssd_cla_placement").filter(pl.col("clap_cla_placement_type").is_in(FOR_ADOPTION))
    keys = kinds.select(person_id="clap_person_id", trigger="clap_cla_placement_start_date")
    placed = occasions.placements(record, authority).join(
        keys, on=("person_id", "trigger"), how="semi", maintain_order="left"
    )
    placed = placed.with_columns(care_from="entered_on", entered_on=pl.col("trigger") + pl.duration(days=1))
    held = occasions.after_nth(placed, events.reviews(record), 1)
    owed = pl.col("ends").is_null() | (pl.col("trigger") < pl.col("ends"))
    return occasions.shaped(held.filter(owed).with_columns(entered_on="care_from"))


VISIT_LONG_TERM_AGREED = Duty(
    id="visit_six_monthly_agreed",
    title="Visit every six months, where the child agreed",
    area="looked after",
    owed_to=under(Rule.AGREED),
    met_by=_visits,
    within=months(6),
    every=months(6),
    needs=("ssd_cla_visits",),
    shows=EVERY_EVENT,
    basis=(
        regulation(
            "reg 28, as amended in 2015",
            note="six months, as authorities tell it; to be read: reg 28 since 1 April 2015, when SI "
            "2015/495 made "
            "long-term foster placements a thing of law",
        ),
    ),
    valid_from=SIX_MONTHS_ALLOWED_FROM,
    excludes=(*NO_SHORT_BREAKS, "no agreement on record", "the first year of the placement"),
    answers=("¶23",),
    note=f"Needs the day on which the child agreed; without it three months stand. {ONE_RULE}",
)

VISIT_URGENT_WITH_PARENTS = Duty(
    id="visit_urgent_with_parents",
    title="Visit each week, placed with parents before assessment",
    area="looked after",
    owed_to=under(Rule.URGENT_WITH_PARENTS),
    met_by=_visits,
    within=weeks(1),
    every=weeks(1),
    then_every=weeks(6),
    needs=("ssd_cla_visits",),
    shows=EVERY_EVENT,
    basis=(visits("reg 28(3)", "weekly until the first review, then every six weeks"),),
    valid_from=IN_FORCE,
    excludes=(*NO_SHORT_BREAKS, "a child under an interim order, who stands under reg 28(4)"),
    answers=("¶22", "¶23"),
    note=f"The first review is the first held after the child was placed. {ONE_RULE}",
)

VISIT_INTERIM_OR_TEMPORARY = Duty(
    id="visit_interim_order_or_temporary_carer",
    title="Visit each week, interim order at home or carer approved for a time",
    area="looked after",
    owed_to=under(Rule.INTERIM_OR_TEMPORARY),
    met_by=_visits,
    within=weeks(1),
    every=weeks(1),
    then_every=weeks(4),
    needs=("ssd_cla_visits",),
    shows=EVERY_EVENT,
    basis=(visits("reg 28(4)", "weekly until the first review, then every four weeks, not six"),),
    valid_from=IN_FORCE,
    excludes=NO_SHORT_BREAKS,
    answers=("¶22", "¶23"),
    note=(
        "Interim care order (C1) while with a parent (P1), or a connected carer approved under regulation 24 "
        f"until the panel. The first review is the first held after that began. {ONE_RULE}"
    ),
)

VISIT_CARE_ORDER_WITH_PARENTS = Duty(
    id="visit_care_order_with_parents",
    title="Visits to a child at home under a care order",
    area="looked after",
    owed_to=under(Rule.ORDER_WITH_PARENTS),
    met_by=_visits,
    within=weeks(1),
    every=weeks(6),
    needs=("ssd_cla_visits",),
    shows=EVERY_EVENT,
    basis=(visits("reg 28(5)", "one week from the order, then every six weeks"),),
    valid_from=IN_FORCE,
    excludes=NO_SHORT_BREAKS,
    answers=("¶22", "¶23"),
    note=(
        "The clock starts with the order (C2), or with the day on which the child came home under one. "
        f"{ONE_RULE}"
    ),
)

VISIT_ARRANGED_BY_OTHERS = Duty(
    id="visit_living_arranged_by_others",
    title="Visits to a child in care whose home others arranged",
    area="looked after",
    owed_to=under(Rule.ARRANGED_BY_OTHERS),
    met_by=_visits,
    within=weeks(1),
    every=weeks(6),
    then_every=months(3),
    needs=("ssd_cla_visits",),
    shows=EVERY_EVENT,
    basis=(
        regulation(
            "reg 28(6)",
            note="one week, six weeks, then three months after a year; to be read: the end of reg 28(6), "
            "whose "
            "beginning was read",
        ),
    ),
    valid_from=IN_FORCE,
    excludes=(*NO_SHORT_BREAKS, "children who are not under a care order"),
    answers=("¶23",),
    note=f"Hospital and nursing (R2) or custody (R5), under a care order. {ONE_RULE}",
)

ADOPTION_VISIT_WEEKLY = Duty(
    id="adoption_visit_weekly",
    title="Visit each week to a child placed for adoption",
    area="permanence",
    owed_to=under(Rule.ADOPTION),
    met_by=_visits,
    within=weeks(1),
    every=weeks(1),
    needs=("ssd_cla_visits",),
    shows=EVERY_EVENT,
    basis=(
        adoption_regulation(
            "reg 36(4)(a)",
            checked=AS_MADE_EARLIER,
            note="within a week, then each week until the first review after placement",
        ),
    ),
    valid_from=ADOPTION_IN_FORCE,
    excludes=NO_SHORT_BREAKS,
    answers=("¶29",),
    note=(
        "The regulation asks that child and adopters be visited; national returns tell the child alone. "
        f"{ONE_RULE}"
    ),
)

ADOPTION_VISIT_LATER = Duty(
    id="adoption_visit_later",
    title="Visits to a child placed for adoption after the first review",
    area="permanence",
    owed_to=_after_first_adoption_review,
    met_by=_visits,
    within=weeks(6),
    every=weeks(6),
    needs=("ssd_cla_visits",),
    shows=EVERY_EVENT,
    basis=(local_standard("the first review settles how often; six weeks is a usual answer"),),
    valid_from=ADOPTION_IN_FORCE,
    excludes=NO_SHORT_BREAKS,
    answers=("¶29",),
)
