"""Whether a figure is settled: in a cohort, a month too young to judge looks like a triumph or a disaster."""

from collections.abc import Mapping
from typing import Any

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.clock import due_date
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.measure import Counting


def settled(row: Mapping[str, Any]) -> bool:
    """Whether everybody in a cohort by month of entry has had their time, for one RESULT_SCHEMA row.

    Other figures are as they stand.
    """
    measure = MEASURES[row["measure"]]
    if measure.counting is not Counting.TIMELINESS_BY_ENTRY:
        return True
    duty = DUTIES[measure.duty]
    due = due_date(row["period_to"], duty.within, duty.counts_from)
    return due is not None and due < row["as_at"]
