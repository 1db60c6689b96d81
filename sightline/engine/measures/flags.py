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

from collections.abc import Sequence
from datetime import date

import polars as pl

from sightline.engine.duties.duty import Substance
from sightline.engine.duties.obligation import COUNTED, LATEST_OF_MANY, State
from sightline.engine.measures.measure import Counting
from sightline.engine.measures.periods import MONTHS, Period, between, ends, starts

STOCK = (Counting.OPEN_OVERDUE, Counting.CURRENCY, Counting.WORST_GAP)
"""What stands on one day; the others are counted over periods."""

EXCLUDED = (State.ENDED_BEFORE_DUE, State.REFUSED, State.SUPERSEDED, State.NOT_DUE)
"""States out of every denominator, and still shown beside it."""

COUNTS = ("counted", "recorded", "floor", "ceiling", "excluded", "cannot_tell")
"""What each case adds to a figure: 0 or 1 (days, for child-days covered)."""

EVIDENCE = (
    "fulfilled",
    "seen",
    "dates_only",
    "contradicted",
    "not_visible",
    "late_entry",
    "unseen",
    "latest_only",
)
"""How far the fulfilments on which a figure rests can be believed: 0 or 1 each. ``unseen``: such a
fulfilment, with no content to be seen, stands in *recorded*, so that the floor is not assessable.
``latest_only``: what a source of latest dates leaves out of the count."""

CHAIN = ("duty", "person_id", "occasion")
LINKS = ("key", *CHAIN, "sequence")
"""What ``linked`` needs of obligations."""

_LINKS = 1 << 32
_STATES = pl.Enum([state.value for state in State])
_SUBSTANCES = pl.Enum([substance.value for substance in Substance])
_UNTOLD = (State.CANNOT_TELL, State.NOT_DUE, State.SUPERSEDED)
_CANNOT = pl.col("state") == State.CANNOT_TELL


def linked(obligations: pl.DataFrame, kept: Sequence[str] | None = None) -> pl.DataFrame:
    """Obligations in the order of their chains, each knowing its place: ``previous`` (the substance of the
    link before, null for the first), ``first`` and ``last`` (bool), and ``latest``: whether its source holds
    only the latest of many. State and substance become categories.

    Needs ``key``: where it is sorted, as the engine gives it, the links of a chain stand together already.
    ``kept``: the columns to carry, state and substance among them; None: all.
    """
    if not obligations["key"].is_sorted() or obligations["occasion"].str.contains("/", literal=True).any():
        obligations = obligations.sort(pl.col("duty").cast(pl.String), *CHAIN[1:], "sequence")
    begins = pl.any_horizontal(pl.col(name) != pl.col(name).shift(1) for name in CHAIN).fill_null(value=True)
    chains = obligations.select("sequence", _chain=begins.cum_sum().cast(pl.Int64))
    links = obligations if kept is None else obligations.select(kept)
    links = links.with_columns(
        chains["_chain"],
        pl.col("state").cast(_STATES),
        pl.col("substance").cast(_SUBSTANCES),
        latest=obligations["reason"].is_in(LATEST_OF_MANY).fill_null(value=False),
    )
    # Keys are sorted as texts: the tenth link of a chain stands before its second.
    links = links[chains.select((pl.col("_chain") * _LINKS + pl.col("sequence")).arg_sort()).to_series()]
    first = (pl.col("_chain") != pl.col("_chain").shift(1)).fill_null(value=True)
    last = (pl.col("_chain") != pl.col("_chain").shift(-1)).fill_null(value=True)
    previous = pl.when(~first).then(pl.col("substance").shift(1))
    return links.with_columns(first=first, last=last, previous=previous).drop("_chain")


def flagged(counting: Counting, obligations: pl.DataFrame, as_at: date, period: Period) -> pl.DataFrame:
    """``placed`` cases, each with COUNTS and EVIDENCE as integers."""
    cases = placed(counting, obligations, as_at, period).with_columns(many=1)
    return _weighed(counting, cases).drop("many")


