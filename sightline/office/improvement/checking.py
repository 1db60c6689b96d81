"""Checking evidence: what a second person must see before they accept it or not, and what will follow."""

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.records.readers import READERS
from sightline.office.access.doors import allowed
from sightline.office.access.models import User
from sightline.office.access.permissions import Permission
from sightline.office.access.roles import may
from sightline.office.access.user import signed_in
from sightline.office.improvement import actions
from sightline.office.improvement.days import acting_day
from sightline.office.improvement.figures import Figure
from sightline.office.improvement.forms import CheckForm
from sightline.office.improvement.lensing import figure_of, for_others
from sightline.office.improvement.models import Action, Evidence, Verification
from sightline.office.improvement.pages import Closed, Line, Told, act, posted
from sightline.office.improvement.plan_views import action_of, page_of
from sightline.office.improvement.status import EvidenceSeen, MilestoneSeen, status, why
from sightline.office.lens.charts import period_words
from sightline.office.lens.lens import Lens

_SOURCES = {reader.source: reader.title for reader in READERS}

NO_COPY = "Sightline keeps no copy of it: look at it where the words above say that it is held."
NO_FILE = "A statement: it points to no file and no figure. Ask whoever added it what it rests on."

STANDS = "A figure that was shown before stands until the record has moved it by more than 5."
TWO_DAYS = "beside the figure of the same time above, it could tell of a few children."


@allowed(Permission.CHECK_EVIDENCE)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """A second person checks evidence."""
    item = get_object_or_404(Evidence.objects.select_related("milestone", "by", "verification__by"), pk=pk)
    action, day = action_of(item.milestone.action_id), acting_day(request)
    told = [_demanded(item, action), _offered(Lens.for_request(request), item)]
    closed = _closed(item, action, signed_in(request))
    return act(
        request,
        CheckForm(posted(request)),
        lambda told: actions.verify(
            item, accepted=told["accepted"], note=told["note"], by=signed_in(request), on=day
        ),
        heading="Check this evidence",
        told=told if closed else [*told, _to_follow(item, action, day)],
        closed=closed,
        button="Save what you found",
        dated=True,
        done=lambda made: f"The evidence of milestone {item.milestone.number} is {made}.",
        back=page_of(action),
    )


def _closed(item: Evidence, action: Action, me: User) -> Closed | None:
    """Why this person cannot check it."""
    there = f"{page_of(action)}#evidence-{item.pk}"
    found: Verification | None = getattr(item, "verification", None)
    if found is not None:
        words = f"{found.by} checked this evidence on {_day(found.on)}: it is {found}."
        return Closed(words, there, "See what was found")
    if me.pk == action.owner_id:
        return Closed("You own this action, so someone else must check its evidence.", there, "Back to it")
    if me.pk == item.by_id:
        return Closed("You added this evidence, so someone else must check it.", there, "Back to it")
    return None


def _demanded(item: Evidence, action: Action) -> Told:
    """What the milestone asks for."""
    step = item.milestone
    said = "Nobody has said yet that it is done."
    if step.done_on:
        said = f"{step.done_by} said on {_day(step.done_on)} that it is done."
    return Told(
        "What the milestone asks for",
        (
            Line("Milestone", f"{step.number}. {step.text}", more=(f"Due {_day(step.due_on)}. {said}",)),
            Line("Action", action.title, page_of(action), (action.aim, f"Owned by {action.owner}.")),
        ),
    )


def _offered(lens: Lens, item: Evidence) -> Told:
    """What is claimed, by whom, and what it points to."""
    when = f"{item.by}, {_day(item.on)}"
    lines = [
        Line("What is claimed", item.text),
        Line("Kind", item.get_kind_display()),
        Line("Put in by", when),
    ]
    if item.kind == Evidence.Kind.FIGURE:
        lines += _figures(lens, item)
    else:
        lines.append(Line("Points to", NO_COPY if item.kind == Evidence.Kind.FILE else NO_FILE))
    return Told("What is offered", tuple(lines))


