"""The background worker beside the pages: started again when it ends, and what it lost put back."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from threading import Event, Thread

from sightline.commands.shell import SPEAK

COMMAND = (sys.executable, "-m", "django", "db_worker", "--no-reload")
"""Without the reloader: its child would outlive a worker that is killed."""

_STOPS_IN = 10
_LOOKS_EVERY = 0.5
_SWEEPS_EVERY = 30.0
_LONGEST_PAUSE = 60.0
_LIVED = 60.0


class Minder(Thread):
    """Keeps one worker running until ``stop`` is called.

    ``sweep`` is called when a worker has ended and every half minute: it puts back what lost its worker.
    A worker that ends at once is started again after longer and longer pauses.
    """

    def __init__(
        self, sweep: Callable[[], object], command: Sequence[str] = COMMAND, pause: float = 1.0
    ) -> None:
        super().__init__(name="minder of the worker", daemon=True)
        self._sweep = sweep
        self._command = list(command)
        self._first_pause = pause
        self._stopped = Event()

    def run(self) -> None:
        """Start a worker, watch it, start the next."""
        pause = self._first_pause
        while not self._stopped.is_set():
            began = time.monotonic()
            worker = subprocess.Popen(self._command)  # noqa: S603
            self._watch(worker)
            if self._stopped.is_set():
                _end(worker)
                return
            pause = self._first_pause if time.monotonic() - began > _LIVED else min(2 * pause, _LONGEST_PAUSE)
            SPEAK.print(f"The background worker ended (code {worker.returncode}); starting it again")
            self._swept()
            self._stopped.wait(pause)

    def stop(self) -> None:
        """End the worker, and wait until it has ended; what it was doing is finished by the next one."""
        self._stopped.set()
        self.join(_STOPS_IN + 2)

    def _watch(self, worker: "subprocess.Popen[bytes]") -> None:
        swept = time.monotonic()
        while worker.poll() is None and not self._stopped.wait(_LOOKS_EVERY):
            if time.monotonic() - swept > _SWEEPS_EVERY:
                self._swept()
                swept = time.monotonic()

    def _swept(self) -> None:
        try:
            self._sweep()
        except Exception as error:
            SPEAK.print(f"Jobs could not be looked through: {type(error).__name__}; trying again soon")


def _end(worker: "subprocess.Popen[bytes]") -> None:
    worker.terminate()
    try:
        worker.wait(_STOPS_IN)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def put_back_lost() -> None:
    """Put jobs that lost their worker back in the queue, on a connection of this moment only."""
    from django.db import close_old_connections, connection

    from sightline.office.evidence.lost import put_back_lost

    close_old_connections()
    try:
        put_back_lost()
    finally:
        connection.close()
