"""Reviewing officers and conference chairs (inspection of 2019, paragraphs 21 and 44)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.catalogue.care_sources import (
    IRO_HANDBOOK,
    NO_SHORT_BREAKS,
    not_read,
)
from sightline.engine.duties.catalogue.looked_after import IN_FORCE
from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, local_standard, regulation
from sightline.engine.duties.duty import Duty, Shows, months, working_days
from sightline.engine.duties.populations_care import disputes, where_kept
from sightline.engine.duties.told import Happening, Row
from sightline.engine.records.record import Record

PAPERWORK = "review_paperwork"
REVIEWING_OFFICER = r"(?i)\biro\b|reviewing officer"


def _named(record: Record, authority: Authority) -> pl.DataFrame:
    return Happening(
        "ssd_involvements",
        "invo_involvement_start_date",
        where=pl.col("invo_professional_role_id").str.contains(REVIEWING_OFFICER),
        content=(),
    )(record, authority)


def _where_officers_are_told(record: Record, authority: Authority) -> pl.DataFrame:
    """Children starting care, where involvements name reviewing officers at all: many name workers alone."""
    if _named(record, authority).is_empty():
        return occasions.shaped(pl.DataFrame(schema={"person_id": pl.String()}))
    return occasions.starting_care(record, authority)


OFFICER_NAMED = Duty(
    id="reviewing_officer_named",
    title="Reviewing officer named",
    area="looked after",
    owed_to=_where_officers_are_told,
    met_by=_named,
    within=working_days(5),
    lookback_days=28,
    needs=("ssd_involvements",),
    shows={"ssd": Shows.TIMELINESS},
    basis=(not_read("statutory guidance", IRO_HANDBOOK),),
    valid_from=IN_FORCE,
    excludes=(*NO_SHORT_BREAKS, "authorities whose involvements name no reviewing officer"),
    answers=("¶21",),
    note="A role that holds IRO or reviewing officer.",
)

_DECISIONS = Row(PAPERWORK, "review_on", "decisions_sent_on", content=("decisions_made",))

REVIEW_DECISIONS_SENT = Duty(
    id="review_decisions_sent",
    title="Review decisions sent",
    area="looked after",
    owed_to=_DECISIONS.owed,
    met_by=_DECISIONS.done,
    within=working_days(5),
    needs=(PAPERWORK,),
    shows=REGISTER_ONLY,
    basis=(not_read("statutory guidance", IRO_HANDBOOK),),
    valid_from=IN_FORCE,
    answers=("¶21",),
)

_RECORD = Row(PAPERWORK, "review_on", "record_sent_on", content=("record_held",))

REVIEW_RECORD_SENT = Duty(
    id="review_record_sent",
    title="Full record of a review sent",
    area="looked after",
    owed_to=_RECORD.owed,
    met_by=_RECORD.done,
    within=working_days(20),
    needs=(PAPERWORK,),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "statutory guidance",
            IRO_HANDBOOK,
            note="written by 15 working days, sent by 20; to be read there",
        ),
    ),
    valid_from=IN_FORCE,
    answers=("¶21",),
)


def _settled(record: Record, authority: Authority) -> pl.DataFrame:
    """Long-term foster placements from their first anniversary on."""
    placed = occasions.placements(record, authority)
    settled = placed.filter(pl.col("switches").is_not_null()).with_columns(trigger="switches", switches=None)
    owed = pl.col("ends").is_null() | (pl.col("trigger") < pl.col("ends"))
    return occasions.shaped(settled.filter(owed))


REVIEW_MEETING_YEARLY = Duty(
    id="review_meeting_yearly",
    title="Review meeting each year in long-term fostering",
    area="looked after",
    owed_to=where_kept(PAPERWORK, _settled),
    met_by=Happening(PAPERWORK, "review_on", where=pl.col("met_in_person"), content=("decisions_made",)),
    within=months(12),
    every=months(12),
    needs=(PAPERWORK,),
    shows=REGISTER_ONLY,
    basis=(
        regulation(
            "reg 36, as amended by SI 2015/495",
            note="as authorities tell it; the note to SI 2015/495, in force 1 April 2015, says that it "
            "orders how "
            "often long-term foster placements are reviewed; to be read: its text",
        ),
    ),
    valid_from=date(2015, 4, 1),
    excludes=(*NO_SHORT_BREAKS, "the first year of the placement"),
    answers=("¶21",),
    note="The review itself stays six-monthly; only the meeting may be yearly. Codes U1 and U4.",
)


def _every_care_period(record: Record, authority: Authority) -> pl.DataFrame:
    """From the first review on: an officer looks in half-way to the next."""
    begun = occasions.after_nth(occasions.in_care(record), events.reviews(record), 1)
    owed = pl.col("ends").is_null() | (pl.col("trigger") < pl.col("ends"))
    return occasions.shaped(begun.filter(owed))


CHECK_BETWEEN_REVIEWS = Duty(
    id="reviewing_officer_check",
    title="Reviewing officer's check between reviews",
    area="looked after",
    owed_to=where_kept("reviewing_officer_check", _every_care_period),
    met_by=Happening("reviewing_officer_check", "checked_between_on"),
    within=months(3),
    every=months(6),
    needs=("reviewing_officer_check",),
    shows=REGISTER_ONLY,
    basis=(local_standard("the handbook expects monitoring between reviews and gives no number"),),
    valid_from=IN_FORCE,
    excludes=NO_SHORT_BREAKS,
    answers=("¶21",),
    note="Three months after the first review, then every six months from the last check.",
)


def _disputes(record: Record, authority: Authority) -> pl.DataFrame:
    return occasions.shaped(disputes(record))


def _resolutions(record: Record, authority: Authority) -> pl.DataFrame:
    resolved = disputes(record).drop_nulls("on")
    return events.shaped(resolved.with_columns(outcome=pl.lit(events.MET)))


DISPUTE_RESOLVED = Duty(
    id="iro_dispute",
    title="Reviewing officer's formal dispute resolved",
    area="looked after",
    owed_to=_disputes,
    met_by=_resolutions,
    within=working_days(20),
    needs=("iro_escalation",),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "statutory guidance",
            IRO_HANDBOOK,
            "paragraph 6.2",
            "20 working days in all; a local procedure quotes it; to be read there",
        ),
    ),
    valid_from=IN_FORCE,
    excludes=("informal alerts, which have a limit of their own",),
    answers=("¶21",),
    note=(
        "Twenty working days run over all stages: going up a stage neither stops nor restarts the clock, and "
        "nothing pauses it. Taken to Cafcass counts as resolved here."
    ),
)

_ALERT = Row(
    "iro_escalation",
    "raised_on",
    "responded_on",
    ends="resolved_on",
    where=pl.col("stage") == "informal",
    by=("theme",),
    because="Resolved without an answer on record",
)

ALERT_ANSWERED = Duty(
    id="iro_alert_answered",
    title="Reviewing officer's informal alert answered",
    area="looked after",
    owed_to=_ALERT.owed,
    met_by=_ALERT.done,
    within=working_days(10),
    needs=("iro_escalation",),
    shows=REGISTER_ONLY,
    basis=(local_standard("ten working days are usual"),),
    valid_from=IN_FORCE,
    answers=("¶21",),
)

_CHAIR = Row("cp_chair_challenge", "raised_on", "resolved_on", by=("plan_id", "theme"))

CHAIR_CHALLENGE_ANSWERED = Duty(
    id="cp_chair_challenge_answered",
    title="Conference chair's challenge answered",
    area="child protection",
    owed_to=_CHAIR.owed,
    met_by=_CHAIR.done,
    within=working_days(10),
    needs=("cp_chair_challenge",),
    shows=REGISTER_ONLY,
    basis=(local_standard("ten working days are usual; the register holds the day it was resolved"),),
    valid_from=IN_FORCE,
    answers=("¶44",),
)
