"""The database itself refuses to change or remove what has happened to a change draft."""

from django.db import migrations

from kobling.rooms.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("change_drafts", "0001_initial")]
    operations = [append_only("change_drafts", "event", message="what happened to change drafts is only added to")]
