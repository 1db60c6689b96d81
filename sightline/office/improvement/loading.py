"""Loading a report: upload, read, settle what the reader could not, save."""

import hashlib
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify

from sightline.office.access.confirming import confirm
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.access.user import signed_in
from sightline.office.improvement.days import acting_day
from sightline.office.improvement.inspections import save_inspection
from sightline.office.improvement.pages import REFUSED
from sightline.office.improvement.settling import ReportForm, SettleForm, initial_of, shape_of

SALT = "sightline.inspection.shape"
LARGEST = 30 * 1024 * 1024
"""No published report comes near this many bytes."""


def _read(name: str, data: bytes) -> dict[str, Any]:
    from sightline.engine.inspection import read_report

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{Path(name).suffix.lower()}"
        path.write_bytes(data)
        read = read_report(path)
    return asdict(read)


@allowed(Permission.CHANGE_PLAN)
def load(request: HttpRequest) -> HttpResponse:
    """Upload a report; then settle and save what was read from it."""
    if "shape" in request.POST:
        return _settle(request)
    form = ReportForm(request.POST, request.FILES) if request.method == "POST" else ReportForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["report"]
        if file.size > LARGEST:
            form.add_error("report", f"The file has {file.size:,} bytes; a report has at most {LARGEST:,}.")
            return render(request, "improvement/load.jinja", {"form": form}, status=REFUSED)
        data = file.read()
        try:
            read = _read(file.name, data)
        except ValueError as error:
            told = str(error)
            form.add_error("report", told[:1].upper() + told[1:])
            return render(request, "improvement/load.jinja", {"form": form}, status=REFUSED)
        shape = shape_of(read)
        first = initial_of(read) | {
            "file_name": file.name[:255],
            "file_sha256": hashlib.sha256(data).hexdigest(),
            "reference": slugify(
                f"{read['authority'] or 'inspection'} {str(read['inspection_start'] or '')[:4]}"
            ),
        }
        return _page(request, SettleForm(shape=shape, initial=first), shape)
    return render(request, "improvement/load.jinja", {"form": form}, status=REFUSED if form.errors else 200)


def _settle(request: HttpRequest) -> HttpResponse:
    try:
        shape = signing.loads(request.POST["shape"], salt=SALT)
    except signing.BadSignature:
        return redirect("improvement:load")
    form = SettleForm(request.POST, shape=shape)
    if form.is_valid():
        try:
            saved = save_inspection(form.settled(), by=signed_in(request), on=acting_day(request))
            confirm(request, "The inspection has been saved. Judge its paragraphs next.")
            return redirect("improvement:inspection", saved.reference)
        except ValidationError as error:
            form.add_error(None, error)
    return _page(request, form, shape)


def _page(request: HttpRequest, form: SettleForm, shape: dict[str, Any]) -> HttpResponse:
    context = {"form": form, "shape": signing.dumps(shape, salt=SALT, compress=True)}
    return render(request, "improvement/settle.jinja", context, status=REFUSED if form.errors else 200)
