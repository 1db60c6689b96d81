"""Content from the record as it stands, through the lens and through disclosure control."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from sightline import __version__
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.measure import Counting, Measure
from sightline.office.improvement.lensing import for_others
from sightline.office.lens.lens import Lens
from sightline.office.publish.before import shown_before
from sightline.office.publish.compose import SYNTHETIC, content, stamp
from sightline.office.publish.figures import NOT_SHOWN, PROTECTION, protected_figure
from sightline.office.publish.models import Paper

SCORECARD = (Counting.TIMELINESS_BY_ENTRY, Counting.TIMELINESS)
"""How the measures of the scorecard count: what was due and done on time."""


def protected(lens: Lens) -> Callable[[Measure], dict[str, Any]]:
    """Gives a measure's figures for the whole service, after disclosure control, held against every figure
    that was shown before.
    """
    names = {area.id: area.name for area in lens.authority.areas}
    obligations, people = lens.whole()
    before = shown_before()

    def figure(measure: Measure) -> dict[str, Any]:
        return protected_figure(
            measure,
            obligations,
            people,
            lens.as_at,
            names=names,
            whole=lens.authority.name,
            before=before,
        )

    return figure


def paper_content(lens: Lens, paper: Paper) -> dict[str, Any]:
    """What a paper would say if it were frozen now. Raises ValidationError where nothing has been loaded."""
    if lens.snapshot is None:
        raise ValidationError("Nothing has been loaded, so there are no figures to put in a paper.")
    bodies = {body.id: body.name for body in lens.authority.bodies}
    return content(
        paper,
        lens.authority,
        protected(lens),
        body=bodies.get(paper.meeting.body, paper.meeting.title),
        snapshot=lens.snapshot.number,
        as_at=lens.as_at,
        known_on=lens.known_on or lens.today,
    )


def live_content(request: HttpRequest, paper: Paper) -> dict[str, Any]:
    """The same, through the lens of whoever asks, at the end of a month."""
    return paper_content(for_others(Lens.for_request(request)), paper)


def scorecard_content(lens: Lens) -> dict[str, Any]:
    """Every timeliness measure that may be published, and the names of those withheld."""
    if lens.snapshot is None:
        raise ValidationError("Nothing has been loaded, so there is nothing to publish.")
    figure = protected(lens)
    chosen = [one for one in MEASURES.values() if one.public and one.counting in SCORECARD]
    figures = [figure(one) for one in chosen]
    known_on = lens.known_on or lens.today
    return {
        "label": SYNTHETIC if lens.authority.synthetic else "Public scorecard",
        "stamp": stamp(lens.snapshot.number, lens.as_at, known_on),
        "snapshot": lens.snapshot.number,
        "as_at": lens.as_at.isoformat(),
        "known_on": known_on.isoformat(),
        "code_version": __version__,
        "protection": PROTECTION,
        "figures": [one for one in figures if one["rows"]],
        "withheld": [one["title"] for one in figures if not one["rows"]],
        "not_shown": NOT_SHOWN,
    }


def live_scorecard(request: HttpRequest) -> dict[str, Any]:
    """The scorecard through the lens of whoever publishes it, at the end of a month."""
    return scorecard_content(for_others(Lens.for_request(request)))
