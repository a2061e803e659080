"""Add the table of the cache that all processes share."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add a table."""

    dependencies = [
        ("people", "0006_invitations_and_messages"),
    ]

    operations = [
        migrations.CreateModel(
            name="CacheEntry",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
