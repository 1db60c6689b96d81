"""Missing episodes: children who came back, who go missing again and again, and those in care still missing
after a day; exploitation risks until they are assessed again."""

from datetime import timedelta

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import occasions
from sightline.engine.duties.combining import where_told
from sightline.engine.duties.obligation import SUPERSEDED_BY
from sightline.engine.duties.sharing import once_a_record
from sightline.engine.duties.told import Spell
from sightline.engine.records.columns import ROWS
from sightline.engine.records.record import Record

WINDOW_DAYS = 90
THIRD = 2  # episodes before it
STILL_MISSING_HOURS = 24


@once_a_record
def missing_episodes(record: Record, authority: Authority) -> pl.DataFrame:
    """Every missing episode (not "away") from which the child came back, triggered when the child was found.

    The clock has not started while a child is still missing, so the last episode, left open, is no occasion
    yet; an open one that another followed has lost its date.
    """
    gone, back = pl.col("miss_missing_episode_start_date"), pl.col("miss_missing_episode_end_date")
    episodes = record.frame("ssd_missing").filter(pl.col("miss_missing_episode_type").fill_null("M") == "M")
    episodes = episodes.sort(
        "miss_person_id", "miss_missing_episode_start_date", pl.col(ROWS).list.first(), nulls_last=True
    ).filter(back.is_not_null() | (gone.shift(-1).over("miss_person_id").is_not_null()))
    named = episodes.select(
        person_id="miss_person_id",
        occasion=occasions.moment_of("miss_missing_episode_start_date").fill_null("no start date"),
        gone=gone.dt.date(),
        trigger=back.dt.date(),
        trigger_at=occasions.timed("miss_missing_episode_end_date", "miss_missing_episode_start_date"),
        rows=ROWS,
    )
    adult = _with_care(record, named).join(
        occasions.born(record), on="person_id", how="left", maintain_order="left"
    )
    adult = adult.with_columns(ends=occasions.birthday(occasions.ADULT)).filter(
        pl.col("ends").is_null() | pl.col("trigger").is_null() | (pl.col("trigger") < pl.col("ends"))
    )
    return occasions.shaped(
        adult.with_columns(
            ended_because=pl.when(pl.col("ends").is_not_null()).then(pl.lit(occasions.CAME_OF_AGE))
        )
    )


def _with_care(record: Record, named: pl.DataFrame) -> pl.DataFrame:
    """Missing episodes in their order, with the day from which the child was looked after when it went."""
    care = (
        occasions.care_periods(record)
        .select("person_id", "entered_on", "ends")
        .drop_nulls("entered_on")
        .sort("entered_on")
    )
    joined = named.with_row_index("_order").sort("gone", nulls_last=True)
    known = joined.filter(pl.col("gone").is_not_null()).join_asof(
        care,
        left_on="gone",
        right_on="entered_on",
        by="person_id",
        strategy="backward",
        check_sortedness=False,
    )
    left = (pl.col("ends") < pl.col("gone")).fill_null(value=False)
    known = known.with_columns(entered_on=pl.when(~left).then("entered_on")).drop("ends")
    return pl.concat([known, joined.filter(pl.col("gone").is_null())], how="diagonal").sort("_order")


def _episodes(record: Record) -> pl.DataFrame:
    """Missing episodes (not "away") with a known start, in order, each once: person_id, gone, back, rows."""
    episodes = record.frame("ssd_missing").filter(
        (pl.col("miss_missing_episode_type").fill_null("M") == "M")
        & pl.col("miss_missing_episode_start_date").is_not_null()
    )
    return (
        episodes.select(
            "miss_missing_episode_start_date",
            "miss_missing_episode_end_date",
            person_id="miss_person_id",
            gone="miss_missing_episode_start_date",
            back="miss_missing_episode_end_date",
            occasion=occasions.moment_of("miss_missing_episode_start_date"),
            rows=ROWS,
        )
        .sort("person_id", "gone", "back", pl.col("rows").list.first(), nulls_last=True)
        .unique(("person_id", "occasion"), keep="first", maintain_order=True)
    )


@where_told("ssd_missing")
def third_in_ninety_days(record: Record, authority: Authority) -> pl.DataFrame:
    """Episodes that make three within 90 days where the one before did not: the first of each run."""
    earlier = pl.col("gone").shift(THIRD).over("person_id")
    third = ((pl.col("gone") - earlier) <= timedelta(days=WINDOW_DAYS)).fill_null(value=False)
    found = _episodes(record).with_columns(third=third)
    begins = pl.col("third") & ~pl.col("third").shift(1).over("person_id").fill_null(value=False)
    return occasions.shaped(found.filter(begins).with_columns(trigger=pl.col("gone").dt.date()))


@where_told("ssd_missing")
def still_missing_from_care(record: Record, authority: Authority) -> pl.DataFrame:
    """Looked-after children missing for 24 hours, from the end of these until they are back.

    An open episode that another one followed has lost its end and is left out.
    """
    frame = _episodes(record)
    lost = pl.col("back").is_null() & pl.col("gone").shift(-1).over("person_id").is_not_null()
    day_on = pl.col("gone") + timedelta(hours=STILL_MISSING_HOURS)
    long = pl.col("back").is_null() | (pl.col("back") > day_on)
    moment = occasions.timed("miss_missing_episode_start_date", "miss_missing_episode_end_date")
    frame = frame.filter(~lost & long).with_columns(
        trigger=day_on.dt.date(), trigger_at=moment + timedelta(hours=STILL_MISSING_HOURS)
    )
    care = occasions.in_care(record).select("person_id", "entered_on", left="ends").drop_nulls("entered_on")
    joined = frame.join(care, on="person_id", how="inner", maintain_order="left")
    day = pl.col("gone").dt.date()
    inside = (pl.col("entered_on") <= day) & (pl.col("left").is_null() | (day < pl.col("left")))
    back = pl.col("back").dt.date()
    return occasions.shaped(
        joined.filter(inside).with_columns(
            ends=back, ended_because=pl.when(back.is_not_null()).then(pl.lit("The child was back"))
        )
    )


@where_told("exploitation")
def exploitation_risks(record: Record, authority: Authority) -> pl.DataFrame:
    """Exploitation risks above low, each until the child is assessed again or the risk is closed."""
    screened = Spell("exploitation", "screened_on", "closed_on", because="The risk was closed")(
        record, authority
    )
    screened = occasions.closed_by_next(screened, "trigger", f"{SUPERSEDED_BY}the risk was assessed again")
    above = Spell("exploitation", "screened_on", where=(pl.col("risk").fill_null("medium") != "low"))
    known = above(record, authority).select("person_id", "occasion")
    return screened.join(known, on=["person_id", "occasion"], how="semi", maintain_order="left")
