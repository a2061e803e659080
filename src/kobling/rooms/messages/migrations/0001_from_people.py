"""Take the table of messages over from the room of people; it stays as it is, under its name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Know the model."""

    initial = True

    dependencies = [
        ("people", "0007_cache_entry"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("template", models.CharField(max_length=40)),
                        ("subject", models.CharField(max_length=200)),
                        ("body", models.TextField()),
                        ("created", models.DateTimeField()),
                        ("sent", models.DateTimeField(null=True)),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="messages", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={"db_table": "people_message", "ordering": ("-pk",)},
                ),
            ]
        ),
    ]
