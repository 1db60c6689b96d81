"""Pre-proceedings and proceedings: what two tables may tell, and what a court's extension changes."""

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import occasions
from sightline.engine.duties.combining import any_of, either, ended_by, where_told
from sightline.engine.duties.obligation import SUPERSEDED_BY
from sightline.engine.duties.told import Happening, Row, Spell
from sightline.engine.records.record import Record

_ENDED = "Pre-proceedings ended"
_SAID = ("family_group_conference", "assessment_commissioned")


def _stage(
    starts: str, met: str, national: tuple[str, str], content: tuple[str, ...] = ()
) -> tuple[Row, Row]:
    """One stage of pre-proceedings as the register and as the Safeguarding Dataset tell it."""
    began = pl.col(starts).is_not_null()
    theirs = pl.col(national[0]).is_not_null()
    last = "prep_agree_stepdown_issue_date"
    return (
        Row("legal_planning", starts, met, "ended_on", where=began, because=_ENDED, content=content),
        Row("ssd_pre_proceedings", *national, last, where=theirs, because=_ENDED, content=()),
    )


_LETTER = _stage(
    "pre_proceedings_from", "letter_on", ("prep_pre_pro_decision_date", "prep_pre_pro_letter_date")
)
_FIRST_MEETING = _stage(
    "letter_on",
    "first_meeting_on",
    ("prep_pre_pro_letter_date", "prep_initial_pre_pro_meeting_date"),
    _SAID,
)
LETTER_OWED = any_of(*(row.owed for row in _LETTER))
LETTER_SENT = either(*(row.done for row in _LETTER))
FIRST_MEETING_OWED = any_of(*(row.owed for row in _FIRST_MEETING))
FIRST_MEETING_HELD = either(*(row.done for row in _FIRST_MEETING))

_IN_PRE_PROCEEDINGS = pl.col("pre_proceedings_from").is_not_null()
_CONCLUDED = (
    Row(
        "legal_planning",
        "pre_proceedings_from",
        "ended_on",
        where=_IN_PRE_PROCEEDINGS,
        content=("end_outcome",),
    ),
    Row("legal_planning", "pre_proceedings_from", "issued_on", where=_IN_PRE_PROCEEDINGS, content=()),
    Row(
        "ssd_pre_proceedings",
        "prep_pre_pro_decision_date",
        "prep_agree_stepdown_issue_date",
        where=pl.col("prep_pre_pro_decision_date").is_not_null(),
        content=("prep_pre_pro_outcome",),
    ),
)
PRE_PROCEEDINGS = any_of(*(row.owed for row in _CONCLUDED))
CONCLUDED = either(*(row.done for row in _CONCLUDED))

DECIDED_TO_ISSUE = any_of(
    Spell("legal_planning", "gateway_on", where=pl.col("outcome") == "C"),
    Spell("legal_planning_meeting", "held_on", where=pl.col("decision") == "issue proceedings"),
)
_EXTENSION = Spell("court_step", "ordered_on", where=pl.col("step") == "extension of time")
ORDERS = Happening("legal_planning", "order_on", content=("order",))


@where_told("court_step")
def _extended_again(record: Record, authority: Authority) -> pl.DataFrame:
    frame = _EXTENSION(record, authority)
    return occasions.closed_by_next(frame, "trigger", f"{SUPERSEDED_BY}the court gave more time")


EXTENSIONS = _extended_again
PROCEEDINGS = Row(
    "legal_planning",
    "issued_on",
    "order_on",
    where=pl.col("issued_on").is_not_null(),
    content=("order",),
)


def _extensions(record: Record) -> pl.DataFrame:
    steps = record.frame("court_step").filter(pl.col("step") == "extension of time")
    return steps.select(person_id="child_id", on="ordered_on")


IN_PROCEEDINGS = ended_by(
    PROCEEDINGS.owed, _extensions, f"{SUPERSEDED_BY}the court extended the time (section 32(5))"
)
