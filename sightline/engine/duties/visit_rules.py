"""Which rule of visits a child stands under, day by day: exactly one at a time.

Regulation 28 of SI 2010/959 sets intervals by how a child is placed and under which order; regulation 36 of
SI 2005/389 sets them for children placed for adoption. Where two rules of regulation 28 could apply, the
stricter stands (an interim order at home before an urgent placement with parents).
"""

from datetime import date
from enum import StrEnum

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.duty import Occasions
from sightline.engine.duties.obligation import SUPERSEDED_BY
from sightline.engine.duties.sharing import following, follows, once_a_record
from sightline.engine.records.record import Record

PLACEMENT = ("person_id", "placement")
FOR_ADOPTION = ("A3", "A4", "A5", "A6")
WITH_PARENTS = "P1"
ARRANGED_BY_OTHERS = ("R2", "R5")
INTERIM_ORDER, CARE_ORDER = "C1", "C2"
SIX_MONTHS_ALLOWED_FROM = date(2015, 4, 1)


class Rule(StrEnum):
    """The rules, by where they stand."""

    ORDINARY = "reg 28(2)"
    AGREED = "reg 28(2), fewer visits agreed"
    URGENT_WITH_PARENTS = "reg 28(3)"
    INTERIM_OR_TEMPORARY = "reg 28(4)"
    ORDER_WITH_PARENTS = "reg 28(5)"
    ARRANGED_BY_OTHERS = "reg 28(6)"
    ADOPTION = "SI 2005/389, reg 36(4)"


def under(rule: Rule) -> Occasions:
    """Occasions of each stretch in which a child stands under a rule, within one placement.

    ``switches``: for long-term fostering and arrangements by others the placement's first anniversary, for
    the weekly rules the first review after the stretch began.
    """

    def told(record: Record, authority: Authority) -> pl.DataFrame:
        return _under(rule, record, authority)

    return told


def first_weeks(record: Record, authority: Authority) -> pl.DataFrame:
    """Placements that begin under the ordinary rule: the others ask for their first visit themselves."""
    found = _under(Rule.ORDINARY, record, authority)
    began = occasions.placements(record, authority).select("person_id", "occasion")
    return found.join(began, on=("person_id", "occasion"), how="semi", maintain_order="left")


def _under(rule: Rule, record: Record, authority: Authority) -> pl.DataFrame:
    placed, stretches = _placed(record, authority)
    changes = stretches.filter(pl.col("rule") == rule.value)
    if changes.is_empty():
        return occasions.shaped(changes.select("person_id"))
    another = pl.lit(f"{SUPERSEDED_BY}another rule of visits began")
    joined = changes.join(placed, on=PLACEMENT, how="left", maintain_order="left").with_columns(
        occasion=pl.col("on").dt.to_string("%Y-%m-%d").fill_null("no start date"),
        trigger="on",
        ended_because=pl.when(pl.col("next").is_not_null()).then(another).otherwise("ended_because"),
        ends=pl.coalesce("next", "ends"),
    )
    if rule in (Rule.URGENT_WITH_PARENTS, Rule.INTERIM_OR_TEMPORARY, Rule.ADOPTION):
        joined = _first_review(joined, record)
    if rule is Rule.ADOPTION:
        decided = f"{SUPERSEDED_BY}the first review settles the visits from then on"
        joined = occasions.until(joined, pl.col("switches"), decided).with_columns(switches=None)
    if rule is Rule.ARRANGED_BY_OTHERS:
        joined = joined.with_columns(switches=pl.col("placed_on").dt.offset_by("1y"))
    return occasions.shaped(joined.sort("person_id", "trigger", nulls_last=True))


