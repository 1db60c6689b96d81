"""Children who go missing (inspection of 2019, paragraphs 12 and 36)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events
from sightline.engine.duties.catalogue.sources import (
    MISSING_GUIDANCE,
    REGISTER_ONLY,
    guidance,
    local_standard,
)
from sightline.engine.duties.combining import where_filled
from sightline.engine.duties.duty import Duty, hours, working_days
from sightline.engine.duties.populations_missing import missing_episodes
from sightline.engine.duties.told import Row
from sightline.engine.records.record import Record


def _interviews(record: Record, authority: Authority) -> pl.DataFrame:
    return events.interviews(record)


RETURN_HOME_INTERVIEW = Duty(
    id="return_home_interview",
    title="Return home interview",
    area="missing",
    owed_to=missing_episodes,
    met_by=_interviews,
    within=hours(72),
    needs=("return_home_interview",),
    shows=REGISTER_ONLY,
    basis=(
        guidance(
            MISSING_GUIDANCE,
            note="72 hours from the child being found or returning, as Ofsted and Missing People quote it; "
            "to be "
            "read there",
        ),
    ),
    valid_from=date(2014, 1, 1),
    excludes=("a child who is still missing", "away from placement without authorisation"),
    answers=("¶12", "¶36"),
    note=(
        "72 elapsed hours, nights and weekends included. Where only dates are known: by the end of the third "
        "day. Offered and declined is counted on its own. A form with only its dates is not content seen."
    ),
)

_SHARED = Row(
    "return_home_interview",
    "held_on",
    "shared_with_police_on",
    where=pl.col("held_on").is_not_null(),
    by=("missing_from",),
    content=("push_pull_reason", "where_and_who", "risk_found", "analysis"),
)
_SAFE = Row(
    "return_home_interview",
    "missing_to",
    "safe_and_well_on",
    where=pl.col("missing_to").is_not_null(),
    by=("missing_from",),
    content=(),
)

RHI_RECORDED = Duty(
    id="rhi_recorded",
    title="Return home interview shared with the police",
    area="missing",
    owed_to=_SHARED.owed,
    met_by=_SHARED.done,
    within=working_days(5),
    needs=("return_home_interview",),
    shows=REGISTER_ONLY,
    basis=(local_standard("no national limit"),),
    excludes=("interviews that were not held",),
    answers=("¶12", "¶36"),
    note="Shared without a word of what the child said is dates only: there was nothing to share.",
)

SAFE_WELL_CHECK = Duty(
    id="safe_well_check",
    title="Police saw the child on return",
    area="missing",
    owed_to=where_filled("return_home_interview", "safe_and_well_on", _SAFE.owed),
    met_by=_SAFE.done,
    within=hours(24),
    needs=("return_home_interview",),
    shows=REGISTER_ONLY,
    basis=(local_standard("the guidance asks for it as soon as possible and gives no number"),),
    answers=("¶12",),
    accountable="police",
    note=(
        "24 elapsed hours where both hours are known, else by the end of the next day. Nothing is said where "
        "the register never has the day."
    ),
)
