"""The database itself refuses to change or remove a comment or what happened to it; a text may be emptied for good."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from kobling.rooms.append_only import append_only

MESSAGE = "comments are only added to"
KEPT = ("id", "comment_id", "what", "by", "at")
CHANGED = "NEW.text IS NOT NULL OR " + " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in KEPT)

SQLITE = (
    f"""CREATE TRIGGER comments_event_no_update BEFORE UPDATE ON comments_event
        WHEN {CHANGED.replace("IS DISTINCT FROM", "IS NOT")}
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
    f"""CREATE TRIGGER comments_event_no_delete BEFORE DELETE ON comments_event
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
)
POSTGRESQL = (
    f"""CREATE TRIGGER comments_event_no_update BEFORE UPDATE ON comments_event
        FOR EACH ROW WHEN ({CHANGED}) EXECUTE FUNCTION comments_refuse()""",
    """CREATE TRIGGER comments_event_no_delete BEFORE DELETE ON comments_event
       FOR EACH ROW EXECUTE FUNCTION comments_refuse()""",
)


def freeze_events(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]
    operations = [
        append_only("comments", "comment", message=MESSAGE),
        migrations.RunPython(freeze_events, elidable=False),
    ]
