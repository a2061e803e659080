"""Hand the table of messages over to the room of messages; it stays as it is, under its name."""

from django.db import migrations


class Migration(migrations.Migration):
    """Forget the model."""

    dependencies = [
        ("people", "0007_cache_entry"),
        ("messages", "0001_from_people"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="Message")]),
    ]
