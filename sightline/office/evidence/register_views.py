"""Local registers: which there are, which came in, and what each asks for, from their declarations."""

from itertools import groupby
from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse

from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.records.columns import Kind, Subject, Table, Type
from sightline.engine.records.registers import REGISTERS
from sightline.office.access.doors import allowed
from sightline.office.access.permissions import Permission
from sightline.office.lens.kept import kept
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
    lens = Lens.for_request(request)
    return kept(request, "evidence/registers.jinja", (), lambda: _registers(lens)).answer(request)


def _registers(lens: Lens) -> dict[str, Any]:
    told = _told_until(lens)
    ordered = sorted(
        REGISTERS.values(), key=lambda one: (_about(one) != Subject.CHILD, _about(one), one.title)
    )
    groups = [
        (about, [{"register": one, "until": told.get(one.name)} for one in found])
        for about, found in groupby(ordered, key=_about)
    ]
    return {"groups": groups, "came": len(told), "all": len(REGISTERS)}


@allowed(Permission.LOAD_FILES)
def register(request: HttpRequest, name: str) -> HttpResponse:
    """One register: what it holds, the duties that read it, and each column."""
    table = REGISTERS.get(name)
    if table is None:
        raise Http404("There is no such register")
    lens = Lens.for_request(request)
    return kept(request, "evidence/register.jinja", (name,), lambda: _register(lens, table)).answer(request)


def _register(lens: Lens, table: Table) -> dict[str, Any]:
    return {
        "register": table,
        "about": _about(table),
        "until": _told_until(lens).get(table.name),
        "duties": [duty for duty in DUTIES.values() if table.name in duty.needs],
        "holds": HOLDS,
        "content": len(table.of_kind(Kind.CONTENT)),
    }


def _about(table: Table) -> str:
    return table.subject.value if table.subject else "nobody"


def _told_until(lens: Lens) -> dict[str, Any]:
    """The last day that each register's sources cover, in the snapshot that is read."""
    if lens.snapshot is None:
        return {}
    covered = lens.store.coverage(lens.snapshot).filter(pl.col("table").is_in(list(REGISTERS)))
    return dict(covered.group_by("table").agg(pl.col("to").max()).iter_rows())
