"""What meets a duty: events with their dates, their outcome and how far their content can be seen (EVENT_SCHEMA)."""

from collections.abc import Sequence

import polars as pl

from sightline.engine.duties.duty import EVENT_SCHEMA, Substance
from sightline.engine.records.columns import ROWS
from sightline.engine.records.record import Record

MET, REFUSED = "met", "refused"


def shaped(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with exactly the columns of EVENT_SCHEMA, those it lacks null."""
    missing = [
        pl.lit(None, kind).alias(name) for name, kind in EVENT_SCHEMA.items() if name not in frame.columns
    ]
    return frame.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in EVENT_SCHEMA.items())


def together(*frames: pl.DataFrame) -> pl.DataFrame:
    """Events of several tables as one frame."""
    return pl.concat([shaped(frame) for frame in frames])


def filled(column: str) -> pl.Expr:
    """Whether a text column says anything at all."""
    return pl.col(column).str.strip_chars().fill_null("") != ""


def seen(columns: Sequence[str]) -> pl.Expr:
    """Content seen when every named column is filled in, else dates only."""
    whole = pl.all_horizontal([filled(column) for column in columns])
    return (
        pl.when(whole)
        .then(pl.lit(Substance.CONTENT_SEEN.value))
        .otherwise(pl.lit(Substance.DATES_ONLY.value))
    )


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

    One marked completed without its date is an event whose date is missing.
    """
    rows = record.frame("health_assessment").filter(pl.col("kind").is_in(kinds))
    done = rows.filter(
        (pl.col("status") == "completed") | (pl.col(on).is_not_null() & pl.col("status").is_null())
    )
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


def questionnaires(record: Record) -> pl.DataFrame:
    """Strengths and difficulties questionnaires with a score, or a reason why there is none."""
    scores = record.frame("ssd_sdq_scores")
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


_INTERVIEW_CONTENT = ("push_pull_reason", "risk_found", "analysis")


def interviews(record: Record) -> pl.DataFrame:
    """Return home interviews, each belonging to its own missing episode. Declined is refused, not met."""
    rows = record.frame("return_home_interview").with_columns(
        occasion=pl.col("missing_from").dt.to_string("%Y-%m-%dT%H:%M")
    )
    held_at = pl.when(pl.col("held_on").dt.time() != pl.time(0, 0)).then("held_on")
    accepted = pl.col("held_on").is_not_null() | (pl.col("response") == "accepted")
    held = rows.filter(accepted.fill_null(value=False))
    declined = rows.filter(~accepted.fill_null(value=False) & (pl.col("response") == "declined"))
    return together(
        # Accepted, not held, is not an interview: it meets nothing and hides nothing.
        held.filter(pl.col("held_on").is_not_null()).select(
            "occasion",
            person_id="child_id",
            on=pl.col("held_on").dt.date(),
            at=held_at,
            outcome=pl.lit(MET),
            substance=seen(_INTERVIEW_CONTENT),
            rows=ROWS,
        ),
        declined.select(
            "occasion",
            person_id="child_id",
            on=pl.coalesce("offered_on", "missing_to").dt.date(),
            outcome=pl.lit(REFUSED),
            rows=ROWS,
        ),
    )


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
