"""The machine: Python and its packages, the data folder, the database."""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sightline import __version__
from sightline.commands.checkup.finding import Finding, note, some, sound, wrong
from sightline.commands.shell import home

_PYTHON = (3, 11)
_LITTLE, _TOO_LITTLE = 2_000_000_000, 200_000_000
_MEGABYTE = 1_000_000


def environment() -> Iterator[Finding]:
    """Python, the packages that the engine and the office need, time zones, the pages' own files."""
    running = f"Python {'.'.join(map(str, sys.version_info[:3]))}, Sightline {__version__}"
    if sys.version_info[:2] < _PYTHON:
        yield wrong("environment", f"{running}: expected Python 3.11 or later", "Install a later Python")
    missing = [name for name in _needed() if not _installed(name)]
    if missing:
        yield wrong(
            "environment",
            f"{running}; not installed: {some(missing)}",
            "Install them with: make demo SERVE=0, or pip install -r requirements/runtime.txt",
        )
    else:
        yield sound("environment", f"{running}, every package that it needs is installed")
    try:
        ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        yield wrong("environment", "The time zone Europe/London is not known", "Install the package tzdata")
    vendor = Path(__file__).parents[2] / "site" / "static" / "vendor"
    if not vendor.is_dir():
        yield note(
            "environment",
            "The pages' styles were not built: the command line works, pages will look bare",
            "Build them with: python scripts/build_static.py",
        )


def _needed() -> list[str]:
    """The packages that this distribution says it needs, without extras."""
    try:
        told = requires("sightline") or []
    except PackageNotFoundError:
        return []
    return [re.split(r"[^A-Za-z0-9_.-]", one, maxsplit=1)[0] for one in told if "extra ==" not in one]


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def data_folder() -> Iterator[Finding]:
    """Whether the data folder is there, can be written, and has room."""
    folder = home()
    if not folder.exists():
        yield note("data folder", f"{folder} is not there yet", "It is made by: sightline load PATHS")
        return
    if not folder.is_dir():
        yield wrong("data folder", f"{folder} is a file", "Set SIGHTLINE_HOME to a folder")
        return
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".half-doctor-"):
            pass
    except OSError as error:
        yield wrong(
            "data folder",
            f"{folder} cannot be written: {error.strerror}",
            "Let the person who runs Sightline write there, or set SIGHTLINE_HOME to another folder",
        )
        return
    free = shutil.disk_usage(folder).free
    said = f"{folder} can be written, {free // _MEGABYTE:,} MB are free"
    more = "Make room, or set SIGHTLINE_HOME to a folder on a larger disk"
    if free < _TOO_LITTLE:
        yield wrong("data folder", said, more)
    elif free < _LITTLE:
        yield note("data folder", said, more)
    else:
        yield sound("data folder", said)


def database(whose: str) -> Iterator[Finding]:
    """Whether the office's database answers and is up to date. It is looked at, never changed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.site.settings")
    os.environ["SIGHTLINE_AUTHORITY"] = whose
    try:
        import django

        django.setup()
    except ModuleNotFoundError as error:
        yield wrong("database", f"The office cannot start: {error.name} is not installed", "Install it")
        return
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    kind = connection.vendor
    if kind == "sqlite" and not _stands(str(connection.settings_dict["NAME"])):
        yield note("database", "The office has no database yet", "It is made by: sightline serve")
        return
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        do = "Start the database, or correct DATABASE_URL"
        yield wrong("database", f"The {kind} database does not answer ({type(error).__name__})", do)
        return
    if behind:
        said = f"The {kind} database is behind this version (steps to take: {len(behind)})"
        yield wrong("database", said, "Bring it up to date with: sightline serve, or django migrate")
    else:
        yield sound("database", f"The {kind} database answers and is up to date")
        yield trail()


def trail() -> Finding:
    """Whether every entry of the trail follows from the one before it."""
    from django.db import DatabaseError

    from sightline.office.access.trail import check

    try:
        found = check()
    except DatabaseError as error:
        said = f"The trail of who saw and did what cannot be read ({type(error).__name__})"
        return wrong(
            "trail", said, "See whether the database is whole and can be written; restore its backup"
        )
    if found.broken is None:
        return sound("trail", f"The trail of who saw and did what is whole ({found.last:,} entries)")
    said = f"The trail is broken at entry {found.broken:,}: it does not follow from the one before it"
    do = "Somebody changed or removed an entry in the database: keep a copy as it is, and find out who"
    return wrong("trail", said, do)


def _stands(name: str) -> bool:
    return (
        ":memory:" in name or "mode=memory" in name or (Path(name).exists() and Path(name).stat().st_size > 0)
    )
