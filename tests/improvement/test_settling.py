"""A report that was read: a person settles what the reader could not, and only then is it saved."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

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


RESTARTED = READ | {
    "paragraphs": [
        {"number": 1, "section": "leaders", "text": "Of leaders, one."},
        {"number": 2, "section": "leaders", "text": "Of leaders, two."},
        {"number": 1, "section": "lscb", "text": "Of the board, one."},
        {"number": 2, "section": "lscb", "text": "Of the board, two."},
    ],
    "judgements": {"overall": None, "leaders": "good"},
    "unsettled": [],
}


def restarted(**changes: Any) -> SettleForm:
    told = initial_of(RESTARTED) | {"reference": "somewhere-2014"} | changes
    return SettleForm({key: value for key, value in told.items() if value}, shape=shape_of(RESTARTED))


def test_a_grade_that_could_not_be_read_must_be_chosen() -> None:
    blank = restarted()
    assert not blank.is_valid()
    assert blank.errors["judgement_overall"] == ["Choose the grade for: Overall effectiveness"]
    assert restarted(judgement_overall="not_judged").is_valid()


def test_numbers_that_start_again_are_another_part_with_its_own_pages(client: Client, lead: User) -> None:
    settled = restarted(judgement_overall="good")
    assert settled.is_valid(), settled.errors
    saved = save_inspection(settled.settled(), by=lead, on=date(2019, 6, 3))
    assert [(one.place, one.name, one.section) for one in saved.paragraphs.all()] == [
        ("1", "Paragraph 1", "leaders"),
        ("2", "Paragraph 2", "leaders"),
        ("2-1", "Paragraph 1 of part 2", "lscb"),
        ("2-2", "Paragraph 2 of part 2", "lscb"),
    ]
    lead.role = "improvement_lead"
    lead.save()
    client.force_login(lead)
    page = client.get(reverse("improvement:inspection", args=[saved.reference])).content.decode()
    for one in saved.paragraphs.all():
        address = reverse("improvement:paragraph", args=[saved.reference, one.place])
        assert f'href="{address}"' in page
        assert one.words in client.get(address).content.decode()
        assert client.get(reverse("publish:thread", args=[saved.reference, one.place])).status_code == 200
    for nowhere in ("3", "2-9", "1-1-1", "x", "-", "9" * 30):
        assert client.get(f"/inspections/{saved.reference}/{nowhere}/").status_code == 404


def test_two_paragraphs_of_one_number_in_one_part_are_refused(db: None) -> None:
    settled = restarted(judgement_overall="good")
    assert settled.is_valid()
    twice = replace(settled.settled(), paragraphs=[{"number": 4, "full_text": "Words."}] * 2)
    with pytest.raises(ValidationError, match="two of paragraph 4"):
        save_inspection(twice, by=User.objects.create(username="settler"), on=date(2022, 5, 3))
