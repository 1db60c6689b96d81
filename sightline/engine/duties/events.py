"""What meets a duty: events, their dates and outcome, and how far their content is seen (EVENT_SCHEMA)."""

from collections.abc import Sequence

import polars as pl

from sightline.engine.duties.duty import EVENT_SCHEMA, Substance
from sightline.engine.duties.occasions import moment_of, timed
from sightline.engine.duties.sharing import once_a_record, with_schema
from sightline.engine.records.columns import ROWS, SOURCES
from sightline.engine.records.record import Record

MET, REFUSED = "met", "refused"


NOTHING = pl.DataFrame(schema=EVENT_SCHEMA)
"""No events at all."""


def shaped(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with exactly the columns of EVENT_SCHEMA, those it lacks null."""
    return with_schema(frame, EVENT_SCHEMA)


def together(*frames: pl.DataFrame) -> pl.DataFrame:
    """Events of several tables as one frame."""
    return pl.concat([shaped(frame) for frame in frames])


def filled(column: str) -> pl.Expr:
    """Whether a text column says anything at all."""
    return pl.col(column).str.strip_chars().fill_null("") != ""


def seen(columns: Sequence[str]) -> pl.Expr:
    """Content seen when any of the named columns says something, dates only when all are blank."""
    said = pl.any_horizontal([filled(column) for column in columns])
    return (
        pl.when(said).then(pl.lit(Substance.CONTENT_SEEN.value)).otherwise(pl.lit(Substance.DATES_ONLY.value))
    )


@once_a_record
def reviews(record: Record) -> pl.DataFrame:
    """Looked-after reviews held (cancelled ones left out). How the child took part is the content."""
    held = record.frame("ssd_cla_reviews").filter(pl.col("clar_cla_review_cancelled").fill_null("N") != "Y")
    return shaped(
        held.select(
            person_id="clar_cla_person_id",
            on="clar_cla_review_date",
            outcome=pl.lit(MET),
            substance=seen(("clar_cla_review_participation",)),
            rows=ROWS,
        )
    )


@once_a_record
def visits(record: Record) -> pl.DataFrame:
    """Visits at which the child was seen. An attempt that did not see the child meets nothing."""
    made = record.frame("ssd_cla_visits").filter(pl.col("clav_cla_visit_seen").fill_null("Y") == "Y")
    return shaped(
        made.select(
            person_id="clav_person_id",
            on="clav_cla_visit_date",
            outcome=pl.lit(MET),
            substance=seen(("clav_cla_visit_seen", "clav_cla_visit_seen_alone")),
            rows=ROWS,
        )
    )


@once_a_record
def care_plans(record: Record) -> pl.DataFrame:
    """Care plans, dated by their start. The plan for permanence inside is the content."""
    return shaped(
        record.frame("ssd_cla_care_plan").select(
            person_id="lacp_person_id",
            on="lacp_cla_care_plan_start_date",
            outcome=pl.lit(MET),
            substance=seen(("lacp_cla_care_plan_json",)),
            rows=ROWS,
        )
    )


@once_a_record
def permanence_plans(record: Record) -> pl.DataFrame:
    """Care plans that name at least one way to permanence."""
    named = pl.col("lacp_cla_care_plan_json").str.contains('"[A-Z0-9]+"\\s*:\\s*"Y"').fill_null(value=False)
    plans = record.frame("ssd_cla_care_plan").filter(named)
    return shaped(
        plans.select(
            person_id="lacp_person_id",
            on="lacp_cla_care_plan_start_date",
            outcome=pl.lit(MET),
            substance=pl.lit(Substance.CONTENT_SEEN.value),
            rows=ROWS,
        )
    )


_ASSESSMENT_CONTENT = ("health_needs", "recommendations")


def health_register(record: Record, *kinds: str, on: str = "seen_on") -> pl.DataFrame:
    """Assessments of the health register: completed ones on ``on``, refused ones on the day offered.

    One marked completed without the day on which the child was seen is an event whose date is missing. An
    initial assessment is a doctor's: one by a nurse meets nothing.
    """
    by_doctor = (pl.col("kind") != "initial") | (pl.col("assessed_by").fill_null("doctor") == "doctor")
    rows = record.frame("health_assessment").filter(pl.col("kind").is_in(kinds) & by_doctor)
    completed = (pl.col("status") == "completed").fill_null(value=False)
    if on != "seen_on":
        completed &= pl.col(on).is_not_null()
    done = rows.filter(completed | (pl.col(on).is_not_null() & pl.col("status").is_null()))
    refused = rows.filter(pl.col("status") == "refused")
    content = seen(_ASSESSMENT_CONTENT) if "dental" not in kinds else pl.lit(Substance.NOT_VISIBLE.value)
    return together(
        done.select(person_id="child_id", on=on, outcome=pl.lit(MET), substance=content, rows=ROWS),
        refused.select(
            person_id="child_id",
            on=pl.coalesce("offered_on", "care_from"),
            outcome=pl.lit(REFUSED),
            rows=ROWS,
        ),
    )


def health_checks(record: Record, about: str) -> pl.DataFrame:
    """Health checks of the Safeguarding Dataset whose type holds a word. Their content is not visible."""
    checks = record.frame("ssd_cla_health").filter(
        pl.col("clah_health_check_type").str.to_lowercase().str.contains(about, literal=True)
    )
    status = pl.col("clah_health_check_status").fill_null("Completed")
    checks = checks.filter(status.is_in(["Completed", "Refused"]))
    return shaped(
        checks.select(
            person_id="clah_person_id",
            on="clah_health_check_date",
            outcome=pl.when(pl.col("clah_health_check_status") == "Refused")
            .then(pl.lit(REFUSED))
            .otherwise(pl.lit(MET)),
            substance=pl.lit(Substance.NOT_VISIBLE.value),
            rows=ROWS,
        )
    )


@once_a_record
def questionnaires(record: Record) -> pl.DataFrame:
    """Strengths and difficulties questionnaires with a score, or a reason why there is none.

    The SSDA903 holds no date of any: what it alone tells says nothing of when, and is left out.
    """
    undated = pl.col("csdq_sdq_completed_date").is_null() & ~pl.col(SOURCES).list.contains("ssd")
    scores = record.frame("ssd_sdq_scores").filter(~undated)
    either = pl.col("csdq_sdq_score").is_not_null() | filled("csdq_sdq_reason")
    return shaped(
        scores.select(
            person_id="csdq_person_id",
            on="csdq_sdq_completed_date",
            outcome=pl.lit(MET),
            substance=pl.when(either)
            .then(pl.lit(Substance.CONTENT_SEEN.value))
            .otherwise(pl.lit(Substance.DATES_ONLY.value)),
            rows=ROWS,
        )
    )


@once_a_record
def education_plans(record: Record) -> pl.DataFrame:
    """Personal education plan meetings held. Targets and the child's view are the content."""
    held = record.frame("personal_education_plan").filter(pl.col("done_on").is_not_null())
    return shaped(
        held.select(
            person_id="child_id",
            on="done_on",
            outcome=pl.lit(MET),
            substance=seen(("targets", "child_view")),
            rows=ROWS,
        )
    )


_INTERVIEW_CONTENT = ("push_pull_reason", "where_and_who", "risk_found", "analysis")


@once_a_record
def interviews(record: Record) -> pl.DataFrame:
    """Return home interviews, each belonging to its own missing episode.

    Declined is refused, not met. Accepted without the date held may or may not have been held.
    """
    rows = _with_episode(record)
    held, said = pl.col("held_on").is_not_null(), pl.col("response")
    done = rows.filter(held | (said == "accepted").fill_null(value=False))
    declined = rows.filter(~held & (said == "declined").fill_null(value=False))
    return together(
        done.select(
            "occasion",
            person_id="child_id",
            on=pl.col("held_on").dt.date(),
            at=timed("held_on", "offered_on"),
            outcome=pl.lit(MET),
            substance=seen(_INTERVIEW_CONTENT),
            rows=ROWS,
        ),
        declined.select(
            "occasion",
            person_id="child_id",
            on=pl.max_horizontal(
                pl.coalesce("offered_on", "missing_to").dt.date(), pl.col("missing_to").dt.date()
            ),
            outcome=pl.lit(REFUSED),
            rows=ROWS,
        ),
    )


@once_a_record
def _with_episode(record: Record) -> pl.DataFrame:
    """Register rows with the occasion they belong to: the same minute, or else the only episode of that day.

    Null where no episode fits: such an interview belongs to whichever episode its date follows.
    """
    episodes = record.frame("ssd_missing").select(
        child_id="miss_person_id",
        day=pl.col("miss_missing_episode_start_date").dt.date(),
        minute=moment_of("miss_missing_episode_start_date"),
    )
    exact = episodes.select("child_id", "minute", exact="minute").drop_nulls().unique()
    alone = episodes.drop_nulls().group_by("child_id", "day")
    only = alone.agg(pl.col("minute").first().alias("only"), pl.col("minute").n_unique().alias("of"))
    rows = record.frame("return_home_interview").with_columns(
        minute=moment_of("missing_from"), day=pl.col("missing_from").dt.date()
    )
    rows = rows.join(exact, on=["child_id", "minute"], how="left", maintain_order="left")
    rows = rows.join(
        only.filter(pl.col("of") == 1), on=["child_id", "day"], how="left", maintain_order="left"
    )
    return rows.with_columns(occasion=pl.coalesce("exact", "only"))


@once_a_record
def pathway_reviews(record: Record) -> pl.DataFrame:
    """The latest pathway plan or its review: the national formats hold no earlier one."""
    return shaped(
        record.frame("ssd_care_leavers")
        .filter(pl.col("clea_pathway_plan_review_date").is_not_null())
        .select(
            person_id="clea_person_id",
            on="clea_pathway_plan_review_date",
            outcome=pl.lit(MET),
            substance=pl.lit(Substance.NOT_VISIBLE.value),
            rows=ROWS,
        )
    )
