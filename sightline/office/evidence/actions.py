"""What people do in the evidence room: ask for a load, and ask for a stopped one again."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from sightline.engine.records.evidence import SubmittedFile
from sightline.office.access import trail
from sightline.office.access.models import User
from sightline.office.evidence import lost, queue
from sightline.office.evidence.models import Job


@transaction.atomic
def ask_to_load(
    files: Sequence[SubmittedFile], *, by: User, on: date, extract_date: date | None = None
) -> Job:
    """Write down a load of files whose bytes are kept already, and put it in the queue: both or neither.

    ``on``: the office's own day; with the time of day it is when the files count as received.
    Raises ValidationError for no file.
    """
    if not files:
        raise ValidationError("Choose at least one file to load")
    job = Job.objects.create(
        by=by,
        on=on,
        received=timezone.make_aware(datetime.combine(on, timezone.localtime().time())),
        extract_date=extract_date,
        files=[vars(file) for file in files],
    )
    queue.put_in(job)
    lost.put_back_lost()
    details = {"files": [file.sha256 for file in files], "extract_date": extract_date}
    trail.record("asked for files to be loaded", by=by, subject=f"load:{job.pk}", details=details)
    return job


@transaction.atomic
def ask_again(job: Job, *, by: User, on: date) -> None:
    """Put a stopped load back in the queue. Raises ValidationError where it has not stopped."""
    stopped = Job.objects.filter(pk=job.pk, state=Job.State.FAILED)
    again = {"state": Job.State.WAITING, "run": "", "attempts": 0, "message": "", "ended_at": None}
    if stopped.update(**again, step="", done=0, heartbeat=None) != 1:
        raise ValidationError("This load is not stopped: it is waiting, running or done already.")
    queue.put_in(job)
    trail.record("asked for a stopped load again", by=by, subject=f"load:{job.pk}", details={"on": on})
