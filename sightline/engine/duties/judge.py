"""The state of each obligation as at a date. Of these the first that fits stands:

1. no trigger date, or a due date that the calendar cannot reach: *cannot tell*
2. no loaded source shows the duty at all: *cannot tell*
3. met, but the best source holds only the latest date and the duty repeats: *cannot tell*
4. met by its due date (to the hour where both hours are known): *met*; where a limit in hours is not of whole
   days and an hour is missing, a day on which it may have run out: *cannot tell*
5. met after it: *met late*, if a source of every event covers trigger to due date; else *cannot tell*
6. a refusal recorded by its due date: *refused*
7. the duty ended by the due date: *superseded* where another took over, else *ended before due*
8. a fulfilment recorded without its date: *cannot tell*
9. the due date is not yet past: *running*
10. past due: *overdue*, if the sources cover the time from trigger to due date; else *cannot tell*

An obligation that was already late when the duty ended stays overdue; its ``ended_on`` is set and its days
late stop there, so that nobody waits for it any more. A refusal after the due date is such an ending: it
wipes no lateness out. A source that holds only the latest date can show an open obligation overdue when it
was drawn on or after the due date and the duty had not ended: nothing has happened since the date that it
holds, and such lists drop those to whom nothing more is owed.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from sightline.engine.duties.batch import DUTY, OCCASION
from sightline.engine.duties.clock import HOURS_IN_A_DAY
from sightline.engine.duties.coverage import best_shown
from sightline.engine.duties.duty import Duty, Shows, Unit
from sightline.engine.duties.obligation import LATEST_DRAWN, LATEST_ONLY, LATEST_OVERDUE, SUPERSEDED_BY, State
from sightline.engine.records.record import Record

NO_TRIGGER = "The date that starts the clock is missing"
NO_CALENDAR = "The calendar of bank holidays or school terms does not reach this date"
NO_SOURCE = "No source that was loaded shows this"
NO_DATE = "A fulfilment is recorded without its date"
EARLIER_PERHAPS = "The source holds only the latest date: an earlier one may have been in time"
DATES_ONLY = "Only dates are known: whether it was within {} hours cannot be told"
NOT_COVERED = "The sources do not cover the time in which this was owed"


def judge(
    duties: Sequence[Duty], links: pl.DataFrame, undated: pl.DataFrame, record: Record, as_at: date
) -> pl.DataFrame:
    """Give each link its state, days late and reason. ``links``: with their dues (see ``dues``) and
    ``ended_because``; ``undated``: the occasions for which a fulfilment without its date is recorded."""
    shown = [best_shown(duty, record) for duty in duties]
    latest = [each is Shows.CURRENCY for each in shown]
    repeats = [duty.every is not None for duty in duties]
    of_duty: dict[str, list[bool] | list[int | None]] = {
        "_hours": [duty.within.n if duty.within.unit is Unit.HOURS else None for duty in duties],
        "_nothing": [each is Shows.NOTHING for each in shown],
        "_latest": latest,
        "_latest_of_many": [one and many for one, many in zip(latest, repeats, strict=True)],
    }
    links = (
        _ended_by_late_refusal(links)
        .with_columns(
            **{name: pl.lit(pl.Series(told)).gather(pl.col(DUTY)) for name, told in of_duty.items()},
            undated=pl.col(OCCASION).is_in(undated[OCCASION].implode()),
        )
        .with_columns(_hours=pl.when(pl.col("_hours").is_not_null()).then(pl.coalesce("limit_n", "_hours")))
    )
    cases = _cases(as_at)
    number = pl.lit(len(cases), pl.UInt8)
    for place, (condition, _, _) in reversed(list(enumerate(cases))):
        number = pl.when(condition).then(pl.lit(place, pl.UInt8)).otherwise(number)
    links = links.with_columns(_case=number)
    states = pl.Series([state.value for _, state, _ in cases] + [State.CANNOT_TELL.value])
    links = links.with_columns(state=pl.lit(states).gather(pl.col("_case")))
    late = pl.col("state").is_in([State.MET_LATE.value, State.OVERDUE.value])
    stopped = pl.coalesce("met_on", "ends", pl.lit(as_at))
    refused = (pl.col("state") == State.REFUSED.value) | _refused_late()
    return links.with_columns(
        _reasons(links, [why for _, _, why in cases] + [NOT_COVERED]).alias("reason"),
        days_late=pl.when(late).then((stopped - pl.col("due")).dt.total_days()).cast(pl.Int32),
        _met_by=pl.coalesce("_met_by", pl.when(refused).then("_refused_by")),
    )


def _reasons(links: pl.DataFrame, by_case: Sequence[str | None]) -> pl.Series:
    """Why nothing can be told, that it was refused, or else why it ended. Sentences with a number or a day in
    them are made only for the rows that have one."""
    told = pl.Series(by_case, dtype=pl.String)
    reason = pl.lit(told).gather(pl.col("_case"))
    refused = (pl.col("state") == State.REFUSED.value) | (_refused_late() & reason.is_null())
    said = pl.format("Refused on {}", pl.col("refused_on").dt.strftime("%-d %B %Y"))
    said = pl.when(_refused_late()).then(said + ", after it was due").otherwise(said)
    hours = pl.col("_case") == by_case.index(DATES_ONLY)
    reasons = links.select(pl.coalesce(reason, "ended_because")).to_series()
    for which, sentence in ((hours, pl.format(DATES_ONLY, "_hours")), (refused, said)):
        rows = links.select(which).to_series().arg_true()
        some = links.select("_hours", "met_on", "refused_on", "due")[rows]
        reasons = reasons.scatter(rows, some.select(sentence).to_series())
    return reasons


def _cases(as_at: date) -> list[tuple[pl.Expr, State, str | None]]:
    """The cases of the docstring, first to last: condition, state and reason."""
    to_due, latest_only, latest_of_many = pl.col("_to_due"), pl.col("_latest"), pl.col("_latest_of_many")
    met, ended = pl.col("met_on").is_not_null(), pl.col("ends") <= pl.col("due")
    taken_over = pl.col("ended_because").str.starts_with(SUPERSEDED_BY)
    # What a list of latest dates can say is late: it was drawn since, and the child still belonged on it.
    still_listed = pl.col("_reached") & pl.col("ends").is_null()
    return [
        (pl.col("trigger").is_null(), State.CANNOT_TELL, NO_TRIGGER),
        (pl.col("due").is_null(), State.CANNOT_TELL, NO_CALENDAR),
        (pl.col("_nothing"), State.CANNOT_TELL, NO_SOURCE),
        (met & latest_of_many, State.CANNOT_TELL, LATEST_ONLY),
        (met & _hour_decides(), State.CANNOT_TELL, DATES_ONLY),
        (met & _in_time(), State.MET, None),
        (met & latest_only, State.CANNOT_TELL, EARLIER_PERHAPS),
        (met & ~to_due, State.CANNOT_TELL, NOT_COVERED),
        (met, State.MET_LATE, None),
        (pl.col("refused_on") <= pl.col("due"), State.REFUSED, None),
        (ended & taken_over, State.SUPERSEDED, None),
        (ended, State.ENDED_BEFORE_DUE, None),
        (pl.col("undated"), State.CANNOT_TELL, NO_DATE),
        (pl.col("due") >= as_at, State.RUNNING, None),
        (latest_of_many & still_listed, State.OVERDUE, LATEST_OVERDUE),
        (latest_of_many, State.CANNOT_TELL, LATEST_DRAWN),
        ((latest_only & still_listed) | (~latest_only & to_due), State.OVERDUE, None),
    ]


def _refused_late() -> pl.Expr:
    """Not met, and refused only after it was due."""
    return (pl.col("met_on").is_null() & (pl.col("refused_on") > pl.col("due"))).fill_null(value=False)


def _ended_by_late_refusal(links: pl.DataFrame) -> pl.DataFrame:
    """From a refusal on nobody waits, but what was late by then stays late."""
    ends = pl.when(_refused_late()).then("refused_on").otherwise("ends")
    return links.with_columns(ends=ends)


def _hour_decides() -> pl.Expr:
    """Done on a day in the midst of which the hours ran out, with the hour of one of the two missing.

    Within the limit's whole days it is in time; after the day that holds its last hour it is late.
    """
    unknown = pl.col("trigger_at").is_null() | pl.col("met_at").is_null()
    in_part = pl.col("_hours").is_not_null() & (pl.col("_hours") % HOURS_IN_A_DAY != 0)
    passed = (pl.col("met_on") - pl.col("trigger")).dt.total_days()
    between = (passed > pl.col("_hours") // HOURS_IN_A_DAY) & (pl.col("met_on") <= pl.col("due"))
    return (in_part & unknown & between & (pl.col("sequence") == 0)).fill_null(value=False)


def _in_time() -> pl.Expr:
    """Met by its due date: to the hour where both hours are known, else to the day."""
    hours_known = pl.col("due_at").is_not_null() & pl.col("met_at").is_not_null()
    by_hour, by_day = pl.col("met_at") <= pl.col("due_at"), pl.col("met_on") <= pl.col("due")
    return pl.when(hours_known).then(by_hour).otherwise(by_day)
