"""Babies not yet born (inspection of 2019, paragraph 3)."""

import polars as pl

from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, local_standard
from sightline.engine.duties.duty import Duty, days, weeks, working_days
from sightline.engine.duties.populations_unborn import (
    BORN,
    CONCERN,
    GOES_ON,
    PLANNED,
    before_birth,
    by_sixteen_weeks,
)
from sightline.engine.duties.told import Happening, Row

_ALLOCATION = Row(
    "pre_birth",
    "referred_on",
    "allocated_on",
    "born_on",
    where=GOES_ON,
    because=BORN,
    content=("worker_id",),
)
_ASSESSMENT = Row(
    "pre_birth",
    "assessment_started_on",
    "assessment_ended_on",
    where=GOES_ON & pl.any_horizontal(pl.col("assessment_started_on", "assessment_ended_on").is_not_null()),
    by=("referred_on",),
    content=("analysis",),
)
_STARTED = Happening("pre_birth", "assessment_started_on", content=())
_ENDED = Happening("pre_birth", "assessment_ended_on", content=("analysis",))
_WHOLE_PREGNANCY = 280

UNBORN_ALLOCATION = Duty(
    id="unborn_allocation",
    title="Unborn baby allocated to a social worker",
    area="unborn babies",
    owed_to=_ALLOCATION.owed,
    met_by=_ALLOCATION.done,
    within=working_days(1),
    needs=("pre_birth",),
    shows=REGISTER_ONLY,
    basis=(local_standard("at the first referral; no national limit"),),
    excludes=("pregnancies that ended on a day that was not recorded",),
    answers=("¶3",),
    note="Allocated without the name of a worker is dates only.",
)

PREBIRTH_ASSESSMENT_START = Duty(
    id="prebirth_assessment_start",
    title="Pre-birth assessment started",
    area="unborn babies",
    owed_to=by_sixteen_weeks,
    met_by=_STARTED,
    within=days(14),
    needs=("pre_birth",),
    shows=REGISTER_ONLY,
    basis=(local_standard("by 16 weeks of gestation, or within 14 days of a referral later than that"),),
    excludes=("no concern about a parent's capacity, whether or not a parent is a care leaver",),
    answers=("¶3",),
    note=(
        "Gestation is worked out from the expected day of birth, which moves after a scan: the due date "
        "follows it. Where that day is not known, 14 days from the referral."
    ),
)

PREBIRTH_ASSESSMENT_COMPLETE = Duty(
    id="prebirth_assessment_complete",
    title="Pre-birth assessment completed",
    area="unborn babies",
    owed_to=_ASSESSMENT.owed,
    met_by=_ASSESSMENT.done,
    within=working_days(45),
    needs=("pre_birth",),
    shows=REGISTER_ONLY,
    basis=(local_standard("45 working days is the guidance's ceiling for any assessment"),),
    answers=("¶3",),
    note="Birth does not stop this clock. Whether it was completed before birth is a duty of its own.",
)

PREBIRTH_ASSESSMENT_BEFORE_BIRTH = Duty(
    id="prebirth_assessment_before_birth",
    title="Pre-birth assessment completed before birth",
    area="unborn babies",
    owed_to=before_birth(CONCERN, actual=True),
    met_by=_ENDED,
    within=days(1),
    before=True,
    notice_days=_WHOLE_PREGNANCY,
    needs=("pre_birth",),
    shows=REGISTER_ONLY,
    basis=(local_standard("many aim for 28 to 32 weeks of gestation"),),
    excludes=("no concern about a parent's capacity",),
    answers=("¶3",),
    note="The day before the baby was born, or is expected.",
)

BIRTH_PLAN = Duty(
    id="birth_plan",
    title="Birth plan shared with midwifery",
    area="unborn babies",
    owed_to=before_birth(PLANNED, actual=False),
    met_by=Happening("pre_birth", "birth_plan_shared_on", content=()),
    within=weeks(4),
    before=True,
    notice_days=140,
    needs=("pre_birth",),
    shows=REGISTER_ONLY,
    basis=(local_standard("by about 36 weeks of gestation"),),
    excludes=("no strategy meeting, conference or pre-proceedings",),
    answers=("¶3",),
    note="Four weeks before the expected day. The plan itself is not in the register.",
)
