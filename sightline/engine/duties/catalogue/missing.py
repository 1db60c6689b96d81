"""Children who go missing (inspection of 2019, paragraphs 12 and 36)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.catalogue.sources import MISSING_GUIDANCE, REGISTER_ONLY, guidance
from sightline.engine.duties.duty import Duty, hours
from sightline.engine.records.record import Record


def _interviews(record: Record, authority: Authority) -> pl.DataFrame:
    return events.interviews(record)


RETURN_HOME_INTERVIEW = Duty(
    id="return_home_interview",
    title="Return home interview",
    area="missing",
    owed_to=occasions.missing_episodes,
    met_by=_interviews,
    within=hours(72),
    needs=("return_home_interview",),
    shows=REGISTER_ONLY,
    basis=(guidance(MISSING_GUIDANCE, note="72 hours from the child being found or returning"),),
    valid_from=date(2014, 1, 1),
    excludes=("a child who is still missing", "away from placement without authorisation"),
    answers=("¶12", "¶36"),
    note=(
        "72 elapsed hours, nights and weekends included. Where only dates are known: by the end of the third "
        "day. Offered and declined is counted on its own. A form with only its dates is not content seen."
    ),
)
