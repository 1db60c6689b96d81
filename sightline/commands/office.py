"""The office from the command line: seeding the demonstration, and serving."""

import os
import signal
import subprocess
import sys
from types import FrameType

from sightline.commands.shell import SPEAK, Exit, fail, home
from sightline.commands.worker import Minder, put_back_lost


def set_up(whose: str) -> None:
    """Start Django on the data folder, for one authority, and bring its database up to date."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.site.settings")
    os.environ["SIGHTLINE_AUTHORITY"] = whose
    home().mkdir(parents=True, exist_ok=True)
    try:
        import django

        django.setup()
    except ModuleNotFoundError as error:
        fail(Exit.NOT_INSTALLED, f"The office cannot start: {error.name} is not installed")
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False, stdout=sys.stderr)


def run(command: str) -> None:
    """Run a command of the office, its words on standard error; ends where the command refuses."""
    from django.core.management import CommandError, call_command

    try:
        call_command(command, stdout=sys.stderr)
    except CommandError as error:
        fail(Exit.BAD_INPUT, str(error))


def serve_until_stopped(host: str, port: int) -> None:
    """The pages, and a background worker that is started again when it ends, until a person stops them."""
    python = sys.executable
    minder = Minder(put_back_lost)
    minder.start()
    pages = subprocess.Popen(  # noqa: S603
        [
            python,
            *("-m", "gunicorn", "sightline.site.wsgi:application"),
            *("--bind", f"{host}:{port}", "--workers", "2", "--threads", "4"),
            *("--worker-class", "gthread", "--log-level", "warning"),
        ]
    )

    def stop(number: int, frame: FrameType | None) -> None:
        pages.terminate()

    signal.signal(signal.SIGTERM, stop)
    SPEAK.print(f"Serving on http://{host}:{port}  (Ctrl+C stops it)")
    try:
        pages.wait()
    except KeyboardInterrupt:
        pages.terminate()
        pages.wait()
    finally:
        minder.stop()
