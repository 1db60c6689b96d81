"""Babies not yet born: gestation from the expected day of birth, and what is due before birth.

Forty weeks end on the expected day, so sixteen weeks of gestation are reached 24 weeks before it. The
expected day moves after a scan: due dates follow it, the name of the occasion (the day of referral) does not.
"""

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import occasions
from sightline.engine.duties.combining import where_told
from sightline.engine.duties.duty import Occasions
from sightline.engine.duties.told import Spell
from sightline.engine.records.record import Record

SIXTEEN_WEEKS_BEFORE = 24 * 7
FROM_REFERRAL = 14
BORN = "The baby was born"
_LOST = ("stillbirth", "miscarriage", "termination", "moved")

GOES_ON = ~pl.col("pregnancy_end").is_in(_LOST).fill_null(value=False) | pl.col("born_on").is_not_null()
"""Pregnancies that ended otherwise, on a day nobody wrote down, are owed nothing more."""
CONCERN = GOES_ON & pl.col("concern_about_capacity").fill_null(value=True)
"""A parent who is a care leaver is no ground by itself: where there is no concern, no assessment is owed."""
PLANNED = GOES_ON & pl.any_horizontal(
    pl.col("conference_on", "pre_proceedings_on", "strategy_on").is_not_null()
)


def _days(record: Record) -> pl.DataFrame:
    """The expected and the actual day of birth by child and day of referral."""
    return (
        record.frame("pre_birth")
        .select(
            "expected_birth",
            "born_on",
            person_id="child_id",
            occasion=occasions.day_of("referred_on").fill_null("no start date"),
        )
        .unique(("person_id", "occasion"), keep="first", maintain_order=True)
    )


def _referred(record: Record, authority: Authority, where: pl.Expr) -> pl.DataFrame:
    referred = Spell("pre_birth", "referred_on", "born_on", where=where, because=BORN)(record, authority)
    return referred.join(_days(record), on=["person_id", "occasion"], how="left", maintain_order="left")


@where_told("pre_birth")
def by_sixteen_weeks(record: Record, authority: Authority) -> pl.DataFrame:
    """Unborn children of whom there is concern. Where sixteen weeks of gestation are further off than the
    ordinary limit from referral, the limit is the days until then."""
    frame = _referred(record, authority, CONCERN)
    until = (pl.col("expected_birth") - pl.col("trigger")).dt.total_days() - SIXTEEN_WEEKS_BEFORE
    return occasions.shaped(
        frame.with_columns(limit_n=pl.when(until > FROM_REFERRAL).then(until).cast(pl.Int32))
    )


def before_birth(where: pl.Expr, *, actual: bool) -> Occasions:
    """Occasions counted back from birth: the ``actual`` day once it is known, or always the expected one.

    Counted from the expected day, a birth before what was due releases it.
    """

    @where_told("pre_birth")
    def owed(record: Record, authority: Authority) -> pl.DataFrame:
        frame = _referred(record, authority, where)
        birth = pl.coalesce("born_on", "expected_birth") if actual else pl.col("expected_birth")
        frame = frame.with_columns(trigger=birth)
        if actual:
            frame = frame.with_columns(ends=pl.lit(None, pl.Date), ended_because=pl.lit(None, pl.String))
        return occasions.shaped(frame)

    return owed
