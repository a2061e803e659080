"""The database itself refuses to change or remove a run, or what happened to a finding."""

from django.db import migrations

from kobling.rooms.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("findings", "0001_initial")]
    operations = [append_only("findings", "run", "event", message="inspections are only added to")]
