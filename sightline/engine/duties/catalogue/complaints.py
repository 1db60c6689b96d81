"""Complaints, and requests to see what is held about somebody (inspection of 2019, paragraphs 21 and 31)."""

from datetime import date

import polars as pl

from sightline.engine.duties import quality
from sightline.engine.duties.catalogue.sources import AS_MADE, REGISTER_ONLY
from sightline.engine.duties.duty import Basis, Duty, months, working_days
from sightline.engine.duties.work import Piece
from sightline.engine.records.columns import Subject

_COMPLAINTS = "Children Act 1989 Representations Procedure (England) Regulations 2006 (SI 2006/1738)"
_SINCE = date(2006, 9, 1)
_EXTENDED = "A due date later than that tells that the time was extended, to"


def _law(reference: str, *, checked: str = "", note: str = "") -> tuple[Basis, ...]:
    return (Basis("regulation", _COMPLAINTS, reference, checked, note),)


def _complaint(
    id: str, title: str, piece: Piece, limit: int, basis: tuple[Basis, ...], note: str = ""
) -> Duty:
    return Duty(
        id=id,
        title=title,
        area="quality assurance",
        subject=Subject.COMPLAINT,
        owed_to=piece.owed,
        met_by=piece.done,
        within=working_days(limit),
        needs=("complaint",),
        shows=REGISTER_ONLY,
        basis=basis,
        valid_from=_SINCE,
        excludes=("complaints withdrawn",),
        answers=("¶21",),
        note=note,
    )


STAGE_1 = _complaint(
    "complaint_stage1",
    "Complaint answered at stage 1",
    quality.stage("1", 10, 20),
    10,
    _law(
        "reg 14",
        note="10 working days, 20 where complex or while an advocate is found; told by charities; to be "
        "read: reg 14",
    ),
    f"{_EXTENDED} 20 working days.",
)
STAGE_2 = _complaint(
    "complaint_stage2",
    "Complaint answered at stage 2",
    quality.stage("2", 25, 65),
    25,
    _law(
        "reg 17",
        note="25 working days, at most 65 with notice; told by charities and councils; to be read: reg 17",
    ),
    f"{_EXTENDED} 65 working days. The clock starts on the day received as the register has it.",
)
STAGE_3 = _complaint(
    "complaint_stage3_panel",
    "Review panel meets on a complaint",
    quality.panel("received_on", "panel_met_on"),
    30,
    _law("reg 19(4)", checked=AS_MADE, note="30 working days from the authority's receipt of the request"),
)
PANEL_REPORT = _complaint(
    "complaint_panel_report",
    "Review panel's report",
    quality.panel("panel_met_on", "panel_reported_on"),
    5,
    _law(
        "reg 20",
        note="5 working days, or as soon as practicable, as the Local Government Association's list of "
        "duties has it; to be read: reg 20",
    ),
)
PANEL_ANSWER = _complaint(
    "complaint_stage3_response",
    "Authority's answer to the review panel",
    quality.panel("panel_reported_on", "responded_on"),
    15,
    _law(
        "reg 20",
        note="15 working days, or as soon as practicable, as the Local Government Association's list of "
        "duties has it; to be read: reg 20",
    ),
)

_VALID = Piece(
    "information_request",
    ("request_id",),
    ("request_id",),
    starts=("identity_shown_on", "requested_on"),
    met="answered_on",
    limit=pl.when(pl.col("extended_on").is_not_null()).then(3),
    ends="withdrawn_on",
    because="The request was withdrawn",
    content=("records_given",),
    undated=pl.col("records_given").is_not_null(),
)

ACCESS_REQUEST = Duty(
    id="sar_1m",
    title="Request to see records answered",
    area="quality assurance",
    subject=Subject.RECORD,
    owed_to=_VALID.owed,
    met_by=_VALID.done,
    within=months(1),
    needs=("information_request",),
    shows=REGISTER_ONLY,
    basis=(
        Basis(
            "statute",
            "UK GDPR",
            "Article 12(3)",
            note="one month, or three if extended, as regulators and councils tell it; to be read there",
        ),
    ),
    valid_from=date(2018, 5, 25),
    excludes=("requests withdrawn",),
    answers=("¶31",),
    note=(
        "Counted from the day of the request, or on which identity was shown where it had to be asked for, "
        "to the corresponding day of the month. Time spent waiting for clarification, and a last day that "
        "is no working day, are not allowed for."
    ),
)
