"""Give every account assignments in place of one role: readers, analysts and the strategy office keep theirs."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ROLES = {"reader": "staff_reader", "analyst": "analyst", "strategy": "strategy_office"}
PRESENT_ROLES = (
    "administrator",
    "strategy_office",
    "committee_secretary",
    "unit_leader",
    "goal_owner",
    "analyst",
    "councillor",
    "staff_reader",
)


def assign(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Assign the role of each account, in its municipality or in all."""
    alias = schema_editor.connection.alias
    users = apps.get_model("people", "User").objects.using(alias)
    assignments = apps.get_model("people", "Assignment").objects.using(alias)
    for pk, role, municipality in users.filter(role__isnull=False).values_list("pk", "role", "municipality_id"):
        assignments.create(user_id=pk, role=ROLES[role], municipality_id=municipality)


class Migration(migrations.Migration):
    """Add the table, and fill it."""

    dependencies = [
        ("people", "0003_names_that_can_be_erased"),
        ("municipality", "0002_leader"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(choices=[(role, role) for role in PRESENT_ROLES], max_length=30)),
                ("place_kind", models.CharField(blank=True, max_length=30)),
                ("place_key", models.CharField(blank=True, max_length=63)),
                (
                    "municipality",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="people.user"
                    ),
                ),
            ],
            options={"ordering": ("pk",)},
        ),
        migrations.AddConstraint(
            "assignment",
            models.UniqueConstraint(
                fields=("user", "role", "municipality", "place_kind", "place_key"),
                name="people_assignment_once",
            ),
        ),
        migrations.AddConstraint(
            "assignment",
            models.UniqueConstraint(
                condition=models.Q(municipality__isnull=True),
                fields=("user", "role"),
                name="people_assignment_everywhere",
            ),
        ),
        migrations.RunPython(assign, migrations.RunPython.noop),
    ]
