"""Let an indicator leave its decimals to its figures.

Until now 0 stood both for none and for not given, and an exported folder left it out: so it was not given.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def leave_to_figures(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Empty the decimals that are 0."""
    apps.get_model("indicators", "Indicator").objects.filter(decimals=0).update(decimals=None)


def write_none(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write 0 where none are given."""
    apps.get_model("indicators", "Indicator").objects.filter(decimals=None).update(decimals=0)


class Migration(migrations.Migration):
    """Allow NULL, then empty what was not given."""

    dependencies = [("indicators", "0006_measurement_withdrawn")]

    operations = [
        migrations.AlterField(
            model_name="indicator", name="decimals", field=models.PositiveSmallIntegerField(null=True)
        ),
        migrations.RunPython(leave_to_figures, write_none),
    ]
