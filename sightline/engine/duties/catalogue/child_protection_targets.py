"""What is asked of all child protection plans together (inspection of 2019, paragraphs 9 and 10)."""

from datetime import date

import polars as pl

from sightline.engine.duties.duty import Basis, Duty, Shows, months
from sightline.engine.duties.told import Row

_PLAN = Row(
    "ssd_cp_plans",
    "cppl_cp_plan_start_date",
    "cppl_cp_plan_end_date",
    where=pl.col("cppl_cp_plan_ola").fill_null("N") != "Y",
    content=(),
)

CP_PLAN_TWO_YEARS = Duty(
    id="cp_plan_2y",
    title="Child protection plan ended within two years",
    area="child protection",
    owed_to=_PLAN.owed,
    met_by=_PLAN.done,
    within=months(24),
    needs=("ssd_cp_plans",),
    shows={"ssd": Shows.TIMELINESS, "cin_census": Shows.TIMELINESS},
    basis=(
        Basis(
            "national return",
            "Children in need census (DfE)",
            "plans that lasted two years or more",
            note="a key indicator without a threshold, by a description of its reports; to be read: the "
            "census guide",
        ),
    ),
    valid_from=date(2009, 4, 1),
    excludes=("plans that another authority owns",),
    answers=("¶9", "¶10"),
    target_only=True,
    note=(
        "A ceiling that is rightly passed where a child still needs the plan: counted for all plans "
        "together, and nobody is listed. Plans still open at two years are in it; the census counts them in "
        "another way. In force date not verified."
    ),
)
