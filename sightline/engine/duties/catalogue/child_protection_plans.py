"""Child protection plans while they run, and emergency powers (2019 inspection: 1, 3, 8, 9, 10)."""

import polars as pl

from sightline.engine.duties.catalogue.sources import (
    CHILDREN_ACT_IN_FORCE,
    EVERY_EVENT,
    REGISTER_ONLY,
    local_standard,
)
from sightline.engine.duties.catalogue.working_together import EARLIER, IN_FORCE, working_together
from sightline.engine.duties.duty import Basis, Duty, Shows, days, hours, months, weeks, working_days
from sightline.engine.duties.populations_child_protection import (
    AFTER_BIRTH,
    AFTER_FIRST_CONFERENCE,
    AFTER_FIRST_CORE_GROUP,
    CONFERENCES,
    CORE_GROUPS,
    PLAN,
    VISITS,
    born_under_plan,
    not_seen,
    senior_reviews,
    under_status,
)
from sightline.engine.duties.told import Happening

ANOTHER_AUTHORITY = ("plans that another authority owns",)
_REVIEWS_SHOWN = {**EVERY_EVENT, "cin_census": Shows.TIMELINESS}
_STATUS_SHOWN = {"ssd": Shows.TIMELINESS, "ssda903": Shows.TIMELINESS, "annex_a": Shows.CURRENCY}
_POLICE, _EMERGENCY = under_status("L1"), under_status("L2")

CPC_PLAN_CIRCULATED = Duty(
    id="cpc_plan_circulated",
    title="Outline plan sent out after the conference",
    area="child protection",
    owed_to=PLAN,
    met_by=Happening(
        "plan_quality",
        "family_copy_on",
        where=pl.col("plan_kind") == "child protection",
        content=("actions", "bottom_line", "child_view"),
    ),
    within=working_days(1),
    needs=("plan_quality",),
    shows=REGISTER_ONLY,
    basis=(local_standard("decisions in one working day, minutes in 20"),),
    excludes=ANOTHER_AUTHORITY,
    answers=("¶9",),
    note="The family's copy stands for sending it out. A plan begins on the day of its conference.",
)

CORE_GROUP_FIRST = Duty(
    id="core_group_first",
    title="First core group",
    area="child protection",
    owed_to=PLAN,
    met_by=CORE_GROUPS,
    within=working_days(10),
    needs=("core_group",),
    shows=REGISTER_ONLY,
    basis=working_together("within 10 working days of the initial conference"),
    valid_from=IN_FORCE,
    excludes=ANOTHER_AUTHORITY,
    answers=("¶9",),
    note=(
        f"No national return holds core groups. {EARLIER} In force date not verified: 15 April 2013 by two "
        "law firms' notices."
    ),
)

CORE_GROUP_REPEAT = Duty(
    id="core_group_repeat",
    title="Later core groups",
    area="child protection",
    owed_to=AFTER_FIRST_CORE_GROUP,
    met_by=CORE_GROUPS,
    within=weeks(4),
    every=weeks(4),
    after_trigger=True,
    needs=("core_group",),
    shows=REGISTER_ONLY,
    basis=(local_standard("every four or six weeks"),),
    excludes=ANOTHER_AUTHORITY,
    answers=("¶9",),
)

RCPC_FIRST = Duty(
    id="rcpc_first",
    title="First review conference",
    area="child protection",
    owed_to=PLAN,
    met_by=CONFERENCES,
    within=months(3),
    after_trigger=True,
    needs=("ssd_cp_reviews",),
    shows=_REVIEWS_SHOWN,
    basis=working_together("within three months of the initial conference"),
    valid_from=IN_FORCE,
    excludes=(*ANOTHER_AUTHORITY, "conferences without a quorum"),
    answers=("¶9",),
    note=(
        "Calendar months. Published figures count 91 days, so a case at the edge may differ. A review cannot "
        f"be on the day the plan began (CIN census rule 8841). {EARLIER}"
        " In force date not verified: 15 April 2013 by two law firms' notices."
    ),
)

RCPC_REPEAT = Duty(
    id="rcpc_repeat",
    title="Later review conferences",
    area="child protection",
    owed_to=AFTER_FIRST_CONFERENCE,
    met_by=CONFERENCES,
    within=months(6),
    every=months(6),
    after_trigger=True,
    needs=("ssd_cp_reviews",),
    shows=_REVIEWS_SHOWN,
    basis=working_together("then at intervals of no more than six months"),
    valid_from=IN_FORCE,
    excludes=(*ANOTHER_AUTHORITY, "conferences without a quorum"),
    answers=("¶9",),
    note=(
        f"From each review as held, even if that was late. Published figures count 183 days. {EARLIER}"
        " In force date not verified: 15 April 2013 by two law firms' notices."
    ),
)

