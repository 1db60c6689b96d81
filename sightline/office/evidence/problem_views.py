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
from sightline.office.evidence import telling, wrong
from sightline.office.evidence.models import Job
from sightline.office.lens.lens import Lens

_A_PAGE = 50
_EVERY = "all"
_COLUMNS = (
    "submission",
    "received",
    "severity",
    "file",
    "place",
    "row",
    "column",
    "title",
    "count",
    "found",
    "expected",
    "advice",
    "code",
)


@dataclass(frozen=True)
class Wanted:
    """Which problems a page shows: of one submission, of one load, of one source's files that stand, of every
    submission (``everything``), or else of all files that stand and the record; of one severity."""

    submission: str = ""
    load: str = ""
    source: str = ""
    severity: str = ""
    only: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Wanted":
        """What an address asks for. Raises Http404 for a severity that there is not."""
        asked = {name: request.GET.get(name, "") for name in cls.__dataclass_fields__}
        if asked["severity"] not in ("", *(severity.value for severity in Severity)):
            raise Http404("There is no such severity")
        return cls(**asked)

    @property
    def everything(self) -> bool:
        """Whether earlier submissions are asked for as well."""
        return self.submission == _EVERY

    @property
    def one_submission(self) -> str:
        """The submission asked for; empty for none, or all."""
        return "" if self.everything else self.submission

    def address(self, **other: str) -> str:
        """The query string that asks for the same, but for what ``other`` changes."""
        told = {name: value for name, value in (vars(self) | other).items() if value}
        return "?" + urlencode(told)


def _problems(lens: Lens, wanted: Wanted) -> list[Problem]:
    try:
        if wanted.load:
            job = get_object_or_404(Job, pk=int(wanted.load) if wanted.load.isdecimal() else 0)
            found = wrong.load_problems(lens, job.load) if job.load else []
        elif wanted.one_submission:
            standing = lens.snapshot.submissions if lens.snapshot else ()
            if wanted.submission not in standing:
                raise KeyError
            found = wrong.problems_of(lens, wanted.submission)
        else:
            found = _standing(lens, wanted)
    except KeyError:
        raise Http404("There is no such submission or load") from None
    return [one for one in found if wanted.only != "duplicates" or one.code in wrong.DUPLICATES]


def _standing(lens: Lens, wanted: Wanted) -> list[Problem]:
    told = wrong.standing_problems(lens)
    if wanted.everything:
        return wrong.in_order([*told.first, *told.older])
    if wanted.source:
        if not telling.is_source(lens, wanted.source):
            raise Http404("There is no such source")
        ids = {one.id for one in lens.submissions() if one.source == wanted.source}
        return [one for one in told.first if one.submission in ids]
    return list(told.first)


def _narrowed(problems: list[Problem], wanted: Wanted) -> list[Problem]:
    return [one for one in problems if wanted.severity in ("", one.severity.value)]


def _choices(found: list[Problem], wanted: Wanted) -> list[tuple[str, str, bool]]:
    """Links to the severities that there are: words with a count, address, whether it is the one shown."""
    told = [(f"All ({len(found):,})", "")]
    told += [(f"{one.several} ({count:,})", one.value) for one, count in wrong.by_severity(found) if count]
    return [(words, wanted.address(severity=value), wanted.severity == value) for words, value in told]


@allowed(Permission.LOAD_FILES)
def problems(request: HttpRequest) -> HttpResponse:
    """What was wrong, where, what was found and expected, and what to do."""
    lens, wanted = Lens.for_request(request), Wanted.of(request)
    everything = _problems(lens, wanted)
    shown = _narrowed(everything, wanted)
    newest = not (wanted.submission or wanted.load or wanted.source or wanted.only)
    page = Paginator(shown, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "groups": wrong.groups_of(lens, page.object_list),
        "wanted": wanted,
        "count": len(shown),
        "older": len(wrong.standing_problems(lens).older) if newest else 0,
        "choices": _choices(everything, wanted),
        "source_title": telling.source_title,
        "submissions": [
            ("Files that none has told again since", ""),
            ("Every submission, earlier ones too", _EVERY),
            *(
                (f"{one.id}: {telling.source_title(one.source)}, drawn {one.extract_date:%-d %B %Y}", one.id)
                for one in telling.submissions_of(lens)
            ),
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
