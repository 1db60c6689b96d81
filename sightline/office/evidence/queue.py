"""The queue: a task for each job, and a later look at whether the job still has a worker."""

from django.utils import timezone
from django_tasks import task

from sightline.office.evidence.models import STALE, Job


@task()
def load(job: int) -> str:
    """Load the files of a job; what happened is written on the job, the queue learns only its state."""
    from sightline.office.evidence.loading import carry_out
    from sightline.office.evidence.lost import put_back_lost

    put_back_lost()
    return carry_out(job)


@task(priority=10)
def look_after(job: int) -> str:
    """Put jobs that lost their worker back in the queue, and look again while this one has not ended."""
    from sightline.office.evidence.lost import put_back_lost

    put_back_lost()
    found = Job.objects.filter(pk=job).first()
    if found is None or found.ended:
        return "ended"
    look_later(job)
    return "not ended"


def put_in(job: Job) -> None:
    """Put a job in the queue, and look after it from then on. In one transaction with what put it there."""
    result = load.enqueue(job.pk)
    Job.objects.filter(pk=job.pk).update(task=result.id)
    look_later(job.pk)


def look_later(job: int) -> None:
    """Look after a job once it could have lost its worker."""
    look_after.using(run_after=timezone.now() + STALE).enqueue(job)
