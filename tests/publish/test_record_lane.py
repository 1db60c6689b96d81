"""What the record shows of a finding: the month that was quoted beside the shortest time that may be shown, the
line over time, and the areas over the time on which their own pages judge them.
"""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.test import Client
from django.urls import reverse

from sightline.office.access.models import Entry, User
from sightline.office.improvement import actions as plan
from sightline.office.improvement.lensing import newest
from sightline.office.improvement.models import Paragraph
from sightline.office.improvement.tied import measures_of, quoted
from sightline.office.lens.lens import Lens
from sightline.office.publish.models import Paper
from sightline.office.publish.record_lane import record_lane
from sightline.office.publish.strands import Card, Stage
from tests.publish.conftest import IHA

DAY = date(2019, 9, 30)


@pytest.fixture(autouse=True)
def office(entries: Path, settings: Any) -> None:
    settings.SIGHTLINE_HOME = entries
    settings.SIGHTLINE_AUTHORITY = "west-sussex"


@pytest.fixture
def finding(draft: Paper, clerk: User) -> Paragraph:
    found = draft.findings.get()
    intent = plan.Intent("Hold clinics", "Health known early", clerk, date(2019, 12, 31))
    need = found.inspection.needs.get(number=4)
    plan.open_action(need, intent, findings=[found], measures=[IHA], by=clerk, on=date(2019, 9, 2))
    plan.judge_paragraph(found, "weakness", version=1, by=clerk, on=date(2019, 9, 2))
    return Paragraph.objects.select_related("inspection").get(pk=found.pk)


def stages(role: str, finding: Paragraph) -> dict[str, Stage]:
    lens = Lens.of(User(username=role, role=role))
    (strand,) = record_lane(lens, finding, DAY).strands
    return {one.title: one for one in strand}


def card(stage: Stage, words: str) -> Card:
    return next(one for one in stage.cards if one.text.startswith(words))


def test_the_month_that_was_quoted_stands_beside_the_shortest_time_that_may_be_shown(
    finding: Paragraph,
) -> None:
    measure = stages("director", finding)["Measure"]
    month = card(measure, "December 2018, of which the inspection says 13%")
    assert month.tag == "13% (4 of 31)" and month.href.endswith("/month/2018-12-01/all/")
    year = card(measure, "Year to 31 March 2019")
    assert year.tag.endswith("of 295)") and "no small number" in year.detail


def test_who_sees_no_child_gets_no_figure_of_the_month(finding: Paragraph) -> None:
    told = stages("councillor", finding)
    month = card(told["Measure"], "December 2018")
    assert (month.tag, month.href) == ("", "") and "too few children" in month.detail
    assert card(told["Measure"], "Year to 31 March 2019").tag.endswith("of 295)")
    assert not any("of 31)" in one.tag for stage in told.values() for one in stage.cards)


def test_areas_are_those_of_their_own_page_and_name_their_time(finding: Paragraph, client: Client) -> None:
    told = stages("director", finding)
    (title,) = (one for one in told if one.startswith("Areas, "))
    assert title == "Areas, year to 30 September 2019"
    crawley = card(told[title], "Crawley")
    assert crawley.tag.startswith("0% (0 of ") and crawley.detail == "Worse than chance explains"
    client.force_login(User.objects.create(username="director", role="director"))
    assert crawley.tag in client.get(crawley.href).content.decode().replace("\n", " ")


def test_the_line_says_where_it_begins_and_ends(finding: Paragraph) -> None:
    over = stages("director", finding)["Over time"]
    assert over.cards[0].spark is not None
    assert over.cards[0].text.startswith("From ") and " to " in over.cards[0].text
    assert card(over, "Year to 31 March 2019").tag.endswith("of 295)")


@pytest.mark.parametrize("role", ["director", "councillor"])
def test_the_paragraph_s_page_tells_its_measure_with_its_figure(
    finding: Paragraph, client: Client, role: str
) -> None:
    client.force_login(User.objects.create(username="reader", role=role))
    address = reverse("improvement:paragraph", args=[finding.inspection.reference, finding.place])
    page = " ".join(client.get(address).content.decode().split())
    assert "Initial health assessment: on time, by month of entry to care" in page
    assert "quotes <strong>13%</strong> for December 2018" in page and "of 295)" in page
    assert ("13% (4 of 31)" in page) is (role == "director")


def test_a_member_puts_a_challenge_from_the_thread_and_the_finding_is_chosen(
    finding: Paragraph, client: Client
) -> None:
    address = reverse("publish:thread", args=[finding.inspection.reference, finding.place])
    ask = f"{reverse('governance:ask', args=['corporate-parenting-panel'])}?finding={finding.pk}"
    client.force_login(User.objects.create(username="director", role="director"))
    assert ask not in client.get(address).content.decode()
    client.force_login(User.objects.create(username="member", role="councillor"))
    assert ask in client.get(address).content.decode()
    form = client.get(ask).content.decode()
    assert f'<option value="{finding.pk}" selected>' in form and "What answers paragraph 20" in form


