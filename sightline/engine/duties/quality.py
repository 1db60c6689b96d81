"""Audits, their actions, closures and the quality of recording: what their registers tell."""

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.clock import due_expr
from sightline.engine.duties.duty import CountFrom, Substance, working_days
from sightline.engine.duties.told import Happening
from sightline.engine.duties.work import Piece, substance
from sightline.engine.records.columns import ROWS
from sightline.engine.records.record import ALL_TABLES, Record

_SENIOR = ("head of service", "director")
_USUAL_WEEKS = 4

AUDITS = Piece(
    "practice_audit",
    ("auditor_id",),
    ("audit_id",),
    starts="allocated_on",
    met="done_on",
    due="due_on",
    content=("grade", "findings"),
)
MODERATION = Piece(
    "practice_audit",
    ("audit_id",),
    ("audit_id",),
    starts="done_on",
    met="moderated_on",
    where=pl.col("to_moderate") & pl.col("done_on").is_not_null(),
    content=("moderated_grade",),
    undated=pl.col("moderated_grade").is_not_null(),
)
_ACTIONS = Piece("audit_action", ("audit_id",), ("action_no",), starts="due_on", met="checked_on")


def actions(record: Record, authority: Authority) -> pl.DataFrame:
    """Actions of audits from the day the audit was done (else four weeks before they are due) to their due
    date."""
    audits = record.frame("practice_audit").select("audit_id", "done_on").drop_nulls()
    audits = audits.unique("audit_id", keep="first", maintain_order=True).rename({"done_on": "set_on"})
    rows = _ACTIONS.rows(record).join(audits, on="audit_id", how="left", maintain_order="left")
    usual = pl.col("due_on") - pl.duration(weeks=_USUAL_WEEKS)
    trigger = pl.min_horizontal(pl.coalesce("set_on", usual), "due_on")
    owed = rows.with_columns(trigger=pl.when(pl.col("due_on").is_not_null()).then(trigger), rows=ROWS)
    limit = (pl.col("due_on") - pl.col("trigger")).dt.total_days()
    return occasions.shaped(owed.with_columns(limit_n=limit))


def checked_actions(record: Record, authority: Authority) -> pl.DataFrame:
    """Actions that somebody other than their owner checked."""
    other = (pl.col("checked_by") != pl.col("owner_id")).fill_null(value=True) & pl.col(
        "checked_by"
    ).is_not_null()
    rows = _ACTIONS.rows(record).filter(
        pl.col("checked_on").is_not_null() & pl.col("done_on").is_not_null() & other
    )
    return events.shaped(
        rows.select(
            "person_id",
            "occasion",
            on=pl.max_horizontal("checked_on", "done_on"),
            outcome=pl.lit(events.MET),
            substance=substance(ALL_TABLES["audit_action"], ("evidence", "effect")),
            rows=ROWS,
        )
    )


def inadequate(record: Record, authority: Authority) -> pl.DataFrame:
    """Children of whom an audit was graded inadequate, from the day it was done."""
    rows = record.frame("practice_audit").filter(
        (pl.coalesce("moderated_grade", "grade") == "inadequate") & pl.col("child_id").is_not_null()
    )
    return occasions.shaped(
        rows.select(person_id="child_id", occasion="audit_id", trigger="done_on", rows=ROWS)
    )  # fmt: skip


def senior_decisions(record: Record, authority: Authority) -> pl.DataFrame:
    """Decisions on a child by a head of service or above."""
    senior = Happening(
        "management_oversight",
        "decision_on",
        where=pl.col("manager_level").is_in(_SENIOR),
        content=("rationale", "direction_given"),
    )
    return senior(record, authority)


def closing(record: Record, authority: Authority) -> pl.DataFrame:
    """Cases that were closed, on the day of closing; from the next day nobody waits for the check."""
    rows = record.frame("ssd_cin_episodes").filter(pl.col("cine_close_date").is_not_null())
    shut = pl.col("cine_close_date")
    return occasions.shaped(
        rows.select(
            person_id="cine_person_id",
            occasion=shut.dt.to_string("%Y-%m-%d"),
            trigger=shut,
            ends=shut + pl.duration(days=1),
            ended_because=pl.lit("The case was closed"),
            rows=ROWS,
        ).sort("person_id", "trigger")
    )


def closure_decisions(record: Record, authority: Authority) -> pl.DataFrame:
    """A manager's decisions to close."""
    closed = Happening(
        "management_oversight",
        "decision_on",
        where=pl.col("decision_point") == "closure",
        content=("rationale",),
    )
    return closed(record, authority)


COMPLAINT = ("complaint_id",)
NOT_WITHDRAWN = pl.col("outcome").fill_null("") != "withdrawn"


def stage(number: str, ordinary: int, extended: int) -> Piece:
    """Complaints at a stage. A due date set beyond the ordinary limit tells that the longer one was used."""
    due = due_expr(pl.col("received_on"), working_days(ordinary), CountFrom.NEXT_DAY)
    longer = pl.when((pl.col("due_on") > due).fill_null(value=False)).then(extended)
    return Piece(
        "complaint",
        COMPLAINT,
        ("stage",),
        starts="received_on",
        met="responded_on",
        limit=longer,
        where=(pl.col("stage") == number) & NOT_WITHDRAWN,
        content=("outcome",),
        undated=pl.col("outcome").is_not_null(),
    )


def panel(starts: str, met: str) -> Piece:
    """The steps of a review panel at stage 3."""
    return Piece(
        "complaint",
        COMPLAINT,
        ("stage",),
        starts=starts,
        met=met,
        where=(pl.col("stage") == "3") & NOT_WITHDRAWN & pl.col(starts).is_not_null(),
        content=("outcome",) if met == "responded_on" else (),
    )


def entered_visits(record: Record, authority: Authority) -> pl.DataFrame:
    """Visits entered on the system; free text that is blank makes them dates only."""
    rows = VISIT_RECORDS.rows(record).filter(pl.col("recorded_on").is_not_null())
    blank = pl.col("free_text_blank")
    seen, dates_only = pl.lit(Substance.CONTENT_SEEN.value), pl.lit(Substance.DATES_ONLY.value)
    hidden = pl.lit(Substance.NOT_VISIBLE.value)
    return events.shaped(
        rows.select(
            "person_id",
            "occasion",
            on=pl.col("recorded_on").dt.date(),
            outcome=pl.lit(events.MET),
            substance=pl.when(blank).then(dates_only).when(~blank).then(seen).otherwise(hidden),
            rows=ROWS,
        )
    )


VISIT_RECORDS = Piece(
    "record_quality",
    ("record_id",),
    ("record_kind",),
    starts="event_on",
    met="recorded_on",
    where=pl.col("record_kind").str.to_lowercase().str.contains("visit", literal=True),
)
