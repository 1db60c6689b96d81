"""Adopters: the two stages, and reviews while they wait (inspection of 2019, paragraphs 24 and 29)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import occasions
from sightline.engine.duties.catalogue.care_sources import adoption_regulation
from sightline.engine.duties.catalogue.sources import REGISTER_ONLY
from sightline.engine.duties.duty import Duty, months
from sightline.engine.duties.told import Happening, Row, Spell
from sightline.engine.records.columns import Subject
from sightline.engine.records.record import Record

TWO_STAGES = date(2013, 7, 1)
WITHDREW = "Withdrew"

_STAGE_ONE = Row(
    "adopter", "registered_on", "stage_one_ended_on", ends="adopter_left_on", because=WITHDREW, content=()
)

STAGE_ONE = Duty(
    id="adopter_stage_one",
    title="Adopter's stage one completed",
    area="permanence",
    owed_to=_STAGE_ONE.owed,
    met_by=_STAGE_ONE.done,
    within=months(2),
    subject=Subject.CARER,
    needs=("adopter",),
    shows=REGISTER_ONLY,
    basis=(adoption_regulation("reg 27", verified=False, note="two months; the text was not read"),),
    valid_from=TWO_STAGES,
    answers=("¶24",),
    note="From the registration of interest. Adopters may ask for longer. In force date not verified.",
)

_STAGE_TWO = Row(
    "adopter",
    "stage_two_asked_on",
    "stage_two_decided_on",
    ends="adopter_left_on",
    where=pl.col("stage_two_asked_on").is_not_null(),
    because=WITHDREW,
    content=("stage_two_outcome",),
)

STAGE_TWO = Duty(
    id="adopter_stage_two",
    title="Decision on an adopter after stage two",
    area="permanence",
    owed_to=_STAGE_TWO.owed,
    met_by=_STAGE_TWO.done,
    within=months(4),
    subject=Subject.CARER,
    needs=("adopter",),
    shows=REGISTER_ONLY,
    basis=(adoption_regulation("reg 30B", verified=False, note="four months, read in local procedures"),),
    valid_from=TWO_STAGES,
    answers=("¶24",),
    note=(
        "From the adopter's wish to go on: the gap between the stages, up to six months, runs no clock."
        " In force date not verified."
    ),
)

_APPROVED = Spell(
    "adopter",
    "stage_two_decided_on",
    "matched_with_child_on",
    where=(pl.col("stage_two_outcome") == "approved") & pl.col("stage_two_decided_on").is_not_null(),
    because="Matched with a child",
)


def _waiting(record: Record, authority: Authority) -> pl.DataFrame:
    """Approved adopters until they are matched, or leave."""
    left = record.frame("adopter").select(
        "adopter_left_on", person_id="adopter_id", row=pl.col("_rows").list.first()
    )
    waiting = _APPROVED(record, authority).with_columns(row=pl.col("rows").list.first())
    joined = waiting.join(left, on=("person_id", "row"), how="left", maintain_order="left")
    return occasions.shaped(occasions.until(joined, pl.col("adopter_left_on"), "Approval ended"))


ADOPTER_REVIEW = Duty(
    id="adopter_review",
    title="Yearly review of an adopter who waits",
    area="permanence",
    owed_to=_waiting,
    met_by=Happening("adopter_review", "adopter_reviewed_on"),
    within=months(12),
    every=months(12),
    subject=Subject.CARER,
    needs=("adopter_review",),
    shows=REGISTER_ONLY,
    basis=(adoption_regulation("reg 30D", verified=False, note="each year until a match; it was not read"),),
    valid_from=TWO_STAGES,
    answers=("¶24",),
    note="In force date not verified.",
)
