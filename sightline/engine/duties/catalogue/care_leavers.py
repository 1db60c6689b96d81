"""Young people preparing to leave care (inspection of 2019, paragraphs 30 to 32)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.catalogue.sources import local_standard
from sightline.engine.duties.duty import Basis, Duty, Shows, months
from sightline.engine.records.record import Record

LATEST_DATE = {"ssd": Shows.CURRENCY, "annex_a": Shows.CURRENCY}


def _to_21(record: Record) -> pl.DataFrame:
    """Leaving care changes who is responsible, not that a plan is owed: until the 21st birthday."""
    none = {"ends": pl.lit(None, pl.Date), "ended_because": pl.lit(None, pl.String)}
    eligible = occasions.becoming_eligible(record).with_columns(**none)
    return occasions.until(eligible, occasions.birthday(21), "Turned 21")


def _eligible(record: Record, authority: Authority) -> pl.DataFrame:
    return occasions.shaped(_to_21(record))


def _from_first_plan(record: Record, authority: Authority) -> pl.DataFrame:
    """The six-monthly cycle begins when the first plan was due."""
    return occasions.shaped(_to_21(record).with_columns(trigger=pl.col("trigger").dt.offset_by("3mo")))


def _pathway(record: Record, authority: Authority) -> pl.DataFrame:
    return events.pathway_reviews(record)


PATHWAY_PLAN = Duty(
    id="pathway_plan",
    title="First pathway plan",
    area="care leavers",
    owed_to=_eligible,
    met_by=_pathway,
    within=months(3),
    needs=("ssd_care_leavers",),
    shows=LATEST_DATE,
    basis=(
        local_standard(
            "reg 43 of SI 2010/959 says as soon as possible after the assessment; three months is usual"
        ),
    ),
    valid_from=date(2011, 4, 1),
    excludes=("children not looked after for 13 weeks in all since 14",),
    answers=("¶31",),
    note="Eligibility is computed: 13 weeks in all since 14, and looked after at 16 or over.",
)

PATHWAY_REVIEW = Duty(
    id="pathway_review",
    title="Pathway plan review",
    area="care leavers",
    owed_to=_from_first_plan,
    met_by=_pathway,
    within=months(6),
    every=months(6),
    needs=("ssd_care_leavers",),
    shows=LATEST_DATE,
    basis=(
        Basis(
            "regulation",
            "Care Leavers (England) Regulations 2010 (SI 2010/2571)",
            "reg 7",
            note="six months, as councils and charities tell it; to be read: reg 7",
        ),
    ),
    valid_from=date(2011, 4, 1),
    answers=("¶31",),
    note="National formats hold the latest review alone: whether it is up to date, not how each one went.",
)
