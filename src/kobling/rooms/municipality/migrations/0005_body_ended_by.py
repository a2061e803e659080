from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0004_municipality_beside"),
    ]

    operations = [
        migrations.AddField(
            model_name="body",
            name="ended_by",
            field=models.JSONField(null=True),
        ),
    ]
