"""The database itself refuses to change or remove a drawing or a raw answer."""

from django.db import migrations

from kobling.rooms.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]
    operations = [append_only("registers", "drawing", "answer", message="drawings are only added to")]
