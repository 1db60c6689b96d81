"""What the command line leaves in the trail: who looked at children, or took records away."""

import getpass
import json
import os
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sightline.commands.shell import SPEAK, Exit, View, fail, home

FILE = "command-line-trail.jsonl"
"""In the data folder: the entries of a command line beside which no office has a database."""

_DATABASE = "office.sqlite3"


def leave(
    authority_id: str,
    what: str,
    *,
    person_id: str = "",
    about: str = "",
    why: str = "",
    details: Mapping[str, Any],
    changes: bool = True,
) -> None:
    """Add an entry to the office's trail; where the office has no database yet, a line to FILE.

    ``person_id``: the one child whom it is about, who is told by handle alone; ``about``: what it is
    about, where that is no child. No database is made for it. Ends the command where the entry can be kept
    nowhere, so that nothing is seen without a trace. ``changes``: whether pages may say something else after
    it; not so where somebody only saw.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.site.settings")
    entry = {
        "what": f"command line: {what}",
        "subject": _subject(authority_id, person_id) or about,
        "why": why,
        "details": json.loads(json.dumps({"system_user": system_user(), **details}, default=str)),
    }
    if not (_database_stands() and _in_trail(entry, changes)):
        _in_file({"at": datetime.now(ZoneInfo("Europe/London")).isoformat(), **entry})


def saw(seen: View, what: str, *, person_id: str = "", **details: Any) -> None:
    """The same, of a view: as at when, and of which snapshot."""
    told = {"as_at": seen.as_at, "snapshot": seen.snapshot.number, **details}
    leave(seen.authority.id, what, person_id=person_id, details=told, changes=False)


def system_user() -> str:
    """The name of the system's user who runs the command."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a user who has no name
        return f"user number {os.getuid()}"


def _subject(authority_id: str, person_id: str) -> str:
    if not person_id:
        return ""
    from sightline.office.lens.sight import handle

    return f"child:{handle(authority_id, person_id)}"


def _database_stands() -> bool:
    path = home() / _DATABASE
    return bool(os.environ.get("DATABASE_URL")) or (path.exists() and path.stat().st_size > 0)


def _in_trail(entry: Mapping[str, Any], changes: bool) -> bool:
    """Whether the office's trail took the entry."""
    import django
    from django.db import DatabaseError

    django.setup()
    from sightline.office.access import trail

    told = dict(entry)
    try:
        trail.record(told.pop("what"), by=None, changes=changes, **told)
    except DatabaseError as error:
        said = f"The office's database did not take the entry for the trail ({type(error).__name__})"
        SPEAK.print(f"{said}: it is kept in {home() / FILE}", markup=False, soft_wrap=True)
        return False
    return True


def _in_file(entry: Mapping[str, Any]) -> None:
    path = home() / FILE
    line = json.dumps(entry, ensure_ascii=False) + "\n"
    try:
        held = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(held, "ab") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(line.encode())
    except OSError as error:
        fail(
            Exit.BAD_INPUT,
            f"Cannot write to {path}: {error.strerror}. Nothing is shown that leaves no trace: make the "
            "data folder writable",
        )
