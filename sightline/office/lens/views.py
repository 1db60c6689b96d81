"""Choosing the day to read as at, and the day as known on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from sightline.office.access.doors import signed_in_only
from sightline.office.lens.days import AS_AT, KNOWN_ON
from sightline.office.lens.forms import ReadingForm
from sightline.office.lens.lens import Lens

REFUSED = 422


@signed_in_only
def reading(request: HttpRequest) -> HttpResponse:
    """Read every page as at a day and as known on a day, until told otherwise."""
    lens = Lens.for_request(request)
    now = {
        "as_at": request.session.get(AS_AT) and lens.acts_day,
        "known_on": lens.known_on,
        "next": request.GET.get("next", ""),
    }
    if request.method == "POST" and "today" in request.POST:
        _keep(request, None, None)
        return _onward(request, request.POST.get("next", ""))
    form = ReadingForm(request.POST or None, initial=now, today=lens.today)
    if form.is_bound and form.is_valid():
        _keep(request, form.cleaned_data["as_at"], form.cleaned_data["known_on"])
        return _onward(request, form.cleaned_data["next"])
    return render(request, "lens/reading.jinja", {"form": form}, status=REFUSED if form.errors else 200)


def _keep(request: HttpRequest, as_at: object, known_on: object) -> None:
    for name, day in ((AS_AT, as_at), (KNOWN_ON, known_on)):
        if day:
            request.session[name] = str(day)
        else:
            request.session.pop(name, None)


def _onward(request: HttpRequest, onward: str) -> HttpResponse:
    safe = onward and url_has_allowed_host_and_scheme(
        onward, {request.get_host()}, require_https=request.is_secure()
    )
    return redirect(onward if safe else "access:first")
