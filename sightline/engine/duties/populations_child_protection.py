"""Who is owed what in child protection: enquiries that lead to a conference, plans, babies born under a plan,
children not seen, plans that drift, and emergency powers."""

from datetime import timedelta

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.combining import after_first, either, where_told
from sightline.engine.duties.populations_assessment import said
from sightline.engine.duties.sharing import following, once_a_record
from sightline.engine.duties.told import Happening, Row, Spell
from sightline.engine.records.columns import ROWS
from sightline.engine.records.record import Record

NOT_SEEN_DAYS = 28
SENIOR = ("service", "head of service", "director", "nominated officer")
CONFERENCE = r'"[^"]*CP_CONFERENCE[^"]*"\s*:\s*"?(Y|1|true)'

PLAN = Spell(
    "ssd_cp_plans",
    "cppl_cp_plan_start_date",
    "cppl_cp_plan_end_date",
    where=pl.col("cppl_cp_plan_ola").fill_null("N") != "Y",
    because="The plan ended",
)
"""Child protection plans of this authority; those that another one owns are left out."""
CORE_GROUPS = Happening("core_group", "held_on")
CONFERENCES = Happening(
    "ssd_cp_reviews",
    "cppr_cp_review_date",
    where=~pl.col("cppr_cp_review_quorate").str.to_lowercase().is_in(["n", "no"]).fill_null(value=False),
    content=("cppr_cp_review_outcome_continue_cp", "cppr_cp_review_participation"),
)
"""Review conferences held; one without a quorum was not held."""
VISITS = Happening(
    "ssd_cp_visits",
    "cppv_cp_visit_date",
    where=pl.col("cppv_cp_visit_seen").fill_null("Y") == "Y",
    content=("cppv_cp_visit_seen_alone", "cppv_cp_visit_bedroom"),
)
AFTER_FIRST_CORE_GROUP = after_first(PLAN, CORE_GROUPS)
AFTER_FIRST_CONFERENCE = after_first(PLAN, CONFERENCES)


@once_a_record
def _conferences(record: Record) -> pl.DataFrame:
    """Initial conferences (not transfers in), each with the enquiry that led to it: by its number, else the
    last one begun by then. Columns: person_id, began, on, content, rows."""
    enquiries = record.frame("ssd_s47_enquiry").select(
        person_id="s47e_person_id", number="s47e_s47_enquiry_id", began="s47e_s47_start_date"
    )
    held = record.frame("ssd_initial_cp_conference").filter(
        pl.col("icpc_icpc_transfer_in").fill_null("N") != "Y"
    )
    held = held.select(
        person_id="icpc_person_id",
        number="icpc_s47_enquiry_id",
        on="icpc_icpc_date",
        substance=events.seen(("icpc_icpc_outcome_cp_flag", "icpc_icpc_outcome_json")),
        rows=ROWS,
    )
    numbered = enquiries.drop_nulls().unique(("person_id", "number"), keep="first", maintain_order=True)
    linked = held.join(numbered, on=["person_id", "number"], how="left", maintain_order="left")
    loose = linked.filter(pl.col("began").is_null() & pl.col("on").is_not_null()).drop("began").sort("on")
    dated = enquiries.select("person_id", "began").drop_nulls().unique().sort("began")
    found = loose.join_asof(
        dated, left_on="on", right_on="began", by="person_id", strategy="backward",
        check_sortedness=False, coalesce=False,
    )  # fmt: skip
    both = pl.concat([linked.filter(pl.col("began").is_not_null()), found.select(linked.columns)])
    return both.drop_nulls("began").sort("person_id", "began", "on", pl.col("rows").list.first())


@where_told("ssd_s47_enquiry")
def to_conference(record: Record, authority: Authority) -> pl.DataFrame:
    """Section 47 enquiries that lead to a conference: so decided, or one is arranged or held."""
    column = "s47e_s47_outcome_json"
    enquiries = Spell("ssd_s47_enquiry", "s47e_s47_start_date")(record, authority)
    decided = Spell("ssd_s47_enquiry", "s47e_s47_start_date", where=said(column, CONFERENCE))(
        record, authority
    ).select("person_id", "occasion")
    arranged = _conferences(record).select("person_id", occasion=occasions.day_of("began"))
    needed = pl.concat([decided, arranged]).unique()
    return enquiries.join(needed, on=["person_id", "occasion"], how="semi", maintain_order="left")


def conferences(record: Record, authority: Authority) -> pl.DataFrame:
    """Initial conferences held, each of the enquiry that led to it."""
    held = _conferences(record).drop_nulls("on")
    return events.shaped(
        held.select(
            "person_id",
            "on",
            "substance",
            "rows",
            occasion=occasions.day_of("began"),
            outcome=pl.lit(events.MET),
        )
    )


@where_told("ssd_s47_enquiry")
def unborn_to_conference(record: Record, authority: Authority) -> pl.DataFrame:
    """Those of them that began while the child was not born yet."""
    people = (
        record.frame("ssd_person")
        .select("pers_dob", "pers_expected_dob", person_id="pers_person_id")
        .unique("person_id", keep="first", maintain_order=True)
    )
    frame = to_conference(record, authority).join(people, on="person_id", how="inner", maintain_order="left")
    waiting = pl.col("pers_dob").is_null() & pl.col("pers_expected_dob").is_not_null()
    before = waiting | (pl.col("pers_dob") > pl.col("trigger"))
    return occasions.shaped(frame.filter(before.fill_null(value=False)))


