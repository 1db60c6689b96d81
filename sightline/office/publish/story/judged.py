"""The inspection, each paragraph that somebody judged, and each link to a need with its reason."""

from datetime import date

from sightline.office.improvement import actions as plan
from sightline.office.improvement.inspections import from_facts, save_inspection
from sightline.office.improvement.models import Inspection
from sightline.office.publish.story.cast import Cast

KINDS = {12: "mixed", 20: "weakness", 21: "weakness", 34: "weakness", 35: "weakness", 36: "weakness"} | {
    37: "strength",
    38: "weakness",
    42: "weakness",
    45: "strength",
}

LINKS = (
    (
        20,
        12,
        "Health colleagues assess after our consent and referral: neither side can mend it alone.",
    ),
    (20, 4, "A care plan made before a child's health is known leaves out what matters."),
    (
        38,
        11,
        "It describes the Panel itself: who is missing from it, and what it knew without changing anything.",
    ),
    (12, 5, "Interviews are recorded too thinly to be used."),
    (36, 5, "Forms that hold only dates are the recording that this need is about."),
    (35, 9, "Audits are too few and their actions were not followed through."),
)


def inspection(cast: Cast) -> Inspection:
    """The inspection of 2019, judged and linked by the improvement lead."""
    saved = save_inspection(from_facts("west_sussex_2019"), by=cast.lead, on=date(2019, 5, 9))
    paragraphs = {one.number: one for one in saved.paragraphs.all()}
    needs = {one.number: one for one in saved.needs.all()}
    for number, kind in KINDS.items():
        plan.judge_paragraph(paragraphs[number], kind, version=1, by=cast.lead, on=date(2019, 5, 13))
    for number, need, reason in LINKS:
        plan.link_need(paragraphs[number], needs[need], reason=reason, by=cast.lead, on=date(2019, 5, 14))
    return saved
