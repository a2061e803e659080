"""The database itself refuses to change a release, or to remove one that has been approved.

A draft may be approved once and may be discarded; nothing else may happen to it.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FROZEN = (
    "municipality",
    "number",
    "as_of",
    "host",
    "document",
    "sha256",
    "rule_version",
    "created_at",
    "created_by",
)
CHANGED = "OLD.approved_at IS NOT NULL OR " + " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in FROZEN)

SQLITE = (
    f"""CREATE TRIGGER releases_release_no_update BEFORE UPDATE ON releases_release
        WHEN {CHANGED.replace("IS DISTINCT FROM", "IS NOT")}
        BEGIN SELECT RAISE(ABORT, 'a release is never changed'); END""",
    """CREATE TRIGGER releases_release_no_delete BEFORE DELETE ON releases_release
       WHEN OLD.approved_at IS NOT NULL
       BEGIN SELECT RAISE(ABORT, 'a release is never removed'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION releases_release_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'a release is never changed or removed'; END $$""",
    f"""CREATE TRIGGER releases_release_no_update BEFORE UPDATE ON releases_release
        FOR EACH ROW WHEN ({CHANGED}) EXECUTE FUNCTION releases_release_refuse()""",
    """CREATE TRIGGER releases_release_no_delete BEFORE DELETE ON releases_release
       FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL) EXECUTE FUNCTION releases_release_refuse()""",
)


def freeze(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial")]
    operations = [migrations.RunPython(freeze, elidable=False)]
