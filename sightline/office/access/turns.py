"""Whose turn it is to write: threads of one process that wait for the same thing are served together.

SQLite lets one writer in at a time, and whoever finds it busy sleeps longer and longer. So the threads of a
process gather what they want written, the first whose turn comes writes all of it in one transaction, and
processes wait for each other at the database's folder, where the next is woken at once. PostgreSQL queues by
itself.
"""

import fcntl
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from django.db import DataError, IntegrityError, connection

T = TypeVar("T")

_OF_ONE = (DataError, IntegrityError, TypeError, ValueError)
"""Errors for which one of those that are written together is to blame; any other is the writer's."""


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
        """Returns once it is written, and never otherwise. Raises what its own writing raised, or what went
        wrong in its own thread; never what is a neighbour's."""
        mine = _Waiting(what)
        self._waiting.append(mine)
        with self._turn:
            if not (mine.written or mine.error):
                self._serve(mine)
        if not mine.written:
            raise mine.error or RuntimeError("It was not written, and nothing says why")

    def _serve(self, mine: _Waiting[T]) -> None:
        together = [self._waiting.popleft() for _ in range(len(self._waiting))]
        try:
            with _turn_of_processes():
                self._write_all(together)
        except BaseException:
            # Of this thread and its connection: the others try with theirs.
            left = [one for one in together if one is not mine and not (one.written or one.error)]
            self._waiting.extendleft(reversed(left))
            raise

    def _write_all(self, together: Sequence[_Waiting[T]]) -> None:
        try:
            self._write([one.what for one in together])
        except _OF_ONE:  # whose fault it was shows when each is written alone
            for one in together:
                self._write_alone(one)
        else:
            for one in together:
                one.written = True

    def _write_alone(self, one: _Waiting[T]) -> None:
        try:
            self._write([one.what])
        except _OF_ONE as error:
            one.error = error
        else:
            one.written = True


@contextmanager
def _turn_of_processes() -> Iterator[None]:
    """Waits for the other processes that write to the same SQLite file. Where the folder cannot be locked,
    SQLite's own lock still keeps order, only less fairly."""
    database = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor != "sqlite" or not database.is_file():
        yield
        return
    try:
        folder = os.open(database.parent, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
