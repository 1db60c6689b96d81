"""Reading an inspection report into judgements, needs and paragraphs."""

from pathlib import Path
from typing import Annotated

import typer

from sightline.commands.shell import SHOW, SPEAK, AsJson, Exit, emit, fail, waiting


def inspection(
    file: Annotated[Path, typer.Argument(help="The report, as PDF or as text.")], as_json: AsJson = False
) -> None:
    """Judgements, needs and paragraphs of a report, and what a person must settle."""
    if not file.is_file():
        fail(Exit.BAD_INPUT, f"{file}: found no file there, expected an inspection report")
    from sightline.engine.inspection import read_report

    try:
        with waiting(f"Reading {file.name}"):
            told = read_report(file).as_dict()
    except ValueError as error:
        fail(Exit.BAD_INPUT, f"{file.name}: {error}")
    if as_json:
        emit(told)
        return
    SHOW.print(f"{told['authority']}, {told['inspection_start']} to {told['inspection_end']}")
    for area, grade in told["judgements"].items():
        SHOW.print(f"{area}: {grade or 'left for a person'}", markup=False)
    for need in told["needs"]:
        SHOW.print(f"- {need}", markup=False, soft_wrap=True)
    SPEAK.print(f"{len(told['paragraphs'])} paragraphs, {len(told['unsettled'])} things left for a person")
    for matter in told["unsettled"]:
        SPEAK.print(f"page {matter['page']}: {matter['found']}", markup=False, soft_wrap=True)
