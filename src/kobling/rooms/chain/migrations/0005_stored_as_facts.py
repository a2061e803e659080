"""What this room kept in tables of its own is in the versions of the facts room."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("chain", "0004_wanted"), ("facts", "0003_carry_over")]
    operations = [
        migrations.DeleteModel(name="Wording"),
        migrations.DeleteModel(name="Target"),
        migrations.DeleteModel(name="Goal"),
        migrations.DeleteModel(name="Story"),
        migrations.DeleteModel(name="Theme"),
        migrations.DeleteModel(name="Vision"),
    ]
