"""Contacts, referrals and checks at the front door (inspection of 2019, paragraphs 5, 6 and 42)."""

import polars as pl

from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, local_standard
from sightline.engine.duties.catalogue.working_together import EARLIER, IN_FORCE, working_together
from sightline.engine.duties.duty import Duty, Shows, hours, working_days
from sightline.engine.duties.populations_front_door import (
    ACCEPTED,
    REFERRAL_CLOSED,
    checks_answered,
    checks_owed,
    named_worker,
)
from sightline.engine.duties.told import Happening, Row, Spell

_DECISION = ("outcome", "reason")
_CONTACT = Row("front_door", "received_at", "decided_at", by=("contact_id",), content=_DECISION)
_ABUSE = Row(
    "front_door",
    "received_at",
    "decided_at",
    where=pl.col("domestic_abuse"),
    by=("contact_id",),
    content=_DECISION,
)

CONTACT_DECISION = Duty(
    id="contact_decision",
    title="Decision on a contact",
    area="front door",
    owed_to=_CONTACT.owed,
    met_by=_CONTACT.done,
    within=working_days(1),
    needs=("front_door",),
    shows=REGISTER_ONLY,
    basis=(
        local_standard("24 hours or one working day is usual; the law's own clock starts at the referral"),
    ),
    answers=("¶6",),
    note=(
        "Counted in days: a contact of Friday evening or of the weekend is due on Monday. Delays hide in the "
        "less serious ones, so look at it by outcome and priority."
    ),
)

REFERRAL_DECISION = Duty(
    id="referral_decision",
    title="Decision on how to respond to a referral",
    area="front door",
    owed_to=Spell("ssd_cin_episodes", "cine_referral_date", "cine_close_date", because=REFERRAL_CLOSED),
    met_by=Happening(
        "management_oversight",
        "decision_on",
        where=pl.col("decision_point") == "referral",
        content=("rationale",),
    ),
    within=working_days(1),
    needs=("management_oversight",),
    shows=REGISTER_ONLY,
    basis=working_together("within one working day of a referral being received"),
    valid_from=IN_FORCE,
    answers=("¶6",),
    note=(
        "The guidance asks that the referrer be told as well; no register holds the day on which that was "
        "done. A referral that was closed waits for no decision any more. "
        f"{EARLIER}"
        " In force date not verified: 15 April 2013 by two law firms' notices."
    ),
)

_LIMITS = {"red": 4, "amber": 24, "green": 72}


def _checks(rag: str) -> Duty:
    return Duty(
        id=f"mash_agency_checks_{rag}",
        title=f"Answers of other agencies to checks ({rag})",
        area="front door",
        owed_to=checks_owed(rag),
        met_by=checks_answered(rag),
        within=hours(_LIMITS[rag]),
        needs=("agency_check",),
        shows=REGISTER_ONLY,
        basis=(local_standard("a usual pattern is 4 hours for red, 24 for amber and 72 for green"),),
        excludes=("contacts of another priority, or of none",),
        answers=("¶6",),
        accountable="agency asked",
        note=(
            "Elapsed hours, nights and weekends included. Each agency asked about each child is an "
            "occasion of its own. The priority is the contact's own, as graded at the front door."
        ),
    )


CHECKS_RED = _checks("red")
CHECKS_AMBER = _checks("amber")
CHECKS_GREEN = _checks("green")

DA_NOTIFICATION_TRIAGE = Duty(
    id="da_notification_triage",
    title="Triage of a notification of domestic abuse",
    area="front door",
    owed_to=_ABUSE.owed,
    met_by=_ABUSE.done,
    within=working_days(1),
    needs=("front_door",),
    shows=REGISTER_ONLY,
    basis=(local_standard("daily screening by police, social care and a domestic abuse service"),),
    excludes=("contacts about anything else",),
    answers=("¶5",),
    note="Monday brings the notifications of three days.",
)

REFERRAL_ALLOCATION = Duty(
    id="referral_allocation",
    title="Referral allocated to a named social worker",
    area="front door",
    owed_to=ACCEPTED,
    met_by=named_worker,
    within=working_days(1),
    needs=("ssd_involvements", "allocation"),
    shows={"ssd": Shows.TIMELINESS, "register": Shows.TIMELINESS},
    basis=(local_standard("no national limit"),),
    excludes=("referrals that ended in no further action",),
    answers=("¶42",),
    note=(
        "A case held in a manager's name or by a duty team is not allocated. A worker who had the case "
        "already meets it on the day of the referral."
    ),
)
