"""Foster carers: reviews, visits, supervision, decisions (inspection of 2019, paragraph 27)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events
from sightline.engine.duties.catalogue.care_sources import FOSTERING, FOSTERING_STANDARDS, not_read
from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, local_standard
from sightline.engine.duties.duty import Duty, months, weeks, working_days
from sightline.engine.duties.told import Happening, Row, Spell
from sightline.engine.records.columns import Subject
from sightline.engine.records.record import Record

IN_FORCE = date(2011, 4, 1)
OWN = pl.col("kind").fill_null("") != "agency"
WITH_CHILDREN = pl.col("places_used").fill_null(1) > 0
NOT_AGENCIES = ("carers of independent agencies",)

_APPROVED = Spell("foster_carer", "approved_on", "left_on", where=OWN, because="Stopped fostering")
_FOSTERING = Spell(
    "foster_carer", "approved_on", "left_on", where=OWN & WITH_CHILDREN, because="Stopped fostering"
)
_REVIEWED = Happening("foster_carer", "review_done_on", content=("review_outcome",))


def _without_notice(record: Record, authority: Authority) -> pl.DataFrame:
    """Visits told one by one, and the latest one that the list of carers holds."""
    told = Happening("foster_carer_visit", "visited_on", where=pl.col("kind") == "without notice")
    latest = Happening("foster_carer", "unannounced_visit_on", content=())
    return events.together(told(record, authority), latest(record, authority))


REVIEW = Duty(
    id="foster_carer_review",
    title="Foster carer's yearly review",
    area="fostering",
    owed_to=_APPROVED,
    met_by=_REVIEWED,
    within=months(12),
    every=months(12),
    subject=Subject.CARER,
    needs=("foster_carer",),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "regulation",
            FOSTERING,
            "reg 28(2)",
            "the regulations of 2002 said a year (reg 29(2)); to be read: reg 28 of 2011",
        ),
    ),
    valid_from=IN_FORCE,
    excludes=NOT_AGENCIES,
    answers=("¶27",),
    note="An allegation under enquiry does not stop the clock.",
)

FIRST_REVIEW_AT_PANEL = Duty(
    id="foster_carer_first_review_at_panel",
    title="Foster carer's first review before the panel",
    area="fostering",
    owed_to=_APPROVED,
    met_by=Happening("fostering_decision", "recommended_on", where=pl.col("panel_about") == "first review"),
    within=months(12),
    subject=Subject.CARER,
    needs=("fostering_decision",),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "regulation",
            FOSTERING,
            "reg 28(5)",
            "the regulations of 2002 said it (reg 29(5)); to be read: reg 28 of 2011, beside reg 25(1)(c)",
        ),
    ),
    valid_from=IN_FORCE,
    excludes=NOT_AGENCIES,
    answers=("¶27",),
)

VISIT_WITHOUT_NOTICE = Duty(
    id="foster_carer_visit_without_notice",
    title="Visit to a foster home without notice",
    area="fostering",
    owed_to=_APPROVED,
    met_by=_without_notice,
    within=months(12),
    every=months(12),
    subject=Subject.CARER,
    needs=("foster_carer_visit",),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "national minimum standard",
            FOSTERING_STANDARDS,
            "standard 21.8",
            "at least one a year; to be read there",
        ),
    ),
    valid_from=IN_FORCE,
    excludes=NOT_AGENCIES,
    answers=("¶27",),
)

SUPERVISION = Duty(
    id="foster_carer_supervision",
    title="Supervising social worker's visit to a foster carer",
    area="fostering",
    owed_to=_FOSTERING,
    met_by=Happening("foster_carer_visit", "visited_on"),
    within=weeks(6),
    every=weeks(6),
    subject=Subject.CARER,
    needs=("foster_carer_visit",),
    shows=REGISTER_ONLY,
    basis=(local_standard("four to eight weeks are usual"),),
    valid_from=IN_FORCE,
    excludes=(*NOT_AGENCIES, "carers with no child placed"),
    answers=("¶27",),
    note="The list of carers says how many places are used now, not since when.",
)

_DECIDED = Row(
    "fostering_decision",
    "recommended_on",
    "fostering_decided_on",
    by=("panel_about",),
    about=Subject.CARER,
)

DECISION = Duty(
    id="fostering_decision",
    title="Fostering decision after the panel",
    area="fostering",
    owed_to=_DECIDED.owed,
    met_by=_DECIDED.done,
    within=working_days(7),
    subject=Subject.CARER,
    needs=("fostering_decision",),
    shows=REGISTER_ONLY,
    basis=(not_read("national minimum standard", FOSTERING_STANDARDS, "standard 14"),),
    valid_from=IN_FORCE,
    answers=("¶27",),
)
