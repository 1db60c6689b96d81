"""Where care leavers live, and personal advisers' visits there (inspection of 2019, paragraph 30)."""

from datetime import date

import polars as pl

from sightline.engine.duties import leaving_care
from sightline.engine.duties.catalogue.sources import AS_MADE, REGISTER_ONLY, local_standard
from sightline.engine.duties.duty import Basis, Duty, days, months
from sightline.engine.duties.told import Happening, Spell

CARE_LEAVERS = "Care Leavers (England) Regulations 2010 (SI 2010/2571)"
PROVIDED = Spell(
    "care_leaver_home",
    "moved_in_on",
    "moved_out_on",
    where=pl.col("provided_by") == "authority",
    because="Moved out",
)
VISITS = Happening(
    "adviser_contact",
    "contact_on",
    where=(pl.col("contact_way") == "visit at home") & pl.col("reached").fill_null(value=True),
    content=("home_suitable", "talked_about"),
)
_NOT_PROVIDED = ("a home that the authority does not provide under section 23B or 24B",)

VISIT_AT_NEW_HOME = Duty(
    id="pa_visit_7d",
    title="Personal adviser's visit at a new home",
    area="care leavers",
    owed_to=PROVIDED,
    met_by=VISITS,
    within=days(7),
    needs=("adviser_contact",),
    shows=REGISTER_ONLY,
    basis=(
        Basis(
            "regulation",
            CARE_LEAVERS,
            "reg 8(2)(a)",
            AS_MADE,
            note="within 7 days of the accommodation first being provided",
        ),
    ),
    valid_from=date(2011, 4, 1),
    excludes=_NOT_PROVIDED,
    answers=("¶30",),
    note="Seven calendar days. A visit at which the young person was not reached meets nothing.",
)

PLAN_REVIEW_AFTER_MOVE = Duty(
    id="pathway_review_after_moving",
    title="Pathway plan review after moving in",
    area="care leavers",
    owed_to=PROVIDED,
    met_by=Happening(
        "care_leaver_home", "plan_reviewed_on", where=pl.col("provided_by") == "authority", content=()
    ),
    within=days(42),
    earliest=days(28),
    needs=("care_leaver_home",),
    shows=REGISTER_ONLY,
    basis=(
        Basis(
            "regulation",
            CARE_LEAVERS,
            "reg 7(3)",
            note="as soon as practicable after 28 days; to be read: reg 7(3), which reg 8(2)(b) names",
        ),
        local_standard("no number is set for how soon after the 28 days; two weeks is the default"),
    ),
    valid_from=date(2011, 4, 1),
    excludes=_NOT_PROVIDED,
    answers=("¶30", "¶31"),
    note="Day 28 is the earliest day of this review, not the last.",
)

VISIT_BEFORE_REVIEW = Duty(
    id="pa_visit_before_review",
    title="Personal adviser's second visit, before the review of the plan",
    area="care leavers",
    owed_to=PROVIDED,
    met_by=leaving_care.later_visits,
    within=days(28),
    needs=("adviser_contact",),
    shows=REGISTER_ONLY,
    basis=(
        Basis(
            "regulation",
            CARE_LEAVERS,
            "reg 8(2)(b)",
            AS_MADE,
            note="a second visit, before the review under reg 7(3)",
        ),
        Basis(
            "regulation",
            CARE_LEAVERS,
            "reg 7(3)",
            note="that this review comes after 28 days; to be read: reg 7(3) itself",
        ),
    ),
    valid_from=date(2011, 4, 1),
    excludes=_NOT_PROVIDED,
    answers=("¶30",),
    note="The first visit at the home does not count a second time.",
)

VISITS_THEREAFTER = Duty(
    id="pa_visit_2m",
    title="Personal adviser's visits",
    area="care leavers",
    owed_to=PROVIDED,
    met_by=VISITS,
    within=months(2),
    every=months(2),
    needs=("adviser_contact",),
    shows=REGISTER_ONLY,
    basis=(
        Basis(
            "regulation",
            CARE_LEAVERS,
            "reg 8(2)(c)",
            AS_MADE,
            note="at intervals of not more than two months",
        ),
    ),
    valid_from=date(2011, 4, 1),
    excludes=_NOT_PROVIDED,
    answers=("¶30",),
    note="Two calendar months from one visit to the next; eight weeks, where used, is stricter.",
)
