"""Problems on pages: counts that agree from page to page, the newest files first, and what to do about each."""

import json
import re
from datetime import date

from django.test import Client

from sightline.engine.records.evidence import EvidenceStore, Lift
from sightline.office.evidence.loading import carry_out
from sightline.office.evidence.models import Job

from .conftest import EPISODES, PEOPLE, Send
from .test_pages import text

INTERVIEWS = b"Child,Missing from,Found or returned\n77,2019-03-03,2019-03-04\n"


def counts(page: str) -> dict[str, int]:
    found = re.findall(r"<dt>([^<]+)</dt> <dd>(?:<a [^>]*>)?(\d+)", page)
    return {words: int(count) for words, count in found}


def corrected(send: Send) -> None:
    carry_out(send(("ssd_person.csv", PEOPLE.replace(b"x,yesterday", b"M,2011-05-01"))).pk)


def test_counts_of_the_first_page_agree_with_each_other_and_with_the_list(
    loaded: Job, send: Send, officer: Client
) -> None:
    told = counts(text(officer, "/files/"))
    assert told["Values left blank"] == 2, "a sex and a birth date"
    page = text(officer, "/files/problems/")
    assert f"{sum(told.values())} problem" in page
    assert page.count('class="sl-problem"') == sum(told.values())
    corrected(send)
    after = text(officer, "/files/")
    assert counts(after)["Values left blank"] == 0
    now = sum(counts(after).values())
    assert f'?source=ssd">{now}</a>' in after, "of the one source, and nothing is wrong with the record"
    assert re.search(r"\d+ older problems</a> in earlier files", after)


def test_older_problems_are_kept_apart_and_under_their_own_submission(
    loaded: Job, send: Send, officer: Client
) -> None:
    corrected(send)
    assert "yesterday" not in text(officer, "/files/problems/")
    every = text(officer, "/files/problems/?submission=all")
    assert "Submission S0001</a>: Standard Safeguarding Dataset" in every and "yesterday" in every
    assert "yesterday" in text(officer, "/files/problems/?submission=S0001")
    told = json.loads(officer.get("/files/problems.json?submission=all&severity=value").content)
    assert {one["submission"] for one in told} == {"S0001"} and all(one["received"] for one in told)
    assert {one["title"] for one in told} == {"Sex", "Date of birth"}


def test_rows_whose_child_no_file_lists_are_told_on_the_load_and_on_the_first_page(
    send: Send, officer: Client
) -> None:
    job = send(("return_home_interview.csv", INTERVIEWS))
    carry_out(job.pk)
    for page in (f"/files/loads/{job.pk}/", "/files/", "/files/problems/"):
        said = text(officer, page)
        assert "1 of 1 rows names a child whom no loaded file lists" in said and "Annex A" in said, page
    child = (
        PEOPLE.replace(b"003", b"77"),
        EPISODES,
    )
    carry_out(send(("ssd_person.csv", child[0]), ("ssd_cla_episodes.csv", child[1])).pk)
    assert "whom no loaded file lists" not in text(officer, "/files/")


def test_what_is_said_of_a_sealed_identity_changes_when_its_seal_is_lifted(
    loaded: Job, send: Send, officer: Client, store: EvidenceStore
) -> None:
    """002 was told to be adopted, by mistake: until the seal is lifted nobody is pointed at it."""
    carry_out(send(("ssd_cla_episodes.csv", EPISODES.replace(b"E12", b"E4"))).pk)
    carry_out(send(("return_home_interview.csv", INTERVIEWS.replace(b"77", b"2"))).pk)
    assert "known but for leading zeros" not in text(officer, "/files/problems/")
    store.lift_seal("002", Lift("Ann", "Ben", date(2019, 9, 1), "another child"))
    assert "known but for leading zeros" in text(officer, "/files/problems/")
