"""Legal planning, pre-proceedings and court (inspection of 2019, paragraph 10)."""

from datetime import date

import polars as pl

from sightline.engine.duties.catalogue.sources import (
    AS_AMENDED,
    CHILDREN_ACT_IN_FORCE,
    REGISTER_ONLY,
    local_standard,
)
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
"""Children and Families Act 2014, section 14, in force by SI 2014/889, article 4(c), as made."""
_REPORT = Row(
    "court_step",
    "ordered_on",
    "held_or_filed_on",
    where=pl.col("step") == "section 37 report",
    by=("court_reference",),
)


def _act(reference: str, *, checked: str = "", note: str = "") -> Basis:
    return Basis("statute", "Children Act 1989", reference, checked, note)


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
            "practice direction",
            "Family Procedure Rules 2010",
            "practice direction 12A",
            note="not before day 12 and not later than day 18, the day of issue being day 1; "
            "to be read: the outline's table (justice.gov.uk was read to paragraph 1.3)",
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
    basis=(_act("s32(1)(a)(ii)", checked=AS_AMENDED, note="beginning with the day of issue"),),
    valid_from=_TWENTY_SIX_WEEKS,
    answers=("¶10",),
    accountable="court",
    note=(
        "The day of issue is day 1. The court's duty, to which an authority's delay contributes. Where the "
        "court extended the time before it ran out, the extension's own clock takes over."
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
        _act(
            "s32(8)",
            note="each extension is of up to 8 weeks, by a judge's practice note; to be read: s32(8), also "
            "for the "
            "day from which they count (s32(1) to (6) were read)",
        ),
    ),
    valid_from=_TWENTY_SIX_WEEKS,
    answers=("¶10",),
    accountable="court",
    note=("From the day on which an extension begins to run; a further one takes its place."),
)

S37_REPORT = Duty(
    id="s37_report",
    title="Report under section 37 filed",
    area="court",
    owed_to=_REPORT.owed,
    met_by=_REPORT.done,
    within=weeks(8),
    counts_from=CountFrom.TRIGGER_DAY,
    needs=("court_step",),
    shows=REGISTER_ONLY,
    basis=(
        _act(
            "s37(4)",
            checked="the section as the Leeds Law Society's court notice board reprints it, 25 November 2026",
            note="eight weeks beginning with the date of the direction, unless the court directs otherwise",
        ),
    ),
    valid_from=CHILDREN_ACT_IN_FORCE,
    answers=("¶10",),
    note=(
        "The day of the direction is day 1. The Act asks for it where the authority decides not to apply "
        "for an "
        "order. A date that the court set instead stands in the register and is not judged here."
    ),
)
