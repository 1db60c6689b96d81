"""Doors: who may open a page. Every page stands behind one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from sightline.office.access.permissions import Permission
from sightline.office.access.roles import may

Page = Callable[..., HttpResponseBase]


def allowed(permission: Permission) -> Callable[[Page], Page]:
    """Open a page to those whose role allows it; others sign in first, or are told that they may not."""

    def with_door(page: Page) -> Page:
        @wraps(page)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, permission):
                raise PermissionDenied
            return page(request, *args, **kwargs)

        opened.door = permission  # type: ignore[attr-defined]
        return opened

    return with_door


def signed_in_only(page: Page) -> Page:
    """Open a page to whoever has signed in."""

    @wraps(page)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return page(request, *args, **kwargs)

    opened.door = "signed in"  # type: ignore[attr-defined]
    return opened


def open_to_all(page: Page) -> Page:
    """Open a page to everyone, on purpose."""
    page.door = "everyone"  # type: ignore[attr-defined]
    return page
