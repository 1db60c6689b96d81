"""What a worker does with a job: claim it, load its files, and write down what that came to."""

import errno
import logging
import uuid
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone

from sightline.engine.records.evidence import EvidenceStore, Loaded, changes
from sightline.office.access import trail
from sightline.office.evidence.models import STALE, Job
from sightline.office.lens.ours import our_authority
from sightline.office.lens.ready import make_ready

LOG = logging.getLogger(__name__)
BEAT = 5.0
"""Seconds between two signs of life."""

_STEPS = 5
NOT_READY = (
    "The files are in force, but what is owed could not be worked out from them. "
    "Tell whoever runs this machine."
)


class Attempt:
    """One attempt at a job. It writes only while the job is still its own."""

    def __init__(self, pk: int, run: str) -> None:
        self.pk = pk
        self.run = run

    def write(self, **told: Any) -> bool:
        """Write on the job, with a sign of life; False where another attempt has taken it over."""
        mine = Job.objects.filter(pk=self.pk, run=self.run, state=Job.State.RUNNING)
        return mine.update(heartbeat=timezone.now(), **told) == 1

    def tell(self, what: str, done: int, of: int) -> None:
        """How far the load is."""
        self.write(step=what, done=done, of=_STEPS if of else 0)


class Heart(Thread):
    """Gives a sign of life while a long step runs."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__(daemon=True)
        self.attempt = attempt
        self.stopped = Event()

    def run(self) -> None:
        """Beat until stopped."""
        while not self.stopped.wait(BEAT):
            try:
                self.attempt.write()
            except OperationalError:
                LOG.warning("A sign of life could not be written; the next one will be tried")
            finally:
                connection.close()


def carry_out(pk: int) -> str:
    """Load a job's files, if it is waiting. A second task for the same job finds nothing to do."""
    attempt = Attempt(pk, uuid.uuid4().hex)
    waiting = Job.objects.filter(pk=pk, state=Job.State.WAITING)
    taken = {"state": Job.State.RUNNING, "run": attempt.run, "heartbeat": timezone.now()}
    if waiting.update(**taken, attempts=F("attempts") + 1, step="Starting", done=0, of=_STEPS) != 1:
        return "not waiting"
    heart = Heart(attempt)
    heart.start()
    try:
        return _load(Job.objects.select_related("by").get(pk=pk), attempt)
    except Exception as error:
        LOG.exception("A load stopped")
        return _stopped(attempt, error)
    except BaseException:
        # told to end in the middle: it counts as lost at once, and the next worker goes on
        Job.objects.filter(pk=pk, run=attempt.run).update(heartbeat=timezone.now() - 2 * STALE)
        raise
    finally:
        heart.stopped.set()


def _load(job: Job, attempt: Attempt) -> str:
    store = EvidenceStore(Path(settings.SIGHTLINE_HOME), our_authority(settings.SIGHTLINE_AUTHORITY).id)
    files = store.files(job.files)
    loaded = store.load(
        files, received=job.received, extract_date=job.extract_date, progress=attempt.tell, owned=True
    )
    told = _outcome(store, job, loaded)
    attempt.tell("Working out what is owed to each child", _STEPS - 1, _STEPS)
    over = loaded.stood_over
    message = over if over or told["snapshot"] is None or make_ready() else NOT_READY
    with transaction.atomic():
        ended = {
            "state": Job.State.DONE,
            "ended_at": timezone.now(),
            "step": "",
            "done": _STEPS,
            "of": _STEPS,
        }
        if attempt.write(**told, **ended, message=message):
            details = {"submissions": told["submissions"], "snapshot": told["snapshot"]}
            trail.record("files were loaded", by=job.by, subject=f"load:{job.pk}", details=details)
    return str(Job.State.DONE)


def _outcome(store: EvidenceStore, job: Job, loaded: Loaded) -> dict[str, Any]:
    """What a load came to. One that an earlier attempt of this very job finished is no repeat."""
    ids = [told.id for told in loaded.submissions]
    first = timezone.make_aware(loaded.received) if loaded.received else None
    repeat = loaded.repeat and first != job.received
    snapshot = store.first_with(ids)
    before = store.snapshot(snapshot.number - 1) if snapshot and snapshot.number > 1 else None
    problems = store.load_problems(loaded.load)
    return {
        "load": loaded.load,
        "submissions": ids,
        "snapshot": snapshot.number if snapshot else None,
        "repeat": repeat,
        "first_received": first if repeat else None,
        "problems": dict(Counter(problem.severity.value for problem in problems)),
        "changes": [] if repeat or not snapshot else [asdict(one) for one in changes(before, snapshot)],
    }


def _stopped(attempt: Attempt, error: Exception) -> str:
    """An error's own words may quote a row: only its kind is told."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        words = "There is no room left on the disk. The files are kept. Make room, then try again."
    else:
        words = (
            f"The load stopped with an error of Sightline’s own ({type(error).__name__}). The files are "
            "kept, and nothing is ever half in force. Try again; if it stops again, tell whoever runs "
            "this machine."
        )
    attempt.write(state=Job.State.FAILED, ended_at=timezone.now(), step="", message=words)
    return str(Job.State.FAILED)
