from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0002_draw"),
    ]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="next_publication",
            field=models.DateField(null=True),
        ),
    ]