@where_told("ssd_initial_cp_conference")
def transfers_in(record: Record, authority: Authority) -> pl.DataFrame:
    """Transfer-in conferences; the referral of the same case stands for the notice that the child moved."""
    referrals = record.frame("ssd_cin_episodes").select(
        person_id="cine_person_id", icpc_referral_id="cine_referral_id", trigger="cine_referral_date"
    )
    referrals = referrals.drop_nulls("icpc_referral_id").unique(
        ("person_id", "icpc_referral_id"), keep="first", maintain_order=True
    )
    held = record.frame("ssd_initial_cp_conference").filter(pl.col("icpc_icpc_transfer_in") == "Y")
    held = held.select("icpc_referral_id", "icpc_icpc_date", person_id="icpc_person_id", rows=ROWS).join(
        referrals, on=["person_id", "icpc_referral_id"], how="left", maintain_order="left"
    )
    return occasions.shaped(
        held.with_columns(
            occasion=pl.coalesce(
                occasions.day_of("trigger"), occasions.day_of("icpc_icpc_date"), pl.lit("no start date")
            )
        )
    )


TRANSFER_CONFERENCES = Happening(
    "ssd_initial_cp_conference",
    "icpc_icpc_date",
    where=pl.col("icpc_icpc_transfer_in") == "Y",
    content=("icpc_icpc_outcome_cp_flag", "icpc_icpc_outcome_json"),
)


@where_told("ssd_cp_plans")
def born_under_plan(record: Record, authority: Authority) -> pl.DataFrame:
    """Babies born under a child protection plan that began before birth, from the day of birth."""
    frame = PLAN(record, authority).join(
        occasions.born(record), on="person_id", how="inner", maintain_order="left"
    )
    under = (pl.col("trigger") < pl.col("dob")) & (
        pl.col("ends").is_null() | (pl.col("ends") > pl.col("dob"))
    )
    return occasions.shaped(frame.filter(under.fill_null(value=False)).with_columns(trigger="dob"))


AFTER_BIRTH = either(CONFERENCES, CORE_GROUPS)


def _seen_on(record: Record, authority: Authority) -> pl.DataFrame:
    """Days on which a plan began, or a child under it was seen, each with the day on which that changed."""
    plans = PLAN(record, authority).drop_nulls("trigger")
    seen = VISITS(record, authority).drop_nulls("on").select("person_id", "on", "rows")
    seen = plans.drop("rows").join(seen, on="person_id", how="inner")
    inside = (pl.col("on") > pl.col("trigger")) & (
        pl.col("ends").is_null() | (pl.col("on") <= pl.col("ends"))
    )
    both = pl.concat([plans.with_columns(on="trigger"), seen.filter(inside)], how="diagonal_relaxed")
    both = both.sort("person_id", "trigger", "on", pl.col("rows").list.first())
    both = both.unique(("person_id", "trigger", "on"), keep="first", maintain_order=True)
    return occasions.until(both, following("on", "person_id", "trigger"), "The child was seen")


@where_told("ssd_cp_plans")
def not_seen(record: Record, authority: Authority) -> pl.DataFrame:
    """Children under a plan whom the files, where they tell every visit, show not seen for four weeks: from
    that day until the child is seen or the plan ends."""
    frame = _seen_on(record, authority).with_columns(
        trigger=pl.col("on") + timedelta(NOT_SEEN_DAYS), occasion=occasions.day_of("on")
    )
    told = record.coverage.filter((pl.col("table") == "ssd_cp_visits") & (pl.col("source") == "ssd"))
    inside = [
        (pl.col("on") >= first) & (pl.col("trigger") <= last)
        for first, last in told.select("from", "to").iter_rows()
    ]
    known = pl.any_horizontal(inside) if inside else pl.lit(value=False)
    unseen = pl.col("ends").is_null() | (pl.col("ends") > pl.col("trigger"))
    return occasions.shaped(frame.filter(known & unseen))


_SENIOR_DECISIONS = either(
    Happening(
        "management_oversight",
        "decision_on",
        where=pl.col("manager_level").is_in(SENIOR),
        content=("rationale",),
    ),
    Happening("legal_planning", "gateway_on", content=("outcome", "trigger")),
)


def senior_reviews(record: Record, authority: Authority) -> pl.DataFrame:
    """What a senior manager or a legal gateway decided from the plan's first anniversary on."""
    plans = PLAN(record, authority).drop_nulls("trigger").select("person_id", "trigger", plan="occasion")
    decided = _SENIOR_DECISIONS(record, authority).drop("occasion").drop_nulls("on")
    joined = decided.join(plans, on="person_id", how="inner")
    late = joined.filter(pl.col("on") >= pl.col("trigger").dt.offset_by("12mo"))
    return events.shaped(late.with_columns(occasion="plan"))


def under_status(*codes: str) -> Row:
    """A legal status from the day it began to the day it ended."""
    return Row(
        "ssd_legal_status",
        "lega_legal_status_start_date",
        "lega_legal_status_end_date",
        where=pl.col("lega_legal_status").is_in(codes),
        content=(),
    )