RCPC_AFTER_BIRTH = Duty(
    id="rcpc_after_birth",
    title="Review conference or core group after birth",
    area="child protection",
    owed_to=born_under_plan,
    met_by=AFTER_BIRTH,
    within=working_days(10),
    needs=("ssd_cp_reviews", "core_group"),
    needs_all=True,
    shows={"ssd": Shows.TIMELINESS, "register": Shows.TIMELINESS},
    basis=(local_standard("London procedures: 10 days, 20 where mother and baby are still in hospital"),),
    excludes=("babies whose plan began after birth", *ANOTHER_AUTHORITY),
    answers=("¶3",),
    note="Comes before the ordinary three months of the first review, which run as well.",
)

CP_VISIT = Duty(
    id="cp_visit",
    title="Visits to a child with a child protection plan",
    area="child protection",
    owed_to=PLAN,
    met_by=VISITS,
    within=working_days(10),
    every=working_days(10),
    needs=("ssd_cp_visits",),
    shows=EVERY_EVENT,
    basis=(local_standard("10 working days are usual; the guidance leaves it to each plan"),),
    excludes=ANOTHER_AUTHORITY,
    answers=("¶8", "¶42"),
    note=(
        "A visit at which the child was not seen does not count; whether the child was seen alone is the "
        "content. What a conference set for one child is not in any source. A duty worker's visit counts."
    ),
)

CP_NOT_SEEN_ESCALATION = Duty(
    id="cp_not_seen_escalation",
    title="Manager's decision where a child was not seen for four weeks",
    area="child protection",
    owed_to=not_seen,
    met_by=Happening("management_oversight", "decision_on", content=("rationale",)),
    within=days(1),
    needs=("management_oversight",),
    shows=REGISTER_ONLY,
    basis=(local_standard("four weeks without the social worker seeing the child"),),
    excludes=("children seen within 28 days of the last time", *ANOTHER_AUTHORITY),
    answers=("¶8", "¶44"),
    note=(
        "Starts on the 28th day after the child was last seen, and only where the visits of those days were "
        "loaded. Any manager's decision about the child from that day on counts."
    ),
)

CP_PLAN_LONG_REVIEW = Duty(
    id="cp_plan_18m_review",
    title="Senior or legal review of a long child protection plan",
    area="child protection",
    owed_to=PLAN,
    met_by=senior_reviews,
    within=months(15),
    needs=("management_oversight", "legal_planning"),
    needs_all=True,
    shows=REGISTER_ONLY,
    basis=(local_standard("by the fifteenth month, before 18 months and long before two years"),),
    excludes=ANOTHER_AUTHORITY,
    answers=("¶2", "¶10", "¶43"),
    note=(
        "A decision of a service manager or above, or a legal gateway meeting, from the first anniversary of "
        "the plan on: an earlier one is not a review of drift."
    ),
)

POLICE_PROTECTION_72H = Duty(
    id="police_protection_72h",
    title="Police protection ended",
    area="child protection",
    owed_to=_POLICE.owed,
    met_by=_POLICE.done,
    within=hours(72),
    needs=("ssd_legal_status",),
    shows=_STATUS_SHOWN,
    basis=(
        Basis(
            "statute",
            "Children Act 1989",
            "s46(6)",
            note="no more than 72 hours, as law firms and charities tell it; to be read: s46(6) (s46(1) to "
            "(3) were)",
        ),
    ),
    valid_from=CHILDREN_ACT_IN_FORCE,
    answers=("¶1",),
    note=(
        "Elapsed hours; legal status has days alone, so by the end of the third day. Only children who were "
        "accommodated (status L1) are in the returns."
    ),
)

EPO_ENDED = Duty(
    id="emergency_protection_order_ended",
    title="Emergency protection order ended or replaced",
    area="child protection",
    owed_to=_EMERGENCY.owed,
    met_by=_EMERGENCY.done,
    within=days(15),
    needs=("ssd_legal_status",),
    shows=_STATUS_SHOWN,
    basis=(
        Basis(
            "statute",
            "Children Act 1989",
            "s45(1) and (5)",
            note="8 days, then up to 7; to be read: s45(1) to (6), and whether the order's own day counts",
        ),
    ),
    valid_from=CHILDREN_ACT_IN_FORCE,
    answers=("¶1",),
    note=(
        "8 days, which a court may extend once by up to 7. Legal status does not say whether it did, so what "
        "is judged is the longest that the Act allows."
    ),
)
