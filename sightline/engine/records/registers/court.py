"""Hearings, directions and extensions of time in proceedings about children."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD

COURT_STEP = Table(
    name="court_step",
    title="Hearings and directions of courts",
    key=("child_id", "court_reference", "step", "ordered_on"),
    person="child_id",
    starts="ordered_on",
    register=True,
    source=(
        "Local register; Children Act 1989 sections 32 and 37 and Family Procedure Rules 2010 practice "
        "direction 12A (not verified)"
    ),
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("court_reference", Type.TEXT, Kind.IDENTITY, "Court reference", expected=True),
        Column(
            "step",
            Type.TEXT,
            Kind.IDENTITY,
            "Step in the proceedings",
            required=True,
            codes=(
                "case management hearing",
                "issues resolution hearing",
                "final hearing",
                "section 37 report",
                "section 7 report",
                "statement or assessment",
                "extension of time",
            ),
        ),
        Column(
            "ordered_on",
            Type.DATE,
            Kind.DATE,
            "Ordered",
            required=True,
            note="for an extension of time, the day from which it runs",
        ),
        Column("court_date", Type.DATE, Kind.DATE, "Date set by the court"),
        Column("held_or_filed_on", Type.DATE, Kind.DATE, "Held or filed"),
        Column("direction", Type.TEXT, Kind.CONTENT, "What the court said"),
    ),
)
