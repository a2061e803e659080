"""The database itself refuses to change or remove a run, or what happened to a finding."""

from django.db import migrations

from kobling.rooms.sync import only_added_to


class Migration(migrations.Migration):
    dependencies = [("findings", "0001_initial")]
    operations = [only_added_to("findings", "run", "event", says="inspections are only added to")]
