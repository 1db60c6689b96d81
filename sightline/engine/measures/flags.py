"""Which obligations a measure counts, and on which side of the line each falls.

One denominator, three numerators. ``floor <= recorded <= ceiling`` holds of the counts, always:

- a measure that is better high: *recorded* is on time (or up to date) as recorded; *floor* is those of them
  whose content was seen and not contradicted; *ceiling* adds those that cannot be told. Floor is the worst
  case.
- a measure that is better low (open overdue): *recorded* is overdue as recorded; *ceiling* adds those that
  cannot be told; *floor* is recorded, for what is open has no fulfilment whose content could be doubted.
  Ceiling is the worst case.

Something falls due once its day has passed, however it ended: an obligation met before a day that is still to
come is not counted yet, for the unmet ones beside it are not counted either.

Where a source holds only the latest of many times, nothing of that duty counts as on time or late in a
period: who was seen in time has gone from the source, and only those who wait would be left.
"""

from datetime import date

import polars as pl

from sightline.engine.duties.obligation import COUNTED, State
from sightline.engine.measures.child_days import intervals, pieces
from sightline.engine.measures.marks import MARKS, NO_CONTENT, marked
from sightline.engine.measures.measure import Counting
from sightline.engine.measures.periods import Period, starts_of

STOCK = (Counting.OPEN_OVERDUE, Counting.CURRENCY, Counting.WORST_GAP)
"""What stands on one day; the others are counted over periods."""

EXCLUDED = (State.ENDED_BEFORE_DUE, State.REFUSED, State.SUPERSEDED, State.NOT_DUE)
"""States out of every denominator, and still shown beside it."""

COUNTS = ("counted", "recorded", "floor", "ceiling", "excluded", "cannot_tell")
"""What each case adds to a figure: 0 or 1 (days, for child-days covered)."""

EVIDENCE = (*MARKS, "unseen", "latest_only")
"""How far the fulfilments on which a figure rests can be believed: 0 or 1 each. ``unseen``: such a
fulfilment, with no content to be seen, stands in *recorded*, so that the floor is not assessable.
``latest_only``: what a source of latest dates leaves out of the count."""

_CANNOT = pl.col("state") == State.CANNOT_TELL


def flagged(counting: Counting, obligations: pl.DataFrame, as_at: date, period: Period) -> pl.DataFrame:
    """``placed`` cases, each with COUNTS and EVIDENCE as integers."""
    cases = placed(counting, obligations, as_at, period)
    if counting is Counting.CHILD_DAYS_COVERED:
        return _numbers(cases)
    return weighed(cases.with_columns(many=1)).drop("many")


def placed(counting: Counting, obligations: pl.DataFrame, as_at: date, period: Period) -> pl.DataFrame:
    """The obligations that bear on a way of counting.

    Adds ``placed`` and ``period_from`` (dates), ``counted`` and ``recorded`` (bool; for child-days all of
    COUNTS, in days, and EVIDENCE), and ``believed``, the substance of the fulfilment behind each.
    ``obligations``: as ``linked`` gives them, of any number of duties. Median and worst gap add ``days``, the
    value of each case in calendar days. For a stock, ``placed`` and ``period_from`` are the day asked about.
    """
    if counting is Counting.OPEN_OVERDUE:
        frame = _open(obligations)
    elif counting is Counting.CURRENCY:
        frame = _current(obligations)
    elif counting is Counting.WORST_GAP:
        frame = _longest(obligations, as_at)
    elif counting is Counting.CHILD_DAYS_COVERED:
        return pieces(obligations, as_at, period)
    else:
        by_entry = counting is Counting.TIMELINESS_BY_ENTRY
        frame = _fallen_due(obligations, as_at, "entered_on" if by_entry else "due")
        if counting is Counting.MEDIAN_DAYS_LATE:
            late = pl.col("days_late").is_not_null() & pl.col("counted")
            frame = frame.with_columns(days="days_late", counted=late)
    if counting in STOCK:
        return frame.with_columns(placed=pl.lit(as_at), period_from=pl.lit(as_at))
    return frame.with_columns(period_from=starts_of(frame["placed"], period))


