"""Facts to take away: a table, obligations, measures or problems as Parquet, CSV or a workbook."""

import os
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer

from sightline.commands.children import open_to_see
from sightline.commands.shell import (
    SHOW,
    SPEAK,
    AsAt,
    AsJson,
    Exit,
    KnownOn,
    View,
    Whose,
    emit,
    fail,
    view,
    waiting,
)
from sightline.commands.traces import saw
from sightline.engine.records.about import with_person
from sightline.engine.records.columns import Subject, Table, record_schema
from sightline.engine.records.identity import carries
from sightline.engine.records.problems import Problem
from sightline.engine.records.record import ALL_TABLES
from sightline.engine.spreadsheets import as_csv, as_xlsx

What = Annotated[
    str, typer.Argument(metavar="WHAT", help="A table, or obligations, measures, people or problems.")
]
To = Annotated[Path, typer.Option("--to", metavar="FILE", help="A file ending in .parquet, .csv or .xlsx.")]
Replace = Annotated[bool, typer.Option("--replace", help="Write over a file that stands there.")]


def export(
    what: What,
    to: To,
    as_at: AsAt = None,
    known_on: KnownOn = None,
    replace: Replace = False,
    whose: Whose = "west-sussex",
    as_json: AsJson = False,
) -> None:
    """Write facts to a file: a table whole, or what had begun by --as-at. Sealed identities never."""
    form = to.suffix.casefold()
    if form not in _FORMS:
        fail(Exit.BAD_INPUT, f"{to}: found {to.suffix or 'no ending'}, expected one of {', '.join(_FORMS)}")
    if to.exists() and not replace:
        fail(Exit.BAD_INPUT, f"{to} stands there already: nothing was written. Write over it with --replace")
    make = _maker(what)
    seen = view(whose, as_at, known_on)
    with waiting(f"Writing {what}"):
        frame = make(seen, as_at)
        named: dict[str, Any] = {"about_adults": True} if _about_adults(what) else {}
        saw(seen, f"exported {what} ({frame.height} rows)", form=form.lstrip("."), **named)
        try:
            _write_whole(to, _FORMS[form](frame, what))
        except OSError as error:
            fail(Exit.BAD_INPUT, f"Cannot write {to}: {error.strerror}. Choose another place with --to")
        except ValueError as error:
            fail(Exit.BAD_INPUT, f"{to}: {error}")
    if as_json:
        emit({**seen.told, "what": what, "path": str(to), "rows": frame.height, "columns": frame.columns})
        return
    SHOW.print(f"{to}  {frame.height:,} rows, {frame.width} columns", markup=False, soft_wrap=True)
    if not seen.authority.synthetic:
        SPEAK.print("Children's records: keep this file where records are kept", markup=False)


def _about_adults(what: str) -> bool:
    """Whether it names adults who work with children, whose rows few may see in the office."""
    return what in ALL_TABLES and ALL_TABLES[what].subject is Subject.ADULT


def _maker(what: str) -> Callable[[View, date | None], pl.DataFrame]:
    if what in _MADE:
        return _MADE[what]
    table = ALL_TABLES.get(what)
    if table is None:
        known = [*_MADE, *ALL_TABLES]
        near = get_close_matches(what.casefold().replace(" ", "_"), known, 5, 0.4) or known[:8]
        fail(Exit.BAD_INPUT, f"Found no table {what}; expected one such as {', '.join(near)}")
    return lambda seen, as_at: _table(seen, table, as_at)


def _table(seen: View, table: Table, as_at: date | None) -> pl.DataFrame:
    """A canonical table or register, without any row of a sealed identity or that carries one."""
    frame = with_person(seen.results.record, table.name)
    frame = frame.filter(~carries(table.name, seen.results.sealed["person_id"]))
    if as_at is not None and table.starts is not None:
        begun = pl.col(table.starts).cast(pl.Date) <= as_at
        frame = frame.filter(begun.fill_null(value=True))
    return frame.select(*record_schema(table))


def _obligations(seen: View, as_at: date | None) -> pl.DataFrame:
    """What is owed, less what lists nobody: allegations against adults, and targets of a whole cohort."""
    from sightline.engine.duties.catalogue import TARGETS

    listed = (pl.col("subject") != Subject.ADULT.value) & ~pl.col("duty").is_in(sorted(TARGETS))
    return open_to_see(seen, seen.results.obligations.filter(listed))


def _people(seen: View, as_at: date | None) -> pl.DataFrame:
    return open_to_see(seen, seen.results.people)


def _measures(seen: View, as_at: date | None) -> pl.DataFrame:
    """Every measure by month over a year, for the whole, each area and each team."""
    from sightline.engine.measures.catalogue import MEASURES
    from sightline.engine.measures.evaluate import all_results

    figures = all_results(
        MEASURES.values(),
        seen.results.obligations,
        seen.results.people,
        seen.as_at,
        dimensions=("all", "area_id", "team_id"),
        first=seen.as_at.replace(year=seen.as_at.year - 1, day=1),
    )
    titles = {measure.id: measure.title for measure in MEASURES.values()}
    title = pl.col("measure").replace_strict(titles, return_dtype=pl.String).alias("title")
    return figures.select("measure", title, pl.exclude("measure"))


def _problems(seen: View, as_at: date | None) -> pl.DataFrame:
    """Reading problems of every submission that stands in the snapshot."""
    from sightline.office.evidence.quoting import guarded

    held = guarded(seen.store, seen.store.in_force())
    names = list(Problem.__dataclass_fields__)
    rows = [
        {"submission": id, **problem.as_dict()}
        for id in seen.snapshot.submissions
        for problem in held.quoting([seen.store.submission(id)]).over(seen.store.problems(id))
    ]
    kinds = {name: pl.Int64() if name in ("row", "count") else pl.String() for name in ("submission", *names)}
    return pl.DataFrame([{**row, "severity": str(row["severity"])} for row in rows], schema=kinds)


_MADE: dict[str, Callable[[View, date | None], pl.DataFrame]] = {
    "obligations": _obligations,
    "measures": _measures,
    "people": _people,
    "problems": _problems,
}


def _parquet(frame: pl.DataFrame, what: str) -> bytes:
    stream = BytesIO()
    frame.write_parquet(stream)
    return stream.getvalue()


_FORMS: dict[str, Callable[[pl.DataFrame, str], bytes]] = {
    ".parquet": _parquet,
    ".csv": lambda frame, what: as_csv(frame),
    ".xlsx": as_xlsx,
}


def _write_whole(path: Path, content: bytes) -> None:
    """A file that stands whole or not at all, readable by its owner alone."""
    half = path.with_name(f".half-{os.getpid()}-{path.name}")
    try:
        half.touch(mode=0o600)
        half.write_bytes(content)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
