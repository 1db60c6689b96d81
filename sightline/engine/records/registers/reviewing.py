"""What follows a looked-after review, and what the reviewing officer does between reviews."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD

REVIEW_PAPERWORK = Table(
    name="review_paperwork",
    title="Decisions and records of looked-after reviews",
    key=("child_id", "review_on"),
    person="child_id",
    starts="review_on",
    register=True,
    source="Local register; IRO Handbook, 2010 (numbers not verified)",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("review_on", Type.DATE, Kind.DATE, "Review held", required=True),
        Column("met_in_person", Type.FLAG, Kind.IDENTITY, "Review was a meeting"),
        Column("decisions_sent_on", Type.DATE, Kind.DATE, "Review decisions sent"),
        Column("decisions_made", Type.TEXT, Kind.CONTENT, "Review decisions"),
        Column("record_sent_on", Type.DATE, Kind.DATE, "Full record of the review sent"),
        Column("record_held", Type.FLAG, Kind.CONTENT, "Record of the review is on file"),
    ),
)

REVIEWING_OFFICER_CHECK = Table(
    name="reviewing_officer_check",
    title="Reviewing officers' checks between reviews",
    key=("child_id", "checked_between_on"),
    person="child_id",
    starts="checked_between_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("checked_between_on", Type.DATE, Kind.DATE, "Checked between reviews", required=True),
        Column(
            "way_checked",
            Type.TEXT,
            Kind.IDENTITY,
            "How it was checked",
            codes=("child spoken to", "worker spoken to", "records read"),
        ),
        Column("progress_found", Type.TEXT, Kind.CONTENT, "Progress found between reviews"),
    ),
)
