"""The systems of practice that the public papers of May 2019 name, and what in the engine answers each.

A row names the paragraphs of the inspection that speak of it. Which duties answer it follows from their
own ``answers``; registers and tables follow from what those duties read. ``also`` names registers that
hold what no clock can tell. Nothing else needs to know when a duty is added.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sightline.engine.duties.duty import Duty
from sightline.engine.records.record import ALL_TABLES


@dataclass(frozen=True)
class Row:
    """One system of practice. ``areas``: areas of practice whose duties are about nothing else. ``duties``:
    ids of others that answer it. ``wanting``: what is not here yet, in a sentence."""

    id: str
    title: str
    paragraphs: tuple[int, ...] = ()
    areas: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    elsewhere: str = ""
    wanting: str = ""


ROWS: tuple[Row, ...] = (
    Row("P1", "Early help", (4,), ("early help",)),
    Row("P2", "Front door: contacts, referrals and their decisions", (5, 6), ("front door",)),
    Row("P3", "Strategy discussions and section 47 enquiries", (7,)),
    Row("P4", "Child and family assessments", (8,), ("assessment", "child in need")),
    Row("P5", "Child protection plans, conferences and core groups", (9,), ("child protection",)),
    Row("P6", "Legal planning, pre-proceedings and court", (10,), ("court",), ("court_feedback",)),
    Row(
        "P7",
        "Neglect",
        (2,),
        also=("neglect_tool", "neglect_tool_area"),
        wanting="Concern that builds up over contacts, referrals and plans is not measured yet.",
    ),
    Row("P8", "Unborn babies", (3,), ("unborn babies",)),
    Row("P9", "Exploitation and going missing", (11, 12), ("missing", "exploitation")),
    Row("P10", "Private fostering", (13,), ("private fostering",)),
    Row("P11", "Homeless at 16 and 17", (14,), ("homeless",)),
    Row(
        "P12",
        "Educated at home, or not in full-time school",
        (15,),
        ("home education",),
        wanting="A parent's fifteen days before a school attendance order are a least time, not a limit, and "
        "the register of children not in school is not in force.",
    ),
    Row("P13", "Allegations against adults who work with children", (16,), ("allegations",)),
    Row("P14", "Radicalisation", (17,)),
    Row(
        "P15",
        "Care plans",
        (19,),
        wanting="The 75 days of short breaks in twelve months are a balance and no date: not evaluated.",
    ),
    Row("P16", "Health of children in care", (20,), ("health",)),
    Row("P17", "Independent reviewing officers", (21,)),
    Row("P18", "Reunification and placement with parents", (22,), also=("reunification",)),
    Row("P19", "Visits, views and life story work", (23,), also=("participation",)),
    Row(
        "P20",
        "Placements and whether there are enough",
        (24, 37),
        also=("placement_search", "other_la_child", "childrens_home"),
        wanting="Need is not forecast yet.",
    ),
    Row("P21", "Virtual school", (25, 26), ("education",), ("school_attendance_care", "school_change")),
    Row("P22", "Foster carers", (27,), ("fostering",), ("household_check",)),
    Row(
        "P23",
        "Permanence and adoption",
        (28, 29),
        ("permanence",),
        ("permanence_meeting", "adopter_visits", "adoption_ceremony"),
        wanting="The scorecard's averages over three years (A1, A2, A10) are not measured.",
    ),
    Row("P24", "Care leavers", (30, 31, 32), ("care leavers",), ("care_leaver_offer",)),
    Row(
        "P25",
        "Workers who stay, and cases held in managers' names",
        (40, 41, 42),
        also=("caseload", "caseload_status", "workforce_post", "workforce_change", "workforce_leaver"),
        wanting="Vacancies, turnover and caseloads are held and not measured yet.",
    ),
    Row("P26", "Supervision and management oversight", (44,)),
    Row(
        "P27",
        "Quality assurance and audits",
        (35,),
        ("quality assurance",),
        ("audit_domain",),
        wanting="Samples are not drawn, nor grades measured, yet.",
    ),
    Row(
        "P28",
        "Recording, and figures that can be relied on",
        (36,),
        elsewhere="Every duty carries the substance of what met it; every measure a floor, a ceiling and an "
        "assurance level with its reason.",
    ),
    Row(
        "P29",
        "Standards, procedures, induction and training",
        (43,),
        elsewhere="This handbook is the published standards.",
        wanting="Who has read them is not kept yet. What the authority owes as a whole (yearly reports, "
        "returns, reviews of procedures, surveys of employers' standards, members' training) runs no clock.",
    ),
    Row(
        "P30",
        "Transfers from team to team",
        also=("transfer_point",),
        duties=("case_transfer_handover",),
        elsewhere="Obligations name the team that held the case on the day that counts.",
    ),
    Row(
        "P31",
        "The lottery of where a child lives",
        elsewhere="Every measure is split by area and by team, and told from chance.",
    ),
)
"""Every row of practice, in order."""


def answering(row: Row, duties: Iterable[Duty]) -> list[Duty]:
    """The duties that answer a row: by a paragraph that they name, or by an area that is the row's own."""
    wanted = {f"¶{number}" for number in row.paragraphs}
    return [
        duty
        for duty in duties
        if wanted & set(duty.answers) or duty.area in row.areas or duty.id in row.duties
    ]


def registers_for(row: Row, duties: Iterable[Duty]) -> list[str]:
    """The local registers that a row's duties read, and those that it names itself; each once."""
    read = [name for duty in answering(row, duties) for name in duty.needs]
    return [name for name in dict.fromkeys((*read, *row.also)) if ALL_TABLES[name].register]


def gaps(duties: Mapping[str, Duty]) -> list[Row]:
    """Rows that nothing answers: no duty, no register, nothing elsewhere."""
    everything = list(duties.values())
    return [
        row
        for row in ROWS
        if not row.elsewhere and not answering(row, everything) and not registers_for(row, everything)
    ]
