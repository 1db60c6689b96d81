"""What was wrong with files: a page at a time, or all of it to take away."""

import csv
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from sightline.engine.records.problems import Problem, Severity
from sightline.engine.spreadsheets import safe
from sightline.office.access import trail
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.access.user import signed_in
from sightline.office.evidence import telling
from sightline.office.evidence.models import Job
from sightline.office.lens.lens import Lens

_A_PAGE = 50
_COLUMNS = ("severity", "file", "place", "row", "column", "count", "found", "expected", "advice", "code")


@dataclass(frozen=True)
class Wanted:
    """Which problems a page shows: of one submission, of one load, or all that stand; of one severity."""

    submission: str = ""
    load: str = ""
    severity: str = ""
    only: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Wanted":
        """What an address asks for. Raises Http404 for a severity that there is not."""
        asked = {name: request.GET.get(name, "") for name in ("submission", "load", "severity", "only")}
        if asked["severity"] not in ("", *(severity.value for severity in Severity)):
            raise Http404("There is no such severity")
        return cls(**asked)

    def address(self, **other: str) -> str:
        """The query string that asks for the same, but for what ``other`` changes."""
        told = {name: value for name, value in (vars(self) | other).items() if value}
        return "?" + urlencode(told)


def _problems(lens: Lens, wanted: Wanted) -> list[Problem]:
    try:
        if wanted.load:
            job = get_object_or_404(Job, pk=int(wanted.load) if wanted.load.isdecimal() else 0)
            found = telling.load_problems(lens, job.load) if job.load else []
        elif wanted.submission:
            standing = lens.snapshot.submissions if lens.snapshot else ()
            if wanted.submission not in standing:
                raise KeyError
            found = telling.problems_of(lens, wanted.submission)
        else:
            found = telling.standing_problems(lens)
    except KeyError:
        raise Http404("There is no such submission or load") from None
    found = [one for one in found if wanted.only != "duplicates" or one.code == telling.DUPLICATE]
    return telling.gravest_first(found)


def _narrowed(problems: list[Problem], wanted: Wanted) -> list[Problem]:
    return [one for one in problems if wanted.severity in ("", one.severity.value)]


@allowed(Permission.LOAD_FILES)
def problems(request: HttpRequest) -> HttpResponse:
    """What was wrong, where, what was found and expected, and what to do."""
    lens, wanted = Lens.for_request(request), Wanted.of(request)
    everything = _problems(lens, wanted)
    shown = _narrowed(everything, wanted)
    counts = [(severity, count) for severity, count in telling.by_severity(everything) if count]
    choices = [(f"All ({len(everything):,})", wanted.address(severity=""), not wanted.severity)]
    choices += [
        (
            f"{telling.SEVERITIES[severity][0]} ({count:,})",
            wanted.address(severity=severity.value),
            wanted.severity == severity.value,
        )
        for severity, count in counts
    ]
    context = {
        "page": Paginator(shown, _A_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "count": len(shown),
        "choices": choices,
        "words": telling.SEVERITIES,
        "submissions": [
            (f"{one.id}: {telling.source_title(one.source)}, drawn {one.extract_date:%-d %B %Y}", one.id)
            for one in telling.submissions_of(lens)
        ],
    }
    return render(request, "evidence/problems.jinja", context)


@allowed(Permission.LOAD_FILES)
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The same problems as JSON or CSV. Values of cells travel in it, so the trail says who took it."""
    lens, wanted = Lens.for_request(request), Wanted.of(request)
    found = _narrowed(_problems(lens, wanted), wanted)
    told = [one.as_dict() for one in found]
    details = {"count": len(told), "form": form} | {
        name: value for name, value in vars(wanted).items() if value
    }
    trail.record("downloaded reading problems", by=signed_in(request), details=details, changes=False)
    headers = {"Content-Disposition": f'attachment; filename="reading-problems.{form}"'}
    if form == "json":
        return JsonResponse(told, safe=False, headers=headers, json_dumps_params={"indent": 1})
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers=headers)
    writer = csv.writer(response)
    writer.writerow(_COLUMNS)
    writer.writerows([harmless(one[name]) for name in _COLUMNS] for one in told)
    return response


def harmless(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "" if value is None else safe(str(value))
