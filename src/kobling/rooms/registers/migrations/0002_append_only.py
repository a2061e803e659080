"""The database itself refuses to change or remove a drawing or a raw answer."""

from django.db import migrations

from kobling.rooms.sync import only_added_to


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]
    operations = [only_added_to("registers", "drawing", "answer", says="drawings are only added to")]
