"""Assessments and the referrals that started their clocks; what an assessment found; who saw the child."""

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.combining import already_running, either, where_told
from sightline.engine.duties.duty import Substance
from sightline.engine.duties.obligation import SUPERSEDED_BY
from sightline.engine.duties.sharing import once_a_record
from sightline.engine.duties.told import Happening, Row, Spell
from sightline.engine.records.columns import ROWS
from sightline.engine.records.record import Record

ASSESSED = Row(
    "ssd_cin_assessments",
    "cina_assessment_start_date",
    "cina_assessment_auth_date",
    content=("cina_assessment_outcome_json", "cina_assessment_child_seen"),
)
CHILD_SEEN = either(
    Happening(
        "ssd_cin_visits", "cinv_cin_visit_date", where=pl.col("cinv_cin_visit_seen").fill_null("Y") == "Y"
    ),
    Happening(
        "ssd_cp_visits", "cppv_cp_visit_date", where=pl.col("cppv_cp_visit_seen").fill_null("Y") == "Y"
    ),
    Happening(
        "visit",
        "done_on",
        where=pl.col("seen").fill_null(value=True)
        & pl.col("kind").is_in(["child in need", "child protection"]),
        content=("observed", "view_recorded", "seen_alone"),
    ),
)
"""Visits to a child at home at which the child was seen; where nothing is said of that, it is taken so."""

_SERVICES = r'"[^"]*PROV_OF_SERVICES[^"]*"\s*:\s*"?(Y|1|true)'
_STRATEGY = r'"[^"]*STRATEGY_DISCUSSION[^"]*"\s*:\s*"?(Y|1|true)'


def said(column: str, pattern: str) -> pl.Expr:
    """Whether a flag is up among the outcomes that a case system packs into one cell."""
    return pl.col(column).str.contains(f"(?i){pattern}").fill_null(value=False)


@once_a_record
def _from_referral(record: Record) -> pl.DataFrame:
    """Assessments with the day of the referral that started them: by its number, else the last referral that
    was open on the day the assessment began. Only the first of a referral counts from the referral."""
    referrals = record.frame("ssd_cin_episodes").select(
        person_id="cine_person_id",
        number="cine_referral_id",
        referred="cine_referral_date",
        closed="cine_close_date",
        referral_rows=ROWS,
    )
    assessments = record.frame("ssd_cin_assessments").select(
        person_id="cina_person_id",
        number="cina_referral_id",
        began="cina_assessment_start_date",
        done="cina_assessment_auth_date",
        rows=ROWS,
    )
    numbered = referrals.drop_nulls("number").unique(
        ("person_id", "number"), keep="first", maintain_order=True
    )
    numbered = numbered.select("person_id", "number", by_number="referred", closed_by_number="closed")
    joined = assessments.join(numbered, on=["person_id", "number"], how="left", maintain_order="left")
    dated = (
        referrals.drop_nulls("referred")
        .sort("referred")
        .select("person_id", "referred", "closed")
        .unique(("person_id", "referred"), keep="first", maintain_order=True)
    )
    joined = joined.with_row_index("_order").sort("began", nulls_last=True)
    known = joined.filter(pl.col("began").is_not_null()).join_asof(
        dated, left_on="began", right_on="referred", by="person_id", strategy="backward",
        check_sortedness=False, coalesce=False,
    )  # fmt: skip
    open_then = pl.col("closed").is_null() | (pl.col("closed") >= pl.col("began"))
    known = known.with_columns(
        referred=pl.coalesce("by_number", pl.when(open_then).then("referred")),
        closed=pl.when(pl.col("by_number").is_not_null())
        .then("closed_by_number")
        .otherwise(pl.when(open_then).then("closed")),
    )
    whole = pl.concat([known, joined.filter(pl.col("began").is_null())], how="diagonal").sort("_order")
    return whole.drop("_order", "by_number", "closed_by_number", "number")


@where_told("ssd_cin_assessments")
def assessments_from_referral(record: Record, authority: Authority) -> pl.DataFrame:
    """Every assessment begun. The clock of the first of each referral began with the referral.

    That of a later one, and of one without a known referral, began with the assessment. One that was never
    authorised ends when its referral is closed.
    """
    frame = _from_referral(record).sort("person_id", "began", pl.col("rows").list.first(), nulls_last=True)
    first = pl.col("began").cum_count().over("person_id", "referred") == 1
    counts = pl.col("referred").is_not_null() & first & (pl.col("referred") <= pl.col("began"))
    given_up = pl.col("done").is_null() & (pl.col("closed") >= pl.col("began"))
    ends = pl.when(given_up.fill_null(value=False)).then("closed")
    return occasions.shaped(
        frame.with_columns(
            ends=ends,
            ended_because=pl.when(ends.is_not_null()).then(pl.lit("The referral was closed")),
            trigger=pl.when(counts.fill_null(value=False)).then("referred").otherwise("began"),
            occasion=occasions.day_of("began").fill_null("no start date"),
        )
    )


@where_told("ssd_cin_assessments")
def in_need(record: Record, authority: Authority) -> pl.DataFrame:
    """Assessments, as authorised, that found a child in need of services, until a child protection plan takes
    the place of theirs. One that led to a strategy discussion is left out."""
    column = "cina_assessment_outcome_json"
    found = Spell(
        "ssd_cin_assessments",
        "cina_assessment_auth_date",
        where=pl.col("cina_assessment_auth_date").is_not_null()
        & said(column, _SERVICES)
        & ~said(column, _STRATEGY),
    )(record, authority)
    plans = record.frame("ssd_cp_plans").select(
        person_id="cppl_person_id", since="cppl_cp_plan_start_date", till="cppl_cp_plan_end_date"
    )
    under = found.join(plans.drop_nulls("since"), on="person_id", how="inner")
    ongoing = (pl.col("till").is_null() | (pl.col("till") > pl.col("trigger"))) & (
        pl.col("since") <= pl.col("trigger")
    )
    protected = under.filter(ongoing).select("person_id", "occasion")
    found = found.join(protected, on=["person_id", "occasion"], how="anti", maintain_order="left")
    nearest = under.filter(pl.col("since") > pl.col("trigger")).group_by("person_id", "occasion")
    joined = found.join(
        nearest.agg(pl.col("since").min()), on=["person_id", "occasion"], how="left", maintain_order="left"
    )
    return occasions.shaped(
        occasions.until(joined, pl.col("since"), f"{SUPERSEDED_BY}a child protection plan began")
    )


def need_plans(record: Record, authority: Authority) -> pl.DataFrame:
    """Child in need plans by their start; one that was running already meets a new assessment on its day."""
    plans = record.frame("ssd_cin_plans").select(
        person_id="cinp_person_id",
        since="cinp_cin_plan_start_date",
        until="cinp_cin_plan_end_date",
        rows=ROWS,
    )
    begun = plans.drop_nulls("since").select(
        "person_id",
        "rows",
        on="since",
        outcome=pl.lit(events.MET),
        substance=pl.lit(Substance.NOT_VISIBLE.value),
    )
    return events.together(begun, already_running(in_need(record, authority), plans))


NEED_PLAN = Spell(
    "ssd_cin_plans", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date", because="The plan ended"
)


@where_told("ssd_cin_plans")
def disabled_in_need(record: Record, authority: Authority) -> pl.DataFrame:
    """Child in need plans of children with a recorded disability."""
    named = record.frame("ssd_disability").filter(pl.col("disa_disability_code").fill_null("") != "NONE")
    disabled = named.select(person_id="disa_person_id").unique()
    return NEED_PLAN(record, authority).join(disabled, on="person_id", how="semi", maintain_order="left")
