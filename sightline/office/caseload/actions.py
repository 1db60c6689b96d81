"""What people do in the caseload room: say something of an obligation."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from sightline.office.access import trail
from sightline.office.access.models import User
from sightline.office.caseload.models import Note


@transaction.atomic
def log_note(
    *, key: str, person_id: str, duty: str, kind: str, text: str, subject: str, by: User, on: date
) -> Note:
    """Log a reason for lateness, or that a record is wrong, on one obligation. No figure changes.

    ``subject``: the child's handle, as the trail names the child. Raises ValidationError for an empty text or
    a kind that does not exist.
    """
    if kind not in Note.Kind.values:
        raise ValidationError("Say whether it is a reason for lateness or a wrong record")
    if not text.strip():
        raise ValidationError("Enter what you want to say")
    note = Note.objects.create(
        key=key, person_id=person_id, duty=duty, kind=kind, text=text.strip(), by=by, on=on
    )
    trail.record(
        f"logged: {Note.Kind(kind).label.lower()}",
        by=by,
        subject=subject,
        details={"duty": duty, "note": note.pk, "on": on},
    )
    return note
