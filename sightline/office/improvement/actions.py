"""Everything that can be done in the improvement room: one transaction each, with its entry in the trail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sightline.office.access.models import User
from sightline.office.improvement.editing import save_version
from sightline.office.improvement.figures import Figure
from sightline.office.improvement.models import (
    Action,
    ActionMeasure,
    Discussion,
    DueDateMove,
    Evidence,
    Milestone,
    Need,
    Paragraph,
    ParagraphNeed,
    Verification,
)
from sightline.office.improvement.recording import tell


def _asked(text: str, what: str) -> str:
    """The text without its edges; an empty one is refused."""
    if not (text := text.strip()):
        raise ValidationError(f"Enter {what}.")
    return text


@transaction.atomic
def judge_paragraph(paragraph: Paragraph, kind: str, *, version: int, by: User, on: date) -> Paragraph:
    """Say whether a paragraph is a strength, a weakness or mixed."""
    if kind not in Paragraph.Kind.values:
        raise ValidationError("Say whether the paragraph is a strength, a weakness or mixed.")
    save_version(paragraph, version, kind=kind, kind_by=by, kind_on=on)
    tell("paragraph judged", paragraph, by=by, kind=kind)
    return paragraph


@transaction.atomic
def link_need(paragraph: Paragraph, need: Need, *, reason: str, by: User, on: date) -> ParagraphNeed:
    """Say that a paragraph speaks to a need, and why. Both must be of the same inspection."""
    if paragraph.inspection_id != need.inspection_id:
        raise ValidationError("The paragraph and the need are from different inspections.")
    Paragraph.objects.select_for_update().get(pk=paragraph.pk)
    if ParagraphNeed.objects.filter(paragraph=paragraph, need=need).exists():
        raise ValidationError(f"{paragraph.name} is linked to this need already.")
    reason = _asked(reason, "why the paragraph speaks to this need")
    link = ParagraphNeed.objects.create(paragraph=paragraph, need=need, reason=reason, by=by, on=on)
    tell("paragraph linked to a need", link, by=by, paragraph=paragraph.place, need=need.number)
    return link


@transaction.atomic
def unlink_need(link: ParagraphNeed, *, reason: str, by: User) -> None:
    """Take a link away. The trail keeps that it was there, who took it away and why."""
    reason = _asked(reason, "why the link was wrong")
    tell("link to a need taken away", link, by=by, why=reason)
    link.delete()


@dataclass(frozen=True)
class Intent:
    """What an action is for, whose it is and by when: the words of its form."""

    title: str
    aim: str
    owner: User
    due_on: date

    def checked(self) -> "Intent":
        """With its words trimmed. Raises ValidationError where there are none."""
        title = _asked(self.title, "what will be done")
        return Intent(title, _asked(self.aim, "what should be better for children"), self.owner, self.due_on)


@transaction.atomic
def open_action(
    need: Need,
    intent: Intent,
    *,
    findings: Iterable[Paragraph] = (),
    measures: Iterable[str] = (),
    why: Mapping[str, str] | None = None,
    by: User,
    on: date,
) -> Action:
    """Open an action that answers a need, and say which findings and measures it is meant to move. ``why``:
    the reason for each measure."""
    asked = intent.checked()
    if asked.due_on < on:
        raise ValidationError(
            f"The action is due {asked.due_on:%-d %B %Y}, before it opens. Enter a later date."
        )
    action = Action.objects.create(
        need=need, title=asked.title, aim=asked.aim, owner=asked.owner, due_on=asked.due_on, by=by, on=on
    )
    action.findings.set(findings)
    ActionMeasure.objects.bulk_create(
        ActionMeasure(action=action, measure=measure, reason=(why or {}).get(measure, ""), by=by, on=on)
        for measure in sorted(set(measures))
    )
    tell("action opened", action, by=by, owner=asked.owner.pk, due=asked.due_on)
    return action


@transaction.atomic
def tie_measure(action: Action, measure: str, *, reason: str, by: User, on: date) -> ActionMeasure:
    """Say that an action is meant to move one more measure, and why."""
    reason = _asked(reason, "why the action should move this measure")
    Action.objects.select_for_update().get(pk=action.pk)
    if action.measures.filter(measure=measure).exists():
        raise ValidationError("The action is tied to this measure already. Choose another.")
    tied = ActionMeasure.objects.create(action=action, measure=measure, reason=reason, by=by, on=on)
    tell("measure tied to an action", action, by=by, measure=measure, why=reason)
    return tied


@transaction.atomic
def untie_measure(tied: ActionMeasure, *, reason: str, by: User) -> None:
    """Take a measure away from an action. The trail keeps that it was there, who took it away and why."""
    reason = _asked(reason, "why the action should not move this measure")
    tell("measure taken away from an action", tied.action, by=by, measure=tied.measure, why=reason)
    tied.delete()


@transaction.atomic
def change_action(action: Action, intent: Intent, *, version: int, by: User) -> Action:
    """Change an action's words or owner. Its date moves by ``move_due_date`` alone."""
    asked = intent.checked()
    save_version(action, version, title=asked.title, aim=asked.aim, owner=asked.owner)
    tell("action changed", action, by=by, owner=asked.owner.pk)
    return action


