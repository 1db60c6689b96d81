"""Supervision, caseloads, posts, vacancies and training."""

from sightline.engine.records.codes import ORG_ROLES, REASONS_FOR_LEAVING
from sightline.engine.records.columns import Column, Kind, Subject, Table, Type
from sightline.engine.records.registers.shared import CHILD

SUPERVISION = Table(
    name="supervision",
    title="Supervision of workers and cases",
    key=("worker_id", "due_on", "held_on", "kind", "child_id"),
    person="child_id",
    of=(Subject.WORKER, "worker_id"),
    starts="due_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("worker_id", Type.TEXT, Kind.IDENTITY, "Worker", required=True),
        Column("supervisor_id", Type.TEXT, Kind.IDENTITY, "Supervisor", expected=True),
        Column("held_on", Type.DATE, Kind.DATE, "Held"),
        Column("due_on", Type.DATE, Kind.DATE, "Due", required=True),
        Column(
            "kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind of supervision",
            required=True,
            codes=("case", "personal", "group", "informal"),
        ),
        Column(
            "child_id",
            Type.TEXT,
            Kind.IDENTITY,
            "Child",
            aliases=CHILD,
            note="one row for each child talked about",
        ),
        Column(
            "cancelled_reason",
            Type.TEXT,
            Kind.IDENTITY,
            "If cancelled, why",
            codes=("absence", "workload", "vacancy", "other"),
        ),
        Column("reflective", Type.FLAG, Kind.CONTENT, "Reflective"),
        Column("risk_reviewed", Type.FLAG, Kind.CONTENT, "Risk reviewed"),
        Column("previous_actions_reviewed", Type.FLAG, Kind.CONTENT, "Earlier actions reviewed"),
        Column("actions_set", Type.INTEGER, Kind.CONTENT, "Actions set"),
        Column("actions_overdue", Type.INTEGER, Kind.CONTENT, "Actions overdue"),
        Column("signed_on", Type.DATE, Kind.DATE, "Signed"),
        Column("discussion", Type.TEXT, Kind.CONTENT, "What was talked about"),
    ),
)

CASELOAD = Table(
    name="caseload",
    title="Caseloads",
    key=("month_end", "worker_id"),
    of=(Subject.WORKER, "worker_id"),
    starts="month_end",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("month_end", Type.DATE, Kind.DATE, "End of the month", required=True),
        Column("worker_id", Type.TEXT, Kind.IDENTITY, "Worker", required=True),
        Column("team", Type.TEXT, Kind.IDENTITY, "Team", expected=True),
        Column("role", Type.TEXT, Kind.IDENTITY, "Role", expected=True, codes=ORG_ROLES),
        Column("fte", Type.NUMBER, Kind.CONTENT, "Full-time equivalent", expected=True),
        Column("children", Type.INTEGER, Kind.CONTENT, "Children", expected=True),
        Column("newly_qualified", Type.FLAG, Kind.IDENTITY, "Newly qualified"),
        Column("limit", Type.INTEGER, Kind.CONTENT, "Limit"),
    ),
)

CASELOAD_STATUS = Table(
    name="caseload_status",
    title="Caseloads by kind of case",
    key=("month_end", "worker_id", "status"),
    of=(Subject.WORKER, "worker_id"),
    starts="month_end",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("month_end", Type.DATE, Kind.DATE, "End of the month", required=True),
        Column("worker_id", Type.TEXT, Kind.IDENTITY, "Worker", required=True),
        Column(
            "status",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind of case",
            required=True,
            codes=("child in need", "child protection", "looked after", "care leaver", "assessment", "court"),
        ),
        Column("children", Type.INTEGER, Kind.CONTENT, "Children"),
    ),
)

