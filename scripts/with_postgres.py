"""Run a command against a PostgreSQL server of its own, which goes when the command ends.

    python scripts/with_postgres.py -- pytest tests/office

The server listens on a free port of this machine only, keeps its data in a temporary folder, and is
handed to the command as DATABASE_URL.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def newest_binaries() -> Path:
    """The folder of the newest PostgreSQL server programs on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        sys.exit("No PostgreSQL server was found in /usr/lib/postgresql. Install the package postgresql.")
    return found[-1]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_server_user() -> list[str]:
    """PostgreSQL refuses to run as root: as root, run it as its own account."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def main() -> int:
    """Start the server, run the command, stop the server; the exit code is the command's."""
    command = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else sys.argv[1:]
    binaries, port, prefix = newest_binaries(), free_port(), as_server_user()
    folder = Path(tempfile.mkdtemp(prefix="sightline-postgres-"))
    if prefix:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "cwd": "/"}
    try:
        subprocess.run(
            [*prefix, binaries / "initdb", "-D", data, "-A", "trust", "-U", "sightline", "-E", "UTF8"],
            check=True,
            **quiet,
        )
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        pg_ctl = [*prefix, binaries / "pg_ctl", "-D", data, "-w"]
        subprocess.run([*pg_ctl, "-o", options, "-l", folder / "log", "start"], check=True, **quiet)
        try:
            url = f"postgres://sightline@127.0.0.1:{port}/postgres"
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
        finally:
            subprocess.run([*pg_ctl, "-m", "fast", "stop"], check=False, **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main())
