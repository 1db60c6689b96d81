"""Two people tie the same measure, link the same need or check the same evidence at once: the second is told so."""

import pytest
from django.core.exceptions import ValidationError

from sightline.office.access.models import User
from sightline.office.improvement import actions
from sightline.office.improvement.models import Action, ActionMeasure, Inspection, ParagraphNeed, Verification

from .at_once import both
from .conftest import ON

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
MORE = "initial_health_assessment_open_overdue"


def test_one_measure_is_tied_once(action: Action, lead: User, monkeypatch: pytest.MonkeyPatch) -> None:
    became = both(
        actions, lambda: actions.tie_measure(action, MORE, reason="They wait", by=lead, on=ON), monkeypatch
    )
    assert became == [ActionMeasure, ValidationError]


def test_one_need_is_linked_once(inspection: Inspection, lead: User, monkeypatch: pytest.MonkeyPatch) -> None:
    paragraph, need = inspection.paragraphs.get(number=20), inspection.needs.get(number=4)
    became = both(
        actions,
        lambda: actions.link_need(paragraph, need, reason="Late plans", by=lead, on=ON),
        monkeypatch,
    )
    assert became == [ParagraphNeed, ValidationError]


def test_one_evidence_is_checked_once(
    action: Action, lead: User, third: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = actions.add_milestone(action, text="Clinics booked", due_on=action.due_on, by=lead, on=ON)
    item = actions.add_evidence(step, kind="note", text="Booked", by=lead, on=ON)
    became = both(
        actions, lambda: actions.verify(item, accepted=True, note="Seen", by=third, on=ON), monkeypatch
    )
    assert became == [Verification, ValidationError]
