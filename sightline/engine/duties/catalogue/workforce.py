"""Allocation, oversight, recording, training (inspection of 2019, paragraphs 17, 36 and 40 to 44)."""

from dataclasses import replace
from datetime import date

from sightline.engine.duties import quality, workforce
from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, local_standard
from sightline.engine.duties.duty import Basis, Duty, Shows, days, months, working_days
from sightline.engine.duties.told import Happening
from sightline.engine.duties.work import Piece
from sightline.engine.records.columns import Subject

OVERSIGHT = Duty(
    id="management_oversight",
    title="Manager's decision at a key event",
    area="workforce",
    owed_to=workforce.key_events,
    met_by=workforce.key_decisions,
    within=working_days(2),
    needs=("management_oversight",),
    shows=REGISTER_ONLY,
    basis=(local_standard("two working days is the default"),),
    valid_from=date(2011, 4, 1),
    answers=("¶44",),
    accountable="team manager",
    note=(
        "Key events: a referral, a section 47 enquiry, a placement begun. Reasons are the content. It ends "
        "when the case, or the referral itself, is closed."
    ),
)

VISIT_RECORDED = Duty(
    id="visit_recorded",
    title="Visit entered on the system",
    area="workforce",
    subject=Subject.RECORD,
    owed_to=quality.VISIT_RECORDS.owed,
    met_by=quality.entered_visits,
    within=working_days(5),
    needs=("record_quality",),
    shows=REGISTER_ONLY,
    basis=(
        local_standard("five working days is the default; child protection visits are often held to one"),
    ),
    valid_from=date(2011, 4, 1),
    answers=("¶36",),
    note="By when it was entered, not by what was typed as its date: the check on every other clock.",
)

UNALLOCATED = Duty(
    id="unallocated_zero",
    title="New worker for a child left without one",
    area="workforce",
    owed_to=workforce.left_without_worker,
    met_by=workforce.new_workers,
    within=working_days(5),
    needs=("ssd_involvements",),
    shows={"ssd": Shows.TIMELINESS},
    basis=(local_standard("five working days is the default"),),
    valid_from=date(2011, 4, 1),
    excludes=("children whose case is closed",),
    answers=("¶42",),
    note="The clock starts where the last worker's involvement ends and nobody else holds the case.",
)

GOODBYE = Duty(
    id="sw_change_goodbye",
    title="Goodbye visit when the worker changes",
    area="workforce",
    owed_to=workforce.changes_of_worker,
    met_by=workforce.goodbyes,
    within=working_days(10),
    lookback_days=28,
    needs=("allocation",),
    shows=REGISTER_ONLY,
    basis=(local_standard("ten working days is the default"),),
    valid_from=date(2011, 4, 1),
    answers=("¶41",),
    note="A visit in the four weeks before the change counts too. Closing the case ends it.",
)

INDUCTION = Duty(
    id="induction_complete",
    title="Induction of a new worker",
    area="workforce",
    subject=Subject.WORKER,
    owed_to=workforce.first_posts,
    met_by=workforce.INDUCTION,
    within=months(3),
    needs=("workforce_training",),
    shows=REGISTER_ONLY,
    basis=(local_standard("three months is the default"),),
    valid_from=date(2011, 4, 1),
    answers=("¶43",),
    note="Agency workers too.",
)


def _trained(id: str, title: str, courses: Piece, answers: tuple[str, ...], note: str) -> Duty:
    """A course by its own due date, looked for up to two years before."""
    return Duty(
        id=id,
        title=title,
        area="workforce",
        subject=Subject.WORKER,
        owed_to=courses.owed,
        met_by=courses.done,
        within=days(0),
        lookback_days=730,
        needs=("workforce_training",),
        shows=REGISTER_ONLY,
        basis=(local_standard("each course's own due date"),),
        valid_from=date(2011, 4, 1),
        answers=answers,
        note=note,
    )


PREVENT_TRAINING = _trained(
    "training_prevent",
    "Training on radicalisation",
    workforce.courses("Prevent"),
    ("¶17",),
    "Judged on the day it is due. Whether practice changed is in the content.",
)
REGISTRATION = replace(
    _trained(
        "swe_registration",
        "Registration with Social Work England renewed",
        workforce.courses("registration"),
        ("¶40",),
        "Judged on the day on which, by the register, it ran out.",
    ),
    lookback_days=90,
    basis=(
        Basis(
            "regulation",
            "Social Work England, rules of registration",
            "yearly renewal, from 1 September to 30 November",
            note="as the regulator's call to renew of 1 September 2020 and its answers on the transfer of "
            "2 December 2019 tell it; to be read: the rules of registration themselves",
        ),
    ),
    valid_from=date(2019, 12, 2),
)
CHRONOLOGY = Duty(
    id="chronology_updated",
    title="Chronology and case summary brought up to date",
    area="workforce",
    owed_to=workforce.every_open_child,
    met_by=Happening("chronology", "updated_on"),
    within=months(3),
    every=months(3),
    needs=("chronology",),
    shows=REGISTER_ONLY,
    basis=(local_standard("three months is the default"),),
    valid_from=date(2011, 4, 1),
    excludes=("children whose case is closed",),
    answers=("¶36",),
    note="A day without a summary or what was added is a date alone.",
)
MANDATORY_TRAINING = _trained(
    "training_mandatory",
    "Mandatory training",
    workforce.courses(),
    ("¶43",),
    "Every course that the register calls mandatory, judged on the day it is due.",
)
