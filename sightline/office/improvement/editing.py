"""Two people at once: a save says which version it was made from, and a stale one is refused, saying why."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Model


class ChangedMeanwhileError(ValidationError):
    """Someone else saved first. Nothing was written; what was typed is still on the page."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Someone else changed this {what} while you were editing it. Nothing of yours is lost: "
            "read what it says now, then save again."
        )


def save_version(row: Model, version: int, **changes: Any) -> None:
    """Write changes only if the row still has the version that the person saw.

    Raises:
        ChangedMeanwhileError: another save came first. The row is left as it is.
    """
    rows = type(row)._default_manager.filter(pk=row.pk, version=version)
    if rows.update(version=F("version") + 1, **changes) != 1:
        raise ChangedMeanwhileError(str(row._meta.verbose_name))
    row.refresh_from_db()
