"""An account names a deputy while it is away."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("municipality", "0007_stored_as_facts")]
    operations = [
        migrations.CreateModel(
            name="Deputy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.CharField(max_length=8)),
                ("deputy", models.CharField(max_length=8)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "account"), name="todos_deputy_account")
                ],
            },
        ),
    ]
