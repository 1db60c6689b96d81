"""The server's key: given, or made once and kept where only its owner can read it."""

import os
import secrets
from pathlib import Path

NAME = "secret-key"


def secret_key(home: Path) -> str:
    """The key kept in the data folder, made on first use. Two processes at once agree on one."""
    path = home / NAME
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        pass
    home.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{NAME}-{os.getpid()}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(half, path)
    except FileExistsError:
        pass
    finally:
        half.unlink()
    return path.read_text(encoding="ascii")
