"""The room of files: what is in force, what came in, and one row as it was submitted."""

from datetime import timedelta
from typing import Any

import polars as pl
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.records.strangers import NOT_LISTED
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.access.roles import may
from sightline.office.evidence import telling, wrong
from sightline.office.evidence.cells import cells_of
from sightline.office.evidence.models import Job
from sightline.office.lens.kept import kept, until_an_act
from sightline.office.lens.lens import Lens

_RECENT = 6
_A_PAGE = 30
NOT_FOUND = 404


@allowed(Permission.LOAD_FILES)
def home(request: HttpRequest) -> HttpResponse:
    """The first page of whoever loads files: what is in force, what is old or missing, what is going on."""
    lens = Lens.for_request(request)
    submissions = telling.submissions_of(lens)
    problems = wrong.standing_problems(lens)
    first = problems.first
    told = telling.coverage(lens)
    since = timezone.now() - timedelta(days=7)
    context = {
        "submissions": submissions,
        "sources": telling.sources(submissions, lens.as_at, first),
        "coverage": told,
        "wanting": [one for one in told if one.gaps or one.old],
        "never_told": telling.never_told(submissions) if submissions else [],
        "severities": wrong.by_severity(first),
        "problems": len(first),
        "older": len(problems.older),
        "of_record": sum(one.received is None for one in first),
        "never_read": sum(one.received is not None and not one.submission for one in first),
        "duplicates": sum(one.code in wrong.DUPLICATES for one in first),
        "not_listed": [one for one in first if one.code == NOT_LISTED],
        "jobs": Job.objects.select_related("by")[:_RECENT],
        "running": Job.objects.filter(state__in=(Job.State.WAITING, Job.State.RUNNING)).count(),
        "stopped": Job.objects.filter(state=Job.State.FAILED, ended_at__gte=since).count(),
        "unfinished": [one for one in lens.store.unfinished() if not one.owned],
        "reliability": telling.reliability(lens),
    }
    return render(request, "evidence/home.jinja", context)


@allowed(Permission.LOAD_FILES)
def submissions(request: HttpRequest) -> HttpResponse:
    """Every submission that stands in the snapshot that is read."""
    told = telling.submissions_of(Lens.for_request(request))
    page = Paginator(told, _A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "count": len(told), "source_title": telling.source_title}
    return render(request, "evidence/submissions.jinja", context)


@allowed(Permission.LOAD_FILES)
def submission(request: HttpRequest, id: str) -> HttpResponse:
    """One submission: its files, what was read from them, and what they cover."""
    lens = Lens.for_request(request)
    return until_an_act(request, "evidence/submission.jinja", lambda: _submission(lens, id)).answer(request)


def _submission(lens: Lens, id: str) -> dict[str, Any]:
    standing = lens.snapshot.submissions if lens.snapshot else ()
    if id not in standing:
        raise Http404("There is no such submission in the snapshot that is read")
    told = lens.store.submission(id)
    stones = {file.sha256: lens.store.tombstone(file.sha256) for file in told.files}
    return {
        "submission": told,
        "title": telling.source_title(told.source),
        "stones": stones,
        "rows": [
            (telling.table_title(name), count, told.windows.get(name)) for name, count in told.rows.items()
        ],
        "first": lens.store.first_with([id]),
        "severities": wrong.by_severity(lens.store.problems(id)),
        "job": _job_of(id),
    }


def _job_of(submission: str) -> Job | None:
    """The load through these pages that brought a submission; None where it came by the command line."""
    done = Job.objects.filter(state=Job.State.DONE, repeat=False)
    return next((job for job in done if submission in job.submissions), None)


@allowed(Permission.LOAD_FILES)
def snapshots(request: HttpRequest) -> HttpResponse:
    """Every snapshot, the newest first."""
    lens = Lens.for_request(request)
    found = list(reversed(lens.store.snapshots()))
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "evidence/snapshots.jinja", {"page": page, "newest": found[0] if found else None})


@allowed(Permission.SEE_EVIDENCE)
def row(request: HttpRequest, ref: str) -> HttpResponse:
    """A row as it was submitted, read from the kept bytes; the same 404 for every row out of reach."""
    lens = Lens.for_request(request)
    try:
        page = kept(request, "evidence/row.jinja", (ref,), lambda: _row(lens, ref))
    except Http404:
        stone = lens.store.tombstone(ref.partition("/")[0])
        if stone is None:
            raise
        return render(request, "evidence/purged.jinja", {"stone": stone}, status=NOT_FOUND)
    if (person := page.told["person"]) is not None:
        lens.saw(person, "saw a row of a submitted file")
    return page.answer(request)


def _row(lens: Lens, ref: str) -> dict[str, Any]:
    found, person = lens.evidence_row(ref)
    return {
        "told": {"person": person},
        "ref": ref,
        "row": found,
        "cells": cells_of(found),
        "submission": lens.store.submission(found.submission_id),
        "source_title": telling.source_title,
        "handle": lens.handle(person) if person else None,
        "name": lens.name_of(person) if person else None,
        "uses": _uses(lens, ref, person),
        "loads_files": may(lens.user, Permission.LOAD_FILES),
    }


def _uses(lens: Lens, ref: str, person: str | None) -> list[dict[str, object]]:
    """The obligations that the row started or met, in the order of their duties."""
    starts, meets = (pl.col(name).list.contains(ref) for name in ("trigger_rows", "met_rows"))
    found = lens.obligations().filter(pl.col("person_id") == person, starts | meets)
    return [
        told | {"title": DUTIES[told["duty"]].title if told["duty"] in DUTIES else told["duty"]}
        for told in found.with_columns(starts=starts, meets=meets).iter_rows(named=True)
    ]
