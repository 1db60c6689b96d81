"""Health beyond assessments: reports, immunisations, early checks, waits, histories (2019, ¶20, ¶31)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.catalogue.care_sources import NO_SHORT_BREAKS, not_read
from sightline.engine.duties.catalogue.sources import HEALTH_GUIDANCE, REGISTER_ONLY, local_standard
from sightline.engine.duties.duty import Duty, Shows, Substance, days, months, weeks, working_days
from sightline.engine.duties.populations_care import where_kept
from sightline.engine.duties.told import Happening, Row
from sightline.engine.records.columns import ROWS, SOURCES
from sightline.engine.records.record import Record

SINCE = date(2011, 4, 1)

_SEEN = Row(
    "health_assessment",
    "seen_on",
    "report_received_on",
    where=(pl.col("kind") == "initial") & pl.col("seen_on").is_not_null(),
    content=("health_needs", "recommendations"),
)

REPORT_RETURNED = Duty(
    id="initial_health_report_returned",
    title="Report returned after the initial health assessment",
    area="health",
    owed_to=_SEEN.owed,
    met_by=_SEEN.done,
    within=working_days(5),
    needs=("health_assessment",),
    shows=REGISTER_ONLY,
    basis=(local_standard("five working days in health contracts are usual"),),
    valid_from=SINCE,
    answers=("¶20",),
    accountable="health service",
    note="The health service's share; whether the report was there for the review is a duty of its own.",
)


def _immunised(record: Record, authority: Authority) -> pl.DataFrame:
    """Children told to be up to date, on the latest day on which that was recorded."""
    known = pl.col(SOURCES).list.contains("ssd") & (pl.col("clai_immunisations_status") == "Y")
    rows = record.frame("ssd_cla_immunisations").filter(known.fill_null(value=False))
    return events.shaped(
        rows.select(
            person_id="clai_person_id",
            on="clai_immunisations_status_date",
            outcome=pl.lit(events.MET),
            substance=pl.lit(Substance.NOT_VISIBLE.value),
            rows=ROWS,
        )
    )


IMMUNISATIONS = Duty(
    id="immunisations",
    title="Immunisations up to date",
    area="health",
    owed_to=occasions.starting_care,
    met_by=_immunised,
    within=months(12),
    every=months(12),
    needs=("ssd_cla_immunisations",),
    shows={"ssd": Shows.CURRENCY},
    basis=(
        not_read(
            "national return",
            "SSDA903 OC2, IMMUNISATIONS",
            note="the return counts the year to 31 March; confirmed each year is usual practice; to be "
            "read: its guide",
        ),
    ),
    valid_from=SINCE,
    excludes=NO_SHORT_BREAKS,
    answers=("¶20",),
    accountable="health service",
    note="The dataset holds the latest day on which it was confirmed; the SSDA903 holds no day.",
)


def _small_children(record: Record, authority: Authority) -> pl.DataFrame:
    """Children under five, from the start of care until the fifth birthday."""
    care = occasions.in_care(record).with_columns(trigger="entered_on").drop_nulls("dob")
    return occasions.shaped(occasions.aged(care, 0, 5))


DEVELOPMENT_CHECK = Duty(
    id="development_check",
    title="Development check of a child under five",
    area="health",
    owed_to=_small_children,
    met_by=Happening(
        "ssd_cla_health",
        "clah_health_check_date",
        where=pl.col("clah_health_check_type").str.to_lowercase().str.contains("develop", literal=True)
        & (pl.col("clah_health_check_status").fill_null("Completed") == "Completed"),
        content=(),
    ),
    within=months(12),
    every=months(12),
    needs=("ssd_cla_health",),
    shows={"ssd": Shows.TIMELINESS},
    basis=(
        not_read(
            "national return",
            "SSDA903 OC2, HEALTH_CHECK",
            note="the return counts the year to 31 March; twelve months is usual practice; to be read: its "
            "guide",
        ),
    ),
    valid_from=SINCE,
    excludes=(*NO_SHORT_BREAKS, "five and over", "children whose birth date is not known"),
    answers=("¶20",),
    accountable="health service",
)

_TREATED = Row(
    "sdq_use",
    "referred_on",
    "first_treatment_on",
    where=(pl.col("referred_to") == "CAMHS") & pl.col("referred_on").is_not_null(),
    content=(),
)

CAMHS_WAIT = Duty(
    id="camhs_first_treatment",
    title="First treatment by CAMHS",
    area="health",
    owed_to=_TREATED.owed,
    met_by=_TREATED.done,
    within=weeks(18),
    needs=("sdq_use",),
    shows=REGISTER_ONLY,
    basis=(local_standard("18 weeks, as elsewhere in the health service; some contracts say four"),),
    valid_from=SINCE,
    answers=("¶20",),
    accountable="health service",
    note="The child's wait for a partner; the register tells those referred after a questionnaire.",
)


def _turning_eighteen(record: Record, authority: Authority) -> pl.DataFrame:
    """Young people who became eligible for help on leaving care, by their 18th birthday."""
    coming = occasions.becoming_eligible(record).with_columns(
        trigger=occasions.birthday(occasions.ADULT),
        ends=pl.lit(None, pl.Date),
        ended_because=pl.lit(None, pl.String),
        occasion=pl.lit("18th birthday"),
    )
    return occasions.shaped(coming)


def _histories(record: Record, authority: Authority) -> pl.DataFrame:
    """Histories given. A copy that the authority kept is what shows one; without it there is a date."""
    rows = record.frame("health_history")
    kept = pl.when(pl.col("copy_kept")).then(pl.lit(Substance.CONTENT_SEEN.value))
    given = rows.drop_nulls("given_on").select(
        person_id="child_id",
        on="given_on",
        outcome=pl.lit(events.MET),
        substance=kept.otherwise(pl.lit(Substance.DATES_ONLY.value)),
        rows=ROWS,
    )
    refused = rows.filter(pl.col("given_on").is_null()).drop_nulls("refused_on")
    said_no = refused.select(person_id="child_id", on="refused_on", outcome=pl.lit(events.REFUSED), rows=ROWS)
    return events.together(given, said_no)


HEALTH_HISTORY = Duty(
    id="health_history_given",
    title="Health history given before 18",
    area="health",
    owed_to=where_kept("health_history", _turning_eighteen),
    met_by=_histories,
    within=days(0),
    before=True,
    notice_days=730,
    needs=("health_history",),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "statutory guidance",
            HEALTH_GUIDANCE,
            note="on leaving care; by 18 is our reading; to be read there",
        ),
    ),
    valid_from=SINCE,
    excludes=("young people who were never eligible",),
    answers=("¶20", "¶31"),
    accountable="authority and health service",
    note="Given in the two years before the birthday. Without a copy kept there is only a date.",
)
