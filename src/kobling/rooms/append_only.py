"""Make tables append-only by database triggers."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def append_only(room: str, *tables: str, message: str) -> migrations.RunPython:
    """Return a migration operation that makes tables of a room append-only: updates and deletes raise `message`."""

    def freeze(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement)

    names = [f"{room}_{table}" for table in tables]
    action = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    function = f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    statements = {
        "sqlite": [
            f"CREATE TRIGGER {name}_no_{event.lower()} BEFORE {event} ON {name} {action}"
            for name in names
            for event in ("UPDATE", "DELETE")
        ],
        "postgresql": [
            f"CREATE OR REPLACE FUNCTION {room}_refuse() RETURNS trigger LANGUAGE plpgsql AS {function}",
            *(
                f"CREATE TRIGGER {name}_frozen BEFORE UPDATE OR DELETE ON {name} "
                f"FOR EACH ROW EXECUTE FUNCTION {room}_refuse()"
                for name in names
            ),
        ],
    }
    return migrations.RunPython(freeze, elidable=False)
