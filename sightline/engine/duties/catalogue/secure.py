"""Secure accommodation and the authority's own children's homes (inspection of 2019, paragraph 24)."""

from datetime import date

import polars as pl

from sightline.engine.duties.catalogue.care_sources import HOMES, SECURE, not_read
from sightline.engine.duties.catalogue.sources import REGISTER_ONLY
from sightline.engine.duties.duty import Duty, hours, months
from sightline.engine.duties.told import Happening, Row, Spell
from sightline.engine.records.columns import Subject

LEFT = "Left secure accommodation"

_STAY = Row(
    "secure_stay", "locked_from", "order_made_at", ends="locked_until", because=LEFT, content=("grounds",)
)

SECURE_ORDER = Duty(
    id="secure_order",
    title="Court's order for secure accommodation, or release",
    area="looked after",
    owed_to=_STAY.owed,
    met_by=_STAY.done,
    within=hours(72),
    needs=("secure_stay",),
    shows=REGISTER_ONLY,
    basis=(not_read("regulation", SECURE, "reg 10", "72 hours in any 28 days; the text was not read"),),
    valid_from=date(1991, 10, 14),
    answers=("¶24",),
    note="Each stay is judged alone: the 72 hours over 28 days are a balance, and are not added up.",
)

SECURE_REVIEW = Duty(
    id="secure_review",
    title="Review of secure accommodation",
    area="looked after",
    owed_to=Spell("secure_stay", "locked_from", "locked_until", because=LEFT),
    met_by=Happening("secure_review", "secure_review_on"),
    within=months(1),
    every=months(3),
    needs=("secure_review",),
    shows=REGISTER_ONLY,
    basis=(not_read("regulation", SECURE, "reg 15", "one month, then every three; the text was not read"),),
    valid_from=date(1991, 10, 14),
    answers=("¶24",),
)

_OPEN = Spell("childrens_home", "opened_on", "closed_on", because="The home closed")

INDEPENDENT_VISIT = Duty(
    id="childrens_home_independent_visit",
    title="Independent person's visit to a children's home",
    area="looked after",
    owed_to=_OPEN,
    met_by=Happening(
        "childrens_home_check", "checked_on", where=pl.col("check") == "independent person's visit"
    ),
    within=months(1),
    every=months(1),
    subject=Subject.HOME,
    needs=("childrens_home_check",),
    shows=REGISTER_ONLY,
    basis=(not_read("regulation", HOMES, "reg 44", "at least once a month; counted from the last visit"),),
    valid_from=date(2015, 4, 1),
    excludes=("homes that the authority does not run",),
    answers=("¶24",),
)

QUALITY_REVIEW = Duty(
    id="childrens_home_quality_review",
    title="Quality of care review of a children's home",
    area="looked after",
    owed_to=_OPEN,
    met_by=Happening("childrens_home_check", "checked_on", where=pl.col("check") == "quality of care review"),
    within=months(6),
    every=months(6),
    subject=Subject.HOME,
    needs=("childrens_home_check",),
    shows=REGISTER_ONLY,
    basis=(not_read("regulation", HOMES, "reg 45", "at least once in six months"),),
    valid_from=date(2015, 4, 1),
    excludes=("homes that the authority does not run",),
    answers=("¶24",),
)
