"""A report that was read: a person settles what the reader could not, and only then is it saved."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from sightline.office.access.models import User
from sightline.office.improvement.inspections import save_inspection
from sightline.office.improvement.settling import SettleForm, initial_of, shape_of

READ: dict[str, Any] = {
    "authority": "Somewhere",
    "framework": "ILACS",
    "inspection_start": "2022-03-07",
    "inspection_end": "2022-03-18",
    "lead_inspectors": ["A. Person"],
    "judgements": {"overall": "good", "leaders": "good"},
    "needs": ["First need", "Second need"],
    "paragraphs": [
        {"number": 1, "section": "help_protection", "text": "Paragraph one."},
        {"number": 3, "section": "leaders", "text": "Paragraph three."},
    ],
    "unsettled": [{"what": "paragraph", "page": 4}],
}


def form(**changes: Any) -> SettleForm:
    told = initial_of(READ) | {"reference": "somewhere-2022", "settled_0": "on"} | changes
    return SettleForm({key: value for key, value in told.items() if value}, shape=shape_of(READ))


def test_what_was_read_is_saved_when_it_is_settled(db: None) -> None:
    settled = form()
    assert settled.is_valid(), settled.errors
    by = User.objects.create(username="settler")
    saved = save_inspection(settled.settled(), by=by, on=date(2022, 5, 3))
    assert (saved.starts_on, saved.ends_on) == (date(2022, 3, 7), date(2022, 3, 18))
    assert {one.area: one.grade for one in saved.judgements.all()} == READ["judgements"]
    assert [one.full_text for one in saved.needs.all()] == READ["needs"]
    assert [(one.number, one.section) for one in saved.paragraphs.all()] == [
        (1, "help_protection"),
        (3, "leaders"),
    ]
    assert not saved.paragraphs.exclude(kind="").exists(), "what a paragraph is, a person says later"


def test_it_is_not_saved_until_each_unsettled_matter_is_ticked() -> None:
    unsettled = form(settled_0="")
    assert not unsettled.is_valid()
    assert unsettled.errors["settled_0"] == ["Check this against the report: Paragraph, page 4"]


def test_dates_the_wrong_way_round_are_said(db: None) -> None:
    wrong = form(starts_on="20/03/2022")
    assert wrong.is_valid()
    with pytest.raises(ValidationError, match="ends before it starts"):
        save_inspection(wrong.settled(), by=User.objects.create(username="settler"), on=date(2022, 5, 3))


def test_a_person_may_empty_a_need_that_was_none() -> None:
    shorter = form(need_1="")
    assert shorter.is_valid()
    assert [need["full_text"] for need in shorter.settled().needs] == ["Second need"]
