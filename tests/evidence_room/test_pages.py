"""What the room of files shows: what is in force and missing, problems to take away, and a row as submitted."""

import csv
import json
import re
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from sightline.engine.records.evidence import EvidenceStore, loads
from sightline.office.access.models import Entry
from sightline.office.evidence.loading import carry_out
from sightline.office.evidence.models import STALE, Job
from sightline.office.evidence.problem_views import harmless
from sightline.office.lens.lens import Lens

from .conftest import EPISODES, PEOPLE, VISITS, Person, Send


def text(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200, page
    return re.sub(r"\s+", " ", answer.content.decode())


def main_of(answer: HttpResponse) -> str:
    """What a page says, without the shell around it."""
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def ref_of(store: EvidenceStore, table: str, row: int) -> str:
    snapshot = store.in_force()
    assert snapshot is not None
    return str(store.record(snapshot).frame(table)["_rows"][row][0])


def test_an_empty_office_says_what_to_do(officer: Client) -> None:
    assert "Nothing has been loaded yet" in text(officer, "/files/")
    for page in ("submissions/", "snapshots/", "problems/"):
        text(officer, f"/files/{page}")


def test_the_first_page_says_what_is_in_force_old_missing_and_wrong(loaded: Job, officer: Client) -> None:
    page = text(officer, "/files/")
    assert "Snapshot 1</strong> is in force" in page
    assert "Standard Safeguarding Dataset" in page and "Old: " in page
    assert "no file tells it" in page and "nothing after" in page
    assert "None</strong>" in page and "severity=value" in page
    assert "ssd_person.csv" in page


def test_a_submission_tells_its_files_hashes_rows_windows_and_load(loaded: Job, officer: Client) -> None:
    page = text(officer, "/files/submissions/S0001/")
    assert loaded.files[0]["sha256"] in page and f"load {loaded.pk}<" in page
    assert "Episodes of being looked after" in page and "10 January 2018 to" in page
    assert officer.get("/files/submissions/S0099/").status_code == 404
    assert "S0001" in text(officer, "/files/submissions/")
    assert "In force" in text(officer, "/files/snapshots/")


def test_problems_are_paged_and_narrowed(send: Send, officer: Client, store: EvidenceStore) -> None:
    header = b"pers_person_id," + b",".join(b"other_%d" % n for n in range(60)) + b",pers_dob\n"
    job = send(("ssd_person.csv", header + b"001" + b",x" * 60 + b",never\n"))
    send(*((f"unknown{n}.txt", b"nothing of ours %d\n" % n) for n in range(60)))
    for one in Job.objects.all():
        carry_out(one.pk)
    first, second = text(officer, "/files/problems/"), text(officer, "/files/problems/?page=2")
    assert first.count('class="sl-problem"') == 50 and second.count('class="sl-problem"') > 5
    only = text(officer, "/files/problems/?submission=S0001&severity=value")
    assert "never" in only and "unknown1.txt" not in only
    assert "unknown7.txt" not in text(officer, f"/files/problems/?load={job.pk}")
    for wrong in ("severity=dreadful", "source=xyz", "submission=S0099", "load=999", "load=x"):
        assert officer.get(f"/files/problems/?{wrong}").status_code == 404, wrong
    assert officer.get("/files/problems.json?source=xyz").status_code == 404
    assert officer.get("/files/problems/?source=annex_a").status_code == 200, (
        "read here, but nothing came yet"
    )


def test_problems_are_taken_away_as_json_and_as_csv_without_formulas(
    send: Send, officer: Client, store: EvidenceStore
) -> None:
    job = send(("=cmd.csv", b"nothing,of,ours\n1,2,3\n"), ("ssd_person.csv", PEOPLE))
    carry_out(job.pk)
    answer = officer.get(f"/files/problems.csv?load={job.pk}")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert {"'=cmd.csv", "ssd_person.csv"} == {row["file"] for row in rows}
    told = json.loads(officer.get(f"/files/problems.json?load={job.pk}&severity=file").content)
    assert [one["file"] for one in told] == ["=cmd.csv"]
    taken = Entry.objects.filter(what="downloaded reading problems")
    assert [one.details["count"] for one in taken.order_by("number")] == [len(rows), 1]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", " =1"])
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"a{cell}") == f"a{cell}" and harmless(None) == ""


def test_possible_duplicates_are_told_and_lead_to_their_rows(send: Send, officer: Client) -> None:
    twins = PEOPLE + b"009,F,2008-05-01,Ada,Test\n"
    job = send(("ssd_person.csv", twins))
    carry_out(job.pk)
    assert "1 possible duplicate" in text(officer, f"/files/loads/{job.pk}/")
    page = text(officer, "/files/problems/?only=duplicates")
    assert page.count('class="sl-problem"') == 1 and "Ada" not in page


def test_a_running_load_is_watched_with_and_without_script(send: Send, officer: Client) -> None:
    job = send(("ssd_person.csv", PEOPLE))
    page = text(officer, f"/files/loads/{job.pk}/")
    assert '<meta http-equiv="refresh"' in page and "evidence/job.js" in page and "Waiting" in page
    Job.objects.filter(pk=job.pk).update(
        state="running", step="Reading", done=1, of=5, heartbeat=timezone.now(), attempts=1
    )
    told = officer.get(f"/files/loads/{job.pk}/state/").json()
    assert (told["state"], told["step"], told["done"], told["of"], told["ended"]) == (
        "running", "Reading", 1, 5, False)  # fmt: skip
    Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - 2 * STALE)
    assert "has not been heard of" in text(officer, f"/files/loads/{job.pk}/")


