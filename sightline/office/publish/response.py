"""What was done about a finding, and who asked about it, as strands of its thread."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from sightline.engine.authority import Body
from sightline.office.governance.clock import ReplyState
from sightline.office.governance.constitution import absent_voices, still_absent
from sightline.office.governance.models import Challenge, Meeting, Member
from sightline.office.improvement.facts import absent_from
from sightline.office.improvement.models import Action, Evidence, Milestone, Paragraph
from sightline.office.improvement.status import Status
from sightline.office.publish.models import Paper
from sightline.office.publish.strands import Card, Lane, Stage, Strand, stage, unbroken

IN_WORDS = 90
"""How much of a longer text a card holds."""


def short(text: str) -> str:
    """A text that fits a card."""
    return text if len(text) <= IN_WORDS else text[: IN_WORDS - 1].rsplit(" ", 1)[0] + "…"


def said_on(day: date) -> str:
    """A day as people write it."""
    return f"{day:%-d %B %Y}"


def plan_of(finding: Paragraph) -> list[Action]:
    """The actions that somebody tied to a finding, with all that their status needs. Asked of the database
    once for each time that the finding was."""
    held: list[Action] | None = finding.__dict__.get("_plan")
    if held is not None:
        return held
    found = finding.actions.select_related("owner", "need").prefetch_related(
        "milestones__evidence__verification__by", "milestones__evidence__by", "due_moves", "measures"
    )
    held = finding.__dict__["_plan"] = list(found)
    return held


def _milestones(action: Action, day: date) -> list[Milestone]:
    return [item for item in action.milestones.all() if item.on <= day]


def _evidence(action: Action, day: date) -> list[Evidence]:
    return [item for step in _milestones(action, day) for item in step.evidence.all() if item.on <= day]


def _action_card(action: Action, day: date) -> Card:
    now = action.status(day)
    due = f"Due {said_on(action.due_as_at(day))}. {action.why(day)}"
    href = reverse("improvement:action", args=[action.pk])
    bad = now in {Status.STALLED, Status.OVERDUE, Status.REJECTED}
    said = f"The action is {now.value}: {action.title}" if bad else ""
    return Card(action.title, href, now.value, due, broken=bad, good=now == Status.VERIFIED, said=said)


def _milestone_card(milestone: Milestone, day: date) -> Card:
    href = reverse("improvement:action", args=[milestone.action_id]) + f"#milestone-{milestone.number}"
    done = milestone.done_on if milestone.done_on and milestone.done_on <= day else None
    tag = f"said to be done {said_on(done)}" if done else f"due {said_on(milestone.due_on)}"
    return Card(short(milestone.text), href, tag)


def _evidence_card(item: Evidence) -> Card:
    href = reverse("improvement:action", args=[item.milestone.action_id]) + f"#evidence-{item.pk}"
    return Card(short(item.text), href, item.figure or item.get_kind_display().lower(), said_on(item.on))


def _checks(items: list[Evidence], day: date) -> Iterator[Card]:
    for item in items:
        href = reverse("improvement:action", args=[item.milestone.action_id]) + f"#evidence-{item.pk}"
        check = getattr(item, "verification", None)
        if check is None or check.on > day:
            yield Card(f"Not yet checked: {short(item.text)}", href, "awaiting", broken=True)
        else:
            tag = "accepted" if check.accepted else "not accepted"
            yield Card(
                short(check.note),
                href,
                tag,
                said_on(check.on),
                broken=not check.accepted,
                good=check.accepted,
                said=f"Evidence was not accepted: {short(check.note)}",
            )


def _action_strand(action: Action, reason: str, day: date) -> Strand:
    need = action.need
    items = _evidence(action, day)
    need_card = Card(need.words, reverse("improvement:need", args=[need.pk]), f"need {need.number}", reason)
    return unbroken(
        (
            Stage("Need", (need_card,)),
            Stage("Action", (_action_card(action, day),)),
            stage(
                "Milestones", (_milestone_card(m, day) for m in _milestones(action, day)), "No milestones yet"
            ),
            stage("Evidence", (_evidence_card(item) for item in items), "No evidence yet"),
            stage("Checked by a second person", _checks(items, day), "Nothing has been checked yet"),
        )
    )


def response_lane(finding: Paragraph, day: date) -> Lane:
    """Finding to need to action to evidence to its check, a strand for each action, as at a day."""
    links = [link for link in finding.need_links.select_related("need", "by") if link.on <= day]
    actions = [action for action in plan_of(finding) if action.on <= day]
    reasons = {link.need_id: f"Linked because: {link.reason}" for link in links}
    strands = [
        _action_strand(action, reasons.get(action.need_id, "This finding is not linked to this need"), day)
        for action in actions
    ]
    answered = {action.need_id for action in actions}
    for link in links:
        if link.need_id not in answered:
            href = reverse("improvement:need", args=[link.need_id])
            need = Card(link.need.words, href, f"need {link.need.number}", f"Linked because: {link.reason}")
            strands.append((Stage("Need", (need,)), stage("Action", (), "No action for this finding yet")))
    if not strands:
        strands.append((stage("Need", (), "Nobody has linked this paragraph to a need yet"),))
    return Lane("What is being done about it", tuple(strands))


def _challenge_strand(challenge: Challenge, day: date) -> Strand:
    reply = challenge.reply(day)
    href = reverse("governance:challenge", args=[challenge.pk])
    asked = Card(
        short(challenge.question),
        href,
        f"asked {said_on(challenge.on)}",
        f"Of {challenge.asked_of}; reply due {said_on(challenge.due_on)}",
    )
    stages = [Stage("Challenge", (asked,))]
    answer = getattr(challenge, "answer", None)
    if answer is None or answer.on > day:
        tag = "overdue" if reply.state == ReplyState.OVERDUE else "waiting"
        said = f"A challenge has no answer: {reply.words.lower()}"
        return (*stages, Stage("Answer", (Card(reply.words, href, tag, broken=True, said=said),)))
    on_time = reply.state == ReplyState.ON_TIME
    stages.append(Stage("Answer", (Card(short(answer.text), href, reply.words.lower(), good=on_time),)))
    effects = [effect for effect in challenge.effects.all() if effect.on <= day]
    cards = (
        Card(short(one.text), href, "changed something" if one.changed else "no change yet", good=one.changed)
        for one in effects
    )
    stages.append(stage("What came of it", cards, "The member has not yet said what came of it"))
    return tuple(stages)


def _paper_card(paper: Paper) -> Card:
    href = reverse("publish:public-paper", args=[paper.reference])
    return Card(paper.title, href, "published", f"For {paper.meeting}", good=True)


def governance_lane(finding: Paragraph, day: date) -> Lane:
    """Challenge to answer to effect, and the papers that carried the finding, as at a day."""
    asked = finding.challenges.select_related("asked_of", "answer", "by").prefetch_related("effects")
    strands = [_challenge_strand(one, day) for one in asked if one.on <= day]
    if not strands:
        strands.append((stage("Challenge", (), "Nobody has put a challenge about it"),))
    papers = finding.papers.filter(state=Paper.State.PUBLISHED, published_on__lte=day).select_related(
        "meeting"
    )
    meetings = Meeting.objects.filter(
        items__findings=finding, state=Meeting.State.HELD, held_on__lte=day
    ).distinct()
    talked = (Card(str(one), reverse("governance:meeting", args=[one.pk]), "discussed") for one in meetings)
    strands.append(
        (
            stage("Meetings that discussed it", talked, "No meeting has discussed it"),
            stage("Papers", (_paper_card(one) for one in papers), "No paper about it has been published"),
        )
    )
    return Lane("Who asked, and what was said", tuple(strands))


def seats_lane(finding: Paragraph, body: Body | None, day: date) -> Lane | None:
    """Who the finding says was missing from a body, beside the body's seats of now."""
    told = absent_from(finding.inspection.reference)
    voices = (
        absent_voices((one for one in told if str(one["paragraph"]) == finding.place), body) if body else ()
    )
    if body is None or not voices:
        return None
    members = [member.holder() for member in Member.objects.filter(body=body.id)]
    href = reverse("governance:body", args=[body.id])
    cards = tuple(
        Card(
            f"{result.title}: {result.found}"
            if result.kept
            else f"No partner seat for {result.title.lower()}"
            if result.found == "no seat"
            else f"{result.title}: {result.found}",
            href,
            "in the room" if result.kept else "missing",
            broken=not result.kept,
            good=result.kept,
        )
        for result in still_absent(voices, body, members, day)
    )
    return Lane(f"Who was missing from the {body.name}", ((Stage("Voices", cards),),))
