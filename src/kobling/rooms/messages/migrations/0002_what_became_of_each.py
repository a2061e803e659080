"""Keep what became of each message, and a name of its own for each."""

from secrets import token_hex

from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import kobling.rooms.messages.models


def carry_over(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give each message that waits its name and the moment from which it may be sent."""
    messages = apps.get_model("messages", "Message").objects.using(schema_editor.connection.alias)
    for message in messages.all():
        message.message_id, message.next_attempt = token_hex(16), message.created
        message.state = "sent" if message.sent else "waiting"
        message.save()


class Migration(migrations.Migration):
    """Add columns."""

    dependencies = [
        ("messages", "0001_from_people"),
        ("people", "0008_messages_have_a_room"),
    ]

    operations = [
        migrations.AddField("message", "answer", models.CharField(blank=True, default="", max_length=500)),
        migrations.AddField("message", "attempts", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("message", "claim", models.CharField(blank=True, default="", max_length=16)),
        migrations.AddField("message", "claimed", models.DateTimeField(null=True)),
        migrations.AddField("message", "message_id", models.CharField(default=kobling.rooms.messages.models.new_message_id, max_length=32)),
        migrations.AddField("message", "next_attempt", models.DateTimeField(null=True)),
        migrations.AddField("message", "occasion", models.CharField(max_length=60, null=True)),
        migrations.AddField("message", "state", models.CharField(default="waiting", max_length=10)),
        migrations.AlterField("message", "user", models.ForeignKey(null=True, on_delete=models.deletion.PROTECT, related_name="messages", to=settings.AUTH_USER_MODEL)),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.AlterField("message", "next_attempt", models.DateTimeField()),
        migrations.AddIndex("message", models.Index(fields=["state", "next_attempt"], name="messages_by_next_attempt")),
        migrations.AddConstraint("message", models.UniqueConstraint(fields=("user", "occasion"), name="messages_once_to_account")),
    ]
