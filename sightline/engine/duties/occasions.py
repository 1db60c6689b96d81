"""Populations as small functions: who is owed a duty, from when, until when (OCCASION_SCHEMA).

Short breaks (legal status V3 and V4) are no period of care and are left out throughout. A legal-status or
placement change (RNE L, P, T, B, U) restarts nothing; a return to care is a new period.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from sightline.engine.authority import Authority, Term
from sightline.engine.duties.duty import OCCASION_SCHEMA
from sightline.engine.duties.obligation import SUPERSEDED_BY
from sightline.engine.duties.sharing import (
    following,
    follows,
    once_a_frame,
    once_a_record,
    place_in,
    with_schema,
)
from sightline.engine.records.columns import ROWS
from sightline.engine.records.record import Record

SHORT_BREAKS = ("V3", "V4")
CONTINUES = "X1"
LONG_TERM_FOSTERING = ("U1", "U4")
SCHOOL_AGE = 3
ADULT = 18
THIRTEEN_WEEKS = 91
CAME_OF_AGE = "Turned 18"


NOBODY = pl.DataFrame(schema=OCCASION_SCHEMA)
"""No occasions at all."""


def shaped(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with exactly the columns of OCCASION_SCHEMA, those it lacks null, one row an occasion."""
    shaped = with_schema(frame, OCCASION_SCHEMA)
    # Names put together are quick to count: where each is another, nothing is told twice.
    if (shaped["person_id"] + "|" + shaped["occasion"]).n_unique() == shaped.height:
        return shaped
    return shaped.unique(("person_id", "occasion"), keep="first", maintain_order=True)


@once_a_record
def born(record: Record) -> pl.DataFrame:
    """person_id and dob of everyone whose birth date is known."""
    people = record.frame("ssd_person").select(person_id="pers_person_id", dob="pers_dob")
    return people.drop_nulls("dob").unique("person_id", keep="first", maintain_order=True)


def birthday(age: int) -> pl.Expr:
    """The day on which ``dob`` reaches an age; a child of 29 February reaches it on 1 March."""
    same_day = pl.col("dob").dt.offset_by(f"{age}y")
    return same_day + pl.duration(days=(same_day.dt.day() != pl.col("dob").dt.day()).cast(pl.Int64))


@once_a_record
def care_periods(record: Record) -> pl.DataFrame:
    """One row for each period of being looked after: joined episodes, a return to care being a new period.

    Columns: person_id, occasion (the day it began), entered_on (Date), ends (Date, null: still looked after),
    ended_because (with the code of the last episode), rows. Episodes under a short-break status (V3, V4) are
    left out.
    Where no date of entry is given, a period begins with an episode that is not joined to the one before it.
    """
    episodes = _full_episodes(record)
    same = follows("person_id")
    joined = same & (pl.col("start") <= pl.col("end").shift(1)) & (pl.col("started_as") != "S")
    begins = pl.when(~joined.fill_null(value=False)).then("start")
    # The last row that tells a beginning, or else the person's first.
    told = pl.when(begins.is_not_null() | ~same).then(pl.int_range(pl.len())).forward_fill()
    episodes = episodes.with_columns(entered_on=pl.coalesce("entered", begins.gather(told)))
    periods = episodes.group_by("person_id", "entered_on", maintain_order=True).agg(
        pl.col("end").last().alias("ends"),
        pl.col("why").last().alias("ended_because"),
        pl.col("rows").first(),
    )
    # A period whose last known episode says that care goes on has not ended, whatever its date.
    goes_on = pl.col("ends").is_null() | (pl.col("ended_because") == CONTINUES).fill_null(value=False)
    periods = periods.with_columns(
        ends=pl.when(~goes_on).then("ends"),
        ended_because=pl.when(~goes_on).then(
            pl.format("Left care ({})", pl.col("ended_because").fill_null("no reason"))
        ),
        occasion=day_of("entered_on").fill_null("no start date"),
    )
    # An end that was never filled in came, at the latest, by the day on which the child came back.
    return closed_by_next(
        periods.sort("person_id", "entered_on", nulls_last=True), "entered_on", "Left care (no end recorded)"
    )


