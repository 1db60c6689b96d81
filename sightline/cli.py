"""The command line: the same engine, and the office to serve it.

Exit codes: 0 done; 2 a wrong option; 10 a file or option that cannot be read; 11 nothing loaded yet;
12 no such child or submission; 13 files kept and nothing in them read; 14 a part is not installed;
15 the doctor found something wrong.
"""

from typing import Annotated

import typer

from sightline.commands import (
    accounts,
    children,
    doctor,
    export,
    extract,
    facts,
    handbook,
    problems,
    purge,
    reports,
    seals,
    standards,
    template,
)
from sightline.commands.shell import AsJson, Whose, emit

app = typer.Typer(
    help="A line of sight from the committee room to the child.\n\nData lies under SIGHTLINE_HOME (./var).",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
app.command()(extract.extract)
app.command()(facts.load)
app.command()(children.children)
app.command()(children.child)
app.command()(standards.duties)
app.command()(standards.measures)
app.command()(problems.problems)
app.command()(facts.snapshots)
app.command()(export.export)
app.command()(purge.purge)
app.command()(doctor.doctor)
app.command()(handbook.handbook)
app.command()(reports.inspection)
app.command()(template.template)
app.add_typer(accounts.app, name="account")
app.add_typer(seals.app, name="seals")

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(help="The port to listen on.")]


@app.command()
def demo(
    serve_it: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it when it stands.")] = True,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    whose: Whose = "west-sussex",
    as_json: AsJson = False,
) -> None:
    """Make a county that never existed, load its twelve months, sum it up, and serve it."""
    from sightline.commands import county, office

    told = county.summary(county.build(whose))
    if as_json:
        emit(told)
    else:
        county.say(told)
    office.set_up(whose)
    office.run("seed_demo")
    office.run("show_sign_ins")
    if serve_it:
        office.serve_until_stopped(host, port)


@app.command()
def version(as_json: AsJson = False) -> None:
    """The version of Sightline, and of the rules that decide what is owed."""
    from sightline import __version__
    from sightline.engine.results import code_digest

    if as_json:
        emit({"version": __version__, "rules": code_digest()})
    else:
        typer.echo(f"Sightline {__version__}, rules {code_digest()}")


@app.command()
def serve(host: Host = "127.0.0.1", port: Port = 8000, whose: Whose = "west-sussex") -> None:
    """Serve what was loaded, with the background worker."""
    from sightline.commands import office

    office.set_up(whose)
    office.run("show_sign_ins")
    office.serve_until_stopped(host, port)


def main() -> None:
    """Run the command line."""
    app()