def _figures(lens: Lens, item: Evidence) -> list[Line]:
    """The figure as it was frozen and as it is now, and the files that told it."""
    measure = MEASURES.get(item.measure)
    if measure is None or item.snapshot is None or item.as_at is None:
        return [Line("Figure when it was added", item.figure)]
    frozen = f"As at {_day(item.as_at)}, from snapshot {item.snapshot} of the record."
    kept = () if item.assurance else ("How far it could be relied on was not kept then.",)
    return [
        Line("Measure", measure.title, reverse("caseload:measure", args=[measure.id]), (measure.question,)),
        Line("Figure when it was added", item.figure, more=(frozen, *kept), level=item.assurance),
        _now(item, figure_of(for_others(Lens.of(lens.user)), item.measure)),
        *_files(lens, item.snapshot, DUTIES[measure.duty].needs),
    ]


def _now(item: Evidence, now: Figure | None) -> Line:
    """The figure of today, whatever day is read, as far as it can stand beside the one that was frozen."""
    if now is None:
        return Line("Figure now", "The record has no figure that may be shown now.")
    same = item.figure.endswith(f", {period_words(now.period_from, now.period_to)}")
    if same and item.denominator is None and now.figure != item.figure:
        return Line("Figure now", f"Not shown: {TWO_DAYS}")
    stamp = f"As at {_day(now.as_at)}, from snapshot {now.snapshot} of the record."
    return Line("Figure now", now.figure, more=(stamp, STANDS) if same else (stamp,), level=now.assurance)


def _files(lens: Lens, snapshot: int, tables: tuple[str, ...]) -> list[Line]:
    """The newest file of each source that told the figure; its page, while it stands in the
    snapshot that is read, for those who may open it."""
    newest = {one.source: one for one in reversed(lens.told_by(snapshot, tables))}
    if not newest:
        return [Line("Told by", f"Snapshot {snapshot}, whose files are no longer kept.")]
    opens = may(lens.user, Permission.LOAD_FILES)
    standing = {one.id for one in lens.submissions()}
    lines = []
    for one in newest.values():
        files = [file.name for file in one.files] if opens else []
        words = ", ".join(files) or _SOURCES.get(one.source, one.source)
        href = reverse("evidence:submission", args=[one.id]) if opens and one.id in standing else ""
        when = f"Drawn on {_day(one.extract_date)}, received on {_day(one.received.date())}."
        lines.append(Line("Told by", words, href, (when,)))
    return lines


def _to_follow(item: Evidence, action: Action, day: date) -> Told:
    """How the action will stand after either answer."""
    return Told(
        "What will follow",
        (
            Line("If you accept it", _outcome(item, action, day, accepted=True)),
            Line("If you do not", _outcome(item, action, day, accepted=False)),
            Line(
                "Either way",
                "Your name, today’s date and what you found stay beside it, and are not changed.",
            ),
        ),
    )


def _outcome(item: Evidence, action: Action, day: date, *, accepted: bool) -> str:
    seen = action.seen(day)
    steps = [step for step in action.milestones.all() if step.on <= day]
    then = tuple(
        _checked(step.seen(), [one.pk for one in step.evidence.all()].index(item.pk), day, accepted)
        if step.pk == item.milestone_id
        else step.seen()
        for step in steps
    )
    after = replace(seen, milestones=then)
    first = f"Milestone {item.milestone.number} counts as proven." if accepted else _refused(item)
    return f"{first} The action is then “{status(after, day)}”: {why(after, day)}"


def _refused(item: Evidence) -> str:
    others = [one.seen() for one in item.milestone.evidence.all() if one.pk != item.pk]
    then = "is proven by other evidence" if any(one.accepted for one in others) else "needs other evidence"
    return f"It stays, marked as not accepted. Milestone {item.milestone.number} {then}."


def _checked(step: MilestoneSeen, place: int, day: date, accepted: bool) -> MilestoneSeen:
    """A milestone as it will be once one of its evidence has been checked."""
    evidence = list(step.evidence)
    evidence[place] = EvidenceSeen(evidence[place].added_on, accepted, day)
    return replace(step, evidence=tuple(evidence))


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
