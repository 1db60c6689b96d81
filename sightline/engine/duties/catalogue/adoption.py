"""Adoption: decisions, reviews, letters (inspection of 2019, paragraphs 24, 28 and 29)."""

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events
from sightline.engine.duties.catalogue.care_sources import (
    ADOPTION_GUIDANCE,
    ADOPTION_STANDARDS,
    adoption_regulation,
    not_read,
)
from sightline.engine.duties.catalogue.looked_after import REVIEWS_SHOWN
from sightline.engine.duties.catalogue.sources import AS_MADE_EARLIER, REGISTER_ONLY, local_standard
from sightline.engine.duties.catalogue.visit_regimes import ADOPTION_IN_FORCE
from sightline.engine.duties.duty import Duty, days, months, weeks, working_days
from sightline.engine.duties.populations_care import (
    nth_review_after_placement,
    placed_for_adoption,
    waiting_to_be_placed,
)
from sightline.engine.duties.told import Row
from sightline.engine.records.record import Record

DECISIONS = "adoption_decision"
SHOULD_BE_PLACED = pl.col("decision_about") == "should be placed"
ENDORSED = SHOULD_BE_PLACED & pl.col("plan_endorsed_on").is_not_null()
DECIDED = pl.col("adoption_decided_on").is_not_null()


def _reviews(record: Record, authority: Authority) -> pl.DataFrame:
    return events.reviews(record)


_PRESENTED = Row(DECISIONS, "plan_endorsed_on", "presented_on", where=ENDORSED, content=())

PRESENTED_TO_DECISION_MAKER = Duty(
    id="adoption_plan_presented",
    title="Plan of adoption put to the decision maker or panel",
    area="permanence",
    owed_to=_PRESENTED.owed,
    met_by=_PRESENTED.done,
    within=months(2),
    needs=(DECISIONS,),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "statutory guidance",
            ADOPTION_GUIDANCE,
            "chapter 2",
            "two months by a local procedure; to be read there",
        ),
    ),
    valid_from=ADOPTION_IN_FORCE,
    answers=("¶28",),
    note="Since 1 September 2012 cases for a placement order go to the decision maker and not to a panel.",
)

_REPORT = Row(DECISIONS, "plan_endorsed_on", "permanence_report_on", where=ENDORSED, content=())

PERMANENCE_REPORT = Duty(
    id="child_permanence_report",
    title="Child's permanence report completed",
    area="permanence",
    owed_to=_REPORT.owed,
    met_by=_REPORT.done,
    within=days(20),
    needs=(DECISIONS,),
    shows=REGISTER_ONLY,
    basis=(local_standard("20 days from the review that endorsed the plan are usual"),),
    valid_from=ADOPTION_IN_FORCE,
    answers=("¶29",),
    note="How good the report is, is for an audit to say.",
)

_DECISION = Row(
    DECISIONS,
    "papers_ready_on",
    "adoption_decided_on",
    where=pl.col("papers_ready_on").is_not_null(),
    by=("decision_about",),
    content=("decision_reasons",),
)

ADOPTION_DECISION = Duty(
    id="adoption_decision",
    title="Decision maker's decision on adoption",
    area="permanence",
    owed_to=_DECISION.owed,
    met_by=_DECISION.done,
    within=working_days(7),
    needs=(DECISIONS,),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "statutory guidance",
            ADOPTION_GUIDANCE,
            note="seven working days, as commonly given; to be read there",
        ),
        adoption_regulation(
            "regs 19 and 33", note="ask for the decision, without the number; to be read: regs 19 and 33"
        ),
    ),
    valid_from=ADOPTION_IN_FORCE,
    answers=("¶28",),
    note="From the panel's final minutes, or the papers where no panel sits: no return holds either day.",
)

_TOLD = Row(
    DECISIONS, "adoption_decided_on", "parents_told_on", where=DECIDED, by=("decision_about",), content=()
)

PARENTS_TOLD = Duty(
    id="adoption_parents_told",
    title="Birth parents told of the adoption decision",
    area="permanence",
    owed_to=_TOLD.owed,
    met_by=_TOLD.done,
    within=working_days(2),
    needs=(DECISIONS,),
    shows=REGISTER_ONLY,
    basis=(not_read("national minimum standard", ADOPTION_STANDARDS),),
    valid_from=ADOPTION_IN_FORCE,
    answers=("¶28",),
)

