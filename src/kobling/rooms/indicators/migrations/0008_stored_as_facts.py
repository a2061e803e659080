"""What this room kept in tables of its own is in the versions of the facts room."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("indicators", "0007_decimals_as_figures_have"), ("facts", "0003_carry_over")]
    operations = [
        migrations.DeleteModel(name="Measurement"),
        migrations.DeleteModel(name="Indicator"),
    ]
