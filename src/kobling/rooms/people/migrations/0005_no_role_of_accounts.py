"""Remove the role and the municipality of accounts, which assignments have replaced."""

from django.db import migrations


class Migration(migrations.Migration):
    """Remove two columns."""

    dependencies = [
        ("people", "0004_assignments"),
    ]

    operations = [
        migrations.RemoveField("user", "role"),
        migrations.RemoveField("user", "municipality"),
    ]
