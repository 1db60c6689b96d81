"""Whose session a request carries, and whose account: every page asks, so that neither builds a query anew.

What is asked is what Django asks: a session that has not ended, an account that may sign in.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from sightline.office.access.models import User

_SESSION = "SELECT * FROM django_session WHERE session_key = %s AND expire_date > %s"
_ACCOUNT = "SELECT * FROM access_user WHERE id = %s"


class SessionStore(DatabaseSessions):
    """Sessions in the database."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing where there is none, or it has ended."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        for found in Session.objects.raw(_SESSION, [self.session_key, now]):
            return self.decode(found.session_data)
        self._session_key = None
        return {}


class Accounts(ModelBackend):
    """Accounts in the database."""

    def get_user(self, user_id: int) -> User | None:
        """The account of a session; None where it is gone or may not sign in."""
        for found in User.objects.raw(_ACCOUNT, [user_id]):
            return found if self.user_can_authenticate(found) else None
        return None
