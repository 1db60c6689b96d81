"""Plans of children in need, visits and reviews (inspection of 2019, paragraph 8)."""

import polars as pl

from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, local_standard
from sightline.engine.duties.duty import Duty, Shows, months, weeks, working_days
from sightline.engine.duties.populations_assessment import NEED_PLAN, disabled_in_need, in_need, need_plans
from sightline.engine.duties.told import Happening

_VISITS = Happening(
    "ssd_cin_visits", "cinv_cin_visit_date", where=pl.col("cinv_cin_visit_seen").fill_null("Y") == "Y"
)
_VISITS_SHOWN = {"ssd": Shows.TIMELINESS, "annex_a": Shows.CURRENCY}
_PLANS_SHOWN = {"ssd": Shows.TIMELINESS, "cin_census": Shows.TIMELINESS, "csc_api": Shows.TIMELINESS}

CIN_PLAN_START = Duty(
    id="cin_plan_start",
    title="Child in need plan agreed after the assessment",
    area="child in need",
    owed_to=in_need,
    met_by=need_plans,
    within=working_days(10),
    needs=("ssd_cin_plans",),
    shows=_PLANS_SHOWN,
    basis=(local_standard("no national limit"),),
    excludes=(
        "assessments whose outcome is no services, or a strategy discussion",
        "children with a child protection plan, whose plans cannot run together (CIN census rule 4001)",
    ),
    answers=("¶8",),
    note="Only where the outcome of the assessment names services. A plan already running meets it.",
)

CIN_VISIT = Duty(
    id="cin_visit",
    title="Visits to a child in need",
    area="child in need",
    owed_to=NEED_PLAN,
    met_by=_VISITS,
    within=weeks(4),
    every=weeks(4),
    needs=("ssd_cin_visits",),
    shows=_VISITS_SHOWN,
    basis=(local_standard("four weeks or 20 working days are usual; some use six weeks"),),
    answers=("¶8",),
    note=(
        "28 days from the last visit at which the child was seen; 20 working days is another number. An "
        "attempt that did not see the child does not start the clock again."
    ),
)

CIN_VISIT_DISABLED = Duty(
    id="cin_visit_disabled",
    title="Visits to a disabled child in need (outer limit)",
    area="child in need",
    owed_to=disabled_in_need,
    met_by=_VISITS,
    within=weeks(12),
    every=weeks(12),
    needs=("ssd_cin_visits",),
    shows=_VISITS_SHOWN,
    basis=(local_standard("12 weeks, where a lower level of support was agreed for a disabled child"),),
    excludes=("children without a recorded disability",),
    answers=("¶8",),
    note=(
        "No source says for which disabled children a longer interval was agreed, so every one is shown "
        "against both: 12 weeks is the outer limit."
    ),
)

CIN_REVIEW = Duty(
    id="cin_review",
    title="Child in need plan reviewed",
    area="child in need",
    owed_to=NEED_PLAN,
    met_by=Happening("meeting_attendance", "held_on", where=pl.col("meeting") == "child in need meeting"),
    within=weeks(6),
    every=months(3),
    after_trigger=True,
    needs=("meeting_attendance",),
    shows=REGISTER_ONLY,
    basis=(local_standard("first after six weeks, then every three months; no national frequency"),),
    answers=("¶8",),
    note="The meeting on the plan's own first day is the one that made it. No national return holds reviews.",
)
