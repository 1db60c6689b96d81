"""Three duties, child by child: what the engine says is exactly what is true."""

from typing import Any

import polars as pl

from tests.planted.conftest import Read

BEGAN = "2013-10-01"
REVIEWS = {"review_first": 0, "review_second": 1, "review_subsequent": 2}
MOMENT = "%Y-%m-%dT%H:%M:%S"


def _text(*columns: str) -> list[pl.Expr]:
    return [pl.col(name).cast(pl.String).fill_null("").alias(name) for name in columns]


def _same(found: pl.DataFrame, true: pl.DataFrame) -> None:
    """Every row of one is a row of the other."""
    true = true.select(found.columns)
    missed = true.join(found, on=true.columns, how="anti")
    invented = found.join(true, on=true.columns, how="anti")
    assert (missed.rows(named=True)[:3], invented.rows(named=True)[:3]) == ([], [])
    assert found.height == true.height > 0


def _cohorts(frame: pl.DataFrame) -> pl.DataFrame:
    """Truths are told of periods of care that began within the record."""
    return frame.filter(pl.col("entered") >= BEGAN)


def test_every_initial_health_assessment_is_judged_as_it_was(read: Read) -> None:
    found = read.owed("initial_health_assessment").select(
        "person_id",
        pl.col("occasion").alias("entered"),
        *_text("due"),
        pl.col("met_on").cast(pl.String).fill_null("").alias("met"),
        pl.col("ended_on").cast(pl.String).fill_null("").alias("ended"),
        *_text("state", "substance"),
        pl.col("area_id").fill_null("").alias("area"),
    )
    _same(_cohorts(found), read.truths.filter(pl.col("duty") == "initial health assessment"))


def test_every_review_is_judged_as_it_was(read: Read) -> None:
    """The engine has three duties where a child has one chain of reviews."""
    place = pl.col("sequence") + pl.col("duty").replace_strict(REVIEWS, return_dtype=pl.Int32)
    found = read.owed(*REVIEWS).select(
        "person_id",
        pl.col("entered_on").cast(pl.String).alias("entered"),
        place.cast(pl.String).alias("sequence"),
        *_text("trigger", "due"),
        pl.col("met_on").cast(pl.String).fill_null("").alias("met"),
        pl.col("ended_on").cast(pl.String).fill_null("").alias("ended"),
        "state",
        pl.col("area_id").fill_null("").alias("area"),
    )
    _same(_cohorts(found), read.truths.filter(pl.col("duty") == "review"))


def test_every_return_interview_is_judged_as_it_was(read: Read) -> None:
    """To the hour, over the change of the clocks, from the day on which the guidance came."""
    found = read.owed("return_home_interview").select(
        "person_id",
        pl.col("entered_on").cast(pl.String).fill_null("").alias("entered"),
        pl.col("trigger_at").dt.to_string(MOMENT).alias("trigger"),
        pl.col("due_at").dt.to_string(MOMENT).alias("due"),
        pl.col("met_at").dt.to_string(MOMENT).fill_null("").alias("met"),
        *_text("state", "substance"),
        pl.col("area_id").fill_null("").alias("area"),
    )
    _same(found, read.truths.filter(pl.col("duty") == "return home interview"))


def _waiting(read: Read, *duties: str) -> list[str]:
    open_still = (pl.col("state") == "overdue") & pl.col("ended_on").is_null()
    return sorted(set(read.owed(*duties).filter(open_still)["person_id"]))


def test_those_who_wait_at_the_end_are_those_who_were_left_waiting(read: Read) -> None:
    true: dict[str, Any] = read.planted["overdue_at_the_end"]
    assert _waiting(read, "initial_health_assessment") == true["initial health assessment"]
    assert _waiting(read, *REVIEWS) == true["review"]
    assert _waiting(read, "return_home_interview") == true["return home interview"]


def test_children_never_assessed_are_among_those_who_wait(read: Read) -> None:
    never = {row["person_id"] for row in read.planted["never_assessed"]}
    assert len(never) == 8
    assert never <= set(_waiting(read, "initial_health_assessment"))


def test_children_whose_reviews_stopped(read: Read) -> None:
    """Overdue, with nothing since the end of 2018: seven children and no others."""
    overdue = read.owed(*REVIEWS).filter((pl.col("state") == "overdue") & pl.col("ended_on").is_null())
    since = overdue.filter(pl.col("trigger").dt.year() < 2019).select("person_id", *_text("trigger"))
    true = {(row["person_id"], row["last_review"]) for row in read.planted["reviews_missing"]}
    assert set(since.rows()) == true
    assert len(true) == 7


def test_what_cannot_be_told_is_what_has_no_date(read: Read) -> None:
    unknown = read.results.obligations.filter(pl.col("state") == "cannot tell")
    assessments = unknown.filter(
        (pl.col("duty") == "initial_health_assessment") & (pl.col("occasion") >= BEGAN)
    )
    true = {(row["person_id"], row["entered"]) for row in read.planted["assessments_without_date_seen"]}
    assert set(assessments.select("person_id", "occasion").rows()) == true
    interviews = unknown.filter(pl.col("duty") == "return_home_interview")
    true = {
        (row["person_id"], row["missing_from"][:16]) for row in read.planted["interviews_without_date_held"]
    }
    assert set(interviews.select("person_id", "occasion").rows()) == true
    assert (assessments.height, interviews.height) == (5, 6)


def test_interviews_of_which_only_the_dates_were_filled_in(read: Read) -> None:
    found = read.owed("return_home_interview").filter(pl.col("substance") == "dates only")
    true = {
        (row["person_id"], row["missing_from"][:16])
        for row in read.planted["interviews_with_dates_only"]["interviews"]
        if row["missing_to"] >= "2014"
    }
    assert set(found.select("person_id", "occasion").rows()) == true
    assert len(true) > 400


def test_a_child_who_is_still_missing_is_owed_no_interview_yet(read: Read) -> None:
    gone = read.results.record.frame("ssd_missing").filter(pl.col("miss_missing_episode_end_date").is_null())
    found = set(
        gone.select("miss_person_id", pl.col("miss_missing_episode_start_date").dt.to_string(MOMENT)).rows()
    )
    assert found == {(row["person_id"], row["missing_from"]) for row in read.planted["still_missing"]}
    owed = set(read.owed("return_home_interview").select("person_id", "occasion").rows())
    assert not owed & {(person, moment[:16]) for person, moment in found}
