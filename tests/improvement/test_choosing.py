"""A measure is chosen from those that have a figure: first those that answer the findings at hand, then by area of
practice, and by words; what is sent is held against all.
"""

import re

import pytest
from django.template import engines

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.measures.catalogue import MEASURES
from sightline.office.access.models import User
from sightline.office.improvement.choosing import (
    FIND,
    FOUND,
    LOOK,
    offer_measures,
    published_ever,
    suggested,
    why_suggested,
)
from sightline.office.improvement.forms import EvidenceForm, NewActionForm
from sightline.office.improvement.models import Inspection

IHA, VISIT = "initial_health_assessment_timeliness", "initial_health_assessment_open_overdue"
EVERY = frozenset(MEASURES)
SENT = {"kind": "figure", "text": "It shows."}


def drawn(form: object, name: str) -> str:
    words = '{% from "components/fields.jinja" import field_of %}{{ field_of(form[name]) }}'
    return str(engines["jinja2"].from_string(words).render({"form": form, "name": name}))


def boxes(page: str) -> list[str]:
    """The measures that a field offers, in order."""
    return [
        value for value in re.findall(r'<input type="(?:checkbox|radio)"[^>]*value="([^"]*)"', page) if value
    ]


def test_only_measures_with_a_figure_are_shown_under_their_area_of_practice() -> None:
    form = EvidenceForm()
    offer_measures(form, "measure", {IHA, "no-longer-counted"})
    page = drawn(form, "measure")
    assert boxes(page) == [IHA] and 'summary-text">Health<' in page and "Not a figure" in page


def test_what_was_chosen_stays_to_be_seen_when_a_form_comes_back() -> None:
    form = NewActionForm({"measures": [VISIT]}, findings=[])
    offer_measures(form, "measures", {IHA})
    page = drawn(form, "measures")
    assert set(boxes(page)) == {IHA, VISIT} and page.count(" checked") == 1 and "1 chosen" in page
    assert form["measures"].auto_id + "_0" in page, "the error summary links there"


def test_where_there_is_no_figure_yet_every_measure_can_be_chosen() -> None:
    form = NewActionForm(findings=[])
    offer_measures(form, "measures", frozenset())
    assert len(boxes(drawn(form, "measures"))) == len(MEASURES)
    assert 0 < len(list(published_ever())) < len(MEASURES)


def test_a_measure_that_is_not_shown_is_taken_and_one_that_is_none_refused() -> None:
    form = EvidenceForm(SENT | {"measure": VISIT})
    offer_measures(form, "measure", {IHA})
    assert form.is_valid()
    assert not EvidenceForm(SENT | {"measure": "none-such"}).is_valid()


def test_what_answers_the_finding_comes_first_and_once(inspection: Inspection) -> None:
    findings = list(inspection.paragraphs.select_related("inspection").filter(number__in=(20, 38)))
    form = NewActionForm(findings=[])
    offer_measures(form, "measures", EVERY, suggested(findings))
    page = drawn(form, "measures")
    offered = boxes(page)
    assert len(offered) == len(set(offered)) == len(MEASURES)
    answering = why_suggested(suggested(findings))
    assert set(offered[: len(answering)]) == set(answering)
    assert "¶20" in DUTIES[MEASURES[offered[0]].duty].answers
    assert re.search(
        r"<details[^>]* open><summary[^>]*><[^>]*>What answers paragraph 20: done on time<", page
    )


def test_an_inspection_of_which_nothing_is_declared_suggests_nothing(inspection: Inspection) -> None:
    Inspection.objects.filter(pk=inspection.pk).update(reference="another-2022")
    assert suggested(inspection.paragraphs.select_related("inspection")) == []


@pytest.mark.parametrize(
    "sent", [{LOOK: "1", FIND: "personal ADVISER"}, {FIND: "personal adviser", FOUND: ""}]
)
def test_words_find_measures_and_keep_what_was_typed_and_chosen(sent: dict[str, str]) -> None:
    form = NewActionForm(sent | {"title": "Half typed", "measures": [IHA]}, findings=[])
    offer_measures(form, "measures", EVERY)
    assert form.looking and not form.errors and form["title"].value() == "Half typed"
    page = drawn(form, "measures")
    found = set(boxes(page)) - {IHA}
    assert IHA in boxes(page) and 0 < len(found) < 40
    told = {
        one: f"{MEASURES[one].title} {MEASURES[one].question} {DUTIES[MEASURES[one].duty].title}"
        for one in found
    }
    assert all("personal adviser" in words.lower() for words in told.values())
    assert "Nothing has been saved yet" in page


def test_words_that_find_nothing_say_what_to_do() -> None:
    form = EvidenceForm({LOOK: "1", FIND: "zeppelin"})
    offer_measures(form, "measure", EVERY)
    page = drawn(form, "measure")
    assert boxes(page) == [] and "No measures with “zeppelin”" in page and "Try fewer words" in page


def test_words_find_measures_without_a_figure_where_none_has_one() -> None:
    form = EvidenceForm({LOOK: "1", FIND: "personal adviser"})
    offer_measures(form, "measure", {IHA})
    page = drawn(form, "measure")
    assert boxes(page) and "of which the record has no figure yet" in page


def test_words_that_were_looked_for_before_hold_nothing_up() -> None:
    assert not EvidenceForm(SENT | {"measure": IHA, FIND: "health", FOUND: "health"}).looking


def test_nothing_can_be_saved_while_measures_are_looked_for() -> None:
    form = EvidenceForm(SENT | {"measure": IHA, LOOK: "1", FIND: "health"})
    assert not form.is_valid() and not form.errors


def test_more_words_than_are_looked_for_hold_nothing_up() -> None:
    words = "personal adviser " * 12
    form = EvidenceForm(SENT | {"measure": IHA, LOOK: "1", FIND: words})
    offer_measures(form, "measure", EVERY)
    found = re.search(rf'name="{FOUND}" value="([^"]*)"', drawn(form, "measure"))
    assert found
    again = EvidenceForm(SENT | {"measure": IHA, FIND: words, FOUND: found[1]})
    assert not again.looking and again.is_valid()


def opening(inspection: Inspection, owner: User, ticked: tuple[int, ...], **sent: object) -> NewActionForm:
    """An action that is being opened, of these of paragraphs 20 and 30."""
    offered = inspection.paragraphs.filter(number__in=(20, 30))
    first = {"title": "T", "aim": "A", "owner": owner.pk, "due_on": "1/12/2019"}
    chosen = [one.pk for one in offered if one.number in ticked]
    return NewActionForm(first | {"findings": chosen} | sent, findings=offered)


def test_a_measure_that_answers_nothing_that_was_ticked_asks_for_a_reason(
    inspection: Inspection, owner: User
) -> None:
    assert opening(inspection, owner, (20,), measures=[IHA]).is_valid()
    unticked = opening(inspection, owner, (30,), measures=[IHA])
    assert unticked.errors["why"] == ["Enter why the action should move those measures"]
    assert opening(inspection, owner, (30,), measures=[IHA], why="They wait longest").is_valid()


def test_what_is_typed_is_the_reason_of_what_is_not_declared_alone(
    inspection: Inspection, owner: User
) -> None:
    declared = why_suggested(suggested(inspection.paragraphs.filter(number__in=(20, 30))))
    other = next(one for one in MEASURES if one not in declared)
    form = opening(inspection, owner, (20,), measures=[IHA, other], why=" They wait longest ")
    assert form.is_valid()
    assert form.cleaned_data["reasons"] == {
        IHA: "It is declared to answer paragraph 20.",
        other: "They wait longest",
    }
