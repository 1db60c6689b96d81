"""What a social worker and a team manager open first: what is late, what is next, what is only a date."""

from datetime import timedelta
from functools import partial
from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse

from sightline.engine.duties.judge import NO_SOURCE
from sightline.engine.duties.obligation import State
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission, Scope
from sightline.office.caseload.children import child_row
from sightline.office.caseload.lines import lines
from sightline.office.caseload.listing import needs_facts, saw_list
from sightline.office.caseload.notes import notes_of, signature
from sightline.office.lens.kept import kept
from sightline.office.lens.lens import Lens

SOON_DAYS = 14
RECENT_DAYS = 365
SHOWN = 30
_OVERDUE = pl.col("state") == State.OVERDUE.value


@allowed(Permission.SEE_CHILDREN)
@needs_facts("My children")
def home(request: HttpRequest) -> HttpResponse:
    """One's own children; for whoever reaches further, the team's work by worker too."""
    lens = Lens.for_request(request)
    notes = notes_of(lens, lens.once(("home",), partial(_late_keys, lens)))
    page = kept(request, "caseload/home.jinja", (signature(notes),), lambda: _home(lens) | {"notes": notes})
    saw_list(request, "saw what children are owed", page.told["children"])
    return page.answer(request)


def _late(lens: Lens) -> pl.DataFrame:
    return lens.owed().filter(_OVERDUE).sort("days_late", "key", descending=[True, False])


def _late_keys(lens: Lens) -> list[str]:
    return _late(lens).head(SHOWN)["key"].to_list()


def _home(lens: Lens) -> dict[str, Any]:
    owed, late = lens.owed(), _late(lens)
    until = lens.as_at + timedelta(SOON_DAYS)
    soon = owed.filter((pl.col("state") == State.RUNNING.value) & (pl.col("due") <= until)).sort("due", "key")
    seen = (pl.col("reason") != NO_SOURCE).fill_null(value=True)
    untold = owed.filter((pl.col("state") == State.CANNOT_TELL.value) & seen).sort("trigger", "key")
    dates = _dates_only(lens)
    context: dict[str, Any] = {
        "soon_days": SOON_DAYS,
        "recent_days": RECENT_DAYS,
        "own": lens.scope is Scope.OWN,
    }
    for name, frame in (("late", late), ("soon", soon), ("untold", untold), ("dates", dates)):
        context[name] = lines(lens, frame.head(SHOWN))
        context[f"{name}_count"] = frame.height
    context["looked_after"] = lens.people().filter("in_care").height
    if lens.scope is not Scope.OWN:
        context |= _by_worker(lens, late, soon) | _allocation(lens)
    shown = {line.person_id for name in ("late", "soon", "untold", "dates") for line in context[name]}
    return context | {"told": {"children": len(shown)}}


def _dates_only(lens: Lens) -> pl.DataFrame:
    """Latest fulfilments of children looked after that are only a date, and not too old to be put right."""
    since = lens.as_at - timedelta(RECENT_DAYS)
    care = lens.people().filter("in_care").select("person_id")
    found = lens.dates_only().filter(pl.col("met_on") >= since)
    return found.join(care, on="person_id", how="semi").sort("met_on", "key", descending=[True, False])


def _by_worker(lens: Lens, late: pl.DataFrame, soon: pl.DataFrame) -> dict[str, Any]:
    """Each worker's caseload, late and soon-due work, by who holds the child now."""
    people = lens.people().filter(pl.col("in_care") | pl.col("person_id").is_in(late["person_id"].implode()))
    held = people.select("person_id", "worker_id", "in_care")
    counted = held.join(
        late.group_by("person_id").agg(late=pl.len(), longest=pl.col("days_late").max()),
        on="person_id",
        how="left",
    )
    counted = counted.join(soon.group_by("person_id").agg(soon=pl.len()), on="person_id", how="left")
    rows = counted.group_by("worker_id").agg(
        pl.col("in_care").sum().alias("children"),
        pl.col("late").sum(),
        pl.col("longest").max(),
        pl.col("soon").sum(),
    )
    told = [row | {"name": lens.worker(row["worker_id"])[0]} for row in rows.iter_rows(named=True)]
    return {"workers": sorted(told, key=lambda row: (-row["late"], -(row["longest"] or 0), row["name"]))}


def _allocation(lens: Lens) -> dict[str, Any]:
    """Children whom nobody holds, and those held in a manager's own name."""
    nobody = lens.unallocated()
    held = lens.people().filter(pl.col("in_care") & pl.col("worker_id").is_not_null())
    managers = [
        worker for worker in held["worker_id"].unique() if "manager" in lens.worker(worker)[1].lower()
    ]
    names = held.filter(pl.col("worker_id").is_in(managers)).sort("worker_id", "person_id")
    return {
        "nobody": [child_row(lens, row) for row in nobody.head(SHOWN).iter_rows(named=True)],
        "nobody_count": nobody.height,
        "in_name": [child_row(lens, row) for row in names.head(SHOWN).iter_rows(named=True)],
        "in_name_count": names.height,
    }
