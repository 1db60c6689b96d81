"""Signing in and out, changing one's own password, and the first page of each role."""

from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sightline.office.access import trail
from sightline.office.access.accounts import change_password
from sightline.office.access.doors import open_to_all, signed_in_only
from sightline.office.access.forms import PasswordForm, SignInForm
from sightline.office.access.models import User
from sightline.office.access.roles import role_of
from sightline.office.access.user import signed_in

REFUSED = 422


@open_to_all
def first_page(request: HttpRequest) -> HttpResponse:
    """Send a person to the page that their role opens first; the public to what is published."""
    role = role_of(request.user)
    return redirect(role.home if role else "publish:public")


@open_to_all
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with an account."""
    onward = request.POST.get("next") or request.GET.get("next") or ""
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid() and form.user:
        login(request, form.user)
        trail.record("signed in", by=form.user, changes=False)
        safe = url_has_allowed_host_and_scheme(
            onward, {request.get_host()}, require_https=request.is_secure()
        )
        return redirect(onward if safe else "access:first")
    if form.refused:
        _tell_refused(form)
    context = {"form": form, "next": onward}
    return render(request, "access/sign_in.jinja", context, status=REFUSED if form.errors else 200)


def _tell_refused(form: SignInForm) -> None:
    """Into the trail: whose account, where there is one. Any other name that was typed may be a password."""
    typed = form.cleaned_data.get("username", "")
    found = User.objects.filter(username=typed).first()
    trail.record(form.refused, by=None, subject=f"access.user:{found.pk}" if found else "", changes=False)


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    if request.user.is_authenticated:
        trail.record("signed out", by=request.user, changes=False)
        logout(request)
    return redirect("access:sign-in")


@signed_in_only
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; who signed in elsewhere with the old one is signed out there."""
    user = signed_in(request)
    form = PasswordForm(request, user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        change_password(user, form.cleaned_data["new"])
        update_session_auth_hash(request, user)
        return redirect(f"{request.path}?changed=1")
    if form.refused:
        trail.record(form.refused, by=user, subject=f"access.user:{user.pk}")
    context = {"form": form, "changed": "changed" in request.GET and not form.is_bound}
    return render(request, "access/password.jinja", context, status=REFUSED if form.errors else 200)
