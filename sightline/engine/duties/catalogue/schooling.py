"""School places, exclusions, children missing education (inspection of 2019, paragraphs 15, 25 and 26)."""

from datetime import date

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events
from sightline.engine.duties.catalogue.care_sources import not_read
from sightline.engine.duties.catalogue.sources import EDUCATION_GUIDANCE, REGISTER_ONLY, local_standard
from sightline.engine.duties.duty import Basis, CountFrom, Duty, school_days, weeks, working_days
from sightline.engine.duties.populations_care import never_in_care, only_in_care
from sightline.engine.duties.told import Happening, Row, Spell
from sightline.engine.records.record import Record

NOT_FULL_TIME = "not_full_time_education"
EXCLUSION_GUIDANCE = "Suspension and Permanent Exclusion guidance (DfE)"
SINCE = date(2011, 4, 1)
PERMANENT = pl.col("exclusion") == "permanent"
MORE_THAN_FIVE = pl.col("school_days_out") > 5
SCHOOL_DAYS = "School days by the authority's terms, which may not take out half terms."


def _plans(record: Record, authority: Authority) -> pl.DataFrame:
    return events.education_plans(record)


PLAN_AFTER_MOVE = Duty(
    id="pep_after_school_change",
    title="Education plan after a change of school",
    area="education",
    owed_to=only_in_care(Spell("school_change", "new_school_from")),
    met_by=_plans,
    within=working_days(20),
    needs=("personal_education_plan",),
    shows=REGISTER_ONLY,
    basis=(local_standard("20 working days are usual"),),
    valid_from=SINCE,
    excludes=("children who are not looked after",),
    answers=("¶25",),
)

_PLACE = Row(
    NOT_FULL_TIME,
    "from",
    "provision_found_on",
    ends="to",
    where=pl.col("kind") == "awaiting placement",
    because="No longer waiting for a school place",
    content=("hours_per_week",),
)

SCHOOL_PLACE = Duty(
    id="school_place_in_care",
    title="School place for a looked-after child without one",
    area="education",
    owed_to=only_in_care(_PLACE.owed),
    met_by=_PLACE.done,
    within=school_days(20),
    needs=(NOT_FULL_TIME,),
    shows=REGISTER_ONLY,
    basis=(not_read("statutory guidance", EDUCATION_GUIDANCE, note="20 school days; to be read there"),),
    valid_from=SINCE,
    excludes=("children who are not looked after",),
    answers=("¶25",),
    note=SCHOOL_DAYS,
)

_EXCLUDED = Row(
    "school_exclusion",
    "excluded_from",
    "other_education_from",
    ends="rescinded_on",
    where=PERMANENT | MORE_THAN_FIVE,
    by=("exclusion",),
    because="The exclusion was taken back, or the child is on a new roll",
)
_PERMANENT = Row(
    "school_exclusion",
    "excluded_from",
    "other_education_from",
    ends="rescinded_on",
    where=PERMANENT,
    by=("exclusion",),
    because="The exclusion was taken back, or the child is on a new roll",
)

EXCLUDED_IN_CARE = Duty(
    id="education_when_excluded_in_care",
    title="Other education at once for an excluded looked-after child",
    area="education",
    owed_to=only_in_care(_EXCLUDED.owed),
    met_by=_EXCLUDED.done,
    within=school_days(1),
    needs=("school_exclusion",),
    shows=REGISTER_ONLY,
    basis=(not_read("statutory guidance", EXCLUSION_GUIDANCE, note="the first day after; to be read there"),),
    valid_from=SINCE,
    excludes=("suspensions of five school days or fewer", "children who are not looked after"),
    answers=("¶26",),
    note=f"By the school day after the first day out. {SCHOOL_DAYS}",
)

EXCLUDED = Duty(
    id="education_from_sixth_day",
    title="Full-time education from the sixth day of a permanent exclusion",
    area="education",
    owed_to=never_in_care(_PERMANENT.owed),
    met_by=_PERMANENT.done,
    within=school_days(6),
    counts_from=CountFrom.TRIGGER_DAY,
    needs=("school_exclusion",),
    shows=REGISTER_ONLY,
    basis=(
        Basis(
            "regulation",
            "Education (Provision of Full-Time Education for Excluded Pupils) (England) Regulations 2007 "
            "(SI 2007/1870)",
            "regs 4 and 5",
            checked="the explanatory note and reg 5 as made, legislation.gov.uk, 25 November 2026",
            note="made under the Education Act 1996, section 19(3A) and (3B): from the sixth school day",
        ),
    ),
    valid_from=date(2007, 9, 1),
    excludes=("looked-after children, who are owed it at once", "suspensions, which are for the school"),
    answers=("¶15",),
    note=(
        f"{SCHOOL_DAYS} Not owed to who is over school age, to a Year 11 pupil whose examinations are "
        "done, or in "
        "full where a plan names fewer hours (reg 5): the register does not tell them, and they are counted."
    ),
)

