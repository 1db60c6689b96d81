"""Who can sign in to the demonstration."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from sightline.office.access import sign_ins
from sightline.office.access.models import User
from sightline.office.access.roles import ROLES
from sightline.office.lens.ours import our_authority

_HEADINGS = ("Role", "User name", "Password")


class Command(BaseCommand):
    """A table of the demonstration's sign-ins. Passwords of real accounts are kept nowhere."""

    help = "Show the demonstration's sign-ins: role, user name, password."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the table; where there is no demonstration, say how to make an account."""
        rows = self._rows() if our_authority(settings.SIGHTLINE_AUTHORITY).synthetic else []
        if rows:
            widths = [max(map(len, column)) for column in zip(_HEADINGS, *rows, strict=True)]
            for row in (_HEADINGS, tuple("-" * width for width in widths), *rows):
                line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
                self.stdout.write(line.rstrip())
        elif not User.objects.filter(is_active=True).exists():
            self.stdout.write("Nobody can sign in yet. Make an account with: sightline account add")

    def _rows(self) -> list[tuple[str, str, str]]:
        passwords = sign_ins.kept(Path(settings.SIGHTLINE_HOME))
        users = {user.username: user for user in User.objects.filter(username__in=passwords, is_active=True)}
        found = [
            (ROLES[users[name].role].title, name, password)
            for name, password in passwords.items()
            if name in users and users[name].role in ROLES
        ]
        order = list(ROLES)
        return sorted(
            found, key=lambda row: next(n for n, id in enumerate(order) if ROLES[id].title == row[0])
        )
