"""What this room kept in tables of its own is in the versions of the facts room."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("municipality", "0006_municipality_synonyms"), ("facts", "0003_carry_over")]
    operations = [
        migrations.DeleteModel(name="Body"),
        migrations.DeleteModel(name="Leader"),
        migrations.DeleteModel(name="Source"),
        migrations.DeleteModel(name="Term"),
        migrations.DeleteModel(name="Unit"),
        migrations.RemoveField(model_name="municipality", name="name"),
        migrations.RemoveField(model_name="municipality", name="region"),
        migrations.RemoveField(model_name="municipality", name="seats"),
        migrations.RemoveField(model_name="municipality", name="confidence"),
        migrations.RemoveField(model_name="municipality", name="notice"),
        migrations.RemoveField(model_name="municipality", name="about"),
        migrations.RemoveField(model_name="municipality", name="contact"),
        migrations.RemoveField(model_name="municipality", name="beside"),
        migrations.RemoveField(model_name="municipality", name="notes"),
        migrations.RemoveField(model_name="municipality", name="publish"),
        migrations.RemoveField(model_name="municipality", name="synonyms"),
    ]
