"""Legal planning, pre-proceedings and court (inspection of 2019, paragraph 10)."""

from datetime import date

import polars as pl

from sightline.engine.duties.catalogue.sources import CHILDREN_ACT_IN_FORCE, REGISTER_ONLY, local_standard
from sightline.engine.duties.duty import Basis, CountFrom, Duty, Shows, days, weeks, working_days
from sightline.engine.duties.populations_legal import (
    CONCLUDED,
    DECIDED_TO_ISSUE,
    EXTENSIONS,
    FIRST_MEETING_HELD,
    FIRST_MEETING_OWED,
    IN_PROCEEDINGS,
    LETTER_OWED,
    LETTER_SENT,
    ORDERS,
    PRE_PROCEEDINGS,
    PROCEEDINGS,
)
from sightline.engine.duties.told import Happening, Row, Spell

_EITHER = {"ssd": Shows.TIMELINESS, "register": Shows.TIMELINESS}
_STAGES = ("legal_planning", "ssd_pre_proceedings")
_WORKING_GROUP = "Public Law Working Group best practice guidance of 2021"
_TWENTY_SIX_WEEKS = date(2014, 4, 22)
_REPORT = Row(
    "court_step",
    "ordered_on",
    "held_or_filed_on",
    where=pl.col("step") == "section 37 report",
    by=("court_reference",),
)


def _act(reference: str, *, verified: bool = False, note: str = "") -> Basis:
    return Basis("statute", "Children Act 1989", reference, verified, note)


LEGAL_PLANNING_MEETING = Duty(
    id="legal_planning_meeting",
    title="Legal planning meeting held",
    area="court",
    owed_to=Spell("management_oversight", "decision_on", where=pl.col("decision_point") == "legal planning"),
    met_by=Happening("legal_planning", "gateway_on", content=("outcome", "trigger")),
    within=working_days(5),
    needs=("legal_planning",),
    shows=REGISTER_ONLY,
    basis=(local_standard("no national limit"),),
    answers=("¶10",),
    note=(
        "From a manager's decision to ask for one. Children for whom nobody asked, though they would "
        "benefit, are not seen by any clock."
    ),
)

PLO_LETTER = Duty(
    id="plo_letter",
    title="Letter before proceedings sent",
    area="court",
    owed_to=LETTER_OWED,
    met_by=LETTER_SENT,
    within=working_days(5),
    needs=_STAGES,
    shows=_EITHER,
    basis=(local_standard("Court orders and pre-proceedings (2014) sets no number"),),
    answers=("¶10",),
    note="From the decision to start pre-proceedings. One clock for each child, not for each family.",
)

PLO_FIRST_MEETING = Duty(
    id="plo_first_meeting",
    title="First pre-proceedings meeting",
    area="court",
    owed_to=FIRST_MEETING_OWED,
    met_by=FIRST_MEETING_HELD,
    within=working_days(10),
    needs=_STAGES,
    shows=_EITHER,
    basis=(local_standard("from the letter; no national limit"),),
    answers=("¶10",),
)

PLO_MIDPOINT_REVIEW = Duty(
    id="plo_midpoint_review",
    title="Pre-proceedings reviewed at their midpoint",
    area="court",
    owed_to=Spell(
        "legal_planning",
        "first_meeting_on",
        "ended_on",
        where=pl.col("first_meeting_on").is_not_null(),
        because="Pre-proceedings ended",
    ),
    met_by=Happening("legal_planning_meeting", "held_on", content=("decision", "reasons")),
    within=weeks(6),
    after_trigger=True,
    needs=("legal_planning_meeting",),
    shows=REGISTER_ONLY,
    basis=(local_standard(f"{_WORKING_GROUP}, not read"),),
    answers=("¶10",),
)

PLO_DURATION = Duty(
    id="plo_duration",
    title="Pre-proceedings concluded",
    area="court",
    owed_to=PRE_PROCEEDINGS,
    met_by=CONCLUDED,
    within=weeks(16),
    needs=_STAGES,
    shows=_EITHER,
    basis=(local_standard(f"12 to 16 weeks: {_WORKING_GROUP}, not read"),),
    answers=("¶10",),
    note="Stepped down, or proceedings issued. One clock for each child, not for each family.",
)

ISSUE_AFTER_DECISION = Duty(
    id="issue_after_decision",
    title="Proceedings issued after the decision to issue",
    area="court",
    owed_to=DECIDED_TO_ISSUE,
    met_by=Happening("legal_planning", "issued_on", content=()),
    within=working_days(5),
    needs=("legal_planning",),
    shows=REGISTER_ONLY,
    basis=(local_standard("no national limit"),),
    answers=("¶10",),
    note="Decided at the gateway meeting (outcome C) or at a later review of legal planning.",
)

PD12A_CMH = Duty(
    id="pd12a_cmh",
    title="Case management hearing",
    area="court",
    owed_to=PROCEEDINGS.owed,
    met_by=Happening("court_step", "held_or_filed_on", where=pl.col("step") == "case management hearing"),
    within=days(18),
    earliest=days(12),
    counts_from=CountFrom.TRIGGER_DAY,
    needs=("court_step",),
    shows=REGISTER_ONLY,
    basis=(
        Basis(
            "regulation",
            "Family Procedure Rules 2010",
            "practice direction 12A",
            verified=False,
            note="not before day 12 and not later than day 18, the day of issue being day 1",
        ),
    ),
    valid_from=_TWENTY_SIX_WEEKS,
    answers=("¶10",),
    accountable="court",
    note=(
        "The court lists it. Its earliest day is shown; a hearing before that is not called late."
        " In force date not verified."
    ),
)

CARE_PROCEEDINGS_26W = Duty(
    id="care_proceedings_26w",
    title="Care proceedings concluded",
    area="court",
    owed_to=IN_PROCEEDINGS,
    met_by=PROCEEDINGS.done,
    within=weeks(26),
    counts_from=CountFrom.TRIGGER_DAY,
    needs=("legal_planning",),
    shows=REGISTER_ONLY,
    basis=(_act("s32(1)(a)(ii)", verified=True, note="beginning with the day of issue"),),
    valid_from=_TWENTY_SIX_WEEKS,
    answers=("¶10",),
    accountable="court",
    note=(
        "The day of issue is day 1. The court's duty, to which an authority's delay contributes. Where the "
        "court extended the time before it ran out, the extension's own clock takes over."
        " In force date not verified."
    ),
)

CARE_PROCEEDINGS_EXTENSION = Duty(
    id="care_proceedings_extension",
    title="Extended care proceedings concluded",
    area="court",
    owed_to=EXTENSIONS,
    met_by=ORDERS,
    within=weeks(8),
    counts_from=CountFrom.TRIGGER_DAY,
    needs=("legal_planning",),
    shows=REGISTER_ONLY,
    basis=(
        _act("s32(8)", note="each extension is of up to 8 weeks; read in a commentary, not at its source"),
    ),
    valid_from=_TWENTY_SIX_WEEKS,
    answers=("¶10",),
    accountable="court",
    note=(
        "From the day on which an extension begins to run; a further one takes its place."
        " In force date not verified."
    ),
)

S37_REPORT = Duty(
    id="s37_report",
    title="Report under section 37 filed",
    area="court",
    owed_to=_REPORT.owed,
    met_by=_REPORT.done,
    within=weeks(8),
    needs=("court_step",),
    shows=REGISTER_ONLY,
    basis=(_act("s37(4)", note="unless the court directs otherwise"),),
    valid_from=CHILDREN_ACT_IN_FORCE,
    answers=("¶10",),
    note="A date that the court set instead stands in the register and is not judged here.",
)
