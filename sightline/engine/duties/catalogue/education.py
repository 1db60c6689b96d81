"""Education of looked-after children (inspection of 2019, paragraphs 25 and 26)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.catalogue.sources import EDUCATION_GUIDANCE, REGISTER_ONLY, guidance
from sightline.engine.duties.combining import where_filled
from sightline.engine.duties.duty import Duty, Limit, Unit, working_days
from sightline.engine.duties.told import Happening
from sightline.engine.records.record import Record


def _starting_at_school_age(record: Record, authority: Authority) -> pl.DataFrame:
    """Children who are three or over on the day that they start to be looked after."""
    care = occasions.in_care(record).with_columns(trigger="entered_on")
    of_age = (pl.col("entered_on") >= occasions.birthday(3)).fill_null(value=True)
    return occasions.shaped(care.filter(of_age))


def _terms(record: Record, authority: Authority) -> pl.DataFrame:
    return occasions.shaped(occasions.terms_in_care(occasions.in_care(record), authority.terms))


def _plans(record: Record, authority: Authority) -> pl.DataFrame:
    return events.education_plans(record)


PEP_INITIAL = Duty(
    id="pep_initial",
    title="First personal education plan",
    area="education",
    owed_to=_starting_at_school_age,
    met_by=_plans,
    within=working_days(20),
    needs=("personal_education_plan",),
    shows=REGISTER_ONLY,
    basis=(
        guidance(
            EDUCATION_GUIDANCE,
            note="20 working days, ready for the first review, as authorities' virtual schools quote it; "
            "to be "
            "read: the guidance itself",
        ),
    ),
    valid_from=date(2011, 4, 1),
    excludes=("under 3", "short breaks (V3, V4)"),
    answers=("¶25",),
    note=(
        "20 working days, not school days: school holidays do not stop the clock. A plan begun by 10 is a "
        "duty of its own. The guidance of 2014 is "
        "taken to have said the same; it was not read."
    ),
)

PEP_INITIATED = Duty(
    id="pep_initiated_10wd",
    title="First personal education plan begun",
    area="education",
    owed_to=where_filled("personal_education_plan", "begun_on", _starting_at_school_age),
    met_by=Happening(
        "personal_education_plan",
        "begun_on",
        content=(),
        undated=pl.col("done_on").is_not_null() & pl.col("begun_on").is_null(),
    ),
    within=working_days(10),
    needs=("personal_education_plan",),
    shows=REGISTER_ONLY,
    basis=(
        guidance(
            EDUCATION_GUIDANCE,
            note="ten working days, read in authorities' own pages; some ask for it in emergencies alone; "
            "to be read there",
        ),
    ),
    valid_from=date(2011, 4, 1),
    excludes=("under 3", "short breaks (V3, V4)"),
    answers=("¶25",),
    note=(
        "Working days, not school days. Nothing is said where the register never holds the day on which a "
        "plan was begun."
    ),
)

PEP_TERMLY = Duty(
    id="pep_termly",
    title="Personal education plan each term",
    area="education",
    owed_to=_terms,
    met_by=_plans,
    within=Limit(1, Unit.TERMS),
    needs=("personal_education_plan",),
    shows=REGISTER_ONLY,
    basis=(
        guidance(EDUCATION_GUIDANCE, note="each school term, as virtual schools quote it; to be read there"),
    ),
    valid_from=date(2011, 4, 1),
    excludes=("under 3", "a child who started to be looked after during the term", "short breaks (V3, V4)"),
    answers=("¶25",),
    note="Needs the authority's term dates; outside them nothing can be told.",
)
