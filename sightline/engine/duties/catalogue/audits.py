"""Practice audits, their moderation and their actions (inspection of 2019, paragraph 35)."""

from datetime import date

from sightline.engine.duties import quality
from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, local_standard
from sightline.engine.duties.duty import Duty, days, working_days
from sightline.engine.records.columns import Subject

AUDIT_DONE = Duty(
    id="audit_monthly",
    title="Practice audit completed by the auditor",
    area="quality assurance",
    subject=Subject.WORKER,
    owed_to=quality.AUDITS.owed,
    met_by=quality.AUDITS.done,
    within=days(30),
    needs=("practice_audit",),
    shows=REGISTER_ONLY,
    basis=(local_standard("each audit's own due date; a month is usual"),),
    valid_from=date(2011, 4, 1),
    answers=("¶35",),
    accountable="auditor",
    note="Owed by the auditor, so that who does not audit shows. Without a due date nothing can be told.",
)

AUDIT_MODERATED = Duty(
    id="audit_moderation",
    title="Audit moderated",
    area="quality assurance",
    subject=Subject.AUDIT,
    owed_to=quality.MODERATION.owed,
    met_by=quality.MODERATION.done,
    within=working_days(10),
    needs=("practice_audit",),
    shows=REGISTER_ONLY,
    basis=(local_standard("ten working days is the default"),),
    valid_from=date(2011, 4, 1),
    excludes=("audits not chosen for moderation",),
    answers=("¶35",),
)

AUDIT_ACTION = Duty(
    id="audit_actions",
    title="Audit action done and checked",
    area="quality assurance",
    subject=Subject.AUDIT,
    owed_to=quality.actions,
    met_by=quality.checked_actions,
    within=days(28),
    needs=("audit_action",),
    shows=REGISTER_ONLY,
    basis=(local_standard("each action's own due date; four weeks is usual"),),
    valid_from=date(2011, 4, 1),
    answers=("¶35",),
    note="Done on its owner's word is not done: somebody else must have checked it.",
)

INADEQUATE_AUDIT = Duty(
    id="audit_inadequate_response",
    title="Answer to an audit graded inadequate",
    area="quality assurance",
    owed_to=quality.inadequate,
    met_by=quality.senior_decisions,
    within=working_days(1),
    needs=("management_oversight",),
    shows=REGISTER_ONLY,
    basis=(local_standard("one working day is the default"),),
    valid_from=date(2011, 4, 1),
    answers=("¶35",),
    note="A decision on the child by a head of service or above. The grade after moderation stands.",
)

CLOSURE_CHECK = Duty(
    id="closure_audit",
    title="Check before a case closes",
    area="quality assurance",
    owed_to=quality.closing,
    met_by=quality.closure_decisions,
    within=days(0),
    lookback_days=92,
    needs=("management_oversight",),
    shows=REGISTER_ONLY,
    basis=(local_standard("a manager's decision to close, on or before the day"),),
    valid_from=date(2011, 4, 1),
    answers=("¶35",),
    note="Once the case has been closed nobody waits for it any more; that it was missed still counts.",
)
