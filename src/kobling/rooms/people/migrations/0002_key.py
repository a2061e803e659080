"""Give every account a key, which is what is kept of who did something."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from kobling.rooms.people.models import new_key


def give_keys(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give a key to every account that has none."""
    users = apps.get_model("people", "User").objects.using(schema_editor.connection.alias)
    taken: set[str] = set()
    for pk in users.filter(key__isnull=True).values_list("pk", flat=True):
        while (key := new_key()) in taken:
            pass
        taken.add(key)
        users.filter(pk=pk).update(key=key)


class Migration(migrations.Migration):
    """Add the column, and fill it."""

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField("user", "key", models.CharField(max_length=8, null=True)),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
    ]