def _full_episodes(record: Record) -> pl.DataFrame:
    """Episodes of full care in order: those that did not begin under a short-break legal status."""
    episodes = record.frame("ssd_cla_episodes").select(
        person_id="clae_person_id",
        entered="clae_entered_care_date",
        start="clae_cla_episode_start_date",
        started_as=pl.col("clae_cla_episode_start_reason").fill_null("S"),
        end="clae_cla_episode_ceased_date",
        why="clae_cla_episode_ceased_reason",
        rows=ROWS,
    )
    breaks = record.frame("ssd_legal_status").filter(pl.col("lega_legal_status").is_in(SHORT_BREAKS))
    breaks = breaks.select(
        person_id="lega_person_id", since="lega_legal_status_start_date", till="lega_legal_status_end_date"
    ).drop_nulls("since")
    under = episodes.select("person_id", "start").join(breaks, on="person_id", how="inner")
    under = under.filter(
        (pl.col("start") >= pl.col("since")) & (pl.col("till").is_null() | (pl.col("start") < pl.col("till")))
    )
    full = episodes.join(under, on=["person_id", "start"], how="anti", maintain_order="left")
    return full.sort("person_id", "start", "end", _first_row(), nulls_last=False)


def _first_row() -> pl.Expr:
    return pl.col("rows").list.first()


def day_of(column: str) -> pl.Expr:
    """A date as the name of an occasion."""
    return pl.col(column).dt.to_string("%Y-%m-%d")


def closed_by_next(frame: pl.DataFrame, begins: str, because: str) -> pl.DataFrame:
    """Occasions, in order, that end at the latest when the child's next one begins."""
    return until(frame, following(begins, "person_id"), because)


def until(frame: pl.DataFrame, day: pl.Expr, because: str) -> pl.DataFrame:
    """Occasions that also end on a day (an 18th birthday, say), whichever comes first."""
    sooner = day < pl.col("ends").fill_null(date.max)
    return frame.with_columns(
        ended_because=pl.when(sooner).then(pl.lit(because)).otherwise("ended_because"),
        ends=pl.min_horizontal("ends", day),
    )


@once_a_record
def in_care(record: Record) -> pl.DataFrame:
    """Care periods with dob (null where not known), ended at the 18th birthday at the latest."""
    periods = care_periods(record).join(born(record), on="person_id", how="left", maintain_order="left")
    return until(periods, birthday(ADULT), CAME_OF_AGE)


@once_a_record
def starting_care(record: Record, authority: Authority) -> pl.DataFrame:
    """Every child who starts to be looked after: an occasion for each period, triggered by its first day."""
    return shaped(in_care(record).with_columns(trigger="entered_on"))


@once_a_record
def placements(record: Record, authority: Authority) -> pl.DataFrame:
    """Every placement within a period of care, triggered by its start, until it or care ends.

    A long-term foster placement (codes U1 and U4) switches to the longer interval a year after it began.
    """
    placed = record.frame("ssd_cla_placement").select(
        person_id="clap_person_id",
        trigger="clap_cla_placement_start_date",
        placement_ends="clap_cla_placement_end_date",
        kind="clap_cla_placement_type",
        placement_rows=ROWS,
    )
    joined = placed.join(in_care(record), on="person_id", how="inner", maintain_order="left")
    before_end = pl.col("ends").is_null() | (pl.col("trigger") < pl.col("ends"))
    inside = pl.col("trigger").is_null() | ((pl.col("trigger") >= pl.col("entered_on")) & before_end)
    joined = until(joined.filter(inside), pl.col("placement_ends"), "Placement ended")
    anniversary = pl.col("trigger").dt.offset_by("1y")
    return shaped(
        joined.with_columns(
            occasion=day_of("trigger").fill_null("no start date"),
            rows="placement_rows",
            switches=pl.when(pl.col("kind").is_in(LONG_TERM_FOSTERING)).then(anniversary),
        ).sort("person_id", "trigger", _first_row(), nulls_last=True)
    )


