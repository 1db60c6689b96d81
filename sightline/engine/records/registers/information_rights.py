"""Requests of people to see what is held about them."""

from sightline.engine.records.columns import Column, Kind, Subject, Table, Type
from sightline.engine.records.registers.shared import CHILD

INFORMATION_REQUEST = Table(
    name="information_request",
    title="Requests to see records",
    key=("request_id",),
    person="child_id",
    of=(Subject.RECORD, "request_id"),
    starts="requested_on",
    ends="answered_on",
    register=True,
    source="Local register; UK GDPR Article 12(3) (not verified)",
    columns=(
        Column("request_id", Type.TEXT, Kind.IDENTITY, "Request", required=True),
        Column(
            "child_id", Type.TEXT, Kind.IDENTITY, "Child or care leaver whose record it is", aliases=CHILD
        ),
        Column(
            "requester",
            Type.TEXT,
            Kind.IDENTITY,
            "Asked by",
            expected=True,
            codes=("child", "care leaver", "parent", "carer", "solicitor", "other"),
        ),
        Column("requested_on", Type.DATE, Kind.DATE, "Request received", required=True),
        Column(
            "identity_shown_on", Type.DATE, Kind.DATE, "Identity shown", note="where it had to be asked for"
        ),
        Column("extended_on", Type.DATE, Kind.DATE, "Time extended by two months"),
        Column("withdrawn_on", Type.DATE, Kind.DATE, "Withdrawn"),
        Column("answered_on", Type.DATE, Kind.DATE, "Answered in full"),
        Column(
            "records_given",
            Type.TEXT,
            Kind.CONTENT,
            "What was given",
            codes=("all", "part", "none held", "refused"),
        ),
    ),
)
