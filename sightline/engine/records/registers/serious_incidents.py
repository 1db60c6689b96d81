"""Serious incidents and the reviews that follow."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD

SERIOUS_INCIDENT = Table(
    name="serious_incident",
    title="Serious incidents and reviews",
    key=("incident_id", "child_id"),
    person="child_id",
    starts="known_on",
    register=True,
    source=(
        "Local register; Children Act 2004 section 16C (not verified); Working Together to Safeguard "
        "Children, 2018, chapter 4"
    ),
    columns=(
        Column("incident_id", Type.TEXT, Kind.IDENTITY, "Incident", required=True),
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("happened_on", Type.DATE, Kind.DATE, "Incident happened"),
        Column("known_on", Type.DATE, Kind.DATE, "Authority learned of it", required=True),
        Column(
            "incident_kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind of incident",
            expected=True,
            codes=(
                "death, abuse or neglect",
                "serious harm, abuse or neglect",
                "death of a looked-after child",
                "death of a care leaver",
                "not to be notified",
            ),
        ),
        Column("notified_on", Type.DATE, Kind.DATE, "National panel notified"),
        Column("rapid_review_on", Type.DATE, Kind.DATE, "Rapid review sent to the panel"),
        Column("review_decided_on", Type.DATE, Kind.DATE, "Local review decided"),
        Column("review_published_on", Type.DATE, Kind.DATE, "Local review published"),
        Column("harm", Type.TEXT, Kind.CONTENT, "What happened"),
        Column("learning", Type.TEXT, Kind.CONTENT, "What was learned"),
    ),
)
