"""Files sent through the pages: kept first, loaded once, and never an error page for what they hold."""

import hashlib
import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult

from sightline.engine.records.evidence import EvidenceStore
from sightline.office.access.models import Entry
from sightline.office.evidence import actions, uploading
from sightline.office.evidence import loading as loading_module
from sightline.office.evidence.loading import carry_out
from sightline.office.evidence.models import Job

from .conftest import EPISODES, PEOPLE, VISITS, Person, Send


def test_bytes_are_kept_before_the_answer_and_nothing_has_looked_inside(
    send: Send, store: EvidenceStore
) -> None:
    job = send(("ssd_person.csv", PEOPLE))
    sha = hashlib.sha256(PEOPLE).hexdigest()
    assert (store.home / "files" / sha).read_bytes() == PEOPLE
    assert job.state == Job.State.WAITING and store.in_force() is None
    assert DBTaskResult.objects.filter(pk=job.task, status="READY").count() == 1
    assert Entry.objects.filter(what="asked for files to be loaded", subject=f"load:{job.pk}").count() == 1


def test_neither_job_nor_task_stays_where_writing_them_down_fails(
    officer: Client, store: EvidenceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object, **more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions.trail, "record", fails)
    officer.raise_request_exception = False
    officer.post("/files/upload/", {"chosen": SimpleUploadedFile("ssd_person.csv", PEOPLE)})
    assert not Job.objects.exists() and not DBTaskResult.objects.exists()


def test_a_load_tells_what_was_read_what_was_wrong_and_what_changed(
    loaded: Job, officer: Client, send: Send
) -> None:
    assert (loaded.state, loaded.snapshot, loaded.repeat) == (Job.State.DONE, 1, False)
    assert {change["table"]: change["added"] for change in loaded.changes} == {
        "ssd_person": 3,
        "ssd_cla_episodes": 2,
    }
    page = officer.get(f"/files/loads/{loaded.pk}/").content.decode()
    assert "Snapshot 1</strong> came into force" in page
    assert "yesterday" in page and "row 4" in page
    second = send(("ssd_person.csv", PEOPLE.replace(b"Ada", b"Ava")))
    carry_out(second.pk)
    second.refresh_from_db()
    assert [(one["table"], one["added"], one["changed"]) for one in second.changes] == [("ssd_person", 0, 1)]


def test_the_same_bytes_again_are_told_as_a_repeat(loaded: Job, officer: Client, send: Send) -> None:
    again = send(("ssd_person.csv", PEOPLE), ("ssd_cla_episodes.csv", EPISODES))
    carry_out(again.pk)
    again.refresh_from_db()
    assert again.repeat and again.snapshot == 1 and again.first_received == loaded.received
    assert "loaded before" in officer.get(f"/files/loads/{again.pk}/").content.decode()


def test_two_loads_at_once_queue_up_and_both_land(send: Send, store: EvidenceStore) -> None:
    one = send(("ssd_person.csv", PEOPLE))
    two = send(("ssd_cla_visits.csv", VISITS + b"V1,001,2019-02-01,Y\n"))
    for task in (two, one, two):
        carry_out(task.pk)
    assert [len(snapshot.submissions) for snapshot in store.snapshots()] == [1, 2]
    assert set(Job.objects.values_list("state", "attempts")) == {(Job.State.DONE, 1)}


def test_the_day_of_the_files_can_be_said_and_lies_not_ahead(
    send: Send, officer: Client, store: EvidenceStore
) -> None:
    job = send(("ssd_person.csv", PEOPLE), extract_date="1/3/2019")
    carry_out(job.pk)
    assert str(store.submissions()[0].extract_date) == "2019-03-01"
    for day in ("1/3/2999", "31/2/2019"):
        answer = officer.post(
            "/files/upload/", {"chosen": SimpleUploadedFile("a.csv", b"x"), "extract_date": day}
        )
        assert answer.status_code == 422 and "id_extract_date" in answer.content.decode()


def test_names_are_shown_and_never_used_as_paths(send: Send, store: EvidenceStore) -> None:
    before = {path for path in store.home.parent.rglob("*") if path.name == "passwd"}
    job = send(("..\\..\\etc\\passwd\x07.csv", PEOPLE))
    assert job.files[0]["name"] == "passwd.csv"
    kept = {path.name for path in (store.home / "files").iterdir()}
    assert kept == {job.files[0]["sha256"]} and not before


def bomb() -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * 30_000_000)
    return held.getvalue()


