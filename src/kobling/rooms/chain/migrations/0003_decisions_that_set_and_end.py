from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("chain", "0002_cross_cutting"),
    ]

    operations = [
        migrations.AddField(
            model_name="goal",
            name="ended_by",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="target",
            name="decision",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="theme",
            name="ended_by",
            field=models.JSONField(null=True),
        ),
    ]
