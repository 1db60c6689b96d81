"""Every command says what it is for; every ``--json`` is one document on standard output, and nothing beside it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from sightline.cli import app
from sightline.commands.shell import Exit
from tests.inspection.made_reports import ilacs, pdf

ELSEWHERE = {("demo",), ("extract",), ("seals", "lift")}
"""They need a county, a database of an authority, a second person: their own tests run them."""


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, one in getattr(command, "commands", {}).items():
        yield from commands(one, (*path, name))


TREE = dict(commands(typer.main.get_command(app)))
WITH_JSON = sorted(
    path for path, one in TREE.items() if any("--json" in option.opts for option in one.params)
)


@pytest.mark.parametrize("path", TREE, ids=" ".join)
def test_help_says_what_each_command_and_option_is_for(run: Any, path: tuple[str, ...]) -> None:
    shown = run(*path, "--help")
    assert shown.exit_code == 0 and shown.stdout.strip()
    assert TREE[path].help
    for option in TREE[path].params:
        assert option.name in ("help",) or option.help or option.name == "paths", (path, option.name)


@pytest.mark.django_db
def test_every_json_is_one_document(run: Any, folder: Path, tmp_path: Path) -> None:
    asked = {
        ("load",): (str(folder),),
        ("child",): ("001",),
        ("export",): ("people", "--to", str(tmp_path / "people.csv")),
        ("template",): ("visit", "--to", str(tmp_path / "blank")),
        ("handbook",): ("--to", str(tmp_path / "handbook.md")),
        ("inspection",): (str(pdf(tmp_path, ilacs())),),
        ("purge",): ("ssd_cla_visits.csv", "--reason", "as the schedule says", "--yes"),
    }
    first = [path for path in WITH_JSON if path == ("load",)]
    last = [path for path in WITH_JSON if path == ("purge",)]
    between = [path for path in WITH_JSON if path not in (*first, *last) and path not in ELSEWHERE]
    assert {*first, *between, *last} | ELSEWHERE == set(WITH_JSON)
    for path in (*first, *between, *last):
        shown = run(*path, *asked.get(path, ()), "--json")
        assert shown.exit_code in (0, Exit.NOT_SOUND), (path, shown.stderr)
        assert isinstance(json.loads(shown.stdout), dict | list), path
