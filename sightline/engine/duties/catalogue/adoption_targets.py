"""Targets of the adoption scorecard (inspection of 2019, paragraph 29): shares of a cohort."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.duty import Basis, Duty, Shows, Substance, days, months
from sightline.engine.records.columns import ROWS
from sightline.engine.records.record import Record

_SCORECARD = "DfE adoption scorecards"
_SHOWS = {"ssd": Shows.TIMELINESS, "annex_a": Shows.TIMELINESS}
_MOVED_IN = pl.min_horizontal(
    "perm_placed_for_adoption_date",
    "perm_placed_ffa_cp_date",
    pl.when(pl.col("perm_adopted_by_carer_flag") == "Y").then("perm_placed_foster_carer_date"),
)


def _decided(record: Record) -> pl.DataFrame:
    """Each plan for adoption (person_id, decided) with the period of care in which it was decided: care's
    entered_on, and ``ends``, where care ended otherwise than by adoption or the plan was given up."""
    plans = record.frame("ssd_permanence").with_columns(person_id="perm_person_id", plan_rows=ROWS)
    plans = plans.with_columns(decided=pl.coalesce("perm_adm_decision_date", "perm_placement_order_date"))
    plans = plans.filter(pl.col("decided").is_not_null()).sort("decided", "person_id")
    care = occasions.in_care(record).drop_nulls("entered_on").sort("entered_on")
    joined = plans.join_asof(
        care.drop("occasion"), left_on="decided", right_on="entered_on", by="person_id", strategy="backward",
        check_sortedness=False,
    )  # fmt: skip
    inside = pl.col("entered_on").is_not_null() & (
        pl.col("ends").is_null() | (pl.col("decided") <= pl.col("ends"))
    )
    joined = joined.filter(inside)
    return occasions.until(
        joined, pl.col("perm_decision_reversed_date"), "The plan for adoption was given up"
    )


def _from_entry(record: Record, authority: Authority) -> pl.DataFrame:
    plans = _decided(record).with_columns(trigger="entered_on", rows="plan_rows")
    return occasions.shaped(
        plans.with_columns(occasion=occasions.day_of("entered_on")).sort("person_id", "trigger")
    )


def _from_order(record: Record, authority: Authority) -> pl.DataFrame:
    plans = _decided(record).filter(pl.col("perm_placement_order_date").is_not_null())
    plans = plans.with_columns(trigger="perm_placement_order_date", rows="plan_rows")
    return occasions.shaped(
        plans.with_columns(occasion=occasions.day_of("trigger")).sort("person_id", "trigger")
    )


def _happened(record: Record, day: pl.Expr) -> pl.DataFrame:
    rows = record.frame("ssd_permanence").with_columns(on=day).filter(pl.col("on").is_not_null())
    return events.shaped(
        rows.select(
            "on",
            person_id="perm_person_id",
            outcome=pl.lit(events.MET),
            substance=pl.lit(Substance.NOT_VISIBLE.value),
            rows=ROWS,
        )
    )


def _moved_in(record: Record, authority: Authority) -> pl.DataFrame:
    return _happened(record, _MOVED_IN)


def _matched(record: Record, authority: Authority) -> pl.DataFrame:
    return _happened(record, pl.col("perm_matched_date"))


def _target(reference: str, note: str, checked: str = "") -> tuple[Basis, ...]:
    return (Basis("national target", _SCORECARD, reference, checked, note),)


ADOPTION_14_MONTHS = Duty(
    id="a3_14_months",
    title="With an adoptive family within 14 months of entering care",
    area="permanence",
    owed_to=_from_entry,
    met_by=_moved_in,
    within=months(14),
    needs=("ssd_permanence",),
    shows=_SHOWS,
    basis=_target(
        "A3",
        "children adopted or waiting, less than 14 months from entering care",
        "the Department's announcement of the thresholds of 14 January 2014, GOV.UK, 25 November 2026",
    ),
    valid_from=date(2013, 4, 1),
    excludes=("children without a plan for adoption", "plans given up before the day"),
    answers=("¶29",),
    target_only=True,
    note=(
        "The share of children with a plan for adoption, those still waiting included. A child adopted by "
        "the foster carer is with the family from the day of that placement. The target is less than 14 "
        "months; "
        "here the very day of fourteen months still counts as in time."
    ),
)

ORDER_TO_MATCH = Duty(
    id="a2_po_to_match",
    title="Matched within 121 days of the placement order",
    area="permanence",
    owed_to=_from_order,
    met_by=_matched,
    within=days(121),
    needs=("ssd_permanence",),
    shows=_SHOWS,
    basis=_target(
        "A2",
        "the Department announced four months, as an average over three years of children adopted; that the "
        "scorecards count them as 121 days is told by authorities; to be read: the scorecards' methodology",
    ),
    valid_from=date(2013, 4, 1),
    excludes=("children without a placement order", "plans given up before the day"),
    answers=("¶29",),
    target_only=True,
    note="The share within the threshold, those still waiting included: not the scorecard's own average.",
)