@transaction.atomic
def move_due_date(action: Action, to: date, *, reason: str, version: int, by: User, on: date) -> DueDateMove:
    """Move the date, with a reason. The first date and every move stay to be seen."""
    reason = _asked(reason, "why the date moves")
    if to < action.on:
        raise ValidationError("The new date is before the action opened. Enter a later date.")
    move = DueDateMove(action=action, moved_from=action.due_on, moved_to=to, reason=reason, by=by, on=on)
    save_version(action, version, due_on=to)
    move.save()
    tell("due date moved", action, by=by, moved_from=move.moved_from, moved_to=to)
    return move


@transaction.atomic
def add_milestone(action: Action, *, text: str, due_on: date, by: User, on: date) -> Milestone:
    """Add the next step of an action."""
    text = _asked(text, "what the milestone is")
    last = Action.objects.select_for_update().get(pk=action.pk).milestones.order_by("-number").first()
    number = last.number + 1 if last else 1
    milestone = Milestone.objects.create(action=action, number=number, text=text, due_on=due_on, by=by, on=on)
    tell("milestone added", milestone, by=by, due=due_on)
    return milestone


@transaction.atomic
def say_done(milestone: Milestone, *, by: User, on: date) -> Milestone:
    """Its owner's word that a milestone is done. It proves nothing until evidence of it is accepted."""
    changed = Milestone.objects.filter(pk=milestone.pk, done_on=None).update(done_on=on, done_by=by)
    if not changed:
        raise ValidationError("This milestone has been said to be done already.")
    milestone.refresh_from_db()
    tell("milestone said to be done", milestone, by=by)
    return milestone


@transaction.atomic
def add_evidence(
    milestone: Milestone,
    *,
    kind: str,
    text: str,
    figure: Figure | None = None,
    by: User,
    on: date,
) -> Evidence:
    """Offer evidence of a milestone. A figure is frozen with its snapshot and the day it was as at."""
    if kind not in Evidence.Kind.values:
        raise ValidationError("Say what kind of evidence it is.")
    if (kind == Evidence.Kind.FIGURE) != (figure is not None):
        raise ValidationError("A figure comes with its measure, its snapshot and its day; nothing else does.")
    evidence = Evidence.objects.create(
        milestone=milestone,
        kind=kind,
        text=_asked(text, "what the evidence shows"),
        **(asdict(figure) if figure else {}),
        by=by,
        on=on,
    )
    tell("evidence added", evidence, by=by, milestone=milestone.pk)
    return evidence


@transaction.atomic
def verify(evidence: Evidence, *, accepted: bool, note: str, by: User, on: date) -> Verification:
    """A second person checks evidence: never the action's owner, never the person who added it."""
    note = _asked(note, "what you checked and what you found")
    owner = evidence.milestone.action.owner
    if by.pk == owner.pk:
        raise ValidationError("You own this action. Someone else must check its evidence.")
    if by.pk == evidence.by_id:
        raise ValidationError("You added this evidence. Someone else must check it.")
    Evidence.objects.select_for_update().get(pk=evidence.pk)
    if Verification.objects.filter(evidence=evidence).exists():
        raise ValidationError("This evidence has been checked already. New evidence can be added.")
    check = Verification.objects.create(
        evidence=evidence, accepted=accepted, note=note, owner=owner, added_by_id=evidence.by_id, by=by, on=on
    )
    tell("evidence checked", evidence, by=by, accepted=accepted)
    return check


@transaction.atomic
def note_discussion(paragraphs: Sequence[Paragraph], *, body: str, source: str, by: User, on: date) -> None:
    """Count that a body spoke about findings, once for each meeting."""
    for paragraph in paragraphs:
        _, new = Discussion.objects.get_or_create(
            paragraph=paragraph, source=source, defaults={"body": body, "by": by, "on": on}
        )
        if new:
            tell("finding discussed", paragraph, by=by, body=body)
