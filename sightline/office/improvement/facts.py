"""Inspections' facts in our own words, from the package's data files."""

import tomllib
from importlib.resources import files
from typing import Any


def facts(name: str) -> dict[str, Any]:
    """Everything that one data file says."""
    text = files("sightline.office.improvement").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
