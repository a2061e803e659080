"""A run can be undone, once: the database itself refuses to change or remove that."""

import django.db.models.deletion
from django.db import migrations, models

from kobling.rooms.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("findings", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="UndoneRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="undone", to="findings.run"
                    ),
                ),
            ],
            options={"ordering": ("pk",)},
        ),
        append_only("findings", "undonerun", message="inspections are only added to"),
    ]
