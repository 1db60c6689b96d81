"""The dataset's tables out of a database, into a folder to be loaded."""

import os
from pathlib import Path
from typing import Annotated

import typer

from sightline.commands.shell import SHOW, AsJson, Exit, emit, fail, progress

Where = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="ENVVAR",
        help="The environment variable that holds the connection string, so that no password is typed here.",
    ),
]
Folder = Annotated[Path, typer.Option(metavar="FOLDER", help="An empty folder, or one to be made.")]
Schema = Annotated[
    str | None, typer.Option(help="The schema of the tables; all that are seen if none is named.")
]
Parquet = Annotated[bool, typer.Option("--parquet", help="Parquet files instead of CSV.")]


def extract(
    where: Where, to: Folder, schema: Schema = None, parquet: Parquet = False, as_json: AsJson = False
) -> None:
    """Read the dataset's tables from PostgreSQL or SQL Server, changing nothing there. Then: sightline load.

    SQL Server needs pyodbc, and was not tested against a server of that kind.
    """
    from sightline.connectors import ConnectorError, Form, NotInstalledError
    from sightline.connectors import extract as run

    if not where.isidentifier():
        fail(
            Exit.BAD_INPUT,
            "Found something else than a name after --from; expected the name of an environment variable that"
            " holds the connection string, never the string itself",
        )
    connection_string = os.environ.get(where, "").strip()
    if not connection_string:
        fail(
            Exit.BAD_INPUT,
            f"The environment variable {where} is not set. Put the connection string into it,"
            " such as postgresql://reader:password@server/database, and give its name with --from",
        )
    form = Form.PARQUET if parquet else Form.CSV
    try:
        with progress() as tell:
            done = run(connection_string, to, schema=schema, form=form, progress=tell)
    except NotInstalledError as error:
        fail(Exit.NOT_INSTALLED, str(error))
    except ConnectorError as error:
        fail(Exit.BAD_INPUT, str(error))
    if as_json:
        emit(
            {
                "folder": str(done.folder),
                "rows": done.rows,
                "absent": done.absent,
                "columns_not_read": done.left,
            }
        )
        return
    for name, count in done.rows.items():
        SHOW.print(f"{count:>10,}  {name}", markup=False)
    for name, columns in done.left.items():
        SHOW.print(
            f"Not read of {name}, for the dataset has no such columns: {', '.join(columns)}", markup=False
        )
    SHOW.print(
        f"{len(done.absent)} tables of the dataset are not there. Load what is: sightline load {to}",
        markup=False,
    )