@once_a_record
def _placed(record: Record, authority: Authority) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Placements and their stretches: every rule asks for the same."""
    placed = _with_kind(occasions.placements(record, authority), record)
    return placed, _stretches(placed, record)


def _with_kind(placed: pl.DataFrame, record: Record) -> pl.DataFrame:
    """Placements with their kind; ``placement`` is the occasion that began with it."""
    kinds = record.frame("ssd_cla_placement").select(
        person_id="clap_person_id",
        placed_on="clap_cla_placement_start_date",
        kind="clap_cla_placement_type",
        row=pl.col("_rows").list.first(),
    )
    kinds = kinds.sort("person_id", "placed_on", "row").unique(
        ("person_id", "placed_on"), keep="first", maintain_order=True
    )
    named = placed.with_columns(placement="occasion", placed_on="trigger")
    return named.join(kinds.drop("row"), on=("person_id", "placed_on"), how="left", maintain_order="left")


def _stretches(placed: pl.DataFrame, record: Record) -> pl.DataFrame:
    """person_id, placement, on, rule, next: each stretch under one rule, and the day the next one began."""
    facts = _facts(placed, record).sort(*PLACEMENT).with_row_index("_placement")
    legal = _legal(record)
    within = (pl.col("on") > pl.col("placed_on")) & (
        pl.col("ends").is_null() | (pl.col("on") < pl.col("ends"))
    )
    began = facts.select("_placement", on="placed_on")
    orders = facts.select("_placement", "person_id", "placed_on", "ends").join(
        legal.select("person_id", on="since"), on="person_id", how="inner"
    )
    later = [
        facts.with_columns(on=day).filter(within).select("_placement", "on")
        for day in (pl.col("approved_on"), pl.col("agreed_from"))
    ]
    points = pl.concat([began, orders.filter(within).select("_placement", "on"), *later]).unique()
    points = points.sort("_placement", "on", nulls_last=True)
    points = points.hstack(facts.drop("_placement")[points["_placement"]])
    points = _with_status(points, legal).with_columns(rule=_rule())
    changed = (pl.col("rule") != pl.col("rule").shift(1)) | ~follows("_placement")
    points = points.filter(changed)
    return points.select(*PLACEMENT, "on", "rule", next=following("on", "_placement"))


def _with_status(points: pl.DataFrame, legal: pl.DataFrame) -> pl.DataFrame:
    """Points with ``status``: the legal status that began last before the day, if it had not ended."""
    row, known = pl.col("_point"), pl.col("on").is_not_null()
    points = points.with_row_index("_point")
    told = points.filter(known).select("_point", "person_id", "on").sort("on")
    told = told.join_asof(
        legal, left_on="on", right_on="since", by="person_id", strategy="backward", check_sortedness=False
    )
    holds = pl.col("till").is_null() | (pl.col("till") > pl.col("on"))
    told = told.select("_point", status=pl.when(holds).then("status"))
    return points.join(told, on=row, how="left", maintain_order="left").drop("_point")


def _rule() -> pl.Expr:
    """The first rule that fits, on the day of a point."""
    with_parents = (pl.col("kind") == WITH_PARENTS).fill_null(value=False)
    interim = with_parents & (pl.col("status") == INTERIM_ORDER)
    temporary = pl.col("temporary") & (
        pl.col("approved_on").is_null() | (pl.col("on") < pl.col("approved_on"))
    )
    in_care = pl.col("status").is_in([INTERIM_ORDER, CARE_ORDER])
    cases = (
        (pl.col("kind").is_in(FOR_ADOPTION), Rule.ADOPTION),
        (interim | temporary, Rule.INTERIM_OR_TEMPORARY),
        (with_parents & pl.col("urgent"), Rule.URGENT_WITH_PARENTS),
        (with_parents & (pl.col("status") == CARE_ORDER), Rule.ORDER_WITH_PARENTS),
        (pl.col("kind").is_in(ARRANGED_BY_OTHERS) & in_care, Rule.ARRANGED_BY_OTHERS),
        (pl.col("on") >= pl.col("agreed_from"), Rule.AGREED),
    )
    rule: pl.Expr = pl.lit(Rule.ORDINARY.value)
    for condition, name in reversed(cases):
        rule = pl.when(condition.fill_null(value=False)).then(pl.lit(name.value)).otherwise(rule)
    return rule


def _facts(placed: pl.DataFrame, record: Record) -> pl.DataFrame:
    """Placements with what the registers say of them: temporary approval, urgency, fewer visits agreed."""
    key = ("person_id", "placed_on")
    carers = record.frame("connected_carer").filter(pl.col("temporary_approval_on").is_not_null())
    carers = carers.select(
        person_id="child_id", placed_on="placed_on", temporary=pl.lit(value=True), approved_on="panel_on"
    )
    parents = record.frame("placement_with_parents").filter(pl.col("emergency"))
    parents = parents.select(person_id="child_id", placed_on="placed_on", urgent=pl.lit(value=True))
    fewer = record.frame("placement_arrangement").drop_nulls("fewer_visits_agreed_on")
    fewer = fewer.select(person_id="child_id", placed_on="placed_on", agreed_on="fewer_visits_agreed_on")
    facts = placed.select(*PLACEMENT, "placed_on", "ends", "kind")
    for more in (carers, parents, fewer):
        told = more.unique(key, keep="first", maintain_order=True)
        facts = facts.join(told, on=key, how="left", maintain_order="left")
    agreed = pl.max_horizontal(
        "agreed_on", pl.col("placed_on").dt.offset_by("1y"), pl.lit(SIX_MONTHS_ALLOWED_FROM)
    )
    settled = pl.col("kind").is_in(occasions.LONG_TERM_FOSTERING) & pl.col("agreed_on").is_not_null()
    return facts.with_columns(
        pl.col("temporary", "urgent").fill_null(value=False),
        agreed_from=pl.when(settled).then(agreed),
    )


def _legal(record: Record) -> pl.DataFrame:
    """person_id, status, since, till of every legal status with a start, in order."""
    known = record.frame("ssd_legal_status").drop_nulls("lega_legal_status_start_date")
    return known.select(
        person_id="lega_person_id",
        status="lega_legal_status",
        since="lega_legal_status_start_date",
        till="lega_legal_status_end_date",
    ).sort("since", "person_id", "status")


@once_a_record
def _review_days(record: Record) -> pl.DataFrame:
    """The days on which each child had a review, in order."""
    held = events.reviews(record).drop_nulls("on").select("person_id", review="on")
    return held.unique().sort("review")


def _first_review(stretches: pl.DataFrame, record: Record) -> pl.DataFrame:
    """``switches``: the first review held after a stretch began."""
    after = stretches.with_columns(after=pl.col("trigger") + pl.duration(days=1)).sort(
        "after", nulls_last=True
    )
    known = after.filter(pl.col("after").is_not_null()).drop("switches")
    joined = known.join_asof(
        _review_days(record), left_on="after", right_on="review", by="person_id", strategy="forward",
        check_sortedness=False, coalesce=False,
    )  # fmt: skip
    undated = after.filter(pl.col("after").is_null())
    return pl.concat([joined.rename({"review": "switches"}), undated], how="diagonal")
