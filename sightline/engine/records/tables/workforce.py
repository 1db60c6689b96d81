"""Professionals, teams and who works with whom."""

from sightline.engine.records.columns import Column, Kind, Subject, Table, Type
from sightline.engine.records.tables.shared import SSD

PROFESSIONALS = Table(
    name="ssd_professionals",
    title="Professionals",
    key=("prof_professional_id",),
    of=(Subject.WORKER, "prof_professional_id"),
    source=SSD,
    columns=(
        Column("prof_professional_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("prof_staff_id", Type.TEXT, Kind.IDENTITY),
        Column("prof_professional_name", Type.TEXT, Kind.IDENTITY),
        Column("prof_social_worker_registration_no", Type.TEXT, Kind.IDENTITY),
        Column("prof_agency_worker_flag", Type.TEXT, Kind.CONTENT, codes=("0", "1")),
        Column("prof_professional_job_title", Type.TEXT, Kind.CONTENT),
        Column("prof_professional_caseload", Type.INTEGER, Kind.CONTENT),
        Column("prof_professional_department", Type.TEXT, Kind.CONTENT),
        Column("prof_full_time_equivalency", Type.NUMBER, Kind.CONTENT),
    ),
)

DEPARTMENT = Table(
    name="ssd_department",
    title="Teams",
    key=("dept_team_id",),
    of=(Subject.TEAM, "dept_team_id"),
    source=SSD,
    columns=(
        Column("dept_team_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("dept_team_name", Type.TEXT, Kind.IDENTITY),
        Column("dept_team_parent_id", Type.TEXT, Kind.IDENTITY, "ID of the team above"),
        Column("dept_team_parent_name", Type.TEXT, Kind.IDENTITY, "Name of the team above"),
    ),
)

INVOLVEMENTS = Table(
    name="ssd_involvements",
    title="Workers' involvements",
    key=(
        "invo_person_id",
        "invo_professional_id",
        "invo_professional_role_id",
        "invo_involvement_start_date",
    ),
    person="invo_person_id",
    starts="invo_involvement_start_date",
    ends="invo_involvement_end_date",
    source=SSD,
    columns=(
        Column("invo_involvements_id", Type.TEXT, Kind.IDENTITY, "Involvement ID"),
        Column("invo_professional_id", Type.TEXT, Kind.IDENTITY, "Worker"),
        Column("invo_professional_role_id", Type.TEXT, Kind.IDENTITY, "Role of the worker"),
        Column("invo_professional_team", Type.TEXT, Kind.IDENTITY, "Team of the worker"),
        Column("invo_person_id", Type.TEXT, Kind.IDENTITY, required=True),
        Column("invo_involvement_start_date", Type.DATE, Kind.DATE),
        Column("invo_involvement_end_date", Type.DATE, Kind.DATE),
        Column(
            "invo_worker_change_reason",
            Type.TEXT,
            Kind.CONTENT,
            codes=(
                "MANAGE",
                "FCONTA",
                "LEFTRL",
                "ORGRST",
                "TSPROC",
                "ABSENC",
                "CHCHAN",
                "PCCHAN",
                "SWDIED",
                "OTHERS",
            ),
        ),
        Column("invo_referral_id", Type.TEXT, Kind.IDENTITY),
    ),
)
