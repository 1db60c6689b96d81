"""Accounts from the command line: how a council starts, and how somebody who leaves is shut out."""

from collections.abc import Callable
from typing import Annotated

import typer
from rich.table import Column, Table

from sightline.commands.shell import SHOW, SPEAK, AsJson, Exit, Whose, emit, fail, open_store

app = typer.Typer(help="Make, list and disable accounts.", no_args_is_help=True)

UserName = Annotated[str, typer.Argument(help="What the person types to sign in.")]


@app.command()
def add(
    username: UserName,
    role: Annotated[str, typer.Option(help="What the person may do: social_worker, director and so on.")],
    forename: Annotated[str, typer.Option(help="The person's forename.")] = "",
    surname: Annotated[str, typer.Option(help="The person's surname.")] = "",
    worker: Annotated[str, typer.Option(help="Their identifier in the files: a social worker has one.")] = "",
    team: Annotated[str, typer.Option(help="Their team in the authority's file: a manager has one.")] = "",
    generate: Annotated[bool, typer.Option(help="Make a password and print it, rather than ask.")] = False,
    whose: Whose = "west-sussex",
) -> None:
    """Make an account. Its password is asked for, twice, and not shown; or made with --generate."""
    from sightline.commands import office

    office.set_up(whose)
    from sightline.office.access import accounts, sign_ins

    told = accounts.Account(username.strip(), role, forename.strip(), surname.strip(), worker, team)
    _or_fail(lambda: accounts.check(told, open_store(whose)[0]))
    password = (
        sign_ins.made() if generate else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    _or_fail(lambda: accounts.add(told, password))
    SPEAK.print(f"{told.username} can sign in as {accounts.title_of(role)}", markup=False)
    if generate:
        SHOW.print(password, markup=False)


@app.command("list")
def show(whose: Whose = "west-sussex", as_json: AsJson = False) -> None:
    """Every account: user name, name, role, worker, team, and whether it can sign in."""
    from sightline.commands import office

    office.set_up(whose)
    from sightline.office.access import accounts

    rows = accounts.listed()
    if as_json:
        emit(rows)
        return
    table = Table(
        Column("User name", no_wrap=True), "Name", "Role", "Worker", "Team", "Can sign in", "Last signed in"
    )
    for row in rows:
        last = f"{row['last_signed_in']:%d %B %Y}" if row["last_signed_in"] else "never"
        words = (row["name"], row["role"], row["worker"], row["team"])
        table.add_row(row["username"], *words, "yes" if row["active"] else "no", last)
    SHOW.print(table)


@app.command()
def disable(username: UserName, whose: Whose = "west-sussex") -> None:
    """Shut an account: it can sign in no more, and whoever is signed in with it is out at the next page."""
    from sightline.commands import office

    office.set_up(whose)
    from sightline.office.access import accounts

    _or_fail(lambda: accounts.disable(username))
    SPEAK.print(f"{username} can sign in no more", markup=False)


def _or_fail(do: Callable[[], object]) -> None:
    from django.core.exceptions import ValidationError

    try:
        do()
    except ValidationError as error:
        fail(Exit.BAD_INPUT, "\n".join(error.messages))
