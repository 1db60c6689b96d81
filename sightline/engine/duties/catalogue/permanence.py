"""Permanence (inspection of 2019, paragraph 28)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.catalogue.sources import guidance
from sightline.engine.duties.duty import Duty, Shows, months
from sightline.engine.records.record import Record


def _plans(record: Record, authority: Authority) -> pl.DataFrame:
    return events.permanence_plans(record)


PERMANENCE_PLAN = Duty(
    id="permanence_plan",
    title="Permanence plan by the second review",
    area="permanence",
    owed_to=occasions.starting_care,
    met_by=_plans,
    within=months(4),
    lookback_days=28,
    needs=("ssd_cla_care_plan",),
    shows={"ssd": Shows.TIMELINESS},
    basis=(
        guidance(
            "The Children Act 1989 guidance and regulations, volume 2 (DfE, 2015)",
            note="by the second review, as procedures and Ofsted quote it; four months is that review's "
            "latest date, "
            "rounded; to be read there",
        ),
    ),
    valid_from=date(2011, 4, 1),
    excludes=("short breaks (V3, V4)",),
    answers=("¶28",),
)
