"""Care plans, reviews and visits of looked-after children (inspection of 2019, paragraphs 19, 21 and 23)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.catalogue.sources import (
    AS_MADE_EARLIER,
    EVERY_EVENT,
    local_standard,
    regulation,
    visits,
)
from sightline.engine.duties.duty import Duty, Shows, months, weeks, working_days
from sightline.engine.duties.obligation import SUPERSEDED_BY
from sightline.engine.duties.visit_rules import Rule, first_weeks, under
from sightline.engine.records.record import Record

IN_FORCE = date(2011, 4, 1)
NO_SHORT_BREAKS = ("short breaks (V3, V4)",)
OTHER_RULES = ("placements under another rule of visits (at home, for adoption, temporary carers)",)
REVIEWS_SHOWN = {**EVERY_EVENT, "ssda903": Shows.TIMELINESS}


def _reviews(record: Record, authority: Authority) -> pl.DataFrame:
    return events.reviews(record)


def _starting(record: Record, authority: Authority) -> pl.DataFrame:
    """Periods of care, up to the day on which a child is placed for adoption."""
    care = occasions.in_care(record).with_columns(trigger="entered_on")
    return occasions.shaped(occasions.until_placed_for_adoption(care, record))


def _after_review(record: Record, n: int) -> pl.DataFrame:
    begun = occasions.after_nth(occasions.in_care(record), events.reviews(record), n)
    adopting = occasions.until_placed_for_adoption(begun, record)
    owed = pl.col("ends").is_null() | (pl.col("trigger") < pl.col("ends"))
    return occasions.shaped(adopting.filter(owed))


def _after_first_review(record: Record, authority: Authority) -> pl.DataFrame:
    return _after_review(record, 1)


def _after_second_review(record: Record, authority: Authority) -> pl.DataFrame:
    return _after_review(record, 2)


def _every_review(record: Record, authority: Authority) -> pl.DataFrame:
    """Each review held is an occasion on which the plan is to be brought up to date, until the next one."""
    dated = events.reviews(record).filter(pl.col("on").is_not_null()).select("person_id", "on", "rows")
    held = occasions.in_care(record).drop("rows").join(dated, on="person_id", how="inner")
    before_end = pl.col("ends").is_null() | (pl.col("on") < pl.col("ends"))
    held = held.filter((pl.col("on") >= pl.col("entered_on")) & before_end).sort(
        "person_id", "on", pl.col("rows").list.first()
    )
    held = held.unique(("person_id", "on"), keep="first", maintain_order=True)
    held = occasions.closed_by_next(held, "on", f"{SUPERSEDED_BY}the next review was held")
    return occasions.shaped(held.with_columns(trigger="on", occasion=occasions.day_of("on")))


def _visits(record: Record, authority: Authority) -> pl.DataFrame:
    return events.visits(record)


def _care_plans(record: Record, authority: Authority) -> pl.DataFrame:
    return events.care_plans(record)


CARE_PLAN = Duty(
    id="care_plan",
    title="First care plan",
    area="looked after",
    owed_to=occasions.starting_care,
    met_by=_care_plans,
    within=working_days(10),
    lookback_days=28,
    needs=("ssd_cla_care_plan",),
    shows=EVERY_EVENT,
    basis=(
        regulation(
            "reg 4(2)",
            checked=AS_MADE_EARLIER,
            note="before the first placement or, if not practicable, within 10 working days",
        ),
    ),
    valid_from=IN_FORCE,
    excludes=NO_SHORT_BREAKS,
    answers=("¶19",),
    note="For a child under a care order the plan is the one filed with the court (section 31A).",
)

CARE_PLAN_CURRENT = Duty(
    id="care_plan_current",
    title="Care plan brought up to date after a review",
    area="looked after",
    owed_to=_every_review,
    met_by=_care_plans,
    within=working_days(10),
    needs=("ssd_cla_care_plan",),
    shows=EVERY_EVENT,
    basis=(local_standard("reg 6 asks that the plan be kept under review and gives no number"),),
    valid_from=IN_FORCE,
    excludes=NO_SHORT_BREAKS,
    answers=("¶19",),
)

REVIEW_FIRST = Duty(
    id="review_first",
    title="First looked-after review",
    area="looked after",
    owed_to=_starting,
    met_by=_reviews,
    within=working_days(20),
    needs=("ssd_cla_reviews",),
    shows=REVIEWS_SHOWN,
    basis=(regulation("reg 33(1)", note="20 working days, as procedures quote it; to be read: reg 33(1)"),),
    valid_from=IN_FORCE,
    excludes=(*NO_SHORT_BREAKS, "a period of care that ends before the day it is due"),
    answers=("¶21",),
    note="20 working days: pages that say 20 days, 28 days or four weeks are not the law.",
)

REVIEW_SECOND = Duty(
    id="review_second",
    title="Second looked-after review",
    area="looked after",
    owed_to=_after_first_review,
    met_by=_reviews,
    within=months(3),
    after_trigger=True,
    needs=("ssd_cla_reviews",),
    shows=REVIEWS_SHOWN,
    basis=(
        regulation(
            "reg 33(2)",
            note="three months from the first review as held, even if that was late, as councils tell it; "
            "to be "
            "read: reg 33(2)",
        ),
    ),
    valid_from=IN_FORCE,
    excludes=NO_SHORT_BREAKS,
    answers=("¶21",),
)

REVIEW_SUBSEQUENT = Duty(
    id="review_subsequent",
    title="Later looked-after reviews",
    area="looked after",
    owed_to=_after_second_review,
    met_by=_reviews,
    within=months(6),
    every=months(6),
    after_trigger=True,
    needs=("ssd_cla_reviews",),
    shows=REVIEWS_SHOWN,
    basis=(
        regulation("reg 33(2)", note="not more than six months, as councils tell it; to be read: reg 33(2)"),
    ),
    valid_from=IN_FORCE,
    excludes=NO_SHORT_BREAKS,
    answers=("¶21",),
    note=(
        "From the day on which a child is placed for adoption, the adoption agencies' own cycle of reviews "
        "takes over."
    ),
)

VISIT_FIRST_WEEK = Duty(
    id="visit_first_week",
    title="Visit in the first week of a placement",
    area="looked after",
    owed_to=first_weeks,
    met_by=_visits,
    within=weeks(1),
    needs=("ssd_cla_visits",),
    shows=EVERY_EVENT,
    basis=(visits("reg 28(2)(a)"),),
    valid_from=IN_FORCE,
    excludes=(*NO_SHORT_BREAKS, *OTHER_RULES),
    answers=("¶23",),
    note="Every placement starts this clock again.",
)

VISIT_SIX_WEEKLY = Duty(
    id="visit_six_weekly",
    title="Visit every six weeks",
    area="looked after",
    owed_to=under(Rule.ORDINARY),
    met_by=_visits,
    within=weeks(6),
    every=weeks(6),
    then_every=months(3),
    needs=("ssd_cla_visits",),
    shows=EVERY_EVENT,
    basis=(
        visits("reg 28(2)(b)"),
        visits("reg 28(2)(c)(ii)", "six weeks after the first year too, unless permanent"),
        visits("reg 28(2)(c)(i)", "three months after the first year, where meant to last until 18"),
    ),
    valid_from=IN_FORCE,
    excludes=(*NO_SHORT_BREAKS, *OTHER_RULES),
    answers=("¶23",),
    note=(
        "Six weeks are 42 days from the last visit. Long-term fostering (placement codes U1 and U4) is taken "
        "as meant to last until 18, so three months from its first anniversary. Placed with parents, with a "
        "carer approved for a time, for adoption, or with fewer visits agreed, a child stands under another "
        "rule, and from the day on which that ends the six weeks begin anew."
    ),
)
