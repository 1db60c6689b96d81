"""Whom the store seals: an identity before an adoption, told once, stays sealed whatever is told later.

``seals.json`` lies beside the snapshots and is only ever added to: a row that is withdrawn, or purged with
its file, opens nobody. A home made before there was such a list gets it from all its snapshots.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from sightline.engine.records.columns import as_declared, record_schema
from sightline.engine.records.evidence import disk
from sightline.engine.records.identity import ADOPTION_TABLES, SEALED_SCHEMA, sealed_in
from sightline.engine.records.record import ALL_TABLES

if TYPE_CHECKING:
    from sightline.engine.records.evidence.store import EvidenceStore

_LIST = "seals.json"
_LOCK = "seals.lock"


def sealed(store: "EvidenceStore") -> pl.DataFrame:
    """Every identity that any snapshot ever sealed: SEALED_SCHEMA, sorted by person_id."""
    path = store.home / _LIST
    if not path.exists():
        if not any(store.home.glob("snapshots/[0-9]*/manifest.json")):
            return pl.DataFrame(schema=SEALED_SCHEMA)
        seal(store)
    return _read(path)


def mark(store: "EvidenceStore") -> tuple[int, int]:
    """When the list was written last, and how long it is: it only ever grows."""
    if not (path := store.home / _LIST).exists():
        sealed(store)
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


def _told_in(folder: Path) -> pl.DataFrame:
    """SEALED_SCHEMA: whom the tables of one snapshot seal."""
    tables = {}
    for name in ADOPTION_TABLES:
        path = folder / f"{name}.parquet"
        if path.exists():
            tables[name] = as_declared(pl.read_parquet(path), record_schema(ALL_TABLES[name]))
    return sealed_in(tables)


def _union(parts: list[pl.DataFrame]) -> pl.DataFrame:
    told = pl.concat([pl.DataFrame(schema=SEALED_SCHEMA), *parts])
    first = told.group_by("person_id").agg(pl.col("sealed_from").min(), pl.col("reason").first())
    return first.select(*SEALED_SCHEMA).sort("person_id")


def _read(path: Path) -> pl.DataFrame:
    told = pl.DataFrame(disk.read_json(path), schema={name: pl.String() for name in SEALED_SCHEMA})
    return told.with_columns(pl.col("sealed_from").str.to_date("%Y-%m-%d"))
