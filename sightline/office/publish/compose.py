"""A paper's content from its draft and the record: everything that will be frozen, and no more."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sightline import __version__
from sightline.engine.authority import Authority
from sightline.engine.measures.measure import Measure
from sightline.office.publish.figures import PROTECTION, publishable
from sightline.office.publish.form import SECTIONS, paragraphs
from sightline.office.publish.models import Paper

SYNTHETIC = "Synthetic children: this paper describes a county that never existed."

Figures = Callable[[Measure], dict[str, Any]]
"""Gives one measure's figures, already protected."""


def stamp(snapshot: int, as_at: date, known_on: date) -> str:
    """Where the figures come from, in a sentence."""
    return (
        f"Figures from snapshot {snapshot} of the record, as at {as_at:%-d %B %Y}, "
        f"as known on {known_on:%-d %B %Y}, by Sightline {__version__}."
    )


def content(
    paper: Paper,
    authority: Authority,
    figures: Figures,
    *,
    body: str,
    snapshot: int,
    as_at: date,
    known_on: date,
) -> dict[str, Any]:
    """What a reader will see, as plain data: the same for the page and for the PDF."""
    return {
        "title": paper.title,
        "author_title": paper.author_title,
        "authority": authority.name,
        "body": body,
        "held_on": paper.meeting.held_on.isoformat(),
        "held_on_words": f"{paper.meeting.held_on:%-d %B %Y}",
        "label": SYNTHETIC if authority.synthetic else "Public paper",
        "snapshot": snapshot,
        "as_at": as_at.isoformat(),
        "known_on": known_on.isoformat(),
        "code_version": __version__,
        "stamp": stamp(snapshot, as_at, known_on),
        "protection": PROTECTION,
        "sections": [
            {"id": one.id, "title": one.title, "paragraphs": paragraphs(paper.sections.get(one.id, ""))}
            for one in SECTIONS
        ],
        "findings": [
            {
                "number": str(finding)[1:],
                "summary": finding.words,
                "quotation": finding.quotation,
                "credit": finding.inspection.credit,
                "inspection": str(finding.inspection),
            }
            for finding in paper.findings.select_related("inspection").order_by("part", "number")
        ],
        "figures": [figures(measure) for measure in publishable(paper.measures)],
    }
