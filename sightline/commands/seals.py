"""Seals of adopted children's earlier identities: listed without names, lifted where one was a mistake."""

import os
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.table import Column, Table

from sightline.commands.shell import (
    SHOW,
    SPEAK,
    AsJson,
    Exit,
    Whose,
    day_in_words,
    emit,
    fail,
    open_store,
)
from sightline.commands.traces import leave, system_user
from sightline.engine.records.evidence import EvidenceStore, Lift, NotToBeLiftedError, Seal

app = typer.Typer(help="List the seals of earlier identities, and lift one that was a mistake.")

Who = Annotated[str, typer.Argument(metavar="SEAL", help="The seal as the list names it, or the identifier.")]
Reason = Annotated[str, typer.Option(help="Why it was a mistake, and how that is known. Name no child.")]
Confirmer = Annotated[
    str,
    typer.Option("--confirmed-by", metavar="USER", help="A director's account; its password is asked for."),
]


@app.callback(invoke_without_command=True)
def show(context: typer.Context, whose: Whose = "west-sussex", as_json: AsJson = False) -> None:
    """Every seal, without names: from when it holds, and the row that told the adoption."""
    if context.invoked_subcommand:
        return
    authority, store = open_store(whose)
    found = store.seals()
    rows = [_told(authority.id, store, one) for one in found]
    if rows:
        leave(authority.id, f"listed {len(rows)} seals", details={})
    if as_json:
        emit(rows)
        return
    table = Table(Column("Seal", no_wrap=True), "Holds from", "Told by", "State")
    for row in rows:
        table.add_row(row["seal"], str(row["sealed_from"] or ""), ", ".join(row["told_by"]), row["state"])
    SHOW.print(table)


def _told(authority_id: str, store: EvidenceStore, one: Seal) -> dict[str, Any]:
    """A seal without a name."""
    return {
        "seal": _name(authority_id, one),
        "sealed_from": one.sealed_from,
        "told_by": [_place(store, ref) for ref in one.rows],
        "state": _state(one),
        "lifted": one.lifted.as_dict() if one.lifted else None,
    }


def _name(authority_id: str, one: Seal) -> str:
    """A name that says nothing to whoever lacks this server's key."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.site.settings")
    from sightline.office.lens.sight import handle

    return handle(authority_id, one.person_id)


def _place(store: EvidenceStore, ref: str) -> str:
    try:
        row = store.row(ref)
    except KeyError:
        return "a purged file"
    return f"{row.file_name}, {row.place} row {row.row}" if row.place else f"{row.file_name}, row {row.row}"


def _state(one: Seal) -> str:
    if one.lifted:
        by = f"{one.lifted.by} and {one.lifted.confirmed_by}"
        return f"lifted on {day_in_words(one.lifted.on)} by {by}: {one.lifted.why}"
    return "holds; the record in force tells the adoption" if one.still_told else "holds"


@app.command()
def lift(
    who: Who, reason: Reason, confirmed_by: Confirmer, whose: Whose = "west-sussex", as_json: AsJson = False
) -> None:
    """Open an identity whose adoption was told by mistake, in every snapshot. It takes two people."""
    authority, store = open_store(whose)
    if not reason.strip():
        fail(Exit.BAD_INPUT, "--reason: found nothing, expected why it was a mistake. Nothing was lifted")
    one = _chosen(authority.id, store, who.strip())
    if one.still_told:
        fail(Exit.BAD_INPUT, f"The record in force still tells the adoption. {_PUT_RIGHT}")
    second = _confirmed(whose, confirmed_by.strip())
    today = datetime.now(ZoneInfo("Europe/London")).date()
    lifted = Lift(system_user(), second, today, reason.strip())
    details = {"confirmed_by": second, "sealed_from": one.sealed_from, "rows": list(one.rows)}
    leave(authority.id, "lifted a seal", person_id=one.person_id, why=lifted.why, details=details)
    try:
        store.lift_seal(one.person_id, lifted)
    except NotToBeLiftedError as error:
        fail(Exit.BAD_INPUT, f"Nothing was lifted: {error}. {_PUT_RIGHT}")
    if as_json:
        emit({"seal": _name(authority.id, one), **lifted.as_dict()})
    else:
        SHOW.print(f"Lifted: {_name(authority.id, one)}. It holds again if an adoption is told again")


_PUT_RIGHT = "Put it right in your own system, load the files, then lift the seal. Nothing was lifted"


def _chosen(authority_id: str, store: EvidenceStore, who: str) -> Seal:
    holding = (one for one in store.seals() if one.lifted is None)
    found = next((one for one in holding if who in (one.person_id, _name(authority_id, one))), None)
    if found is None:
        fail(Exit.NOT_FOUND, "Found no such seal that holds: sightline seals lists them. Nothing was lifted")
    return found


def _confirmed(whose: str, username: str) -> str:
    """The account that confirms, by its password: a director's, and not of whoever runs the command."""
    from sightline.commands import office

    office.set_up(whose)
    from django.contrib.auth import authenticate

    from sightline.office.access import attempts
    from sightline.office.access.permissions import Permission
    from sightline.office.access.roles import may

    if username.casefold() == system_user().casefold():
        fail(Exit.BAD_INPUT, "--confirmed-by: found whoever runs this command, expected a second person")
    turn = attempts.take(username, "command line")
    if turn.minutes:
        fail(Exit.BAD_INPUT, f"Too many wrong attempts. Wait {turn.minutes} minutes. Nothing was lifted")
    SPEAK.print(
        f"{username} confirms that the seal is a mistake, with the password of the account", markup=False
    )
    password = typer.prompt("Password", hide_input=True, err=True)
    found = authenticate(None, username=username, password=password)
    if found is None or not may(found, Permission.SEE_TRAIL):
        fail(
            Exit.BAD_INPUT,
            "Not confirmed: expected a director and the password. Nothing was lifted",
        )
    attempts.was_right(turn)
    return str(found.get_username())
