"""Demand a key of every account; let a name be erased, and let an account of the command line have no role."""

from django.db import migrations, models

from kobling.rooms.people.models import new_key


class Migration(migrations.Migration):
    """Change three columns."""

    dependencies = [
        ("people", "0002_key"),
    ]

    operations = [
        migrations.AlterField(
            "user", "key", models.CharField(default=new_key, max_length=8, unique=True)
        ),
        migrations.AlterField("user", "name", models.CharField(max_length=200, null=True, unique=True)),
        migrations.AlterField(
            "user",
            "role",
            models.CharField(
                choices=[("reader", "reader"), ("analyst", "analyst"), ("strategy", "strategy")],
                max_length=20,
                null=True,
            ),
        ),
    ]