def test_looking_changes_nothing_but_the_trail(loaded: Job, officer: Client, store: EvidenceStore) -> None:
    before = list(Job.objects.values())
    for page in ("", f"loads/{loaded.pk}/", f"loads/{loaded.pk}/state/", "problems/", "submissions/S0001/"):
        officer.get(f"/files/{page}")
    assert list(Job.objects.values()) == before


# a row as submitted


def test_a_row_shows_its_cells_its_child_and_what_hangs_on_it(
    loaded: Job, officer: Client, store: EvidenceStore
) -> None:
    ref = ref_of(store, "ssd_cla_episodes", 0)
    page = text(officer, f"/files/rows/{ref}")
    assert "Row 2 of ssd_cla_episodes.csv" in page and "2019-01-10" in page
    assert "2018-01-10" not in page, "its neighbour is not shown"
    assert "Initial health assessment" in page and "started it" in page
    lens = Lens.of(None)
    assert f"/children/{lens.handle('001')}/" in page
    entry = Entry.objects.get(what="saw a row of a submitted file")
    assert entry.subject == f"child:{lens.handle('001')}" and "001" not in json.dumps(entry.details)


def test_a_row_is_shown_only_to_who_may_see_its_child(
    loaded: Job, person: Person, store: EvidenceStore
) -> None:
    ref = ref_of(store, "ssd_cla_episodes", 0)
    assert person("director").get(f"/files/rows/{ref}").status_code == 200
    for role in ("social_worker", "team_manager"):
        away = person(role, worker_id="W9", team_id="T9").get(f"/files/rows/{ref}")
        nowhere = person(role).get(f"/files/rows/{'0' * 12}/csv/2")
        assert away.status_code == nowhere.status_code == 404
        assert main_of(away) == main_of(nowhere)
    for role in ("improvement_lead", "clerk", "councillor"):
        assert person(role).get(f"/files/rows/{ref}").status_code == 403
    assert Entry.objects.filter(what="saw a row of a submitted file").count() == 1


def test_a_row_of_an_adopted_child_s_first_identity_is_not_there(
    loaded: Job, officer: Client, store: EvidenceStore
) -> None:
    snapshot = store.in_force()
    assert snapshot is not None
    people = store.record(snapshot).frame("ssd_person")
    (sealed,) = people.filter(pl.col("pers_person_id") == "002")["_rows"]
    assert officer.get(f"/files/rows/{sealed[0]}").status_code == 404


def test_a_purged_file_leaves_its_tombstone(loaded: Job, officer: Client, store: EvidenceStore) -> None:
    ref = ref_of(store, "ssd_cla_episodes", 0)
    told = next(file for file in loaded.files if file["name"] == "ssd_cla_episodes.csv")
    store.purge(told["sha256"], "kept for its full term", date(2026, 1, 1))
    answer = officer.get(f"/files/rows/{ref}")
    assert answer.status_code == 404 and "kept for its full term" in answer.content.decode()
    assert "Purged" in text(officer, "/files/submissions/S0001/")
    assert EPISODES.decode().splitlines()[1] not in text(officer, f"/files/loads/{loaded.pk}/")


@pytest.mark.parametrize(
    "ref", ["", "x", "a/b/c/d", "%2e%2e/secret-key", "0" * 12 + "/csv/99999999999999999999"]
)
def test_an_address_of_no_row_is_not_found(ref: str, loaded: Job, officer: Client) -> None:
    assert officer.get(f"/files/rows/{ref}").status_code == 404


def test_no_page_or_download_quotes_a_cell_about_an_adult_or_of_a_sealed_identity(
    send: Send, officer: Client
) -> None:
    visits = VISITS + b"V1,001,open words,Y\nV2,002,sealed words,Y\n"
    head = b"allegation_id,child_id,referred_on,subject_key,closed_on\n"
    about = head + b"L1,001,2019-02-01 10:00,K1,soon Mr Vane\n"
    jobs = [
        send(("ssd_person.csv", PEOPLE), ("ssd_cla_episodes.csv", EPISODES), ("ssd_cla_visits.csv", visits)),
        send(("register one.csv", about)),
    ]
    for one in jobs:
        carry_out(one.pk)
    assert Job.objects.filter(snapshot=None).count() == 0
    asked = ["", "?submission=S0001", "?submission=S0002", *(f"?load={one.pk}" for one in jobs)]
    pages = [text(officer, f"/files/problems{form}{ask}") for form in ("/", ".csv", ".json") for ask in asked]
    pages += [text(officer, f"/files/loads/{one.pk}/") for one in jobs]
    assert not any(words in page for page in pages for words in ("sealed words", "Mr Vane"))
    for whole in (pages[0], pages[len(asked)], pages[2 * len(asked)]):
        assert (
            "not shown: an adopted child" in whole
            and "By law" in whole
            and "not shown: about an adult" in whole
            and "yesterday" in whole
        )


def test_the_first_page_names_loads_from_the_command_line_that_did_not_end(
    loaded: Job, officer: Client, store: EvidenceStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ssd_cla_reviews.csv"
    path.write_text(
        "clar_cla_review_id,clar_cla_person_id,clar_cla_review_date\nR1,001,2019-02-01\n", "utf-8"
    )
    with monkeypatch.context() as patch:
        patch.setattr(loads, "take", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.load([path], received=datetime(2019, 5, 1))
    said = text(officer, "/files/")
    assert "did not end" in said and "ssd_cla_reviews.csv" in said and "ZeroDivisionError" in said
    assert "load_set_aside" in {one.code for one in store.problems()}
    store.load([path], received=datetime(2019, 5, 1))
    assert "did not end" not in text(officer, "/files/")
