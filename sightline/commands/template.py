"""Blank workbooks for local registers."""

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from sightline.commands.shell import SHOW, AsJson, Exit, emit, fail, progress
from sightline.engine.records.columns import Table
from sightline.engine.records.registers import REGISTERS
from sightline.engine.records.templates import write_template

Registers = Annotated[
    list[str] | None, typer.Argument(metavar="[REGISTER]...", help="Registers; all if none is named.")
]
Folder = Annotated[Path, typer.Option(metavar="FOLDER", help="Where to write them.")]
Replace = Annotated[bool, typer.Option("--replace", help="Write over workbooks that stand there.")]


def template(
    registers: Registers = None,
    to: Folder = Path("registers"),
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """Write a blank workbook for each register: lists to choose from, guidance, ready to fill in and load."""
    chosen = [_register(name) for name in registers] if registers else list(REGISTERS.values())
    paths = {register.name: to / f"{register.name}.xlsx" for register in chosen}
    _never_over(paths, replace)
    try:
        to.mkdir(parents=True, exist_ok=True)
        with progress() as tell:
            for done, register in enumerate(chosen):
                tell(f"Writing {register.title}", done, len(chosen))
                write_template(register, paths[register.name])
    except OSError as error:
        fail(Exit.BAD_INPUT, f"Cannot write in {to}: {error.strerror}. Choose another folder with --to")
    if as_json:
        emit([_told(register, paths[register.name]) for register in chosen])
        return
    for register in chosen:
        SHOW.print(f"{paths[register.name]}  {register.title}", markup=False, soft_wrap=True)


def _register(name: str) -> Table:
    wanted = name.strip().casefold().replace(" ", "_").replace("-", "_")
    by_title = {register.title.casefold(): register for register in REGISTERS.values()}
    found = REGISTERS.get(wanted) or by_title.get(name.strip().casefold())
    if found:
        return found
    near = get_close_matches(wanted, REGISTERS, 3, 0.5) or sorted(REGISTERS)
    return fail(Exit.BAD_INPUT, f"Found no register {name}; expected one such as {', '.join(near)}")


def _never_over(paths: dict[str, Path], replace: bool) -> None:
    """End the command rather than write over a workbook that may be filled in."""
    standing = [path for path in paths.values() if path.exists()]
    if standing and not replace:
        more = f" and {len(standing) - 1} more" if len(standing) > 1 else ""
        fail(
            Exit.BAD_INPUT,
            f"{standing[0]}{more} stands there already and may be filled in: nothing was written. "
            "Choose another folder with --to, or write over it with --replace",
        )


def _told(register: Table, path: Path) -> dict[str, object]:
    return {
        "register": register.name,
        "title": register.title,
        "path": str(path),
        "subject": register.subject,
        "columns": len(register.columns),
        "source": register.source,
    }