def _fallen_due(obligations: pl.DataFrame, as_at: date, placed: str) -> pl.DataFrame:
    passed = pl.col("due").is_null() | (pl.col("due") < as_at)
    told = pl.col("state").is_in([state.value for state in COUNTED])
    frame = obligations.filter(pl.col(placed).is_not_null()).with_columns(placed=placed)
    fell, latest = (told | _CANNOT) & passed, pl.col("latest")
    return frame.with_columns(
        counted=fell & ~latest,
        recorded=(pl.col("state") == State.MET) & passed,
        believed=pl.when(~latest).then("substance"),
        latest_only=fell & latest,
    )


def _open(obligations: pl.DataFrame) -> pl.DataFrame:
    """Chains still owed: the link that is open now is counted, the last fulfilment behind it is its
    evidence.
    """
    links = obligations.filter(pl.col("ended_on").is_null())
    owed = pl.col("met_on").is_null() & pl.col("state").is_in(
        [State.RUNNING, State.OVERDUE, State.CANNOT_TELL]
    )
    behind = pl.when(owed).then("previous").when(pl.col("last")).then("substance")
    frame = links.with_columns(
        counted=owed, recorded=owed & (pl.col("state") == State.OVERDUE), believed=behind
    )
    return frame.filter(owed | behind.is_not_null() | pl.col("state").is_in(EXCLUDED))


def _current(obligations: pl.DataFrame) -> pl.DataFrame:
    """The last link of each chain still owed. A first link that is still running is not owed yet; one that
    was done and has none after it, as of a duty that its next occasion takes over, is up to date.
    """
    links = obligations.filter(pl.col("ended_on").is_null() & pl.col("last"))
    done = pl.col("state").is_in([State.MET, State.MET_LATE])
    up_to_date = ((pl.col("state") == State.RUNNING) & (pl.col("sequence") > 0)) | done
    owed = up_to_date | (pl.col("state") == State.OVERDUE) | _CANNOT
    behind = pl.when(done).then("substance").otherwise("previous")
    return links.with_columns(counted=owed, recorded=up_to_date, believed=behind)


def _longest(obligations: pl.DataFrame, as_at: date) -> pl.DataFrame:
    open_chains = intervals(obligations.filter(pl.col("ended_on").is_null()), as_at)
    long = (pl.col("stopped") - pl.col("trigger")).dt.total_days().clip(0)
    return open_chains.with_columns(
        days=pl.when("told").then(long),
        counted=pl.col("told"),
        recorded=pl.lit(value=False),
        believed="substance",
    )


def weighed(cases: pl.DataFrame) -> pl.DataFrame:
    """COUNTS and EVIDENCE of cases of which there are ``many`` alike, as integers."""
    if "latest_only" not in cases.columns:
        cases = cases.with_columns(latest_only=pl.lit(value=False))
    numbers = _numbers(_bounded(marked(cases)))
    return numbers.with_columns(pl.col(*COUNTS, *EVIDENCE) * pl.col("many"))


def _bounded(cases: pl.DataFrame) -> pl.DataFrame:
    """Floor, ceiling and exclusions, by the rules at the head of this module."""
    better_high = (pl.col("state") == State.MET) | (pl.col("state") == State.RUNNING)
    return cases.with_columns(
        floor=pl.col("recorded") & (pl.col("seen") | ~better_high),
        ceiling=pl.col("recorded") | (pl.col("counted") & _CANNOT),
        cannot_tell=pl.col("counted") & _CANNOT,
        excluded=pl.col("state").is_in(EXCLUDED),
        unseen=pl.col("recorded") & better_high & NO_CONTENT,
    )


def _numbers(cases: pl.DataFrame) -> pl.DataFrame:
    return cases.with_columns(pl.col(*COUNTS, *EVIDENCE).fill_null(0).cast(pl.Int64))
