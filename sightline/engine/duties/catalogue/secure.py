"""Secure accommodation and the authority's own children's homes (inspection of 2019, paragraph 24)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import occasions
from sightline.engine.duties.catalogue.care_sources import HOMES, SECURE, not_read
from sightline.engine.duties.catalogue.sources import AS_MADE, REGISTER_ONLY
from sightline.engine.duties.clock import calendar_span
from sightline.engine.duties.duty import Basis, Duty, days, hours, months
from sightline.engine.duties.obligation import SUPERSEDED_BY
from sightline.engine.duties.told import Happening, Row, Spell
from sightline.engine.records.columns import Subject
from sightline.engine.records.record import Record

LEFT = "Left secure accommodation"

_STAY = Row(
    "secure_stay", "locked_from", "order_made_at", ends="locked_until", because=LEFT, content=("grounds",)
)

SECURE_ORDER = Duty(
    id="secure_order",
    title="Court's order for secure accommodation, or release",
    area="looked after",
    owed_to=_STAY.owed,
    met_by=_STAY.done,
    within=hours(72),
    needs=("secure_stay",),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "regulation",
            SECURE,
            "reg 10",
            "72 hours in all in any 28 days, as law firms tell it; to be read: reg 10",
        ),
    ),
    valid_from=date(1991, 10, 14),
    answers=("¶24",),
    note="Each stay is judged alone: the 72 hours over 28 days are a balance, and are not added up.",
)

SECURE_REVIEW = Duty(
    id="secure_review",
    title="Review of secure accommodation",
    area="looked after",
    owed_to=Spell("secure_stay", "locked_from", "locked_until", because=LEFT),
    met_by=Happening("secure_review", "secure_review_on"),
    within=months(1),
    every=months(3),
    needs=("secure_review",),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "regulation", SECURE, "regs 15 and 16", "one month, then every three; to be read: regs 15 and 16"
        ),
    ),
    valid_from=date(1991, 10, 14),
    answers=("¶24",),
)

_OPEN = Spell("childrens_home", "opened_on", "closed_on", because="The home closed")
HOMES_IN_FORCE = date(2015, 4, 1)


def _each_month(record: Record, authority: Authority) -> pl.DataFrame:
    """One occasion for each calendar month that a home was open from its first day on.

    Each month asks for a visit of its own, so what a month lacked is not made good in the next.
    """
    open_homes = _OPEN(record, authority)
    since = pl.max_horizontal("trigger", pl.lit(HOMES_IN_FORCE))
    first = (since - pl.duration(days=1)).dt.month_start().dt.offset_by("1mo")
    last = pl.min_horizontal("ends", pl.lit(calendar_span()[1]))
    months_open = open_homes.drop_nulls("trigger").with_columns(
        trigger=pl.date_ranges(first, last, "1mo", closed="left")
    )
    each = months_open.explode("trigger").drop_nulls("trigger")
    each = each.with_columns(
        occasion=pl.col("trigger").dt.to_string("%Y-%m"),
        limit_n=pl.col("trigger").dt.month_end().dt.day().cast(pl.Int32) - 1,
    )
    each = occasions.until(
        each, pl.col("trigger").dt.offset_by("1mo"), f"{SUPERSEDED_BY}the next month began"
    )
    undated = open_homes.filter(pl.col("trigger").is_null())
    return occasions.shaped(pl.concat([each.select(undated.columns), undated]).sort("person_id", "trigger"))


INDEPENDENT_VISIT = Duty(
    id="childrens_home_independent_visit",
    title="Independent person's visit to a children's home",
    area="looked after",
    owed_to=_each_month,
    met_by=Happening(
        "childrens_home_check", "checked_on", where=pl.col("check") == "independent person's visit"
    ),
    within=days(30),
    subject=Subject.HOME,
    needs=("childrens_home_check",),
    shows=REGISTER_ONLY,
    basis=(Basis("regulation", HOMES, "reg 44(1)", AS_MADE, "at least once each month"),),
    valid_from=HOMES_IN_FORCE,
    excludes=(
        "homes that the authority does not run",
        "the month in which a home opened, unless on its first day",
    ),
    answers=("¶24",),
    note="Each calendar month asks for one: by its last day, which is 27 to 30 days after its first.",
)

QUALITY_REVIEW = Duty(
    id="childrens_home_quality_review",
    title="Quality of care review of a children's home",
    area="looked after",
    owed_to=_OPEN,
    met_by=Happening("childrens_home_check", "checked_on", where=pl.col("check") == "quality of care review"),
    within=months(6),
    every=months(6),
    subject=Subject.HOME,
    needs=("childrens_home_check",),
    shows=REGISTER_ONLY,
    basis=(not_read("regulation", HOMES, "reg 45", "at least once in six months; to be read: reg 45"),),
    valid_from=date(2015, 4, 1),
    excludes=("homes that the authority does not run",),
    answers=("¶24",),
)
