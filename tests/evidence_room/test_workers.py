"""Workers that are real processes: a load ends, and one whose worker was killed is finished exactly once."""

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sightline.commands.worker import Minder
from sightline.engine.records.evidence import EvidenceStore, disk
from sightline.office.access.models import Entry, User
from sightline.office.evidence import lost, queue
from sightline.office.evidence.loading import Attempt, carry_out
from sightline.office.evidence.models import MOST_ATTEMPTS, STALE, Job

from .conftest import EPISODES, PEOPLE, Send

REPOSITORY = Path(__file__).parents[2]
POSTGRES = connection.vendor == "postgresql"
PATIENCE = 60


def aged(job: Job) -> None:
    """Let a worker's last sign of life, and the look that follows it, lie in the past."""
    long_ago = timezone.now() - 3 * STALE
    Job.objects.filter(pk=job.pk, heartbeat__isnull=False).update(heartbeat=long_ago)
    Job.objects.filter(pk=job.pk).update(asked_at=long_ago)
    DBTaskResult.objects.filter(task_path__endswith="look_after").update(run_after=long_ago)
    DBTaskResult.objects.filter(status="RUNNING").update(started_at=long_ago)


# what the queue promises, without a process


def test_a_job_whose_worker_is_gone_is_put_back_once(send: Send) -> None:
    job = send(("ssd_person.csv", PEOPLE))
    DBTaskResult.objects.filter(pk=job.task).update(status="RUNNING", started_at=timezone.now())
    Job.objects.filter(pk=job.pk).update(state="running", run="gone", attempts=1, heartbeat=timezone.now())
    assert lost.put_back_lost() == 0, "it was heard of just now"
    aged(job)
    assert lost.put_back_lost() == 1
    assert lost.put_back_lost() == 0
    job.refresh_from_db()
    assert (job.state, job.run) == (Job.State.WAITING, "")
    states = DBTaskResult.objects.filter(task_path__endswith=".load").values_list("status", flat=True)
    assert sorted(states) == ["FAILED", "READY"]


def test_a_worker_that_wakes_after_it_was_given_up_writes_nothing(send: Send) -> None:
    job = send(("ssd_person.csv", PEOPLE))
    sleeper = Attempt(job.pk, "sleeper")
    Job.objects.filter(pk=job.pk).update(state="running", run="sleeper", attempts=1, heartbeat=timezone.now())
    aged(job)
    lost.put_back_lost()
    assert not sleeper.write(state=Job.State.FAILED)
    carry_out(job.pk)
    assert not sleeper.write(state=Job.State.FAILED, message="late")
    job.refresh_from_db()
    assert (job.state, job.attempts, job.message) == (Job.State.DONE, 2, "")


def test_a_task_taken_and_never_begun_is_not_forgotten(send: Send) -> None:
    job = send(("ssd_person.csv", PEOPLE))
    DBTaskResult.objects.filter(pk=job.task).update(status="RUNNING", started_at=timezone.now())
    assert lost.put_back_lost() == 0
    aged(job)
    assert lost.put_back_lost() == 1


def test_a_load_that_ends_its_worker_every_time_is_put_aside_for_a_person(
    send: Send, officer: Client
) -> None:
    job = send(("ssd_person.csv", PEOPLE))
    for attempt in range(1, MOST_ATTEMPTS + 1):
        DBTaskResult.objects.filter(task_path__endswith=".load", status="READY").update(status="RUNNING")
        Job.objects.filter(pk=job.pk, state="waiting").update(
            state="running", run=f"r{attempt}", attempts=attempt, heartbeat=timezone.now()
        )
        aged(job)
        lost.put_back_lost()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED and "short of memory" in job.message
    assert "short of memory" in officer.get(f"/files/loads/{job.pk}/").content.decode()
    assert not DBTaskResult.objects.filter(task_path__endswith=".load", status="READY").exists()


