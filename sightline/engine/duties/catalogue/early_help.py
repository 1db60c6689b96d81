"""Early help from contact to review (inspection of 2019, paragraph 4)."""

import polars as pl

from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, local_standard
from sightline.engine.duties.duty import Duty, hours, months, weeks, working_days
from sightline.engine.duties.told import Happening, Row, Spell

_FLOW = "early_help_flow"
_ENDED = "The help ended"
_ALLOCATION = Row(
    _FLOW, "contact_on", "allocated_on", "closed_on", because=_ENDED, content=("lead_practitioner",)
)
_VISIT = Row(
    _FLOW,
    "allocated_on",
    "first_visit_on",
    "closed_on",
    where=pl.col("allocated_on").is_not_null() | pl.col("first_visit_on").is_not_null(),
    by=("contact_on",),
    because=_ENDED,
    content=(),
)
_ASSESSMENT = Row(
    _FLOW,
    "first_visit_on",
    "assessment_on",
    "closed_on",
    where=pl.col("first_visit_on").is_not_null() | pl.col("assessment_on").is_not_null(),
    by=("contact_on",),
    because=_ENDED,
    content=(),
)

EH_SCREEN = Duty(
    id="eh_screen",
    title="Early help contact screened",
    area="early help",
    owed_to=Spell(_FLOW, "contact_on", "closed_on", because=_ENDED),
    met_by=Happening("early_help_screening", "screened_on"),
    within=hours(48),
    needs=("early_help_screening",),
    shows=REGISTER_ONLY,
    basis=(local_standard("48 hours is usual"),),
    answers=("¶4",),
    note=(
        "The register holds days: screened by the end of the second day. A second screening of one contact "
        "is duplication, which is counted elsewhere."
    ),
)

EH_ALLOCATION = Duty(
    id="eh_allocation",
    title="Early help allocated",
    area="early help",
    owed_to=_ALLOCATION.owed,
    met_by=_ALLOCATION.done,
    within=working_days(5),
    needs=(_FLOW,),
    shows=REGISTER_ONLY,
    basis=(local_standard("no national limit"),),
    answers=("¶4",),
    note="Allocated without the name of a lead practitioner is dates only.",
)

EH_FIRST_VISIT = Duty(
    id="eh_first_visit",
    title="First early help visit",
    area="early help",
    owed_to=_VISIT.owed,
    met_by=_VISIT.done,
    within=working_days(10),
    needs=(_FLOW,),
    shows=REGISTER_ONLY,
    basis=(local_standard("from allocation; no national limit"),),
    answers=("¶4",),
    note="The register does not hold what the visit found, so its substance is not visible.",
)

EH_ASSESSMENT = Duty(
    id="eh_assessment",
    title="Early help assessment completed",
    area="early help",
    owed_to=_ASSESSMENT.owed,
    met_by=_ASSESSMENT.done,
    within=working_days(10),
    needs=(_FLOW,),
    shows=REGISTER_ONLY,
    basis=(local_standard("10 to 45 working days are in use"),),
    answers=("¶4",),
    note="The register does not hold when an assessment began: the first visit stands for it.",
)

EH_PLAN_REVIEW = Duty(
    id="eh_plan_review",
    title="Early help plan reviewed",
    area="early help",
    owed_to=Spell(
        _FLOW,
        "plan_on",
        "closed_on",
        where=pl.col("plan_on").is_not_null(),
        by=("contact_on",),
        because=_ENDED,
    ),
    met_by=Happening(
        "plan_quality",
        "version_on",
        where=pl.col("plan_kind") == "early help",
        content=("actions", "bottom_line", "child_view"),
    ),
    within=weeks(6),
    every=months(3),
    after_trigger=True,
    needs=("plan_quality",),
    shows=REGISTER_ONLY,
    basis=(local_standard("first after 6 to 8 weeks, then every three months"),),
    answers=("¶4",),
    note="A new version of the plan stands for its review; the plan's own first version does not.",
)