_MISSING = Row(
    NOT_FULL_TIME,
    "from",
    "provision_found_on",
    ends="to",
    where=pl.col("kind") == "missing education",
    because="No longer missing education",
    content=("enquiries",),
)
_PASSED_ON = Row(
    NOT_FULL_TIME,
    "from",
    "referred_to_panel_on",
    where=pl.col("kind") == "missing education",
    content=("enquiries",),
)


def _enquired(record: Record, authority: Authority) -> pl.DataFrame:
    """A place was found, or the child was passed to the panel."""
    return events.together(_MISSING.done(record, authority), _PASSED_ON.done(record, authority))


MISSING_EDUCATION = Duty(
    id="missing_education_enquiries",
    title="Enquiries for a child missing education",
    area="education",
    owed_to=_MISSING.owed,
    met_by=_enquired,
    within=working_days(10),
    needs=(NOT_FULL_TIME,),
    shows=REGISTER_ONLY,
    basis=(local_standard("the guidance asks for reasonable enquiries; ten working days are usual"),),
    valid_from=SINCE,
    answers=("¶15",),
    note="Met when education was found or the child was passed to a panel.",
)

_ABSENCE = Row("long_absence", "tenth_day_on", "authority_told_on", ends="absence_ended_on")

ABSENCE_TOLD = Duty(
    id="long_absence_told",
    title="School tells the authority of ten days' absence",
    area="education",
    owed_to=_ABSENCE.owed,
    met_by=_ABSENCE.done,
    within=school_days(1),
    needs=("long_absence",),
    shows=REGISTER_ONLY,
    basis=(
        local_standard(
            "the law sets no day: by regulation 13 of SI 2024/208, as the Department's attendance guidance "
            "of "
            "August 2024 has it, schools tell the authority at intervals that both agree; the next school "
            "day "
            "is the default"
        ),
    ),
    valid_from=date(2024, 8, 19),
    answers=("¶15",),
    note=(
        "The school's duty, for absence without its leave over ten school days on end. The regulations "
        "hold from "
        f"19 August 2024. {SCHOOL_DAYS}"
    ),
)

_PART_TIME = Spell(
    NOT_FULL_TIME,
    "from",
    "to",
    where=pl.col("kind") == "part-time timetable",
    because="Back to full time",
)

PART_TIME_REVIEW = Duty(
    id="part_time_timetable_review",
    title="Part-time timetable reviewed",
    area="education",
    owed_to=_PART_TIME,
    met_by=Happening("timetable_review", "timetable_reviewed_on"),
    within=weeks(6),
    every=weeks(6),
    needs=("timetable_review",),
    shows=REGISTER_ONLY,
    basis=(local_standard("six weeks are usual"),),
    valid_from=SINCE,
    answers=("¶15",),
)

_FAIR_ACCESS = Row(
    NOT_FULL_TIME,
    "referred_to_panel_on",
    "provision_found_on",
    ends="to",
    where=pl.col("referred_to_panel_on").is_not_null(),
    by=("kind",),
    because="No longer without a school place",
    content=("hours_per_week",),
)

FAIR_ACCESS = Duty(
    id="fair_access_place",
    title="School place through fair access",
    area="education",
    owed_to=_FAIR_ACCESS.owed,
    met_by=_FAIR_ACCESS.done,
    within=school_days(20),
    needs=(NOT_FULL_TIME,),
    shows=REGISTER_ONLY,
    basis=(
        not_read(
            "statutory guidance",
            "Fair Access Protocols guidance (DfE)",
            note="20 school days; to be read there, and in the School Admissions Code",
        ),
    ),
    valid_from=SINCE,
    answers=("¶15",),
    note=f"Slower where needs are complex, which the register says. {SCHOOL_DAYS}",
)
