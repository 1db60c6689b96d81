"""Adopters: the two stages, and reviews while they wait (inspection of 2019, paragraphs 24 and 29)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import occasions
from sightline.engine.duties.catalogue.care_sources import adoption_regulation
from sightline.engine.duties.catalogue.sources import AS_AMENDED, REGISTER_ONLY
from sightline.engine.duties.duty import Duty, months
from sightline.engine.duties.told import Happening, Row, Spell
from sightline.engine.records.columns import Subject
from sightline.engine.records.record import Record

TWO_STAGES = date(2013, 7, 1)
"""SI 2013/985, regulations 1 and 5, as made: it put the two stages in the place of the old Part 4."""
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
    basis=(
        adoption_regulation(
            "reg 27", note="two months; a procedure says eight weeks; to be read: reg 27 as inserted in 2013"
        ),
    ),
    valid_from=TWO_STAGES,
    answers=("¶24",),
    note="From the registration of interest (reg 21). Adopters may ask for longer.",
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
    basis=(
        adoption_regulation(
            "reg 30B(1)", checked=AS_AMENDED, note="four months from the adopter's notification"
        ),
    ),
    valid_from=TWO_STAGES,
    answers=("¶24",),
    note=(
        "From the day on which the agency received the adopter's wish to go on: the gap between the stages, "
        "up to six months, runs no clock. A delay that the adopter asked for, or that exceptional "
        "circumstances made, is allowed (reg 30B(2)); no register holds either."
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
    basis=(
        adoption_regulation(
            "reg 30D",
            note="not more than a year after approval, as Halsbury's Laws has it; to be read: reg 30D itself",
        ),
    ),
    valid_from=TWO_STAGES,
    answers=("¶24",),
)
