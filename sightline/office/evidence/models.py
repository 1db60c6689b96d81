"""A load as a job: what was asked for, how far it is, and what it came to."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from sightline.office.access.models import User

STALE = timedelta(seconds=60)
"""A running job that has not been heard of for so long has lost its worker."""

MOST_ATTEMPTS = 3
"""After so many workers ended in the middle of a job, a person decides whether it is tried again."""


class Job(models.Model):
    """One load. ``files``: name, sha256 and bytes of each, all kept already. ``received``: when they came,
    by the office's own clock. ``run``: the attempt that may write here; empty while it waits.

    Seen by: roles that load files. Kept: as long as the submissions that it made.
    """

    class State(models.TextChoices):
        """Where a job stands."""

        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Stopped"

    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()
    asked_at = models.DateTimeField(auto_now_add=True)
    received = models.DateTimeField()
    extract_date = models.DateField(null=True, blank=True)
    files = models.JSONField(default=list)

    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    step = models.CharField(max_length=120, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    heartbeat = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    run = models.CharField(max_length=32, blank=True)
    task = models.CharField(max_length=36, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    load = models.CharField(max_length=32, blank=True)
    submissions = models.JSONField(default=list)
    snapshot = models.PositiveIntegerField(null=True, blank=True)
    repeat = models.BooleanField(default=False)
    first_received = models.DateTimeField(null=True, blank=True)
    problems = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    message = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"Load {self.pk}"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def quiet(self) -> bool:
        """Whether a running job has lost its worker, and waits to be put back."""
        return (
            self.state == self.State.RUNNING
            and self.heartbeat is not None
            and self.heartbeat < timezone.now() - STALE
        )

    @property
    def problem_count(self) -> int:
        """How many kinds of problem the files held."""
        return sum(self.problems.values())
