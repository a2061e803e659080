"""A finding is given to an account, with a day and a note."""

import django.db.models.deletion
from django.db import migrations, models

from kobling.rooms.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("findings", "0003_undone_run")]
    operations = [
        migrations.CreateModel(
            name="Assignee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.CharField(max_length=8, null=True)),
                ("due", models.DateField(null=True)),
                ("note", models.TextField(null=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignees", to="findings.finding"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["account"], name="findings_assignee_account")],
            },
        ),
        append_only("findings", "assignee", message="whom a finding is given to is only added to"),
    ]
