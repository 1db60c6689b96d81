"""Supervision of workers and of cases (inspection of 2019, paragraph 44)."""

from datetime import date

import polars as pl

from sightline.engine.duties import workforce
from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, local_standard
from sightline.engine.duties.duty import Duty, weeks, working_days
from sightline.engine.duties.told import Row
from sightline.engine.records.columns import Subject

_NEEDS = ("supervision",)
_RECORDED = Row(
    "supervision",
    "held_on",
    "signed_on",
    where=(pl.col("kind") == "case") & pl.col("held_on").is_not_null(),
    by=("worker_id",),
    about=Subject.CHILD,
)

SUPERVISION = Duty(
    id="supervision_monthly",
    title="Supervision of a worker who holds cases",
    area="workforce",
    subject=Subject.WORKER,
    owed_to=workforce.case_holders,
    met_by=workforce.FORMAL_SUPERVISION,
    within=weeks(4),
    every=weeks(4),
    needs=_NEEDS,
    shows=REGISTER_ONLY,
    basis=(local_standard("four weeks is usual"),),
    valid_from=date(2011, 4, 1),
    excludes=("workers who hold no case",),
    answers=("¶44",),
    accountable="supervisor",
    note="Personal or case supervision; group and informal talks do not count. Absences are not known here.",
)

SUPERVISION_NEWLY_QUALIFIED = Duty(
    id="supervision_nqsw",
    title="Supervision of a newly qualified worker",
    area="workforce",
    subject=Subject.WORKER,
    owed_to=workforce.newly_qualified,
    met_by=workforce.FORMAL_SUPERVISION,
    within=weeks(2),
    every=weeks(2),
    then_every=weeks(4),
    needs=_NEEDS,
    shows=REGISTER_ONLY,
    basis=(local_standard("every two weeks for six months, then every four, is usual"),),
    valid_from=date(2011, 4, 1),
    answers=("¶44",),
    accountable="supervisor",
    note="Newly qualified as the register of caseloads says, from the first day of its first month.",
)

CASE_SUPERVISION = Duty(
    id="case_supervision",
    title="Case supervision",
    area="workforce",
    owed_to=workforce.every_open_child,
    met_by=workforce.CASE_SUPERVISION,
    within=weeks(4),
    every=weeks(4),
    needs=_NEEDS,
    shows=REGISTER_ONLY,
    basis=(local_standard("four weeks; eight to twelve are usual for a child long settled"),),
    valid_from=date(2011, 4, 1),
    excludes=("children whose case is closed",),
    answers=("¶44",),
    accountable="team manager",
    note="Only supervision at which this child was talked about.",
)

SUPERVISION_RECORDED = Duty(
    id="supervision_recorded",
    title="Case supervision on the child's record",
    area="workforce",
    owed_to=_RECORDED.owed,
    met_by=_RECORDED.done,
    within=working_days(5),
    needs=_NEEDS,
    shows=REGISTER_ONLY,
    basis=(local_standard("five working days is the default"),),
    valid_from=date(2011, 4, 1),
    answers=("¶36", "¶44"),
    accountable="team manager",
    note="The day on which it was signed counts as the day it was on the record.",
)
