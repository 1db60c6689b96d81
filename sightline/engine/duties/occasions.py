"""Populations as small functions: who is owed a duty, from when, until when (OCCASION_SCHEMA).

Short breaks (legal status V3 and V4) are no period of care and are left out throughout. A legal-status or
placement change (RNE L, P, T, B, U) restarts nothing; a return to care is a new period.
"""

from collections.abc import Sequence

import polars as pl

from sightline.engine.authority import Authority, Term
from sightline.engine.duties.duty import OCCASION_SCHEMA
from sightline.engine.records.columns import ROWS
from sightline.engine.records.record import Record

SHORT_BREAKS = ("V3", "V4")
CONTINUES = "X1"
ADOPTED = ("E11", "E12")
ADULT = 18


def shaped(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with exactly the columns of OCCASION_SCHEMA, those it lacks null, one row an occasion."""
    missing = [
        pl.lit(None, kind).alias(name) for name, kind in OCCASION_SCHEMA.items() if name not in frame.columns
    ]
    frame = frame.with_columns(missing).select(
        pl.col(name).cast(kind) for name, kind in OCCASION_SCHEMA.items()
    )
    return frame.unique(("person_id", "occasion"), keep="first", maintain_order=True)


def born(record: Record) -> pl.DataFrame:
    """person_id and dob of everyone whose birth date is known."""
    people = record.frame("ssd_person").select(person_id="pers_person_id", dob="pers_dob")
    return people.drop_nulls("dob").unique("person_id", keep="first", maintain_order=True)


def birthday(age: int) -> pl.Expr:
    """The day on which ``dob`` reaches an age; a child of 29 February reaches it on 1 March."""
    same_day = pl.col("dob").dt.offset_by(f"{age}y")
    leap = (pl.col("dob").dt.month() == 2) & (pl.col("dob").dt.day() == 29)
    return pl.when(leap & (same_day.dt.day() == 28)).then(same_day + pl.duration(days=1)).otherwise(same_day)


def care_periods(record: Record) -> pl.DataFrame:
    """One row for each period of being looked after.

    Columns: person_id, occasion (the day it began), entered_on (Date), ends (Date, null: still looked after),
    ended_because (the code of the last episode), rows. Periods that began as short breaks are left out.
    """
    episodes = record.frame("ssd_cla_episodes").select(
        person_id="clae_person_id",
        period="clae_cla_id",
        entered="clae_entered_care_date",
        start="clae_cla_episode_start_date",
        end="clae_cla_episode_ceased_date",
        why="clae_cla_episode_ceased_reason",
        rows=ROWS,
    )
    first = pl.col("start").min().over("person_id", pl.coalesce("period", pl.col("entered").cast(pl.String)))
    episodes = episodes.with_columns(entered_on=pl.coalesce("entered", first)).sort(
        "person_id", "entered_on", "start", nulls_last=True
    )
    periods = episodes.group_by("person_id", "entered_on", maintain_order=True).agg(
        ends=pl.when(pl.col("end").is_null().any()).then(None).otherwise(pl.col("end").max()),
        ended_because=pl.col("why").last(),
        rows=pl.col("rows").first(),
    )
    # A period whose last known episode says that care goes on has not ended, whatever its date.
    goes_on = pl.col("ended_because") == CONTINUES
    periods = periods.with_columns(
        ends=pl.when(goes_on).then(None).otherwise("ends"),
        ended_because=pl.when(pl.col("ends").is_null() | goes_on).then(None).otherwise("ended_because"),
        occasion=pl.col("entered_on").dt.to_string("%Y-%m-%d").fill_null("no start date"),
    )
    return periods.join(
        _short_breaks(record), on=["person_id", "entered_on"], how="anti", maintain_order="left"
    )


def _short_breaks(record: Record) -> pl.DataFrame:
    legal = record.frame("ssd_legal_status")
    return legal.filter(pl.col("lega_legal_status").is_in(SHORT_BREAKS)).select(
        person_id="lega_person_id", entered_on="lega_legal_status_start_date"
    )


def until(frame: pl.DataFrame, day: pl.Expr, because: str) -> pl.DataFrame:
    """Occasions that also end on a day (an 18th birthday, say), whichever comes first."""
    sooner = day.is_not_null() & (pl.col("ends").is_null() | (day < pl.col("ends")))
    return frame.with_columns(
        ended_because=pl.when(sooner).then(pl.lit(because)).otherwise("ended_because"),
        ends=pl.when(sooner).then(day).otherwise("ends"),
    )


def in_care(record: Record) -> pl.DataFrame:
    """Care periods with dob (null where not known), ended at the 18th birthday at the latest."""
    periods = care_periods(record).join(born(record), on="person_id", how="left", maintain_order="left")
    return until(periods, birthday(ADULT), "turned 18")


def starting_care(record: Record, authority: Authority) -> pl.DataFrame:
    """Every child who starts to be looked after: an occasion for each period, triggered by its first day."""
    return shaped(in_care(record).with_columns(trigger="entered_on"))


def placements(record: Record, authority: Authority) -> pl.DataFrame:
    """Every placement within a period of care, triggered by its start, until it or care ends."""
    placed = record.frame("ssd_cla_placement").select(
        person_id="clap_person_id",
        trigger="clap_cla_placement_start_date",
        placement_ends="clap_cla_placement_end_date",
        placement_rows=ROWS,
    )
    inside = (pl.col("trigger") >= pl.col("entered_on")) & (
        pl.col("ends").is_null() | (pl.col("trigger") < pl.col("ends"))
    )
    joined = placed.join(in_care(record), on="person_id", how="inner", maintain_order="left").filter(inside)
    joined = until(joined, pl.col("placement_ends"), "placement ended")
    return shaped(
        joined.with_columns(
            occasion=pl.col("trigger").dt.to_string("%Y-%m-%d"),
            rows="placement_rows",
            switches=pl.col("trigger").dt.offset_by("1y"),
        ).sort("person_id", "trigger")
    )


def after_nth(periods: pl.DataFrame, events: pl.DataFrame, n: int) -> pl.DataFrame:
    """Occasions that begin with the nth event (1 is the first) on a different day within each period."""
    dated = events.filter(pl.col("on").is_not_null() & (pl.col("outcome") == "met"))
    inside = (pl.col("on") >= pl.col("entered_on")) & (
        pl.col("ends").is_null() | (pl.col("on") <= pl.col("ends"))
    )
    held = (
        periods.drop("rows")
        .join(dated.select("person_id", "on", "rows"), on="person_id", how="inner")
        .filter(inside)
        .sort("person_id", "entered_on", "on")
        .unique(("person_id", "entered_on", "on"), keep="first", maintain_order=True)
    )
    position = pl.col("on").cum_count().over("person_id", "entered_on")
    return held.filter(position == n).with_columns(trigger="on")


def aged(frame: pl.DataFrame, at_least: int, below: int) -> pl.DataFrame:
    """Occasions of children who reach an age while they are owed; the trigger waits for the birthday.

    A child whose birth date is not known is kept: it cannot be told that the duty is not owed.
    """
    from_day, to_day = birthday(at_least), birthday(below)
    frame = frame.with_columns(
        trigger=pl.when(pl.col("trigger") < from_day).then(from_day).otherwise("trigger")
    )
    frame = until(frame, to_day, f"turned {below}")
    alive = pl.col("ends").is_null() | pl.col("trigger").is_null() | (pl.col("trigger") < pl.col("ends"))
    return frame.filter(alive)


def terms_in_care(periods: pl.DataFrame, terms: Sequence[Term]) -> pl.DataFrame:
    """One occasion for each school term that begins while the child is looked after and of school age."""
    calendar = pl.DataFrame(
        {"occasion": [term.name for term in terms], "starts": [term.start for term in terms]},
        schema={"occasion": pl.String(), "starts": pl.Date()},
    )
    joined = periods.drop("occasion").join(calendar, how="cross")
    inside = (pl.col("starts") > pl.col("entered_on")) & (
        pl.col("ends").is_null() | (pl.col("starts") < pl.col("ends"))
    )
    owed = (pl.col("starts") >= birthday(3)).fill_null(value=True)
    return joined.filter(inside & owed).with_columns(trigger="starts").sort("person_id", "trigger")


def missing_episodes(record: Record, authority: Authority) -> pl.DataFrame:
    """Every missing episode (not "away") that has ended, triggered when the child was found.

    The clock has not started while a child is still missing, so an open episode is no occasion yet.
    """
    episodes = record.frame("ssd_missing").filter(
        (pl.col("miss_missing_episode_type") == "M") & pl.col("miss_missing_episode_end_date").is_not_null()
    )
    return shaped(
        episodes.select(
            person_id="miss_person_id",
            occasion=pl.col("miss_missing_episode_start_date")
            .dt.to_string("%Y-%m-%dT%H:%M")
            .fill_null("no start"),
            trigger=pl.col("miss_missing_episode_end_date").dt.date(),
            trigger_at=_timed("miss_missing_episode_end_date"),
            entered_on=pl.col("miss_missing_episode_end_date").dt.date(),
            rows=ROWS,
        ).sort("person_id", "occasion")
    )


def _timed(column: str) -> pl.Expr:
    """A moment whose hour is known: midnight is how files write a date without an hour."""
    return pl.when(pl.col(column).dt.time() != pl.time(0, 0)).then(column)


THIRTEEN_WEEKS = 91


def becoming_eligible(record: Record) -> pl.DataFrame:
    """Eligible children (Children Act 1989, Schedule 2, paragraph 19B): looked after at 16 or over, and for
    at least 13 weeks in all since 14. The trigger is the later of the two days; one row for each child."""
    since = pl.max_horizontal("entered_on", birthday(14))
    care = in_care(record).drop_nulls("dob").with_columns(since=since).sort("person_id", "entered_on")
    care = care.filter(pl.col("ends").is_null() | (pl.col("ends") > pl.col("since")))
    lasted = (pl.col("ends") - pl.col("since")).dt.total_days()
    before = lasted.fill_null(0).cum_sum().over("person_id") - lasted.fill_null(0)
    reached = pl.col("since") + pl.duration(days=pl.max_horizontal(THIRTEEN_WEEKS - before, pl.lit(0)))
    care = care.with_columns(trigger=pl.max_horizontal(reached, birthday(16)))
    care = care.filter(pl.col("ends").is_null() | (pl.col("trigger") < pl.col("ends")))
    return care.unique("person_id", keep="first", maintain_order=True).with_columns(
        occasion=pl.lit("eligible")
    )
