"""The state of each obligation as at a date. Of these the first that fits stands:

1. no trigger date, or a due date that the calendar cannot reach: *cannot tell*
2. no loaded source shows the duty at all: *cannot tell*
3. met, but the best source holds only the latest date and the duty repeats: *cannot tell*
4. met by its due date (to the hour where both hours are known): *met*
5. met after it: *met late*, if a source of every event covers trigger to due date; else *cannot tell*
6. a refusal recorded: *refused*
7. the duty ended by the due date: *superseded* where another took over, else *ended before due*
8. a fulfilment recorded without its date: *cannot tell*
9. the due date is not yet past: *running*
10. past due: *overdue*, if the sources cover the time from trigger to due date; else *cannot tell*

An obligation that was already late when the duty ended stays overdue; its ``ended_on`` is set and its days
late stop there, so that nobody waits for it any more. A source that holds only the latest date can show an
open obligation overdue when it was drawn on or after the due date and the duty had not ended: nothing has
happened since the date that it holds, and such lists drop those to whom nothing more is owed.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from sightline.engine.duties.coverage import Stretch, best_shown, covered, reached, spans
from sightline.engine.duties.duty import Duty, Shows
from sightline.engine.duties.obligation import SUPERSEDED_BY, State
from sightline.engine.records.record import Record

NO_TRIGGER = "The date that starts the clock is missing"
NO_CALENDAR = "The calendar of bank holidays or school terms does not reach this date"
NO_SOURCE = "No source that was loaded shows this"
NO_DATE = "A fulfilment is recorded without its date"
LATEST_ONLY = "The source holds only the latest date, so earlier ones cannot be told"
NOT_COVERED = "The sources do not cover the time in which this was owed"


def judge(
    duty: Duty, links: pl.LazyFrame, undated: pl.LazyFrame, record: Record, as_at: date
) -> pl.LazyFrame:
    """Give each link its state, days late and reason. ``undated`` has the person_id and occasion of those
    for which a fulfilment without its date is recorded."""
    marked = undated.unique().with_columns(undated=pl.lit(value=True))
    links = links.join(marked, on=["person_id", "occasion"], how="left", maintain_order="left")
    links = links.with_columns(**_states(duty, record, as_at))
    late = pl.col("state").is_in([State.MET_LATE.value, State.OVERDUE.value])
    stopped = pl.coalesce("met_on", "ends", pl.lit(as_at))
    refused = pl.col("state") == State.REFUSED.value
    said = pl.format("Refused on {}", pl.col("refused_on").dt.strftime("%-d %B %Y"))
    return links.with_columns(
        days_late=pl.when(late).then((stopped - pl.col("due")).dt.total_days()).cast(pl.Int32),
        substance=pl.when(pl.col("met_on").is_not_null()).then("substance"),
        met_rows=pl.coalesce("met_rows", pl.when(refused).then("refused_rows")),
        ended_on="ends",
        reason=pl.coalesce("reason", pl.when(refused).then(said), "ended_because"),
    )


def _states(duty: Duty, record: Record, as_at: date) -> dict[str, pl.Expr]:
    """The cases of the docstring, first to last, as expressions for state and reason."""
    shown = best_shown(duty, record)
    stretches = spans(duty, record, shown)
    latest_only = shown is Shows.CURRENCY
    owed_from = pl.col("trigger") - pl.duration(days=duty.notice_days)
    to_due = covered(stretches, owed_from, pl.col("due"))
    met, ended = pl.col("met_on").is_not_null(), pl.col("ends") <= pl.col("due")
    taken_over = pl.col("ended_because").str.starts_with(SUPERSEDED_BY)
    cases: list[tuple[pl.Expr, State, str | None]] = [
        (pl.col("trigger").is_null(), State.CANNOT_TELL, NO_TRIGGER),
        (pl.col("due").is_null(), State.CANNOT_TELL, NO_CALENDAR),
        (pl.lit(shown is Shows.NOTHING), State.CANNOT_TELL, NO_SOURCE),
        (met & pl.lit(latest_only and duty.every is not None), State.CANNOT_TELL, LATEST_ONLY),
        (met & _in_time(), State.MET, None),
        (met & pl.lit(latest_only), State.CANNOT_TELL, LATEST_ONLY),
        (met & ~to_due, State.CANNOT_TELL, NOT_COVERED),
        (met, State.MET_LATE, None),
        (pl.col("refused_on").is_not_null(), State.REFUSED, None),
        (ended & taken_over, State.SUPERSEDED, None),
        (ended, State.ENDED_BEFORE_DUE, None),
        (pl.col("undated").is_not_null(), State.CANNOT_TELL, NO_DATE),
        (pl.col("due") >= as_at, State.RUNNING, None),
        (_open(stretches) if latest_only else to_due, State.OVERDUE, None),
    ]
    state: pl.Expr = pl.lit(State.CANNOT_TELL.value)
    reason: pl.Expr = pl.lit(NOT_COVERED)
    for condition, outcome, why in reversed(cases):
        state = pl.when(condition).then(pl.lit(outcome.value)).otherwise(state)
        reason = pl.when(condition).then(pl.lit(why, pl.String)).otherwise(reason)
    return {"state": state, "reason": reason}


def _open(stretches: Sequence[Stretch]) -> pl.Expr:
    """What a list of latest dates can say is late: it was drawn since, and the child still belonged on it."""
    return reached(stretches, pl.col("due")) & pl.col("ends").is_null()


def _in_time() -> pl.Expr:
    """Met by its due date: to the hour where both hours are known, else to the day."""
    hours_known = pl.col("due_at").is_not_null() & pl.col("met_at").is_not_null()
    by_hour, by_day = pl.col("met_at") <= pl.col("due_at"), pl.col("met_on") <= pl.col("due")
    return pl.when(hours_known).then(by_hour).otherwise(by_day)
