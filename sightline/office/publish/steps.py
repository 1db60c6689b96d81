"""The way of a paper: draft, frozen with the figures of one day, published; who takes each step."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from sightline.engine.measures.catalogue import MEASURES
from sightline.office.access.permissions import Permission
from sightline.office.access.roles import ROLES
from sightline.office.governance.clock import clear_days_before
from sightline.office.improvement.pages import Closed, Line, Told
from sightline.office.lens.lens import Lens
from sightline.office.publish.figures import publishable
from sightline.office.publish.form import SECTIONS
from sightline.office.publish.models import Paper

WRITE, PUBLISH, SEE = Permission.WRITE_PAPERS.name, Permission.PUBLISH.name, Permission.SEE_PLAN.name


@dataclass(frozen=True)
class Step:
    """One step. ``state``: "done", "now" or "later". ``href``: the act, for roles with ``permission``."""

    title: str
    state: str
    words: tuple[str, ...]
    permission: str
    href: str = ""
    link: str = ""


def titles_of(permission: Permission) -> str:
    """The roles that a permission is given to, in a sentence."""
    titles = [role.title.lower() for role in ROLES.values() if permission in role.permissions]
    return " or ".join(filter(None, (", ".join(titles[:-1]), titles[-1])))


def still_to_write(paper: Paper) -> list[str]:
    """The sections that a paper must have before it is frozen, and has not."""
    return [one.title for one in SECTIONS if one.needed and not paper.sections.get(one.id)]


def steps_of(paper: Paper, lens: Lens) -> list[Step]:
    """The three steps of a paper as they stand. ``lens``: that of whoever would freeze it now."""
    if paper.state == Paper.State.DRAFT:
        return [_draft(paper), _to_freeze(paper, lens), _to_publish(paper)]
    return [_drafted(paper), _frozen(paper), _to_publish(paper)]


def _drafted(paper: Paper) -> Step:
    return Step("Draft", "done", (f"Started by {paper.by} on {_day(paper.on)}.",), WRITE)


def _draft(paper: Paper) -> Step:
    empty = still_to_write(paper)
    left = f"Still to be written: {', '.join(empty).lower()}." if empty else "Every section is written."
    may = f"Its figures are live until it is frozen. Who may change it: {titles_of(Permission.WRITE_PAPERS)}."
    href = reverse("publish:change-paper", args=[paper.reference])
    return Step("Draft", "now", (*_drafted(paper).words, left, may), WRITE, href, "Change it")


def _to_freeze(paper: Paper, lens: Lens) -> Step:
    words = (
        f"What is frozen: every word, {_count(paper)} {_stamp(lens)}, and a PDF. None of it changes again.",
        f"When: once every section is written. {_by_when(paper)}",
        f"Who may freeze it: {titles_of(Permission.WRITE_PAPERS)}.",
    )
    if still_to_write(paper) or lens.snapshot is None:
        return Step("Freeze it", "later", words, WRITE)
    href = reverse("publish:freeze", args=[paper.reference])
    return Step("Freeze it", "later", words, WRITE, href, "Freeze it")


def _frozen(paper: Paper) -> Step:
    told = paper.frozen or {}
    as_at = _day(date.fromisoformat(told["as_at"])) if "as_at" in told else "an unknown day"
    figures = f"the figures of snapshot {told.get('snapshot')} as at {as_at}"
    seal = f"Seal {paper.frozen_sha256[:16]}: words, figures and PDF are checked by it whenever shown."
    return Step("Frozen", "done", (f"Frozen on {_day(paper.frozen_on)}, with {figures}.", seal), WRITE)


def _to_publish(paper: Paper) -> Step:
    if paper.state == Paper.State.PUBLISHED:
        href = reverse("publish:public-paper", args=[paper.reference])
        return Step("Published", "done", (_published(paper),), SEE, href, "The public page")
    words = (
        "Anyone can then read it without signing in, as it was frozen.",
        f"Who may publish it: {titles_of(Permission.PUBLISH)}, once it is frozen.",
    )
    if paper.state == Paper.State.DRAFT:
        return Step("Publish it", "later", words, PUBLISH)
    href = reverse("publish:publish", args=[paper.reference])
    return Step("Publish it", "now", words, PUBLISH, href, "Publish it")


def to_be_frozen(paper: Paper, lens: Lens) -> Told:
    """What freezing fixes, for whoever is about to do it."""
    written = sum(bool(words) for words in paper.sections.values())
    figures = tuple(MEASURES[one.id].title for one in publishable(paper.measures))
    stamp = _stamp(lens)
    return Told(
        "What will be frozen",
        (
            Line("Words", f"{written} of {len(SECTIONS)} sections, as they are written now"),
            Line("Figures", f"{len(figures)} measures" if len(figures) != 1 else "1 measure", more=figures),
            Line("As they stand", stamp[:1].upper() + stamp[1:]),
            Line("For", str(paper.meeting), more=(_by_when(paper),)),
            Line("Afterwards", f"It waits to be published by {titles_of(Permission.PUBLISH)}"),
        ),
    )


def closed_to_freezing(paper: Paper) -> Closed | None:
    """Why a paper cannot be frozen; None where it can be, or where the form says what is wanting."""
    if paper.state == Paper.State.DRAFT:
        return None
    words = f"This paper was frozen on {_day(paper.frozen_on)}. It is not changed."
    return Closed(words, reverse("publish:paper", args=[paper.reference]), "See the paper")


def closed_to_publishing(paper: Paper) -> Closed | None:
    """Why a paper cannot be published; None where it can be."""
    if paper.state == Paper.State.DRAFT:
        words = "This paper is a draft. It is published once it is frozen."
        return Closed(words, reverse("publish:paper", args=[paper.reference]), "See what is wanting")
    if paper.state == Paper.State.PUBLISHED:
        href = reverse("publish:public-paper", args=[paper.reference])
        return Closed(_published(paper), href, "The public page")
    return None


def _published(paper: Paper) -> str:
    return f"Published by {paper.published_by} on {_day(paper.published_on)}."


def _by_when(paper: Paper) -> str:
    held = _day(paper.meeting.held_on)
    last = clear_days_before(paper.meeting.held_on)
    if last is None:
        return f"The meeting is on {held}."
    return f"It is to be out by {_day(last)}, five clear days before the meeting of {held}."


def _count(paper: Paper) -> str:
    count = len(publishable(paper.measures))
    return f"the figures of {count} measure{'s' if count != 1 else ''}" if count else "no figures"


def _stamp(lens: Lens) -> str:
    if lens.snapshot is None:
        return "of a snapshot, of which none had been loaded by this day"
    known = lens.known_on or lens.today
    return f"of snapshot {lens.snapshot.number}, as at {_day(lens.as_at)}, as known on {_day(known)}"


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else "an unknown day"
