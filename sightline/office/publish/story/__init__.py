"""The demonstration's story, told through the actions: an inspection answered in part, and a Panel that asks.

Everyone in it is made up. Some links are left broken on purpose, so that a break can be seen: a finding
without an action, a stalled action, evidence nobody has checked, an empty seat, a challenge past its date.
"""

from sightline.office.publish.story.cast import Cast
from sightline.office.publish.story.judged import inspection
from sightline.office.publish.story.panel import june, panel, september
from sightline.office.publish.story.plan import REFERRAL, health_action, other_actions

__all__ = [
    "REFERRAL",
    "Cast",
    "health_action",
    "inspection",
    "june",
    "other_actions",
    "panel",
    "september",
]
