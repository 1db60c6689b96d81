"""What people say of an obligation. It changes no figure."""

from typing import Any

from django.conf import settings
from django.db import models

from sightline.office.access.models import AppendOnlyError


class Note(models.Model):
    """A reason for lateness, or word that the record is wrong, on one obligation.

    ``key`` is the obligation's own, stable over reloads; a note outlives an obligation that a later snapshot
    no longer has. Seen by: whoever may see the child. Kept: as long as the child's record.
    """

    class Kind(models.TextChoices):
        """What is said."""

        REASON = "reason", "Reason for lateness"
        WRONG = "wrong", "This record is wrong"

    key = models.CharField(max_length=400, db_index=True)
    person_id = models.CharField(max_length=80, db_index=True)
    duty = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new note is written."""
        if not self._state.adding:
            raise AppendOnlyError("Notes are only added to: say what changed in a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never."""
        raise AppendOnlyError("Notes are only added to: say what changed in a new one.")
