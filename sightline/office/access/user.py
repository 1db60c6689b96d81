"""The person who is signed in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from sightline.office.access.models import User


def signed_in(request: HttpRequest) -> User:
    """The person behind a request. Raises PermissionDenied where nobody has signed in."""
    if isinstance(request.user, User):
        return request.user
    raise PermissionDenied
