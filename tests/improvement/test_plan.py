"""What can be done to the plan, and what the database itself refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sightline.office.access.models import User
from sightline.office.improvement import actions
from sightline.office.improvement.editing import ChangedMeanwhileError
from sightline.office.improvement.figures import Figure
from sightline.office.improvement.models import (
    Action,
    Evidence,
    Inspection,
    Milestone,
    Paragraph,
    ParagraphNeed,
    Verification,
)
from sightline.office.improvement.status import Status

ON = date(2019, 6, 3)
LATER = ON + timedelta(7)


@pytest.fixture
def milestone(action: Action, lead: User) -> Milestone:
    return actions.add_milestone(action, text="Clinics booked", due_on=date(2019, 7, 1), by=lead, on=ON)


@pytest.fixture
def evidence(milestone: Milestone, lead: User) -> Evidence:
    return actions.add_evidence(milestone, kind="note", text="Clinic list seen", by=lead, on=LATER)


def test_the_seed_is_whole(inspection: Inspection) -> None:
    assert inspection.judgements.count() == 4
    assert [need.number for need in inspection.needs.all()] == list(range(1, 13))
    assert [one.number for one in inspection.paragraphs.all()] == list(range(1, 46))
    sections = [one.section for one in inspection.paragraphs.all()]
    assert [sections.index(s) + 1 for s in ("help_protection", "care_and_care_leavers", "leaders")] == [
        1,
        18,
        33,
    ]


def test_nothing_is_judged_or_linked_until_a_person_does(inspection: Inspection) -> None:
    assert not inspection.paragraphs.exclude(kind="").exists()
    assert not ParagraphNeed.objects.exists()


def test_the_same_inspection_is_not_saved_twice(inspection: Inspection, lead: User) -> None:
    from sightline.office.improvement.inspections import from_facts, save_inspection

    with pytest.raises(ValidationError, match="here already"):
        save_inspection(from_facts("west_sussex_2019"), by=lead, on=ON)


def test_a_link_needs_a_reason_and_one_inspection(inspection: Inspection, lead: User) -> None:
    paragraph, need = inspection.paragraphs.get(number=20), inspection.needs.get(number=4)
    with pytest.raises(ValidationError, match="Enter why"):
        actions.link_need(paragraph, need, reason="  ", by=lead, on=ON)
    link = actions.link_need(paragraph, need, reason="Late plans", by=lead, on=ON)
    with pytest.raises(ValidationError, match="already"):
        actions.link_need(paragraph, need, reason="Again", by=lead, on=ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        ParagraphNeed.objects.filter(pk=link.pk).update(reason="")


def test_a_kind_is_someone_s(inspection: Inspection, lead: User) -> None:
    paragraph = inspection.paragraphs.get(number=20)
    actions.judge_paragraph(paragraph, "weakness", version=1, by=lead, on=ON)
    assert paragraph.is_finding
    with pytest.raises(IntegrityError), transaction.atomic():
        Paragraph.objects.filter(pk=paragraph.pk).update(kind_by=None)


@pytest.mark.parametrize("checker", ["owner", "lead"])
def test_nobody_checks_their_own_work(evidence: Evidence, checker: str) -> None:
    """``owner`` owns the action; ``lead`` added the evidence."""
    person = User.objects.get(username=checker)
    with pytest.raises(ValidationError, match="Someone else must check"):
        actions.verify(evidence, accepted=True, note="Fine", by=person, on=LATER)
    assert not Verification.objects.exists()


@pytest.mark.parametrize("checker", ["owner", "lead"])
def test_the_database_refuses_it_too(evidence: Evidence, owner: User, lead: User, checker: str) -> None:
    person = User.objects.get(username=checker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.create(
            evidence=evidence, accepted=True, note="Fine", owner=owner, added_by=lead, by=person, on=LATER
        )


def test_a_second_person_s_check_finishes_it(action: Action, evidence: Evidence, third: User) -> None:
    assert action.status(LATER) == Status.AWAITING
    actions.verify(evidence, accepted=True, note="List matches", by=third, on=LATER + timedelta(1))
    again = Action.objects.get(pk=action.pk)
    assert again.status(LATER) == Status.AWAITING, "as at the day before, the check had not been made"
    assert again.status(LATER + timedelta(1)) == Status.VERIFIED
    with pytest.raises(ValidationError, match="checked already"):
        actions.verify(evidence, accepted=False, note="Changed my mind", by=third, on=LATER)


def test_saying_it_is_done_does_not_finish_it(action: Action, milestone: Milestone, owner: User) -> None:
    actions.say_done(milestone, by=owner, on=LATER)
    assert Action.objects.get(pk=action.pk).status(LATER) == Status.IN_PROGRESS
    with pytest.raises(ValidationError, match="already"):
        actions.say_done(milestone, by=owner, on=LATER)


def test_a_figure_carries_its_snapshot(milestone: Milestone, lead: User) -> None:
    with pytest.raises(ValidationError, match="snapshot"):
        actions.add_evidence(milestone, kind="figure", text="Up", by=lead, on=LATER)
    words, first = "39% (12 of 31), June 2019", ON.replace(day=1)
    figure = Figure("initial_health_assessment_by_entry", 12, ON, words, "limited", first, ON, 12, 31)
    item = actions.add_evidence(milestone, kind="figure", text="Up", figure=figure, by=lead, on=LATER)
    assert (item.snapshot, item.as_at, item.figure) == (12, ON, words)
    assert (item.period_from, item.period_to, item.recorded, item.denominator) == (first, ON, 12, 31)


def test_a_moved_date_is_kept_and_the_past_has_the_old_one(action: Action, lead: User) -> None:
    with pytest.raises(ValidationError, match="Enter why"):
        actions.move_due_date(action, date(2019, 12, 1), reason="", version=1, by=lead, on=LATER)
    actions.move_due_date(action, date(2019, 11, 1), reason="Clinics full", version=1, by=lead, on=LATER)
    actions.move_due_date(
        action, date(2019, 12, 1), reason="Again", version=2, by=lead, on=LATER + timedelta(5)
    )
    again = Action.objects.get(pk=action.pk)
    assert again.due_as_at(ON) == date(2019, 9, 30)
    assert again.due_as_at(LATER) == date(2019, 11, 1)
    assert again.due_as_at(LATER + timedelta(5)) == date(2019, 12, 1)


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(action: Action, lead: User) -> None:
    first = actions.Intent("First words", "Aim", action.owner, action.due_on)
    second = actions.Intent("Second words", "Aim", action.owner, action.due_on)
    actions.change_action(action, first, version=1, by=lead)
    with pytest.raises(ChangedMeanwhileError, match="Nothing of yours is lost"):
        actions.change_action(Action.objects.get(pk=action.pk), second, version=1, by=lead)
    assert Action.objects.get(pk=action.pk).title == "First words"


def test_attention_is_counted_once_a_meeting(inspection: Inspection, lead: User) -> None:
    paragraph = inspection.paragraphs.get(number=20)
    for source in ("meeting-1", "meeting-1", "meeting-2"):
        actions.note_discussion([paragraph], body="panel", source=source, by=lead, on=ON)
    assert paragraph.discussions.count() == 2
