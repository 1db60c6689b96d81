"""One readable file for each authority: names, teams, areas, local limits, bodies, thresholds."""

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from sightline.engine.authority import Area, Authority, Body, Seat, Team, Term, TermOfReference

HERE = Path(__file__).parent

T = TypeVar("T")


class AuthorityFileError(ValueError):
    """The authority's file says something that we do not understand."""


def _build(kind: type[T], entry: dict[str, Any], where: str) -> T:
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(entry) - known):
        raise AuthorityFileError(
            f"{where}: found {', '.join(unknown)}, expected only {', '.join(sorted(known))}"
        )
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    try:
        return kind(**values)
    except TypeError as error:
        raise AuthorityFileError(f"{where}: {error}") from None


def _many(kind: type[T], entries: list[dict[str, Any]], where: str) -> tuple[T, ...]:
    return tuple(_build(kind, entry, f"{where} {number}") for number, entry in enumerate(entries, 1))


def _body(entry: dict[str, Any], where: str) -> Body:
    seats = _many(Seat, entry.pop("seats", []), f"{where} seat")
    terms = _many(TermOfReference, entry.pop("terms", []), f"{where} term")
    return _build(Body, {**entry, "seats": seats, "terms": terms}, where)


def file_of(name_or_path: str | Path) -> Path:
    """Where an authority's file lies: a name stands for one that ships with Sightline."""
    path = Path(name_or_path)
    return path if path.suffix == ".toml" else HERE / f"{name_or_path}.toml"


def load_authority(name_or_path: str | Path = "west-sussex") -> Authority:
    """Read an authority's file: a name that ships with Sightline, or a path to a TOML file.

    Raises AuthorityFileError, which names the file, the entry, what was found and what was expected.
    """
    path = file_of(name_or_path)
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise AuthorityFileError(f"{path.name}: no such authority file") from None
    except tomllib.TOMLDecodeError as error:
        raise AuthorityFileError(f"{path.name}: {error}") from None
    where = path.name
    built = {
        "areas": _many(Area, raw.pop("areas", []), f"{where}, area"),
        "teams": _many(Team, raw.pop("teams", []), f"{where}, team"),
        "terms": _many(Term, raw.pop("terms", []), f"{where}, school term"),
        "bodies": tuple(
            _body(entry, f"{where}, body {number}") for number, entry in enumerate(raw.pop("bodies", []), 1)
        ),
    }
    return _build(Authority, {**raw, **built}, where)