def until_placed_for_adoption(frame: pl.DataFrame, record: Record) -> pl.DataFrame:
    """Occasions that end where a child is placed for adoption: another cycle of reviews takes over."""
    placed = record.frame("ssd_permanence").select(
        person_id="perm_person_id", placed_on="perm_placed_for_adoption_date"
    )
    placed = (
        placed.drop_nulls("placed_on")
        .sort("placed_on")
        .unique(("person_id", "placed_on"), maintain_order=True)
    )
    joined = frame.sort("entered_on").join_asof(
        placed, left_on="entered_on", right_on="placed_on", by="person_id", strategy="forward",
        check_sortedness=False,
    )  # fmt: skip
    return until(joined, pl.col("placed_on"), f"{SUPERSEDED_BY}placed for adoption").sort(
        "person_id", "trigger"
    )


def after_nth(periods: pl.DataFrame, events: pl.DataFrame, n: int) -> pl.DataFrame:
    """Occasions that begin with the nth event (1 is the first) on a different day within each period."""
    held = _held_in(periods, events)
    return held.filter(pl.col("_nth") == n).with_columns(trigger="on").drop("_nth")


@once_a_frame
def _held_in(periods: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Each day on which something was done within each period; ``_nth``: the first is 1."""
    dated = events.filter(pl.col("on").is_not_null() & (pl.col("outcome") == "met"))
    inside = (pl.col("on") >= pl.col("entered_on")) & (
        pl.col("ends").is_null() | (pl.col("on") <= pl.col("ends"))
    )
    held = (
        periods.drop("rows")
        .join(dated.select("person_id", "on", "rows"), on="person_id", how="inner")
        .filter(inside)
        .sort("person_id", "entered_on", "on", _first_row())
    )
    held = held.filter(~follows("person_id", "entered_on", "on"))
    return held.with_columns(_nth=place_in("person_id", "entered_on") + 1)


def aged(frame: pl.DataFrame, at_least: int, below: int) -> pl.DataFrame:
    """Occasions of children who reach an age while they are owed; the trigger waits for the birthday.

    A child whose birth date is not known is kept: it cannot be told that the duty is not owed.
    """
    from_day, to_day = birthday(at_least), birthday(below)
    frame = frame.with_columns(
        trigger=pl.when(pl.col("trigger") < from_day).then(from_day).otherwise("trigger")
    )
    frame = until(frame, to_day, f"Turned {below}")
    alive = pl.col("ends").is_null() | pl.col("trigger").is_null() | (pl.col("trigger") < pl.col("ends"))
    return frame.filter(alive)


def terms_in_care(periods: pl.DataFrame, terms: Sequence[Term]) -> pl.DataFrame:
    """One occasion for each school term that begins while the child is looked after and of school age.

    A plan that a term lacked is waited for until the next term, which asks for its own.
    """
    calendar = pl.DataFrame(
        {"occasion": [term.name for term in terms], "starts": [term.start for term in terms]},
        schema={"occasion": pl.String(), "starts": pl.Date()},
    ).sort("starts")
    calendar = calendar.with_columns(next_starts=pl.col("starts").shift(-1))
    numbered = periods.select("entered_on", "ends", of_age=birthday(SCHOOL_AGE)).with_row_index("_period")
    joined = numbered.join(calendar, how="cross")
    inside = (pl.col("starts") > pl.col("entered_on")) & (
        pl.col("ends").is_null() | (pl.col("starts") < pl.col("ends"))
    )
    owed = (pl.col("starts") >= pl.col("of_age")).fill_null(value=True)
    joined = joined.filter(inside & owed).select("_period", "occasion", "next_starts", trigger="starts")
    joined = joined.hstack(periods.drop("occasion")[joined["_period"]]).sort("person_id", "trigger")
    return until(joined, pl.col("next_starts"), f"{SUPERSEDED_BY}the next term began")


def moment_of(column: str) -> pl.Expr:
    """A moment to the minute as the name of an occasion."""
    return pl.col(column).dt.to_string("%Y-%m-%dT%H:%M")


def timed(column: str, *beside: str) -> pl.Expr:
    """A moment whose hour is known. Midnight is how files write a date without hour, unless another moment
    of the same row has one."""
    hours = [pl.col(name).dt.time() != pl.time(0, 0) for name in (column, *beside)]
    return pl.when(pl.any_horizontal(hours)).then(column)


@once_a_record
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
