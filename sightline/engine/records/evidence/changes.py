"""What one snapshot says that the one before did not: rows added, changed and withdrawn, table by table."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sightline.engine.records.columns import Table, as_declared
from sightline.engine.records.evidence.model import Snapshot
from sightline.engine.records.record import ALL_TABLES


@dataclass(frozen=True)
class Change:
    """Counts of rows of one table between two snapshots. A row is the same where its natural key is."""

    table: str
    added: int
    changed: int
    withdrawn: int


def changes(before: Snapshot | None, after: Snapshot) -> list[Change]:
    """Tables whose rows differ, by name. Tables that the later snapshot shares with the earlier are not read.

    A change of provenance alone (another file tells the same row) is none.
    """
    found = []
    for path in sorted(after.path.glob("*.parquet")):
        table = ALL_TABLES.get(path.stem)
        old = before.path / path.name if before else None
        if table is None or (old is not None and old.exists() and old.samefile(path)):
            continue
        change = _compared(table, old, path)
        if change.added or change.changed or change.withdrawn:
            found.append(change)
    return found


def _compared(table: Table, old: Path | None, new: Path) -> Change:
    after = _counted(table, new)
    before = _counted(table, old) if old is not None and old.exists() else after.clear()
    both = before.join(after, on=[*table.schema], how="full", nulls_equal=True, coalesce=True)
    more = pl.col("n_right").fill_null(0).cast(pl.Int64) - pl.col("n").fill_null(0).cast(pl.Int64)
    by_key = (
        both.with_columns(more=more)
        .filter(pl.col("more") != 0)
        .group_by(table.key)
        .agg(
            gained=pl.col("more").clip(lower_bound=0).sum(),
            lost=-pl.col("more").clip(upper_bound=0).sum(),
        )
        .with_columns(changed=pl.min_horizontal("gained", "lost"))
    )
    return Change(
        table.name,
        added=int((by_key["gained"] - by_key["changed"]).sum()),
        changed=int(by_key["changed"].sum()),
        withdrawn=int((by_key["lost"] - by_key["changed"]).sum()),
    )


def _counted(table: Table, path: Path) -> pl.DataFrame:
    kept = pl.read_parquet(
        path, columns=[name for name in pl.read_parquet_schema(path) if name in table.schema]
    )
    return as_declared(kept, table.schema).group_by([*table.schema]).agg(n=pl.len())