def tallied(counting: Counting, cases: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """The sums of COUNTS and EVIDENCE over ``placed`` cases, for each group of the columns ``by``.

    Cases that differ in nothing by which they are flagged are counted first: there are few kinds of them.
    """
    told = [name for name in ("believed", "entered_late", "latest_only") if name in cases.columns]
    if counting is Counting.CHILD_DAYS_COVERED:
        some = (pl.col("recorded") > 0).alias("some")
        groups = cases.group_by(*by, "told", "first", some, *told)
        alike = groups.agg(pl.col("counted", "recorded").sum(), many=pl.len())
    else:
        alike = cases.group_by(*by, "state", "counted", "recorded", *told).agg(many=pl.len())
    return _weighed(counting, alike).group_by(*by).agg(pl.col(*COUNTS, *EVIDENCE).sum())


def placed(counting: Counting, obligations: pl.DataFrame, as_at: date, period: Period) -> pl.DataFrame:
    """The obligations that bear on a way of counting.

    Adds ``placed`` and ``period_from`` (dates), ``counted`` and ``recorded`` (bool; days where those count),
    and ``believed``, the substance of the fulfilment behind each.
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
        return _spent(obligations, as_at, period)
    else:
        by_entry = counting is Counting.TIMELINESS_BY_ENTRY
        frame = _fallen_due(obligations, as_at, "entered_on" if by_entry else "due")
        if counting is Counting.MEDIAN_DAYS_LATE:
            late = pl.col("days_late").is_not_null() & pl.col("counted")
            frame = frame.with_columns(days="days_late", counted=late)
    if counting in STOCK:
        return frame.with_columns(placed=pl.lit(as_at), period_from=pl.lit(as_at))
    return frame.with_columns(period_from=starts(pl.col("placed"), period))


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


def _intervals(obligations: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """``stopped``: when what was owed was done, ended, or the day asked about came; ``safe``: until when
    nothing was late.
    """
    stopped = pl.min_horizontal(pl.coalesce("met_on", "ended_on", pl.lit(as_at)), pl.lit(as_at))
    safe = pl.min_horizontal(pl.max_horizontal("due", "trigger"), "stopped")
    known = obligations.filter(pl.col("trigger").is_not_null())
    return known.with_columns(stopped=stopped, told=~pl.col("state").is_in(_UNTOLD)).with_columns(safe=safe)


def _longest(obligations: pl.DataFrame, as_at: date) -> pl.DataFrame:
    open_chains = _intervals(obligations.filter(pl.col("ended_on").is_null()), as_at)
    long = (pl.col("stopped") - pl.col("trigger")).dt.total_days().clip(0)
    return open_chains.with_columns(
        days=pl.when("told").then(long),
        counted=pl.col("told"),
        recorded=pl.lit(value=False),
        believed="substance",
    )


def _spent(obligations: pl.DataFrame, as_at: date, period: Period) -> pl.DataFrame:
    """Each interval cut into periods; each piece counts its days."""
    links = _intervals(obligations, as_at).filter(pl.col("stopped") > pl.col("trigger"))
    if "key" not in obligations.columns:
        # Each link becomes several rows: what is only counted carries no more than is counted by.
        links = links.drop("sequence", "due", "met_on", "ended_on", "state", "days_late", "substance", "last")
    pieces = _cut(links, period)
    begin, over = pl.max_horizontal("trigger", "period_from"), pl.col("over")

    def days_until(end: str) -> pl.Expr:
        return (pl.min_horizontal(end, over) - begin).dt.total_days().clip(0)

    return pieces.with_columns(
        placed="period_from",
        counted=days_until("stopped"),
        recorded=pl.when("told").then(days_until("safe")).otherwise(0),
        believed="previous",
    )


def _cut(links: pl.DataFrame, period: Period) -> pl.DataFrame:
    """A row for each period that a link's days fall in: ``period_from``, and ``over``, the first day after
    it.
    """
    if links.is_empty():
        empty = pl.lit(None, pl.Date)
        return links.with_columns(period_from=empty, over=empty)
    first: date = links["trigger"].sort()[0]
    last: date = links["stopped"].sort()[-1]
    spans = pl.DataFrame({"period_from": between(first, last, period)}).select(
        "period_from", over=ends(pl.col("period_from"), period).dt.offset_by("1d")
    )
    months = MONTHS[period]
    start = spans["period_from"][0]

    def place(day: str) -> pl.Expr:
        month = pl.col(day).dt.year().cast(pl.Int64) * 12 + pl.col(day).dt.month()
        since: pl.Expr = (month - (start.year * 12 + start.month)) // months
        return since

    final = pl.col("stopped") - pl.duration(days=1)
    pieces = links.with_columns(final=final).with_columns(
        _n=pl.int_ranges(place("trigger"), place("final") + 1)
    )
    pieces = pieces.explode("_n", empty_as_null=False)
    return pieces.with_columns(spans[name].gather(pieces["_n"]) for name in ("period_from", "over"))


def _not_visible() -> pl.Expr:
    return pl.col("believed").is_null() | (pl.col("believed") == Substance.NOT_VISIBLE)


def _weighed(counting: Counting, cases: pl.DataFrame) -> pl.DataFrame:
    """COUNTS and EVIDENCE of cases of which there are ``many`` alike, as integers."""
    if counting is Counting.CHILD_DAYS_COVERED:
        return _numbers(_days_bounded(cases), EVIDENCE)
    return _numbers(_bounded(cases), (*COUNTS, *EVIDENCE))


def _bounded(cases: pl.DataFrame) -> pl.DataFrame:
    """Floor, ceiling and exclusions, by the rules at the head of this module."""
    better_high = (pl.col("state") == State.MET) | (pl.col("state") == State.RUNNING)
    doubted = better_high & (pl.col("believed") != Substance.CONTENT_SEEN).fill_null(value=True)
    return cases.with_columns(
        floor=pl.col("recorded") & ~doubted,
        ceiling=pl.col("recorded") | (pl.col("counted") & _CANNOT),
        cannot_tell=pl.col("counted") & _CANNOT,
        excluded=pl.col("state").is_in(EXCLUDED),
        unseen=pl.col("recorded") & better_high & _not_visible(),
    )


def _days_bounded(cases: pl.DataFrame) -> pl.DataFrame:
    """The same in days."""
    never_doubted = pl.col("first") | (pl.col("believed") == Substance.CONTENT_SEEN)
    untold = pl.when("told").then(0).otherwise("counted")
    return cases.with_columns(
        floor=pl.when(never_doubted).then("recorded").otherwise(0),
        ceiling=pl.col("recorded") + untold,
        cannot_tell=untold,
        excluded=pl.lit(0),
        unseen=~pl.col("first") & _not_visible() & (pl.col("recorded") > 0),
    )


def _numbers(cases: pl.DataFrame, flags: Sequence[str]) -> pl.DataFrame:
    """The evidence behind cases; of ``flags``, each true or false, as many as there are cases alike."""
    fulfilled = pl.col("believed").is_not_null()
    kinds = (
        ("seen", Substance.CONTENT_SEEN),
        ("dates_only", Substance.DATES_ONLY),
        ("contradicted", Substance.CONTRADICTED),
        ("not_visible", Substance.NOT_VISIBLE),
    )
    told = {name: pl.col("believed") == kind for name, kind in kinds}
    late, latest = (
        pl.col(name) if name in cases.columns else pl.lit(value=False)
        for name in ("entered_late", "latest_only")
    )
    cases = cases.with_columns(fulfilled=fulfilled, late_entry=fulfilled & late, latest_only=latest, **told)
    cases = cases.with_columns(pl.col(*COUNTS, *EVIDENCE).fill_null(0).cast(pl.Int64))
    return cases.with_columns(pl.col(flags) * pl.col("many"))
