"""A challenge is answered on two screens at once: the second is told that it has its answer."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from sightline.engine.authority import Body
from sightline.office.access.models import User
from sightline.office.governance import actions
from sightline.office.governance.models import Answer
from tests.improvement.at_once import both

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ON = date(2019, 4, 12)


def test_one_challenge_has_one_answer(
    panel: Body, councillor: User, director: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = actions.ask(panel, question="What will change?", asked_of=director, by=councillor, on=ON)
    became = both(actions, lambda: actions.answer(asked, text="This.", by=director, on=ON), monkeypatch)
    assert became == [Answer, ValidationError]
