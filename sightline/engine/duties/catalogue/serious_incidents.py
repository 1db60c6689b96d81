"""Serious incidents and the reviews that follow (inspection of 2019, paragraph 1)."""

from datetime import date

import polars as pl

from sightline.engine.duties.catalogue.sources import REGISTER_ONLY, guidance
from sightline.engine.duties.duty import Basis, Duty, months, working_days
from sightline.engine.duties.told import Row

_NEEDS = ("serious_incident",)
_WORKING_TOGETHER = "Working Together to Safeguard Children (2018)"
_LATER = "carried into the edition of December 2023; to be read: each edition, that of March 2026 too"
_TO_NOTIFY = pl.col("incident_kind").fill_null("") != "not to be notified"

NOTIFIED = Row(
    "serious_incident", "known_on", "notified_on", where=_TO_NOTIFY, by=("incident_id",), content=("harm",)
)
REVIEWED = Row(
    "serious_incident",
    "notified_on",
    "rapid_review_on",
    where=pl.col("notified_on").is_not_null() & _TO_NOTIFY,
    by=("incident_id",),
    content=("learning",),
)
PUBLISHED = Row(
    "serious_incident",
    "review_decided_on",
    "review_published_on",
    where=pl.col("review_decided_on").is_not_null(),
    by=("incident_id",),
    content=("learning",),
)

INCIDENT_NOTIFIED = Duty(
    id="sin_5wd",
    title="Serious incident notified to the national panel",
    area="quality assurance",
    owed_to=NOTIFIED.owed,
    met_by=NOTIFIED.done,
    within=working_days(5),
    needs=_NEEDS,
    shows=REGISTER_ONLY,
    basis=(
        Basis(
            "statute",
            "Children Act 2004",
            "section 16C(1)",
            checked="the subsection as the Department for Education quotes it (serious incident "
            "notifications, "
            "methodology; also 2021-22 and 2022-23), 25 November 2026",
            note="the duty itself, in force from 29 June 2018, without a number",
        ),
        guidance(
            _WORKING_TOGETHER,
            note="five working days of becoming aware, as the Department's own statistics of serious "
            "incidents "
            "tell it; to be read: the guidance, and its edition of March 2026",
        ),
    ),
    valid_from=date(2018, 7, 4),
    excludes=("incidents found not to be notifiable",),
    answers=("¶1",),
    note="Counted from the day the authority learned of it; some authorities count from the incident.",
)

RAPID_REVIEW = Duty(
    id="rapid_review_15wd",
    title="Rapid review",
    area="quality assurance",
    owed_to=REVIEWED.owed,
    met_by=REVIEWED.done,
    within=working_days(15),
    needs=_NEEDS,
    shows=REGISTER_ONLY,
    basis=(guidance(_WORKING_TOGETHER, note=f"15 working days of the notification; {_LATER}"),),
    valid_from=date(2018, 7, 4),
    answers=("¶1",),
    accountable="safeguarding partners",
    note="Counted from the day on which the notification was sent, not from the incident.",
)

REVIEW_PUBLISHED = Duty(
    id="lcspr_6m",
    title="Local child safeguarding practice review published",
    area="quality assurance",
    owed_to=PUBLISHED.owed,
    met_by=PUBLISHED.done,
    within=months(6),
    needs=_NEEDS,
    shows=REGISTER_ONLY,
    basis=(guidance(_WORKING_TOGETHER, note=f"six months of the decision; {_LATER}"),),
    valid_from=date(2018, 7, 4),
    answers=("¶1",),
    accountable="safeguarding partners",
)
