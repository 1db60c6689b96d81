"""Inspections' facts in our own words, from the package's data files."""

import tomllib
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any

FILES = ("west_sussex_2019",)
"""The inspections whose facts the package holds."""


def facts(name: str) -> dict[str, Any]:
    """Everything that one data file says, to keep and to change."""
    return deepcopy(_read(name))


@cache
def _read(name: str) -> dict[str, Any]:
    text = files("sightline.office.improvement").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def absent_from(reference: str) -> list[dict[str, Any]]:
    """Whom an inspection found missing from a body; nobody where the package holds no facts about it."""
    return _told(reference, "absent_voices")


def quoted_in(reference: str, place: str) -> list[dict[str, Any]]:
    """The figures that a paragraph quotes, each with the measure and the month that count the same."""
    return [one for one in _told(reference, "quoted_figures") if str(one["paragraph"]) == place]


def holds(reference: str) -> bool:
    """Whether the package holds facts about an inspection."""
    return any(told["reference"] == reference for told in map(_read, FILES))


def _told(reference: str, what: str) -> list[dict[str, Any]]:
    held = {told["reference"]: told for told in map(_read, FILES)}
    return list(held.get(reference, {}).get(what, []))
