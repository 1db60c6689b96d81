"""Return home interviews."""

from sightline.engine.records.columns import Column, Kind, Table, Type
from sightline.engine.records.registers.shared import CHILD

RETURN_HOME_INTERVIEW = Table(
    name="return_home_interview",
    title="Return home interviews",
    key=("child_id", "missing_from"),
    person="child_id",
    starts="missing_from",
    register=True,
    source="Local register; DfE statutory guidance on children who run away or go missing, 2014",
    columns=(
        Column("child_id", Type.TEXT, Kind.IDENTITY, "Child", required=True, aliases=CHILD),
        Column("missing_from", Type.DATETIME, Kind.DATE, "Missing from", required=True),
        Column("missing_to", Type.DATETIME, Kind.DATE, "Found or returned"),
        Column(
            "missing_from_place",
            Type.TEXT,
            Kind.IDENTITY,
            "Missing from where",
            codes=("home", "care placement", "other authority placement"),
        ),
        Column("police_reference", Type.TEXT, Kind.IDENTITY, "Police reference"),
        Column("safe_and_well_on", Type.DATETIME, Kind.DATE, "Police saw the child on return"),
        Column("offered_on", Type.DATETIME, Kind.DATE, "Offered"),
        Column(
            "response",
            Type.TEXT,
            Kind.IDENTITY,
            "Child's response",
            codes=("accepted", "declined", "not reached", "missing again", "not offered"),
        ),
        Column("not_offered_reason", Type.TEXT, Kind.CONTENT, "If not offered, why"),
        Column("held_on", Type.DATETIME, Kind.DATE, "Held"),
        Column("interviewer_role", Type.TEXT, Kind.IDENTITY, "Interviewer"),
        Column(
            "independent_of_care", Type.FLAG, Kind.IDENTITY, "Interviewer is independent of the child's care"
        ),
        Column("push_pull_reason", Type.TEXT, Kind.CONTENT, "Why the child went"),
        Column("where_and_who", Type.TEXT, Kind.CONTENT, "Where the child was and with whom"),
        Column("harm_disclosed", Type.TEXT, Kind.CONTENT, "Harm disclosed", codes=("Y", "N")),
        Column("risk_found", Type.TEXT, Kind.CONTENT, "Risk found"),
        Column("analysis", Type.TEXT, Kind.CONTENT, "Analysis of the critical issues"),
        Column("shared_with_police_on", Type.DATE, Kind.DATE, "Shared with the police"),
        Column("plan_updated_on", Type.DATE, Kind.DATE, "Plan or risk assessment updated"),
    ),
)
