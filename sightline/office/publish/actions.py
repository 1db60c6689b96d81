"""Everything that can be done with a paper: one transaction each, with its entry in the trail."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sightline.office.access.models import User
from sightline.office.governance.models import Meeting
from sightline.office.improvement.editing import save_version
from sightline.office.improvement.models import Paragraph
from sightline.office.improvement.recording import tell
from sightline.office.publish.form import SECTIONS
from sightline.office.publish.models import Paper, Scorecard
from sightline.office.publish.pdf import paper_pdf


@dataclass(frozen=True)
class Draft:
    """What an author writes: everything but the figures, which come from the record."""

    title: str
    author_title: str
    sections: Mapping[str, str]
    measures: tuple[str, ...] = ()

    def checked(self) -> "Draft":
        """With only the form's own sections, trimmed. A draft may have gaps; a frozen paper may not."""
        wrong = []
        if not self.title.strip():
            wrong.append("Enter the paper's title.")
        if not self.author_title.strip():
            wrong.append("Enter whose report it is: a post, not a person's name.")
        if wrong:
            raise ValidationError(wrong)
        kept = {section.id: self.sections.get(section.id, "").strip() for section in SECTIONS}
        return Draft(self.title.strip(), self.author_title.strip(), kept, tuple(dict.fromkeys(self.measures)))


def _not_draft(paper: Paper) -> None:
    if paper.state != Paper.State.DRAFT:
        raise ValidationError(
            "This paper is frozen. What members have seen is not changed: write a new paper."
        )


@transaction.atomic
def start_paper(
    meeting: Meeting, reference: str, draft: Draft, *, findings: Iterable[Paragraph] = (), by: User, on: date
) -> Paper:
    """Start a paper for a meeting, about findings."""
    asked = draft.checked()
    if Paper.objects.filter(reference=reference).exists():
        raise ValidationError(f"There is a paper called {reference} already.")
    paper = Paper.objects.create(
        meeting=meeting,
        reference=reference,
        title=asked.title,
        author_title=asked.author_title,
        sections=dict(asked.sections),
        measures=list(asked.measures),
        by=by,
        on=on,
    )
    paper.findings.set(findings)
    tell("paper started", paper, by=by, meeting=meeting.pk)
    return paper


@transaction.atomic
def change_paper(paper: Paper, draft: Draft, *, version: int, by: User) -> Paper:
    """Change a draft. Two authors at once: the second is told, and keeps what they typed."""
    _not_draft(paper)
    asked = draft.checked()
    save_version(
        paper,
        version,
        title=asked.title,
        author_title=asked.author_title,
        sections=dict(asked.sections),
        measures=list(asked.measures),
    )
    tell("paper changed", paper, by=by)
    return paper


def seal(content: Mapping[str, Any]) -> str:
    """The SHA-256 of a paper's content in one fixed form."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def pdf_seal(pdf: bytes) -> str:
    """The SHA-256 of a paper's PDF."""
    return hashlib.sha256(pdf).hexdigest()


def is_as_frozen(paper: Paper) -> bool:
    """Whether a paper's content is what was sealed."""
    return paper.frozen is not None and seal(paper.frozen) == paper.frozen_sha256


def pdf_is_as_frozen(paper: Paper) -> bool:
    """Whether a paper's PDF is what was sealed."""
    return paper.pdf is not None and pdf_seal(bytes(paper.pdf)) == paper.pdf_sha256


def is_as_published(card: Scorecard) -> bool:
    """Whether a scorecard is what was sealed."""
    return seal(card.content) == card.sha256


@transaction.atomic
def freeze(paper: Paper, content: Mapping[str, Any], *, version: int, by: User, on: date) -> Paper:
    """Fix everything a reader will see: words, figures, snapshot, and the PDF beside them."""
    _not_draft(paper)
    empty = [section.title for section in SECTIONS if section.needed and not paper.sections.get(section.id)]
    if empty:
        raise ValidationError([f"Write the section “{title}” before the paper is frozen." for title in empty])
    kept = json.loads(json.dumps(content))
    pdf = paper_pdf(kept)
    save_version(
        paper,
        version,
        state=Paper.State.FROZEN,
        frozen=kept,
        frozen_sha256=seal(kept),
        frozen_on=on,
        pdf=pdf,
        pdf_sha256=pdf_seal(pdf),
    )
    tell(
        "paper frozen",
        paper,
        by=by,
        sha256=paper.frozen_sha256,
        pdf_sha256=paper.pdf_sha256,
        snapshot=kept.get("snapshot"),
    )
    return paper


@transaction.atomic
def publish(paper: Paper, *, version: int, by: User, on: date) -> Paper:
    """Put a frozen paper before the public, as it was frozen."""
    if paper.state != Paper.State.FROZEN:
        raise ValidationError("Only a frozen paper that is not yet published can be published.")
    if not (is_as_frozen(paper) and pdf_is_as_frozen(paper)):
        raise ValidationError("What was frozen has been altered since, so it is not published.")
    save_version(paper, version, state=Paper.State.PUBLISHED, published_by=by, published_on=on)
    tell("paper published", paper, by=by, sha256=paper.frozen_sha256)
    return paper


@transaction.atomic
def publish_scorecard(content: Mapping[str, Any], *, by: User, on: date) -> Scorecard:
    """Put a scorecard before the public. Earlier ones stay, as they were."""
    kept = json.loads(json.dumps(content))
    card = Scorecard.objects.create(content=kept, sha256=seal(kept), by=by, on=on)
    tell("scorecard published", card, by=by, sha256=card.sha256)
    return card