HOSTILE: dict[str, tuple[str, bytes]] = {
    "bomb": ("annex_a.xlsx", bomb()),
    "web page": ("ssd_person.csv", b"<!doctype html><html><script>alert(1)</script></html>"),
    "password": (
        "annex_a.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    ),
    "empty": ("ssd_person.csv", b""),
    "entities": (
        "return.xml",
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><SSDA903>&b;</SSDA903>',
    ),
    "cut": ("annex_a.xlsx", bomb()[:200]),
    "name": ('<img src=x onerror=alert(1)>".csv', b"nothing,of,ours\n1,2,3\n"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_become_a_placed_message(kind: str, send: Send, officer: Client) -> None:
    job = send(HOSTILE[kind])
    carry_out(job.pk)
    job.refresh_from_db()
    assert (job.state, job.snapshot) == (Job.State.DONE, None)
    assert job.problem_count >= 1
    answer = officer.get(f"/files/loads/{job.pk}/")
    page = answer.content.decode()
    assert answer.status_code == 200 and "Nothing could be read" in page
    assert "Expected" in page and "<img src=x" not in page and "root:" not in page


def test_no_file_is_told_on_the_page(officer: Client) -> None:
    for sent in ({}, {"chosen": SimpleUploadedFile(".hidden", b"x")}):
        answer = officer.post("/files/upload/", sent)
        assert answer.status_code == 422 and "Choose at least one file" in answer.content.decode()
    assert not Job.objects.exists()


def test_too_much_is_told_with_the_limit_and_what_to_do(
    officer: Client, monkeypatch: pytest.MonkeyPatch, store: EvidenceStore
) -> None:
    def post(*sizes: int) -> Any:
        sent = [SimpleUploadedFile(f"{n}.csv", b"x" * size) for n, size in enumerate(sizes)]
        return officer.post("/files/upload/", {"chosen": sent})

    monkeypatch.setattr(uploading, "LARGEST_FILE", 2 * uploading.MEGABYTE)
    answer = post(3 * uploading.MEGABYTE)
    assert answer.status_code == 422 and "A file may have" in answer.content.decode()
    monkeypatch.setattr(uploading, "LARGEST_UPLOAD", uploading.MEGABYTE)
    answer = post(3 * uploading.MEGABYTE)
    assert answer.status_code == 422 and "several loads" in answer.content.decode()
    answer = post(*[1] * (uploading.MOST_FILES + 1))
    assert answer.status_code == 422 and "several loads" in answer.content.decode()
    assert not Job.objects.exists() and not (store.home / "files").exists()


def test_an_upload_without_its_token_is_refused(officer: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = officer.cookies
    answer = strict.post("/files/upload/", {"chosen": SimpleUploadedFile("ssd_person.csv", PEOPLE)})
    assert answer.status_code == 403 and not Job.objects.exists()


def test_an_error_of_our_own_is_told_without_quoting_anything_and_can_be_tried_again(
    send: Send, officer: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    job = send(("ssd_person.csv", PEOPLE))
    with monkeypatch.context() as broken:

        def fails(*args: object, **more: object) -> None:
            raise ValueError("Ada Test was born on 2008-05-01")

        broken.setattr(loading_module.EvidenceStore, "load", fails)
        carry_out(job.pk)
    job.refresh_from_db()
    page = officer.get(f"/files/loads/{job.pk}/").content.decode()
    assert job.state == Job.State.FAILED and "ValueError" in page and "Ada" not in page
    assert "Ada" not in "".join(str(task.traceback) for task in DBTaskResult.objects.all())
    for _ in range(2):
        officer.post(f"/files/loads/{job.pk}/again/")
    assert DBTaskResult.objects.filter(task_path__endswith=".load").count() == 2
    carry_out(job.pk)
    job.refresh_from_db()
    assert (job.state, job.snapshot, job.repeat) == (Job.State.DONE, 1, False)


@pytest.mark.parametrize(
    "role", ["social_worker", "team_manager", "director", "improvement_lead", "clerk", "councillor"]
)
def test_only_who_loads_files_may_open_the_room(role: str, loaded: Job, person: Person) -> None:
    client = person(role)
    for page in ("", "upload/", f"loads/{loaded.pk}/", f"loads/{loaded.pk}/state/", "submissions/",
                 "submissions/S0001/", "snapshots/", "problems/", "problems.csv", "problems.json"):  # fmt: skip
        assert client.get(f"/files/{page}").status_code == 403, page
    assert client.post("/files/upload/", {}).status_code == 403
    assert client.post(f"/files/loads/{loaded.pk}/again/").status_code == 403
    assert Client().get("/files/").status_code == 302
