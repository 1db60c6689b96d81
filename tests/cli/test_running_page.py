"""docs/running.md names only commands, settings and files that there are."""

import re
from pathlib import Path

import typer

from sightline.cli import app
from sightline.engine.records.evidence import seals
from sightline.site import secret

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "running.md").read_text("utf-8")


def test_every_command_that_it_names_is_one() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    named = set(re.findall(r"sightline ([a-z]+)\b", PAGE)) - {"is"}
    assert named >= {"serve", "doctor", "purge", "seals", "snapshots", "problems"}
    assert named <= set(commands)


def test_every_setting_that_it_names_is_read() -> None:
    read = "".join(path.read_text("utf-8") for path in (ROOT / "sightline").rglob("*.py"))
    named = set(re.findall(r"\b(SIGHTLINE_[A-Z_]+|DATABASE_URL)\b", PAGE))
    assert len(named) > 5 and all(f'"{name}"' in read for name in named)


def test_the_files_of_the_data_folder_are_called_as_it_says() -> None:
    for name in (seals._LIST, seals._LIFTS, secret.NAME, "office.sqlite3", "command-line-trail.jsonl"):
        assert f"`{name}`" in PAGE
