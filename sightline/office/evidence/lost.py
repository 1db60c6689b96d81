"""Jobs whose worker is gone: put back in the queue, once each."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sightline.office.evidence import queue
from sightline.office.evidence.models import MOST_ATTEMPTS, STALE, Job

GONE = (
    f"The worker ended {MOST_ATTEMPTS} times in the middle of this load, so it was put aside. The files are "
    "kept and nothing of them is in force. Ask whoever runs this machine whether it is short of memory, then "
    "try again."
)

AGAIN = "The worker ended: waiting for the next one"


def put_back_lost() -> int:
    """Put back every job that lost its worker, and every waiting one whose task is gone; gives how many.

    Whoever comes first does it: a second call at the same moment finds nothing to do.
    """
    return sum(_put_back(job) for job in [*_running(), *_waiting()])


def _running() -> list[Job]:
    return list(Job.objects.filter(state=Job.State.RUNNING, heartbeat__lt=timezone.now() - STALE))


def _waiting() -> list[Job]:
    """Waiting jobs whose task is neither in the queue nor just taken out of it."""
    waiting = list(Job.objects.filter(state=Job.State.WAITING, asked_at__lt=timezone.now() - STALE))
    tasks = DBTaskResult.objects.in_bulk([job.task for job in waiting if job.task])
    found = {str(key): task for key, task in tasks.items()}
    return [job for job in waiting if _is_gone(found.get(job.task))]


def _is_gone(task: Any | None) -> bool:
    if task is None:
        return True
    just_taken = task.started_at is not None and task.started_at > timezone.now() - STALE
    return str(task.status) != "READY" and not just_taken


@transaction.atomic
def _put_back(job: Job) -> bool:
    same = Job.objects.filter(pk=job.pk, state=job.state, run=job.run, task=job.task)
    if job.state == Job.State.RUNNING:
        same = same.filter(heartbeat__lt=timezone.now() - STALE)
    given_up = job.attempts >= MOST_ATTEMPTS
    told = (
        {"state": Job.State.FAILED, "message": GONE, "ended_at": timezone.now(), "step": ""}
        if given_up
        else {"state": Job.State.WAITING, "step": AGAIN if job.attempts else "", "heartbeat": None}
    )
    if same.update(**told, run="", task="") != 1:
        return False
    _close(job.task)
    if not given_up:
        queue.put_in(job)
    return not given_up


def _close(task: str) -> None:
    """A task whose worker was killed stays "running" for ever: say that it is not."""
    if task:
        running = DBTaskResult.objects.filter(pk=task, status="RUNNING")
        running.update(status="FAILED", finished_at=timezone.now(), traceback="The worker ended.")