_WRITTEN = Row(
    DECISIONS,
    "adoption_decided_on",
    "parents_written_to_on",
    where=DECIDED,
    by=("decision_about",),
    content=(),
)

PARENTS_WRITTEN_TO = Duty(
    id="adoption_parents_written_to",
    title="Birth parents written to about the adoption decision",
    area="permanence",
    owed_to=_WRITTEN.owed,
    met_by=_WRITTEN.done,
    within=working_days(5),
    needs=(DECISIONS,),
    shows=REGISTER_ONLY,
    basis=(not_read("national minimum standard", ADOPTION_STANDARDS),),
    valid_from=ADOPTION_IN_FORCE,
    answers=("¶28",),
)

_APPLICATION = Row(
    DECISIONS,
    "adoption_decided_on",
    "placement_order_sought_on",
    where=SHOULD_BE_PLACED & DECIDED,
    content=(),
)

PLACEMENT_ORDER_SOUGHT = Duty(
    id="placement_order_sought",
    title="Placement order applied for after the decision",
    area="permanence",
    owed_to=_APPLICATION.owed,
    met_by=_APPLICATION.done,
    within=working_days(5),
    needs=(DECISIONS,),
    shows=REGISTER_ONLY,
    basis=(local_standard("five working days are usual"),),
    valid_from=ADOPTION_IN_FORCE,
    answers=("¶28",),
    note="A parent's consent makes it unnecessary; such a row is to say so by leaving the decision out.",
)

REVIEW_WAITING = Duty(
    id="adoption_review_waiting",
    title="Review of a child waiting to be placed for adoption",
    area="permanence",
    owed_to=waiting_to_be_placed,
    met_by=_reviews,
    within=months(3),
    every=months(6),
    after_trigger=True,
    needs=("ssd_cla_reviews",),
    shows=REVIEWS_SHOWN,
    basis=(
        adoption_regulation(
            "reg 36(1)(a)", checked=AS_MADE_EARLIER, note="three months after the agency may place the child"
        ),
        adoption_regulation("reg 36(1)(b)", checked=AS_MADE_EARLIER, note="then every six months"),
    ),
    valid_from=ADOPTION_IN_FORCE,
    answers=("¶29",),
    note=(
        "From the placement order; consent to placement is in no return. It runs beside the looked-after "
        "reviews, and one meeting meets both."
    ),
)

REVIEW_PLACED_FIRST = Duty(
    id="adoption_review_first",
    title="First review after placement for adoption",
    area="permanence",
    owed_to=placed_for_adoption,
    met_by=_reviews,
    within=weeks(4),
    after_trigger=True,
    needs=("ssd_cla_reviews",),
    shows=REVIEWS_SHOWN,
    basis=(adoption_regulation("reg 36(3)(a)", checked=AS_MADE_EARLIER),),
    valid_from=ADOPTION_IN_FORCE,
    answers=("¶29",),
    note="Takes the place of the looked-after reviews on the day on which the child is placed.",
)

REVIEW_PLACED_SECOND = Duty(
    id="adoption_review_second",
    title="Second review after placement for adoption",
    area="permanence",
    owed_to=nth_review_after_placement(1),
    met_by=_reviews,
    within=months(3),
    after_trigger=True,
    needs=("ssd_cla_reviews",),
    shows=REVIEWS_SHOWN,
    basis=(adoption_regulation("reg 36(3)(b)", checked=AS_MADE_EARLIER),),
    valid_from=ADOPTION_IN_FORCE,
    answers=("¶29",),
)

REVIEW_PLACED_LATER = Duty(
    id="adoption_review_later",
    title="Later reviews after placement for adoption",
    area="permanence",
    owed_to=nth_review_after_placement(2),
    met_by=_reviews,
    within=months(6),
    every=months(6),
    after_trigger=True,
    needs=("ssd_cla_reviews",),
    shows=REVIEWS_SHOWN,
    basis=(
        adoption_regulation(
            "reg 36(3)(c)", checked=AS_MADE_EARLIER, note="until the adoption order or the child's return"
        ),
    ),
    valid_from=ADOPTION_IN_FORCE,
    answers=("¶29",),
)
