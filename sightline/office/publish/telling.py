"""The whole demonstration told at once: inspection, plan, Panel, meetings, the paper and the scorecard."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from sightline.engine.authority import Authority
from sightline.office.improvement.lensing import figure_of
from sightline.office.improvement.models import Inspection
from sightline.office.lens.lens import Lens
from sightline.office.publish import actions, story
from sightline.office.publish.live import paper_content, scorecard_content
from sightline.office.publish.story_paper import told_paper

LensOn = Callable[[date, date], Lens]
"""Gives the lens of the whole service as at one day, as known on another."""

CLOSED = date(2019, 8, 31)
FROZEN = date(2019, 9, 9)
PUBLISHED = date(2019, 9, 10)


@transaction.atomic
def tell_story(cast: story.Cast, authority: Authority, lens_on: LensOn) -> bool:
    """Tell the story, once: where the inspection is here already, nothing is done and False comes back."""
    if Inspection.objects.filter(reference="west-sussex-2019").exists():
        return False
    panel = next(body for body in authority.bodies if body.id == "corporate-parenting-panel")
    saved = story.inspection(cast)
    then = lens_on(date(2019, 6, 30), date(2019, 7, 1))
    shown = story.health_action(saved, cast, figure_of(then, story.REFERRAL))
    story.other_actions(saved, cast)
    members = story.panel(panel, cast)
    story.june(panel, saved, members, cast, shown)
    meeting = story.september(panel, saved, members, cast)
    reference, draft = told_paper()
    finding = saved.paragraphs.get(number=20)
    paper = actions.start_paper(
        meeting, reference, draft, findings=[finding], by=cast.lead, on=date(2019, 9, 2)
    )
    lens = lens_on(CLOSED, FROZEN)
    if lens.snapshot is not None:
        actions.freeze(paper, paper_content(lens, paper), version=1, by=cast.lead, on=FROZEN)
        actions.publish(paper, version=2, by=cast.clerk, on=PUBLISHED)
        actions.publish_scorecard(scorecard_content(lens), by=cast.clerk, on=PUBLISHED)
    return True
