"""One duty, and who is waiting for it."""

from functools import partial
from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.duty import Duty
from sightline.engine.duties.obligation import State
from sightline.engine.measures.catalogue import MEASURES
from sightline.engine.measures.measure import Measure
from sightline.engine.measures.presentation import as_text, cohort
from sightline.office.access import trail
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.access.roles import may
from sightline.office.access.user import signed_in
from sightline.office.caseload.lines import lines
from sightline.office.caseload.listing import needs_facts, page_number, page_of, saw_list
from sightline.office.caseload.notes import notes_of, orphaned, signature
from sightline.office.caseload.reading import groups_of, latest_of_all, series_of, told_of
from sightline.office.caseload.workbook import workbook
from sightline.office.lens.kept import kept
from sightline.office.lens.lens import Lens

LONGEST = 5
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def known_duty(duty_id: str) -> Duty:
    """A duty by its id. Raises Http404."""
    if duty_id not in DUTIES:
        raise Http404("There is no such duty")
    return DUTIES[duty_id]


def listed_duty(duty_id: str) -> Duty:
    """A duty whose waiting children may be listed. Raises Http404 for any other."""
    found = known_duty(duty_id)
    if not found.lists_children:
        raise Http404("This duty is in figures only: no child is listed for it")
    return found


def measures_of(duty_id: str) -> list[Measure]:
    """The measures of a duty."""
    return [measure for measure in MEASURES.values() if measure.duty == duty_id]


def waiting_for(lens: Lens, duty_id: str) -> pl.DataFrame:
    """Who is waiting now: overdue and still owed, the longest first. OBLIGATION_SCHEMA."""
    overdue = lens.owed(duty_id).filter(pl.col("state") == State.OVERDUE.value)
    return overdue.sort("days_late", "key", descending=[True, False])


@allowed(Permission.SEE_FIGURES)
@needs_facts("A duty")
def duty(request: HttpRequest, duty_id: str) -> HttpResponse:
    """One duty: what the law says, how it goes, where it differs, and who waits longest."""
    lens, found = Lens.for_request(request), known_duty(duty_id)
    page = kept(request, "caseload/duty.jinja", (duty_id,), lambda: _duty(lens, found))
    if seen := page.told["waiting"]:
        saw_list(request, "saw who waits longest for a duty", seen, duty=duty_id)
    return page.answer(request)


def _duty(lens: Lens, found: Duty) -> dict[str, Any]:
    timely = MEASURES[f"{found.id}_timeliness"]
    waiting = waiting_for(lens, found.id)
    return {
        "duty": found,
        "shown": lens.shown(found.id),
        "measure": timely,
        "series": series_of(lens, timely),
        "cohort": cohort(timely),
        "areas": groups_of(lens, timely, "area_id"),
        "figures": _figures(lens, found.id),
        "waiting": lines(lens, waiting.head(LONGEST)),
        "waiting_count": waiting.height,
        "waiting_children": waiting["person_id"].n_unique(),
        "told": {"waiting": min(waiting.height, LONGEST)},
    }


def _figures(lens: Lens, duty_id: str) -> list[dict[str, Any]]:
    """The latest figure of each measure of a duty; gaps and currency only where the duty repeats."""
    latest = latest_of_all(lens)
    rows = [(one, latest.get(one.id)) for one in measures_of(duty_id)]
    return [
        {"measure": one, "row": row, "text": _text(lens, row), "when": told_of(row, one) if row else ""}
        for one, row in rows
    ]


def _text(lens: Lens, row: dict[str, Any] | None) -> str:
    if row is None:
        return "Too few to be shown" if lens.protected else "no cases"
    return as_text(row)


@allowed(Permission.SEE_CHILDREN)
@needs_facts("Who is waiting")
def waiting(request: HttpRequest, duty_id: str) -> HttpResponse:
    """Who is waiting for a duty, the longest first, with what was said of it."""
    lens, found = Lens.for_request(request), listed_duty(duty_id)
    wanted = page_number(request.GET.get("page"))
    keys = lens.once(("waiting", duty_id, wanted), partial(_waiting_keys, lens, duty_id, wanted))
    notes, orphans = notes_of(lens, keys), orphaned(lens, duty_id)
    said = (signature(notes), signature({found or "": [note] for note, found in orphans}))
    page = kept(
        request,
        "caseload/waiting.jinja",
        (duty_id, wanted, *said),
        lambda: _waiting(lens, found, wanted) | {"notes": notes, "orphans": orphans},
    )
    told = page.told
    saw_list(request, "saw who is waiting for a duty", told["children"], duty=duty_id, page=told["page"])
    return page.answer(request)


def _waiting_keys(lens: Lens, duty_id: str, wanted: int) -> list[str]:
    return page_of(waiting_for(lens, duty_id), wanted).frame["key"].to_list()


def _waiting(lens: Lens, found: Duty, wanted: int) -> dict[str, Any]:
    page = page_of(waiting_for(lens, found.id), wanted)
    return {
        "duty": found,
        "page": page,
        "lines": lines(lens, page.frame),
        "untold": lens.owed(found.id).filter(pl.col("state") == State.CANNOT_TELL.value).height,
        "downloads": may(lens.user, Permission.DOWNLOAD),
        "told": {"children": page.frame["person_id"].n_unique(), "page": page.number},
    }


@allowed(Permission.DOWNLOAD)
def waiting_xlsx(request: HttpRequest, duty_id: str) -> HttpResponse:
    """The same list as a workbook. The trail says how many children it names."""
    lens, found = Lens.for_request(request), listed_duty(duty_id)
    if lens.snapshot is None:
        raise Http404("Nothing had been loaded by then")
    frame = waiting_for(lens, duty_id)
    told = lines(lens, frame)
    who = signed_in(request)
    content = workbook(lens, found, told, notes_of(lens, [line.key for line in told]), str(who))
    trail.record(
        "downloaded who is waiting for a duty",
        by=who,
        subject=f"duty:{duty_id}",
        details={
            "children": frame["person_id"].n_unique(),
            "rows": frame.height,
            "as_at": lens.as_at,
            "known_on": lens.known_on,
            "snapshot": lens.snapshot.number,
        },
        changes=False,
    )
    name = f"waiting-{duty_id.replace('_', '-')}-{lens.as_at.isoformat()}.xlsx"
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