def test_a_measure_is_tied_to_an_action_with_a_reason_and_the_thread_shows_it(
    finding: Paragraph, client: Client
) -> None:
    action, more = finding.actions.get(), "initial_health_assessment_open_overdue"
    client.force_login(User.objects.create(username="lead", role="improvement_lead"))
    address = reverse("improvement:tie", args=[action.pk])
    assert client.post(address, {"measure": more, "reason": " "}).status_code == 422
    assert client.post(address, {"measure": "", "reason": "They wait"}).status_code == 422
    assert client.post(address, {"measure": more, "reason": "They wait"}).status_code == 302
    assert client.post(address, {"measure": more, "reason": "Again"}).status_code == 422
    assert "They wait" in client.get(reverse("improvement:action", args=[action.pk])).content.decode()
    lens = Lens.of(User(username="director", role="director"))
    assert len(record_lane(lens, finding, DAY).strands) == 2


def test_a_measure_counts_from_the_day_it_was_tied_and_can_be_taken_away_with_a_reason(
    finding: Paragraph, client: Client, clerk: User
) -> None:
    action, more = finding.actions.get(), "initial_health_assessment_open_overdue"
    tied = plan.tie_measure(action, more, reason="They wait", by=clerk, on=date(2019, 9, 20))
    assert [one.id for one in measures_of(finding, date(2019, 9, 19))] == [IHA]
    assert [one.id for one in measures_of(finding, date(2019, 9, 20))] == [IHA, more]
    first = action.measures.get(measure=IHA)
    assert (first.by, first.on) == (clerk, date(2019, 9, 2))
    client.force_login(User.objects.create(username="lead", role="improvement_lead"))
    page = client.get(reverse("improvement:action", args=[action.pk])).content.decode()
    address = reverse("improvement:untie", args=[tied.pk])
    assert "Tied by Democratic Services, 20 September 2019" in page and address in page
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "Ticked by mistake"}).status_code == 302
    assert [one.id for one in measures_of(finding, DAY)] == [IHA]
    told = [
        one.details.get("why") for one in Entry.objects.order_by("pk") if one.details.get("measure") == more
    ]
    assert told == ["They wait", "Ticked by mistake"]


def test_a_measure_tied_before_days_were_kept_counts_from_its_action_s(finding: Paragraph) -> None:
    finding.actions.get().measures.update(by=None, on=None)
    assert [one.id for one in measures_of(finding, date(2019, 9, 2))] == [IHA]
    assert measures_of(finding, date(2019, 9, 1)) == []


def test_why_a_month_has_no_figure_is_said_truly(finding: Paragraph, monkeypatch: pytest.MonkeyPatch) -> None:
    member, director = User(username="m", role="councillor"), User(username="d", role="director")
    (few,) = quoted(Lens.of(member), finding, IHA)
    assert few.row is None and "too few children" in few.missing
    for reader in (member, director):
        (unloaded,) = quoted(Lens.of(reader, known_on=date(2019, 8, 15)), finding, IHA)
        assert unloaded.missing == "Nothing has been loaded"
    told = {"measure": IHA, "month": date(2015, 1, 1), "said": "13%"}
    monkeypatch.setattr("sightline.office.improvement.tied.quoted_in", lambda *_: [told])
    (none,) = quoted(Lens.of(member), finding, IHA)
    assert none.missing == "No figure of that month can be shown"
    (no_case,) = quoted(Lens.of(director), finding, IHA)
    assert no_case.missing == "The record tells of no case in that month"


def test_a_month_that_may_be_shown_by_itself_is_shown(
    finding: Paragraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_to_all, results = Lens.of(User(username="d", role="director")), Lens.results

    def months(lens: Lens, measure: str, *, last: date | None = None, **asked: Any) -> pl.DataFrame:
        whole = last is not None and "dimensions" not in asked
        told = {"last": last} | ({"period": "month", "protected": False} if whole else {})
        return results(open_to_all if whole else lens, measure, **asked | told)

    monkeypatch.setattr(Lens, "results", months)
    (one,) = quoted(Lens.of(User(username="m", role="councillor")), finding, IHA)
    assert one.row is one.public is not None and not one.missing
    shown = [card for card in stages("councillor", finding)["Measure"].cards if card.tag == "13% (4 of 31)"]
    assert [card.detail for card in shown] == ["The month in the record"]


def test_no_assurance_is_said_in_words(finding: Paragraph, monkeypatch: pytest.MonkeyPatch) -> None:
    def untrusted(lens: Lens, measure: str) -> dict[str, Any] | None:
        row = newest(lens, measure)
        return row and row | {"assurance": "none", "reason": "Most cannot be told"}

    monkeypatch.setattr("sightline.office.publish.record_lane.newest", untrusted)
    month = card(stages("director", finding)["Measure"], "Initial health assessment")
    assert month.detail.endswith("; no assurance: Most cannot be told")
