"""Loading files through the pages: sending them, watching the load, and what it came to."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.core.exceptions import TooManyFilesSent, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from sightline.engine.records.evidence import Submission
from sightline.engine.records.strangers import NOT_LISTED
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.access.user import signed_in
from sightline.office.evidence import actions, telling, uploading, wrong
from sightline.office.evidence.forms import UploadForm
from sightline.office.evidence.models import Job
from sightline.office.lens.lens import Lens

REFUSED = 422
NO_ROOM = "There is no room left to keep the files. Nothing was loaded: tell whoever runs this machine."
_SHOWN = 50


@csrf_exempt  # the token is checked by _upload: reading it reads the files, so the limits are set first
@allowed(Permission.LOAD_FILES)
def upload(request: HttpRequest) -> HttpResponseBase:
    """Send files to be loaded."""
    refused = ""
    if request.method == "POST":
        quota = uploading.Quota(request)
        request.upload_handlers.insert(0, quota)
        try:
            _ = request.POST
        except TooManyFilesSent:
            refused = f"There are more than {uploading.MOST_FILES} files. Send them in several loads."
        if quota.exceeded:
            refused = uploading.too_much(quota.sent)
    if refused:
        form = UploadForm(today=Lens.for_request(request).today)
        return _page(request, form, refused)
    return _upload(request)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    lens = Lens.for_request(request)
    if request.method != "POST":
        return _page(request, UploadForm(today=lens.today))
    form = UploadForm(request.POST, request.FILES, today=lens.today)
    if form.is_valid():
        try:
            kept = uploading.keep(lens.store, form.cleaned_data["sent"])
            drawn = form.cleaned_data["extract_date"]
            job = actions.ask_to_load(kept, by=signed_in(request), on=lens.today, extract_date=drawn)
            return redirect("evidence:job", job.pk)
        except OSError:
            form.add_error("chosen", NO_ROOM)
    return _page(request, form)


def _page(request: HttpRequest, form: UploadForm, refused: str = "") -> HttpResponse:
    context = {
        "form": form,
        "refused": refused,
        "readers": telling.reader_titles(),
        "largest": uploading.LARGEST_FILE // uploading.MEGABYTE,
        "most": uploading.MOST_FILES,
    }
    status = REFUSED if form.errors or refused else 200
    return render(request, "evidence/upload.jinja", context, status=status)


@allowed(Permission.LOAD_FILES)
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a load is; once it has ended, what it came to."""
    found = get_object_or_404(Job.objects.select_related("by"), pk=pk)
    lens = Lens.for_request(request)
    store = lens.store
    problems = wrong.load_problems(lens, found.load) if found.load else []
    told = [store.submission(one) for one in found.submissions]
    context = {
        "job": found,
        "ahead": Job.objects.filter(state__in=("waiting", "running"), asked_at__lt=found.asked_at).count(),
        "told": told,
        "problems": problems[:_SHOWN],
        "more": len(problems) - _SHOWN,
        "severities": wrong.by_severity(problems),
        "table_title": telling.table_title,
        "source_title": telling.source_title,
        **_in_record(lens, found, told),
    }
    return render(request, "evidence/job.jinja", context)


def _in_record(lens: Lens, found: Job, told: Sequence[Submission]) -> dict[str, Any]:
    """What a load leaves to be settled in the record in force: children who may stand there twice, and rows
    of its tables whose children no file lists."""
    if found.snapshot is None:
        return {"duplicates": 0, "not_listed": []}
    standing = wrong.standing_problems(lens).first
    titles = {telling.table_title(name) for one in told for name in one.rows}
    return {
        "duplicates": sum(one.code in wrong.DUPLICATES for one in standing),
        "not_listed": [one for one in standing if one.code == NOT_LISTED and one.place in titles],
    }


@allowed(Permission.LOAD_FILES)
def job_state(request: HttpRequest, pk: int) -> JsonResponse:
    """How far a load is, for the page that watches it."""
    found = get_object_or_404(Job, pk=pk)
    told = {
        "state": found.state,
        "label": found.get_state_display(),
        "step": found.step,
        "done": found.done,
        "of": found.of,
        "ended": found.ended,
    }
    return JsonResponse(told, headers={"Cache-Control": "no-store, private"})


@allowed(Permission.LOAD_FILES)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a stopped load again."""
    found = get_object_or_404(Job, pk=pk)
    with suppress(ValidationError):  # somebody else did: the page shows it waiting
        actions.ask_again(found, by=signed_in(request), on=Lens.for_request(request).today)
    return redirect("evidence:job", found.pk)
