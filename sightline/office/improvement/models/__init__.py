"""The tables of the improvement room. State changes are in ``actions``; nothing else writes here."""

from sightline.office.improvement.models.inspection import (
    Inspection,
    Judgement,
    Need,
    Paragraph,
    ParagraphNeed,
)
from sightline.office.improvement.models.plan import (
    Action,
    ActionMeasure,
    Discussion,
    DueDateMove,
    Evidence,
    Milestone,
    Verification,
)

__all__ = [
    "Action",
    "ActionMeasure",
    "Discussion",
    "DueDateMove",
    "Evidence",
    "Inspection",
    "Judgement",
    "Milestone",
    "Need",
    "Paragraph",
    "ParagraphNeed",
    "Verification",
]
