"""Local registers: which there are, which came in, and what each asks for, from their declarations."""

from itertools import groupby
from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.records.columns import Kind, Subject, Table, Type
from sightline.engine.records.registers import REGISTERS
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.lens.lens import Lens

HOLDS = {
    Type.TEXT: "Text",
    Type.DATE: "Date",
    Type.DATETIME: "Date and time",
    Type.INTEGER: "Whole number",
    Type.NUMBER: "Number",
    Type.FLAG: "Yes or no",
}


@allowed(Permission.LOAD_FILES)
def registers(request: HttpRequest) -> HttpResponse:
    """Every register by whom it is about, and up to when it was told."""
    told = _told_until(Lens.for_request(request))
    ordered = sorted(
        REGISTERS.values(), key=lambda one: (_about(one) != Subject.CHILD, _about(one), one.title)
    )
    groups = [
        (about, [{"register": one, "until": told.get(one.name)} for one in found])
        for about, found in groupby(ordered, key=_about)
    ]
    context = {"groups": groups, "came": len(told), "all": len(REGISTERS)}
    return render(request, "evidence/registers.jinja", context)


@allowed(Permission.LOAD_FILES)
def register(request: HttpRequest, name: str) -> HttpResponse:
    """One register: what it holds, the duties that read it, and each column."""
    table = REGISTERS.get(name)
    if table is None:
        raise Http404("There is no such register")
    context: dict[str, Any] = {
        "register": table,
        "about": _about(table),
        "until": _told_until(Lens.for_request(request)).get(name),
        "duties": [duty for duty in DUTIES.values() if name in duty.needs],
        "holds": HOLDS,
        "content": len(table.of_kind(Kind.CONTENT)),
    }
    return render(request, "evidence/register.jinja", context)


def _about(table: Table) -> str:
    return table.subject.value if table.subject else "nobody"


def _told_until(lens: Lens) -> dict[str, Any]:
    """The last day that each register's sources cover, in the snapshot that is read."""
    if lens.snapshot is None:
        return {}
    covered = lens.store.coverage(lens.snapshot).filter(pl.col("table").is_in(list(REGISTERS)))
    return dict(covered.group_by("table").agg(pl.col("to").max()).iter_rows())
