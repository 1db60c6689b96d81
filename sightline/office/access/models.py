"""People with an account, and the trail."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models

from sightline.office.access.roles import ROLES


class AppendOnlyError(RuntimeError):
    """Somebody tried to change or remove an entry of the trail."""


def _role_choices() -> list[tuple[str, str]]:
    return [(role.id, role.title) for role in ROLES.values()]


class User(AbstractUser):
    """A person with an account. ``worker_id`` is theirs in the authority's files; ``team_id`` their team.

    Seen by: everyone who signs in, by name and role. Kept: always; an account that is left is made inactive.
    """

    role = models.CharField(max_length=40, choices=_role_choices, blank=True)
    worker_id = models.CharField(max_length=80, blank=True)
    team_id = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["last_name", "first_name", "pk"]

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()


class Entry(models.Model):
    """One thing that somebody saw or did. ``details`` names no child; a child's ``subject`` is a handle.

    Each entry holds the digest of the one before it, so that a change or a removal shows.
    Seen by: roles that may read the trail. Kept: always.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=120)
    subject = models.CharField(max_length=200, blank=True, db_index=True)
    why = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    before = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.what}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new entry is written."""
        if not self._state.adding:
            raise AppendOnlyError("The trail is only added to: an entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never."""
        raise AppendOnlyError("The trail is only added to: an entry is never removed.")


class Chain(models.Model):
    """The end of the trail: one row, locked while an entry is added.

    ``acts``: the digest of the newest entry after which a page may say something else.
    Seen by: nobody. Kept: always.
    """

    number = models.PositiveBigIntegerField(default=0)
    acts = models.CharField(max_length=64, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.number} entries"


class Attempts(models.Model):
    """Wrong attempts to sign in, under a digest that names neither account nor address.

    Seen by: nobody. Kept: a quarter of an hour after the last.
    """

    key = models.CharField(max_length=64, unique=True)
    wrong = models.PositiveIntegerField(default=0)
    last = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.wrong} wrong attempts"
