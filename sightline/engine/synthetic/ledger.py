"""What the county's own system held, row by row, and from when to when it held it so.

A row that was corrected is two rows here: as it was, until the day it was put right, and as it is. A
spell that has ended shows its end only from the day on which the end was known. So the record *as it
stood* on any day can be written out.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from sightline.engine.records.columns import Table, Type
from sightline.engine.records.record import ALL_TABLES

SINCE = "_since"
UNTIL = "_until"
END_SINCE = "_end_since"
NEW = "_new"

WITH_END: dict[str, tuple[str, tuple[str, ...]]] = {
    "ssd_immigration_status": ("immi_immigration_status_end_date", ()),
    "ssd_legal_status": ("lega_legal_status_end_date", ()),
    "ssd_cla_episodes": ("clae_cla_episode_ceased_date", ("clae_cla_episode_ceased_reason",)),
    "ssd_cla_placement": ("clap_cla_placement_end_date", ("clap_cla_placement_change_reason",)),
    "ssd_cla_care_plan": ("lacp_cla_care_plan_end_date", ()),
    "ssd_missing": (
        "miss_missing_episode_end_date",
        ("miss_missing_rhi_offered", "miss_missing_rhi_accepted"),
    ),
    "ssd_involvements": ("invo_involvement_end_date", ()),
    "ssd_cin_episodes": ("cine_close_date", ("cine_close_reason",)),
    "ssd_cin_assessments": (
        "cina_assessment_auth_date",
        ("cina_assessment_outcome_json", "cina_assessment_outcome_nfa", "cina_assessment_child_seen"),
    ),
    "ssd_s47_enquiry": ("s47e_s47_end_date", ("s47e_s47_nfa", "s47e_s47_outcome_json")),
    "ssd_cp_plans": ("cppl_cp_plan_end_date", ()),
    "ssd_cin_plans": ("cinp_cin_plan_end_date", ()),
    "ssd_early_help_episodes": ("earl_episode_end_date", ("earl_episode_end_reason",)),
}
"""Tables whose rows are open until they end: the column of the end, and what is only known with it."""

STAGED: dict[str, tuple[str, ...]] = {
    "health_assessment": (
        "consent_on",
        "referred_to_health_on",
        "seen_on",
        "report_received_on",
        "plan_updated_on",
    ),
    "return_home_interview": (
        "missing_to",
        "offered_on",
        "held_on",
        "shared_with_police_on",
        "plan_updated_on",
    ),
    "personal_education_plan": ("done_on", "signed_off_on"),
    "strategy_meeting": ("held_on", "minutes_sent_on"),
    "practice_audit": ("done_on",),
    "audit_action": ("done_on", "checked_on"),
    "iro_escalation": ("responded_on", "resolved_on"),
    "private_fostering": (
        "first_visit_on",
        "suitability_decision_on",
        "dbs_all_adults_on",
        "medical_and_references_on",
        "arrangement_to",
        "end_notified_on",
    ),
    "homeless_16_17": ("joint_assessment_started_on", "assessment_ended_on", "accommodated_on"),
    "designated_officer": ("action_done", "closed_on", "dbs_referral_on"),
    "foster_carer": ("left_on", "review_done_on"),
    "fostering_decision": ("fostering_decided_on",),
    "standards_of_care": ("concluded_on", "review_to_panel_on"),
    "supervision": ("signed_on",),
    "adopter": (
        "stage_one_ended_on",
        "stage_two_asked_on",
        "stage_two_decided_on",
        "matched_with_child_on",
        "adopter_left_on",
    ),
    "complaint": ("panel_met_on", "panel_reported_on", "responded_on"),
    "workforce_post": ("to",),
    "workforce_training": ("done_on",),
    "pre_birth": (
        "allocated_on",
        "assessment_started_on",
        "assessment_ended_on",
        "strategy_on",
        "conference_on",
        "birth_plan_shared_on",
        "born_on",
    ),
    "legal_planning": ("letter_on", "first_meeting_on", "ended_on", "issued_on", "order_on"),
    "court_step": ("held_or_filed_on",),
    "placement_with_parents": ("assessment_ended_on", "approved_on"),
    "permanence_tracker": ("matched_on", "placed_on", "order_on"),
    "life_story": ("started_on", "done_on", "given_on"),
    "home_education": ("first_contact_on", "last_seen_on", "ended_on"),
    "not_full_time_education": ("provision_found_on", "to"),
    "early_help_flow": ("allocated_on", "first_visit_on", "assessment_on", "plan_on", "closed_on"),
    "front_door": ("decided_at",),
    "agency_check": ("answered_at",),
}
"""Registers whose rows fill up over time: dates that are blank until their day comes."""

CONTENT_AFTER: dict[str, tuple[str, tuple[str, ...], dict[str, str | None]]] = {
    "health_assessment": (
        "seen_on",
        ("health_needs", "recommendations", "child_views", "assessed_by", "late_reason"),
        {"status": "planned"},
    ),
    "return_home_interview": (
        "held_on",
        ("push_pull_reason", "where_and_who", "harm_disclosed", "risk_found", "analysis", "interviewer_role"),
        {"response": None},
    ),
    "personal_education_plan": (
        "done_on",
        ("quality", "targets", "child_view", "attainment", "pupil_premium_use"),
        {},
    ),
    "strategy_meeting": ("held_on", ("threshold_met", "decision", "actions", "rationale"), {}),
    "practice_audit": ("done_on", ("grade", "findings"), {}),
    "audit_action": ("checked_on", ("evidence", "checked_by", "effect"), {}),
    "iro_escalation": ("resolved_on", ("outcome", "child_effect"), {}),
    "private_fostering": ("first_visit_on", ("child_seen_alone",), {}),
    "homeless_16_17": (
        "assessment_ended_on",
        (
            "decision",
            "wishes",
            "accommodation_need_considered",
            "child_in_need",
            "section_20_duty_found",
            "written_information_given",
            "advocate",
        ),
        {},
    ),
    "designated_officer": ("closed_on", ("outcome", "employer_outcome"), {}),
    "foster_carer": ("review_done_on", ("review_outcome",), {}),
    "fostering_decision": ("fostering_decided_on", ("fostering_reasons",), {}),
    "standards_of_care": ("concluded_on", ("outcome", "approval_outcome"), {}),
    "supervision": ("held_on", (), {}),
    "adopter": ("stage_two_decided_on", ("stage_two_outcome",), {}),
    "complaint": ("responded_on", ("outcome",), {}),
    "workforce_post": ("to", (), {}),
    "workforce_training": ("done_on", ("effect",), {}),
    "pre_birth": ("born_on", ("pregnancy_end", "first_step_after_birth", "unplanned_step"), {}),
    "legal_planning": ("ended_on", ("end_outcome",), {}),
    "court_step": ("held_or_filed_on", ("direction",), {}),
    "placement_with_parents": ("assessment_ended_on", ("analysis",), {}),
    "permanence_tracker": ("matched_on", (), {}),
    "life_story": ("started_on", ("quality",), {}),
    "home_education": ("first_contact_on", ("education_view", "attendance_order_stage", "evidence"), {}),
    "not_full_time_education": ("provision_found_on", (), {}),
    "early_help_flow": ("closed_on", ("family_feedback", "outcome"), {}),
    "front_door": ("decided_at", ("outcome", "threshold_met", "reason", "decided_by"), {}),
    "agency_check": ("answered_at", ("answer",), {}),
}
"""The date before which a register has no content, that content, and what it says until then."""

MORE_AFTER: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "private_fostering": (
        ("suitability_decision_on", ("suitability",)),
        ("arrangement_to", ("ended_reason",)),
    ),
}
"""Further content that is only known with another date."""

Row = dict[str, Any]


@dataclass
class Ledger:
    """Rows by table, as they are told."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    columns: dict[str, list[pl.DataFrame]] = field(default_factory=lambda: defaultdict(list))
    frames: dict[str, pl.DataFrame] = field(default_factory=dict)

    def tell(self, table: str, since: date, **values: Any) -> Row:
        """Add a row that the system held from a day on, and give it back."""
        row: Row = {**values, SINCE: since, UNTIL: None, END_SINCE: None}
        self.rows[table].append(row)
        return row

    def tell_frame(self, table: str, frame: pl.DataFrame) -> None:
        """Add many rows at once: some of the table's columns, and ``SINCE`` (``UNTIL`` where it is known)."""
        self.columns[table].append(_shaped(table, frame))

    def told(self, table: str) -> pl.DataFrame:
        """Every row of a table so far, those that were put right or withdrawn too."""
        rows = self.rows.get(table, [])
        schema = _schema(table)
        alone = pl.DataFrame({key: [row.get(key) for row in rows] for key in schema}, schema=schema)
        return pl.concat([alone, *self.columns.get(table, [])])

    def standing(self, table: str) -> pl.DataFrame:
        """The rows of a table so far that were neither put right nor withdrawn."""
        return self.told(table).filter(pl.col(UNTIL).is_null())

    def withdraw(self, row: Row, on: date) -> None:
        """Take a row out of the system on a day."""
        row[UNTIL] = on

    def correct(self, table: str, row: Row, on: date, **values: Any) -> Row:
        """Put a row right on a day: the row as it was ends, the row as it is begins."""
        right = {**row, **values, SINCE: on, UNTIL: None}
        row[UNTIL] = on
        self.rows[table].append(right)
        return right

    def freeze(self) -> None:
        """Turn the rows into frames, once nothing more will be told."""
        for name in [*self.rows, *(name for name in self.columns if name not in self.rows)]:
            self.frames[name] = self.told(name).sort(ALL_TABLES[name].key, maintain_order=True)
        self.columns.clear()

    def keeps(self, name: str) -> bool:
        """Whether the system tells a table at all."""
        return name in self.frames

    def as_held(self, name: str, day: date, *, before: date | None = None) -> pl.DataFrame:
        """A table as the system held it at the end of a day, sorted by its natural key.

        ``before``: an earlier day; a further column ``NEW`` says which rows were entered or filled in since.
        """
        table = ALL_TABLES[name]
        more = {} if before is None else {NEW: pl.Boolean()}
        frame = self.frames.get(name)
        if frame is None:
            return pl.DataFrame(schema={**table.schema, **more})
        until = pl.col(UNTIL)
        held = frame.filter((pl.col(SINCE) <= day) & (until.is_null() | (until > day)))
        if before is not None:
            held = held.with_columns(_new(name, before, day).alias(NEW))
        held = _hide_ends(held, name, day) if name in WITH_END else held
        held = _hide_stages(held, name, day) if name in STAGED else held
        blank = pl.col(pl.String())
        held = held.with_columns(pl.when(blank != "").then(blank).name.keep())
        return held.select([*table.schema, *more])


