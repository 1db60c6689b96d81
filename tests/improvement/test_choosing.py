"""A measure is chosen from those that have a figure, by area of practice; what is sent is held against all."""

from django.template import engines

from sightline.engine.measures.catalogue import MEASURES
from sightline.office.improvement.choosing import offer_measures, published_ever
from sightline.office.improvement.forms import EvidenceForm, NewActionForm

IHA, VISIT = "initial_health_assessment_timeliness", "initial_health_assessment_open_overdue"


def drawn(form: object, name: str) -> str:
    words = '{% from "components/fields.jinja" import field_of %}{{ field_of(form[name]) }}'
    return str(engines["jinja2"].from_string(words).render({"form": form, "name": name}))


def test_only_measures_with_a_figure_are_shown_under_their_area_of_practice() -> None:
    form = EvidenceForm()
    offer_measures(form, "measure", {IHA, "no-longer-counted"})
    page = drawn(form, "measure")
    assert page.count("<option") == 2 and '<optgroup label="Health">' in page and IHA in page


def test_what_was_chosen_stays_to_be_seen_when_a_form_comes_back() -> None:
    form = NewActionForm({"measures": [VISIT]}, findings=[])
    offer_measures(form, "measures", {IHA})
    page = drawn(form, "measures")
    assert page.count("<input") == 2 and page.count(" checked") == 1 and "1 chosen" in page
    assert form["measures"].auto_id + "_0" in page, "the error summary links there"


def test_where_there_is_no_figure_yet_every_measure_can_be_chosen() -> None:
    form = NewActionForm(findings=[])
    offer_measures(form, "measures", frozenset())
    assert drawn(form, "measures").count("<input") == len(MEASURES)
    assert 0 < len(list(published_ever())) < len(MEASURES)


def test_a_measure_that_is_not_shown_is_taken_and_one_that_is_none_refused() -> None:
    sent = {"kind": "figure", "text": "It shows.", "measure": VISIT}
    form = EvidenceForm(sent)
    offer_measures(form, "measure", {IHA})
    assert form.is_valid()
    assert not EvidenceForm(sent | {"measure": "none-such"}).is_valid()
