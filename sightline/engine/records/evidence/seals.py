"""Whom the store seals: an identity before an adoption, told once, stays sealed whatever is told later.

``seals.json`` lies beside the snapshots and is only ever added to: a row that is withdrawn, or purged with
its file, opens nobody. A home made before there was such a list gets it from all its snapshots.

Where a source told an adoption that never was, two people may lift the seal: ``seals-lifted.json`` is only
ever added to as well, and whoever is told to be adopted again is sealed again. A lift joins nothing: sources
that were kept apart stay apart.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from sightline.engine.records.columns import as_declared, record_schema
from sightline.engine.records.evidence import disk
from sightline.engine.records.evidence.model import Lift, Seal
from sightline.engine.records.identity import ADOPTION_TABLES, SEALED_SCHEMA, rows_of_adoptions, sealed_in
from sightline.engine.records.record import ALL_TABLES

if TYPE_CHECKING:
    from sightline.engine.records.evidence.store import EvidenceStore

_LIST = "seals.json"
_LIFTS = "seals-lifted.json"
_LOCK = "seals.lock"
_LIFTED, _AGAIN = "lifted", "sealed again"


class NotToBeLiftedError(ValueError):
    """A seal that stays: the record in force still tells the adoption, or nobody is sealed so."""


def sealed(store: "EvidenceStore") -> pl.DataFrame:
    """Every identity that any snapshot ever sealed, less lifted ones: SEALED_SCHEMA, sorted by person_id."""
    open_again = [person for person, last in _last_lifts(store).items() if last["what"] == _LIFTED]
    return ever(store).filter(~pl.col("person_id").is_in(open_again))


def ever(store: "EvidenceStore") -> pl.DataFrame:
    """Every identity that any snapshot ever sealed, lifted or not: SEALED_SCHEMA, sorted by person_id."""
    path = store.home / _LIST
    if not path.exists():
        if not any(store.home.glob("snapshots/[0-9]*/manifest.json")):
            return pl.DataFrame(schema=SEALED_SCHEMA)
        seal(store)
    return _read(path)


def mark(store: "EvidenceStore") -> tuple[int, ...]:
    """When the lists were written last, and how long they are: they only ever grow."""
    if not (store.home / _LIST).exists():
        ever(store)
    return (*_state(store.home / _LIST), *_state(store.home / _LIFTS))


def _state(path: Path) -> tuple[int, int]:
    try:
        told = path.stat()
    except FileNotFoundError:
        return 0, 0
    return told.st_mtime_ns, told.st_size


def seal(store: "EvidenceStore", folder: Path | None = None) -> None:
    """Add to the list whom the tables in a folder seal; without a folder, make the list if there is none."""
    path = store.home / _LIST
    with disk.one_at_a_time(store.home, lambda: None, _LOCK):
        before = _read(path) if path.exists() else None
        parts = [before] if before is not None else [_told_in(one.path) for one in store.snapshots()]
        parts += [_told_in(folder)] if folder else []
        after = _union(parts)
        if before is None or not after.equals(before):
            rows = after.with_columns(pl.col("sealed_from").cast(pl.String)).to_dicts()
            disk.write_json(path, rows)
        if folder:
            _seal_again(store, set(_told_in(folder)["person_id"]))


def _seal_again(store: "EvidenceStore", told: set[str]) -> None:
    """Whoever is told to be adopted after a lift is sealed again; called with the lock held."""
    last = _last_lifts(store)
    again = sorted(person for person in told if person in last and last[person]["what"] == _LIFTED)
    if again:
        _add(store, [{"person_id": person, "what": _AGAIN} for person in again])


def lift(store: "EvidenceStore", person_id: str, lifted: Lift) -> None:
    """Open an identity whose adoption was told by mistake, in every snapshot.

    Raises NotToBeLiftedError where it is not sealed, or the record in force still tells the adoption.
    """
    ever(store)  # the list must stand before its lock is held
    with (
        disk.one_at_a_time(store.home, lambda: None),
        disk.one_at_a_time(store.home, lambda: None, _LOCK),
    ):
        if person_id not in set(sealed(store)["person_id"]):
            raise NotToBeLiftedError("nobody is sealed under that identifier")
        latest = store.in_force()
        if latest and person_id in set(_told_in(latest.path)["person_id"]):
            raise NotToBeLiftedError("the record in force still tells the adoption")
        _add(store, [{"person_id": person_id, "what": _LIFTED, **lifted.as_dict()}])


def listed(store: "EvidenceStore") -> list[Seal]:
    """Every seal, lifted or not, with the rows that told it last, by the day from which it holds."""
    latest = store.in_force()
    still = set(_told_in(latest.path)["person_id"]) if latest else set()
    last, rows = _last_lifts(store), _rows(store)
    found = [
        Seal(
            person_id,
            sealed_from,
            reason,
            still_told=person_id in still,
            rows=rows.get(person_id, ()),
            lifted=Lift.from_dict(entry)
            if (entry := last.get(person_id, {})).get("what") == _LIFTED
            else None,
        )
        for person_id, sealed_from, reason in ever(store).iter_rows()
    ]
    return sorted(found, key=lambda one: (one.sealed_from or date.min, one.person_id))


def _lift_of(entry: dict[str, Any] | None) -> Lift | None:
    return Lift.from_dict(entry) if entry and entry["what"] == _LIFTED else None


def _rows(store: "EvidenceStore") -> dict[str, tuple[str, ...]]:
    """By sealed identity, the rows that tell its adoption in the newest snapshot that has any."""
    found: dict[str, tuple[str, ...]] = {}
    for snapshot in reversed(store.snapshots()):
        for name, frame in _adoptions(snapshot.path).items():
            told = rows_of_adoptions(name, frame)
            found |= {person: tuple(rows) for person, rows in told.items() if person not in found}
    return found


def _lifts(store: "EvidenceStore") -> list[dict[str, Any]]:
    path = store.home / _LIFTS
    return list(disk.read_json(path)) if path.exists() else []


def _last_lifts(store: "EvidenceStore") -> dict[str, dict[str, Any]]:
    return {entry["person_id"]: entry for entry in _lifts(store)}


def _add(store: "EvidenceStore", entries: list[dict[str, Any]]) -> None:
    disk.write_json(store.home / _LIFTS, [*_lifts(store), *entries])


def _told_in(folder: Path) -> pl.DataFrame:
    """SEALED_SCHEMA: whom the tables of one snapshot seal."""
    return sealed_in(_adoptions(folder))


def _adoptions(folder: Path) -> dict[str, pl.DataFrame]:
    tables = {}
    for name in ADOPTION_TABLES:
        path = folder / f"{name}.parquet"
        if path.exists():
            tables[name] = as_declared(pl.read_parquet(path), record_schema(ALL_TABLES[name]))
    return tables


def _union(parts: list[pl.DataFrame]) -> pl.DataFrame:
    told = pl.concat([pl.DataFrame(schema=SEALED_SCHEMA), *parts])
    first = told.group_by("person_id").agg(pl.col("sealed_from").min(), pl.col("reason").first())
    return first.select(*SEALED_SCHEMA).sort("person_id")


def _read(path: Path) -> pl.DataFrame:
    told = pl.DataFrame(disk.read_json(path), schema={name: pl.String() for name in SEALED_SCHEMA})
    return told.with_columns(pl.col("sealed_from").str.to_date("%Y-%m-%d"))
