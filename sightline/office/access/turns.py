"""Whose turn it is to write: threads of one process that wait for the same thing are served together.

SQLite lets one writer in at a time, and whoever finds it busy sleeps longer and longer. So the threads of a
process gather what they want written, the first whose turn comes writes all of it in one transaction, and
processes wait for each other at a file, where the next is woken at once. PostgreSQL queues by itself.
"""

import fcntl
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from django.db import connection

T = TypeVar("T")


class _Waiting(Generic[T]):
    """Something that a thread wants written, and how that went."""

    def __init__(self, what: T) -> None:
        self.what = what
        self.written = False
        self.error: Exception | None = None


class Turns(Generic[T]):
    """Gathers what the threads of this process want written. ``write`` writes several in one transaction, or
    none of them."""

    def __init__(self, write: Callable[[Sequence[T]], None]) -> None:
        self._write = write
        self._turn = Lock()
        self._waiting: deque[_Waiting[T]] = deque()

    def add(self, what: T) -> None:
        """Returns once it is written. Raises what its own writing raised, never what a neighbour's did."""
        mine = _Waiting(what)
        self._waiting.append(mine)
        with self._turn:
            if not (mine.written or mine.error):
                self._serve()
        if mine.error:
            raise mine.error

    def _serve(self) -> None:
        together = [self._waiting.popleft() for _ in range(len(self._waiting))]
        with _turn_of_processes():
            try:
                self._write([one.what for one in together])
            except Exception:  # whose fault it was shows when each is written alone
                self._one_by_one(together)
            else:
                for one in together:
                    one.written = True

    def _one_by_one(self, together: Sequence[_Waiting[T]]) -> None:
        for one in together:
            try:
                self._write([one.what])
                one.written = True
            except Exception as error:  # raised where it belongs
                one.error = error


@contextmanager
def _turn_of_processes() -> Iterator[None]:
    """Waits for the other processes that write to the same SQLite file."""
    database = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor != "sqlite" or not database.is_file():
        yield
        return
    with database.with_name(f"{database.name}-turn").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