def test_a_load_that_landed_before_its_worker_was_killed_is_no_repeat(
    send: Send, store: EvidenceStore
) -> None:
    job = send(("ssd_person.csv", PEOPLE))
    files = [store.file(told["name"], told["sha256"]) for told in job.files]
    landed = store.load(files, received=job.received, owned=True)
    note = disk.read_json(store.home / "loads" / f"{landed.load}.json")
    note.pop("submissions")
    disk.write_json(store.home / "loads" / f"{landed.load}.json", note)
    carry_out(job.pk)
    job.refresh_from_db()
    assert (job.state, job.snapshot, job.repeat) == (Job.State.DONE, 1, False)
    assert [one["table"] for one in job.changes] == ["ssd_person"] and len(store.snapshots()) == 1


def test_a_job_is_looked_after_until_it_has_ended(send: Send) -> None:
    job = send(("ssd_person.csv", PEOPLE))
    assert queue.look_after.call(job.pk) == "not ended"
    carry_out(job.pk)
    assert queue.look_after.call(job.pk) == "ended"
    looks = DBTaskResult.objects.filter(task_path__endswith="look_after")
    assert looks.count() == 2 and all(look.run_after > timezone.now() for look in looks)


# the same with real processes on a real database


Worker = Callable[[], "subprocess.Popen[bytes]"]


def surroundings(home: Path, database: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sightline.site.settings",
        "DATABASE_URL": database,
        "SIGHTLINE_HOME": str(home),
        "PYTHONPATH": str(REPOSITORY),
    }


