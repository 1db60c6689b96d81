"""The page of a finding: its whole thread in one picture, from the paragraph to the row and to the paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.caseload.listing import saw_list
from sightline.office.improvement.days import reading_day
from sightline.office.improvement.lensing import authority_of
from sightline.office.improvement.status import Status
from sightline.office.improvement.views import paragraph_at
from sightline.office.lens.kept import until_an_act
from sightline.office.lens.lens import Lens
from sightline.office.publish.record_lane import children_on, record_lane
from sightline.office.publish.response import governance_lane, plan_of, response_lane, seats_lane


@allowed(Permission.SEE_PLAN)
def thread(request: HttpRequest, reference: str, place: str) -> HttpResponse:
    """Finding to need to action to proof; to measure, area, child and row; to challenge, answer and paper.

    The trail says how many children it names.
    """
    page = until_an_act(request, "publish/thread.jinja", lambda: _thread(request, reference, place))
    if named := page.told["children"]:
        saw_list(request, "saw children on the thread of a finding", named, paragraph=place)
    return page.answer(request)


def _thread(request: HttpRequest, reference: str, place: str) -> dict[str, Any]:
    found = paragraph_at(reference, place)
    day = reading_day(request)
    bodies = authority_of(request).bodies
    record = record_lane(Lens.for_request(request), found, day)
    lanes = [response_lane(found, day), record, governance_lane(found, day)]
    lanes += filter(None, (seats_lane(found, body, day) for body in bodies))
    actions = [action for action in plan_of(found) if action.on <= day]
    return {
        "told": {"children": children_on(record)},
        "finding": found,
        "lanes": lanes,
        "breaks": list(dict.fromkeys(one for lane in lanes for one in lane.breaks)),
        "discussed": found.discussions.filter(on__lte=day).count(),
        "verified": any(action.status(day) == Status.VERIFIED for action in actions),
        "bodies": bodies,
        "day": day,
    }
