"""The database itself refuses to change or remove a change set, a version, a figure or a drawing.

Of a figure, the change set that removed it may be filled in, once.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from kobling.rooms.append_only import append_only

MESSAGE = "facts are only added to"
TABLE = "facts_measurement"
FIGURE = (
    "municipality_id",
    "indicator",
    "area",
    "part",
    "period",
    "value",
    "of",
    "uncertainty",
    "standard_error",
    "low",
    "high",
    "n",
    "asked",
    "drawn",
    "source",
    "drawing",
    "withdrawn",
    "note",
    "added",
)
COLUMNS = ", ".join(f'"{column}"' for column in FIGURE)
ABORT = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
REFUSE = "FOR EACH ROW {when} EXECUTE FUNCTION facts_refuse()"
REMOVED = "WHEN (OLD.removed IS NOT NULL)"

STATEMENTS = {
    "sqlite": (
        f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} {ABORT}",
        f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE} {ABORT}",
        f"CREATE TRIGGER {TABLE}_removed BEFORE UPDATE OF removed ON {TABLE} {REMOVED} {ABORT}",
    ),
    "postgresql": (
        f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} {REFUSE.format(when='')}",
        f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE OF {COLUMNS} ON {TABLE} {REFUSE.format(when='')}",
        f"CREATE TRIGGER {TABLE}_removed BEFORE UPDATE OF removed ON {TABLE} {REFUSE.format(when=REMOVED)}",
    ),
}


def freeze_figures(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in STATEMENTS[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_initial")]
    operations = [
        append_only("facts", "changeset", "version", "drawing", message=MESSAGE),
        migrations.RunPython(freeze_figures, elidable=False),
    ]