@pytest.fixture
def database(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """A database that other processes can reach: PostgreSQL where the tests have it, else a SQLite file."""
    if POSTGRES:
        told = connection.settings_dict
        yield f"postgres://{told['USER']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
        return
    path = tmp_path / "office.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:  # the tests' own lies in memory, out of a worker's reach
        connection.connection.backup(copy)
    held, name = connection.connection, connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    yield f"sqlite:///{path}"
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = held, name


@pytest.fixture
def worker(database: str, store: EvidenceStore) -> Iterator[Worker]:
    """Start workers as an office does; whatever is left of them ends with the test."""
    started: list[subprocess.Popen[bytes]] = []
    command = [sys.executable, "-m", "django", "db_worker", "--no-reload", "--interval", "0.1"]

    def start() -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [*command, "--no-startup-delay", "-v", "0"],
            env=surroundings(store.home, database),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def sent(*files: tuple[str, bytes]) -> Job:
    """Files sent through the page by an officer of this database."""
    user, _ = User.objects.get_or_create(username="officer", defaults={"role": "performance_officer"})
    client = Client()
    client.force_login(user)
    answer = client.post("/files/upload/", {"chosen": [SimpleUploadedFile(*file) for file in files]})
    assert answer.status_code == 302
    return Job.objects.latest("pk")


def until(wanted: Callable[[Job], bool], job: Job) -> Job:
    """Wait until a job is as it is wanted."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        job.refresh_from_db()
        if wanted(job):
            return job
        time.sleep(0.01)
    raise AssertionError(f"after {PATIENCE} s the job was {job.state}: {job.step} {job.message}")


def killed(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def finished_once(job: Job, store: EvidenceStore) -> None:
    """The load stands in exactly one snapshot, told once, and nothing half written is left."""
    shas = {file["sha256"] for file in job.files}
    holding = [one for one in store.submissions() if shas & {file.sha256 for file in one.files}]
    assert [one.id for one in holding] == job.submissions
    assert Entry.objects.filter(what="files were loaded", subject=f"load:{job.pk}").count() == 1
    assert not job.repeat and job.snapshot is not None and job.changes
    snapshot = store.snapshot(job.snapshot)
    assert not list(store.home.glob("*/.half-*")) and store.record(snapshot).frame("ssd_person").height
    for sha in shas:
        assert hashlib.sha256((store.home / "files" / sha).read_bytes()).hexdigest() == sha


@pytest.mark.postgres
def test_a_real_worker_takes_two_people_s_loads_to_their_end(worker: Worker, store: EvidenceStore) -> None:
    first, second = sent(("ssd_person.csv", PEOPLE)), sent(("ssd_cla_episodes.csv", EPISODES))
    worker()
    for job in (first, second):
        until(lambda job: job.ended, job)
        assert (job.state, job.attempts) == (Job.State.DONE, 1), job.message
    finished_once(first, store)
    finished_once(second, store)
    assert [len(snapshot.submissions) for snapshot in store.snapshots()] == [1, 2]


@pytest.mark.postgres
@pytest.mark.kills
def test_a_load_whose_worker_was_killed_is_finished_once_by_the_next(
    worker: Worker, store: EvidenceStore
) -> None:
    job = sent(("ssd_person.csv", PEOPLE), ("ssd_cla_episodes.csv", EPISODES))
    with disk.one_at_a_time(store.home, lambda: None):  # the worker stands at the store's door
        first = worker()
        until(lambda job: job.step.startswith("Another load"), job)
        killed(first)
    assert job.state == Job.State.RUNNING and store.in_force() is None
    aged(job)
    worker(), worker()
    until(lambda job: job.ended, job)
    assert (job.state, job.attempts) == (Job.State.DONE, 2), job.message
    finished_once(job, store)
    assert len(store.snapshots()) == 1
    loads = DBTaskResult.objects.filter(task_path__endswith=".load")
    # The worker closes its task a moment after the job has ended.
    until(lambda job: not loads.filter(status__in=("RUNNING", "READY")).exists(), job)
    assert sorted(loads.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]


@pytest.mark.postgres
@pytest.mark.kills
@pytest.mark.faults
@pytest.mark.timeout(900)
def test_workers_killed_at_any_step_lose_nothing_and_load_nothing_twice(
    worker: Worker, store: EvidenceStore
) -> None:
    steps = ["Starting", "Keeping", "The bytes", "Reading", "Keeping what", "Making", "In force", "Working"]
    for number, step in enumerate(steps):
        people = b"".join(b"%03d%05d,F,2008-05-01\n" % (number, row) for row in range(40_000))
        job = sent(("ssd_person.csv", b"pers_person_id,pers_sex,pers_dob\n" + people))
        for _ in range(2):
            process = worker()
            until(lambda job, step=step: job.ended or job.step.startswith(step), job)
            killed(process)
            before = [snapshot.number for snapshot in store.snapshots()]
            assert before == list(range(1, len(before) + 1))
            aged(job)
        last = worker()
        until(lambda job: job.ended, job)
        killed(last)
        assert job.state == Job.State.DONE, job.message
        finished_once(job, store)
    assert len(store.snapshots()) == len(steps)


# the minder, which keeps a worker beside the pages


def test_a_worker_that_ends_is_started_again_and_one_that_lives_is_ended_with_the_pages(
    tmp_path: Path,
) -> None:
    starts, swept = tmp_path / "starts", []
    program = (
        f"import pathlib, time; p = pathlib.Path({str(starts)!r}); n = len(p.read_text()) if p.exists() else 0; "
        "p.open('a').write('x'); time.sleep(60 if n == 2 else 0)"
    )
    minder = Minder(lambda: swept.append(1), [sys.executable, "-c", program], pause=0.01)
    minder.start()
    end = time.monotonic() + PATIENCE
    while (not starts.exists() or len(starts.read_text()) < 3) and time.monotonic() < end:
        time.sleep(0.02)
    minder.stop()
    assert starts.read_text() == "xxx" and len(swept) == 2 and not minder.is_alive()


def test_what_a_sweep_raises_does_not_end_the_minder(tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    program = f"open({str(starts)!r}, 'a').write('x')"

    def fails() -> None:
        raise RuntimeError

    minder = Minder(fails, [sys.executable, "-c", program], pause=0.01)
    minder.start()
    end = time.monotonic() + PATIENCE
    while (not starts.exists() or len(starts.read_text()) < 2) and time.monotonic() < end:
        time.sleep(0.02)
    minder.stop()
    assert len(starts.read_text()) >= 2
