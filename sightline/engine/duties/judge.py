"""The state of each obligation as at a date.

In this order; the first that fits stands:

1. no trigger date, or a due date that the calendar cannot reach: *cannot tell*
2. no loaded source shows the duty at all: *cannot tell*
3. met by its due date (to the hour where both hours are known): *met*
4. met after it: *met late*, if the sources cover the time from trigger to due date; else *cannot tell*
5. not met, a refusal recorded: *refused*
6. not met, the duty ended on or before its due date: *ended before due*
7. not met, a fulfilment recorded without its date: *cannot tell*
8. not met, due date not yet past: *running*
9. not met, past due: *overdue*, if the sources cover the time from the trigger to the day asked about (or the day
   the duty ended); else *cannot tell*. An obligation that was late when the duty ended stays overdue: its days late stop there.

Where the best source holds only the latest date, a fulfilment on time is met, and nothing can be said of whether
an earlier link of a chain, or a later date, was late.
"""

from datetime import date

import polars as pl

from sightline.engine.duties.coverage import best_shown, covered, spans
from sightline.engine.duties.duty import Duty, Shows
from sightline.engine.duties.obligation import State
from sightline.engine.records.record import Record

NO_TRIGGER = "The date that starts the clock is missing"
NO_CALENDAR = "The calendar of bank holidays or school terms does not reach this date"
NO_SOURCE = "No source that was loaded shows this"
NO_DATE = "A fulfilment is recorded without its date"
LATEST_ONLY = "The source holds only the latest date, so earlier ones cannot be told"
NOT_COVERED = "The sources do not cover the time in which this was owed"


def judge(duty: Duty, links: pl.DataFrame, marks: pl.DataFrame, record: Record, as_at: date) -> pl.DataFrame:
    """Give each link its state, days late and reason.

    ``marks`` has person_id, occasion, refused_on and refused_rows: the last refusal of each occasion, and undated
    (bool): a fulfilment recorded without a date.
    """
    shown = best_shown(duty, record)
    links = links.join(marks, on=["person_id", "occasion"], how="left", maintain_order="left").with_columns(
        refused=(pl.col("refused_on") >= pl.col("trigger")).fill_null(value=False)
        & pl.col("met_on").is_null(),
        undated=pl.col("undated").fill_null(value=False),
    )
    links = links.with_columns(**_states(duty, links, record, shown, as_at))
    late_until = pl.coalesce("met_on", "ends", pl.lit(as_at))
    late = pl.col("state").is_in([State.MET_LATE, State.OVERDUE])
    return links.with_columns(
        days_late=pl.when(late).then((late_until - pl.col("due")).dt.total_days()).cast(pl.Int32),
        substance=pl.when(pl.col("met_on").is_not_null()).then("substance"),
        met_rows=pl.coalesce("met_rows", pl.when("refused").then("refused_rows")),
        ended_on="ends",
        reason=pl.coalesce("reason", "ended_because"),
    )


def _states(duty: Duty, links: pl.DataFrame, record: Record, shown: Shows, as_at: date) -> dict[str, pl.Expr]:
    met = pl.col("met_on").is_not_null()
    to_the_hour = pl.col("due_at").is_not_null() & pl.col("met_at").is_not_null()
    in_time = (
        pl.when(to_the_hour)
        .then(pl.col("met_at") <= pl.col("due_at"))
        .otherwise(pl.col("met_on") <= pl.col("due"))
    )
    stretches = spans(duty, record, Shows.CURRENCY if shown is Shows.CURRENCY else Shows.TIMELINESS)
    until_due = covered(stretches, pl.col("trigger"), pl.col("due"))
    until_now = covered(stretches, _known_from(shown), pl.coalesce("ends", pl.lit(as_at)))
    latest_only = pl.lit(shown is Shows.CURRENCY)
    ended = pl.col("ends").is_not_null() & (pl.col("ends") <= pl.col("due"))
    cases: list[tuple[pl.Expr, State, str | None]] = [
        (pl.col("trigger").is_null(), State.CANNOT_TELL, NO_TRIGGER),
        (pl.col("due").is_null(), State.CANNOT_TELL, NO_CALENDAR),
        (pl.lit(shown is Shows.NOTHING), State.CANNOT_TELL, NO_SOURCE),
        (met & latest_only & pl.lit(duty.every is not None), State.CANNOT_TELL, LATEST_ONLY),
        (met & in_time, State.MET, None),
        (met & latest_only, State.CANNOT_TELL, LATEST_ONLY),
        (met & ~until_due, State.CANNOT_TELL, NOT_COVERED),
        (met, State.MET_LATE, None),
        (pl.col("refused"), State.REFUSED, None),
        (ended, State.ENDED_BEFORE_DUE, None),
        (pl.col("undated"), State.CANNOT_TELL, NO_DATE),
        (pl.col("due") >= as_at, State.RUNNING, None),
        (until_now, State.OVERDUE, None),
    ]
    state: pl.Expr = pl.lit(State.CANNOT_TELL.value)
    reason: pl.Expr = pl.lit(NOT_COVERED)
    for condition, outcome, why in reversed(cases):
        state = pl.when(condition).then(pl.lit(outcome.value)).otherwise(state)
        reason = pl.when(condition).then(pl.lit(why, pl.String)).otherwise(reason)
    return {"state": state, "reason": reason}


def _known_from(shown: Shows) -> pl.Expr:
    """From when a source must cover to say that nothing happened: the latest date covers all before it."""
    return pl.col("due") if shown is Shows.CURRENCY else pl.col("trigger")
