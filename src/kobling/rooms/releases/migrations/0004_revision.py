"""A release remembers the revision of the facts that it was made from. The database refuses to change that too."""

from django.db import migrations, models
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
    "revision",
)
REFUSED = """(
    OLD.approved_at IS NOT NULL AND NOT (
        OLD.embargo_until IS NOT NULL AND OLD.embargo_until > {now}
        AND NEW.approved_at IS NULL AND NEW.approved_by IS NULL AND NEW.embargo_until IS NULL
    )
) OR """ + " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in FROZEN)

SQLITE_REFUSED = REFUSED.format(now="strftime('%Y-%m-%d %H:%M:%f', 'now')").replace("IS DISTINCT FROM", "IS NOT")
SQLITE = (
    "DROP TRIGGER releases_release_no_update",
    f"""CREATE TRIGGER releases_release_no_update BEFORE UPDATE ON releases_release
        WHEN {SQLITE_REFUSED}
        BEGIN SELECT RAISE(ABORT, 'a release is never changed'); END""",
)
POSTGRESQL = (
    "DROP TRIGGER releases_release_no_update ON releases_release",
    f"""CREATE TRIGGER releases_release_no_update BEFORE UPDATE ON releases_release
        FOR EACH ROW WHEN ({REFUSED.format(now="now()")}) EXECUTE FUNCTION releases_release_refuse()""",
)


def freeze_revision(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("releases", "0003_revoke")]
    operations = [
        migrations.AddField("release", "revision", models.PositiveIntegerField(null=True)),
        migrations.RunPython(freeze_revision, elidable=False),
    ]
