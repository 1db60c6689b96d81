"""Young people of 16 and 17 who are homeless (inspection of 2019, paragraph 14)."""

from datetime import date

import polars as pl

from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, guidance
from sightline.engine.duties.catalogue.working_together import IN_FORCE
from sightline.engine.duties.duty import Duty, hours, working_days
from sightline.engine.duties.told import Row

_GUIDANCE = (
    "Prevention of homelessness and provision of accommodation for 16 and 17 year old young people "
    "(MHCLG and DfE, April 2018)"
)
_TABLE = "homeless_16_17"
_UNSUITABLE = pl.col("interim_accommodation") == "bed and breakfast"
_PRESENTED = Row(_TABLE, "presented_on", "accommodated_on")
_SAFE = Row(
    _TABLE,
    "presented_on",
    "accommodated_on",
    where=~_UNSUITABLE.fill_null(value=False),
    undated=pl.col("interim_accommodation").is_not_null(),
    content=("interim_accommodation", "decision"),
)
_ASSESSED = Row(_TABLE, "presented_on", "assessment_ended_on", content=("decision", "wishes"))

HOMELESS_SAME_DAY = Duty(
    id="homeless_1617_same_day",
    title="Safe place for a homeless 16 or 17 year old",
    area="homeless",
    owed_to=_PRESENTED.owed,
    met_by=_SAFE.done,
    within=hours(24),
    needs=(_TABLE,),
    shows=REGISTER_ONLY,
    basis=(guidance(_GUIDANCE, note="somewhere safe that night; to be read there"),),
    valid_from=date(2018, 4, 1),
    answers=("¶14",),
    note=(
        "Whichever door the young person came to starts the clock. Bed and breakfast is not suitable and "
        "does not meet it. A place named without its day cannot be told."
    ),
)

HOMELESS_ASSESSMENT = Duty(
    id="homeless_1617_assessment",
    title="Assessment of a homeless 16 or 17 year old",
    area="homeless",
    owed_to=_ASSESSED.owed,
    met_by=_ASSESSED.done,
    within=working_days(45),
    needs=(_TABLE,),
    shows=REGISTER_ONLY,
    basis=(
        guidance(
            _GUIDANCE, note="45 working days as for every assessment; 10 in many areas; to be read there"
        ),
    ),
    valid_from=IN_FORCE,
    answers=("¶14",),
    note=(
        "A date alone is dates only: the decision under section 20 and the young person's wishes are the "
        "content. Turning 18 meanwhile does not end it."
        " In force date not verified: 15 April 2013 by two law firms' notices."
    ),
)
