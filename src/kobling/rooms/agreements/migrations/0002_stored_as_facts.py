"""What this room kept in tables of its own is in the versions of the facts room."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial"), ("facts", "0003_carry_over")]
    operations = [
        migrations.DeleteModel(name="Commitment"),
        migrations.DeleteModel(name="Agreement"),
    ]
