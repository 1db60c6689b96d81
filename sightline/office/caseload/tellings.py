"""How each table of the record reads in a child's timeline: one declaration for each kind of entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from sightline.engine.records.columns import Column, Kind, Subject, Table, Type
from sightline.engine.records.record import ALL_TABLES
from sightline.office.caseload.codes import (
    ENTERED_OR_CHANGED,
    LEGAL_STATUS,
    MISSING,
    PLACEMENT,
)

YES_NO = {"Y": "yes", "N": "no", "NA": "not applicable"}
TAKING_PART = {
    "PN0": "child under four",
    "PN1": "attended and spoke",
    "PN2": "attended, an advocate spoke",
    "PN3": "attended, views by other means",
    "PN4": "attended, views not given",
    "PN5": "did not attend, an advocate spoke",
    "PN6": "did not attend, views given by other means",
    "PN7": "did not attend, views not given",
}


@dataclass(frozen=True)
class Telling:
    """One kind of entry. ``on``: the date columns, the first that is filled counts. ``shown``: columns with
    their labels; ``codes`` puts a column's values into words. ``content``: the columns whose blankness makes
    it "dates only" (none: the entry is not something that was done).
    """

    table: str
    title: str
    on: tuple[str, ...]
    shown: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    content: tuple[str, ...] = ()


TELLINGS = (
    Telling(
        "ssd_cla_episodes",
        "Episode of care began",
        ("clae_cla_episode_start_date",),
        {"clae_cla_episode_start_reason": "Why"},
        {"clae_cla_episode_start_reason": ENTERED_OR_CHANGED},
    ),
    Telling(
        "ssd_cla_episodes",
        "Episode of care ended",
        ("clae_cla_episode_ceased_date",),
        {"clae_cla_episode_ceased_reason": "Reason code"},
    ),
    Telling(
        "ssd_cla_placement",
        "Placement began",
        ("clap_cla_placement_start_date",),
        {"clap_cla_placement_type": "Placement", "clap_cla_placement_distance": "Miles from home"},
        {"clap_cla_placement_type": PLACEMENT},
    ),
    Telling(
        "ssd_cla_placement",
        "Placement ended",
        ("clap_cla_placement_end_date",),
        {"clap_cla_placement_type": "Placement", "clap_cla_placement_change_reason": "Reason code"},
        {"clap_cla_placement_type": PLACEMENT},
    ),
    Telling(
        "ssd_legal_status",
        "Legal status",
        ("lega_legal_status_start_date",),
        {"lega_legal_status": "Status"},
        {"lega_legal_status": LEGAL_STATUS},
    ),
    Telling(
        "ssd_cla_reviews",
        "Looked-after review",
        ("clar_cla_review_date",),
        {"clar_cla_review_participation": "Child took part", "clar_cla_review_cancelled": "Cancelled"},
        {"clar_cla_review_participation": TAKING_PART, "clar_cla_review_cancelled": YES_NO},
        ("clar_cla_review_participation",),
    ),
    Telling(
        "ssd_cla_care_plan",
        "Care plan",
        ("lacp_cla_care_plan_start_date",),
        content=("lacp_cla_care_plan_json",),
    ),
    Telling(
        "ssd_cla_visits",
        "Visit",
        ("clav_cla_visit_date",),
        {"clav_cla_visit_seen": "Child seen", "clav_cla_visit_seen_alone": "Seen alone"},
        {"clav_cla_visit_seen": YES_NO, "clav_cla_visit_seen_alone": YES_NO},
        ("clav_cla_visit_seen", "clav_cla_visit_seen_alone"),
    ),
    Telling(
        "ssd_cla_health",
        "Health check in the case system",
        ("clah_health_check_date",),
        {"clah_health_check_type": "Check", "clah_health_check_status": "Status"},
    ),
    Telling(
        "health_assessment",
        "Health assessment in the register",
        ("seen_on", "offered_on", "report_received_on", "referred_to_health_on", "consent_on", "care_from"),
        {
            "kind": "Kind",
            "status": "Status",
            "assessed_by": "Assessed by",
            "report_received_on": "Report received",
            "late_reason": "Reason if late",
        },
        content=("health_needs", "recommendations", "child_views"),
    ),
    Telling(
        "ssd_missing",
        "Went missing or away",
        ("miss_missing_episode_start_date",),
        {"miss_missing_episode_type": "Kind", "miss_missing_rhi_offered": "Interview offered"},
        {"miss_missing_episode_type": MISSING, "miss_missing_rhi_offered": YES_NO},
    ),
    Telling(
        "ssd_missing",
        "Returned or was found",
        ("miss_missing_episode_end_date",),
        {"miss_missing_episode_type": "From being"},
        {"miss_missing_episode_type": MISSING},
    ),
    Telling(
        "return_home_interview",
        "Return home interview",
        ("held_on", "offered_on", "missing_to", "missing_from"),
        {
            "response": "Child's response",
            "interviewer_role": "Interviewer",
            "missing_from": "Missing from",
            "missing_to": "Returned",
        },
        content=("push_pull_reason", "where_and_who", "harm_disclosed", "risk_found", "analysis"),
    ),
    Telling(
        "personal_education_plan",
        "Personal education plan",
        ("done_on", "due_on"),
        {"term": "Term", "quality": "Quality", "signed_off_on": "Signed off"},
        content=("targets", "child_view", "attainment", "pupil_premium_use", "quality"),
    ),
    Telling(
        "ssd_sdq_scores",
        "Strengths and difficulties questionnaire",
        ("csdq_sdq_completed_date",),
        {"csdq_sdq_score": "Score", "csdq_sdq_reason": "Reason for no score"},
        content=("csdq_sdq_score", "csdq_sdq_reason"),
    ),
    Telling(
        "ssd_involvements",
        "Worker began",
        ("invo_involvement_start_date",),
        {"invo_professional_role_id": "Role", "invo_professional_id": "Worker"},
    ),
)
"""Every kind of entry, in the order in which those of one day are shown."""

_NO_ENTRY = frozenset({"ssd_address"})
"""Where a child lives is nobody's business on a timeline."""


@cache
def told_by_declaration(name: str) -> Telling | None:
    """How a table without a telling of its own reads, from its declaration alone; None: it is no event.

    Dates, codes and short facts are shown with their titles; of content, only whether it is there.
    """
    table = ALL_TABLES[name]
    dated = table.of_kind(Kind.DATE)
    if table.subject is not Subject.CHILD or name in _NO_ENTRY or not dated:
        return None
    if not table.register and table.starts is None:
        return None
    first = table.starts if table.starts in dated else dated[0]
    on = (first, *(column for column in dated if column != first)) if first else dated
    shown = {
        column.name: column.title for column in table if column.name != first and _is_short(table, column)
    }
    content = table.of_kind(Kind.CONTENT) if table.register else ()
    return Telling(name, table.title, on, shown, content=content)


def _is_short(table: Table, column: Column) -> bool:
    if column.name in (table.person, table.through and table.through.column) or column.name.endswith("_id"):
        return False
    if column.kind is Kind.CONTENT:
        return not table.register and bool(column.codes)
    return column.kind is Kind.DATE or column.type is not Type.TEXT or bool(column.codes) or table.register
