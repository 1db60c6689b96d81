"""Sign-ins of a demonstration: made once for each data folder, and kept where only its owner reads them."""

import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

NAME = "demonstration-sign-ins.json"
_LETTERS, _LENGTH = "abcdefghijkmnpqrstuvwxyz23456789", 12


def made() -> str:
    """A password that nobody has used, without letters that look alike."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def kept(home: Path) -> dict[str, str]:
    """Passwords by user name; none where no demonstration was made here."""
    try:
        told = json.loads((home / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {str(name): str(password) for name, password in told.items()}


def made_for(home: Path, names: Iterable[str]) -> dict[str, str]:
    """Passwords by user name; those that were never made are made now, and kept for next time."""
    found = kept(home)
    new = {name: made() for name in names if name not in found}
    if new:
        found |= new
        _write(home / NAME, json.dumps(found, indent=1))
    return found


def _write(path: Path, text: str) -> None:
    half = path.with_name(f".half-{os.getpid()}-{path.name}")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    half.replace(path)
