"""Whoever checks evidence sees what was claimed, by whom, what it points to, and what either answer will do."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from sightline.office.access.models import User
from sightline.office.improvement import actions as plan
from sightline.office.improvement.lensing import frozen_figure
from sightline.office.improvement.models import Action, Evidence
from sightline.office.lens.days import AS_AT, KNOWN_ON
from sightline.office.publish.before import shown_before
from sightline.office.publish.models import Paper
from tests.publish.conftest import IHA

ON = date(2019, 9, 2)


@pytest.fixture(autouse=True)
def office(entries: Path, settings: Any) -> None:
    settings.SIGHTLINE_HOME = entries
    settings.SIGHTLINE_AUTHORITY = "west-sussex"


def reading(user: User, *days: str) -> Any:
    """A page asked for by somebody, who may read as at the end of May."""
    request: Any = RequestFactory().get("/")
    request.user, request.session = user, dict.fromkeys(days, "2019-05-31")
    return request


@pytest.fixture
def action(draft: Paper, clerk: User) -> Action:
    finding = draft.findings.get()
    owner = User.objects.create(username="owner", last_name="Owner", role="team_manager")
    intent = plan.Intent("Hold clinics", "Health known early", owner, date(2019, 12, 31))
    need = finding.inspection.needs.get(number=4)
    opened = plan.open_action(need, intent, findings=[finding], measures=[IHA], by=clerk, on=ON)
    for text in ("Referrals within five days", "Nine in ten on time"):
        plan.add_milestone(opened, text=text, due_on=date(2019, 12, 1), by=clerk, on=ON)
    return opened


@pytest.fixture
def evidence(action: Action) -> Evidence:
    """A figure frozen by the lead, who read as at the end of May."""
    lead = User.objects.create(username="lead", last_name="Lead", role="improvement_lead")
    figure = frozen_figure(reading(lead, AS_AT), IHA)
    step = action.milestones.get(number=1)
    return plan.add_evidence(step, kind="figure", text="It improves", figure=figure, by=lead, on=ON)


def opened(role: str, item: Evidence, **days: str) -> str:
    client = Client()
    client.force_login(User.objects.get_or_create(username=f"a-{role}", defaults={"role": role})[0])
    session = client.session
    session.update(days)
    session.save()
    return " ".join(client.get(reverse("improvement:check", args=[item.pk])).content.decode().split())


def test_the_claim_the_figure_then_and_now_and_the_demand_are_all_there(evidence: Evidence) -> None:
    page = opened("director", evidence)
    assert (
        "Referrals within five days" in page
        and "Due 1 December 2019" in page
        and "Health known early" in page
    )
    assert "It improves" in page and "Lead, 2 September 2019" in page
    assert evidence.figure.endswith("Year to 31 March 2019") and page.count(evidence.figure) == 2
    assert "As at 31 May 2019, from snapshot 2" in page
    assert "As at 30 September 2019, from snapshot 2" in page
    assert evidence.assurance == "substantial" and page.count("Substantial assurance") == 2


def frozen_as(item: Evidence, fewer: int, *, counted: bool = True) -> str:
    """The evidence as if so many fewer had been on time when it was frozen: its words."""
    done, whole = (item.recorded or 0) - fewer, item.denominator or 0
    words = f"{round(100 * done / whole)}% ({done} of {whole}), Year to 31 March 2019"
    kept = {"recorded": done, "denominator": whole} if counted else {"recorded": None, "denominator": None}
    Evidence.objects.filter(pk=item.pk).update(figure=words, **kept)
    return words


def test_a_figure_that_moved_by_a_few_is_never_set_beside_the_one_that_was_frozen(evidence: Evidence) -> None:
    was = frozen_as(evidence, 1)
    page = opened("improvement_lead", evidence)
    assert page.count(was) == 2 and evidence.figure not in page
    assert "stands until the record has moved it by more than 5" in page
    assert frozen_figure(reading(User(role="improvement_lead")), IHA).figure == was


def test_a_figure_that_moved_by_more_stands_beside_it(evidence: Evidence) -> None:
    was = frozen_as(evidence, 6)
    page = opened("improvement_lead", evidence)
    assert page.count(was) == 1 and page.count(evidence.figure) == 1


def test_beside_a_figure_whose_counts_were_not_kept_no_other_of_its_time_is_shown(
    evidence: Evidence,
) -> None:
    was = frozen_as(evidence, 1, counted=False)
    page = opened("improvement_lead", evidence)
    assert was in page and evidence.figure not in page and "Figure now" in page and "Not shown" in page


def test_a_paper_is_held_against_frozen_evidence(evidence: Evidence) -> None:
    (row,) = shown_before().iter_rows(named=True)
    assert (row["measure"], row["denominator"], row["recorded"]) == (IHA, 295, evidence.recorded)
    assert (row["period_to"], row["dimension"], row["group"]) == (date(2019, 3, 31), "all", "")


def test_the_figure_now_is_today_s_whatever_day_is_read(evidence: Evidence) -> None:
    page = opened("director", evidence, **{AS_AT: "2019-06-30"})
    assert "As at 30 September 2019" in page and "As at 30 June 2019" not in page


def test_a_file_that_no_longer_stands_is_named_without_a_page(evidence: Evidence) -> None:
    assert "/submissions/" in opened("performance_officer", evidence)
    page = opened("performance_officer", evidence, **{KNOWN_ON: "2019-08-15"})
    assert "health_assessments.csv" in page and "/submissions/" not in page


def test_the_files_are_named_to_whoever_may_open_them(evidence: Evidence) -> None:
    assert "health_assessments.csv" in opened("performance_officer", evidence)
    told = opened("director", evidence)
    assert "health_assessments.csv" not in told and "received on 27 September 2019" in told


def test_what_either_answer_will_do_is_what_it_does(evidence: Evidence, client: Client) -> None:
    page = opened("director", evidence)
    yes = "Milestone 1 counts as proven. The action is then “in progress”: 1 of 2 milestones proven; none is late."
    assert yes in page and "It stays, marked as not accepted. Milestone 1 needs other evidence." in page
    assert "The action is then “evidence rejected”" in page
    client.force_login(User.objects.create(username="second", role="director"))
    client.post(reverse("improvement:check", args=[evidence.pk]), {"accepted": "yes", "note": "I read it."})
    action = Action.objects.get(pk=evidence.milestone.action_id)
    day = date(2019, 9, 30)
    assert f"“{action.status(day)}”: {action.why(day)}" in yes


def test_a_document_is_said_to_lie_elsewhere(action: Action, clerk: User) -> None:
    step = action.milestones.get(number=2)
    item = plan.add_evidence(step, kind="file", text="The letter, in the trust's folder", by=clerk, on=ON)
    assert "Sightline keeps no copy of it" in opened("director", item)


def test_who_may_not_check_it_gets_the_reason_and_no_form(evidence: Evidence, client: Client) -> None:
    address = reverse("improvement:check", args=[evidence.pk])
    client.force_login(User.objects.get(username="lead"))
    page = client.get(address).content.decode()
    assert "You added this evidence" in page and "Save what you found" not in page
    refused = client.post(address, {"accepted": "yes", "note": "Mine"})
    assert refused.status_code == 422 and "You added this evidence" in refused.content.decode()
    other = User.objects.create(username="second", last_name="Second", role="director")
    plan.verify(evidence, accepted=False, note="It is not so", by=other, on=ON)
    page = opened("performance_officer", evidence)
    assert "Second checked this evidence on 2 September 2019: it is not accepted" in page
    assert "Save what you found" not in page
