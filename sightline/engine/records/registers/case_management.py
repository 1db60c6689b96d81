"""Who holds a case, who decides on it, and where it passes to."""

from sightline.engine.records.codes import WORKER_CHANGES
from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD

MANAGEMENT_OVERSIGHT = Table(
    name="management_oversight",
    title="Management oversight and decisions",
    key=("child_id", "decision_on", "decision_point"),
    person="child_id",
    starts="decision_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("decision_on", Type.DATETIME, Kind.DATE, "Decided", required=True),
        Column("manager_id", Type.TEXT, Kind.IDENTITY, "Manager", expected=True),
        Column(
            "manager_level",
            Type.TEXT,
            Kind.IDENTITY,
            "Level of the manager",
            expected=True,
            codes=("team", "service", "head of service", "director", "nominated officer"),
        ),
        Column(
            "decision_point",
            Type.TEXT,
            Kind.IDENTITY,
            "Point of decision",
            expected=True,
            codes=(
                "contact",
                "referral",
                "strategy",
                "assessment sign-off",
                "conference request",
                "plan ending",
                "legal planning",
                "placement",
                "return home",
                "closure",
                "other",
            ),
        ),
        Column("rationale", Type.TEXT, Kind.CONTENT, "Reasons", expected=True),
        Column("direction_given", Type.FLAG, Kind.CONTENT, "Direction given", expected=True),
        Column("action_due", Type.DATE, Kind.DATE, "Action due"),
        Column("action_done", Type.DATE, Kind.DATE, "Action done"),
        Column("recorded_on", Type.DATETIME, Kind.DATE, "Recorded", expected=True),
    ),
)

ALLOCATION = Table(
    name="allocation",
    title="Named workers and allocation",
    key=("child_id", "from", "worker_id"),
    person="child_id",
    starts="from",
    ends="to",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("worker_id", Type.TEXT, Kind.IDENTITY, "Worker"),
        Column("from", Type.DATE, Kind.DATE, "From", required=True),
        Column("to", Type.DATE, Kind.DATE, "To"),
        Column(
            "holder_kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Who holds the case",
            expected=True,
            codes=("social worker", "manager", "duty team", "agency", "student", "unallocated"),
        ),
        Column("team", Type.TEXT, Kind.IDENTITY, "Team", expected=True),
        Column("change_reason", Type.TEXT, Kind.IDENTITY, "Reason for the change", codes=WORKER_CHANGES),
        Column("goodbye_visit_on", Type.DATE, Kind.DATE, "Goodbye visit"),
        Column("handover_on", Type.DATE, Kind.DATE, "Handover"),
        Column("handed_over", Type.TEXT, Kind.CONTENT, "What was handed over"),
    ),
)

TRANSFER_POINT = Table(
    name="transfer_point",
    title="Transfers between teams",
    key=("child_id", "from_team", "to_team", "requested_on"),
    person="child_id",
    starts="requested_on",
    ends="accepted_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("from_team", Type.TEXT, Kind.IDENTITY, "From team", expected=True),
        Column("to_team", Type.TEXT, Kind.IDENTITY, "To team", expected=True),
        Column("requested_on", Type.DATE, Kind.DATE, "Requested", required=True),
        Column("accepted_on", Type.DATE, Kind.DATE, "Accepted"),
        Column(
            "reason",
            Type.TEXT,
            Kind.IDENTITY,
            "Reason",
            expected=True,
            codes=("threshold", "court", "age", "geography", "restructure", "disability"),
        ),
        Column("agreed", Type.TEXT, Kind.CONTENT, "What was agreed"),
    ),
)

CHRONOLOGY = Table(
    name="chronology",
    title="Chronologies and case summaries brought up to date",
    key=("child_id", "updated_on"),
    person="child_id",
    starts="updated_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("updated_on", Type.DATE, Kind.DATE, "Brought up to date", required=True),
        Column("worker_id", Type.TEXT, Kind.IDENTITY, "By whom"),
        Column("events_added", Type.TEXT, Kind.CONTENT, "What was added"),
        Column("summary", Type.TEXT, Kind.CONTENT, "Case summary", expected=True),
    ),
)
