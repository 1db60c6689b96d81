"""Small records written by hand: rows as dictionaries, addresses added, everything covered unless said otherwise."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from sightline.authorities import load_authority
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.obligations import evaluate
from sightline.engine.records.columns import ROWS, SOURCES, record_schema
from sightline.engine.records.record import ALL_TABLES, COVERAGE_SCHEMA, Record

AUTHORITY = load_authority()
AS_AT = date(2019, 9, 30)
Row = Mapping[str, Any]


def record(
    *, source: str = "ssd", since: date = date(2012, 1, 1), until: date = AS_AT, **tables: Sequence[Row]
) -> Record:
    """A record of canonical tables and registers; registers are told by their own source."""
    frames, coverage = {}, []
    for name, rows in tables.items():
        told_by = "register" if ALL_TABLES[name].register else source
        full = [{**row, ROWS: [f"{name}/{number}"], SOURCES: [told_by]} for number, row in enumerate(rows, 1)]
        frames[name] = pl.DataFrame(full, schema=record_schema(ALL_TABLES[name]))
        coverage.append({"table": name, "source": told_by, "from": since, "to": until})
    return Record(AUTHORITY.id, frames, pl.DataFrame(coverage, schema=COVERAGE_SCHEMA))


def owed(duty: str, given: Record, as_at: date = AS_AT) -> list[dict[str, Any]]:
    """The obligations of one duty of the catalogue."""
    return (
        evaluate(given, as_at, AUTHORITY, [DUTIES[duty]]).sort("person_id", "trigger", "sequence").to_dicts()
    )


def only(duty: str, given: Record, as_at: date = AS_AT) -> dict[str, Any]:
    """The one obligation there is."""
    (found,) = owed(duty, given, as_at)
    return found


def person(dob: date | None = date(2008, 5, 1), child: str = "A") -> Row:
    return {"pers_person_id": child, "pers_dob": dob}


def episode(start: date | None, end: date | None = None, *, why: str = "S", left: str = "E4A", child: str = "A",
            entered: date | None = None) -> Row:  # fmt: skip
    return {
        "clae_person_id": child,
        "clae_cla_episode_start_date": start,
        "clae_cla_episode_start_reason": why,
        "clae_cla_episode_ceased_date": end,
        "clae_cla_episode_ceased_reason": left if end else None,
        "clae_entered_care_date": entered,
    }


def placement(start: date | None, end: date | None = None, kind: str = "U6", child: str = "A") -> Row:
    return {
        "clap_person_id": child,
        "clap_cla_placement_start_date": start,
        "clap_cla_placement_end_date": end,
        "clap_cla_placement_type": kind,
    }


def review(on: date | None, child: str = "A", cancelled: str = "N") -> Row:
    return {
        "clar_cla_person_id": child,
        "clar_cla_review_date": on,
        "clar_cla_review_cancelled": cancelled,
        "clar_cla_review_participation": "PN1",
    }


def visit(on: date, seen: str | None = "Y") -> Row:
    return {"clav_person_id": "A", "clav_cla_visit_date": on, "clav_cla_visit_seen": seen}


def assessed(on: date | None, kind: str = "initial", status: str = "completed", **more: Any) -> Row:
    return {
        "child_id": "A",
        "care_from": date(2018, 1, 1),
        "kind": kind,
        "seen_on": on,
        "status": status,
        **more,
    }