WORKFORCE_POST = Table(
    name="workforce_post",
    title="Posts and who fills them",
    key=("post_id", "from"),
    of=(Subject.TEAM, "team"),
    starts="from",
    ends="to",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("post_id", Type.TEXT, Kind.IDENTITY, "Post", required=True),
        Column("team", Type.TEXT, Kind.IDENTITY, "Team", required=True),
        Column("role", Type.TEXT, Kind.IDENTITY, "Role", codes=ORG_ROLES),
        Column("fte", Type.NUMBER, Kind.CONTENT, "Full-time equivalent"),
        Column("from", Type.DATE, Kind.DATE, "From", required=True),
        Column("to", Type.DATE, Kind.DATE, "To"),
        Column("worker_id", Type.TEXT, Kind.IDENTITY, "Worker", note="blank while the post is vacant"),
        Column(
            "holder",
            Type.TEXT,
            Kind.CONTENT,
            "Who fills it",
            codes=("permanent", "fixed term", "agency", "vacant"),
        ),
        Column("advertised_on", Type.DATE, Kind.DATE, "Advertised"),
        Column("offered_on", Type.DATE, Kind.DATE, "Offered"),
    ),
)

WORKFORCE_CHANGE = Table(
    name="workforce_change",
    title="Vacancies, turnover and agency cover",
    key=("month_end", "team"),
    of=(Subject.TEAM, "team"),
    starts="month_end",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("month_end", Type.DATE, Kind.DATE, "End of the month", required=True),
        Column("team", Type.TEXT, Kind.IDENTITY, "Team", required=True),
        Column("posts_fte", Type.NUMBER, Kind.CONTENT, "Posts", expected=True),
        Column("in_post_fte", Type.NUMBER, Kind.CONTENT, "In post", expected=True),
        Column("vacancy_fte", Type.NUMBER, Kind.CONTENT, "Vacant", expected=True),
        Column("agency_fte", Type.NUMBER, Kind.CONTENT, "Agency cover", expected=True),
        Column("leavers_fte", Type.NUMBER, Kind.CONTENT, "Leavers", expected=True),
        Column("starters_fte", Type.NUMBER, Kind.CONTENT, "Starters", expected=True),
        Column("sick_days", Type.NUMBER, Kind.CONTENT, "Days lost to sickness", expected=True),
        Column("manager_change", Type.INTEGER, Kind.CONTENT, "Changes of team manager"),
    ),
)

WORKFORCE_LEAVER = Table(
    name="workforce_leaver",
    title="Why workers left",
    key=("month_end", "team", "reason"),
    of=(Subject.TEAM, "team"),
    starts="month_end",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("month_end", Type.DATE, Kind.DATE, "End of the month", required=True),
        Column("team", Type.TEXT, Kind.IDENTITY, "Team", required=True),
        Column(
            "reason", Type.TEXT, Kind.IDENTITY, "Reason for leaving", required=True, codes=REASONS_FOR_LEAVING
        ),
        Column("leavers_fte", Type.NUMBER, Kind.CONTENT, "Leavers"),
    ),
)

WORKFORCE_TRAINING = Table(
    name="workforce_training",
    title="Induction and training",
    key=("worker_id", "course", "due_on", "done_on"),
    of=(Subject.WORKER, "worker_id"),
    starts="due_on",
    register=True,
    source="Local register; local practice",
    columns=(
        Column("worker_id", Type.TEXT, Kind.IDENTITY, "Worker", required=True),
        Column(
            "course",
            Type.TEXT,
            Kind.IDENTITY,
            "Course",
            required=True,
            note="registration: its renewal with Social Work England",
            codes=(
                "induction",
                "neglect",
                "care plans",
                "private fostering",
                "placement with parents",
                "permanence",
                "Prevent",
                "designated officer",
                "recording",
                "ASYE",
                "registration",
                "other",
            ),
        ),
        Column("due_on", Type.DATE, Kind.DATE, "Due"),
        Column("done_on", Type.DATE, Kind.DATE, "Done"),
        Column(
            "kind",
            Type.TEXT,
            Kind.IDENTITY,
            "Kind of course",
            expected=True,
            codes=("mandatory", "role", "optional"),
        ),
        Column("practice_check_on", Type.DATE, Kind.DATE, "Practice checked"),
        Column("effect", Type.TEXT, Kind.CONTENT, "What changed in practice"),
    ),
)