def _schema(name: str) -> dict[str, pl.DataType]:
    return {**ALL_TABLES[name].schema, SINCE: pl.Date(), UNTIL: pl.Date(), END_SINCE: pl.Date()}


def _shaped(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """All columns of a table, in order; those that were not given are blank."""
    schema = _schema(name)
    if strange := set(frame.columns) - set(schema):
        raise ValueError(f"{name}: found columns that it does not declare: {sorted(strange)}")
    return frame.select(
        (pl.col(key) if key in frame.columns else pl.lit(None)).cast(kind).alias(key)
        for key, kind in schema.items()
    )


def _day(table: Table, column: str) -> pl.Expr:
    expression = pl.col(column)
    return expression.dt.date() if table[column].type is Type.DATETIME else expression


def _new(name: str, before: date, day: date) -> pl.Expr:
    """Whether a row was entered since an earlier day, or one of its dates came about since.

    A row whose *key* changed with a date that came about is another row: it is told inside its window only.
    """
    table = ALL_TABLES[name]
    ends = WITH_END[name][:1] if name in WITH_END else ()
    since = {column: _day(table, column) for column in (*STAGED.get(name, ()), *ends)}
    if ends:
        since[END_SINCE] = pl.col(END_SINCE)
    came = {column: ((on > before) & (on <= day)).fill_null(value=False) for column, on in since.items()}
    entered = pl.col(SINCE) > before
    if not came:
        return entered
    renamed = pl.any_horizontal(pl.lit(value=False), *(came[key] for key in table.key if key in came))
    return entered | (pl.any_horizontal(*came.values()) & ~renamed)


def _hide_ends(frame: pl.DataFrame, name: str, day: date) -> pl.DataFrame:
    end, others = WITH_END[name]
    known = (pl.coalesce(pl.col(END_SINCE), _day(ALL_TABLES[name], end)) <= day) & (
        _day(ALL_TABLES[name], end) <= day
    )
    known = known.fill_null(value=False)
    return frame.with_columns(pl.when(known).then(pl.col(column)).alias(column) for column in (end, *others))


def _hide_stages(frame: pl.DataFrame, name: str, day: date) -> pl.DataFrame:
    table = ALL_TABLES[name]
    for gate, content in MORE_AFTER.get(name, ()):
        known = (_day(table, gate) <= day).fill_null(value=True)
        frame = frame.with_columns(pl.when(known).then(pl.col(column)).alias(column) for column in content)
    gate, content, until_then = CONTENT_AFTER[name]
    early = (_day(table, gate) > day).fill_null(value=False)
    hidden = frame.with_columns(
        [pl.when(~early).then(pl.col(column)).alias(column) for column in content]
        + [pl.when(early).then(pl.lit(said)).otherwise(pl.col(column)).alias(column)
           for column, said in until_then.items()]
    )  # fmt: skip
    return hidden.with_columns(
        pl.when(_day(table, column) <= day).then(pl.col(column)).alias(column) for column in STAGED[name]
    )
