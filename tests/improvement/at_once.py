"""Two people do the same thing at the same moment, each on a connection of their own. PostgreSQL only: SQLite lets
one write at a time.
"""

import threading
import time
from collections.abc import Callable
from types import ModuleType

import pytest
from django.db import connection

PATIENCE = 30
_WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def both(room: ModuleType, do: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[type]:
    """Do something twice: the first is held before it ends until the second waits for it. What became of each,
    the first one first: the type of what it gave, or of its error."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: make test-postgres")
    tell, entered, go = room.tell, threading.Event(), threading.Event()

    def told(*args: object, **details: object) -> None:
        tell(*args, **details)
        if not entered.is_set():
            entered.set()
            assert go.wait(PATIENCE)

    monkeypatch.setattr(room, "tell", told)
    became: dict[str, type] = {}

    def run(name: str) -> None:
        try:
            became[name] = type(do())
        except Exception as error:
            became[name] = type(error)
        finally:
            connection.close()

    first, second = (threading.Thread(target=run, args=(name,)) for name in ("first", "second"))
    first.start()
    assert entered.wait(PATIENCE)
    second.start()
    try:
        _until_one_waits()
    finally:
        go.set()
        first.join(PATIENCE)
        second.join(PATIENCE)
    return [became["first"], became["second"]]


def _until_one_waits() -> None:
    end = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute(_WAITING)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("the second never waited for the first")
