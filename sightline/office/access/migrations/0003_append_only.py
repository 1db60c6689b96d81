"""The database itself refuses to change or remove an entry of the trail.

SQLite makes a table anew when a later migration alters it: such a migration must run ``guard`` again.
"""

from typing import Any

from django.db import migrations

WORDS = "The trail is only added to: an entry is never changed and never removed."

SQLITE = tuple(
    f"CREATE TRIGGER access_entry_no_{what.lower()} BEFORE {what} ON access_entry "
    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for what in ("UPDATE", "DELETE")
)
POSTGRESQL = (
    "CREATE FUNCTION access_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$",
    "CREATE TRIGGER access_entry_append_only BEFORE UPDATE OR DELETE ON access_entry "
    "FOR EACH ROW EXECUTE FUNCTION access_entry_append_only()",
)
UNDO = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS access_entry_no_{what}" for what in ("update", "delete")),
    "postgresql": (
        "DROP TRIGGER IF EXISTS access_entry_append_only ON access_entry",
        "DROP FUNCTION IF EXISTS access_entry_append_only()",
    ),
}
GUARD = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def guard(apps: Any, schema_editor: Any) -> None:
    for statement in GUARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps: Any, schema_editor: Any) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("access", "0002_attempts")]

    operations = [migrations.RunPython(guard, unguard)]
